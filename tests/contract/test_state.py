"""What people write on top of a region: kept, audited, and never lost by an import."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from directory.accounts.account import ACCOUNTS, Account
from directory.changes import Change, Keep
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.counting.lookups import Lookup
from directory.rosters.kept import OVERRIDES, RosterAge
from directory.rosters.override import Override
from directory.walltime.hours import Hours
from tests.builders import at, in_parts, override, small_region
from tests.contract.conftest import NOW, Store
from tests.stores import AnyStore

DAY = timedelta(days=1)


def _failure(**fields: Any) -> ContactFailure:
    usual = ContactFailure(
        service="kardiologi",
        step=1,
        contact="Bakjour 08-465 004 13",
        asked_for=NOW,
        reported=NOW,
        reporter="web:hanna-h",
        unit="bjorken",
    )
    return replace(usual, **fields)


def _ending(days_ago: float, name: str) -> Override:
    end = NOW - timedelta(days=days_ago)
    return replace(override(name), start=end - timedelta(hours=4), end=end)


async def test_a_new_store_has_no_state(repository: AnyStore) -> None:
    assert in_parts(await repository.load_parts(NOW)) == []


async def test_a_home_unit_is_chosen_changed_and_taken_away(store: Store) -> None:
    for unit in ("bjorken", "eken", ""):
        change = Keep(Account("web:hanna-h", unit))
        await store.repository.apply([change], actor="web:hanna-h", now=NOW)

        accounts = tuple(await store.read(ACCOUNTS))

        assert accounts == (Account("web:hanna-h", unit),)

    lines = await store.audit()
    assert [line.action for line in lines] == ["added", "changed", "changed"]
    assert {(line.entity, line.key) for line in lines} == {("Account", "web:hanna-h")}
    assert lines[1].before == {"id": "web:hanna-h", "home_unit": "bjorken"}
    assert lines[1].after == {"id": "web:hanna-h", "home_unit": "eken"}


async def test_failures_of_thirty_days_are_loaded_the_oldest_first(store: Store) -> None:
    ages = (0, 30, 3, 31)
    failures = [_failure(reported=NOW - age * DAY, step=age) for age in ages]
    await store.repository.apply([Keep(one) for one in failures], actor="web:hanna-h", now=NOW)

    loaded = tuple(await store.read(CONTACT_FAILURES))

    assert loaded == (failures[1], failures[2], failures[0])


async def test_a_failure_is_audited_with_who_reported_it(store: Store) -> None:
    await store.repository.apply([Keep(_failure())], actor="web:hanna-h", now=NOW)

    (line,) = await store.audit()

    assert (line.at, line.actor, line.action) == (NOW, "web:hanna-h", "added")
    assert (line.entity, line.key, line.before) == ("ContactFailure", "kardiologi", None)
    assert line.after is not None
    assert line.after["contact"] == "Bakjour 08-465 004 13"
    assert line.after["reported"] == "2026-11-24T13:05:00+00:00"


async def test_overrides_are_held_for_as_long_as_the_shifts_that_they_lie_on(store: Store) -> None:
    running = override("running")
    overrides = [running, _ending(9.9, "last-week"), _ending(10, "long-ago")]
    changes = [Keep(one) for one in overrides]
    await store.repository.apply(changes, actor="web:karin-k", now=NOW)

    loaded = tuple(await store.read(OVERRIDES))

    assert set(loaded) == set(overrides[:2])
    around = Hours.at(overrides[2].start).widened(timedelta(days=1))
    past = await store.repository.load_overrides(around, {"kardiologi"})
    assert set(past) == set(overrides[1:])
    assert await store.repository.load_overrides(around) == past
    assert await store.repository.load_overrides(around, {"medicin"}) == ()


async def test_an_override_can_be_set_anew(store: Store) -> None:
    first, second = override(person="bo-b"), override(person="cecilia-c")
    for one in (first, second):
        await store.repository.apply([Keep(one)], actor="web:karin-k", now=NOW)

    assert tuple(await store.read(OVERRIDES)) == (second,)
    last = (await store.audit())[-1]
    assert last.before is not None
    assert (last.action, last.before["person"]) == ("changed", "bo-b")


async def test_an_import_leaves_what_people_wrote(store: Store) -> None:
    await store.repository.import_region(small_region(), actor="konsult", now=NOW)
    home = Keep(Account("web:hanna-h", "bjorken"))
    written: list[Change] = [Keep(override()), Keep(_failure()), home]
    await store.repository.apply(written, actor="web:karin-k", now=NOW)
    before = in_parts(await store.repository.load_parts(NOW))

    bare = small_region(services=(), role_phones=(), chain_steps=(), rotations=())
    await store.other.import_region(bare, actor="konsult", now=NOW)

    after = in_parts(await store.repository.load_parts(NOW))
    assert after == [value for value in before if not isinstance(value, RosterAge)]


async def test_only_the_parts_that_are_written_move(store: Store) -> None:
    await store.repository.import_region(small_region(), actor="konsult", now=NOW)
    before = await store.other.revisions()
    assert before is not None

    await store.repository.apply([Keep(_failure()), Keep(override())], actor="a", now=NOW)
    written = (CONTACT_FAILURES, OVERRIDES)
    after = {**before, **{part.name: before[part.name] + 1 for part in written}}
    assert await store.other.revisions() == after

    await store.repository.apply([], actor="a", now=NOW)
    await store.repository.count({Lookup(NOW, "konsult", "answered"): 1})
    assert await store.other.revisions() == after


async def test_two_who_write_at_once_are_both_heard(store: Store) -> None:
    changes = [Keep(Account(f"web:{number}", "bjorken")) for number in range(20)]

    await asyncio.gather(
        *(
            (store.repository, store.other)[number % 2].apply([change], actor="a", now=NOW)
            for number, change in enumerate(changes)
        )
    )

    assert len(tuple(await store.read(ACCOUNTS))) == 20
    assert len(await store.audit()) == 20


async def test_the_same_account_from_two_processes_keeps_one_row(store: Store) -> None:
    writers = (store.repository, store.other) * 5
    await asyncio.gather(
        *(
            writer.apply([Keep(Account("web:a", f"unit-{turn}"))], actor="a", now=NOW)
            for turn, writer in enumerate(writers)
        )
    )

    lines = await store.audit()
    accounts = tuple(await store.read(ACCOUNTS))

    assert [line.before for line in lines[1:]] == [line.after for line in lines[:-1]]
    assert lines[-1].after == {"id": "web:a", "home_unit": accounts[0].home_unit}


async def test_lookups_are_counted_in_batches(store: Store) -> None:
    lookups = [
        Lookup(NOW, "konsult", "answered", "kardiologi", "bjorken"),
        Lookup(NOW + timedelta(seconds=1), "konsult", "unknown"),
    ]
    await store.repository.count({lookups[0]: 3, lookups[1]: 1})
    await store.repository.count({})

    assert await store.lookups() == [lookups[0], lookups[0], *lookups]


@pytest.mark.parametrize("text", ["Åsa ”Öberg” d'Arc", "👩‍⚕️ 🚑", "x" * 20_000, "%s :name ; --"])
async def test_any_text_is_kept(store: Store, text: str) -> None:
    await store.repository.apply([Keep(_failure(contact=text))], actor=text, now=NOW)

    assert next(iter(await store.read(CONTACT_FAILURES))).contact == text
    assert (await store.audit())[0].actor == text


async def test_the_services_that_a_unit_asks_for_most(repository: AnyStore) -> None:
    now = at("2026-11-24 12:00")
    old = now - timedelta(days=91)
    asked = [("bjorken", "kardiologi")] * 2 + [("bjorken", "medicin")] * 3 + [("eken", "medicin")]
    lookups = [Lookup(now, "konsult", "answer", service, unit) for unit, service in asked]
    lookups += [Lookup(old, "konsult", "answer", "kardiologi", "bjorken")] * 5
    lookups += [Lookup(now, "nummer", "answer", "kardiologi", "bjorken")] * 5
    lookups += [Lookup(now, "konsult", "miss", "", "bjorken")] * 5
    await repository.count(Counter(lookups))
    assert await repository.load_popular(now) == {
        "bjorken": ("medicin", "kardiologi"),
        "eken": ("medicin",),
    }
