"""Letters about offers, wrong numbers and shifts that were left, beside those of roster_news."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from bot.commands.passen.asked import ShiftCase, press
from bot.commands.passen.words import names, offer_words
from bot.letters import keys
from bot.letters.card import letter_button
from bot.rosters.topics import OWN_SHIFTS
from bot.texts import capitalised
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.rosters.line import Line
from directory.staffing.members import members
from directory.staffing.responsible import responsible
from directory.swaps.offer import Offer, OfferKind
from directory.walltime.said import dated_span

Buttons = Sequence[tuple[str, str]]


def to_coordinators(
    asked: ShiftCase,
    line: Line,
    topic: Topic,
    title: str,
    lines: Iterable[str],
    *,
    key: Callable[[str], str],
    buttons: Buttons = (),
) -> tuple[Delivery, ...]:
    """To everybody who answers for the service, at once whatever they have chosen: it is amiss.

    `buttons` are a label and the service whose shifts it shows.
    """
    shown = tuple(
        letter_button(label, press("tjänst", {"service": service})) for label, service in buttons
    )
    letter = Letter(topic=topic, title=title, lines=tuple(lines), buttons=shown)
    people = [one.id for one in responsible(asked.service(line), asked.snapshot)]
    now = asked.request.now
    return tuple(
        Delivery(key=key(one), recipient=one, letter=letter, made=now, due=now)
        for one in people
        if one != asked.me
    )


def about_offer(
    asked: ShiftCase,
    offer: Offer,
    to: Iterable[str],
    title: str,
    lines: Iterable[str] = (),
    *,
    what: str,
    actions: Buttons = (),
) -> tuple[Delivery, ...]:
    """To each of the people once: what has become of the offer, and what she can do about it.

    `what` tells this letter from the others about the offer; `actions` are labels and actions.
    """
    told = (capitalised(offer_words(offer, asked.snapshot, asked.now, dated_span)) + ".", *lines)
    buttons = tuple(
        letter_button(label, press(action, {"offer": offer.id})) for label, action in actions
    )
    letter = Letter(topic=OWN_SHIFTS.topic, title=title, lines=told, buttons=buttons)
    key = partial(keys.offer, what, offer.id)
    deliveries = (_delivery(asked, one, letter, key(one), offer.ends) for one in to)
    return tuple(filter(None, deliveries))


def _delivery(
    asked: ShiftCase, to: str, letter: Letter, key: str, happens: datetime
) -> Delivery | None:
    if to == asked.me:
        return None
    return asked.snapshot.of(FOLLOWING).deliver(
        letter,
        to,
        key=key,
        now=asked.request.now,
        happens=happens,
        usual=OWN_SHIFTS.usual(asked.snapshot.people.get(to)),
    )


def about_own(
    asked: ShiftCase, to: str, title: str, lines: Iterable[str], *, key: str, happens: datetime
) -> tuple[Delivery, ...]:
    """To somebody for whom another has acted; none to the asker herself."""
    letter = Letter(topic=OWN_SHIFTS.topic, title=title, lines=tuple(lines))
    found = _delivery(asked, to, letter, key, happens)
    return (found,) if found else ()


def invitation(asked: ShiftCase, offer: Offer) -> tuple[Delivery, ...]:
    """To the one, or to all in the service: will you have it?"""
    giver = names([offer.person], asked.snapshot)
    title = capitalised(
        f"{giver} {'vill byta pass' if offer.kind is OfferKind.SWAP else 'erbjuder ett pass'}"
    )
    people = [one.id for one in members(asked.service(offer.line), asked.snapshot)]
    to = [offer.to] if offer.to else [one for one in people if one != offer.person]
    actions = [(accept_label(offer), "anta")] + [("Nej tack", "avböj")] * bool(offer.to)
    return about_offer(asked, offer, to, title, what="erbjudet", actions=actions)


def accept_label(offer: Offer) -> str:
    """The word of the button that accepts."""
    if offer.kind is OfferKind.GIVE_AWAY:
        return "Ta passet"
    return "Ja, byt" if offer.return_hours else "Välj ett av dina pass"
