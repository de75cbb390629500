"""Shortages on every store: the rows that are known, what happened to them, and how the file is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.shortages.difference import RowNews
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import SHORTAGE_FEED
from directory.shortages.pack_changes import PackChange, PackMoment
from directory.shortages.port import FileInForce, RowEvent, ShortagePublication
from directory.shortages.row import ShortageInterval, ShortageRow
from directory.shortages.state import PackState
from directory.transaction import MovedError
from tests.builders import small_region
from tests.contract.conftest import NOW, Store
from tests.shortages import CREATED, a_row, of_product

FEED = ShortageFeed(
    source="https://lv.example/3.xml", created=CREATED.astimezone(UTC), read=NOW, day=date(2026, 8, 20), rows=2,
    etag='"1"', modified="igår", checked=NOW, problem="Adressen svarade 406.", failures=2, accepted=("ATC@level",), is_excerpt=True,
)  # fmt: skip
VALSARTAN = of_product("Två 5 mg/10 mg", "C09DA03", "hydroklortiazid", "valsartan", npl="2")
OUT = a_row(
    "2026-06-01",
    "2026-10-15",
    shortage="a",
    pack="1",
    cause="Ökad efterfrågan",
    updated=date(2026, 8, 10),
)
CEASING = a_row("", "", "2026-08-01", shortage="b", pack="1", ceases=True, gone=date(2026, 8, 20))
OTHER = a_row(shortage="Ö", pack="2", product=VALSARTAN, information="Se <1>.")
MOMENT = PackMoment(state=PackState.NOW, begun=True, since=date(2026, 6, 1), forecast=date(2026, 10, 15))  # fmt: skip


def change(hours: int, pack: str = "1", before: PackMoment | None = None) -> PackChange:
    at = NOW + timedelta(hours=hours)
    return PackChange(
        at=at, day=at.date(), npl_pack_id=pack, npl_id="n", atc="G03CA03", before=before, after=MOMENT
    )  # fmt: skip


async def publish(store: Store, *rows: ShortageRow, **more: Any) -> None:
    how = {key: more.pop(key) for key in ("deliveries", "expected") if key in more}
    publication = ShortagePublication(**{"feed": FEED, "written": rows, **more})
    await store.repository.publish_shortages(publication, actor="rest", now=NOW, **how)


async def test_rows_are_kept_whole_and_in_the_order_of_their_keys(store: Store) -> None:
    await publish(store, OTHER, CEASING, OUT)
    assert await store.other.load_shortage_rows() == (OUT, CEASING, OTHER)
    assert (await store.read(SHORTAGE_FEED)).present == FEED


async def test_before_the_first_file_there_is_none(store: Store) -> None:
    assert await store.other.load_shortage_rows() == ()
    feed = (await store.read(SHORTAGE_FEED)).present
    assert (feed, feed.is_stale(NOW), feed.is_due(NOW)) == (ShortageFeed(), True, True)


async def test_rows_by_code_product_and_pack(store: Store) -> None:
    await publish(store, OUT, CEASING, OTHER)
    load = store.other.load_shortages
    assert await load(atc=["C09DA03"]) == (OTHER,)
    assert await load(products=[OUT.product.npl_id]) == (OUT, CEASING)
    assert await load(packs=["1", "x"], atc=["C09DA03"]) == (OUT, CEASING, OTHER)
    assert await load() == ()


async def test_what_medicines_are_called(store: Store) -> None:
    await publish(store, OUT, CEASING, OTHER)
    valsartan, estradiol = await store.other.load_medicine_names()
    assert (valsartan.product, valsartan.packs) == (VALSARTAN, ("2",))
    assert (estradiol.product, estradiol.packs) == (OUT.product, ("1",))
    assert estradiol.article_numbers == ("004711",)


async def test_a_file_replaces_what_it_says_otherwise_and_removes_what_no_longer_counts(
    store: Store,
) -> None:
    await publish(store, OUT, CEASING)
    ended = replace(OUT, interval=ShortageInterval(actual_end=date(2026, 8, 20)))
    await publish(store, ended, OTHER, removed=(CEASING.key, ("x", "y")))
    assert await store.other.load_shortage_rows() == (ended, OTHER)


async def test_what_happened_is_kept(store: Store) -> None:
    before = ShortageInterval(start=date(2026, 8, 1), forecast_end=date(2026, 9, 1))
    events = [
        RowEvent(at=NOW, shortage_id="a", npl_pack_id="1", news=RowNews.FORECAST_CHANGED, before=before, after=OUT.interval),
        RowEvent(at=NOW, shortage_id="a", npl_pack_id="2", news=RowNews.NEW, before=None, after=OUT.interval),
        RowEvent(at=NOW - timedelta(days=1), shortage_id="b", npl_pack_id="1", news=RowNews.DROPPED, before=before, after=None),
    ]  # fmt: skip
    await publish(store, events=tuple(events))
    assert await store.other.load_row_events(["1"]) == (events[2], events[0])
    changes = [change(3), change(1, "9", MOMENT), change(1, "10"), change(2)]
    await publish(store, changes=tuple(changes))
    whole = (changes[2], changes[1], changes[3], changes[0])
    assert await store.other.load_pack_changes(NOW) == whole
    since, until = NOW + timedelta(hours=2), NOW + timedelta(hours=3)
    assert await store.other.load_pack_changes(since) == whole[2:]
    assert await store.other.load_pack_changes(since, until) == whole[2:3]


async def test_the_files_that_were_put_in_force(store: Store) -> None:
    files = [
        FileInForce(created=NOW - timedelta(days=days), read=NOW, source="a", rows=5, packs={PackState.NOW: 3, PackState.CEASES: 1})
        for days in (1, 2, 3)
    ]  # fmt: skip
    for file in files:
        await publish(store, file=file)
    again = replace(files[0], rows=6)
    await publish(store, file=again)
    assert await store.other.load_files_in_force(NOW - timedelta(days=2)) == (files[1], again)


async def test_it_moves_its_own_part_writes_its_letters_and_one_line_of_the_audit(
    store: Store,
) -> None:
    await store.repository.import_region(small_region(), actor="a", now=NOW)
    before = await store.other.revisions()
    assert before is not None
    letter = Delivery(key="k", recipient="bo-b", letter=Letter(topic=Topic("t"), title="t"), made=NOW, due=NOW)  # fmt: skip
    await publish(store, OUT, deliveries=[letter], expected=before)
    moved = {**before, SHORTAGE_FEED.name: before[SHORTAGE_FEED.name] + 1}
    assert await store.other.revisions() == moved
    with pytest.raises(MovedError):
        await publish(store, OTHER, expected=before)
    assert await store.other.load_shortage_rows() == (OUT,)
    [line] = [line for line in await store.audit() if line.entity == "ShortageFeed"]
    assert (line.action, line.actor, line.before) == ("added", "rest", None)
    await store.repository.note_shortage_feed(FEED.found_unchanged(NOW), expected=moved)
    assert (await store.read(SHORTAGE_FEED)).present.failures == 0
    with pytest.raises(MovedError):
        await store.repository.note_shortage_feed(FEED, expected=moved)
    assert len([line for line in await store.audit() if line.entity == "ShortageFeed"]) == 1


async def test_a_moment_with_seven_decimals_is_the_same_when_read_back(store: Store) -> None:
    created = datetime.fromisoformat("2026-08-20T10:22:10.6865886+02:00")
    await publish(store, feed=replace(FEED, created=created))
    assert (await store.read(SHORTAGE_FEED)).present.created == created
