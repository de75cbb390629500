"""The offers that concern somebody: to answer, to take back, to approve, to undo."""

from collections.abc import Sequence

from bot.cards import Actions, Button, Part, Text
from bot.commands.passen.asked import ShiftCase, press
from bot.commands.passen.letters import accept_label
from bot.commands.passen.words import name_of, offer_words
from bot.texts import capitalised
from directory.staffing.members import is_member
from directory.staffing.responsible import responsible
from directory.swaps.kept import OFFERS
from directory.swaps.offer import Offer

MOST_OFFERS = 6
Labels = Sequence[tuple[str, str]]


def offer_parts(asked: ShiftCase, person: str) -> list[Part]:
    """What waits for an answer first, then what is the person's own, then what she can undo."""
    rows = [
        *(
            _row(f"{_giver(one, asked)} erbjuder", one, _answers(one), asked)
            for one in to_answer(asked, person)
        ),
        *(
            _row(_approval(one, asked), one, (("Godkänn", "godkänn"), ("Neka", "neka")), asked)
            for one in to_approve(asked)
        ),
        *(
            _row(_own(one, asked), one, (("Ta tillbaka", "återta"),), asked)
            for one in _undecided(asked, person)
        ),
        *(
            _row(f"Klart med {_other(one, person, asked)}", one, (("Ångra bytet", "ångra"),), asked)
            for one in _done(asked, person)
        ),
    ]
    return [part for row in rows[:MOST_OFFERS] for part in row]


def to_answer(asked: ShiftCase, person: str) -> list[Offer]:
    """Open offers to the person, or to all in a service that she belongs to."""
    known = asked.snapshot.people.get(person)
    if known is None:
        return []
    return [
        one
        for one in asked.snapshot.of(OFFERS)
        if one.is_open(asked.now)
        and one.is_for(person)
        and one.service in asked.snapshot.services
        and (one.to or is_member(known, asked.service(one.line), asked.snapshot))
    ]


def to_approve(asked: ShiftCase) -> list[Offer]:
    """What both have agreed in the services that the asker answers for."""
    if not asked.approves:
        return []
    return [
        one
        for one in asked.snapshot.of(OFFERS)
        if one.is_pending(asked.now)
        and one.service in asked.snapshot.services
        and asked.me in {who.id for who in responsible(asked.service(one.line), asked.snapshot)}
    ]


def _undecided(asked: ShiftCase, person: str) -> list[Offer]:
    return [
        one
        for one in asked.snapshot.of(OFFERS)
        if (one.is_open(asked.now) and one.person == person)
        or (one.is_pending(asked.now) and person in (one.person, one.accepted_by))
    ]


def _done(asked: ShiftCase, person: str) -> list[Offer]:
    return [
        one
        for one in asked.snapshot.of(OFFERS)
        if one.can_be_undone(asked.now) and person in (one.person, one.accepted_by)
    ]


def _row(lead: str, offer: Offer, answers: Labels, asked: ShiftCase) -> list[Part]:
    words = offer_words(offer, asked.snapshot, asked.now)
    buttons = tuple(Button(label, press(action, {"offer": offer.id})) for label, action in answers)
    return [Text(words, lead), Actions(buttons)]


def _answers(offer: Offer) -> Labels:
    accept = (accept_label(offer), "anta")
    return (accept, ("Nej tack", "avböj")) if offer.to else (accept,)


def _giver(offer: Offer, asked: ShiftCase) -> str:
    return capitalised(name_of(offer.person, asked.snapshot))


def _other(offer: Offer, person: str, asked: ShiftCase) -> str:
    other = offer.accepted_by if person == offer.person else offer.person
    return name_of(other, asked.snapshot)


def _approval(offer: Offer, asked: ShiftCase) -> str:
    return f"{_giver(offer, asked)} och {name_of(offer.accepted_by, asked.snapshot)} vill byta"


def _own(offer: Offer, asked: ShiftCase) -> str:
    if offer.is_pending(asked.now):
        return "Väntar på samordnaren"
    return f"Erbjudet till {name_of(offer.to, asked.snapshot) if offer.to else 'alla'}"
