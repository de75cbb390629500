"""The 63 official specialties (SOSFS 2015:8 / HSLF-FS 2021:8) with the words clinicians use.

The words are routing vocabulary, not clinical advice, and a clinician has not yet reviewed them.
"""

import json
from dataclasses import field
from functools import lru_cache
from importlib import resources
from typing import Any

from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty:
    """An official specialty and the words that lead to it.

    `first_parts`, `last_parts`: parts of compounds, never words of their own: hjärt|läkare,
    underarms|fraktur.
    """

    id: str
    name: str
    parent: str = ""
    titles: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    lay_terms: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    first_parts: tuple[str, ...] = ()
    last_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CareSetting:
    """A kind of ward or reception (IVA, BB, MVC) that belongs to one or more specialties."""

    id: str
    name: str
    specialties: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    lay_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The product's own vocabulary.

    `ambiguous`: abbreviation → ids of specialties, the likeliest first; a choice, never one answer,
    unless `defaults` names one. `whole_query_only`: abbreviations that mean something only when
    they are all that was typed. `shared_conditions`: owned by several specialties, show all.
    `weak_words`: yield to any other word. `filler_words`: carry no meaning in a phrase.
    `ordinary_words`: everyday words near a medical one, never taken for a misspelling of it.
    `for_children`: a specialty → to whom a child with its conditions goes, the likeliest first.
    `said_together`: words that say a finding together, wherever they stand → whose it is.
    One lexicon is one object: it is compared and hashed by identity.
    """

    specialties: tuple[Specialty, ...]
    settings: tuple[CareSetting, ...]
    ambiguous: dict[str, tuple[str, ...]]
    defaults: dict[str, str]
    whole_query_only: frozenset[str]
    shared_conditions: dict[str, tuple[str, ...]]
    weak_words: frozenset[str] = frozenset()
    filler_words: frozenset[str] = frozenset()
    ordinary_words: frozenset[str] = frozenset()
    for_children: dict[str, tuple[str, ...]] = field(default_factory=dict)
    said_together: dict[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def official_lexicon() -> Lexicon:
    """The lexicon that ships with konsult, read once.

    directory/data/specialties.json holds the official list, vocabulary.json what was added to it,
    english.json the complaints and everyday words of questions in English, said_together.json the
    findings that several words say together.
    """
    raw, added = _read("specialties.json"), _read("vocabulary.json")
    english = _read("english.json")
    shared = {
        **raw["shared_conditions"],
        **added["shared_conditions"],
        **english["shared_conditions"],
    }
    return Lexicon(
        specialties=tuple(
            _specialty(row, added["specialties"].get(row["id"], {}), _english(row["id"], english))
            for row in raw["specialties"]
        ),
        settings=tuple(_setting(row) for row in raw["units"]),
        ambiguous={k: tuple(v) for k, v in raw["ambiguous_abbreviations"].items()},
        defaults={k: v for k, v in raw["suggested_defaults"].items() if v},
        whole_query_only=frozenset(raw["whole_query_only"]) | frozenset(added["whole_query_only"]),
        shared_conditions={k: tuple(v) for k, v in shared.items()},
        weak_words=frozenset(added["weak_words"]),
        filler_words=frozenset(added["filler_words"]) | frozenset(english["filler_words"]),
        ordinary_words=frozenset(added["ordinary_words"]) | frozenset(english["ordinary_words"]),
        for_children={k: tuple(v) for k, v in added["for_children"].items()},
        said_together=_said_together(_read("said_together.json")),
    )


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(
        resources.files("directory.data").joinpath(name).read_text("utf-8")
    )
    return content


def _said_together(raw: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Each finding with its owners; `a, b` before a list of findings are the owners of all."""
    return {
        finding: tuple(owners.split(", "))
        for owners, findings in raw["findings"].items()
        for finding in findings
    }


def _english(owner: str, english: dict[str, Any]) -> dict[str, list[str]]:
    """The English words of a specialty, by the list that they stand in."""
    return {listed: english[listed].get(owner, []) for listed in ("names", "conditions")}


def _specialty(
    row: dict[str, list[str]], added: dict[str, list[str]], english: dict[str, list[str]]
) -> Specialty:
    return Specialty(
        id=str(row["id"]),
        name=str(row["official_name"]),
        parent=str(row["parent"] or ""),
        titles=tuple(row["profession_titles"]),
        clinics=tuple(row["clinics"]),
        abbreviations=tuple(row["abbreviations"]),
        lay_terms=(
            *row["lay_terms"],
            *added.get("names", ()),
            *added.get("english", ()),
            *english["names"],
        ),
        former_names=tuple(row["former_names"]),
        conditions=(*row["conditions"], *added.get("conditions", ()), *english["conditions"]),
        first_parts=tuple(added.get("first_parts", ())),
        last_parts=tuple(added.get("last_parts", ())),
    )


def _setting(row: dict[str, list[str]]) -> CareSetting:
    return CareSetting(
        id=str(row["id"]),
        name=str(row["name"]),
        specialties=tuple(row["specialties"]),
        abbreviations=tuple(row["abbreviations"]),
        lay_terms=tuple(row["lay_terms"]),
    )
