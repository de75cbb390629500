"""What else happens to an offer: declined, withdrawn, approved or refused."""

from collections.abc import Iterable
from dataclasses import replace

from bot.cards import Actions, Notice
from bot.commands.passen.agreed import done, parties
from bot.commands.passen.case import NOT_YOURS, PassCase, back, refused
from bot.commands.passen.letters import about_offer
from bot.commands.passen.obstacles import closed_words, obstacle_words
from bot.commands.passen.words import (
    name_of,
)
from bot.commands.passen.writing import signed, written
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.changes import Keep
from directory.rosters.somebody import Somebody
from directory.swaps.accepting import obstacle
from directory.swaps.offer import Offer, OfferState


def decline(offer: Offer, case: PassCase) -> Reply:
    """The one who was asked says no."""
    if not offer.is_open(case.now):
        return refused(closed_words(offer, case))
    if not offer.to:
        return refused("Passet är erbjudet alla. Du behöver inte svara om du inte vill ha det.")
    if not case.may(offer.to):
        return refused("Passet är erbjudet någon annan.")
    title = f"{capitalised(name_of(offer.to, case.snapshot))} tackar nej"
    return _closed(offer, OfferState.DECLINED, case, [offer.person], title, "Du har tackat nej.")


def withdraw(offer: Offer, case: PassCase) -> Reply:
    """The giver takes it back while nothing is decided; so may who waits with them for approval."""
    if not (offer.is_open(case.now) or offer.is_pending(case.now)):
        return refused(closed_words(offer, case))
    if not case.may(offer.person, offer.accepted_by):
        return refused(NOT_YOURS)
    to = [person for person in (offer.to or offer.accepted_by, *parties(offer)) if person]
    title = "Erbjudandet är återtaget"
    return _closed(offer, OfferState.WITHDRAWN, case, dict.fromkeys(to), title, f"{title}.")


def approve(offer: Offer, case: PassCase) -> Reply:
    """A coordinator says yes: the roster is changed, if it still can be."""
    refusal = _not_to_decide(offer, case)
    if refusal:
        return refusal
    hindrance = obstacle(offer, case.snapshot, case.now)
    if hindrance is not None:
        return refused(obstacle_words(hindrance, offer, case))
    return done(replace(offer, state=OfferState.DONE, decided=case.request.now), case)


def refuse(offer: Offer, case: PassCase) -> Reply:
    """A coordinator says no: the shifts stay as they are."""
    refusal = _not_to_decide(offer, case)
    if refusal:
        return refusal
    title = "Bytet godkändes inte, passen är som förut"
    return _closed(offer, OfferState.DECLINED, case, parties(offer), title, f"{title}.")


def _not_to_decide(offer: Offer, case: PassCase) -> Reply | None:
    """Why the asker cannot approve or refuse it, if so."""
    if not case.approves:
        return refused("Byten godkänns av samordnaren.")
    return None if offer.is_pending(case.now) else refused(closed_words(offer, case))


def _closed(
    offer: Offer,
    state: OfferState,
    case: PassCase,
    to: Iterable[Somebody],
    title: str,
    says: str,
) -> Reply:
    changed = replace(offer, state=state, decided=case.request.now)
    lines = (signed(case, *parties(offer), offer.to),)
    letters = about_offer(case, offer, to, title, lines, what=state.name.casefold())
    return written([Notice(says), Actions((back(),))], [Keep(changed)], letters)
