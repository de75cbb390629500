"""How good the search is on the project's own sets, and that nonsense claims nothing."""

import random
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest

from benchmarks.agreement_documents import FOLDER, own_agreements
from directory.agreements.index import AgreementIndex
from directory.agreements.unasked import unasked
from directory.evaluation.agreements import JudgedSearch, SearchFigures, figures, judge, shown
from directory.sources.region.agreement_queries_file import read_agreement_questions

TODAY = date(2026, 11, 25)


@lru_cache(maxsize=1)
def index() -> AgreementIndex:
    return AgreementIndex.build(own_agreements())


@lru_cache(maxsize=8)
def judged(name: str) -> tuple[JudgedSearch, ...]:
    read = read_agreement_questions(FOLDER / name)
    assert not read.faults
    return judge(read.questions, lambda text: shown(index().search(text, today=TODAY)))


def of_kind(name: str, *kinds: str) -> SearchFigures:
    return figures(row for row in judged(name) if not kinds or row.question.kind in kinds)


@pytest.mark.parametrize("name", ["queries-dev.tsv", "queries-own.tsv", "queries-own-2.tsv"])
def test_the_right_section_comes_first_or_among_three(name: str) -> None:
    of = of_kind(name)
    assert (of.first or 0) >= 0.75
    assert (of.in_top or 0) >= 0.88
    assert (of.document_first or 0) >= 0.85


def test_documents_of_other_fields_are_found_too() -> None:
    both = AgreementIndex.build([*own_agreements(), *own_agreements(FOLDER / "other")])
    questions = read_agreement_questions(FOLDER / "queries-other.tsv").questions
    of = figures(judge(questions, lambda text: shown(both.search(text, today=TODAY))))
    assert (of.first or 0) >= 0.75
    assert (of.in_top or 0) >= 0.88


@pytest.mark.parametrize("kind", ["keyword", "inflected", "typo"])
def test_words_as_they_are_written_are_found(kind: str) -> None:
    assert (of_kind("queries-dev.tsv", kind).in_top or 0) >= 0.9


@pytest.mark.parametrize("kind", ["nonsense", "out of scope"])
def test_what_no_document_is_about_is_seldom_claimed(kind: str) -> None:
    claimed = of_kind("queries-nothing.tsv", kind).claimed
    assert claimed is not None and claimed <= 0.2


def test_what_is_shown_unasked_is_nearly_always_right() -> None:
    """On the card of /konsult: much less is shown than a search finds, and less of it is wrong."""
    questions = read_agreement_questions(FOLDER / "queries-dev.tsv").questions
    found = [(one, unasked(_valid_index(), one.query, TODAY)) for one in questions]
    shown_for = [(one, (hit.agreement.file, hit.section.heading)) for one, hit in found if hit]
    right = [one.accepts(place) for one, place in shown_for]
    assert len(right) >= 60 and sum(right) / len(right) >= 0.93


def test_what_no_document_is_about_is_not_shown_unasked() -> None:
    questions = read_agreement_questions(FOLDER / "queries-nothing.tsv").questions
    shown_for = [one.query for one in questions if unasked(_valid_index(), one.query, TODAY)]
    assert len(shown_for) <= len(questions) / 50, shown_for


@lru_cache(maxsize=1)
def _valid_index() -> AgreementIndex:
    """As if every document held: what is not known to hold is never shown unasked."""
    last = date(2030, 1, 1)
    heads = [replace(one.head, valid_from=None, valid_to=last) for one in own_agreements()]
    return AgreementIndex.build(
        [replace(one, head=head) for one, head in zip(own_agreements(), heads, strict=True)]
    )


def test_words_that_nobody_has_written_claim_nothing() -> None:
    chance = random.Random(1)
    letters = "aeiouyåäöbdfghjklmnprstvbdfghjklmnprst"
    made = ["".join(chance.choices(letters, k=chance.randint(4, 12))) for _ in range(200)]
    queries = [" ".join(made[at : at + 2]) for at in range(0, 200, 2)]
    claimed = [query for query in queries if index().search(query, today=TODAY).hits]
    assert len(claimed) <= 5, claimed


def test_headings_are_found_as_they_stand() -> None:
    for one, section in index().sections:
        best = index().search(f"{one.head.title} {section.heading}", today=TODAY).document
        assert best is not None, section.heading
