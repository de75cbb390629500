"""The offers that concern somebody: to answer, to take back, to approve, to undo."""

from collections.abc import Sequence

from bot.cards import Actions, Button, Part, Text
from bot.commands.passen.case import PassCase, press
from bot.commands.passen.letters import accept_label
from bot.commands.passen.words import name_of, offer_words
from bot.texts import capitalised
from directory.rosters.somebody import Somebody
from directory.staffing.members import is_member
from directory.staffing.responsible import responsible
from directory.swaps.kept import OFFERS
from directory.swaps.offer import Offer

MOST_OFFERS = 6
Labels = Sequence[tuple[str, str]]


def offer_parts(case: PassCase, person: Somebody) -> list[Part]:
    """What waits for an answer first, then the person's own offers, then what they can undo."""
    rows = [
        *(
            _row(f"{_giver(offer, case)} erbjuder", offer, _answers(offer), case)
            for offer in to_answer(case, person)
        ),
        *(
            _row(_approval(offer, case), offer, (("Godkänn", "godkänn"), ("Neka", "neka")), case)
            for offer in to_approve(case)
        ),
        *(
            _row(_own(offer, case), offer, (("Ta tillbaka", "återta"),), case)
            for offer in _undecided(case, person)
        ),
        *(
            _row(_agreed(offer, person, case), offer, _undo_answers(offer, person), case)
            for offer in _done(case, person)
        ),
    ]
    return [part for row in rows[:MOST_OFFERS] for part in row]


def to_answer(case: PassCase, person: Somebody) -> list[Offer]:
    """Open offers to the person, or to all in a service that they belong to."""
    known = case.snapshot.colleague(person)
    if known is None:
        return []
    return [
        offer
        for offer in case.snapshot.of(OFFERS)
        if offer.is_open(case.now)
        and offer.is_for(person)
        and offer.service in case.snapshot.services
        and (offer.to or is_member(known, case.service(offer.line), case.snapshot))
    ]


def to_approve(case: PassCase) -> list[Offer]:
    """What both have agreed in the services that the asker answers for."""
    if not case.approves:
        return []
    return [
        offer
        for offer in case.snapshot.of(OFFERS)
        if offer.is_pending(case.now)
        and offer.service in case.snapshot.services
        and case.me
        in {person.id for person in responsible(case.service(offer.line), case.snapshot)}
    ]


def _undecided(case: PassCase, person: Somebody) -> list[Offer]:
    return [
        offer
        for offer in case.snapshot.of(OFFERS)
        if (offer.is_open(case.now) and offer.person == person)
        or (offer.is_pending(case.now) and person in (offer.person, offer.accepted_by))
    ]


def _done(case: PassCase, person: Somebody) -> list[Offer]:
    return [
        offer
        for offer in case.snapshot.of(OFFERS)
        if offer.can_be_undone(case.now) and person in (offer.person, offer.accepted_by)
    ]


def _row(lead: str, offer: Offer, answers: Labels, case: PassCase) -> list[Part]:
    words = offer_words(offer, case.snapshot, case.now)
    buttons = tuple(Button(label, press(action, {"offer": offer.id})) for label, action in answers)
    return [Text(words, lead), *([Actions(buttons)] if buttons else [])]


def _answers(offer: Offer) -> Labels:
    accept = (accept_label(offer), "anta")
    return (accept, ("Nej tack", "avböj")) if offer.to else (accept,)


def to_undo(case: PassCase, person: Somebody) -> list[Offer]:
    """What the other party asks the person to undo."""
    return [offer for offer in _done(case, person) if _is_asked(offer, person)]


def _is_asked(offer: Offer, person: Somebody) -> bool:
    return offer.undo_asked_by is not None and offer.undo_asked_by == offer.other_party(person)


def _agreed(offer: Offer, person: Somebody, case: PassCase) -> str:
    other = _other(offer, person, case)
    if _is_asked(offer, person):
        return f"{capitalised(other)} vill ångra bytet"
    if offer.undo_asked_by == person:
        return f"{capitalised(other)} är tillfrågad om att ångra"
    return f"Klart med {other}"


def _undo_answers(offer: Offer, person: Somebody) -> Labels:
    if _is_asked(offer, person):
        return (("Ja, ångra", "ångra"), ("Nej, behåll", "behåll"))
    return () if offer.undo_asked_by == person else (("Ångra bytet", "ångra"),)


def _giver(offer: Offer, case: PassCase) -> str:
    return capitalised(name_of(offer.person, case.snapshot))


def _other(offer: Offer, person: Somebody, case: PassCase) -> str:
    other = offer.accepted_by if person == offer.person else offer.person
    return name_of(other, case.snapshot)


def _approval(offer: Offer, case: PassCase) -> str:
    return f"{_giver(offer, case)} och {name_of(offer.accepted_by, case.snapshot)} vill byta"


def _own(offer: Offer, case: PassCase) -> str:
    if offer.is_pending(case.now):
        return "Väntar på samordnaren"
    return f"Erbjudet till {name_of(offer.to, case.snapshot) if offer.to else 'alla'}"
