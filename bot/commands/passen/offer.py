"""”Erbjud”: a shift or a part of it is given away or swapped, to one colleague or to all."""

from datetime import datetime, timedelta

from bot.cards import (
    Card,
    Form,
    SelectField,
    TextField,
)
from bot.commands.passen.asked import Piece, ShiftCase, press
from bot.commands.passen.offering import for_which, made, new_offer
from bot.commands.passen.people_found import MEMBER, member_field, member_named
from bot.commands.passen.reading import Read, read_end_field, read_start_field
from bot.commands.passen.words import (
    line_title,
    span_words,
)
from bot.questions.request import Reply
from directory.rosters.holding import has
from directory.swaps.offer import OfferKind
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words

ALL = "alla"
GIVE, SWAP = "lämna", "byta"
HALF_HOUR = timedelta(minutes=30)


def pressed(found: Piece, asked: ShiftCase) -> Reply:
    """The form for the piece of the button; with its answers it is offered."""
    if "sätt" not in asked.request.data:
        return Reply(Card((), _form(found, asked)))
    start = _start(found, asked)
    if start is None or not asked.now < start < found.hours.end:
        wrong = "Skriv en tid som kommer. Det som redan har börjat kan inte erbjudas."
        return Reply(Card((), _form(found, asked, wrong_from=wrong)))
    read = _end(found, start, asked)
    if read.moment is None:
        return Reply(Card((), _form(found, asked, wrong_till=read.wrong)))
    hours = Hours(start, read.moment)
    if not has(asked.snapshot.rosters, found.line, found.person, hours):
        wrong = f"Passet är {span_words(found.hours, asked.now)}. Skriv en tid inom det."
        return Reply(Card((), _form(found, asked, wrong_till=wrong)))
    return _to_whom(Piece(found.line, found.person, hours), found, asked)


def _start(found: Piece, asked: ShiftCase) -> datetime | None:
    said = asked.get("från")
    if not said or said == dated_words(_earliest(found, asked), asked.now):
        return _earliest(found, asked)
    return read_start_field(said, found.hours.start)


def _earliest(found: Piece, asked: ShiftCase) -> datetime:
    """The beginning; of what has begun, the next whole or half hour."""
    if found.hours.start > asked.now:
        return found.hours.start
    passed = (asked.now - datetime.min.replace(tzinfo=asked.now.tzinfo)) % HALF_HOUR
    return asked.now - passed + HALF_HOUR


def _end(found: Piece, start: datetime, asked: ShiftCase) -> Read:
    said = asked.get("till")
    if not said or said == dated_words(found.hours.end, asked.now):
        return Read(found.hours.end)
    return read_end_field(said, start)


def _to_whom(offered: Piece, found: Piece, asked: ShiftCase) -> Reply:
    said = asked.get(MEMBER) or ALL
    kind = OfferKind.SWAP if asked.get("sätt") == SWAP else OfferKind.GIVE_AWAY
    if said == ALL:
        return made(new_offer(offered, kind, "", asked), asked)
    member = member_named(said, asked.service(offered.line), asked)
    if isinstance(member, str):
        return Reply(Card((), _form(found, asked, wrong_person=member)))
    if member.id == offered.person:
        wrong = "Passet är redan hennes eller hans. Välj någon annan."
        return Reply(Card((), _form(found, asked, wrong_person=wrong)))
    if kind is OfferKind.SWAP:
        return for_which(offered, member, asked)
    return made(new_offer(offered, kind, member.id, asked), asked)


def _form(
    found: Piece,
    asked: ShiftCase,
    *,
    wrong_person: str = "",
    wrong_from: str = "",
    wrong_till: str = "",
) -> Form:
    service = asked.service(found.line)
    everybody = (ALL, f"Alla i {asked.snapshot.title(found.line.service)}")
    start = asked.get("från") or dated_words(_earliest(found, asked), asked.now)
    till = asked.get("till") or dated_words(found.hours.end, asked.now)
    kinds = ((GIVE, "Lämna bort"), (SWAP, "Byta mot ett annat pass"))
    whole = "Hela passet, om du inte ändrar tiderna"
    fields = (
        member_field(
            service, asked, "Till vem?", wrong_person, without=found.person, first=(everybody,)
        ),
        SelectField("sätt", "Hur?", kinds, asked.get("sätt") or GIVE),
        TextField("från", "Från", start, whole, wrong_from),
        TextField("till", "Till", till, "", wrong_till),
    )
    title = f"Erbjud: {line_title(found.line, asked.snapshot)}"
    return Form(title, fields, press("erbjud", found.data()), "Erbjud")
