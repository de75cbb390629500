"""”Ta över”: a shift from now on, or for some hours, instead of who is on."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import (
    Card,
    Choices,
    Form,
    Option,
    Part,
    SelectField,
    TextField,
)
from bot.commands.passen.case import NOT_YOURS, PassCase, press, refused
from bot.commands.passen.people_found import MEMBER, member_field, member_named
from bot.commands.passen.piece import Piece, read_line
from bot.commands.passen.reading import ENDED, TOO_LONG, Read, read_end, read_end_field
from bot.commands.passen.services_meant import lines_meant, own_lines, stranger
from bot.commands.passen.taking_over import decided
from bot.commands.passen.words import (
    line_title,
    name_of,
)
from bot.questions.request import Reply
from directory.rosters.duty import Duty
from directory.rosters.holding import holders, is_doubled, lacking
from directory.rosters.line import Line
from directory.rosters.somebody import (
    ANYBODY,
    VACANCY,
    Colleague,
    Replaceable,
    as_written,
    means,
    read_replaced,
)
from directory.staffing.members import is_member
from directory.swaps.taking import LONGEST_TAKE
from directory.walltime.hours import Hours, Lasting
from directory.walltime.said import dated_words, until_words


def typed(words: str, case: PassCase) -> Reply:
    """”/pass ta bakjour kardiologi norra till 22”."""
    read = read_end(words, case.now)
    if not read.rest and (read.moment is None or not own_lines(case)):
        return _by_form(case, read)
    lines = lines_meant(read.rest, case)
    if isinstance(lines, Reply):
        return lines
    running = [line for line in lines if _on(case, line)]
    lines = running if len(running) == 1 else lines
    if read.wrong:
        return Reply(Card((), _form(case, lines[0], read=read)))
    if len(lines) > 1:
        return Reply(Card((_which(lines, read, case),)))
    return _proposed(lines[0], read, case)


def _by_form(case: PassCase, read: Read | None = None) -> Reply:
    """The form; for somebody without a service to choose among, what to do instead."""
    if own_lines(case):
        return Reply(Card((), _form(case, read=read)))
    if case.for_others:
        return refused("Skriv tjänsten, till exempel ”/pass kardiologi”, och välj passet.")
    return refused("Du hör inte till någon tjänst med schema. Fråga samordnaren.")


def _which(lines: Sequence[Line], read: Read, case: PassCase) -> Part:
    till = {"end": read.moment.isoformat()} if read.moment else {}
    options = (
        Option(
            line_title(line, case.snapshot),
            press("ta", {"service": line.service, "role": str(line.role), **till}),
        )
        for line in lines
    )
    return Choices("Vilket pass vill du ta?", tuple(options))


def pressed(case: PassCase) -> Reply:
    """The form, or a button that names the line; with ”ja” it is done."""
    line = read_line(case.request.data)
    if line is None:
        return _by_form(case)
    if line.service not in case.snapshot.services:
        return refused("Tjänsten finns inte längre. Skriv /pass så visas hur det är nu.")
    if case.get("ändra"):
        return Reply(Card((), _form(case, line)))
    start = max(case.moment("start") or case.now, case.now)
    end = case.moment("end")
    if "till" in case.request.data:
        read = read_end_field(case.get("till"), start) if case.get("till") else Read()
    else:
        read = Read(end, ENDED if end and end <= start else "")
    if read.wrong:
        return Reply(Card((), _form(case, line, read=read)))
    return _proposed(line, read, case)


def _on(case: PassCase, line: Line) -> bool:
    return bool(case.snapshot.rosters.duties(line, case.now))


def _proposed(line: Line, read: Read, case: PassCase) -> Reply:
    """Who takes it and until when, as far as that is known; what is missing is asked for."""
    start = max(case.moment("start") or case.now, case.now)
    end = read.moment or _usual_end(line, start, case)
    if end is None:
        missing = Read(wrong="Ingen har passet just nu. Skriv till när du tar det.")
        return Reply(Card((), _form(case, line, read=missing)))
    taker = _taker(line, case)
    if isinstance(taker, Reply):
        return taker
    case = case.judging(Hours(start, end), line, taker.id)
    hours = Hours(start, read.moment or _usual_end(line, start, case) or end)
    rosters = case.snapshot.rosters
    if not lacking(rosters, line, taker.id, hours):
        who = "Du" if taker.id == case.me else name_of(taker.id, case.snapshot)
        return refused(f"{who} har redan passet hela den tiden.")
    if hours.end - hours.start > LONGEST_TAKE and read.moment:
        return Reply(Card((), _form(case, line, read=Read(wrong=TOO_LONG))))
    if not case.for_others and (lost := _another_s(line, hours, taker, case)):
        return _refused_of_another(lost, line, case)
    return _from_whom(Piece(line, taker.id, hours), case)


def _another_s(line: Line, hours: Hours, taker: Colleague, case: PassCase) -> Duty | None:
    """The first shift to come that somebody else would lose: they are asked instead. Who has the
    shift that runs is relieved of it from now on. A gap is nobody's."""
    rosters, chosen = case.snapshot.rosters, _chosen(case)
    ahead = hours if hours.start > case.now else hours.since(_runs_until(line, case))
    return next(
        (
            duty
            for duty in (rosters.resolved(line, ahead) if ahead else ())
            if duty.person not in (None, taker.id) and means(chosen, duty.person)
        ),
        None,
    )


def _runs_until(line: Line, case: PassCase) -> datetime:
    """When the shift that runs is over, whoever has which part of it."""
    rosters, now = case.snapshot.rosters, Hours.at(case.now)
    running: list[Lasting] = [*rosters.shifts(line, now), *rosters.resolved(line, now)]
    return max((span.end for span in running), default=case.now)


def _refused_of_another(lost: Duty, line: Line, case: PassCase) -> Reply:
    if lost.start <= case.now or (case.moment("start") or case.now) > case.now:
        return refused("Passet är någon annans. Be den som har det att erbjuda dig det.")
    since = until_words(lost.start, case.now)
    wrong = f"Från {since} är passet någon annans. Ta det till dess, eller be om ett erbjudande."
    return Reply(Card((), _form(case, line, read=Read(wrong=wrong))))


def _chosen(case: PassCase) -> Replaceable:
    """Instead of whom."""
    return read_replaced(case.get("instead_of"))


def _usual_end(line: Line, start: datetime, case: PassCase) -> datetime | None:
    """When who has the line at the start is off."""
    duties = case.snapshot.rosters.duties(line, start) or []
    return min((duty.end for duty in duties), default=None)


def _taker(line: Line, case: PassCase) -> Colleague | Reply:
    """Who takes the shift: the asker, or the person that they act for."""
    service, me = case.service(line), case.request.who.person
    named = case.colleague("person")
    if MEMBER in case.request.data:
        member = member_named(case.get(MEMBER), service, case)
        if isinstance(member, str):
            return Reply(Card((), _form(case, line, wrong_person=member)))
        named = member
    if named is None and me is not None and is_member(me, service, case.snapshot):
        named = None if case.get("för") else me
    if named is None:
        return Reply(Card((), _form(case, line))) if case.for_others else stranger(line, case)
    if not case.may(named.id):
        return refused(NOT_YOURS)
    return named if is_member(named, service, case.snapshot) else stranger(line, case, named)


def _from_whom(wished: Piece, case: PassCase) -> Reply:
    """One person is replaced; where several are on at once, the asker says whom."""
    rosters, chosen = case.snapshot.rosters, _chosen(case)
    if not is_doubled(rosters, wished.line, wished.hours):
        return decided(wished, ANYBODY, case)
    if chosen is not ANYBODY:
        if lacking(rosters, wished.line, chosen, wished.hours):
            return refused("Den du valde har inte passet hela den tiden. Välj en kortare tid.")
        return decided(wished, chosen, case)
    others = [
        person for person in holders(rosters, wished.line, wished.hours) if person != wished.person
    ]
    options = tuple(
        Option(
            "Obemannat pass" if person is VACANCY else name_of(person, case.snapshot),
            press("ta", {**wished.data(), "instead_of": as_written(person)}),
        )
        for person in others
    )
    return Reply(Card((Choices("Flera har passet då. I stället för vem?", options),)))


def _form(
    case: PassCase, line: Line | None = None, *, read: Read | None = None, wrong_person: str = ""
) -> Form:
    """The service and role, who (if the asker acts for others) and until when."""
    lines = own_lines(case)
    if line is not None and line not in lines:
        lines = [line, *lines]
    options = tuple((f"{own.service}|{own.role}", line_title(own, case.snapshot)) for own in lines)
    chosen = f"{line.service}|{line.role}" if line else (options[0][0] if options else "")
    end = case.moment("end")
    usual = dated_words(end, case.now) if end else ""
    till = TextField(
        "till",
        "Till",
        case.get("till") or usual,
        "”22:00”, ”fre 07:30” eller ”4 timmar”. Tomt betyder passet ut.",
        read.wrong if read else "",
        required=False,
    )
    fields = [SelectField("tjänst", "Pass", options[:90], chosen)]
    data = {key: case.get(key) for key in ("start", "för") if case.get(key)}
    if not case.for_others or line is None:
        return Form("Ta över ett pass", (*fields, till), press("ta", data), "Visa vad det betyder")
    who = member_field(case.service(line), case, "Vem tar över?", wrong_person, without=None)
    title = f"Ta över: {line_title(line, case.snapshot)}"
    data |= {"service": line.service, "role": str(line.role)}
    return Form(title, (who, till), press("ta", data), "Visa vad det betyder")
