"""Two years of a roster: rules, single shifts, a file read in, swaps; and who was on, four ways."""

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.calendars.ahead import ShiftsAhead
from bot.calendars.reading import Calendars
from bot.cards import Press
from directory.calendars.address import Feed, feed_id
from directory.catalogue.roles import Role
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.publishing.publication import Publication, Replacement
from directory.rosters.duty import on_duty
from directory.rosters.line import Line
from directory.rosters.override import Override, OverrideKind
from directory.rosters.reach import Reach
from directory.rosters.shift import Shift
from directory.rosters.somebody import ANYBODY, VACANCY, as_written
from directory.rosters.sources import RosterSource
from directory.walltime.hours import Hours
from directory.walltime.said import MONTHS
from tests.builders import at, small_region
from tests.chat import Chat, User, open_chat
from tests.stores import AnyStore
from tests.stories.calendar_file import events

NOW = at("2026-11-24 14:05")
LINE = Line("kardiologi", Role.SENIOR_ON_CALL)
NAMES = {"anna-a": "Anna Asp", "bo-b": "Bo Björn", "cecilia-c": "Cecilia Ceder", "david-d": "David Dal"}  # fmt: skip
HOUR = timedelta(hours=1)
AHEAD = timedelta(days=30)
TWO_YEARS = 2 * 365 * 24
_SHOWN = re.compile("|".join(NAMES.values()))


@dataclass(frozen=True)
class History:
    """Shifts of the region's files, then those of a file that took its place, and what was laid on
    them. `withdrawn`: the file has been taken away again, and the region's own are in force."""

    own: tuple[Shift, ...]
    read_in: tuple[Shift, ...]
    overrides: tuple[Override, ...]
    instants: tuple[datetime, ...]
    withdrawn: bool = False

    @property
    def reach(self) -> Hours | None:
        """The time for which the file alone spoke when it was read in."""
        if not self.read_in:
            return None
        return Hours(
            min(shift.start for shift in self.read_in), max(shift.end for shift in self.read_in)
        )

    def was_on(self, moment: datetime) -> set[str]:
        """Who was on, worked out from all that there is."""
        reach = self.reach
        speaks = reach is not None and reach.covers(moment) and not self.withdrawn
        rostered = self.read_in if speaks else self.own
        duties = on_duty(rostered, self.overrides, moment)
        return {NAMES[as_written(duty.person)] for duty in duties if duty.person}


def _moments(hours: int = TWO_YEARS) -> st.SearchStrategy[datetime]:
    whole = NOW.replace(minute=0)
    return st.integers(1, hours).map(lambda back: whole - back * HOUR)


_PEOPLE = st.sampled_from(sorted(NAMES))


@st.composite
def _nights(draw: st.DrawFn, first: datetime, count: int) -> tuple[Shift, ...]:
    """Shifts one after another, at times with hours between, at times with nobody."""
    shifts, start = [], first
    for _ in range(count):
        end = start + draw(st.integers(2, 60)) * HOUR
        person = draw(st.one_of(_PEOPLE, st.none()))
        shifts.append(Shift(*LINE, person, start, end))
        start = end + draw(st.sampled_from([0, 0, 8])) * HOUR
    return tuple(shift for shift in shifts if shift.start < NOW)


@st.composite
def _laid_on(draw: st.DrawFn, number: int, shifts: Sequence[Shift]) -> Override:
    """A take-over, busy hours or a shift left, mostly of somebody who had the shift."""
    shift = draw(st.sampled_from(shifts))
    length = int((shift.end - shift.start) / HOUR)
    start = shift.start + draw(st.integers(0, length - 1)) * HOUR
    kind = draw(st.sampled_from([*OverrideKind, OverrideKind.TAKES_OVER]))
    person = draw(_PEOPLE if kind is OverrideKind.TAKES_OVER else st.none())
    return Override(
        id=f"o{number}",
        service=LINE.service,
        role=LINE.role,
        kind=kind,
        person=person,
        start=start,
        end=start + draw(st.integers(1, 30)) * HOUR,
        made=start - draw(st.integers(1, 200)) * HOUR,
        instead_of=draw(st.sampled_from([shift.person or VACANCY, ANYBODY])),
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Some weeks at some time of two years, and moments in and around them."""
    own = draw(_nights(draw(_moments()), 8))
    read_in = draw(_nights(own[-1].start, 4)) if draw(st.booleans()) else ()
    shifts = [*own, *read_in]
    overrides = tuple(draw(_laid_on(number, shifts)) for number in range(draw(st.integers(0, 6))))
    spans: list[Shift | Override] = [*shifts, *overrides]
    near = [draw(st.sampled_from(spans)).start + draw(st.integers(-5, 60)) * HOUR for _ in range(3)]
    instants = [moment for moment in (*near, draw(_moments())) if moment < NOW - 2 * HOUR]
    return History(own, read_in, overrides, tuple(instants), draw(st.booleans()))


async def lived(history: History, repository: AnyStore | None = None) -> Chat:
    """A chat today, after all that."""
    region = small_region(rotations=(), shifts=history.own)
    chat = await open_chat(region, now=NOW, repository=repository)
    reach = history.reach
    if reach is not None:
        first = Reach(LINE.role, reach.start, reach.end, reach.end)
        source = RosterSource(
            id="kardiologi",
            service=LINE.service,
            address="jour.csv",
            roles=frozenset({LINE.role}),
            reaches=(first,),
        )
        replaced = Replacement(LINE.role, reach, reach.start, reach.end)
        publication = Publication(source=source, replaced=(replaced,), shifts=history.read_in)
        await chat.repository.publish_roster(publication, actor="test", now=NOW)
        if history.withdrawn:
            await chat.repository.withdraw_roster(source.id, actor="test", now=NOW)
    laid_on = [Keep(override) for override in history.overrides]
    await chat.live.write([*laid_on, *map(Keep, _feeds())], "test")
    return chat


async def four_ways(
    chat: Chat, moment: datetime, calendars: Calendars | None = None
) -> dict[str, set[str]]:
    """Who was on by /konsult, /jour, /pass and the calendar: the service's, and people's own."""
    karin = chat.user("karin-k")
    calendars = calendars or calendars_of(chat)
    return {
        "konsult": await _konsult(karin, moment),
        "jour": await _jour(karin, moment),
        "pass": await _pass(karin, moment),
        "kalender": await _calendar(calendars, moment),
        "egna kalendrar": await _own_calendars(calendars, moment),
    }


async def _konsult(karin: User, moment: datetime) -> set[str]:
    await _pressed(karin, "konsult", moment)
    lines = [line for line in karin.lines if re.match(r"\d Bakjour", line)]
    return _names(lines)


async def _jour(karin: User, moment: datetime) -> set[str]:
    await _pressed(karin, "jour", moment)
    begun = [line for line in karin.lines if line.startswith("till ") and " Bakjour " in line]
    return _names(begun)


async def _pressed(karin: User, command: str, moment: datetime) -> None:
    data = {"service": LINE.service, "at": moment.isoformat()}
    press = Press(command, action="visa", data=data)
    karin.card = (await karin.desk.press(karin.visitor, press, {})).card


async def _pass(karin: User, moment: datetime) -> set[str]:
    """The rows that begin first and have begun: the list is in order of time."""
    written = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}Z"
    await karin.types(f"/pass kardiologi {written}")
    rows = [line for line in karin.lines if ": Bakjour: " in line]
    return _names(row for row in rows if _start(row) <= moment)


def _start(row: str) -> datetime:
    """”tis 4 mar 2025 18:00–22:00: …”; a year is said of what is long ago."""
    found = re.match(r"\w+ (\d+) (\w+)(?: (\d{4}))? (\d\d:\d\d)", row)
    assert found is not None, row
    day, month, year, clock = found.groups()
    written = f"{MONTHS.index(month) + 1:02}-{int(day):02} {clock}"
    if year:
        return at(f"{year}-{written}")
    this, last = (at(f"{number}-{written}") for number in (NOW.year, NOW.year - 1))
    return this if this <= NOW + AHEAD else last


async def _calendar(calendars: Calendars, moment: datetime) -> set[str]:
    on = await _events(calendars, moment, LINE.service)
    return _names(summary for summary in on if summary.startswith("Bakjour"))


async def _own_calendars(calendars: Calendars, moment: datetime) -> set[str]:
    return {NAMES[who] for who in NAMES if await _events(calendars, moment, who)}


async def _events(calendars: Calendars, moment: datetime, of: str) -> list[str]:
    """The summaries of the moment's events at an address, as a calendar program reads them."""
    file = await calendars.read(_secret(of))
    assert file is not None
    return [event.summary for event in events(file.text) if event.start <= moment < event.end]


def _secret(of: str) -> str:
    return of.ljust(32, "x")


def _feeds() -> Iterator[Feed]:
    """An address of the service's calendar, and one of each person's own."""
    for service, person in ((LINE.service, ""), *(("", person) for person in NAMES)):
        yield Feed(
            id=feed_id(_secret(service or person)),
            service=service,
            person=person,
            contacts=True,
            made=NOW,
            made_by="test:karin-k",
        )


def calendars_of(chat: Chat) -> Calendars:
    """What is behind the addresses."""
    return Calendars(chat.live, ShiftsAhead(chat.repository, chat.live), lambda: NOW)


def _names(lines: Iterable[str]) -> set[str]:
    own = (re.sub(r"\(i stället för [^)]*\)", "", line) for line in lines)
    return {name for line in own for name in _SHOWN.findall(line)}


def run(history: History) -> list[tuple[datetime, set[str], dict[str, set[str]]]]:
    """Each moment with who was on and what the four ways say."""

    async def asked() -> list[tuple[datetime, set[str], dict[str, set[str]]]]:
        chat = await lived(history)
        calendars = calendars_of(chat)
        return [
            (moment, history.was_on(moment), await four_ways(chat, moment, calendars))
            for moment in history.instants
        ]

    return asyncio.run(asked())
