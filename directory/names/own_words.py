"""The region's own words for its services: terms, service names and aliases."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from directory.catalogue.services import Service
from directory.catalogue.terms import Term
from directory.names.entries import VocabularyEntry, Weight
from directory.names.found import Target, TargetKind
from directory.names.normalise import key
from directory.names.vocabulary import Vocabulary


def own_words(
    vocabulary: Vocabulary, services: Sequence[Service], terms: Iterable[Term]
) -> dict[str, VocabularyEntry]:
    """What the region's words lead to. No official name is ever given another meaning.

    A term stands for what it was written for. A service's name or alias that the lexicon knows too
    leads to the service where it is the only one of its specialty and kind, else to a choice of
    both; where several services have it, the lexicon's meaning is kept.
    """
    named = _of_services(vocabulary, services)
    named |= _of_terms(vocabulary, {service.id for service in services}, terms)
    return {name: entry for name, entry in named.items() if not vocabulary.is_official_name(name)}


def _of_services(vocabulary: Vocabulary, services: Sequence[Service]) -> dict[str, VocabularyEntry]:
    bearers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for service in services:
        for word in (service.name, *service.aliases):
            bearers[key(word)].setdefault(service.id, word)
    bearers.pop("", None)
    alone = _alone(services)
    entries: dict[str, VocabularyEntry] = {}
    for name, words in bearers.items():
        targets = tuple(Target(TargetKind.SERVICE, service) for service in words)
        lexicon_entry = vocabulary.entries.get(name)
        if lexicon_entry and lexicon_entry.targets:
            if len(targets) > 1:
                continue
            if alone.get(targets[0].id) != lexicon_entry.targets:
                targets += lexicon_entry.targets
        entries[name] = VocabularyEntry(next(iter(words.values())), targets, Weight.NAME)
    return entries


def _alone(services: Sequence[Service]) -> dict[str, tuple[Target, ...]]:
    """The services that are the only ones of their specialty and kind, with that specialty."""
    count = Counter((service.specialty, service.kind) for service in services)
    return {
        service.id: (Target(TargetKind.SPECIALTY, service.specialty),)
        for service in services
        if count[service.specialty, service.kind] == 1
    }


def _of_terms(
    vocabulary: Vocabulary, services: set[str], terms: Iterable[Term]
) -> dict[str, VocabularyEntry]:
    ids = {key(name): owner for owner, name in vocabulary.names.items()}
    targets_of: defaultdict[str, list[Target]] = defaultdict(list)
    written: dict[str, str] = {}
    for term in terms:
        target = _target(term.target, vocabulary.names, ids, services)
        if target and key(term.word):
            targets_of[key(term.word)].append(target)
            written.setdefault(key(term.word), term.word)
    return {
        name: VocabularyEntry(written[name], tuple(dict.fromkeys(targets)), Weight.NAME)
        for name, targets in targets_of.items()
    }


def _target(
    target: str, names: Mapping[str, str], ids: Mapping[str, str], services: set[str]
) -> Target | None:
    if target in services:
        return Target(TargetKind.SERVICE, target)
    owner = target if target in names else ids.get(key(target))
    return Target(TargetKind.SPECIALTY, owner) if owner else None
