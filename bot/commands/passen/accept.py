"""”Ta passet”: the one who was asked, or the first of all, gets it if they may and can."""

from dataclasses import replace

from bot.cards import Actions, Button, Card, Heading, Notice, Option
from bot.commands.passen.agreed import done, parties
from bot.commands.passen.case import NOT_YOURS, PassCase, back, press, refused
from bot.commands.passen.letters import about_offer
from bot.commands.passen.obstacles import closed_words, obstacle_words
from bot.commands.passen.piece import Piece
from bot.commands.passen.returning import read_return, return_data, returnable
from bot.commands.passen.services_meant import stranger
from bot.commands.passen.words import (
    name_of,
    names,
    offer_words,
    span_words,
)
from bot.commands.passen.writing import signed_for_others, written
from bot.questions.choices import folded_choices
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.changes import Keep
from directory.rosters.somebody import Colleague, as_written
from directory.staffing.members import is_member, members
from directory.staffing.responsible import responsible
from directory.swaps.accepting import obstacle
from directory.swaps.offer import Offer, OfferKind, OfferState


def accept(offer: Offer, case: PassCase) -> Reply:
    """The asker gets the shift, if they may and can; for a swap, against which of their own."""
    if not offer.is_open(case.now):
        return refused(closed_words(offer, case))
    taker = _taker(offer, case)
    if isinstance(taker, Reply):
        return taker
    accepted = replace(offer, accepted_by=taker.id, decided=case.request.now)
    if offer.kind is OfferKind.SWAP and offer.return_hours is None:
        returned = read_return(case, offer.service)
        if returned is None:
            return _for_which(accepted, case)
        accepted = replace(
            accepted,
            return_role=returned.line.role,
            return_start=returned.hours.start,
            return_end=returned.hours.end,
        )
    hindrance = obstacle(accepted, case.snapshot, case.now)
    if hindrance is not None:
        return refused(obstacle_words(hindrance, accepted, case))
    if case.service(offer.line).swaps_approved:
        return _waiting(replace(accepted, state=OfferState.ACCEPTED), case)
    return done(replace(accepted, state=OfferState.DONE), case)


def _taker(offer: Offer, case: PassCase) -> Colleague | Reply:
    """Who accepts: the asker, or whom it was offered to where the asker acts for others."""
    service, me = case.service(offer.line), case.request.who.person
    named = case.colleague("för")
    if named is not None and not case.may(named.id):
        return refused(NOT_YOURS)
    if named is None and me is not None and offer.is_for(me.id):
        named = me if offer.to or is_member(me, service, case.snapshot) else None
    if named is None and case.for_others and offer.to:
        named = case.snapshot.colleague(offer.to)
    if named is None and case.for_others:
        return _for_whom(offer, case)
    if named is None and me is not None and offer.person == me.id:
        return refused("Det är ditt eget erbjudande. Ta tillbaka det om det inte ska gälla.")
    if named is None and not offer.to:
        return stranger(offer.line, case)
    if named is None or not offer.is_for(named.id):
        return refused("Passet är erbjudet någon annan.")
    if not is_member(named, service, case.snapshot):
        return stranger(offer.line, case, None if named.id == case.me else named)
    return named


def _for_whom(offer: Offer, case: PassCase) -> Reply:
    people = members(case.service(offer.line), case.snapshot)
    options = [
        Option(member.name, press("anta", {"offer": offer.id, "för": as_written(member.id)}))
        for member in people
        if member.id != offer.person
    ]
    return Reply(Card((*folded_choices("Vem tar passet?", options), Actions((back("Avbryt"),)))))


def _for_which(offer: Offer, case: PassCase) -> Reply:
    """Which of the taker's own shifts goes the other way."""
    offered = Piece(offer.line, offer.person, offer.hours)
    mine = returnable(case, offered, offer.taker)
    if not mine:
        return refused("Det finns inget eget pass att byta mot de närmaste veckorna.")
    data = {"offer": offer.id, "för": as_written(offer.taker)}
    options = [
        Option(
            f"{duty.role.heading} {span_words(duty.hours, case.now)}",
            press("anta", data | return_data(duty)),
        )
        for duty in mine
    ]
    giver = name_of(offer.person, case.snapshot)
    title = f"Du får {offer_words(offer, case.snapshot, case.now)}"
    parts = folded_choices(f"Vilket av dina pass tar {giver} i stället?", options)
    return Reply(Card((Heading(title), *parts, Actions((back("Avbryt"),)))))


def _waiting(offer: Offer, case: PassCase) -> Reply:
    """Agreed by both; a coordinator of the service has the last word."""
    both = names([offer.person, offer.accepted_by], case.snapshot)
    people = [person.id for person in responsible(case.service(offer.line), case.snapshot)]
    taker = name_of(offer.accepted_by, case.snapshot)
    lines = signed_for_others(case, offer.accepted_by, did="tackat ja")
    letters = (
        *about_offer(
            case,
            offer,
            people,
            f"Ett byte väntar på dig: {both}",
            lines,
            what="godkänn",
            actions=(("Godkänn", "godkänn"), ("Neka", "neka")),
        ),
        *about_offer(
            case,
            offer,
            parties(offer, people),
            f"{capitalised(taker)} tackar ja, samordnaren ska godkänna",
            lines,
            what="väntar",
        ),
    )
    says = "Tack. Bytet gäller först när en samordnare har godkänt det, du får veta."
    approve = Button("Godkänn", press("godkänn", {"offer": offer.id}))
    buttons = (approve, back()) if case.approves else (back(),)
    return written([Notice(says), Actions(buttons)], [Keep(offer)], letters)
