"""Letters about offers, wrong numbers and shifts that were left, beside those of roster_news."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from bot.commands.passen.case import PassCase, press
from bot.commands.passen.words import names, offer_words
from bot.commands.passen.writing import signed_for_others
from bot.letters import keys
from bot.letters.card import letter_button
from bot.rosters.topics import OWN_SHIFTS
from bot.texts import capitalised
from directory.letters.kept import FOLLOWING
from directory.letters.lines import LetterLine
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.letters.preferences import by_time
from directory.letters.subscriptions import Topic
from directory.rosters.line import Line
from directory.rosters.somebody import Somebody, as_written
from directory.staffing.members import members
from directory.staffing.responsible import responsible
from directory.swaps.offer import Offer, OfferKind
from directory.walltime.said import dated_span

Buttons = Sequence[tuple[str, str]]


def to_coordinators(
    case: PassCase,
    line: Line,
    topic: Topic,
    title: str,
    lines: Iterable[LetterLine],
    *,
    key: Callable[[str], str],
    ends: datetime | None,
    buttons: Buttons = (),
) -> tuple[Delivery, ...]:
    """To everybody who answers for the service; at once, as something is wrong.

    `ends`: until when it is of use. `buttons` are a label and the service whose shifts it shows.
    """
    shown = tuple(
        letter_button(label, press("tjänst", {"service": service})) for label, service in buttons
    )
    letter = Letter(topic=topic, title=title, lines=tuple(lines), buttons=shown)
    people = [person.id for person in responsible(case.service(line), case.snapshot)]
    now = case.request.now
    return tuple(
        Delivery(
            key=key(person),
            recipient=person,
            letter=letter,
            made=now,
            due=now,
            ends=ends,
            urgency=Urgency.URGENT,
        )
        for person in people
        if person != case.me
    )


def about_offer(
    case: PassCase,
    offer: Offer,
    to: Iterable[Somebody],
    title: str,
    lines: Iterable[LetterLine] = (),
    *,
    what: str,
    actions: Buttons = (),
) -> tuple[Delivery, ...]:
    """To each of the people once: what has happened to the offer, and what they can do about it.

    `what` tells this letter from the others about the offer; `actions` are labels and actions.
    """
    words = (capitalised(offer_words(offer, case.snapshot, case.now, dated_span)) + ".", *lines)
    buttons = tuple(
        letter_button(label, press(action, {"offer": offer.id})) for label, action in actions
    )
    letter = Letter(topic=OWN_SHIFTS.topic, title=title, lines=words, buttons=buttons)
    key = partial(keys.offer, what, offer.id)
    ends = offer.ends if actions else _last_end(offer)
    deliveries = (
        _delivery(case, who, letter, key(as_written(who)), offer.ends, ends) for who in to
    )
    return tuple(filter(None, deliveries))


def _last_end(offer: Offer) -> datetime:
    """When all of its duties are over: what has become of it is of use until then."""
    return max(offer.end, offer.return_end or offer.end)


def _delivery(
    case: PassCase, to: Somebody, letter: Letter, key: str, happens: datetime, ends: datetime
) -> Delivery | None:
    if to == case.me:
        return None
    return case.snapshot.of(FOLLOWING).deliver(
        letter,
        as_written(to),
        key=key,
        now=case.request.now,
        happens=happens,
        usual=OWN_SHIFTS.usual(case.snapshot.people.get(to) if isinstance(to, str) else None),
        ends=ends,
        urgency=by_time(case.request.now, happens),
    )


def about_own(
    case: PassCase,
    to: Somebody,
    title: str,
    lines: Iterable[LetterLine],
    *,
    key: str,
    happens: datetime,
    ends: datetime,
) -> tuple[Delivery, ...]:
    """To somebody for whom another has acted; none to the asker."""
    letter = Letter(topic=OWN_SHIFTS.topic, title=title, lines=tuple(lines))
    delivery = _delivery(case, to, letter, key, happens, ends)
    return (delivery,) if delivery else ()


def invitation(case: PassCase, offer: Offer) -> tuple[Delivery, ...]:
    """To the one, or to all in the service: will you have it? And who asks, if it is another."""
    giver = names([offer.person], case.snapshot)
    title = capitalised(
        f"{giver} {'vill byta pass' if offer.kind is OfferKind.SWAP else 'erbjuder ett pass'}"
    )
    people = [person.id for person in members(case.service(offer.line), case.snapshot)]
    to = [offer.to] if offer.to else [person for person in people if person != offer.person]
    actions = [(accept_label(offer), "anta")] + [("Nej tack", "avböj")] * bool(offer.to)
    lines = signed_for_others(case, offer.person, did="lagt ut erbjudandet")
    return about_offer(case, offer, to, title, lines, what="erbjudet", actions=actions)


def accept_label(offer: Offer) -> str:
    """The word of the button that accepts."""
    if offer.kind is OfferKind.GIVE_AWAY:
        return "Ta passet"
    return "Ja, byt" if offer.return_hours else "Välj ett av dina pass"
