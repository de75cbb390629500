"""An offer is made: to one or all, and for a swap with one, against which of their shifts."""

from bot.cards import (
    Actions,
    Button,
    Card,
    Heading,
    Notice,
    Option,
    Part,
)
from bot.commands.passen.case import PassCase, back, press, refused
from bot.commands.passen.letters import invitation
from bot.commands.passen.people_found import member_named
from bot.commands.passen.piece import Piece
from bot.commands.passen.returning import read_return, return_data, return_label, returnable
from bot.commands.passen.words import (
    name_of,
    names,
    offer_words,
    shift_words,
)
from bot.commands.passen.writing import written
from bot.questions.choices import folded_choices
from bot.questions.request import Reply
from directory.changes import Keep
from directory.rosters.holding import has
from directory.rosters.somebody import Colleague, Somebody, as_written
from directory.swaps.kept import OFFERS
from directory.swaps.offer import Offer, OfferKind, OfferState


def for_which(offered: Piece, to: Colleague, case: PassCase) -> Reply:
    """Which of the colleague's shifts goes the other way, or that they choose themselves."""
    data = {**offered.data(), "to": as_written(to.id)}
    theirs = returnable(case, offered, to.id)
    name = name_of(to.id, case.snapshot)
    options = [Option(f"Låt {name} välja", press("erbjud-mot", data))]
    options += [
        Option(return_label(duty, case), press("erbjud-mot", data | return_data(duty)))
        for duty in theirs
    ]
    what = shift_words(offered.line, offered.hours, case.snapshot, case.now)
    parts = folded_choices(f"Vilket av {name}s pass vill du ha i stället?", options)
    return Reply(Card((Heading(f"Byt {what}"), *parts, Actions((back("Avbryt"),)))))


def in_return(piece: Piece, case: PassCase) -> Reply:
    """The swap with what goes the other way chosen, or left to the other."""
    to = member_named(case.get("to"), case.service(piece.line), case)
    if isinstance(to, str):
        return refused(to)
    if to.id == piece.person:
        return refused("Den personen har redan passet. Välj någon annan.")
    offer = new_offer(piece, OfferKind.SWAP, to.id, case)
    returned = read_return(case, piece.line.service)
    if not case.get("r_start"):
        return make(offer, case)
    if returned is None or not has(case.snapshot.rosters, returned.line, to.id, returned.hours):
        return refused(f"{name_of(to.id, case.snapshot)} har inte längre det passet. Välj igen.")
    return make(new_offer(piece, OfferKind.SWAP, to.id, case, returned), case)


def new_offer(
    offered: Piece,
    kind: OfferKind,
    to: Somebody | None,
    case: PassCase,
    returned: Piece | None = None,
) -> Offer:
    service, role = offered.line
    return Offer(
        id=case.stamp(offered.line).id,
        kind=kind,
        service=service,
        role=role,
        person=offered.holder,
        start=offered.hours.start,
        end=offered.hours.end,
        to=to,
        state=OfferState.OPEN,
        made=case.request.now,
        made_by=case.request.who.account,
        return_role=returned.line.role if returned else None,
        return_start=returned.hours.start if returned else None,
        return_end=returned.hours.end if returned else None,
    )


def make(offer: Offer, case: PassCase) -> Reply:
    if offer.ends <= case.now:
        return refused("Passet har redan börjat, och kan inte erbjudas.")
    same = _already(offer, case)
    if same is not None:
        take = Button("Ta tillbaka", press("återta", {"offer": same.id}))
        says = f"Det är redan erbjudet: {offer_words(same, case.snapshot, case.now)}."
        return refused(says, Actions((take,)))
    letters = invitation(case, offer)
    whom = name_of(offer.to, case.snapshot) if offer.to else _all_words(offer, case)
    says = f"Erbjudet till {whom}: {offer_words(offer, case.snapshot, case.now)}."
    then = "Passet är kvar hos dig tills någon har tackat ja."
    if case.on_behalf(offer.person):
        then = f"Passet är kvar hos {names([offer.person], case.snapshot)} tills någon tackat ja."
    take = Button("Ta tillbaka", press("återta", {"offer": offer.id}))
    parts: list[Part] = [Notice(says), Notice(then), Actions((take, back()))]
    return written(parts, [Keep(offer)], letters)


def _all_words(offer: Offer, case: PassCase) -> str:
    return f"alla i {case.snapshot.title(offer.service)}"


def _already(offer: Offer, case: PassCase) -> Offer | None:
    """An offer of the same person and time that is not decided yet."""
    return next(
        (
            other
            for other in case.snapshot.of(OFFERS)
            if (other.person, other.line) == (offer.person, offer.line)
            and other.hours.touches(offer.hours)
            and (other.is_open(case.now) or other.is_pending(case.now))
        ),
        None,
    )
