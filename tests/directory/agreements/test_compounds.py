"""Compounds come apart into words that are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.agreements.compounds import Splitter

WORDS = """
koloskopi remiss bäckenbotten fysioterapeut fot sår förmaksflimmer kontroll kvinna klinik hjärta
infarkt patient mottagning diabetes sköterska barn läkare
"""
SPLITTER = Splitter(WORDS.split())


@pytest.mark.parametrize(
    "word, parts",
    [
        ("koloskopiremiss", ("koloskopi", "remiss")),
        ("koloskopiremissen", ("koloskopi", "remissen")),
        ("bäckenbottenfysioterapeut", ("bäckenbotten", "fysioterapeut")),
        ("fotsåret", ("fot", "såret")),
        ("kvinnokliniken", ("kvinno", "kliniken")),
        ("hjärtinfarkt", ("hjärt", "infarkt")),
        ("hjärtinfarktpatienter", ("hjärt", "infarkt", "patienter")),
        ("diabetessköterskemottagning", ("diabetes", "sköterske", "mottagning")),
        ("barnläkaren", ("barn", "läkaren")),
        ("kontroll", ()),
        ("okändsak", ()),
    ],
)
def test_a_word_and_its_parts(word: str, parts: tuple[str, ...]) -> None:
    assert SPLITTER.parts(word) == parts


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö", max_size=40))
def test_parts_stand_in_the_word_in_order(word: str) -> None:
    at = 0
    for part in SPLITTER.parts(word):
        at = word.index(part, at) + len(part)
