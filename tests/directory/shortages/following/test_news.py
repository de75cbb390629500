"""What of a pack is worth telling, given what was last told of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from directory.shortages.following.news import NewsKind, PackTold, pack_news
from directory.shortages.pack_changes import PackMoment, moment_of
from directory.shortages.row import ShortageRow
from directory.shortages.state import PackSituation, situation
from tests.shortages import a_row

DAY = date(2026, 9, 1)
OUT = a_row("2026-08-01", "2026-10-01")
BACK = a_row("2026-08-01", "2026-08-30", "2026-08-30")
GONE = replace(OUT, gone=date(2026, 8, 25))
COMING = a_row("2026-11-01", "2026-12-24")
CEASES = a_row("2026-12-01", ceases=True, shortage="c")
CEASED = a_row("2026-08-15", ceases=True, shortage="c")
PASSED = a_row("2026-08-01", "2026-08-20")
NOTHING: Sequence[ShortageRow] = ()


def at(row: ShortageRow | Sequence[ShortageRow], day: date = DAY) -> PackSituation:
    return situation([row] if isinstance(row, ShortageRow) else row, day)


def told(row: ShortageRow | Sequence[ShortageRow], day: date = DAY) -> PackTold:
    known: PackMoment | None = moment_of(at(row, day)) if row else None
    return PackTold(known, day)


def starts(start: str, forecast: str = "2026-12-24") -> ShortageRow:
    return a_row(start, forecast)


def until(forecast: str) -> ShortageRow:
    return a_row("2026-08-01", forecast)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (NOTHING, OUT, NewsKind.OUT),
        (NOTHING, COMING, NewsKind.COMING),
        (NOTHING, starts("2026-09-22"), NewsKind.SOON),
        (NOTHING, starts("2026-09-23"), NewsKind.COMING),
        (NOTHING, CEASES, NewsKind.CEASES),
        (NOTHING, PASSED, NewsKind.OUT),
        (NOTHING, BACK, None),
        (NOTHING, GONE, None),
        (OUT, OUT, None),
        (OUT, replace(OUT, updated=DAY, information="nytt"), None),
        (OUT, BACK, NewsKind.BACK),
        (OUT, GONE, NewsKind.UNLISTED),
        (OUT, [BACK, a_row("2026-08-30", "2026-10-01", shortage="b")], None),
        (OUT, [OUT, CEASES], NewsKind.CEASES),
        (CEASES, CEASED, NewsKind.CEASES),
        (CEASES, a_row("2026-12-01", "", "2026-08-30", ceases=True, shortage="c"), NewsKind.BACK),
        (BACK, OUT, NewsKind.OUT),
        (COMING, OUT, NewsKind.OUT),
        (OUT, PASSED, NewsKind.PASSED),
        (PASSED, PASSED, None),
        (PASSED, until("2026-09-02"), None),
        (PASSED, until("2026-09-03"), NewsKind.MOVED),
        (OUT, until("2026-10-14"), None),
        (OUT, until("2026-10-15"), NewsKind.MOVED),
        (OUT, until("2026-09-18"), None),
        (OUT, until("2026-09-17"), NewsKind.MOVED),
        (OUT, until(""), NewsKind.MOVED),
        (until(""), OUT, NewsKind.MOVED),
        (COMING, starts("2026-11-14"), None),
        (COMING, starts("2026-11-15"), NewsKind.START_MOVED),
        (COMING, starts("2026-09-20"), NewsKind.SOON),
        (a_row("2026-07-01", "2026-10-01"), OUT, None),
    ],
)
def test_what_is_told(
    before: ShortageRow | Sequence[ShortageRow],
    after: ShortageRow | Sequence[ShortageRow],
    kind: NewsKind | None,
) -> None:
    news = pack_news(told(before), at(after))
    assert (news.kind if news else None) is kind


def test_what_begins_soon_is_told_once_for_the_day_on_which_it_was_said_to_begin() -> None:
    eve, three_weeks = date(2026, 10, 10), date(2026, 10, 11)
    early = told(COMING)
    assert pack_news(early, at(COMING, eve)) is None
    news = pack_news(early, at(COMING, three_weeks))
    assert news and news.kind is NewsKind.SOON
    warned = told(COMING, three_weeks)
    assert pack_news(warned, at(COMING, date(2026, 10, 31))) is None
    begun = pack_news(warned, at(COMING, date(2026, 11, 1)))
    assert begun and begun.kind is NewsKind.OUT


def test_what_ceases_soon_is_told_beforehand_and_never_shown_as_a_return() -> None:
    news = pack_news(told(CEASES), at(CEASES, date(2026, 11, 10)))
    assert news and news.kind is NewsKind.SOON
    both = [CEASES, PASSED]
    passed = pack_news(told([CEASES, OUT]), at(both))
    assert passed and passed.kind is NewsKind.PASSED
