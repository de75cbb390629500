"""Groups and their advice in every store: as written, one signed version, and two who decide at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from directory.changes import Add, Change, Keep
from directory.parts import Revisions, revisions_of
from directory.shortages.advice.advice import (
    AdviceEdit,
    AdviceState,
    approved,
    next_version,
    replaced,
    sent,
)
from directory.shortages.advice.kept import ADVICE, KEPT
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.transaction import MovedError, TakenError
from tests.builders import small_region
from tests.contract.conftest import NOW, Store
from tests.shortages import a_group, an_advice
from tests.stores import AnyStore

GROUP = a_group("anna-a", "bo-b", "cilla-c")
FULL = an_advice(
    AdviceState.SIGNED,
    now=NOW,
    concerns=(AdvisedMedicine(name="x", atc="G03CA03", products=("1", "2"), packs=("3",)),),
    replacements=(AdvisedMedicine(name="Femseven ”licens”"),),
    instead="Rad ett\nrad två: ½ – 0,5 mg",
    not_for="under 18",
    urgent=True,
)
WAITING = replace(
    an_advice(AdviceState.WAITING, now=NOW),
    edits=(
        AdviceEdit("eva-e", NOW, ("instead", "sources")),
        AdviceEdit("anna-a", NOW, ("last",)),
    ),
)


async def write(where: AnyStore, *changes: Change, expected: Revisions | None = None) -> None:
    await where.apply(changes, actor="web:x", now=NOW, expected=expected)


@pytest.fixture
async def advised(store: Store) -> Store:
    await store.repository.import_region(small_region(), actor="konsult", now=NOW)
    await write(store.repository, Keep(GROUP), Add(WAITING))
    return store


async def seen(store: Store) -> Revisions:
    revisions = await store.other.revisions()
    assert revisions is not None
    return revisions_of((ADVICE, MEDICINE_GROUPS), revisions)


async def test_every_version_is_read_back_exactly_as_it_was_written(advised: Store) -> None:
    others = [replace(FULL, advice="full"), an_advice(now=NOW, advice="draft")]
    await write(advised.repository, *map(Keep, others))
    held = await advised.read(ADVICE)
    assert {one.id: one for one in held} == {one.id: one for one in (*others, WAITING)}
    full = held.get("full-1")
    assert full is not None and full.text_hash == replace(FULL, advice="full").text_hash
    assert list(await advised.read(MEDICINE_GROUPS)) == [GROUP]


async def test_of_two_members_who_approve_at_once_one_is_the_approver(advised: Store) -> None:
    expected = await seen(advised)
    done = await asyncio.gather(
        *(
            write(where, Keep(approved(WAITING, WAITING.text_hash, who, GROUP, NOW)), expected=expected)
            for where, who in ((advised.repository, "bo-b"), (advised.other, "cilla-c"))
        ),
        return_exceptions=True,
    )  # fmt: skip
    assert sorted(type(one).__name__ for one in done) == ["MovedError", "NoneType"]
    winner = ("bo-b", "cilla-c")[done.index(None)]
    assert [one.approver for one in await advised.read(ADVICE)] == [winner]


async def test_an_approval_fails_where_the_writer_has_just_changed_the_text(advised: Store) -> None:
    expected = await seen(advised)
    edited = replace(WAITING, content=replace(WAITING.content, instead="Annat"))
    await write(advised.other, Keep(edited))
    signed = approved(WAITING, WAITING.text_hash, "bo-b", GROUP, NOW)
    with pytest.raises(MovedError):
        await write(advised.repository, Keep(signed), expected=expected)
    assert list(await advised.read(ADVICE)) == [edited]


async def test_an_approval_fails_where_the_group_has_just_changed(advised: Store) -> None:
    expected = await seen(advised)
    await write(advised.other, Keep(GROUP.with_medicines(["G04"], "web:anna-a")))
    signed = approved(WAITING, WAITING.text_hash, "bo-b", GROUP, NOW)
    with pytest.raises(MovedError):
        await write(advised.repository, Keep(signed), expected=expected)


async def test_the_store_holds_one_signed_and_one_open_version(advised: Store) -> None:
    signed = approved(WAITING, WAITING.text_hash, "bo-b", GROUP, NOW)
    await write(advised.repository, Keep(signed))
    second = next_version(signed, 2, "bo-b", GROUP, NOW)
    await write(advised.repository, Add(second))
    with pytest.raises(TakenError):
        await write(advised.other, Add(next_version(signed, 3, "cilla-c", GROUP, NOW)))
    waiting = sent(second, "bo-b", GROUP)
    newer = approved(waiting, waiting.text_hash, "anna-a", GROUP, NOW)
    with pytest.raises(TakenError):
        await write(advised.other, Keep(newer))
    await write(advised.repository, Keep(replaced(signed, NOW)), Keep(newer))
    held = await advised.read(ADVICE)
    assert [one.state for one in held] == [AdviceState.REPLACED, AdviceState.SIGNED]
    assert held.signed("a1") == newer


async def test_old_versions_are_loaded_for_two_years(advised: Store) -> None:
    signed = approved(WAITING, WAITING.text_hash, "bo-b", GROUP, NOW)
    old = replaced(signed, NOW)
    await write(advised.repository, Keep(old))
    before = await advised.repository.load_parts(NOW + KEPT - timedelta(days=1))
    after = await advised.repository.load_parts(NOW + KEPT + timedelta(days=1))
    assert list(before.of(ADVICE)) == [old]
    assert list(after.of(ADVICE)) == []
