"""The medical dictionary is sound: every row well-formed, nothing twice, no trap."""

from collections import defaultdict

import pytest

from directory.agreements.synonyms import GroupKind, SynonymGroup, medical_synonyms, phrase
from directory.agreements.words import is_link, tokens

DICTIONARY = medical_synonyms()
SAME = [group for group in DICTIONARY.groups if group.sort is not GroupKind.UNDER]


def test_it_is_broad() -> None:
    terms = {term.casefold() for group in DICTIONARY.groups for term in group.terms}
    assert len(DICTIONARY.groups) >= 2500
    assert len(terms) >= 9000


def test_no_group_stands_in_another() -> None:
    phrases = {id(group): frozenset(map(phrase, group.terms)) for group in SAME}
    holders: defaultdict[tuple[str, ...], list[SynonymGroup]] = defaultdict(list)
    for group in SAME:
        for said in phrases[id(group)]:
            holders[said].append(group)
    for group in SAME:
        own = phrases[id(group)]
        shared = [other for other in holders[next(iter(own))] if other is not group]
        inside = [o.terms for o in shared if own <= phrases[id(o)] and o.when == group.when]
        assert not inside, (group.terms, inside)


def test_a_short_form_with_several_meanings_says_when_it_has_each() -> None:
    meant: defaultdict[str, list[SynonymGroup]] = defaultdict(list)
    for group in SAME:
        for term in group.terms:
            if len(term) <= 2:
                meant[term.casefold()].append(group)
    for term, groups in meant.items():
        assert len(groups) == 1 or all(group.when for group in groups), term


def test_no_term_is_empty_but_for_words_that_join() -> None:
    for group in DICTIONARY.groups:
        for term in group.terms:
            said = tokens(term)
            assert len(said) == 1 or sum(not is_link(word) for word in said) > 1, term


def test_the_wider_term_is_not_among_the_narrower() -> None:
    for group in DICTIONARY.groups:
        if group.sort is GroupKind.UNDER:
            assert group.terms[0] not in group.terms[1:]


def test_every_term_is_swedish_or_medical_text() -> None:
    for group in DICTIONARY.groups:
        for term in group.terms:
            assert term == " ".join(term.split()) and term.isprintable(), term


def _related(one: str, other: str) -> bool:
    known = DICTIONARY.meanings
    return not set(known.get(phrase(one), ())).isdisjoint(known.get(phrase(other), ()))


@pytest.mark.parametrize(
    "one, other",
    [
        ("UVI", "urinvägsinfektion"),
        ("KOL", "kroniskt obstruktiv lungsjukdom"),
        ("Alvedon", "paracetamol"),
        ("Eliquis", "apixaban"),
        ("åderbråck", "varicer"),
        ("halsfluss", "tonsillit"),
        ("vattkoppor", "varicella"),
        ("liktorn", "clavus"),
        ("lungröntgen", "röntgen pulm"),
        ("magnetkamera", "MR"),
        ("skiktröntgen", "datortomografi"),
        ("grå starr", "katarakt"),
        ("gikt", "podager"),
        ("havandeskapsförgiftning", "preeklampsi"),
        ("sköldkörtel", "tyreoidea"),
        ("blodförtunnande", "antikoagulantia"),
        ("sjukgymnast", "fysioterapeut"),
        ("distriktsläkare", "allmänläkare"),
        ("SÄBO", "särskilt boende"),
        ("sleep apnea", "sömnapné"),
    ],
)
def test_these_mean_the_same(one: str, other: str) -> None:
    assert _related(one, other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("hypertyreos", "hypotyreos"),
        ("hypertoni", "hypotoni"),
        ("hyperglykemi", "hypoglykemi"),
        ("utan symtom", "symtom"),
        ("gråstarr", "grön starr"),
        ("ALS", "MS"),
        ("tyreoidea", "paratyreoidea"),
        ("uretär", "uretra"),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert not _related(one, other)
