"""Generated rosters are read back to exactly their shifts; with one thing spoilt, right or asked about.

Never different in silence: a spoilt shift has the same person at the same time, nobody where it
says so, or is a question; all others are as they were.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.catalogue.shift_times import DayHours
from directory.lazy.values import dataclass
from directory.sources.rosters.reading import RosterReading
from tests.directory.sources.rosters.stories import (
    CONSULTANT,
    MIDDLE,
    PRIMARY,
    SENIOR,
    FaultRow,
    calendar,
    read,
    told,
)

PEOPLE = {
    "AA": "anna-a",
    "BB": "bo-b",
    "Cecilia Ceder": "cecilia-c",
    "PJ": "per-j",
    "Asp, Anna": "anna-a",
    "Dr Bo Björn": "bo-b",
    "LLI": "lena-2",
}
HEADS = {SENIOR: "Bakjour", PRIMARY: "Primärjour", MIDDLE: "Mellanjour", CONSULTANT: "Konsult"}
WORDS = [
    "sjuk",
    " sjukskriven",
    " ledig",
    " semester",
    " vab",
    " föräldraledig",
    " komp",
    " jourkomp",
    " utbildning",
    " kurs",
    " ej",
    " inte",
    " inställt",
    " utgår",
    " avbokad",
    " vakant",
    " obesatt",
    " byter",
    " ersätts av",
    " VV tar",
    " preliminär",
    " önskar",
    " förslag",
    " tentativ",
    " antal",
    " summa",
    " Södra",
    " Norra",
    " avd 5",
    " PCI",
    " 2",
    " extra",
    " reserv",
    " från 20",
    " canceled",
    " declined",
    " OOO",
    " free",
    " swap",
    " maybe",
    " ?",
    " → VV",
    " *",
    " ersättare",
    " ledig efter",
    " halvdag",
    " XY",
]
ANY_WORD = st.text(alphabet="abcdefghijklmnoprstuvåäö", min_size=4, max_size=9).filter(
    lambda word: word not in ("läkare", "jouren", "hemma", "plats", "direkt", "dagen", "natten")
)
SPOILING = st.one_of(st.sampled_from([word.strip() for word in WORDS]), ANY_WORD)
PLACES = st.sampled_from(
    ("{0} {word}", "{0} ({word})", "{word} {0}", "{0} – {word}", "{word}: {0}", "{0}, {word}")
)


@dataclass(frozen=True, slots=True)
class Written:
    """A shift as it is written, by the wall clock."""

    start: datetime
    end: datetime
    role: Role
    name: str

    @property
    def told(self) -> FaultRow:
        span = (f"{self.start:%Y-%m-%d %H:%M}", f"{self.end:%Y-%m-%d %H:%M}")
        return (*span, self.role.value, PEOPLE[self.name])

    @property
    def in_words(self) -> str:
        return f"{HEADS[self.role]}: {self.name}"


@st.composite
def rosters(draw: st.DrawFn) -> list[Written]:
    """Shifts at whole quarters that do not touch, in weeks where no clock is changed."""
    days = draw(st.lists(st.integers(0, 30), min_size=1, max_size=5, unique=True))
    found = []
    for day in sorted(days):
        at = time(draw(st.integers(0, 23)), draw(st.sampled_from((0, 15, 30, 45))))
        start = datetime.combine(date(2026, 5, 1) + timedelta(days=2 * day), at)
        end = start + timedelta(minutes=15 * draw(st.integers(4, 95)))
        name, role = draw(st.sampled_from(sorted(PEOPLE))), draw(st.sampled_from(sorted(HEADS)))
        found.append(Written(start, end, role, name))
    return found


# --- The layouts ------------------------------------------------------------------------------


def event(one: Written, summary: str, *more: str) -> list[str]:
    return [
        f"UID:{one.start:%Y%m%dT%H%M}",
        f"DTSTART;TZID=Europe/Stockholm:{one.start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Europe/Stockholm:{one.end:%Y%m%dT%H%M%S}",
        "SUMMARY:" + summary.replace(",", "\\,").replace(";", "\\;"),
        *more,
    ]


def as_calendar(shifts: Sequence[Written], spoilt: str = "", *more: str) -> str:
    """The first with another summary, and more lines."""
    first = event(shifts[0], spoilt or shifts[0].in_words, *more)
    return calendar(first, *(event(one, one.in_words) for one in shifts[1:]))


def as_list(shifts: Sequence[Written], role: str = "", name: str = "", note: str = "") -> str:
    """The first with other words for role and name, and a note."""
    lines = ["från;till;roll;namn;anmärkning"]
    for one in shifts:
        first = one is shifts[0]
        cells = (
            f"{one.start:%Y-%m-%d %H:%M}",
            f"{one.end:%Y-%m-%d %H:%M}",
            (first and role) or HEADS[one.role],
            (first and name) or one.name,
            note if first else "",
        )
        lines.append(";".join(f'"{cell}"' for cell in cells))
    return "\n".join([*lines, ""])


def as_matrix(shifts: Sequence[Written], heading: str = "", cell: str = "") -> str:
    """A column for each shift; the first with another heading and another cell."""
    headings = [f"{HEADS[one.role]} {one.start:%H:%M}–{one.end:%H:%M}" for one in shifts]
    if heading:
        headings[0] = heading.format(headings[0])
    lines = [["Datum", *headings]]
    for one in shifts:
        name = (one is shifts[0] and cell) or one.name
        lines.append([f"{one.start:%Y-%m-%d}", *(name if one is other else "" for other in shifts)])
    return "\n".join(";".join(f'"{cell}"' for cell in line) for line in [*lines, []])


def day_hours(_role: Role, _day: date) -> DayHours:
    return DayHours(time(8), time(16), time(21))


def reading(text: str) -> RosterReading:
    found = read(text, role=SENIOR, role_is_said=False, day_hours=day_hours)
    assert found.faults == ()
    return found


def is_right_or_asked(text: str, shifts: Sequence[Written], *, gap: bool = False) -> None:
    """The first shift is as it was, asked about, or where it may be so a gap; the others are right."""
    rows = reading(text).rows
    first, others = shifts[0], shifts[1:]
    right = [told(row) for row in rows if not row.problem]
    asked = [row for row in rows if row.problem]
    allowed = {first.told, *([(*first.told[:3], "-")] if gap else [])}
    mine = [row for row in right if row not in {one.told for one in others}]
    assert [row for row in right if row not in mine] == [one.told for one in others]
    assert set(mine) <= allowed
    assert len(mine) + len(asked) >= 1
    assert not any(row.person for row in asked if not row.problem)


def differs(text: str, shifts: Sequence[Written]) -> bool:
    """Whether the first shift is not read as it was written without the word."""
    return shifts[0].told not in [told(row) for row in reading(text).rows]


# --- Right ------------------------------------------------------------------------------------


@settings(max_examples=120, deadline=None)
@given(rosters())
def test_what_is_written_is_read(shifts: list[Written]) -> None:
    for write in (as_calendar, as_list, as_matrix):
        assert [told(row) for row in reading(write(shifts)).rows] == [one.told for one in shifts]


# --- One word too many ------------------------------------------------------------------------


@settings(max_examples=160, deadline=None)
@given(rosters(), SPOILING, PLACES, st.booleans())
def test_one_word_too_many_is_asked_about_wherever_it_stands(
    shifts: list[Written], word: str, place: str, beside_the_name: bool
) -> None:
    first = shifts[0]
    name = place.format(first.name, word=word)
    role = place.format(HEADS[first.role], word=word)
    summary = (
        f"{HEADS[first.role]}: {name}"
        if beside_the_name
        else place.format(first.in_words, word=word)
    )
    texts = {
        "summary": as_calendar(shifts, summary),
        "name": as_list(shifts, name=name),
        "role": as_list(shifts, role=role),
        "note": as_list(shifts, note=word),
        "heading": as_matrix(shifts, heading=place.replace("{word}", word)),
        "cell": as_matrix(shifts, cell=name),
    }
    for where, text in texts.items():
        is_right_or_asked(text, shifts, gap=where == "summary")
        assert differs(text, shifts), (where, word)


# --- Cancelled, declined, moved by a year, without a name ---------------------------------------

Spoiler = Callable[[list[Written]], str]
MAIL = "anna.asp@region.example"
SPOILT_EVENTS: tuple[Spoiler, ...] = (
    lambda shifts: as_calendar(shifts, f"Inställt: {shifts[0].in_words}"),
    lambda shifts: as_calendar(shifts, f"Canceled: {shifts[0].in_words}", "STATUS:CONFIRMED"),
    lambda shifts: as_calendar(shifts, f"Declined: {shifts[0].in_words}"),
    lambda shifts: as_calendar(shifts, f"[Avbokat] {shifts[0].in_words}", "TRANSP:TRANSPARENT"),
    lambda shifts: as_calendar(shifts, "", "STATUS:TENTATIVE"),
    lambda shifts: as_calendar(shifts, "", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"),
    lambda shifts: as_calendar(shifts, "", "ATTENDEE;PARTSTAT=DECLINED:mailto:x@y.example"),
    lambda shifts: as_calendar(
        shifts,
        HEADS[shifts[0].role],
        f"ATTENDEE;PARTSTAT=DECLINED:mailto:{MAIL}",
        f"ORGANIZER:mailto:{MAIL}",
    ),
    lambda shifts: as_calendar(shifts, HEADS[shifts[0].role]),
    lambda shifts: as_calendar(shifts, f"{HEADS[shifts[0].role]}:"),
    lambda shifts: as_list(shifts, name=" "),
    lambda shifts: as_list(shifts, role="Jourlös"),
    lambda shifts: as_calendar([replace(shifts[0], end=a_year_before(shifts[0].end)), *shifts[1:]]),
    lambda shifts: as_calendar(
        [replace(shifts[0], start=a_year_before(shifts[0].start)), *shifts[1:]]
    ),
)


def a_year_before(moment: datetime) -> datetime:
    return moment.replace(year=moment.year - 1)


@settings(max_examples=60, deadline=None)
@given(rosters())
def test_what_is_cancelled_declined_or_incomplete_is_nobodys_or_asked_about(
    shifts: list[Written],
) -> None:
    for spoil in SPOILT_EVENTS:
        is_right_or_asked(spoil(shifts), shifts, gap=True)
        assert differs(spoil(shifts), shifts)


@settings(max_examples=60, deadline=None)
@given(rosters())
def test_a_year_that_is_not_the_others_is_asked_about_with_its_neighbours(
    shifts: list[Written],
) -> None:
    """Which of two rows is a year off, nobody can see."""
    first = shifts[0]
    for spoilt in (
        replace(first, end=a_year_before(first.end)),
        replace(first, start=a_year_before(first.start)),
    ):
        rows = reading(as_list([spoilt, *shifts[1:]])).rows
        right = [told(row) for row in rows if not row.problem]
        assert set(right) <= {one.told for one in shifts[1:]}
        assert len(rows) == len(shifts)
