"""Each part moves alone; decisions fail only where what they rest on has moved; nothing is taken twice."""

import asyncio

import pytest

from directory.accounts.account import ACCOUNTS, Account
from directory.changes import Add, Change, Forget, Keep
from directory.counting.misses import MissedWords
from directory.kinds import Kept
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.parts import REGION, Part, Revised, Revisions, revisions_of
from directory.rosters.kept import OVERRIDES
from directory.store.registry import REGISTRY
from directory.swaps.kept import OFFERS
from directory.transaction import MovedError, TakenError
from tests.builders import in_parts, override, small_region
from tests.contract.conftest import NOW, Store
from tests.contract.every_kind import EVERY_KIND, OFFER, VALUES
from tests.stores import AnyStore


async def revisions(store: Store) -> Revisions:
    found = await store.other.revisions()
    assert found is not None
    return found


async def seen(store: Store, *parts: Revised) -> Revisions:
    return revisions_of(parts, await revisions(store))


async def write(where: AnyStore, *changes: Change, expected: Revisions | None = None) -> None:
    await where.apply(changes, actor="test:a", now=NOW, expected=expected)


@pytest.fixture
async def imported(store: Store) -> Store:
    await store.repository.import_region(small_region(), actor="test", now=NOW)
    return store


def test_every_kind_of_the_registry_is_tried_here() -> None:
    counted = {MissedWords}  # made of counts
    imported = {kind for kind in REGISTRY.kinds if kind.__name__ == "RosterAge"}
    assert {type(value) for value in VALUES} == REGISTRY.kinds.keys() - counted - imported


@pytest.mark.parametrize(("value", "part"), EVERY_KIND, ids=lambda one: type(one).__name__)
async def test_a_value_moves_its_part_and_nothing_else(
    imported: Store, value: Kept, part: Part[object]
) -> None:
    before = await revisions(imported)
    changes: list[Change] = [Add(value), Keep(value), Forget(type(value), value.id)]
    for times, change in enumerate(changes, start=1):
        await write(imported.repository, change)
        assert await revisions(imported) == {**before, part.name: before[part.name] + times}


async def test_several_parts_move_once_each_in_one_transaction(imported: Store) -> None:
    before = await revisions(imported)
    await write(imported.repository, *map(Keep, VALUES))
    written = {part.name for _, part in EVERY_KIND}
    assert await revisions(imported) == {n: r + (n in written) for n, r in before.items()}
    held = in_parts(await imported.other.load_parts(NOW))
    assert {type(value) for value in held} >= {type(value) for value in VALUES}


async def test_one_part_is_read_alone(imported: Store) -> None:
    await write(imported.repository, *map(Keep, VALUES))
    parts = await imported.other.load_parts(NOW, [OFFERS.name, REGION.name, "no part of ours"])
    assert list(parts) == [OFFERS]
    assert list(parts.of(OFFERS)) == [OFFER]


async def test_letters_alone_move_nothing(imported: Store) -> None:
    before = await revisions(imported)
    await imported.repository.apply([], actor="a", now=NOW, deliveries=[_letter()])
    assert await revisions(imported) == before


def _letter() -> Delivery:
    letter = Letter(topic=Topic("t"), title="t")
    return Delivery(key="k", recipient="bo-b", letter=letter, made=NOW, due=NOW)


# -- what a decision rests on ----------------------------------------------------------------


async def test_a_decision_survives_writes_to_what_it_does_not_rest_on(imported: Store) -> None:
    expected = await seen(imported, REGION, OVERRIDES, OFFERS)
    await write(imported.other, Keep(Account("test:stranger", "bjorken")))
    await write(imported.repository, Keep(OFFER), expected=expected)
    assert list(await imported.read(OFFERS)) == [OFFER]


@pytest.mark.parametrize("rests_on", [(OVERRIDES,), (OFFERS, OVERRIDES)], ids=str)
async def test_a_decision_fails_whole_if_what_it_rests_on_has_moved(
    imported: Store, rests_on: tuple[Revised, ...]
) -> None:
    expected = await seen(imported, *rests_on)
    await write(imported.other, Keep(override("first")))
    before, audited = await revisions(imported), await imported.audit()
    with pytest.raises(MovedError):
        await write(imported.repository, Keep(OFFER), Keep(Account("test:a")), expected=expected)
    assert await revisions(imported) == before
    assert await imported.audit() == audited
    assert len(await imported.read(OFFERS)) == len(await imported.read(ACCOUNTS)) == 0
    await write(imported.repository, Keep(OFFER), expected=await seen(imported, *rests_on))


async def test_an_import_fails_what_rests_on_the_region(imported: Store) -> None:
    expected = await seen(imported, REGION)
    await imported.other.import_region(small_region(terms=()), actor="test", now=NOW)
    with pytest.raises(MovedError):
        await write(imported.repository, Keep(OFFER), expected=expected)


async def test_of_two_that_rest_on_what_the_other_writes_one_is_carried_out(
    imported: Store,
) -> None:
    """Neither sees what the other is about to write; both would be right alone."""
    expected = await seen(imported, OVERRIDES, OFFERS)
    for _ in range(10):
        both = [
            write(imported.repository, Keep(override()), expected=revisions_of([OFFERS], expected)),
            write(imported.other, Keep(OFFER), expected=revisions_of([OVERRIDES], expected)),
        ]
        failed = [one for one in await asyncio.gather(*both, return_exceptions=True) if one]
        assert [type(one) for one in failed] == [MovedError]
        expected = await seen(imported, OVERRIDES, OFFERS)


async def test_whoever_writes_several_parts_waits_for_nobody_for_ever(imported: Store) -> None:
    """They are named in both orders: rows that are locked in different orders would deadlock."""
    forth, back = list(map(Keep, VALUES)), list(map(Keep, reversed(VALUES)))
    await asyncio.gather(
        *(
            write((imported.repository, imported.other)[turn % 2], *(forth, back)[turn // 2 % 2])
            for turn in range(12)
        )
    )
    assert {(await revisions(imported))[part.name] for _, part in EVERY_KIND} == {12}


# -- what is added ---------------------------------------------------------------------------


async def test_what_is_there_is_not_added_and_nothing_else_is_written(imported: Store) -> None:
    await write(imported.repository, Add(Account("test:a", "bjorken")))
    before, audited = await revisions(imported), await imported.audit()
    with pytest.raises(TakenError):
        await write(imported.other, Keep(OFFER), Keep(Account("test:b")), Add(Account("test:a")))
    assert await revisions(imported) == before
    assert await imported.audit() == audited
    assert len(await imported.read(OFFERS)) == 0
    assert list(await imported.read(ACCOUNTS)) == [Account("test:a", "bjorken")]


async def test_what_has_been_forgotten_may_be_added_again(imported: Store) -> None:
    account = Account("test:a", "bjorken")
    await write(imported.repository, Add(account))
    await write(imported.repository, Forget(Account, account.id), Add(account))
    assert list(await imported.read(ACCOUNTS)) == [account]
    actions = [line.action for line in await imported.audit() if line.entity == "Account"]
    assert actions == ["added", "removed", "added"]


async def test_of_many_who_add_the_same_exactly_one_wins(imported: Store) -> None:
    units = [f"unit-{number}" for number in range(10)]
    writers = (imported.repository, imported.other) * 5
    done = await asyncio.gather(
        *(write(w, Add(Account("test:a", u))) for w, u in zip(writers, units, strict=True)),
        return_exceptions=True,
    )
    winner = done.index(None)
    assert [type(one) for one in done if one] == [TakenError] * 9
    assert list(await imported.read(ACCOUNTS)) == [Account("test:a", units[winner])]
