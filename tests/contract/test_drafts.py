"""One contract of roster drafts in memory, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from directory.drafts import Drafts
from directory.roles import Role
from directory.roster_drafts import RosterDraft
from directory.store.drafts import roster_drafts
from directory.store.engine import create_engine
from directory.store.memory_drafts import MemoryDrafts
from directory.store.migrate import migrate
from tests.contract.conftest import NOW

DRAFT = RosterDraft(
    id="x" * 32,
    service="kardiologi",
    account="web:karin-k",
    made=NOW,
    name="jour.csv",
    role=Role.SENIOR_ON_CALL,
    content=b"\x00PK\xff" * 1000,
)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def drafts(request: pytest.FixtureRequest) -> AsyncIterator[Drafts[RosterDraft]]:
    if request.param == "memory":
        yield MemoryDrafts()
        return
    fixture = {"sqlite": "sqlite_url", "postgres": "fresh_postgres_database"}[request.param]
    engine = create_engine(request.getfixturevalue(fixture))
    await migrate(engine)
    yield roster_drafts(engine)
    await engine.dispose()


async def test_a_draft_waits_for_whoever_uploaded_it_and_for_nobody_else(
    drafts: Drafts[RosterDraft],
) -> None:
    await drafts.put(DRAFT)
    assert await drafts.read(DRAFT.id, DRAFT.account) == DRAFT
    assert await drafts.read(DRAFT.id, "web:anna-a") is None
    assert await drafts.read("y" * 32, DRAFT.account) is None


async def test_one_without_a_role(drafts: Drafts[RosterDraft]) -> None:
    await drafts.put(replace(DRAFT, role=None))
    found = await drafts.read(DRAFT.id, DRAFT.account)
    assert found is not None and found.role is None


async def test_what_is_not_wanted_is_gone_and_nothing_else(drafts: Drafts[RosterDraft]) -> None:
    other = replace(DRAFT, id="z" * 32)
    await drafts.put(DRAFT)
    await drafts.put(other)
    await drafts.discard(DRAFT.id)
    await drafts.discard(DRAFT.id)
    assert await drafts.read(DRAFT.id, DRAFT.account) is None
    assert await drafts.read(other.id, other.account) == other


async def test_old_ones_are_forgotten(drafts: Drafts[RosterDraft]) -> None:
    await drafts.put(DRAFT)
    await drafts.put(replace(DRAFT, id="z" * 32, made=NOW + timedelta(hours=1)))
    assert await drafts.forget(NOW) == 0
    assert await drafts.forget(NOW + timedelta(minutes=1)) == 1
    assert await drafts.read(DRAFT.id, DRAFT.account) is None
