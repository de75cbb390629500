"""An offer is made: to one or all, and for a swap with one, against which of her shifts."""

from bot.cards import (
    Actions,
    Button,
    Card,
    Heading,
    Notice,
    Option,
    Part,
)
from bot.commands.passen.asked import Piece, ShiftCase, back, press, refused
from bot.commands.passen.letters import invitation
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
from directory.catalogue.people import Person
from directory.changes import Keep
from directory.rosters.holding import has
from directory.swaps.kept import OFFERS
from directory.swaps.offer import Offer, OfferKind, OfferState


def for_which(offered: Piece, to: Person, asked: ShiftCase) -> Reply:
    """Which of the colleague's shifts goes the other way, or that she chooses."""
    data = {**offered.data(), "to": to.id}
    theirs = returnable(asked, offered, to.id)
    name = name_of(to.id, asked.snapshot)
    options = [Option(f"Låt {name} välja", press("erbjud-mot", data))]
    options += [
        Option(return_label(duty, asked), press("erbjud-mot", data | return_data(duty)))
        for duty in theirs
    ]
    what = shift_words(offered.line, offered.hours, asked.snapshot, asked.now)
    parts = folded_choices(f"Vilket av {name}s pass vill du ha i stället?", options)
    return Reply(Card((Heading(f"Byt {what}"), *parts, Actions((back("Avbryt"),)))))


def in_return(found: Piece, asked: ShiftCase) -> Reply:
    """The swap with what goes the other way chosen, or left to the other."""
    to = asked.person("to")
    if to is None or to.id == found.person:
        return refused("Kollegan finns inte längre i katalogen.")
    offer = new_offer(found, OfferKind.SWAP, to.id, asked)
    back_piece = read_return(asked, found.line.service)
    if not asked.get("r_start"):
        return made(offer, asked)
    if back_piece is None or not has(
        asked.snapshot.rosters, back_piece.line, to.id, back_piece.hours
    ):
        return refused(f"{name_of(to.id, asked.snapshot)} har inte längre det passet. Välj igen.")
    return made(new_offer(found, OfferKind.SWAP, to.id, asked, back_piece), asked)


def new_offer(
    offered: Piece, kind: OfferKind, to: str, asked: ShiftCase, returned: Piece | None = None
) -> Offer:
    service, role = offered.line
    return Offer(
        id=asked.stamp(offered.line).id,
        kind=kind,
        service=service,
        role=role,
        person=offered.person,
        start=offered.hours.start,
        end=offered.hours.end,
        to=to,
        state=OfferState.OPEN,
        made=asked.request.now,
        made_by=asked.request.who.account,
        return_role=returned.line.role if returned else None,
        return_start=returned.hours.start if returned else None,
        return_end=returned.hours.end if returned else None,
    )


def made(offer: Offer, asked: ShiftCase) -> Reply:
    if offer.ends <= asked.now:
        return refused("Passet har redan börjat, och kan inte erbjudas.")
    same = _already(offer, asked)
    if same is not None:
        take = Button("Ta tillbaka", press("återta", {"offer": same.id}))
        says = f"Det är redan erbjudet: {offer_words(same, asked.snapshot, asked.now)}."
        return refused(says, Actions((take,)))
    letters = invitation(asked, offer)
    whom = name_of(offer.to, asked.snapshot) if offer.to else _all_words(offer, asked)
    says = f"Erbjudet till {whom}: {offer_words(offer, asked.snapshot, asked.now)}."
    then = "Passet är kvar hos dig tills någon har tackat ja."
    if asked.on_behalf(offer.person):
        then = f"Passet är kvar hos {names([offer.person], asked.snapshot)} tills någon tackat ja."
    take = Button("Ta tillbaka", press("återta", {"offer": offer.id}))
    parts: list[Part] = [Notice(says), Notice(then), Actions((take, back()))]
    return written(parts, [Keep(offer)], letters)


def _all_words(offer: Offer, asked: ShiftCase) -> str:
    return f"alla i {asked.snapshot.title(offer.service)}"


def _already(offer: Offer, asked: ShiftCase) -> Offer | None:
    """An offer of the same person and time that is not decided yet."""
    return next(
        (
            one
            for one in asked.snapshot.of(OFFERS)
            if (one.person, one.line) == (offer.person, offer.line)
            and one.hours.touches(offer.hours)
            and (one.is_open(asked.now) or one.is_pending(asked.now))
        ),
        None,
    )
