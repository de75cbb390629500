"""The answer of a whole snapshot, held against a definition without any shortcuts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.names.aliases import Alias
from directory.region import Region
from directory.rosters.chains import CLOSING, StepKind
from directory.rosters.kept import OVERRIDES
from directory.rosters.line import Line
from directory.rosters.override import Override
from directory.rosters.shift import Shift
from directory.rosters.somebody import as_written
from directory.snapshot import Snapshot
from directory.walltime.days import Calendar, TimeClass
from directory.walltime.hours import Hours
from directory.walltime.opening import time_class
from tests.builders import at, held, override, shift, small_region

YEAR_START = datetime(2026, 1, 6, tzinfo=UTC)
MINUTES = st.integers(0, 364 * 24 * 60)
# An hour around both clock changes of 2026, minute by minute.
CHANGES = st.sampled_from(["2026-03-29T00:00+00:00", "2026-10-25T00:00+00:00"])
MOMENT = st.one_of(
    MINUTES.map(lambda minutes: YEAR_START + timedelta(minutes=minutes)),
    st.tuples(CHANGES, st.integers(-240, 240)).map(
        lambda pair: datetime.fromisoformat(pair[0]) + timedelta(minutes=pair[1])
    ),
)
SINGLE = (shift("2026-03-28 20:00", 11, role=Role.PRIMARY_ON_CALL, who="bo-b"),)
WINDOW = Hours(YEAR_START - timedelta(days=30), YEAR_START + timedelta(days=420))


def snapshot_of(region: Region, *overrides: Override) -> Snapshot:
    return Snapshot(region, held(*overrides), window=WINDOW, loaded_at=YEAR_START)


REGION = small_region(shifts=SINGLE)
SNAPSHOT = snapshot_of(REGION)


def every_shift(region: Region) -> dict[Line, list[Shift]]:
    """All shifts of the year by line, a day at a time, straight from the rules."""
    calendar = Calendar(region.calendar)
    days = [WINDOW.start.date() + timedelta(days=n) for n in range(440)]
    found = [r.shift_on(day, calendar) for r in region.rotations for day in days]
    by_line: dict[Line, list[Shift]] = {}
    for one in (*region.shifts, *(one for one in found if one is not None)):
        by_line.setdefault(one.line, []).append(one)
    return by_line


EVERY_SHIFT = every_shift(REGION)
BAKJOUR = Line("kardiologi", Role.SENIOR_ON_CALL)


@settings(max_examples=300)
@given(MOMENT)
def test_at_any_instant_exactly_the_shifts_that_cover_it_are_shown(moment: datetime) -> None:
    for service in REGION.services:
        for role in Role:
            duties = SNAPSHOT.rosters.duties(Line(service.id, role), moment) or []
            expected = {
                (s.person, s.start, s.end)
                for s in EVERY_SHIFT.get(Line(service.id, role), [])
                if s.start <= moment < s.end
            }
            assert {(d.person, d.start, d.end) for d in duties} == expected


@settings(max_examples=300)
@given(MOMENT)
def test_the_answer_is_never_empty_and_agrees_with_the_calendar(moment: datetime) -> None:
    for service in REGION.services:
        answer = SNAPSHOT.answer(service, moment, now=moment)
        assert [step.kind for step in answer.steps[-3:]] == list(CLOSING)
        assert any(step.phones for step in answer.steps)
        assert answer.time_class is time_class(moment, service.hours, Calendar())
        if not answer.day.office:
            assert answer.time_class is TimeClass.ON_CALL


@settings(max_examples=150)
@given(MOMENT)
def test_nothing_changes_before_the_next_change(moment: datetime) -> None:
    for service in REGION.services:
        answer = SNAPSHOT.answer(service, moment, now=moment)
        assert answer.next_change is not None
        assert answer.next_change > moment
        for part in (0.01, 0.5, 0.99):
            between = moment + (answer.next_change - moment) * part
            assert SNAPSHOT.answer(service, between, now=moment).steps == answer.steps


def test_an_override_lies_on_top_and_the_roster_comes_back_under_it() -> None:
    swap = override(start="2026-11-24 18:00", hours=2, person="bo-b")
    changed = snapshot_of(REGION, swap)
    kardiologi = changed.services["kardiologi"]

    def senior(wall: str) -> str:
        steps = changed.answer(kardiologi, at(wall), now=at(wall)).steps
        person = next(s.person for s in steps if s.role is Role.SENIOR_ON_CALL)
        return as_written(person.id if person else None)

    seen = [senior(f"2026-11-24 {clock}") for clock in ("17:00", "19:00", "21:00")]
    assert seen == [seen[0], "bo-b", seen[0]]
    evening = at("2026-11-24 17:00")
    assert changed.answer(kardiologi, evening, now=evening).next_change == swap.start


def test_another_state_or_window_leaves_the_first_snapshot_as_it_was() -> None:
    later = SNAPSHOT.with_parts(held(override()))
    moved = SNAPSHOT.with_shifts((), Hours(WINDOW.end, WINDOW.end + timedelta(days=30)))
    assert tuple(SNAPSHOT.of(OVERRIDES)) == ()
    assert SNAPSHOT.rosters.reaches(YEAR_START + timedelta(days=30))
    assert later.rosters.duties(BAKJOUR, at("2026-11-24 19:00")) != (
        SNAPSHOT.rosters.duties(BAKJOUR, at("2026-11-24 19:00"))
    )
    assert not moved.rosters.reaches(YEAR_START + timedelta(days=30))


def test_the_switchboard_of_the_hospital_or_else_the_region_s() -> None:
    assert SNAPSHOT.switchboard("granviks-lasarett") == SNAPSHOT.switchboard("ingenstans")
    steps = SNAPSHOT.answer(SNAPSHOT.services["medicin"], YEAR_START, now=YEAR_START).steps
    assert steps[-1].kind is StepKind.SWITCHBOARD
    assert [phone.number for phone in steps[-1].phones] == ["08-465 004 01"]


def test_people_are_known_by_email_or_hsa_id_and_nothing_else() -> None:
    people = tuple(
        replace(p, email="Anna.Asp@region.example", hsa_id="SE2321009999-A1")
        if p.id == "anna-a"
        else p
        for p in REGION.people
    )
    snapshot = snapshot_of(replace(REGION, people=people))
    found = [
        snapshot.person_signed_in_as(k) for k in ("anna.asp@region.EXAMPLE ", "se2321009999-a1")
    ]
    assert [person.id for person in found if person] == ["anna-a", "anna-a"]
    assert snapshot.person_signed_in_as("") is None
    assert snapshot.person_signed_in_as("anna-a") is None


def test_a_roster_that_has_run_out_is_a_gap_and_not_no_roster() -> None:
    line = Line("medicin", Role.CONSULTING_PHYSICIAN)
    worked = shift("2026-03-02 08:00", 9, of=line.service, role=line.role)
    rostered = snapshot_of(small_region(shifts=(worked,)))
    later = rostered.with_shifts((), Hours(WINDOW.end, WINDOW.end + timedelta(days=30)))
    assert later.rosters.duties(line, WINDOW.end + timedelta(days=10)) == []
    assert SNAPSHOT.rosters.duties(line, YEAR_START) is None


def test_words_added_in_chat_are_known_and_the_same_words_are_not_read_anew() -> None:
    alias = Alias.of("pumpis", "kardiologi")
    taught = SNAPSHOT.with_parts(held(alias))
    assert taught.names.subject("pumpis").claimed
    assert not SNAPSHOT.names.subject("pumpis").claimed
    assert taught.with_parts(held(alias, override())).names is taught.names
    assert not taught.with_parts(held()).names.subject("pumpis").claimed


def test_a_service_is_titled_with_its_hospital_where_its_name_does_not_say_it() -> None:
    heart, medicine, *_ = REGION.services
    named = replace(medicine, name="Internmedicin, Granviks lasarett")
    snapshot = snapshot_of(replace(REGION, services=(heart, named)))
    assert snapshot.title("kardiologi") == "Kardiologi Granvik · Granviks lasarett"
    assert snapshot.title("medicin") == "Internmedicin, Granviks lasarett"
    assert snapshot.title("gone") == "gone"
