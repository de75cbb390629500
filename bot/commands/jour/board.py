"""Several services as a table: a row each, the roles as columns, who has them on which number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Heading,
    Holds,
    More,
    Notice,
    Part,
    Phones,
    Press,
    Source,
    Table,
    TableEntry,
    TableRow,
    Tone,
)
from bot.commands.jour.holding import holds_until
from bot.commands.jour.people import NOBODY, of_duty, of_step
from bot.questions.numbers_of_units import first_number
from bot.questions.request import Request, View
from bot.texts import capitalised, roster_words, subject_words
from directory.catalogue.people import Access
from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.grouping import grouped
from directory.rosters.chains import Gap
from directory.rosters.line import Line
from directory.snapshot import Answer, Snapshot
from directory.walltime.said import age_words, dated_words, moment_words, until_words

EVERYTHING = "alla"
MOST_OPEN = 12
MOST_NAMED = 6
_WHOLE_REGION = "Hela regionen"

_Cells = Mapping[Role, Sequence[TableEntry]]


def board_card(
    services: Sequence[Service], moment: datetime, request: Request, snapshot: Snapshot
) -> Card:
    """Who is on at the moment. More than a dozen are folded by hospital, the asker's own open."""
    view = request.view(snapshot)
    answers = [snapshot.answer(service, moment, now=view.now) for service in services]
    cells = {answer.service.id: _cells(answer, view) for answer in answers}
    return Card(
        (
            Heading(_about(services, snapshot), _validity(answers, moment, view)),
            *_gaps(answers, view),
            *_tables(answers, cells, view),
            *_switchboard(services, moment, view),
            _source(services, view),
            *_actions(services, view),
        ),
        holds=_holds(answers, moment, request, view),
    )


def _about(services: Sequence[Service], snapshot: Snapshot) -> str:
    """”Jourer · Norra sjukhuset”, ”Jourer · kardiologi”; what all of them share."""
    hospitals = {service.hospital for service in services}
    subjects = {subject_words(service, snapshot) for service in services}
    shared = hospitals if len(hospitals) == 1 else subjects if len(subjects) == 1 else {""}
    [name] = shared
    unit = snapshot.units.get(name)
    return " · ".join(word for word in ("Jourer", unit.name if unit else name) if word)


def _validity(answers: Sequence[Answer], moment: datetime, view: View) -> str:
    """”nu tis 24 nov 18:00, gäller till 22:00”: with its date, since it may be put on paper."""
    now = "nu " if moment == view.now else ""
    change = _changes(answers)
    until = f", gäller till {until_words(change, moment)}" if change else ""
    return f"{now}{dated_words(moment, view.now)}{until}"


def _changes(answers: Sequence[Answer]) -> datetime | None:
    """The first moment after which another answer may hold."""
    return min((a.next_change for a in answers if a.next_change), default=None)


def _holds(
    answers: Sequence[Answer], moment: datetime, request: Request, view: View
) -> Holds | None:
    again = links.see_rosters(request.text)
    return holds_until(_changes(answers), again, view) if moment == view.now else None


# -- the table ------------------------------------------------------------------------------


def _cells(answer: Answer, view: View) -> _Cells:
    """The steps of the answer by role, and those on duty in roles that the answer leads not to."""
    service, snapshot = answer.service, view.snapshot
    steps = [(step.role, of_step(step, service, view)) for step in answer.steps if step.role]
    called = {role for role, _ in steps}
    for line in snapshot.own_lines(service):
        if line.role not in called and answer.open:
            steps += [(line.role, entry) for entry in _beside(line, answer, view)]
    by_role = grouped(steps, lambda pair: pair[0])
    return {role: tuple(entry for _, entry in pairs) for role, pairs in by_role.items()}


def _beside(line: Line, answer: Answer, view: View) -> Iterator[TableEntry]:
    for duty in view.snapshot.rosters.duties(line, answer.moment) or ():
        if view.snapshot.colleague(duty.person):
            yield of_duty(duty, view, f"till {until_words(duty.end, answer.moment)}")


def _tables(answers: Sequence[Answer], cells: Mapping[str, _Cells], view: View) -> Iterator[Part]:
    by_hospital = grouped(answers, lambda answer: answer.service.hospital)
    if len(answers) <= MOST_OPEN or len(by_hospital) == 1:
        yield _table(answers, cells, view, whole=len(by_hospital) > 1)
        return
    home = view.who.home.hospital if view.who.home else ""
    for hospital in sorted(by_hospital, key=lambda hospital: (hospital != home, not hospital)):
        of_one = by_hospital[hospital]
        name = _name(hospital, view)
        if hospital == home:
            yield _table(of_one, cells, view, heading=name)
        else:
            yield More((_table(of_one, cells, view),), f"{name} ({len(of_one)})")


def _table(
    answers: Sequence[Answer],
    cells: Mapping[str, _Cells],
    view: View,
    *,
    whole: bool = False,
    heading: str = "",
) -> Table:
    """`whole`: with the hospital in each service's name."""
    held = {role for answer in answers for role in cells[answer.service.id]}
    roles = [role for role in Role if role in held]
    rows = [_row(answer, roles, cells[answer.service.id], view, whole=whole) for answer in answers]
    columns = tuple(role.heading for role in roles)
    return Table("Jour", columns, tuple(sorted(rows, key=lambda row: row.heading)), heading)


def _row(
    answer: Answer, roles: Sequence[Role], cells: _Cells, view: View, *, whole: bool
) -> TableRow:
    service = answer.service
    return TableRow(
        view.snapshot.title(service.id) if whole else service.name,
        tuple(tuple(cells.get(role, ())) for role in roles),
        _remark(answer, view),
        press=links.see_roster(service.id),
    )


def _remark(answer: Answer, view: View) -> str:
    """That it is closed, or that its roster is old; else nothing."""
    if not answer.open:
        opens = answer.opens and f", öppnar {moment_words(answer.opens, view.now)}"
        return f"stängt{opens or ''}"
    stale = view.snapshot.is_stale(answer.service, view.now)
    return roster_words(answer.service, view.snapshot, view.now) if stale else ""


def _name(hospital: str, view: View) -> str:
    unit = view.snapshot.units.get(hospital)
    return unit.name if unit else _WHOLE_REGION


# -- what stands around it ------------------------------------------------------------------


def _gaps(answers: Sequence[Answer], view: View) -> Iterator[Part]:
    """The lines that nobody has, each once, whether their rows are folded or not."""
    named = list(dict.fromkeys(line for answer in answers for line in _unstaffed(answer)))
    if named:
        one_hospital = len({answer.service.hospital for answer in answers}) == 1
        words = [_line_words(line, view.snapshot, short=one_hospital) for line in named]
        more = f" och {len(named) - MOST_NAMED} till" if named[MOST_NAMED:] else ""
        says = f"{NOBODY}: {', '.join(words[:MOST_NAMED])}{more}."
        yield Notice(capitalised(says), Tone.WARNING)


def _unstaffed(answer: Answer) -> Iterator[Line]:
    for step in answer.steps:
        if step.role and step.gap is Gap.UNSTAFFED:
            yield Line(step.service or answer.service.id, step.role)


def _line_words(line: Line, snapshot: Snapshot, *, short: bool) -> str:
    service = snapshot.services.get(line.service)
    name = service.name if short and service else snapshot.title(line.service)
    return f"{line.role.value} {name}"


def _switchboard(services: Sequence[Service], moment: datetime, view: View) -> Iterator[Part]:
    hospitals = dict.fromkeys(service.hospital for service in services)
    boards = dict.fromkeys(view.snapshot.switchboard(hospital) for hospital in hospitals)
    for unit in (unit for unit in boards if unit):
        number = first_number(unit, view, moment)
        if number is not None:
            yield Phones((replace(number, label=""),), unit.name)


def _source(services: Sequence[Service], view: View) -> Source:
    """How old the oldest of the rosters is."""
    snapshot = view.snapshot
    read = [snapshot.roster_read(service.id) for service in services]
    known = [moment for moment in read if moment]
    unread = f"{len(read) - len(known)} scheman är inte inlästa" if len(known) < len(read) else ""
    oldest = f"Schema inläst {age_words(min(known), view.now)} eller senare" if known else ""
    stale = any(snapshot.is_stale(service, view.now) for service in services)
    return Source(capitalised("; ".join(w for w in (oldest, unread) if w)), stale)


def _actions(services: Sequence[Service], view: View) -> Iterator[Part]:
    theirs = [service for service in view.snapshot.services.values() if view.who.may_ask(service)]
    buttons: list[Button] = []
    if len(services) < len(theirs):
        buttons.append(Button("Alla jourer", Press("jour", EVERYTHING), keep=True))
    if view.who.has(Access.COORDINATOR, Access.SWITCHBOARD):
        buttons.append(Button("Luckor", links.see_gaps(), keep=True))
    if buttons:
        yield Actions(tuple(buttons))
