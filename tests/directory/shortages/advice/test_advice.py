"""Who may write, approve and take back advice, when it holds, and what is told of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from directory.parts import Parts
from directory.shortages.advice.advice import (
    AdviceEdit,
    AdviceRefusedError,
    AdviceState,
    ReplacementAdvice,
    approved,
    closed,
    ends_after,
    may_change,
    next_version,
    replaced,
    rewritten,
    sent,
    sent_back,
    withdrawn,
)
from directory.shortages.advice.at_once import told_at_once
from directory.shortages.advice.changes import AdviceNews, advice_changes
from directory.shortages.advice.content import AdviceContent
from directory.shortages.advice.kept import ADVICE, Advised, advice_in_force
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.snapshot import Snapshot
from tests.builders import between, small_region
from tests.shortages import CREATED, ESTRADIOL, a_group, an_advice, of_product

NOW, DAY = CREATED, timedelta(days=1)
GROUP = a_group("anna-a", "bo-b", "cilla-c")
DRAFT, WAITING, SIGNED = map(
    an_advice, (AdviceState.DRAFT, AdviceState.WAITING, AdviceState.SIGNED)
)
OTHER_TEXT = replace(DRAFT.content, instead="Plåster i halverad dos.")

TWO = a_group("anna-a", "bo-b")
CHANGED_BY_BO = sent(rewritten(DRAFT, OTHER_TEXT, "bo-b", GROUP, NOW), "anna-a", GROUP)


def _with(field: str, value: Any) -> AdviceContent:
    return replace(DRAFT.content, **{field: value})


def snapshot_of(*versions: ReplacementAdvice) -> Snapshot:
    window = between("2026-08-01 00:00", "2026-09-01 00:00")
    parts = Parts({ADVICE: Advised(versions)})
    return Snapshot(small_region(), parts, window=window, loaded_at=NOW)


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "a stranger writes": (lambda: rewritten(DRAFT, OTHER_TEXT, "dan-d", GROUP, NOW), "medlemmar"),
    "nobody writes": (lambda: rewritten(DRAFT, OTHER_TEXT, "", GROUP, NOW), "medlemmar"),
    "signed text is changed": (lambda: rewritten(SIGNED, OTHER_TEXT, "anna-a", GROUP, NOW), "ny version"),
    "nobody would be left to approve": (lambda: rewritten(DRAFT, OTHER_TEXT, "bo-b", TWO, NOW), "ingen kan godkänna"),
    "who changed it approves": (lambda: approved(CHANGED_BY_BO, CHANGED_BY_BO.text_hash, "bo-b", GROUP, NOW), "kan inte godkänna"),
    "who began it approves after another has changed it": (lambda: approved(CHANGED_BY_BO, CHANGED_BY_BO.text_hash, "anna-a", GROUP, NOW), "kan inte godkänna"),
    "a stranger sends": (lambda: sent(DRAFT, "dan-d", GROUP), "medlemmar"),
    "a stranger discards": (lambda: may_change(DRAFT, "dan-d", GROUP), "medlemmar"),
    "signed text is discarded": (lambda: may_change(SIGNED, "anna-a", GROUP), "ny version"),
    "it is sent twice": (lambda: sent(WAITING, "anna-a", GROUP), "inget utkast"),
    "the writer approves": (lambda: approved(WAITING, WAITING.text_hash, "anna-a", GROUP, NOW), "kan inte godkänna"),
    "a stranger approves": (lambda: approved(WAITING, WAITING.text_hash, "dan-d", GROUP, NOW), "medlemmar"),
    "a draft is approved": (lambda: approved(DRAFT, DRAFT.text_hash, "bo-b", GROUP, NOW), "väntar inte"),
    "it is approved twice": (lambda: approved(SIGNED, SIGNED.text_hash, "cilla-c", GROUP, NOW), "väntar inte"),
    "another text was seen": (lambda: approved(replace(WAITING, content=OTHER_TEXT), WAITING.text_hash, "bo-b", GROUP, NOW), "har ändrats"),
    "it would be over": (lambda: approved(WAITING, WAITING.text_hash, "bo-b", GROUP, NOW + 91 * DAY), "har passerat"),
    "sent back without a word": (lambda: sent_back(WAITING, " ", "bo-b", GROUP), "varför"),
    "a draft is sent back": (lambda: sent_back(DRAFT, "dosen", "bo-b", GROUP), "väntar inte"),
    "a stranger withdraws": (lambda: withdrawn(SIGNED, "fel", "dan-d", GROUP, NOW), "medlemmar"),
    "withdrawn without a reason": (lambda: withdrawn(SIGNED, "", "bo-b", GROUP, NOW), "varför"),
    "withdrawn after its end": (lambda: withdrawn(SIGNED, "fel", "bo-b", GROUP, NOW + 91 * DAY), "gäller inte"),
    "a stranger writes anew": (lambda: next_version(SIGNED, 2, "dan-d", GROUP, NOW), "medlemmar"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_nobody_may_do_is_refused_with_why(case: str) -> None:
    attempt, says = REFUSED[case]
    with pytest.raises(AdviceRefusedError, match=says):
        attempt()


def test_an_approval_is_of_exactly_one_text() -> None:
    assert SIGNED.is_in_force(NOW)
    assert (SIGNED.approver, SIGNED.approved, SIGNED.over) == ("bo-b", NOW, ends_after(SIGNED.content.last))  # fmt: skip
    assert not replace(SIGNED, content=OTHER_TEXT).is_in_force(NOW)


CHANGED = {
    "concerns": (AdvisedMedicine(name="E", atc="G03CA04"),),
    "replacements": (AdvisedMedicine(name="Divigel"),),
    "instead": "Gel i motsvarande dos",
    "not_for": "gravida",
    "sources": "FASS",
    "first": DRAFT.content.first - DAY,
    "last": DRAFT.content.last + DAY,
    "urgent": True,
}


@pytest.mark.parametrize("field", CHANGED)
def test_nothing_of_a_text_can_change_without_another_signature(field: str) -> None:
    other = replace(DRAFT, content=_with(field, CHANGED[field]))
    assert other.text_hash != DRAFT.text_hash


def test_any_member_changes_a_draft_and_it_is_kept_who_wrote_what() -> None:
    by_bo = rewritten(DRAFT, OTHER_TEXT, "bo-b", GROUP, NOW)
    assert by_bo.writers == ("anna-a", "bo-b")
    assert by_bo.edits == (AdviceEdit("bo-b", NOW, ("instead",)),)
    more = replace(by_bo.content, sources="FASS", urgent=True)
    again = rewritten(by_bo, more, "anna-a", GROUP, NOW + DAY)
    assert again.writers == ("anna-a", "bo-b")
    assert again.edits[1] == AdviceEdit("anna-a", NOW + DAY, ("sources", "urgent"))
    waiting = sent(again, "cilla-c", GROUP)
    assert approved(waiting, waiting.text_hash, "cilla-c", GROUP, NOW).is_in_force(NOW)


def test_who_saves_without_a_change_has_written_nothing() -> None:
    assert rewritten(WAITING, WAITING.content, "bo-b", GROUP, NOW) is WAITING


def test_a_new_version_is_of_whoever_begins_it() -> None:
    """The text before it has been approved by two already."""
    draft = next_version(replace(SIGNED, edits=CHANGED_BY_BO.edits), 2, "bo-b", GROUP, NOW)
    assert draft.writers == ("bo-b",)


@pytest.mark.parametrize(
    ("days", "is_soon"), [(0, False), (75, False), (76, True), (90, True), (91, False)]
)
def test_it_ends_soon_on_its_last_day_and_the_fourteen_before(days: int, is_soon: bool) -> None:
    assert SIGNED.ends_soon(NOW + days * DAY) is is_soon
    assert not WAITING.ends_soon(NOW + days * DAY)


def test_an_edit_of_what_waits_needs_to_be_sent_and_approved_anew() -> None:
    edited = rewritten(WAITING, OTHER_TEXT, "anna-a", GROUP, NOW)
    assert edited.state is AdviceState.DRAFT
    again = sent(edited, "anna-a", GROUP)
    with pytest.raises(AdviceRefusedError):
        approved(again, WAITING.text_hash, "bo-b", GROUP, NOW)
    assert approved(again, again.text_hash, "bo-b", GROUP, NOW).is_in_force(NOW)


def test_it_holds_on_its_days_in_swedish_time() -> None:
    later = approved(
        replace(WAITING, content=replace(WAITING.content, first=WAITING.content.first + DAY)),
        replace(WAITING, content=replace(WAITING.content, first=WAITING.content.first + DAY)).text_hash,
        "bo-b", GROUP, NOW,
    )  # fmt: skip
    begins, over = later.begins, later.over
    assert begins is not None and over is not None
    assert begins.isoformat() == "2026-08-20T22:00:00+00:00"
    assert over.isoformat() == "2026-11-18T23:00:00+00:00"
    minute = timedelta(minutes=1)
    moments = (NOW, begins - minute, begins, over - minute, over)
    assert [later.is_in_force(now) for now in moments] == [False, False, True, True, False]


@pytest.mark.parametrize("said", ["concerns", "instead", "sources"])
def test_what_is_needed_must_be_written(said: str) -> None:
    empty = () if said == "concerns" else " "
    with pytest.raises(ValueError, match=r"Skriv va|Skriv vilka"):
        _with(said, empty)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("last", DRAFT.content.first - DAY, "före den första"),
        ("last", DRAFT.content.first + timedelta(days=367), "högst ett år"),
        ("concerns", (AdvisedMedicine(name="Hemlagat"),), "Läkemedelsverkets fil"),
    ],
)
def test_what_cannot_be_advice_is_refused(field: str, value: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        _with(field, value)


def test_advice_is_found_by_substance_product_and_pack() -> None:
    def about(**ids: tuple[str, ...]) -> ReplacementAdvice:
        medicine = AdvisedMedicine(name="x", atc="G03CA03", **ids)
        return an_advice(AdviceState.SIGNED, advice=str(ids), concerns=(medicine,))

    whole, product = about(), about(products=(ESTRADIOL.npl_id,))
    pack = about(products=(ESTRADIOL.npl_id,), packs=("p1",))
    elsewhere = about(products=("other",))
    snapshot = snapshot_of(whole, product, pack, elsewhere, replace(DRAFT, advice="draft"))
    found = {one.id for one in advice_in_force(snapshot, ESTRADIOL, NOW)}
    assert found == {whole.id, product.id, pack.id}
    of_pack = {one.id for one in advice_in_force(snapshot, ESTRADIOL, NOW, packs=["p2"])}
    assert of_pack == {whole.id, product.id}
    of_pack = {one.id for one in advice_in_force(snapshot, ESTRADIOL, NOW, packs=["p1", "p2"])}
    assert of_pack == {whole.id, product.id, pack.id}
    other = of_product("Tablett", "G03CA04", "estriol", npl="other-npl")
    assert advice_in_force(snapshot, other, NOW) == []
    assert advice_in_force(snapshot, ESTRADIOL, NOW + 91 * DAY) == []


def test_a_new_version_takes_its_place_only_when_it_is_approved() -> None:
    second = next_version(SIGNED, 2, "bo-b", GROUP, NOW + DAY)
    assert (second.id, second.state, second.writer) == ("a1-2", AdviceState.DRAFT, "bo-b")
    assert (second.content.instead, second.content.last) == (
        SIGNED.content.instead,
        SIGNED.content.last,
    )
    assert SIGNED.is_in_force(NOW + DAY)
    assert not replaced(SIGNED, NOW + DAY).is_in_force(NOW + DAY)


def test_what_has_become_of_advice_is_told_once_and_in_order() -> None:
    urgent = an_advice(AdviceState.SIGNED, advice="urgent", urgent=True)
    taken = withdrawn(urgent, "fel dos", "bo-b", GROUP, NOW + 2 * DAY)
    first = replaced(SIGNED, NOW + DAY)
    second = sent(next_version(SIGNED, 2, "bo-b", GROUP, NOW + DAY), "bo-b", GROUP)
    second = approved(second, second.text_hash, "anna-a", GROUP, NOW + DAY)
    back = closed(an_advice(AdviceState.SIGNED, advice="back"), "Åter.", NOW + 3 * DAY)
    snapshot = snapshot_of(first, second, taken, back, replace(DRAFT, advice="draft"))
    told = [
        (change.news, change.advice.id, told_at_once(change))
        for change in advice_changes(snapshot, NOW, NOW + 365 * DAY)
    ]
    assert told == [
        (AdviceNews.NEW, "a1-1", False),
        (AdviceNews.NEW, "back-1", False),
        (AdviceNews.NEW, "urgent-1", True),
        (AdviceNews.NEW_VERSION, "a1-2", False),
        (AdviceNews.WITHDRAWN, "urgent-1", True),
        (AdviceNews.CLOSED, "back-1", False),
        (AdviceNews.ENDED, "a1-2", False),
    ]
    assert advice_changes(snapshot, NOW + DAY, NOW + 2 * DAY)[0].advice is second
    assert len(advice_changes(snapshot, NOW + DAY, NOW + 2 * DAY)) == 1
    assert advice_changes(snapshot, NOW, NOW) == []
    [change] = advice_changes(snapshot, NOW + DAY, NOW + 2 * DAY)
    assert change.concerns(ESTRADIOL.npl_id, "any", "G03CA03")
    assert not change.concerns("other", "any", "G03CA04")
