"""A question finds the section that answers it, with the sentences that do."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.agreements.document import (
    Agreement,
    AgreementKind,
    Block,
    BlockKind,
    Head,
    Section,
    Validity,
)
from directory.agreements.found import Filters, Strength
from directory.agreements.index import AgreementIndex
from tests.agreements import agreement, section

TODAY = date(2026, 11, 25)


def document(file: str, title: str, *sections: tuple[str, str], **head: Any) -> Agreement:
    """An agreement with its file for an id; each section has a heading and a text."""
    made = agreement(file, title, *(section(*words) for words in sections), **head)
    return replace(made, file=file)


KOL = document(
    "kol.md",
    "KOL – vårdnivå",
    ("Syrgas i hemmet", "Remiss skickas vid saturation under 92 procent. Rökfri i tre månader."),
    ("Remissinnehåll", "Ange rökstatus, spirometri och saturation."),
    ("Kontaktuppgifter", "Lungkliniken nås på 715 95."),
    kind=AgreementKind.HOK,
    valid_to=date(2027, 1, 1),
)
FOT = document(
    "diabetesfot.md",
    "Diabetesfot",
    ("Kärlutredning", "Tåtryck mäts på klinisk fysiologi. Under 30 mmHg: kärlkirurg."),
    ("Efter amputation", "Gåskola och protes sköts av rehabiliteringsmedicin."),
    valid_to=date(2025, 1, 1),
)
FLIMMER = document(
    "flimmer.md",
    "Förmaksflimmer",
    ("Blodförtunnande", "Apixaban är förstahandsval. Warfarin vid mekanisk klaff."),
    ("Remiss", "Remiss till kardiolog vid symtom trots frekvensreglering."),
    valid_from=date(2027, 1, 1),
)
INDEX = AgreementIndex.build([KOL, FOT, FLIMMER])


def first(query: str, index: AgreementIndex = INDEX) -> tuple[str, str]:
    best = index.search(query, today=TODAY).best
    return (best.agreement.file, best.section.heading) if best else ("", "")


@pytest.mark.parametrize(
    "query, file, heading",
    [
        ("syrgas hemma", "kol.md", "Syrgas i hemmet"),
        ("tåtrycksmätning", "diabetesfot.md", "Kärlutredning"),
        ("Eliquis", "flimmer.md", "Blodförtunnande"),
        ("Waran", "flimmer.md", "Blodförtunnande"),
        ("spirometry KOL", "kol.md", "Remissinnehåll"),
        ("amputasion protes", "diabetesfot.md", "Efter amputation"),
        ("sprometri", "kol.md", "Remissinnehåll"),
        ("karlutredning", "diabetesfot.md", "Kärlutredning"),
        ("vad ska stå i remissen KOL", "kol.md", "Remissinnehåll"),
        ("vem ringer man om KOL", "kol.md", "Kontaktuppgifter"),
        ("förmaksflimret remiss", "flimmer.md", "Remiss"),
    ],
)
def test_the_section_that_answers_comes_first(query: str, file: str, heading: str) -> None:
    assert first(query) == (file, heading)


@pytest.mark.parametrize(
    "query", ["HÖK KOL", "KOL-avtalet", "avtal om kroniskt obstruktiv lungsjukdom"]
)
def test_a_question_about_a_document_finds_it(query: str) -> None:
    found = INDEX.search(query, today=TODAY).document
    assert found is KOL


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", "och i på", "pizza", "xyzzy qwzx", "\x00\ud800", "patient"]
)
def test_nothing_is_claimed_of_nothing(query: str) -> None:
    assert INDEX.search(query, today=TODAY).hits == ()


def test_whole_sentences_are_shown() -> None:
    best = INDEX.search("saturation 92 syrgas", today=TODAY).best
    assert best and best.excerpt.lines == (
        "Remiss skickas vid saturation under 92 procent. Rökfri i tre månader.",
    )


def test_a_point_keeps_the_words_that_its_list_stands_under() -> None:
    lead = "Ska inte remitteras:"
    points = tuple(Block(BlockKind.ITEM, text, lead) for text in ("Ganglion.", "Hallux valgus."))
    section = Section(number=0, heading="Fötter och händer", blocks=points)
    index = AgreementIndex.build(
        [Agreement(head=Head(id="o", title="Ortopedi"), sections=(section,))]
    )
    best = index.search("hallux valgus", today=TODAY).best
    assert best and best.excerpt.lines == (lead, "• Ganglion.", "• Hallux valgus.")


def test_a_row_of_a_table_is_shown_whole() -> None:
    row = Block(BlockKind.ROW, "Problem: feber. Remiss: akut")
    section = Section(number=0, heading="Barn", blocks=(row,))
    index = AgreementIndex.build([Agreement(head=Head(id="b", title="Barn"), sections=(section,))])
    best = index.search("feber", today=TODAY).best
    assert best and best.excerpt.lines == ("Problem: feber. Remiss: akut",)


def test_an_expired_document_is_found_and_says_so() -> None:
    found = INDEX.search("tåtryck", today=TODAY)
    assert found.best and found.best.standing is Validity.EXPIRED


def test_what_is_asked_for_by_its_heading_is_a_strong_hit() -> None:
    best = INDEX.search("syrgas i hemmet", today=TODAY).best
    assert best and best.strength is Strength.STRONG


def test_a_filter_leaves_out_what_it_does_not_admit() -> None:
    only = Filters(kinds=frozenset({AgreementKind.RMR}))
    assert INDEX.search("syrgas hemma", today=TODAY, only=only).hits == ()
    only = Filters(standings=frozenset({Validity.VALID}))
    assert INDEX.search("tåtryck", today=TODAY, only=only).hits == ()


def test_no_documents_answer_nothing() -> None:
    assert AgreementIndex.build([]).search("KOL", today=TODAY).hits == ()
    empty = Agreement(head=Head(id="e", title="Tom"))
    assert AgreementIndex.build([empty, KOL]).search("syrgas hemma", today=TODAY).document is KOL


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_answered_in_the_same_way_twice(text: str) -> None:
    found = INDEX.search(text, today=TODAY)
    assert found == INDEX.search(text, today=TODAY)
    assert all(hit.excerpt.numbers for hit in found.hits[:4])
    assert len(found.hits) <= 10


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö ", min_size=3, max_size=25)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4), WORDS)
def test_another_document_never_hides_an_exact_heading(
    sections: list[tuple[str, str]], title: str
) -> None:
    index = AgreementIndex.build([KOL, FOT, FLIMMER, document("ny.md", title, *sections)])
    for agreed in (KOL, FOT, FLIMMER):
        for wanted in agreed.sections:
            found = index.search(wanted.heading, today=TODAY)
            assert (agreed.file, wanted.heading) in {
                (hit.agreement.file, hit.section.heading) for hit in found.hits
            }
