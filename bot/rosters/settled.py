"""What has become of an offer that a letter is about."""

from datetime import datetime

from bot import links
from bot.texts import capitalised
from directory.letters.outbox import LetterButton
from directory.rosters.somebody import Somebody
from directory.snapshot import Snapshot
from directory.swaps.kept import OFFERS
from directory.swaps.offer import Offer, OfferState
from directory.walltime.said import dated_words

_COMMAND = links.see_my_shifts().command
_ANSWERS, _APPROVALS, _UNDOING = {"anta", "avböj"}, {"godkänn", "neka"}, {"ångra", "behåll"}


def settled_offer(button: LetterButton, snapshot: Snapshot, now: datetime) -> str:
    """”Anna Asp tog passet tis 24 nov 14:12.”; empty for a button that is about no offer, and
    while it can still be pressed to some purpose."""
    id_ = dict(button.data).get("offer")
    if button.command != _COMMAND or id_ is None:
        return ""
    offer = snapshot.of(OFFERS).get(id_)
    if offer is None:
        return "Det här gäller inte längre."
    if _stands(button.action, offer, now):
        return ""
    if button.action in _UNDOING and offer.state is OfferState.DONE:
        return "Bytet står kvar."
    return _became(offer, snapshot, now)


def _stands(action: str, offer: Offer, now: datetime) -> bool:
    if action in _ANSWERS:
        return offer.is_open(now)
    if action in _APPROVALS:
        return offer.is_pending(now)
    return action not in _UNDOING or (offer.can_be_undone(now) and bool(offer.undo_asked_by))


def _became(offer: Offer, snapshot: Snapshot, now: datetime) -> str:
    taker = capitalised(_name(offer.accepted_by, snapshot))
    when = f" {dated_words(offer.decided, now)}" if offer.decided else ""
    match offer.state:
        case OfferState.DONE if offer.return_hours:
            giver = capitalised(_name(offer.person, snapshot))
            return f"{giver} och {_name(offer.accepted_by, snapshot)} bytte{when}."
        case OfferState.DONE:
            return f"{taker} tog passet{when}."
        case OfferState.ACCEPTED if now < offer.ends:
            return f"{taker} tackade ja{when}. Samordnaren ska godkänna."
        case OfferState.DECLINED if offer.accepted_by:
            return f"Bytet godkändes inte{when}."
        case OfferState.DECLINED:
            return f"{capitalised(_name(offer.to, snapshot))} tackade nej{when}."
        case OfferState.WITHDRAWN:
            return f"Erbjudandet togs tillbaka{when}."
        case OfferState.UNDONE:
            return f"Bytet ångrades{when}."
        case _:
            return f"Erbjudandet gällde till {dated_words(offer.ends, now)}."


def _name(person: Somebody | None, snapshot: Snapshot) -> str:
    known = snapshot.colleague(person)
    return known.shown_as("en kollega") if known else "en kollega"
