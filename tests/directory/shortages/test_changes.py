"""What has changed between two files, in rows and in packs; which file may be put in force."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.shortages.difference import GONE_KEPT, RowNews, carried_on, difference
from directory.shortages.feed import ShortageFeed
from directory.shortages.judging import judged
from directory.shortages.pack_changes import PackChange, as_one, pack_changes
from directory.shortages.row import ShortageFile, ShortageRow
from directory.shortages.state import PackState, situations
from tests.shortages import CREATED, a_row, of_product, real_reading

TODAY, TOMORROW = date(2026, 8, 20), date(2026, 8, 21)
AT = datetime(2026, 8, 21, 0, 30, tzinfo=UTC)
HORSE = of_product("Hästmedlet vet. 1 mg/ml", "QN05CM90", "detomidinhydroklorid", npl="1")
USUAL = a_row("2026-08-01", "2026-09-01")


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        (None, USUAL, "new"),
        (USUAL, None, "dropped"),
        (USUAL, a_row("2026-08-01", "2026-09-01", "2026-08-20"), "resolved"),
        (USUAL, a_row("2026-08-01", "2026-09-11", "2026-08-20"), "resolved"),
        (a_row("2026-08-01", "", "2026-08-10"), a_row("2026-08-01"), "reopened"),
        (USUAL, a_row("2026-08-01", "2026-09-11"), "forecast_changed"),
        (USUAL, a_row("2026-08-01"), "forecast_changed"),
        (USUAL, a_row("2026-08-02", "2026-09-01"), "start_changed"),
        (USUAL, a_row("2026-08-01", "2026-09-01", ceases=True), "rewritten"),
        (USUAL, a_row("2026-08-01", "2026-09-01", information="Ny text."), "rewritten"),
        (USUAL, a_row("2026-08-01", "2026-09-01", updated=TODAY), "touched"),
    ],
)
def test_what_has_happened_to_a_row(
    before: ShortageRow | None, after: ShortageRow | None, news: str
) -> None:
    old, new = ([row] if row else [] for row in (before, after))
    found = difference(old, new)
    assert [step.news for step in found.steps] == [news]
    assert found.keys(RowNews(news)) == [USUAL.key]
    assert bool(found.told) == (news != "touched")
    assert difference(new, new).steps == ()


def test_two_notifications_of_one_pack_are_two_rows() -> None:
    found = difference([USUAL], [USUAL, a_row("2026-08-01", shortage="a-2", ceases=True)])
    assert found.keys(RowNews.NEW) == [("a-2", USUAL.pack.npl_pack_id)]


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [(20, 21, (16, 9, 7, 12)), (21, 22, (13, 15, 11, 6))],
)
def test_the_rows_of_real_days(old: int, new: int, counts: tuple[int, ...]) -> None:
    before, after = (real_reading(day).rows for day in (old, new))
    found = difference(before, after)
    named = [RowNews.NEW, RowNews.RESOLVED, RowNews.FORECAST_CHANGED, RowNews.DROPPED]
    assert tuple(len(found.keys(news)) for news in named) == counts
    gone = [step.row for step in found.steps if step.news is RowNews.DROPPED]
    assert all(row.interval.actual_end for row in gone)
    touched = found.keys(RowNews.TOUCHED)
    assert len(touched) == {20: 39, 21: 16}[old]
    day = date(2026, 8, new)
    known = carried_on(before, after, day)
    changes = pack_changes(situations(before, date(2026, 8, old)), situations(known, day), AT)
    silent = {pack for _, pack in touched} - {step.row.pack.npl_pack_id for step in found.told}
    by_date = {c.npl_pack_id for c in changes if c.before and c.before.begun is not c.after.begun}
    late = {c.npl_pack_id for c in changes if c.after.state is PackState.FORECAST_PASSED}
    assert {c.npl_pack_id for c in changes} & silent <= by_date | late
    assert not {c.npl_pack_id for c in changes} & {row.pack.npl_pack_id for row in gone}


def test_a_row_that_is_gone_counts_for_half_a_year() -> None:
    left = carried_on([USUAL], [], TODAY)
    assert [row.gone for row in left] == [TODAY]
    assert carried_on(left, [], TODAY + GONE_KEPT) == left
    assert carried_on(left, [], TODAY + GONE_KEPT + timedelta(days=1)) == ()
    assert carried_on(left, [USUAL], TOMORROW) == (USUAL,)


# -- packs ----------------------------------------------------------------------------------


def changes(
    before: Sequence[ShortageRow], after: Sequence[ShortageRow], day: date = TOMORROW
) -> list[PackChange]:
    return list(pack_changes(situations(before, TODAY), situations(after, day), AT))


def test_coming_becomes_now_by_the_date_alone() -> None:
    rows = [a_row("2026-08-21")]
    [change] = changes(rows, rows)
    assert change.before is not None
    assert (change.before.state, change.after.state) == (PackState.COMING, PackState.NOW)
    assert not change.is_of_dates_alone
    assert changes(rows, rows, TODAY) == []


def test_what_ceases_is_told_of_when_it_is_short_and_when_it_has_ceased() -> None:
    planned = a_row("2026-08-21", ceases=True)
    [begun] = changes([planned], [planned])
    assert (begun.after.state, begun.after.begun) == (PackState.CEASES, True)
    later = a_row("2027-01-01", ceases=True)
    [short] = changes([later], [later, a_row("2026-08-20", "2026-09-01", shortage="a-2")])
    assert (short.after.beside, short.after.forecast) == (PackState.NOW, date(2026, 9, 1))


def test_a_second_notification_of_what_is_out_already_is_no_news() -> None:
    again = a_row("2026-08-05", "2026-09-01", shortage="a-2")
    assert changes([USUAL], [USUAL, again]) == []


def test_a_forecast_that_moves_is_told_with_how_far() -> None:
    [later] = changes([USUAL], [a_row("2026-08-01", "2026-09-15")])
    assert (later.is_of_dates_alone, later.forecast_moved) == (True, timedelta(days=14))
    [lost] = changes([USUAL], [a_row("2026-08-01")])
    assert (lost.is_of_dates_alone, lost.forecast_moved) == (True, None)


def test_animals_and_packs_that_were_not_known_and_are_not_short_are_left_out() -> None:
    assert (
        changes([], [a_row(product=HORSE), a_row("2026-08-01", "", "2026-08-02", pack="2")]) == []
    )


def test_several_looks_are_told_as_one() -> None:
    back, out = [a_row("2026-08-01", "2026-09-01", "2026-08-20")], [USUAL]
    first, second = changes(out, back), changes(back, out)
    later = [replace(change, at=AT + timedelta(days=1)) for change in second]
    assert as_one([*later, *first]) == ()
    [whole] = as_one(first)
    assert whole == first[0]


# -- which file may take the place of the last ----------------------------------------------

MANY = [a_row(pack=str(number), forecast="2026-09-01") for number in range(10)]
LAST = CREATED - timedelta(days=1)


def _file(rows: Sequence[ShortageRow], created: datetime = CREATED) -> ShortageFile:
    return ShortageFile(created, tuple(rows))


def _moved(count: int) -> list[ShortageRow]:
    return [
        a_row(pack=str(n), forecast="2026-10-01" if n < count else "2026-09-01") for n in range(10)
    ]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (_file(MANY[:5]), "fler än 40 procent"),
        (_file(MANY[:4]), "färre än hälften av de 10"),
        (_file(MANY[:6]), ""),
        (_file(_moved(4)), ""),
        (_file(_moved(5)), "5 av 10 rader är ändrade"),
        (_file([]), "inga rader"),
        (_file(MANY, LAST - timedelta(seconds=1)), "äldre än den som gäller"),
        (_file(MANY, CREATED + timedelta(days=1)), "inte har varit än"),
    ],
)
def test_rather_yesterdays_file_than_a_wrong_one(file: ShortageFile, says: str) -> None:
    judgement = judged(file, LAST, MANY, CREATED + timedelta(minutes=5))
    assert bool(judgement.refusals) == bool(says)
    assert says in " ".join(judgement.refusals)
    known = judged(file, LAST, MANY, CREATED + timedelta(minutes=5), looked_at=True)
    assert bool(known.refusals) == (bool(says) and not judgement.may_be_right)


def test_the_first_file_has_nothing_to_be_held_against_but_must_have_rows() -> None:
    assert judged(_file(MANY), None, [], CREATED).refusals == ()
    assert judged(_file([]), None, [], CREATED).refusals != ()


def test_the_same_file_again_is_nothing_new() -> None:
    assert judged(_file(MANY), CREATED, MANY, CREATED).is_same
    assert not judged(_file(MANY), LAST, MANY, CREATED).is_same
    touched = [
        a_row(pack=row.pack.npl_pack_id, forecast="2026-09-01", updated=TODAY) for row in MANY
    ]
    judgement = judged(_file(touched), LAST, MANY, CREATED)
    assert (judgement.refusals, judgement.is_same) == ((), False)


def test_the_real_days_follow_each_other() -> None:
    files = [real_reading(day).file for day in (20, 21, 22)]
    for last, file in pairwise(files):
        assert last is not None
        assert file is not None
        assert judged(file, last.created, last.rows, file.created).refusals == ()
        assert judged(last, file.created, file.rows, file.created).refusals != ()


# -- how long a file is good for --------------------------------------------------------------


def test_without_a_good_file_for_two_days_it_is_stale() -> None:
    feed = ShortageFeed(created=CREATED)
    assert not feed.is_stale(CREATED + timedelta(days=2))
    assert feed.is_stale(CREATED + timedelta(days=2, seconds=1))
    assert ShortageFeed().is_stale(CREATED)
    assert feed.found_unchanged(CREATED + timedelta(days=3)).is_stale(CREATED + timedelta(days=3))


@given(st.integers(1, 200))
def test_after_a_failure_it_is_looked_for_sooner_and_then_seldom(times: int) -> None:
    feed = ShortageFeed(created=CREATED)
    for _ in range(times):
        feed = feed.failed("Adressen svarade 406.", CREATED)
    minutes = [5, 10, 20, 40][times - 1] if times < 5 else 60
    assert feed.is_due(CREATED + timedelta(minutes=minutes))
    assert not feed.is_due(CREATED + timedelta(minutes=minutes - 1))
    assert feed.created == CREATED
    assert feed.found_unchanged(CREATED).failures == 0
