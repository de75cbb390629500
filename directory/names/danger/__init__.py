"""Words that mean danger to life: said before anything else, whatever the question was."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from directory.lazy.values import dataclass
from directory.names.danger.listed import AcuteGroup, AcuteList, OfSet, Phrase, acute_list
from directory.names.danger.said import Clauses, Spans
from directory.names.normalise import words
from directory.names.patient import PatientGroup, patient

MOST_TEXTS = 2000
GROUPS_OF_SIGNS = 2
OF_PREGNANT = "obstetrik-och-gynekologi"


@dataclass(frozen=True, slots=True)
class Danger:
    """What was recognised: the groups of the list that the words name, in the order of the list.

    `poison`: the poisons information centre is to be named. `specialties`: whose on-call comes
    after the emergency number, the likeliest first; empty where the region's default entry does.
    """

    groups: tuple[str, ...]
    poison: bool
    specialties: tuple[str, ...]


@lru_cache(maxsize=MOST_TEXTS)
def danger_in(text: str) -> Danger | None:
    """The danger to life that a text tells of; None where it tells of none, denies it, or speaks
    of what is long past. Never raises."""
    acute = acute_list()
    said = Clauses.of(text)
    spans = Spans(said, acute)
    told = [place for place in _possible(said.all_listed) if _is_told(*place, spans, said, acute)]
    told = [(number, place) for number, place in told if not _is_other(number, spans, acute)]
    found = [acute.groups[number] for number in _in_danger(told, acute)]
    return _danger(found, patient(words(text)).groups) if found else None


def _in_danger(told: Sequence[tuple[int, int]], acute: AcuteList) -> Sequence[int]:
    """The groups that are danger: one phrase is enough, of signs there must be two groups."""
    signed = {number for number, place in told if place >= len(acute.groups[number].phrases)}
    sure = {number for number, place in told if place < len(acute.groups[number].phrases)}
    return sorted(sure | signed if len(signed) >= GROUPS_OF_SIGNS else sure)


def _is_other(number: int, spans: Spans, acute: AcuteList) -> bool:
    """Whether something is said that gives the group's words another meaning."""
    return any(spans.of(phrase) for phrase in acute.groups[number].unless)


def _is_told(number: int, place: int, spans: Spans, said: Clauses, acute: AcuteList) -> bool:
    """Whether all that makes up one of the group's phrases or signs is said."""
    group = acute.groups[number]
    parts = group.told_by[place]
    if not all(spans.of(part) for part in parts):
        return False
    return all(
        _counts(part, group, spans, said, acute, _beside(part, parts, spans)) for part in parts
    )


def _beside(part: Phrase, parts: Sequence[Phrase], spans: Spans) -> Collection[int]:
    """The places of the words that the other parts are made of."""
    return {
        place
        for other in parts
        if other is not part
        for start, end in spans.of(other)
        for place in range(start, end)
    }


def _possible(words: frozenset[str]) -> Sequence[tuple[int, int]]:
    """The phrases and signs (group, place in it) of which every part has one of its words among
    these: most are never looked at."""
    begun = {place for word in words for place in _by_word().get(word, ())}
    needs, unsaid = _needs(), words.isdisjoint
    return sorted(place for place in begun if not any(map(unsaid, needs[place])))


@lru_cache(maxsize=1)
def _needs() -> Mapping[tuple[int, int], Sequence[frozenset[str]]]:
    """Of each phrase or sign the words of which one must be said, for each element of its parts."""
    acute = acute_list()
    return {
        (number, place): [
            needed for part in together for element in part if (needed := acute.needed((element,)))
        ]
        for number, group in enumerate(acute.groups)
        for place, together in enumerate(group.told_by)
    }


@lru_cache(maxsize=1)
def _by_word() -> Mapping[str, Sequence[tuple[int, int]]]:
    """The phrases and signs (group, place in it) that each word of the list may begin: the rarest
    part of each decides, so that most are never looked at."""
    acute = acute_list()
    by_word: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, group in enumerate(acute.groups):
        for place, together in enumerate(group.told_by):
            for word in min((acute.needed(part) for part in together), key=len):
                by_word[word].append((number, place))
    return by_word


def _counts(
    part: Phrase,
    group: AcuteGroup,
    spans: Spans,
    said: Clauses,
    acute: AcuteList,
    beside: Collection[int],
) -> bool:
    """Whether it stands somewhere neither denied nor, unless it is mere background, past."""
    known = isinstance(part[0], OfSet) and part[0].name in acute.context.background
    return any(
        not said.is_denied(start, end, acute.context, beside)
        and (known or not spans.is_past(start, end, seen=group.seen))
        for start, end in spans.of(part)
    )


def _danger(groups: Sequence[AcuteGroup], about: Sequence[PatientGroup]) -> Danger:
    causes_first = sorted(groups, key=lambda group: not group.cause)
    owners = dict.fromkeys(owner for group in causes_first for owner in _owners(group, about))
    names = tuple(group.name for group in groups)
    return Danger(names, any(group.poison for group in groups), tuple(owners))


def _owners(group: AcuteGroup, about: Sequence[PatientGroup]) -> Sequence[str]:
    """Whose on-call comes after the emergency number: first that of a child or of one pregnant."""
    if PatientGroup.CHILD in about and group.specialties:
        return (*group.children, *group.specialties)
    if PatientGroup.PREGNANT in about and group.specialties:
        return (OF_PREGNANT, *group.specialties)
    return group.specialties
