"""”Ta passet”: the one who was asked, or the first of all, has it if she may and can."""

from dataclasses import replace

from bot.cards import Actions, Button, Card, Heading, Notice, Option
from bot.commands.passen.agreed import done, parties
from bot.commands.passen.asked import NOT_YOURS, Piece, ShiftCase, back, press, refused
from bot.commands.passen.letters import about_offer
from bot.commands.passen.obstacles import closed_words, obstacle_words
from bot.commands.passen.returning import read_return, return_data, returnable
from bot.commands.passen.services_meant import stranger
from bot.commands.passen.words import (
    name_of,
    names,
    offer_words,
    span_words,
)
from bot.commands.passen.writing import written
from bot.questions.choices import folded_choices
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.catalogue.people import Person
from directory.changes import Keep
from directory.staffing.members import is_member, members
from directory.staffing.responsible import responsible
from directory.swaps.accepting import obstacle
from directory.swaps.offer import Offer, OfferKind, OfferState


def accept(offer: Offer, asked: ShiftCase) -> Reply:
    """The asker has the shift, if she may and can; a swap with which of her own goes back."""
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
            return_role=returned.line.role,
            return_start=returned.hours.start,
            return_end=returned.hours.end,
        )
    found = obstacle(accepted, asked.snapshot, asked.now)
    if found is not None:
        return refused(obstacle_words(found, accepted, asked))
    if asked.service(offer.line).swaps_approved:
        return _waiting(replace(accepted, state=OfferState.ACCEPTED), asked)
    return done(replace(accepted, state=OfferState.DONE), asked)


def _taker(offer: Offer, asked: ShiftCase) -> Person | Reply:
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


def _for_whom(offer: Offer, asked: ShiftCase) -> Reply:
    people = members(asked.service(offer.line), asked.snapshot)
    options = [
        Option(one.name, press("anta", {"offer": offer.id, "för": one.id}))
        for one in people
        if one.id != offer.person
    ]
    return Reply(Card((*folded_choices("Vem tar passet?", options), Actions((back("Avbryt"),)))))


def _for_which(offer: Offer, asked: ShiftCase) -> Reply:
    """Which of the taker's own shifts goes the other way."""
    offered = Piece(offer.line, offer.person, offer.hours)
    mine = returnable(asked, offered, offer.accepted_by)
    if not mine:
        return refused("Det finns inget eget pass att byta mot de närmaste veckorna.")
    data = {"offer": offer.id, "för": offer.accepted_by}
    options = [
        Option(
            f"{duty.role.heading} {span_words(duty.hours, asked.now)}",
            press("anta", data | return_data(duty)),
        )
        for duty in mine
    ]
    giver = name_of(offer.person, asked.snapshot)
    title = f"Du får {offer_words(offer, asked.snapshot, asked.now)}"
    parts = folded_choices(f"Vilket av dina pass tar {giver} i stället?", options)
    return Reply(Card((Heading(title), *parts, Actions((back("Avbryt"),)))))


def _waiting(offer: Offer, asked: ShiftCase) -> Reply:
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
            parties(offer, people),
            f"{capitalised(taker)} tackar ja, samordnaren ska godkänna",
            what="väntar",
        ),
    )
    says = "Tack. Bytet gäller först när en samordnare har godkänt det, du får veta."
    approve = Button("Godkänn", press("godkänn", {"offer": offer.id}))
    buttons = (approve, back()) if asked.approves else (back(),)
    return written([Notice(says), Actions(buttons)], [Keep(offer)], letters)
