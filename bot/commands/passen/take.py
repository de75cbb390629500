"""”Ta över”: a shift from now on, or for some hours, instead of whoever is on."""

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
from bot.commands.passen.asked import NOT_YOURS, Piece, ShiftCase, press, read_line, refused
from bot.commands.passen.people_found import MEMBER, member_field, member_named
from bot.commands.passen.reading import ENDED, Read, read_end, read_end_field
from bot.commands.passen.services_meant import lines_meant, own_lines, stranger
from bot.commands.passen.taking_over import decided
from bot.commands.passen.words import (
    line_title,
    name_of,
)
from bot.questions.request import Reply
from directory.catalogue.people import Person
from directory.rosters.holding import holders, is_doubled, lacking
from directory.rosters.line import Line
from directory.rosters.override import VACANCY
from directory.staffing.members import is_member
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words


def typed(words: str, asked: ShiftCase) -> Reply:
    """”/pass ta bakjour kardiologi norra till 22”."""
    read = read_end(words, asked.now)
    if not read.rest and (read.moment is None or not own_lines(asked)):
        return _by_form(asked, read)
    lines = lines_meant(read.rest, asked)
    if isinstance(lines, Reply):
        return lines
    running = [line for line in lines if _on(asked, line)]
    lines = running if len(running) == 1 else lines
    if read.wrong:
        return Reply(Card((), _form(asked, lines[0], read=read)))
    if len(lines) > 1:
        return Reply(Card((_which(lines, read, asked),)))
    return _proposed(lines[0], read, asked)


def _by_form(asked: ShiftCase, read: Read | None = None) -> Reply:
    """The form; to one who has no service to choose among, what to do instead."""
    if own_lines(asked):
        return Reply(Card((), _form(asked, read=read)))
    if asked.for_others:
        return refused("Skriv tjänsten, till exempel ”/pass kardiologi”, och välj passet.")
    return refused("Du hör inte till någon tjänst med schema. Fråga samordnaren.")


def _which(lines: Sequence[Line], read: Read, asked: ShiftCase) -> Part:
    till = {"end": read.moment.isoformat()} if read.moment else {}
    options = (
        Option(
            line_title(line, asked.snapshot),
            press("ta", {"service": line.service, "role": str(line.role), **till}),
        )
        for line in lines
    )
    return Choices("Vilket pass vill du ta?", tuple(options))


def pressed(asked: ShiftCase) -> Reply:
    """The form, or a button that names the line; with ”ja” it is done."""
    line = read_line(asked.request.data)
    if line is None:
        return _by_form(asked)
    if line.service not in asked.snapshot.services:
        return refused("Tjänsten finns inte längre. Skriv /pass så visas hur det är nu.")
    if asked.get("ändra"):
        return Reply(Card((), _form(asked, line)))
    start = max(asked.moment("start") or asked.now, asked.now)
    end = asked.moment("end")
    if "till" in asked.request.data:
        read = read_end_field(asked.get("till"), start) if asked.get("till") else Read()
    else:
        read = Read(end, ENDED if end and end <= start else "")
    if read.wrong:
        return Reply(Card((), _form(asked, line, read=read)))
    return _proposed(line, read, asked)


def _on(asked: ShiftCase, line: Line) -> bool:
    return bool(asked.snapshot.rosters.duties(line, asked.now))


def _proposed(line: Line, read: Read, asked: ShiftCase) -> Reply:
    """Who takes it and until when, as far as it has been said; what is missing is asked for."""
    start = max(asked.moment("start") or asked.now, asked.now)
    end = read.moment or _usual_end(line, start, asked)
    if end is None:
        missing = Read(wrong="Ingen har passet just nu. Skriv till när du tar det.")
        return Reply(Card((), _form(asked, line, read=missing)))
    taker = _taker(line, asked)
    if not isinstance(taker, Person):
        return taker
    asked = asked.judging(Hours(start, end), line, taker.id)
    hours = Hours(start, read.moment or _usual_end(line, start, asked) or end)
    rosters = asked.snapshot.rosters
    if not lacking(rosters, line, taker.id, hours):
        who = "Du" if taker.id == asked.me else name_of(taker.id, asked.snapshot)
        return refused(f"{who} har redan passet hela den tiden.")
    if start > asked.now and not asked.for_others and _is_another_s(line, hours, taker, asked):
        return refused("Passet är någon annans. Be henne eller honom att erbjuda dig det.")
    return _from_whom(Piece(line, taker.id, hours), asked)


def _is_another_s(line: Line, hours: Hours, taker: Person, asked: ShiftCase) -> bool:
    """Whether somebody would lose a shift to come: she is asked instead. A gap is nobody's."""
    rosters = asked.snapshot.rosters
    if asked.get("instead_of") == VACANCY and not lacking(rosters, line, VACANCY, hours):
        return False
    return bool(set(holders(rosters, line, hours)) - {VACANCY, taker.id})


def _usual_end(line: Line, start: datetime, asked: ShiftCase) -> datetime | None:
    """When whoever has the line at the start is off."""
    duties = asked.snapshot.rosters.duties(line, start) or []
    return min((duty.end for duty in duties), default=None)


def _taker(line: Line, asked: ShiftCase) -> Person | Reply:
    """Who takes the shift: the asker, or whom one who acts for others has named."""
    service, me = asked.service(line), asked.request.who.person
    named = asked.person("person")
    if MEMBER in asked.request.data:
        found = member_named(asked.get(MEMBER), service, asked)
        if isinstance(found, str):
            return Reply(Card((), _form(asked, line, wrong_person=found)))
        named = found
    if named is None and me is not None and is_member(me, service, asked.snapshot):
        named = None if asked.get("för") else me
    if named is None:
        return Reply(Card((), _form(asked, line))) if asked.for_others else stranger(line, asked)
    if not asked.may(named.id):
        return refused(NOT_YOURS)
    return named if is_member(named, service, asked.snapshot) else stranger(line, asked, named)


def _from_whom(wished: Piece, asked: ShiftCase) -> Reply:
    """One person is replaced; where several are on at once, the asker says whom."""
    rosters, chosen = asked.snapshot.rosters, asked.get("instead_of")
    if not is_doubled(rosters, wished.line, wished.hours):
        return decided(wished, "", asked)
    if chosen:
        if lacking(rosters, wished.line, chosen, wished.hours):
            return refused("Den du valde har inte passet hela den tiden. Välj en kortare tid.")
        return decided(wished, chosen, asked)
    others = [one for one in holders(rosters, wished.line, wished.hours) if one != wished.person]
    options = tuple(
        Option(
            "Obemannat pass" if one == VACANCY else name_of(one, asked.snapshot),
            press("ta", {**wished.data(), "instead_of": one}),
        )
        for one in others
    )
    return Reply(Card((Choices("Flera har passet då. I stället för vem?", options),)))


def _form(
    asked: ShiftCase, line: Line | None = None, *, read: Read | None = None, wrong_person: str = ""
) -> Form:
    """The service and role, who (for one who acts for others) and until when."""
    lines = own_lines(asked)
    if line is not None and line not in lines:
        lines = [line, *lines]
    options = tuple((f"{one.service}|{one.role}", line_title(one, asked.snapshot)) for one in lines)
    chosen = f"{line.service}|{line.role}" if line else (options[0][0] if options else "")
    end = asked.moment("end")
    usual = dated_words(end, asked.now) if end else ""
    till = TextField(
        "till",
        "Till",
        asked.get("till") or usual,
        "”22:00”, ”fre 07:30” eller ”4 timmar”. Tomt betyder passet ut.",
        read.wrong if read else "",
        required=False,
    )
    fields = [SelectField("tjänst", "Pass", options[:90], chosen)]
    data = {key: asked.get(key) for key in ("start", "för") if asked.get(key)}
    if not asked.for_others or line is None:
        return Form("Ta över ett pass", (*fields, till), press("ta", data), "Visa vad det betyder")
    who = member_field(asked.service(line), asked, "Vem tar över?", wrong_person, without="")
    title = f"Ta över: {line_title(line, asked.snapshot)}"
    data |= {"service": line.service, "role": str(line.role)}
    return Form(title, (who, till), press("ta", data), "Visa vad det betyder")
