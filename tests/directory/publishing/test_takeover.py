"""A source takes over from the later of today and its first coming shift."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.publishing.plan import RosterAnswers, plan
from directory.publishing.publication import Publication
from directory.rosters.reach import Reach
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterSource, joined, sourced_lines
from directory.sources.rosters.reading import RosterReading, RosterRow
from directory.walltime.days import local
from tests.builders import at

NOW = at("2026-11-24 13:05")
HOUR = timedelta(hours=1)
BY_FILE = RosterSource(id="k", service="kardiologi", address="x", roles=frozenset())
BY_ADDRESS = RosterSource(
    id="k", service="kardiologi", address="x", roles=frozenset(), every_minutes=15
)


def shift(start: str, end: str, who: str = "new") -> Shift:
    return Shift("kardiologi", Role.SENIOR_ON_CALL, who, at(start), at(end))


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


def published(
    *shifts: Shift,
    source: RosterSource = BY_FILE,
    stored: tuple[Shift, ...] = (),
    for_good: bool = False,
) -> Publication | None:
    days = [local(one.start).date() for one in shifts]
    reading = RosterReading(rows=tuple(map(row, shifts)), first=min(days), last=max(days))
    period = None
    if source.every_minutes:
        period = local(NOW).date() - timedelta(days=1), local(NOW).date() + timedelta(days=366)
    answers = RosterAnswers(names={}, replaces_all=for_good)
    return plan(reading, source, stored, answers, now=NOW, period=period).publication


PAST = shift("2026-11-03 16:00", "2026-11-04 07:30")
YESTERDAY = shift("2026-11-23 07:30", "2026-11-23 16:00")
TODAY = shift("2026-11-24 07:30", "2026-11-24 16:00")
SINCE_YESTERDAY = shift("2026-11-23 16:00", "2026-11-24 16:00")
COMING = shift("2026-12-07 16:00", "2026-12-08 07:30")


@pytest.mark.parametrize("source", [BY_FILE, BY_ADDRESS])
@pytest.mark.parametrize(
    ("shifts", "since"),
    [
        ((COMING,), "2026-12-07 16:00"),
        ((PAST, COMING), "2026-12-07 16:00"),
        ((PAST, YESTERDAY, COMING), "2026-12-07 16:00"),
        ((YESTERDAY, TODAY), "2026-11-24 07:30"),
        ((SINCE_YESTERDAY, COMING), "2026-11-24 00:00"),
    ],
)
def test_from_when_it_speaks(source: RosterSource, shifts: tuple[Shift, ...], since: str) -> None:
    for for_good in (False, True):
        publication = published(*shifts, source=source, for_good=for_good)
        assert publication is not None
        assert [reach.start for reach in publication.source.reaches] == [at(since)]


def test_a_past_row_does_not_empty_what_the_source_has_said_before() -> None:
    present = shift("2026-11-24 16:00", "2026-11-25 07:30", "old")
    before = published(present, shift("2026-11-25 16:00", "2026-11-26 07:30", "old"))
    assert before is not None
    again = published(PAST, COMING, source=before.source, stored=before.shifts)
    assert again is not None
    assert again.difference(before.shifts) == (frozenset(), frozenset({COMING}))


def test_what_is_over_is_corrected_only_where_the_source_spoke_then() -> None:
    first = published(YESTERDAY, COMING)
    assert first is not None
    assert first.shifts == (COMING,)
    spoke = replace(
        BY_FILE,
        roles=frozenset({Role.SENIOR_ON_CALL}),
        reaches=(Reach(Role.SENIOR_ON_CALL, at("2026-11-01 00:00"), NOW, NOW),),
    )
    corrected = published(PAST, source=spoke)
    assert corrected is not None
    assert (corrected.shifts, corrected.source.reaches) == ((PAST,), spoke.reaches)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-700, 700), st.sampled_from((8, 16, 24, 63))), min_size=1, max_size=8
    ),
    st.booleans(),
    st.booleans(),
)
def test_until_its_first_coming_shift_everybody_has_what_they_had(
    times: list[tuple[int, int]], by_address: bool, for_good: bool
) -> None:
    """The region's own roster has somebody in every hour."""
    begin = NOW.replace(minute=0)
    file = [
        Shift(
            "kardiologi",
            Role.SENIOR_ON_CALL,
            "new",
            begin + start * HOUR,
            begin + (start + length) * HOUR,
        )
        for start, length in times
    ]
    source = BY_ADDRESS if by_address else BY_FILE
    publication = published(*file, source=source, for_good=for_good)
    own = tuple(
        Shift(
            "kardiologi",
            Role.SENIOR_ON_CALL,
            f"own {day}",
            begin + day * 24 * HOUR,
            begin + (day + 1) * 24 * HOUR,
        )
        for day in range(-40, 40)
    )
    if publication is None:
        return
    after = joined(own, publication.shifts, sourced_lines([publication.source]))
    coming = [one.start for one in file if one.end > NOW]
    midnight = at(f"{local(NOW):%Y-%m-%d} 00:00")
    takes_over = max(midnight, min(coming, default=NOW + 700 * HOUR))
    for moment in [NOW + hour * HOUR for hour in range(-800, 700, 5)]:
        names = {one.person for one in after if one.covers(moment)}
        if moment < takes_over:
            assert names <= {one.person for one in own if one.covers(moment)} | {"new"}
            assert names - {"new"} == {one.person for one in own if one.covers(moment)}
