"""”Erbjud”: a shift or a part of it is given away or swapped, to one colleague or to all."""

from datetime import datetime, timedelta

from bot.cards import (
    Card,
    Form,
    SelectField,
    TextField,
)
from bot.commands.passen.case import PassCase, press
from bot.commands.passen.offering import for_which, make, new_offer
from bot.commands.passen.people_found import MEMBER, member_field, member_named
from bot.commands.passen.piece import Piece
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


def pressed(piece: Piece, case: PassCase) -> Reply:
    """The form for the piece of the button; with its answers it is offered."""
    if "sätt" not in case.request.data:
        return Reply(Card((), _form(piece, case)))
    start = _start(piece, case)
    if start is None or not case.now < start < piece.hours.end:
        wrong = "Skriv en tid som kommer. Det som redan har börjat kan inte erbjudas."
        return Reply(Card((), _form(piece, case, wrong_from=wrong)))
    read = _end(piece, start, case)
    if read.moment is None:
        return Reply(Card((), _form(piece, case, wrong_till=read.wrong)))
    hours = Hours(start, read.moment)
    if not has(case.snapshot.rosters, piece.line, piece.holder, hours):
        wrong = f"Passet är {span_words(piece.hours, case.now)}. Skriv en tid inom det."
        return Reply(Card((), _form(piece, case, wrong_till=wrong)))
    return _to_whom(Piece(piece.line, piece.person, hours), piece, case)


def _start(piece: Piece, case: PassCase) -> datetime | None:
    answer = case.get("från")
    if not answer or answer == dated_words(_earliest(piece, case), case.now):
        return _earliest(piece, case)
    return read_start_field(answer, piece.hours.start)


def _earliest(piece: Piece, case: PassCase) -> datetime:
    """The beginning; of what has begun, the next whole or half hour."""
    if piece.hours.start > case.now:
        return piece.hours.start
    passed = (case.now - datetime.min.replace(tzinfo=case.now.tzinfo)) % HALF_HOUR
    return case.now - passed + HALF_HOUR


def _end(piece: Piece, start: datetime, case: PassCase) -> Read:
    answer = case.get("till")
    if not answer or answer == dated_words(piece.hours.end, case.now):
        return Read(piece.hours.end)
    return read_end_field(answer, start)


def _to_whom(offered: Piece, piece: Piece, case: PassCase) -> Reply:
    chosen = case.get(MEMBER) or ALL
    kind = OfferKind.SWAP if case.get("sätt") == SWAP else OfferKind.GIVE_AWAY
    if chosen == ALL:
        return make(new_offer(offered, kind, None, case), case)
    member = member_named(chosen, case.service(offered.line), case)
    if isinstance(member, str):
        return Reply(Card((), _form(piece, case, wrong_person=member)))
    if member.id == offered.person:
        wrong = "Den personen har redan passet. Välj någon annan."
        return Reply(Card((), _form(piece, case, wrong_person=wrong)))
    if kind is OfferKind.SWAP:
        return for_which(offered, member, case)
    return make(new_offer(offered, kind, member.id, case), case)


def _form(
    piece: Piece,
    case: PassCase,
    *,
    wrong_person: str = "",
    wrong_from: str = "",
    wrong_till: str = "",
) -> Form:
    service = case.service(piece.line)
    everybody = (ALL, f"Alla i {case.snapshot.title(piece.line.service)}")
    start = case.get("från") or dated_words(_earliest(piece, case), case.now)
    till = case.get("till") or dated_words(piece.hours.end, case.now)
    kinds = ((GIVE, "Lämna bort"), (SWAP, "Byta mot ett annat pass"))
    whole = "Hela passet, om du inte ändrar tiderna"
    fields = (
        member_field(
            service, case, "Till vem?", wrong_person, without=piece.person, first=(everybody,)
        ),
        SelectField("sätt", "Hur?", kinds, case.get("sätt") or GIVE),
        TextField("från", "Från", start, whole, wrong_from),
        TextField("till", "Till", till, "", wrong_till),
    )
    title = f"Erbjud: {line_title(piece.line, case.snapshot)}"
    return Form(title, fields, press("erbjud", piece.data()), "Erbjud")
