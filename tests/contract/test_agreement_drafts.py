"""One contract of agreement drafts in memory, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scheduler.tidy import Together
from directory.agreements.drafts import AgreementDraft, DraftFile
from directory.drafts import Drafts
from directory.roster_drafts import RosterDraft
from directory.store.agreement_drafts import agreement_drafts, packed, unpacked
from directory.store.engine import create_engine
from directory.store.memory_drafts import MemoryDrafts
from directory.store.migrate import migrate
from tests.contract.conftest import NOW
from tests.contract.test_drafts import DRAFT as ROSTER_DRAFT

DRAFT = AgreementDraft(
    id="x" * 32,
    account="web:karin-k",
    made=NOW,
    files=(
        DraftFile("hjärtsvikt.md", b"# Hj\xc3\xa4rtsvikt\n"),
        DraftFile("tom.pdf", b""),
        DraftFile("kol.docx", b"\x00PK\n\xff" * 1000),
    ),
)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def drafts(request: pytest.FixtureRequest) -> AsyncIterator[Drafts[AgreementDraft]]:
    if request.param == "memory":
        yield MemoryDrafts()
        return
    fixture = {"sqlite": "sqlite_url", "postgres": "fresh_postgres_database"}[request.param]
    engine = create_engine(request.getfixturevalue(fixture))
    await migrate(engine)
    yield agreement_drafts(engine)
    await engine.dispose()


async def test_a_draft_waits_for_whoever_uploaded_it_and_for_nobody_else(
    drafts: Drafts[AgreementDraft],
) -> None:
    await drafts.put(DRAFT)
    assert await drafts.read(DRAFT.id, DRAFT.account) == DRAFT
    assert await drafts.read(DRAFT.id, "web:anna-a") is None
    assert await drafts.read("y" * 32, DRAFT.account) is None


async def test_what_is_not_wanted_is_gone_and_nothing_else(drafts: Drafts[AgreementDraft]) -> None:
    other = replace(DRAFT, id="z" * 32)
    await drafts.put(DRAFT)
    await drafts.put(other)
    await drafts.discard(DRAFT.id)
    await drafts.discard(DRAFT.id)
    assert await drafts.read(DRAFT.id, DRAFT.account) is None
    assert await drafts.read(other.id, other.account) == other


async def test_old_ones_are_forgotten_together_with_those_of_rosters(
    drafts: Drafts[AgreementDraft],
) -> None:
    rosters = MemoryDrafts[RosterDraft]()
    both = Together(drafts, rosters)
    await rosters.put(ROSTER_DRAFT)
    await drafts.put(DRAFT)
    await drafts.put(replace(DRAFT, id="z" * 32, made=NOW + timedelta(hours=1)))
    assert await both.forget(NOW) == 0
    assert await both.forget(NOW + timedelta(minutes=1)) == 2
    assert await drafts.read(DRAFT.id, DRAFT.account) is None


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.binary())))
def test_files_are_packed_without_loss(files: list[tuple[str, bytes]]) -> None:
    given_files = [DraftFile(name, content) for name, content in files]
    assert list(unpacked(packed(given_files))) == given_files
