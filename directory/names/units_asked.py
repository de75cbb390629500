"""Whether a text asks for units: one that it names anywhere, or a kind of unit."""

from directory.lazy.values import dataclass
from directory.names.found import NOTHING, Certainty, Recognised
from directory.names.normalise import words
from directory.names.resolver import Names
from directory.names.unit_groups import GroupSaid, group_said

_MOST_BESIDE = 2
_LONGEST_ABBREVIATION = 5
_AS_WRITTEN = 96
_NUMBER_WORDS_WRITTEN = """
direktnummer direktnumret kontakt kontakta nr numret nummer nå når ring ringa ringer tel tele
telefon telefonen telefonnummer telefonnumret tfn
"""
_NUMBER_WORDS = frozenset(_NUMBER_WORDS_WRITTEN.split())


@dataclass(frozen=True, slots=True)
class UnitsAsked:
    """The units that were `named`; with a `kind` of unit they may also say where it is.

    `misspelt`: the name was not written as any that is known. `unread`: words that mean nothing.
    """

    named: Recognised = NOTHING
    kind: GroupSaid | None = None
    misspelt: bool = False
    unread: str = ""


def units_asked(text: str, names: Names) -> UnitsAsked | None:
    """The units that the text asks for; None where it is about a subject, or nothing known.

    A unit beside a subject is where the subject is (”kardiologi norra”), and a kind of unit beside
    one only says from where is asked.
    """
    kind = group_said(text)
    if kind is not None:
        return _of_kind(text, kind, names)
    query = names.query(text)
    if query.subject.claimed:
        return _number_of_clinic(text, names)
    if query.role is not None:
        return None
    beside = [word for word in names.telling(query.subject_words) if word not in _NUMBER_WORDS]
    if query.place.claimed:
        whole = _misspelt(names.telling(text), names) if beside else None
        if whole and whole.named.certainty is Certainty.SURE:
            return whole
        return _named(query.place, query.place_words, beside)
    near = _misspelt([*query.place_words.split(), *beside], names)
    suggests_more = bool(query.subject.hits) and near and not near.named.claimed
    return None if suggests_more else near


def _of_kind(text: str, kind: GroupSaid, names: Names) -> UnitsAsked | None:
    if names.query(kind.rest).subject.claimed:
        return None
    place = names.query(text).place
    named = place if place.claimed else names.unit(kind.rest)
    unread = "" if place.claimed or named.claimed else " ".join(names.strange(kind.rest))
    return UnitsAsked(
        named if named.claimed else NOTHING, kind, misspelt=_is_guess(named), unread=unread
    )


def _is_guess(named: Recognised) -> bool:
    return bool(named.hits) and named.hits[0].score < _AS_WRITTEN


def _named(place: Recognised, written: str, beside: list[str]) -> UnitsAsked | None:
    """A place with a few words that mean nothing here; a short one may be part of their meaning."""
    few = len(beside) <= _MOST_BESIDE and len(written) > _LONGEST_ABBREVIATION
    return UnitsAsked(place, unread=" ".join(beside)) if few or not beside else None


def _number_of_clinic(text: str, names: Names) -> UnitsAsked | None:
    """”numret till hjärtkliniken”: a clinic's own name and a word for its number."""
    tokens = words(text)
    if _NUMBER_WORDS.isdisjoint(tokens):
        return None
    told = [word for word in names.telling(text) if word not in _NUMBER_WORDS]
    named = names.unit(" ".join(told))
    sure = named.certainty is Certainty.SURE
    return UnitsAsked(named) if sure and not _is_guess(named) else None


def _misspelt(beside: list[str], names: Names) -> UnitsAsked | None:
    if not 0 < len(beside) <= _MOST_BESIDE:
        return None
    named = names.unit(" ".join(beside))
    return UnitsAsked(named, misspelt=True) if named.hits else None
