"""A swap is undone: by one party at once while it is new, later only if the other agrees."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Actions, Notice, Part
from bot.commands.passen.agreed import parties
from bot.commands.passen.case import NOT_YOURS, PassCase, back, refused
from bot.commands.passen.ending import resting_words
from bot.commands.passen.letters import about_offer
from bot.commands.passen.obstacles import closed_words
from bot.commands.passen.words import name_of, offer_words, overlap_words
from bot.commands.passen.writing import news, signed, written
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.changes import Change, Forget, Keep
from directory.rosters.override import Override
from directory.rosters.somebody import Outsider, Somebody
from directory.staffing.edits import broken_by, edit
from directory.swaps.offer import Offer, OfferState, override_ids

STANDS = "Bytet står kvar tills dess."


def undo(offer: Offer, case: PassCase) -> Reply:
    """Undo it until one of the shifts begins, or ask the other party first.

    Whoever acts for others need not ask; both are told who did it.
    """
    if not case.may(*parties(offer)):
        return refused(NOT_YOURS)
    if not offer.can_be_undone(case.now):
        return refused(closed_words(offer, case))
    above = broken_by(case.snapshot, _lifting(offer), case.now)
    if above is not None:
        return refused(resting_words(above, case))
    other = offer.other_party(case.me)
    if other is not None and offer.asks_before_undoing(case.me, case.request.now):
        return _ask(offer, other, case)
    return _undone(offer, case)


def keep(offer: Offer, case: PassCase) -> Reply:
    """Who was asked to undo it says no: it stands, and the one who asked is told."""
    asker = offer.undo_asked_by
    if asker is None or not offer.can_be_undone(case.now):
        return refused("Ingen frågar längre om att ångra bytet. Det är som det var.")
    other = offer.other_party(asker)
    if not case.may(other):
        return refused(NOT_YOURS)
    title = f"{capitalised(name_of(other, case.snapshot))} vill behålla bytet"
    lines = ("Bytet står kvar.", signed(case, other, did="svarat"))
    what = f"behållet {case.request.now.isoformat()}"
    letters = about_offer(case, offer, [asker], title, lines, what=what)
    says = f"Bytet står kvar: {offer_words(offer, case.snapshot, case.now)}."
    parts: list[Part] = [Notice(says), Actions((back(),))]
    return written(parts, [Keep(replace(offer, undo_asked_by=None))], letters)


def _ask(offer: Offer, other: Somebody, case: PassCase) -> Reply:
    """The other gets the question; without an answer the swap stands."""
    name = capitalised(name_of(other, case.snapshot))
    if isinstance(other, Outsider):
        return refused(f"{name} kan inte svara här. Be samordnaren att ångra bytet.")
    if offer.undo_asked_by == case.me:
        return refused(f"{name} har fått frågan och inte svarat än. {STANDS}")
    asker = capitalised(name_of(case.me, case.snapshot))
    letters = about_offer(
        case,
        offer,
        [other],
        f"{asker} vill ångra bytet",
        (f"{asker} frågar om ni ska ångra det. Bytet står kvar om du inte svarar.",),
        what=f"ångra? {case.request.now.isoformat()}",
        actions=(("Ja, ångra", "ångra"), ("Nej, behåll", "behåll")),
    )
    says = f"{name} får frågan om bytet ska ångras. {STANDS}"
    parts: list[Part] = [Notice(says), Actions((back(),))]
    return written(parts, [Keep(replace(offer, undo_asked_by=case.me))], letters)


def _undone(offer: Offer, case: PassCase) -> Reply:
    state, now = OfferState.UNDONE, case.request.now
    changes = [*_lifting(offer), Keep(replace(offer, state=state, decided=now))]
    batch = f"{offer.id}|ångrat"
    deliveries = news(case, changes, batch, *parties(offer), lines=("Bytet är ångrat.",))
    says = f"Bytet är ångrat: {offer_words(offer, case.snapshot, case.now)} är som förut."
    return written(
        [Notice(says), *_double(offer, changes, case), Actions((back(),))], changes, deliveries
    )


def _lifting(offer: Offer) -> list[Change]:
    return [Forget(Override, id_) for id_ in override_ids(offer)]


def _double(offer: Offer, changes: Sequence[Change], case: PassCase) -> list[Part]:
    """Say what somebody then has at the same time as the shift that comes back."""
    after = edit(case.snapshot, changes).after
    back_again = [(offer.person, offer.line, offer.hours)]
    if offer.return_hours:
        back_again.append((offer.taker, offer.return_line, offer.return_hours))
    parts: list[Part] = []
    for person, line, hours in back_again:
        duties = after.of_person(person, hours)
        same = [duty for duty in duties if duty.line != line]
        if same:
            words = overlap_words(same, case.snapshot, case.now)
            parts.append(
                Notice(f"{capitalised(name_of(person, case.snapshot))} har samtidigt: {words}.")
            )
    return parts
