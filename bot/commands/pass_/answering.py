"""What becomes of an offer: accepted, declined, withdrawn, approved, refused or undone."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Actions, Button, Card, Heading, Notice, Option, Part
from bot.commands.base import Outcome, Reply, WantsShifts
from bot.commands.folded import folded_choices
from bot.commands.pass_.asked import NOT_YOURS, Asked, Piece, back, press, refused
from bot.commands.pass_.ending import resting_words
from bot.commands.pass_.letters import about_offer
from bot.commands.pass_.obstacles import closed_words, obstacle_words
from bot.commands.pass_.offer import read_return, return_data, returnable
from bot.commands.pass_.services_meant import stranger
from bot.commands.pass_.words import (
    begins,
    duty_hours,
    name_of,
    names,
    offer_words,
    overlap_words,
    span_words,
)
from bot.commands.pass_.writing import behalf, news, written
from directory.accepting import obstacle
from directory.changes import Change, Forget, Keep
from directory.members import is_member, members
from directory.oncall import Override
from directory.people import Person
from directory.responsible import responsible
from directory.roster_edits import broken_by, edit, made_last
from directory.swaps import Offer, OfferKind, OfferState, override_ids, overrides_of


def _offer(asked: Asked) -> Offer | Reply | WantsShifts:
    """The offer of the button, with the shifts that it is about in memory."""
    offers = asked.snapshot.state.offers
    offer = next((one for one in offers if one.id == asked.get("offer")), None)
    if offer is None or offer.service not in asked.snapshot.services:
        return refused("Erbjudandet finns inte längre.")
    people = (offer.person, offer.accepted_by or offer.to or asked.me)
    for hours in (offer.hours, offer.return_hours):
        wanted = asked.wants(hours, offer.line, *people) if hours else None
        if wanted and hours:
            return WantsShifts(min(offer.ends, hours.start), wanted.services)
    return offer


# -- the other one's answer -----------------------------------------------------------------


def accept(asked: Asked) -> Outcome:
    """The asker has the shift, if she may and can; a swap with which of her own goes back."""
    offer = _offer(asked)
    if not isinstance(offer, Offer):
        return offer
    if not offer.is_open(asked.now):
        return refused(closed_words(offer, asked))
    taker = _taker(offer, asked)
    if not isinstance(taker, Person):
        return taker
    accepted = replace(offer, accepted_by=taker.id, decided=asked.request.now)
    if offer.kind is OfferKind.SWAP and offer.return_hours is None:
        returned = read_return(asked, offer.service)
        if returned is None:
            return _for_which(accepted, asked)
        accepted = replace(
            accepted,
            return_role=returned.line[1],
            return_start=returned.hours.start,
            return_end=returned.hours.end,
        )
    found = obstacle(accepted, asked.snapshot, asked.now)
    if found is not None:
        return refused(obstacle_words(found, accepted, asked))
    if asked.service(offer.line).swaps_approved:
        return _waiting(replace(accepted, state=OfferState.ACCEPTED), asked)
    return _done(replace(accepted, state=OfferState.DONE), asked)


def _taker(offer: Offer, asked: Asked) -> Person | Outcome:
    """Who accepts: the asker, or for one who acts for others whom it was offered to."""
    service, me = asked.service(offer.line), asked.request.who.person
    named = asked.person("för")
    if named is not None and not asked.may(named.id):
        return refused(NOT_YOURS)
    if named is None and me is not None and offer.is_for(me.id):
        named = me if offer.to or is_member(me, service, asked.snapshot) else None
    if named is None and asked.for_others and offer.to:
        named = asked.snapshot.people.get(offer.to)
    if named is None and asked.for_others:
        return _for_whom(offer, asked)
    if named is None and me is not None and offer.person == me.id:
        return refused("Det är ditt eget erbjudande. Ta tillbaka det om det inte ska gälla.")
    if named is None and not offer.to:
        return stranger(offer.line, asked)
    if named is None or not offer.is_for(named.id):
        return refused("Passet är erbjudet någon annan.")
    return named


def _for_whom(offer: Offer, asked: Asked) -> Reply:
    people = members(asked.service(offer.line), asked.snapshot)
    options = [
        Option(one.name, press("anta", {"offer": offer.id, "för": one.id}))
        for one in people
        if one.id != offer.person
    ]
    return Reply(Card((*folded_choices("Vem tar passet?", options), Actions((back("Avbryt"),)))))


def _for_which(offer: Offer, asked: Asked) -> Outcome:
    """Which of the taker's own shifts goes the other way."""
    offered = Piece(offer.line, offer.person, offer.hours)
    mine = returnable(asked, offered, offer.accepted_by)
    if not mine:
        return refused("Det finns inget eget pass att byta mot de närmaste veckorna.")
    data = {"offer": offer.id, "för": offer.accepted_by}
    options = [
        Option(
            f"{duty.role.heading} {span_words(duty_hours(duty), asked.now)}",
            press("anta", data | return_data(duty)),
        )
        for duty in mine
    ]
    giver = name_of(offer.person, asked.snapshot)
    title = f"Du får {offer_words(offer, asked.snapshot, asked.now)}"
    parts = folded_choices(f"Vilket av dina pass tar {giver} i stället?", options)
    return Reply(Card((Heading(title), *parts, Actions((back("Avbryt"),)))))


def _waiting(offer: Offer, asked: Asked) -> Reply:
    """Agreed by both; a coordinator of the service has the last word."""
    both = names([offer.person, offer.accepted_by], asked.snapshot)
    people = [one.id for one in responsible(asked.service(offer.line), asked.snapshot)]
    taker = name_of(offer.accepted_by, asked.snapshot)
    letters = (
        *about_offer(
            asked,
            offer,
            people,
            f"Ett byte väntar på dig: {both}",
            what="godkänn",
            actions=(("Godkänn", "godkänn"), ("Neka", "neka")),
        ),
        *about_offer(
            asked,
            offer,
            _parties(offer, people),
            f"{begins(taker)} tackar ja, samordnaren ska godkänna",
            what="väntar",
        ),
    )
    says = "Tack. Bytet gäller först när en samordnare har godkänt det, du får veta."
    return written([Notice(says), Actions((back(),))], [Keep(offer)], letters)


def _parties(offer: Offer, but: Sequence[str] = ()) -> list[str]:
    return [one for one in (offer.person, offer.accepted_by) if one and one not in but]


def _done(offer: Offer, asked: Asked) -> Reply:
    """The roster is changed, and those concerned are told once each."""
    made = made_last(asked.snapshot, offer.line, asked.request.now)
    made = max(made, made_last(asked.snapshot, offer.return_line, asked.request.now))
    overrides = overrides_of(offer, made, asked.request.who.account)
    changes: list[Change] = [Keep(offer), *map(Keep, overrides)]
    giver, taker = (name_of(one, asked.snapshot) for one in (offer.person, offer.accepted_by))
    what = f"{begins(giver)} och {taker} byter." if offer.return_hours else f"{taker} tar passet."
    said = (begins(what), *behalf(asked, *_parties(offer)))
    told = news(asked, changes, f"{offer.id}|klart", said=said)
    says = f"Klart. {begins(taker)} har {offer_words(offer, asked.snapshot, asked.now)}."
    undo = Button("Ångra bytet", press("ångra", {"offer": offer.id}))
    then = f"Kan ångras till {span_words(offer.hours, asked.now).split('–')[0]}."
    if offer.return_hours:
        then = "Kan ångras tills det första av passen börjar."
    parts: list[Part] = [Notice(says), Notice(then), Actions((undo, back()))]
    return written(parts, changes, told)


def decline(asked: Asked) -> Outcome:
    """The one who was asked says no."""
    offer = _offer(asked)
    if not isinstance(offer, Offer):
        return offer
    if not offer.is_open(asked.now):
        return refused(closed_words(offer, asked))
    if not offer.to:
        return refused("Passet är erbjudet alla. Du behöver inte svara om du inte vill ha det.")
    if not asked.may(offer.to):
        return refused("Passet är erbjudet någon annan.")
    title = f"{begins(name_of(offer.to, asked.snapshot))} tackar nej"
    return _closed(offer, OfferState.DECLINED, asked, [offer.person], title, "Du har tackat nej.")


# -- the offerer, and the coordinator -------------------------------------------------------


def withdraw(asked: Asked) -> Outcome:
    """The offerer takes it back while nothing is decided; so may the one who waits with her."""
    offer = _offer(asked)
    if not isinstance(offer, Offer):
        return offer
    if not (offer.is_open(asked.now) or offer.is_pending(asked.now)):
        return refused(closed_words(offer, asked))
    if not asked.may(offer.person, *([offer.accepted_by] if offer.accepted_by else [])):
        return refused(NOT_YOURS)
    to = [one for one in (offer.to or offer.accepted_by, *_parties(offer)) if one]
    title = "Erbjudandet är återtaget"
    return _closed(offer, OfferState.WITHDRAWN, asked, dict.fromkeys(to), title, f"{title}.")


def approve(asked: Asked) -> Outcome:
    """A coordinator says yes: the roster is changed, if it still can be."""
    offer = _pending(asked)
    if not isinstance(offer, Offer):
        return offer
    found = obstacle(offer, asked.snapshot, asked.now)
    if found is not None:
        return refused(obstacle_words(found, offer, asked))
    return _done(replace(offer, state=OfferState.DONE, decided=asked.request.now), asked)


def refuse(asked: Asked) -> Outcome:
    """A coordinator says no: the shifts stay as they are."""
    offer = _pending(asked)
    if not isinstance(offer, Offer):
        return offer
    title = "Bytet godkändes inte, passen är som förut"
    return _closed(offer, OfferState.DECLINED, asked, _parties(offer), title, f"{title}.")


def _pending(asked: Asked) -> Offer | Outcome:
    offer = _offer(asked)
    if not isinstance(offer, Offer):
        return offer
    if not asked.approves:
        return refused("Byten godkänns av samordnaren.")
    return offer if offer.is_pending(asked.now) else refused(closed_words(offer, asked))


def _closed(
    offer: Offer,
    state: OfferState,
    asked: Asked,
    to: Sequence[str] | dict[str, None],
    title: str,
    says: str,
) -> Reply:
    changed = replace(offer, state=state, decided=asked.request.now)
    said = behalf(asked, *_parties(offer), offer.to)
    letters = about_offer(asked, offer, to, title, said, what=state.name.casefold())
    return written([Notice(says), Actions((back(),))], [Keep(changed)], letters)


def undo(asked: Asked) -> Outcome:
    """What two have done is as if it had not been, until one of the shifts begins."""
    offer = _offer(asked)
    if not isinstance(offer, Offer):
        return offer
    if not asked.may(*_parties(offer)):
        return refused(NOT_YOURS)
    if not offer.can_be_undone(asked.now):
        return refused(closed_words(offer, asked))
    changes: list[Change] = [Forget(Override, id_) for id_ in override_ids(offer)]
    above = broken_by(asked.snapshot, changes, asked.now)
    if above is not None:
        return refused(resting_words(above, asked))
    changes.append(Keep(replace(offer, state=OfferState.UNDONE, decided=asked.request.now)))
    who = behalf(asked, *_parties(offer))
    told = news(asked, changes, f"{offer.id}|ångrat", said=("Bytet är ångrat.", *who))
    says = f"Bytet är ångrat: {offer_words(offer, asked.snapshot, asked.now)} är som förut."
    return written(
        [Notice(says), *_double(offer, changes, asked), Actions((back(),))], changes, told
    )


def _double(offer: Offer, changes: Sequence[Change], asked: Asked) -> list[Part]:
    """What somebody then has at the same time as the shift that comes back is said."""
    after = edit(asked.snapshot, changes).after
    back_again = [(offer.person, offer.line, offer.hours)]
    if offer.return_hours:
        back_again.append((offer.accepted_by, offer.return_line, offer.return_hours))
    parts: list[Part] = []
    for person, line, hours in back_again:
        duties = after.of_person(person, hours.start, hours.end)
        same = [duty for duty in duties if (duty.service, duty.role) != line]
        if same:
            words = overlap_words(same, asked.snapshot, asked.now)
            parts.append(
                Notice(f"{begins(name_of(person, asked.snapshot))} har samtidigt: {words}.")
            )
    return parts
