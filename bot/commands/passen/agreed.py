"""An offer that both have agreed to, and what it does to the roster."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.cards import Actions, Button, Notice, Part
from bot.commands.passen.case import PassCase, back, press, refused
from bot.commands.passen.words import (
    name_of,
    offer_words,
)
from bot.commands.passen.writing import news, written
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.changes import Change, Keep
from directory.rosters.somebody import Somebody, read_somebody
from directory.staffing.edits import made_last
from directory.swaps.kept import OFFERS
from directory.swaps.offer import REGRETTED_ALONE, Offer, overrides_of
from directory.walltime.hours import Hours
from directory.walltime.said import until_words


def with_offer(act: Callable[[Offer, PassCase], Reply]) -> Callable[[PassCase], Reply]:
    """The action on the offer of the button, with the shifts that it is about at hand."""

    def pressed(case: PassCase) -> Reply:
        offer = case.snapshot.of(OFFERS).get(case.get("offer"))
        if offer is None or offer.service not in case.snapshot.services:
            return refused("Erbjudandet finns inte längre.")
        chosen = read_somebody(case.get("för"))
        taker = offer.accepted_by or offer.to or chosen or case.me
        return act(offer, case.judging(_both(offer), offer.line, offer.person, taker))

    return pressed


def _both(offer: Offer) -> Hours:
    """From the beginning of the first shift that it is about until the end of the last."""
    return Hours(offer.ends, max(offer.end, offer.return_end or offer.end))


def parties(offer: Offer, but: Sequence[Somebody] = ()) -> list[Somebody]:
    """Who offered it and who has accepted it, without those."""
    return [person for person in (offer.person, offer.accepted_by) if person and person not in but]


def done(offer: Offer, case: PassCase) -> Reply:
    """The roster is changed, and those concerned are notified once each."""
    made = made_last(case.snapshot, offer.line, case.request.now)
    made = max(made, made_last(case.snapshot, offer.return_line, case.request.now))
    overrides = overrides_of(offer, made, case.request.who.account)
    changes: list[Change] = [Keep(offer), *map(Keep, overrides)]
    giver, taker = (name_of(person, case.snapshot) for person in (offer.person, offer.accepted_by))
    what = (
        f"{capitalised(giver)} och {taker} byter." if offer.return_hours else f"{taker} tar passet."
    )
    batch, lines = f"{offer.id}|klart", (capitalised(what),)
    deliveries = news(case, changes, batch, *parties(offer), lines=lines)
    says = f"Klart. {capitalised(taker)} har {offer_words(offer, case.snapshot, case.now)}."
    undo = Button("Ångra bytet", press("ångra", {"offer": offer.id}))
    then = (
        f"Var och en av er kan ångra det till {until_words(_alone_until(case), case.now)}. "
        "Därefter frågas den andra, tills det första av passen börjar."
    )
    parts: list[Part] = [Notice(says), Notice(then), Actions((undo, back()))]
    return written(parts, changes, deliveries)


def _alone_until(case: PassCase) -> datetime:
    return case.request.now + REGRETTED_ALONE
