"""”Ta över”: a shift from now on, or for some hours, instead of whoever is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Facts,
    Form,
    Heading,
    Notice,
    Option,
    Part,
    SelectField,
    TextField,
    Tone,
)
from bot.commands.base import Outcome, Reply
from bot.commands.pass_.asked import NOT_YOURS, Asked, Piece, back, press, read_line, refused
from bot.commands.pass_.people_found import MEMBER, member_field, member_named
from bot.commands.pass_.reading import ENDED, Read, read_end, read_end_field
from bot.commands.pass_.services_meant import lines_meant, own_lines, stranger
from bot.commands.pass_.words import (
    begins,
    line_title,
    name_of,
    overlap_words,
    row_words,
    shift_words,
)
from bot.commands.pass_.writing import behalf, news, told_sentence, told_words, written
from bot.commands.shown import moment_of
from directory.changes import Keep
from directory.holding import Hours, holders, is_doubled, lacking, others_at_once
from directory.members import is_member
from directory.moment_words import dated_words
from directory.oncall import VACANCY, Override
from directory.people import Person
from directory.roster_edits import edit
from directory.rosters import Line, Rosters
from directory.taking import taking_over

_LONGEST_SEEN = 180


def typed(words: str, asked: Asked) -> Outcome:
    """”/pass ta bakjour kardiologi norra till 22”."""
    read = read_end(words, asked.now)
    if not read.rest:
        return Reply(Card((), _form(asked, read=read)))
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


def _which(lines: Sequence[Line], read: Read, asked: Asked) -> Part:
    till = {"end": read.moment.isoformat()} if read.moment else {}
    options = (
        Option(
            line_title(line, asked.snapshot),
            press("ta", {"service": line[0], "role": str(line[1]), **till}),
        )
        for line in lines
    )
    return Choices("Vilket pass vill du ta?", tuple(options))


def pressed(asked: Asked) -> Outcome:
    """The form, or a button that names the line; with ”ja” it is done."""
    line = read_line(asked.request.data)
    if line is None:
        return Reply(Card((), _form(asked)))
    if line[0] not in asked.snapshot.services:
        return refused("Tjänsten finns inte längre. Skriv /pass så visas hur det är nu.")
    if asked.get("ändra"):
        return Reply(Card((), _form(asked, line)))
    start = max(moment_of(asked.get("start")) or asked.now, asked.now)
    end = moment_of(asked.get("end"))
    if "till" in asked.request.data:
        read = read_end_field(asked.get("till"), start) if asked.get("till") else Read()
    else:
        read = Read(end, ENDED if end and end <= start else "")
    if read.wrong:
        return Reply(Card((), _form(asked, line, read=read)))
    return _proposed(line, read, asked)


def _on(asked: Asked, line: Line) -> bool:
    return bool(asked.snapshot.rosters.duties(line, asked.now))


def _proposed(line: Line, read: Read, asked: Asked) -> Outcome:
    """Who takes it and until when, as far as it has been said; what is missing is asked for."""
    start = max(moment_of(asked.get("start")) or asked.now, asked.now)
    end = read.moment or _usual_end(line, asked)
    if end is None:
        missing = Read(wrong="Ingen har passet just nu. Skriv till när du tar det.")
        return Reply(Card((), _form(asked, line, read=missing)))
    taker = _taker(line, asked)
    if not isinstance(taker, Person):
        return taker
    hours = Hours(start, end)
    wanted = asked.wants(hours, line, taker.id)
    if wanted:
        return wanted
    parts = lacking(asked.snapshot.rosters, line, taker.id, hours)
    if not parts:
        who = "Du" if taker.id == asked.me else name_of(taker.id, asked.snapshot)
        return refused(f"{who} har redan passet hela den tiden.")
    return _from_whom(Piece(line, taker.id, hours), asked)


def _usual_end(line: Line, asked: Asked) -> datetime | None:
    duties = asked.snapshot.rosters.duties(line, asked.now) or []
    return min((duty.end for duty in duties), default=None)


def _taker(line: Line, asked: Asked) -> Person | Outcome:
    """Who takes the shift: the asker, or whom one who acts for others has named."""
    service, me = asked.service(line), asked.request.who.person
    named = asked.person("person")
    if MEMBER in asked.request.data:
        found = member_named(asked.get(MEMBER), service, asked.snapshot)
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


def _from_whom(wished: Piece, asked: Asked) -> Outcome:
    """One person is replaced; where several are on at once, the asker says whom."""
    rosters, chosen = asked.snapshot.rosters, asked.get("instead_of")
    if not is_doubled(rosters, wished.line, wished.hours):
        return _decided(wished, "", asked)
    if chosen:
        if lacking(rosters, wished.line, chosen, wished.hours):
            return refused("Den du valde har inte passet hela den tiden. Välj en kortare tid.")
        return _decided(wished, chosen, asked)
    others = [one for one in holders(rosters, wished.line, wished.hours) if one != wished.person]
    options = tuple(
        Option(
            "Obemannat pass" if one == VACANCY else name_of(one, asked.snapshot),
            press("ta", {**wished.data(), "instead_of": one}),
        )
        for one in others
    )
    return Reply(Card((Choices("Flera har passet då. I stället för vem?", options),)))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the tap would do."""

    wished: Piece
    instead_of: str
    overrides: Sequence[Override]
    seen: str

    def data(self) -> dict[str, str]:
        return {**self.wished.data(), "instead_of": self.instead_of, "ja": self.seen}


def _decided(wished: Piece, instead_of: str, asked: Asked) -> Outcome:
    """Shown before it is done; done where what was shown still is so."""
    rosters = asked.snapshot.rosters
    on = rosters.resolved(wished.line, wished.hours.start, wished.hours.end)
    seen = "|".join(f"{duty.person}{int(duty.busy)}" for duty in on)[:_LONGEST_SEEN] or "-"
    overrides = taking_over(
        rosters,
        wished.line,
        wished.person,
        wished.hours,
        asked.stamp(wished.line),
        instead_of=instead_of,
    )
    plan = _Plan(wished, instead_of, overrides, seen)
    if not asked.get("ja"):
        return _preview(plan, asked)
    if asked.get("ja") != seen:
        moved = Notice("Passet har ändrats sedan du såg det. Så här är det nu.", Tone.WARNING)
        return _preview(plan, asked, moved)
    return _done(plan, asked)


def _preview(plan: _Plan, asked: Asked, *notices: Notice) -> Reply:
    wished, snapshot = plan.wished, asked.snapshot
    changes = [Keep(one) for one in plan.overrides]
    rosters = edit(snapshot, changes)
    told = told_words(asked, news(asked, changes, plan.overrides[0].id))
    taker = "Du" if wished.person == asked.me else name_of(wished.person, snapshot)
    what = shift_words(wished.line, wished.hours, snapshot, asked.now)
    facts = (
        ("Förut", _rows(rosters.before, wished, asked)),
        ("Sedan", _rows(rosters.after, wished, asked)),
        ("Får veta", told or "bara du och de som följer jouren"),
    )
    yes = Button("Ta över", press("ta", plan.data()), primary=True)
    other = Button("Ändra tid", press("ta", {**wished.data(), "ändra": "tid"}))
    parts: list[Part] = [Heading(f"{taker} tar över {what}"), *notices, Facts(facts)]
    return Reply(Card((*parts, *_overlap(wished, asked), Actions((yes, other, back("Avbryt"))))))


def _rows(rosters: Rosters, wished: Piece, asked: Asked) -> str:
    """Who has the line, from the beginning until whoever is on now would be off."""
    hours, line = wished.hours, wished.line
    ends = [duty.end for duty in asked.snapshot.rosters.resolved(line, hours.start, hours.end)]
    shown = Hours(hours.start, max([hours.end, *ends]))
    duties = rosters.resolved(line, shown.start, shown.end)
    return row_words(duties, shown, asked.snapshot, asked.now)


def _overlap(wished: Piece, asked: Asked) -> list[Part]:
    """What she has at the same time is said, not refused: she may be the only one there is."""
    same = others_at_once(asked.snapshot.rosters, wished.line, wished.person, wished.hours)
    if not same:
        return []
    words = overlap_words(same, asked.snapshot, asked.now)
    return [Notice(f"Har samtidigt: {words}.", Tone.WARNING)]


def _done(plan: _Plan, asked: Asked) -> Reply:
    wished = plan.wished
    changes = [Keep(one) for one in plan.overrides]
    told = news(asked, changes, plan.overrides[0].id, said=behalf(asked, wished.person))
    who = "Du" if wished.person == asked.me else name_of(wished.person, asked.snapshot)
    what = shift_words(wished.line, wished.hours, asked.snapshot, asked.now)
    undo = Button("Ångra", press("sluta", {"ändring": plan.overrides[0].id}))
    says = begins(f"{who} har nu {what}.{told_sentence(asked, told)}")
    parts = [Notice(says), *_overlap(wished, asked), Actions((undo, back()))]
    return written(parts, changes, told)


def _form(
    asked: Asked, line: Line | None = None, *, read: Read | None = None, wrong_person: str = ""
) -> Form:
    """The service and role, who (for one who acts for others) and until when."""
    lines = own_lines(asked)
    if line is not None and line not in lines:
        lines = [line, *lines]
    options = tuple((f"{one[0]}|{one[1]}", line_title(one, asked.snapshot)) for one in lines)
    chosen = f"{line[0]}|{line[1]}" if line else (options[0][0] if options else "")
    end = moment_of(asked.get("end"))
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
    data |= {"service": line[0], "role": str(line[1])}
    return Form(title, (who, till), press("ta", data), "Visa vad det betyder")
