"""What holds for every text and every region."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.specialties import official_lexicon
from directory.catalogue.units import UnitKind
from directory.names.aliases import Alias, taught
from directory.names.found import MOST_HITS, Certainty, Recognised
from directory.names.normalise import words
from directory.names.resolver import Names
from directory.names.vocabulary import vocabulary
from tests.builders import service, unit
from tests.directory.names.region import NAMES, OFFICIAL, SERVICES, TERMS, UNITS, ids

LEXICON = official_lexicon()
KNOWN = sorted(vocabulary(LEXICON).entries)
PIECES = st.one_of(
    st.sampled_from(KNOWN),
    st.sampled_from(["norra", "bakjour", "patient", "med", "15 år", "barn", "subakut", "åkersele"]),
    st.text(max_size=12),
)
PHRASES = st.lists(PIECES, max_size=6).map(" ".join)
NAMES_OF_UNITS = st.one_of(
    st.sampled_from(sorted(OFFICIAL.values())),
    st.sampled_from(KNOWN),
    st.text(min_size=1, max_size=20),
)


def _is_sound(found: Recognised) -> bool:
    targets = [hit.target for hit in found.hits]
    scores = all(0 <= hit.score <= 100 for hit in found.hits)
    few = len(targets) <= (3 if found.certainty is Certainty.NEAREST else MOST_HITS)
    return len(set(targets)) == len(targets) and scores and few


@settings(max_examples=200, deadline=None)
@given(PHRASES)
def test_no_text_raises_and_every_answer_is_sound(text: str) -> None:
    query = NAMES.query(text)
    assert all(
        _is_sound(found)
        for found in (query.subject, query.place, NAMES.unit(text), NAMES.subject(text))
    )


@settings(max_examples=60, deadline=None)
@given(PHRASES)
def test_the_same_words_give_the_same_answer(text: str) -> None:
    again = Names(LEXICON, SERVICES, UNITS, TERMS)
    assert (again.query(text), again.unit(text)) == (NAMES.query(text), NAMES.unit(text))


@settings(max_examples=60, deadline=None)
@given(NAMES_OF_UNITS, st.sampled_from(UnitKind), st.text(max_size=10))
def test_no_unit_changes_the_answer_to_an_official_name(
    name: str, kind: UnitKind, town: str
) -> None:
    added = unit("ny", name=name, kind=kind, municipality=town, aliases=(name.upper(),))
    names = Names(LEXICON, SERVICES, (*UNITS, added), TERMS)
    for official in ("Kirurgi", "Hud- och könssjukdomar", "Urologi"):
        assert names.subject(official) == NAMES.subject(official)
        assert names.query(official).subject == NAMES.query(official).subject


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20))
def test_no_service_changes_the_answer_to_an_official_name(name: str) -> None:
    added = service("ny", name=name or "Ny", specialty="kirurgi", aliases=("Kirurgi", "Urologi"))
    names = Names(LEXICON, (*SERVICES, added), UNITS, TERMS)
    for official in ("Kirurgi", "Urologi"):
        assert names.subject(official) == NAMES.subject(official)


@pytest.mark.parametrize(("specialty", "name"), sorted(OFFICIAL.items()))
def test_every_official_name_finds_itself(specialty: str, name: str) -> None:
    for text in (name, name.lower(), name.upper(), f"{name} norra", f"bakjour {name}"):
        found = NAMES.query(text).subject
        assert (found.certainty, ids(found)) == (Certainty.SURE, [specialty]), text


def test_every_word_of_the_lexicon_finds_what_it_leads_to() -> None:
    names = Names(LEXICON, (), (), ())
    for name, entry in vocabulary(LEXICON).entries.items():
        found = names.subject(entry.word)
        wanted = [target.id for target in entry.targets][:MOST_HITS]
        assert ids(found) == wanted, name


def test_every_alias_and_name_finds_its_service_or_unit() -> None:
    for one in SERVICES:
        for alias in one.aliases:
            assert one.id in ids(NAMES.subject(alias)), alias
    for place in UNITS:
        for name in (place.name, *place.aliases, *place.former_names):
            assert place.id in ids(NAMES.unit(name)), name


TARGETS = [one.id for one in SERVICES] + [one.id for one in UNITS] + sorted(OFFICIAL)
WORDS = NAMES_OF_UNITS.map(lambda written: " ".join(words(written)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from(TARGETS)), max_size=4))
def test_a_word_added_in_chat_finds_what_it_was_added_for(added: list[tuple[str, str]]) -> None:
    aliases = [Alias.of(word, target) for word, target in added]
    kept = {alias.id: alias for alias in aliases if not alias.id.isdigit() and alias.id}
    names = Names(LEXICON, SERVICES, UNITS, taught(TERMS, kept.values(), TARGETS))
    for alias in kept.values():
        if not names.is_official(alias.word):
            found = names.subject(alias.word) if _is_subject(alias) else names.unit(alias.word)
            assert alias.target in ids(found), alias
    for official in OFFICIAL.values():
        assert names.subject(official) == NAMES.subject(official), official


def _is_subject(alias: Alias) -> bool:
    return alias.target not in {one.id for one in UNITS}


def test_a_word_added_in_chat_takes_the_place_of_the_region_s_own() -> None:
    alias = Alias.of("Grå huset", "lyktan")
    names = Names(LEXICON, SERVICES, UNITS, taught(TERMS, [alias], TARGETS))
    assert ids(names.unit("grå huset")) == ["lyktan"]
    assert taught(TERMS, [Alias.of("grå huset", "borta")], TARGETS) == TERMS
    assert taught(TERMS, [Alias.of("grå huset", "bjorken")], TARGETS) == TERMS


def test_a_word_of_the_region_is_known_in_its_other_forms() -> None:
    alias = Alias.of("pumpmott", "kardiologi")
    names = Names(LEXICON, SERVICES, UNITS, taught(TERMS, [alias], TARGETS))
    assert ids(names.query("ring pumpmotten norra").subject) == ["kardiologi"]


def test_a_very_long_text_is_answered() -> None:
    assert NAMES.query("kardiologi " + "x" * 100_000).subject.claimed
    assert not NAMES.query("x" * 100_000).subject.claimed
