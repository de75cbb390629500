"""Whether a roster speaks of somebody else's line: ”Bakjour ortopedi” in cardiology's roster."""

import re
from functools import lru_cache

from directory.catalogue.services import Service
from directory.catalogue.specialties import Specialty, official_lexicon
from directory.sources.rosters.folding import folded

_SHORTEST = 5
_ENDINGS = ("", "i", "en", "in", "isk", "iska")
_DUTY = re.compile(r"(?:prim[äa]r|mellan|bak)jour\w*|konsult\w*|koordinator\w*|jour(?:en)?$")
_PLACES = frozenset({"akutsjukvard"})  # ”akuten” is where somebody stands, not whose line it is


def other_specialty(text: str, service: Service) -> str:
    """The name of a specialty that the text names and that is not the service's, else empty.

    Also in compounds: ”Ortopedbakjour”. A word of the service's own is never another's.
    """
    own_words = {folded(word) for word in re.split(r"[\W_]+", " ".join(_own(service)))}
    own = {meaning for word in own_words for meaning in _meaning(word)}
    for word in re.findall(r"\w+", folded(text)):
        stem = _DUTY.split(word)[0]
        is_word = stem == word and len(word) < _SHORTEST
        found = () if stem in own_words or is_word else _meaning(stem)
        if found and not own.intersection(found):
            return _names()[found[0]]
    return ""


def not_ours(other: str, service: Service) -> str:
    return f"Det gäller {other}, inte ”{service.name}”. Ta bort det härifrån."


def _own(service: Service) -> tuple[str, ...]:
    return service.name, service.specialty, *service.aliases


def _meaning(word: str) -> tuple[str, ...]:
    """The ids of the specialties that a word names: exactly, or a title without its ending."""
    known = _words()
    if len(word) < _SHORTEST:
        return known.get(word, ())
    return next((known[word + end] for end in _ENDINGS if word + end in known), ())


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for specialty in official_lexicon().specialties:
        for word in _written(specialty) if specialty.id not in _PLACES else ():
            found[word] = (*found.get(word, ()), specialty.id)
    return found


def _written(one: Specialty) -> set[str]:
    names = (one.name, one.id, *one.titles, *one.lay_terms, *one.former_names, *one.first_parts)
    return {folded(name) for name in names if re.fullmatch(r"\w{3,}", name)}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {specialty.id: specialty.name.lower() for specialty in official_lexicon().specialties}
