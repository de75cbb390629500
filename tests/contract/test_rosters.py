"""Roster sources, and decisions that hold only for what they were made from, on every store."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.rosters.topics import ROSTER
from directory.calendars.address import Feed
from directory.catalogue.roles import Role
from directory.changes import Forget, Keep
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.parts import REGION
from directory.publishing.publication import Publication, Replacement
from directory.rosters.kept import OVERRIDES, ROSTER_AGES, ROSTER_SOURCES, RosterAge
from directory.rosters.override import Override
from directory.rosters.reach import Reach
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterName, RosterSource
from directory.staffing.confirmation import Confirmation
from directory.swaps.offer import Offer, OfferKind, OfferState
from directory.transaction import MovedError
from tests.builders import at, between, in_parts, override, shift, small_region
from tests.contract.conftest import NOW, Store

WINDOW = between("2026-11-01 00:00", "2027-01-01 00:00")
SENIOR = frozenset({Role.SENIOR_ON_CALL})


def publication(
    *shifts: Shift, source: str = "k-1", roles: frozenset[Role] = SENIOR
) -> Publication:
    known = RosterSource(
        id=source,
        service="kardiologi",
        address="jour.ics",
        roles=roles,
        read=NOW,
        checked=NOW,
        reaches=tuple(Reach(role, WINDOW.start) for role in sorted(roles)),
    )
    return Publication(source=known, replaced=replaced(roles), shifts=shifts)


def replaced(roles: frozenset[Role]) -> tuple[Replacement, ...]:
    return tuple(Replacement(role, WINDOW, WINDOW.start, WINDOW.end) for role in sorted(roles))


async def publish(store: Store, wanted: Publication, now: datetime = NOW, **how: Any) -> None:
    await store.repository.publish_roster(wanted, actor="web:karin-k", now=now, **how)


async def imported(store: Store) -> None:
    region = small_region(
        shifts=(
            shift("2026-11-24 16:00"),
            shift("2026-11-25 08:00", 8, role=Role.CONSULTING_PHYSICIAN),
        )
    )
    await store.repository.import_region(region, actor="test", now=NOW)


async def test_a_source_s_shifts_stand_in_the_place_of_the_region_s_in_its_roles(
    store: Store,
) -> None:
    await imported(store)
    mine = shift("2026-11-24 16:00", who="bo-b")
    await publish(store, publication(mine))
    loaded = await store.other.load_shifts(WINDOW, ["kardiologi"])
    assert set(loaded) == {mine, shift("2026-11-25 08:00", 8, role=Role.CONSULTING_PHYSICIAN)}
    assert await store.other.load_rostered(WINDOW) == (mine,)
    assert await store.other.load_rostered(WINDOW, "another") == ()


async def test_publishing_again_changes_what_differs_and_audits_that(store: Store) -> None:
    await imported(store)
    one, two, three = (shift(f"2026-11-{day} 16:00") for day in (24, 25, 26))
    await publish(store, publication(one, two))
    before = len(await store.audit())
    await publish(store, publication(two, three), NOW + timedelta(minutes=1))
    assert set(await store.other.load_rostered(WINDOW)) == {two, three}
    lines = [(line.entity, line.action) for line in (await store.audit())[before:]]
    assert sorted(lines) == [("RosterSource", "changed"), ("Shift", "added"), ("Shift", "removed")]


async def test_the_roles_that_a_publication_does_not_speak_of_stay(store: Store) -> None:
    await imported(store)
    both = frozenset({Role.SENIOR_ON_CALL, Role.PRIMARY_ON_CALL})
    senior, primary = (
        shift("2026-11-24 16:00"),
        shift("2026-11-24 16:00", role=Role.PRIMARY_ON_CALL),
    )
    await publish(store, publication(senior, primary, roles=both))
    known = replace(publication(roles=both), replaced=replaced(SENIOR))
    await publish(store, known, NOW + timedelta(minutes=1))
    assert await store.other.load_rostered(WINDOW) == (primary,)


async def test_a_publication_moves_the_region_and_says_when_it_was_read(store: Store) -> None:
    await imported(store)
    before = await store.other.revisions()
    await publish(store, publication(shift()))
    after = await store.other.revisions()
    assert before is not None
    assert after is not None
    moved = (REGION, ROSTER_SOURCES, ROSTER_AGES)
    assert after == {**before, **{part.name: before[part.name] + 1 for part in moved}}
    assert [one.id for one in await store.read(ROSTER_SOURCES)] == ["k-1"]
    assert RosterAge("kardiologi", NOW) in tuple(await store.read(ROSTER_AGES))


async def test_withdrawn_with_all_its_shifts(store: Store) -> None:
    await imported(store)
    await publish(store, publication(shift(who="bo-b")))
    await store.repository.withdraw_roster("k-1", actor="test", now=NOW)
    assert await store.other.load_rostered(WINDOW) == ()
    assert tuple(await store.read(ROSTER_SOURCES)) == ()
    lines = (await store.audit())[-2:]
    assert [(line.action, line.entity) for line in lines] == [
        ("removed", "Shift"),
        ("removed", "RosterSource"),
    ]


async def test_a_decision_made_from_an_older_picture_is_refused_whole(store: Store) -> None:
    await imported(store)
    seen = await store.repository.revisions()
    await store.other.apply([Keep(override("first"))], actor="a", now=NOW)
    letter = Delivery(
        key="k", recipient="bo-b", letter=Letter(topic=Topic("t"), title="t"), made=NOW, due=NOW
    )
    with pytest.raises(MovedError):
        await store.repository.apply(
            [Keep(override("second"))], actor="b", now=NOW, deliveries=[letter], expected=seen
        )
    with pytest.raises(MovedError):
        await publish(store, publication(shift()), expected=seen)
    assert [one.id for one in tuple(await store.read(OVERRIDES))] == ["first"]
    assert await store.other.load_rostered(WINDOW) == ()
    now_seen = await store.repository.revisions()
    await store.repository.apply([Keep(override("second"))], actor="b", now=NOW, expected=now_seen)


KEPT = [
    override(),
    Offer(id="o-1", kind=OfferKind.SWAP, service="kardiologi", role=Role.SENIOR_ON_CALL, person="anna-a",
          start=at("2026-11-27 16:00"), end=at("2026-11-28 08:00"), to=None, state=OfferState.OPEN, made=NOW, made_by="web:anna-a",
          return_role=Role.PRIMARY_ON_CALL, return_start=at("2026-11-29 16:00"), return_end=at("2026-11-30 08:00")),
    Confirmation(service="kardiologi", role=Role.SENIOR_ON_CALL, person="anna-a", start=at("2026-11-24 16:00"), at=NOW, by="web:anna-a"),
    Subscription(follower="anna-a", topic=ROSTER.topic, target="kardiologi", pace=Pace.DAILY, made=NOW, hour=15),
    RosterSource(id="s-1", service="kardiologi", address="https://x.example/a.ics", roles=SENIOR, role=Role.SENIOR_ON_CALL,
                 every_minutes=15, etag='"1"', modified="m", checked=NOW, read=NOW - timedelta(days=1), problem="p",
                 reaches=(Reach(Role.SENIOR_ON_CALL, NOW, NOW + timedelta(days=1), NOW + timedelta(days=2)), Reach(Role.SENIOR_ON_CALL, NOW + timedelta(days=9)))),
    RosterName(service="kardiologi", written="aa", person="anna-a"),
    Feed(id="f" * 64, service="kardiologi", person="", contacts=True, made=NOW, made_by="web:karin-k"),
]  # fmt: skip


@pytest.mark.parametrize("value", KEPT, ids=lambda value: type(value).__name__)
async def test_every_kind_is_kept_as_it_was_and_can_be_forgotten(
    store: Store, value: Override
) -> None:
    await store.repository.apply([Keep(value), Keep(value)], actor="a", now=NOW)
    assert in_parts(await store.other.load_parts(NOW)) == [value]
    await store.repository.apply(
        [Forget(type(value), value.id), Forget(type(value), "other")], actor="a", now=NOW
    )
    assert in_parts(await store.other.load_parts(NOW)) == []
    assert tuple(await store.read(OVERRIDES)) == ()
    assert [line.action for line in await store.audit()] == ["added", "changed", "removed"]


async def test_until_a_source_begins_the_region_s_own_shifts_are_loaded_and_cut_there(
    store: Store,
) -> None:
    early, across = shift("2026-11-20 16:00"), shift("2026-11-24 16:00")
    await store.repository.import_region(
        small_region(shifts=(early, across, shift("2026-11-26 16:00"))), actor="t", now=NOW
    )
    mine = shift("2026-11-24 20:00", 4, who="bo-b")
    since = replace(publication(mine).source, reaches=(Reach(Role.SENIOR_ON_CALL, mine.start),))
    await publish(store, replace(publication(mine), source=since))
    loaded = await store.other.load_shifts(WINDOW, ["kardiologi"])
    assert set(loaded) == {early, replace(across, end=mine.start), mine}


async def test_an_undone_publication_leaves_everything_as_it_was(store: Store) -> None:
    await imported(store)
    one, two, three = (shift(f"2026-11-{day} 16:00") for day in (24, 25, 26))
    named = (RosterName(service="kardiologi", written="aa", person="anna-a"),)
    await publish(store, replace(publication(one, two), names=named))
    before = await everything(store)
    later = NOW + timedelta(minutes=5)
    taught = (
        RosterName(service="kardiologi", written="aa", person="bo-b"),
        RosterName(service="kardiologi", written="bb", person="bo-b"),
    )
    second = publication(two, three, shift("2026-12-01 16:00", who="bo-b"))
    second = replace(second, names=taught, source=replace(second.source, read=later))
    await store.repository.publish_roster(second, actor="web:karin-k", now=later)
    assert await everything(store) != before
    latest, first = await store.other.published(NOW - timedelta(days=1))
    assert (latest.by, latest.address) == ("web:karin-k", "jour.ics")
    with pytest.raises(MovedError):
        await store.repository.undo_publication(first, actor="web:karin-k", now=later)
    await store.repository.undo_publication(latest, actor="web:karin-k", now=later)
    assert await everything(store) == before
    with pytest.raises(MovedError):
        await store.other.undo_publication(latest, actor="web:karin-k", now=later)
    await store.repository.undo_publication(first, actor="web:karin-k", now=later)
    assert await store.other.published(NOW - timedelta(days=1)) == ()
    assert await store.other.load_rostered(WINDOW) == ()
    assert tuple(await store.read(ROSTER_SOURCES)) == ()
    actors = {line.actor for line in await store.audit() if line.entity == "Shift"}
    assert actors == {"test", "web:karin-k"}


async def everything(store: Store) -> tuple[object, ...]:
    sources = await store.read(ROSTER_SOURCES)
    ages = [(age.id, age.read_at) for age in await store.read(ROSTER_AGES)]
    return await store.other.load_rostered(WINDOW), tuple(sources), sources.names, ages
