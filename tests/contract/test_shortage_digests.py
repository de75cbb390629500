"""What those who follow medicines have been told, on every store: one digest a day."""

import asyncio
from datetime import date, timedelta

from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.shortages.following.news import PackTold
from directory.shortages.following.port import DigestHour, ShortageDigest
from directory.shortages.following.told import ShortageTold
from directory.shortages.pack_changes import PackMoment
from directory.shortages.state import PackState
from tests.contract.conftest import NOW, Store

DAY = date(2026, 8, 20)
MOMENT = PackMoment(state=PackState.CEASES, beside=PackState.NOW, begun=True, since=DAY, forecast=None)  # fmt: skip
TOLD = ShortageTold(
    follower="anna-a", day=DAY, until=NOW, advised=NOW, untold={"1": PackTold(MOMENT, DAY), "2": PackTold(None, DAY)}
)  # fmt: skip


def digest(follower: str, days: int = 0, title: str = "t", **more: object) -> ShortageDigest:
    day = DAY + timedelta(days=days)
    letter = Letter(topic=Topic("restnoteringar"), title=title)
    delivery = Delivery(key=f"{follower}|{day}|{title}", recipient=follower, letter=letter, made=NOW, due=NOW)  # fmt: skip
    return ShortageDigest(ShortageTold(follower=follower, day=day, until=NOW), delivery)


async def test_what_has_been_told_is_kept_whole(store: Store) -> None:
    assert await store.other.load_shortage_told(["anna-a"]) == ()
    whole = ShortageDigest(TOLD, digest("anna-a").delivery)
    other = digest("bo-b")
    assert await store.repository.put_shortage_digests([other, whole]) == 2
    assert await store.other.load_shortage_told(["bo-b", "anna-a", "x"]) == (TOLD, other.told)
    assert await store.other.load_shortage_told(["anna-a"]) == (TOLD,)
    assert await store.other.load_shortage_told([]) == ()


async def test_one_digest_a_day_whoever_puts_it(store: Store) -> None:
    first, second = digest("anna-a"), digest("anna-a", title="igen")
    assert await store.repository.put_shortage_digests([first]) == 1
    assert await store.other.put_shortage_digests([second, digest("bo-b")]) == 1
    assert await store.other.put_shortage_digests([digest("anna-a", -1)]) == 0
    assert await store.repository.load_shortage_told(["anna-a"]) == (first.told,)
    later = digest("anna-a", 1)
    assert await store.repository.put_shortage_digests([later]) == 1
    assert await store.other.load_shortage_told(["anna-a"]) == (later.told,)


async def test_two_at_once_put_each_digest_once(store: Store) -> None:
    some = [digest(f"person-{number}") for number in range(20)]
    others = [digest(f"person-{number}", title="igen") for number in reversed(range(20))]
    put = await asyncio.gather(
        store.repository.put_shortage_digests(some), store.other.put_shortage_digests(others)
    )
    assert sum(put) == 20


async def test_the_latest_hour_that_has_been_looked_at(store: Store) -> None:
    assert await store.repository.load_digest_hour() is None
    for day, hour in ((DAY, 7), (DAY, 6), (DAY - timedelta(days=1), 23)):
        await store.repository.note_digest_hour(DigestHour(day, hour))
        assert await store.other.load_digest_hour() == DigestHour(DAY, 7)
    for looked in (DigestHour(DAY, 8), DigestHour(DAY + timedelta(days=1), 0)):
        await store.repository.note_digest_hour(looked)
        assert await store.other.load_digest_hour() == looked
