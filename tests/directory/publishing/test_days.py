"""A roster changes nothing outside its own days, whatever is published over whatever."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.publishing.plan import RosterAnswers, plan
from directory.rosters.reach import Reach, left_by, united
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterSource, joined, sourced_lines
from directory.sources.rosters.reading import RosterReading, RosterRow
from directory.walltime.days import local
from directory.walltime.hours import Hours
from tests.builders import at

NOW = at("2026-11-24 13:05")
HOUR = timedelta(hours=1)
ROLES = (Role.SENIOR_ON_CALL, Role.PRIMARY_ON_CALL)
Fixed = tuple[int, int, Role, str]


def shifts_of(who: str) -> st.SearchStrategy[list[Fixed]]:
    """Shifts of up to a week, at whole hours of six weeks."""
    one = st.tuples(
        st.integers(1, 1000),
        st.sampled_from((7, 8, 16, 24, 63, 168)),
        st.sampled_from(ROLES),
        st.just(who),
    )
    return st.lists(one, max_size=8, unique=True)


def shift(fixed: Fixed) -> Shift:
    start, length, role, who = fixed
    begins = NOW.replace(minute=0) + start * HOUR
    return Shift("kardiologi", role, who, begins, begins + length * HOUR)


def row(one: Shift) -> RosterRow:
    return RosterRow(
        place="rad",
        summary="",
        start=one.start,
        end=one.end,
        role=one.role,
        written="",
        person=one.person,
        is_gap=False,
        problem="",
        unknown_person=False,
    )


def reading(shifts: list[Shift]) -> RosterReading:
    days = [local(one.start).date() for one in shifts]
    return RosterReading(
        rows=tuple(map(row, shifts)), first=min(days, default=None), last=max(days, default=None)
    )


def on_duty(shifts: tuple[Shift, ...], role: Role, moment: datetime) -> set[object]:
    return {one.person for one in shifts if one.role is role and one.covers(moment)}


@settings(max_examples=60, deadline=None)
@given(own=shifts_of("own"), first=shifts_of("first"), second=shifts_of("second"))
def test_outside_the_days_of_the_file_everybody_has_what_they_had(
    own: list[Fixed], first: list[Fixed], second: list[Fixed]
) -> None:
    region = tuple(map(shift, own))
    source = RosterSource(id="k", service="kardiologi", address="x", roles=frozenset())
    stored: tuple[Shift, ...] = ()
    for file in (list(map(shift, first)), list(map(shift, second))):
        before = joined(region, stored, sourced_lines([source]))
        answers = RosterAnswers(names={})
        publication = plan(reading(file), source, stored, answers, now=NOW).publication
        if publication is None:
            assert file == []
            continue
        removed, added = publication.difference(stored)
        earlier = stored
        stored = (*(one for one in stored if one not in removed), *added)
        source = publication.source
        after = joined(region, stored, sourced_lines([source]))
        for role in ROLES:
            spoken = [one for one in file if one.role is role]
            for moment in [NOW + hours * HOUR for hours in range(0, 1200, 3)]:
                new = on_duty(tuple(spoken), role, moment)
                if spoken and days_of(spoken).covers(moment):
                    if moment >= min(one.start for one in spoken):
                        assert on_duty(after, role, moment) - {"first"} == new - {"first"}
                        assert new <= on_duty(after, role, moment)
                elif not new:
                    was, is_ = (on_duty(side, role, moment) for side in (before, after))
                    nights = on_duty(tuple(nights_of(spoken, earlier)), role, moment)
                    assert is_ in (was, was - nights) or (is_ and is_ == was - {"own"})


def nights_of(spoken: list[Shift], earlier: tuple[Shift, ...]) -> Iterator[Shift]:
    """The source's shifts that belong to its days, the night after the last day among them."""
    days = days_of(spoken) if spoken else None
    for one in earlier:
        if days and days.covers(one.start) and one.end <= days.end + 24 * HOUR:
            yield one


def test_a_night_that_is_taken_out_leaves_nothing_after_midnight() -> None:
    """The days are named; the night that began on the last of them is not in the file again."""
    nights = [shift((hours, 16, Role.SENIOR_ON_CALL, "first")) for hours in (51, 75, 99)]
    source = RosterSource(id="k", service="kardiologi", address="x", roles=frozenset())
    answers = RosterAnswers(names={})
    first = plan(reading(nights), source, (), answers, now=NOW).publication
    assert first is not None
    period = (local(nights[0].start).date(), local(nights[-1].start).date())
    rest = reading(nights[:-1])
    again = plan(rest, first.source, tuple(nights), answers, now=NOW, period=period)
    second = again.publication
    assert second is not None
    assert second.difference(tuple(nights)) == (frozenset({nights[-1]}), frozenset())


def days_of(shifts: list[Shift]) -> Hours:
    first, last = (pick(local(one.start) for one in shifts) for pick in (min, max))
    begin, end = (day.replace(hour=0, minute=0) for day in (first, last + timedelta(days=1)))
    return Hours(begin, end)


REACHES = st.lists(
    st.builds(
        lambda start, length: Reach(
            Role.SENIOR_ON_CALL,
            NOW + start * HOUR,
            NOW + (start + length) * HOUR,
            NOW + (start + length + 7) * HOUR,
        ),
        st.integers(0, 300),
        st.integers(1, 100),
    ),
    max_size=6,
)


@given(reaches=REACHES, fixed=shifts_of("own"))
def test_reaches_that_are_joined_leave_no_more_than_they_left_apart(
    reaches: list[Reach], fixed: list[Fixed]
) -> None:
    for one in map(shift, fixed):
        apart = left_by(reaches, one)
        for part in left_by(united(reaches), one):
            assert any(whole.start <= part.start and part.end <= whole.end for whole in apart)
