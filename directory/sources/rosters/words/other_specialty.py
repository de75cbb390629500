"""Tells a service's own words from those of another specialty: ”Bakjour ortopedi”."""

import re
from functools import lru_cache

from directory.catalogue.services import Service
from directory.catalogue.specialties import Specialty, official_lexicon
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.word_lists import Telling, telling

_SHORTEST = 5
_ENDINGS = ("", "i", "en", "in", "isk", "iska")
_DUTY = re.compile(r"(?:prim[äa]r|mellan|bak)jour\w*|konsult\w*|koordinator\w*|jour(?:en)?$")
_PLACES = frozenset({"akutsjukvard"})  # ”akuten” is a place, not the specialty of a line


def other_specialty(text: str, service: Service) -> str:
    """The name of a specialty that the text names and that is not the service's, else empty.

    Also in compounds: ”Ortopedbakjour”. The service's own words never count.
    """
    own_words = {folded(word) for word in re.split(r"[\W_]+", " ".join(_own(service)))}
    own = {meaning for word in own_words for meaning in _meaning(word)}
    for word in re.findall(r"\w+", folded(text)):
        stem = _DUTY.split(word)[0]
        is_word = stem == word and len(word) < _SHORTEST
        specialties = () if stem in own_words or is_word else _meaning(stem)
        if specialties and not own.intersection(specialties):
            return _names()[specialties[0]]
    return ""


@lru_cache(maxsize=64)
def own_words(service: Service) -> frozenset[str]:
    """The words, folded, that name the service itself, its specialty, its unit and its hospital.

    A part of the specialty that has a line of its own, such as PCI, is none of them.
    """
    names = (*_own(service), service.id, service.unit, service.hospital)
    words = {folded(word) for word in re.split(r"[\W_]+", " ".join(names))}
    own = {meaning for word in words for meaning in _meaning(word)}
    of_own = [known for known in official_lexicon().specialties if known.id in own]
    listed = {
        word
        for known in of_own
        for word in (*_written(known), *_shortened(known))
        if telling(word) is not Telling.ANOTHER_LINE
    }
    return frozenset({*words, *map(folded, names), *listed} - {""})


def not_ours(other: str, service: Service) -> str:
    return f"Det gäller {other}, inte ”{service.name}”. Ta bort det härifrån."


def _own(service: Service) -> tuple[str, ...]:
    return service.name, service.specialty, *service.aliases


def _meaning(word: str) -> tuple[str, ...]:
    """The ids of the specialties that a word names: exactly, or a title without its ending."""
    words = _words()
    if len(word) < _SHORTEST:
        return words.get(word, ())
    return next((words[word + end] for end in _ENDINGS if word + end in words), ())


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for specialty in official_lexicon().specialties:
        for word in _written(specialty) if specialty.id not in _PLACES else ():
            words[word] = (*words.get(word, ()), specialty.id)
    return words


def _written(specialty: Specialty) -> set[str]:
    names = (
        specialty.name,
        specialty.id,
        *specialty.titles,
        *specialty.lay_terms,
        *specialty.former_names,
        *specialty.first_parts,
    )
    return {folded(name) for name in names if re.fullmatch(r"\w{3,}", name)}


def _shortened(specialty: Specialty) -> set[str]:
    names = (*specialty.abbreviations, *specialty.clinics)
    return {folded(name) for name in names if re.fullmatch(r"\w{3,}", name)}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {specialty.id: specialty.name.lower() for specialty in official_lexicon().specialties}
