"""One contract of what is uploaded and not yet published: each kind in memory, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.live import Live
from bot.scheduler.tidy import DRAFTS_KEPT, tidy
from directory.agreements.drafts import AgreementDraft, DraftFile
from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.publishing.drafts import Drafts
from directory.publishing.roster_drafts import RosterDraft
from directory.store.agreement_drafts import agreement_drafts, packed, unpacked
from directory.store.drafts import roster_drafts
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.memory_drafts import MemoryDrafts
from directory.store.memory_outbox import MemoryOutbox
from tests.contract.conftest import NOW
from tests.databases import STORES, migrated_database
from tests.stories.jobs import job_context

ROSTER = RosterDraft(
    id="x" * 32,
    service="kardiologi",
    account="web:karin-k",
    made=NOW,
    name="jour.csv",
    role=Role.SENIOR_ON_CALL,
    content=b"\x00PK\xff" * 1000,
    source="kardiologi-1a2b3c4d",
)
AGREEMENTS = AgreementDraft(
    id="x" * 32,
    account="web:karin-k",
    made=NOW,
    files=(
        DraftFile("hjärtsvikt.md", b"# Hj\xc3\xa4rtsvikt\n"),
        DraftFile("tom.pdf", b""),
        DraftFile("kol.docx", b"\x00PK\n\xff" * 1000),
    ),
)


@dataclass(frozen=True)
class DraftKind:
    """A draft, and where its kind is kept in a database."""

    draft: Any
    in_database: Callable[[AsyncEngine], Drafts[Any]]


ROSTERS = DraftKind(ROSTER, roster_drafts)
KINDS = [
    pytest.param(ROSTERS, id="roster"),
    pytest.param(replace(ROSTERS, draft=replace(ROSTER, role=None)), id="roster-without-role"),
    pytest.param(DraftKind(AGREEMENTS, agreement_drafts), id="agreements"),
]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> DraftKind:
    found: DraftKind = request.param
    return found


@pytest.fixture
def draft(kind: DraftKind) -> Any:
    return kind.draft


@pytest.fixture(params=STORES)
async def drafts(kind: DraftKind, request: pytest.FixtureRequest) -> AsyncIterator[Drafts[Any]]:
    if request.param == "memory":
        yield MemoryDrafts()
        return
    engine = create_engine(migrated_database(request))
    yield kind.in_database(engine)
    await engine.dispose()


async def test_a_draft_waits_for_the_one_who_uploaded_it_and_for_nobody_else(
    drafts: Drafts[Any], draft: Any
) -> None:
    await drafts.put(draft)
    assert await drafts.read(draft.id, draft.account) == draft
    assert await drafts.read(draft.id, "web:anna-a") is None
    assert await drafts.read("y" * 32, draft.account) is None


async def test_what_is_not_wanted_is_gone_and_nothing_else(drafts: Drafts[Any], draft: Any) -> None:
    other = replace(draft, id="z" * 32)
    await drafts.put(draft)
    await drafts.put(other)
    await drafts.discard(draft.id)
    await drafts.discard(draft.id)
    assert await drafts.read(draft.id, draft.account) is None
    assert await drafts.read(other.id, other.account) == other


async def test_old_ones_are_forgotten(drafts: Drafts[Any], draft: Any) -> None:
    newer = replace(draft, id="z" * 32, made=NOW + timedelta(hours=1))
    await drafts.put(draft)
    await drafts.put(newer)
    assert await drafts.forget(NOW) == 0
    assert await drafts.forget(NOW + timedelta(minutes=1)) == 1
    assert await drafts.read(draft.id, draft.account) is None
    assert await drafts.read(newer.id, newer.account) == newer


async def test_old_ones_of_two_kinds_are_forgotten_together(
    drafts: Drafts[Any], draft: Any
) -> None:
    rosters = MemoryDrafts[RosterDraft]()
    repository = MemoryStore()
    live = Live(repository, lambda: NOW)
    job = tidy(job_context(repository, live, MemoryOutbox(), drafts, rosters))
    await rosters.put(ROSTER)
    await drafts.put(draft)
    await drafts.put(replace(draft, id="z" * 32, made=NOW + timedelta(hours=1)))
    assert await job.run(NOW + DRAFTS_KEPT) == 0
    assert await job.run(NOW + DRAFTS_KEPT + timedelta(minutes=1)) == 2
    assert await drafts.read(draft.id, draft.account) is None


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.binary())))
def test_files_are_packed_without_loss(files: list[tuple[str, bytes]]) -> None:
    uploaded = [DraftFile(name, content) for name, content in files]
    assert list(unpacked(packed(uploaded))) == uploaded
