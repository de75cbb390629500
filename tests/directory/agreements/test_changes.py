"""What a new version changes, and that the change says all of it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.agreements.changes import ChangeKind, FactChange, SectionChange, changes, readable
from directory.agreements.document import Agreement, Block, BlockKind, Head, Section
from directory.agreements.word_diff import DiffSpan, SpanKind, diff, excerpt

HEAD = Head(id="hud", title="Hud")
REMISS = Section(
    number=0,
    heading="Remiss",
    blocks=(
        Block(
            BlockKind.PARAGRAPH, "Remiss skrivs i journalen. Svar ges inom tre dagar. Ring annars."
        ),
        Block(BlockKind.PARAGRAPH, "Ska inte remitteras:"),
        Block(BlockKind.ITEM, "vårtor", "Ska inte remitteras:"),
        Block(BlockKind.ITEM, "mollusker", "Ska inte remitteras:"),
        Block(BlockKind.ITEM, "eksem", "Ska inte remitteras:"),
    ),
)
ANSVAR = Section(
    number=1,
    heading="Ansvar",
    blocks=(Block(BlockKind.PARAGRAPH, "Hälsocentralen ansvarar för egenvård, råd och prover."),),
)
BEFORE = Agreement(head=HEAD, sections=(REMISS, ANSVAR))


def _after(*sections: Section) -> Agreement:
    return replace(BEFORE, sections=sections)


def _with(section: Section, *blocks: Block) -> Section:
    return replace(section, blocks=blocks)


def _drawn(spans: tuple[DiffSpan, ...]) -> str:
    signs = {SpanKind.EQUAL: "{}", SpanKind.REMOVED: "[-{}-]", SpanKind.ADDED: "[+{}+]"}
    return "".join(signs[span.kind].format(span.text) for span in spans)


def test_equal_documents_have_no_changes() -> None:
    assert changes(BEFORE, BEFORE) == ()


def test_new_numbers_and_places_are_no_change() -> None:
    numbered = replace(ANSVAR, heading="1. Ansvar"), replace(REMISS, heading="2. Remiss")
    assert changes(BEFORE, _after(*numbered)) == ()


def test_the_head_changes_as_facts() -> None:
    after = replace(
        BEFORE, head=replace(HEAD, version="2", valid_to=date(2027, 1, 1), owner="LAG hud")
    )
    assert changes(BEFORE, after) == (
        SectionChange(
            kind=ChangeKind.HEAD,
            facts=(
                FactChange("Version", "", "2"),
                FactChange("Ägare", "", "LAG hud"),
                FactChange("Gäller till", "", "2027-01-01"),
            ),
        ),
    )


def test_a_section_that_is_new_and_one_that_is_gone() -> None:
    kontakt = Section(
        number=1, heading="Kontakt", blocks=(Block(BlockKind.PARAGRAPH, "Ring 540 70."),)
    )
    new, gone = changes(BEFORE, _after(REMISS, kontakt))
    assert (new.kind, new.heading, new.after) == (ChangeKind.NEW, "Kontakt", "Ring 540 70.")
    assert (gone.kind, gone.heading, gone.after) == (ChangeKind.REMOVED, "Ansvar", "")


def test_a_section_with_a_new_heading_is_known_by_its_words() -> None:
    (change,) = changes(BEFORE, _after(REMISS, replace(ANSVAR, heading="Vem gör vad")))
    assert (change.kind, change.heading, change.earlier) == (
        ChangeKind.RENAMED,
        "Vem gör vad",
        ("Ansvar",),
    )
    assert change.spans == ()


def test_a_no_that_leaves_the_heading_above_is_a_change() -> None:
    before = _after(replace(REMISS, path=("Remitteras ej",)))
    (change,) = changes(before, _after(replace(REMISS, path=("Remitteras",))))
    assert change.earlier == ("Remitteras ej", "Remiss")


def test_only_the_sentences_that_changed_are_shown() -> None:
    first, *others = REMISS.blocks
    changed = first._replace(text=first.text.replace("tre dagar", "två arbetsdagar"))
    (change,) = changes(BEFORE, _after(_with(REMISS, changed, *others), ANSVAR))
    assert change.kind is ChangeKind.CHANGED
    assert _drawn(change.excerpt) == ("… Svar ges inom [-tre dagar-][+två arbetsdagar+]. …")


def test_a_short_form_ends_no_sentence_of_what_is_shown() -> None:
    text = "Ring jouren. Ge t.ex. Waran, högst 2 tabl. Kl. 8 tas prov. Remiss skrivs."
    one, other = (
        replace(REMISS, blocks=(Block(BlockKind.PARAGRAPH, words),))
        for words in (text, text.replace("8", "9"))
    )
    (change,) = changes(_after(one), _after(other))
    assert _drawn(change.excerpt) == ("… Ge t.ex. Waran, högst 2 tabl. Kl. [-8-][+9+] tas prov. …")


def test_a_point_keeps_what_its_list_stands_under() -> None:
    blocks = (*REMISS.blocks, Block(BlockKind.ITEM, "klåda", "Ska inte remitteras:"))
    (change,) = changes(BEFORE, _after(_with(REMISS, *blocks), ANSVAR))
    assert _drawn(change.excerpt) == "… Ska inte remitteras:\n…\n• eksem[+\n• klåda+]"


@pytest.mark.parametrize(
    ("before", "after", "drawn"),
    [
        ("Ska remitteras.", "Ska inte remitteras.", "Ska[+ inte+] remitteras."),
        ("Ring 540 70.", "Ring 540 71.", "Ring [-540 70-][+540 71+]."),
        ("Hb under 100.", "Hb under 90.", "Hb under [-100-][+90+]."),
        ("Över 1,3 är högt.", "Över 1,5 är högt.", "Över [-1,3-][+1,5+] är högt."),
        ("A.", "Helt annan text.", "[-A.-][+Helt annan text.+]"),
        ("", "Ny.", "[+Ny.+]"),
    ],
)
def test_words_that_changed(before: str, after: str, drawn: str) -> None:
    assert _drawn(diff(before, after)) == drawn


WORDS = st.lists(
    st.sampled_from(["inte", "remiss", "hud", "Ring.", "akut,", "\n", "• ", " ", "3", "Å"]),
    max_size=30,
).map(" ".join)


@given(WORDS, WORDS)
def test_the_difference_gives_both_texts_back(before: str, after: str) -> None:
    spans = diff(before, after)
    assert "".join(s.text for s in spans if s.kind is not SpanKind.ADDED) == before
    assert "".join(s.text for s in spans if s.kind is not SpanKind.REMOVED) == after
    assert all(one.kind is not other.kind for one, other in pairwise(spans))


@given(WORDS, WORDS)
def test_an_excerpt_holds_every_change(before: str, after: str) -> None:
    spans = diff(before, after)
    changed = [span for span in spans if span.kind is not SpanKind.EQUAL]
    assert [span for span in excerpt(spans) if span.kind is not SpanKind.EQUAL] == changed


BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(BlockKind),
        WORDS.map(str.strip).filter(bool),
        lead=st.just(""),
        level=st.just(0),
    ),
    max_size=4,
).map(tuple)
SECTIONS = st.lists(
    st.builds(
        Section,
        number=st.just(0),
        heading=st.sampled_from(["Remiss", "Ansvar", "1. Kontakt", "Hud"]),
        path=st.sampled_from([(), ("Vård",), ("Remitteras ej",)]),
        blocks=BLOCKS,
    ),
    max_size=5,
).map(tuple)


def _agreement(sections: tuple[Section, ...]) -> Agreement:
    return Agreement(head=HEAD, sections=sections)


@given(SECTIONS, SECTIONS)
def test_the_changes_lead_from_one_version_to_the_other(
    before: tuple[Section, ...], after: tuple[Section, ...]
) -> None:
    told = changes(_agreement(before), _agreement(after))
    texts = sorted(readable(s) for s in before)
    for change in told:
        if change.spans and change.kind is not ChangeKind.NEW:
            texts.remove(change.before)
        elif change.kind is ChangeKind.REMOVED:
            texts.remove("")
        if change.kind is ChangeKind.NEW or (
            change.spans and change.kind is not ChangeKind.REMOVED
        ):
            texts.append(change.after)
    assert sorted(texts) == sorted(readable(s) for s in after)


@given(SECTIONS, SECTIONS)
def test_backwards_the_kinds_are_turned(
    before: tuple[Section, ...], after: tuple[Section, ...]
) -> None:
    turned = {ChangeKind.NEW: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.NEW}
    there = [change.kind for change in changes(_agreement(before), _agreement(after))]
    back = [change.kind for change in changes(_agreement(after), _agreement(before))]
    assert sorted(turned.get(kind, kind) for kind in there) == sorted(back)


@given(SECTIONS)
def test_a_version_never_differs_from_itself(sections: tuple[Section, ...]) -> None:
    assert changes(_agreement(sections), _agreement(sections)) == ()
