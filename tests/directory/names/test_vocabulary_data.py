"""The files of words are sound."""

import json
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

from directory.catalogue.specialties import official_lexicon
from directory.names.normalise import key, words

LEXICON = official_lexicon()
IDS = {specialty.id for specialty in LEXICON.specialties}


def _added(name: str = "vocabulary.json") -> dict[str, Any]:
    content: dict[str, Any] = json.loads(
        resources.files("directory.data").joinpath(name).read_text("utf-8")
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
    for name in ("vocabulary.json", "english.json"):
        assert "clinician" in _added(name)["meta"]["review"]


def test_english_words_give_no_other_word_another_meaning() -> None:
    """Each is listed once, so that it can turn no Swedish word into a choice."""
    english = _added("english.json")
    listed = [
        word for part in ("names", "conditions") for row in english[part].values() for word in row
    ]
    listed += english["shared_conditions"]
    own = Counter(key(word) for word in listed)
    everywhere = Counter(key(word) for word in _all_words())
    assert [word for word in own if own[word] > 1 or everywhere[word] > own[word]] == []
    assert set(english["names"]) | set(english["conditions"]) <= IDS


def _all_words() -> Iterator[str]:
    for specialty in LEXICON.specialties:
        yield from (*specialty.titles, *specialty.clinics, *specialty.abbreviations)
        yield from (*specialty.lay_terms, *specialty.conditions)
    yield from LEXICON.shared_conditions
