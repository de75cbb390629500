"""What stands in each table of the overview of a list."""

from dataclasses import replace
from datetime import date, timedelta

from directory.shortages.overview import ShortageOverview, overview
from directory.shortages.pack_changes import PackChange, pack_changes
from directory.shortages.row import ShortageRow
from directory.shortages.state import situations
from tests.shortages import CREATED, ESTRADIOL, a_row, of_product

TODAY = date(2026, 8, 20)
OTHER = of_product("Droppet 1 mg/ml Koncentrat", "C01CA03", "noradrenalin", npl="4")
ROWS = (
    a_row("2026-08-01", pack="nu", shortage="1"),
    a_row("2026-06-01", "2026-08-10", pack="passerad", shortage="2"),
    a_row("2026-09-10", "2026-10-01", pack="om tre veckor", shortage="3"),
    a_row("2026-09-11", "2026-10-01", pack="senare", shortage="4"),
    a_row("2027-01-01", pack="upphör senare", shortage="5", ceases=True),
    a_row("2027-01-01", pack="upphör, slut", shortage="6", ceases=True),
    a_row("2026-08-05", "2026-08-19", pack="upphör, slut", shortage="7"),
    a_row("2026-09-01", pack="upphör snart", shortage="8", ceases=True),
    a_row("2027-01-01", pack="upphör, slut snart", shortage="9", ceases=True),
    a_row("2026-08-25", pack="upphör, slut snart", shortage="10"),
    a_row("2026-05-01", ended="2026-08-15", pack="åter", shortage="11"),
    a_row("2026-08-01", pack="annat", shortage="12", product=OTHER),
)


def seen(rows: tuple[ShortageRow, ...] = ROWS, *changes: PackChange) -> ShortageOverview:
    return overview(situations(rows, TODAY), changes, lambda one: one == ESTRADIOL, TODAY)


def test_each_pack_stands_where_it_belongs() -> None:
    found = seen()
    tables = {
        "out": [one.pack.npl_pack_id for one in found.out],
        "soon": [one.pack.npl_pack_id for one in found.soon],
        "passed": [one.pack.npl_pack_id for one in found.passed],
        "ceasing": [one.pack.pack.npl_pack_id for one in found.ceasing],
    }
    assert tables == {
        "out": ["nu", "passerad", "upphör, slut"],
        "soon": ["om tre veckor", "upphör snart", "upphör, slut snart"],
        "passed": ["passerad", "upphör, slut"],
        "ceasing": ["upphör senare", "upphör snart", "upphör, slut", "upphör, slut snart"],
    }


def test_what_begins_soon_says_since_when_it_is_meant() -> None:
    found = {one.pack.npl_pack_id: (one.state.value, one.since) for one in seen().soon}
    assert found["upphör snart"] == ("upphör", date(2026, 9, 1))
    assert found["upphör, slut snart"] == ("kommande", date(2026, 8, 25))


def test_a_withdrawal_that_is_new_or_has_another_day_says_so() -> None:
    ceasing = tuple(row for row in ROWS if row.pack.npl_pack_id == "upphör senare")
    earlier = tuple(replace(row, interval=replace(row.interval, start=date(2026, 12, 1))) for row in ceasing)  # fmt: skip
    yesterday = TODAY - timedelta(days=1)
    now, then = situations(ceasing, TODAY), situations(earlier, yesterday)
    moved = pack_changes(then, now, CREATED)
    new = pack_changes({}, now, CREATED)
    [as_moved], [as_new], [as_ever] = (seen(ceasing, *of).ceasing for of in (moved, new, ()))
    assert (as_moved.is_moved, as_moved.moved_from, as_moved.is_new) == (True, date(2026, 12, 1), False)  # fmt: skip
    assert (as_new.is_new, as_new.is_moved) == (True, False)
    assert (as_ever.is_new, as_ever.is_moved) == (False, False)


def test_it_is_compared_with_how_it_was_before_all_changes() -> None:
    """Back and forth is no move."""
    ceasing = tuple(row for row in ROWS if row.pack.npl_pack_id == "upphör senare")
    other = tuple(replace(row, interval=replace(row.interval, start=date(2026, 12, 1))) for row in ceasing)  # fmt: skip
    now, then = situations(ceasing, TODAY), situations(other, TODAY)
    there = pack_changes(now, then, CREATED)
    back = pack_changes(then, now, CREATED + timedelta(days=1))
    [one] = seen(ceasing, *back, *there).ceasing
    assert not one.is_moved
