"""What else becomes of an offer: declined, withdrawn, approved, refused or undone."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Actions, Notice, Part
from bot.commands.passen.agreed import done, parties
from bot.commands.passen.asked import NOT_YOURS, ShiftCase, back, refused
from bot.commands.passen.ending import resting_words
from bot.commands.passen.letters import about_offer
from bot.commands.passen.obstacles import closed_words, obstacle_words
from bot.commands.passen.words import (
    name_of,
    offer_words,
    overlap_words,
)
from bot.commands.passen.writing import behalf, news, written
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.changes import Change, Forget, Keep
from directory.rosters.override import Override
from directory.staffing.edits import broken_by, edit
from directory.swaps.accepting import obstacle
from directory.swaps.offer import Offer, OfferState, override_ids


def decline(offer: Offer, asked: ShiftCase) -> Reply:
    """The one who was asked says no."""
    if not offer.is_open(asked.now):
        return refused(closed_words(offer, asked))
    if not offer.to:
        return refused("Passet är erbjudet alla. Du behöver inte svara om du inte vill ha det.")
    if not asked.may(offer.to):
        return refused("Passet är erbjudet någon annan.")
    title = f"{capitalised(name_of(offer.to, asked.snapshot))} tackar nej"
    return _closed(offer, OfferState.DECLINED, asked, [offer.person], title, "Du har tackat nej.")


def withdraw(offer: Offer, asked: ShiftCase) -> Reply:
    """The offerer takes it back while nothing is decided; so may the one who waits with her."""
    if not (offer.is_open(asked.now) or offer.is_pending(asked.now)):
        return refused(closed_words(offer, asked))
    if not asked.may(offer.person, *([offer.accepted_by] if offer.accepted_by else [])):
        return refused(NOT_YOURS)
    to = [one for one in (offer.to or offer.accepted_by, *parties(offer)) if one]
    title = "Erbjudandet är återtaget"
    return _closed(offer, OfferState.WITHDRAWN, asked, dict.fromkeys(to), title, f"{title}.")


def approve(offer: Offer, asked: ShiftCase) -> Reply:
    """A coordinator says yes: the roster is changed, if it still can be."""
    refusal = _not_to_decide(offer, asked)
    if refusal:
        return refusal
    found = obstacle(offer, asked.snapshot, asked.now)
    if found is not None:
        return refused(obstacle_words(found, offer, asked))
    return done(replace(offer, state=OfferState.DONE, decided=asked.request.now), asked)


def refuse(offer: Offer, asked: ShiftCase) -> Reply:
    """A coordinator says no: the shifts stay as they are."""
    refusal = _not_to_decide(offer, asked)
    if refusal:
        return refusal
    title = "Bytet godkändes inte, passen är som förut"
    return _closed(offer, OfferState.DECLINED, asked, parties(offer), title, f"{title}.")


def _not_to_decide(offer: Offer, asked: ShiftCase) -> Reply | None:
    """Why the asker cannot approve or refuse it, if so."""
    if not asked.approves:
        return refused("Byten godkänns av samordnaren.")
    return None if offer.is_pending(asked.now) else refused(closed_words(offer, asked))


def _closed(
    offer: Offer,
    state: OfferState,
    asked: ShiftCase,
    to: Sequence[str] | dict[str, None],
    title: str,
    says: str,
) -> Reply:
    changed = replace(offer, state=state, decided=asked.request.now)
    said = behalf(asked, *parties(offer), offer.to)
    letters = about_offer(asked, offer, to, title, said, what=state.name.casefold())
    return written([Notice(says), Actions((back(),))], [Keep(changed)], letters)


def undo(offer: Offer, asked: ShiftCase) -> Reply:
    """What two have done is as if it had not been, until one of the shifts begins."""
    if not asked.may(*parties(offer)):
        return refused(NOT_YOURS)
    if not offer.can_be_undone(asked.now):
        return refused(closed_words(offer, asked))
    changes: list[Change] = [Forget(Override, id_) for id_ in override_ids(offer)]
    above = broken_by(asked.snapshot, changes, asked.now)
    if above is not None:
        return refused(resting_words(above, asked))
    changes.append(Keep(replace(offer, state=OfferState.UNDONE, decided=asked.request.now)))
    who = behalf(asked, *parties(offer))
    told = news(asked, changes, f"{offer.id}|ångrat", said=("Bytet är ångrat.", *who))
    says = f"Bytet är ångrat: {offer_words(offer, asked.snapshot, asked.now)} är som förut."
    return written(
        [Notice(says), *_double(offer, changes, asked), Actions((back(),))], changes, told
    )


def _double(offer: Offer, changes: Sequence[Change], asked: ShiftCase) -> list[Part]:
    """What somebody then has at the same time as the shift that comes back is said."""
    after = edit(asked.snapshot, changes).after
    back_again = [(offer.person, offer.line, offer.hours)]
    if offer.return_hours:
        back_again.append((offer.accepted_by, offer.return_line, offer.return_hours))
    parts: list[Part] = []
    for person, line, hours in back_again:
        duties = after.of_person(person, hours)
        same = [duty for duty in duties if duty.line != line]
        if same:
            words = overlap_words(same, asked.snapshot, asked.now)
            parts.append(
                Notice(f"{capitalised(name_of(person, asked.snapshot))} har samtidigt: {words}.")
            )
    return parts
