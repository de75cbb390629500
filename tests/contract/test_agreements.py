"""Agreements with all their versions, and what readers say of them, on every store."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from directory.agreements.document import Agreement, AgreementKind, Block, BlockKind, Head, Section
from directory.agreements.feedback import Feedback, FeedbackKind, VersionRead
from directory.agreements.kept import ACKNOWLEDGEMENTS, AGREEMENTS, READER_FEEDBACK
from directory.agreements.version import AgreementVersion
from directory.changes import Keep
from directory.counting.lookups import Lookup
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.transaction import MovedError
from tests.builders import small_region
from tests.contract.conftest import NOW, Store

HEAD = Head(
    id="hok-hjartsvikt", title="Hjärtsvikt", kind=AgreementKind.HOK, number="HÖK 12", version="2",
    parties=("Hjärtkliniken", "Primärvården"), owner="hjartkliniken", adopted=date(2025, 1, 1),
    valid_from=date(2025, 1, 1), valid_to=date(2027, 1, 1), specialties=("kardiologi",), units=("hjartkliniken",),
    source="https://region.example/hok12", acknowledge=True,
)  # fmt: skip
SECTION = Section(
    number=0, heading="Remiss", level=3, path=("Vård", "Öppen"),
    blocks=(Block(BlockKind.ITEM, "stabil svikt", "Ska inte remitteras:", 1), Block(BlockKind.ROW, "Problem: feber; Remiss: akut")),
)  # fmt: skip


def version(
    text: str = "Remiss skrivs av läkare.", days: int = 0, document: str = "hok-hjartsvikt"
) -> AgreementVersion:
    sections = (
        SECTION,
        Section(number=1, heading="Vem", blocks=(Block(BlockKind.PARAGRAPH, text),)),
    )
    agreement = Agreement(head=replace(HEAD, id=document), sections=sections, file="hok12.md")
    return AgreementVersion(
        agreement=agreement, added=NOW + timedelta(days=days), added_by="web:karin-k"
    )


async def publish(store: Store, *versions: AgreementVersion, **how: Any) -> None:
    await store.repository.publish_agreements(versions, actor="web:karin-k", now=NOW, **how)


async def test_what_is_kept_is_what_was_read(store: Store) -> None:
    await publish(store, version(), version(document="rmr-kol"))
    assert await store.other.load_agreements() == (version(), version(document="rmr-kol"))


async def test_a_new_version_takes_the_place_and_the_old_is_kept(store: Store) -> None:
    first, second = version(), version("Remiss skrivs av läkare eller sjuksköterska.", days=1)
    await publish(store, first)
    await publish(store, second)
    assert await store.other.load_agreements() == (second,)
    assert await store.other.load_versions("hok-hjartsvikt") == (
        second,
        replace(first, current=False),
    )
    lines = await store.audit()
    assert [(line.entity, line.action, line.key) for line in lines] == [
        ("AgreementVersion", "added", "hok-hjartsvikt"),
        ("AgreementVersion", "changed", "hok-hjartsvikt"),
    ]
    assert "sjuksköterska" not in repr(lines)


async def test_an_earlier_version_may_become_current_again(store: Store) -> None:
    first, second = version(), version("Annat.", days=1)
    for one in (first, second, first):
        await publish(store, one)
    assert await store.other.load_agreements() == (first,)
    assert len(await store.other.load_versions("hok-hjartsvikt")) == 2


async def test_withdrawn(store: Store) -> None:
    await publish(store, version())
    await store.repository.withdraw_agreement("hok-hjartsvikt", actor="a", now=NOW)
    assert await store.other.load_agreements() == ()
    assert len(await store.other.load_versions("hok-hjartsvikt")) == 1


async def test_their_own_counter_moves_and_the_region_s_does_not(store: Store) -> None:
    await store.repository.import_region(small_region(), actor="a", now=NOW)
    before = await store.other.revisions()
    letter = Delivery(
        key="k", recipient="bo-b", letter=Letter(topic=Topic("t"), title="t"), made=NOW, due=NOW
    )
    await publish(store, version(), deliveries=[letter], expected=before)
    after = await store.other.revisions()
    assert before is not None
    assert after is not None
    assert after == {**before, AGREEMENTS.name: before[AGREEMENTS.name] + 1}
    with pytest.raises(MovedError):
        await publish(store, version("Annat."), expected=before)


async def test_what_readers_say(store: Store) -> None:
    said = Feedback(
        id="f-1", document="hok-hjartsvikt", version="v", heading="Remiss", passage="Ska inte remitteras: stabil svikt",
        kind=FeedbackKind.UNCLEAR, comment="vad är stabil?", reporter="web:hanna-h", unit="bjorken", at=NOW,
    )  # fmt: skip
    old = replace(
        said, id="f-2", closed=NOW - timedelta(days=100), closed_by="web:karin-k", answer="Rättat."
    )
    read = VersionRead(document="hok-hjartsvikt", version="v", reader="hanna-h", at=NOW)
    await store.repository.apply([Keep(said), Keep(old), Keep(read)], actor="a", now=NOW)
    assert tuple(await store.read(READER_FEEDBACK)) == (said,)
    assert tuple(await store.read(ACKNOWLEDGEMENTS)) == (read,)


async def test_how_often_a_section_was_the_answer(store: Store) -> None:
    asked = Lookup(NOW, "avtal", "answer", "hok-hjartsvikt#Remiss", "bjorken")
    others = [
        replace(asked, outcome="near"),
        replace(asked, command="konsult"),
        replace(asked, at=NOW - timedelta(days=100)),
    ]
    await store.repository.count(Counter([asked, asked, *others]))
    assert await store.other.load_answer_counts(NOW) == {"hok-hjartsvikt#Remiss": 2}
