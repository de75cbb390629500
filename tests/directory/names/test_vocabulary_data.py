"""The files of words are sound."""

import json
from importlib import resources
from typing import Any

from directory.catalogue.specialties import official_lexicon
from directory.names.normalise import key, words

LEXICON = official_lexicon()
IDS = {specialty.id for specialty in LEXICON.specialties}


def _added() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(
        resources.files("directory.data").joinpath("vocabulary.json").read_text("utf-8")
    )
    return content


def test_there_are_63_specialties() -> None:
    assert len(IDS) == 63


def test_every_owner_is_a_specialty() -> None:
    assert set(_added()["specialties"]) <= IDS
    for word, owners in LEXICON.shared_conditions.items():
        assert owners and set(owners) <= IDS, word


def test_every_word_can_be_typed() -> None:
    for specialty in LEXICON.specialties:
        for word in (
            *specialty.lay_terms,
            *specialty.conditions,
            *specialty.first_parts,
            *specialty.last_parts,
        ):
            assert key(word), word


def test_fillers_and_everyday_words_are_single_words_in_their_first_form() -> None:
    for word in LEXICON.filler_words | LEXICON.ordinary_words:
        assert words(word) == [word]


def test_the_review_by_a_clinician_is_asked_for() -> None:
    assert "clinician" in _added()["meta"]["review"]
