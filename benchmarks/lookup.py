"""How well and how fast words lead to specialties: `make bench ARGS=lookup`.

Columns of the table: single answers right first and in the top three, choices with an acceptable
first and with all in the top three, claims that begin with a wrong specialty, and claims where
nothing may be claimed. A file of queries has the columns query, expected and kind; expected is an
official name, `-` for nothing, or `?A|B` for a choice.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from rapidfuzz import fuzz, process

from benchmarks.figures import summary
from directory.names.found import Found, Hit
from directory.names.normalise import words
from directory.names.resolver import Names
from directory.names.vocabulary import vocabulary
from directory.specialties import official_lexicon

QUERIES = Path(__file__).with_name("lookup-queries.tsv")
NOTHING = "-"
CHOICE = "?"
PEER_CUTOFF = 80


@dataclass(frozen=True, slots=True)
class Judged:
    """One query with what was expected and what was claimed, as official names."""

    query: str
    expected: tuple[str, ...]
    claimed: tuple[str, ...]
    seconds: float

    @property
    def acceptable_first(self) -> bool:
        """Whether the claim begins with something expected."""
        return bool(self.claimed) and self.claimed[0] in self.expected

    @property
    def all_in_three(self) -> bool:
        """Whether everything expected is among the first three."""
        return set(self.expected) <= set(self.claimed[:3])

    @property
    def wrong(self) -> bool:
        """Whether something else than the expected is claimed first."""
        return bool(self.claimed) and not self.acceptable_first


async def run() -> None:
    """Print the table of the project's own queries."""
    lexicon = official_lexicon()
    began = perf_counter()
    names = Names(lexicon, (), (), ())
    print(f"built in {perf_counter() - began:.2f} s")
    judged = judge(names, QUERIES)
    print_table(judged)
    print(summary([row.seconds for rows in judged.values() for row in rows]))
    print("\nthe peer, a ratio of letters (WRatio, at least 80) against the same words:")
    _print_peer([row for rows in judged.values() for row in rows])


def judge(names: Names, queries: Path) -> dict[str, list[Judged]]:
    """Every query of a file, by kind."""
    official = {specialty.id: specialty.name for specialty in official_lexicon().specialties}
    judged: defaultdict[str, list[Judged]] = defaultdict(list)
    with queries.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            began = perf_counter()
            found = names.subject(row["query"])
            seconds = perf_counter() - began
            expected = _expected(row["expected"])
            claimed = tuple(official[hit.target.id] for hit in _claims(found))
            judged[row["kind"]].append(Judged(row["query"], expected, claimed, seconds))
    return dict(judged)


def print_table(judged: dict[str, list[Judged]]) -> None:
    """One line per kind and one for all."""
    print(f"{'':16}{'number':>8}{'first':>8}{'in three':>10}{'all three':>11}{'wrong':>8}")
    everything = [row for rows in judged.values() for row in rows]
    kinds = sorted(judged.items())
    for kind, rows in kinds if len(kinds) == 1 else (*kinds, ("all", everything)):
        print(f"{kind:16}{len(rows):8}{_figures(rows)}")


def share(hits: Iterable[bool]) -> float | None:
    """The share that is true; None of nothing."""
    given = list(hits)
    return sum(given) / len(given) if given else None


def _print_peer(judged: Sequence[Judged]) -> None:
    lexicon = official_lexicon()
    official = {specialty.id: specialty.name for specialty in lexicon.specialties}
    known = {
        name: tuple(official[target.id] for target in entry.targets)
        for name, entry in vocabulary(lexicon).entries.items()
        if entry.targets
    }
    rows = []
    for row in judged:
        began = perf_counter()
        near = process.extractOne(
            "".join(words(row.query)), known.keys(), scorer=fuzz.WRatio, score_cutoff=PEER_CUTOFF
        )
        claimed = known[near[0]] if near else ()
        rows.append(Judged(row.query, row.expected, claimed, perf_counter() - began))
    print_table({"peer": rows})
    print(summary([row.seconds for row in rows]))


def _figures(rows: Sequence[Judged]) -> str:
    wanted = [row for row in rows if row.expected]
    choices = [row for row in wanted if len(row.expected) > 1]
    figures = (
        (8, share(row.acceptable_first for row in wanted)),
        (10, share(bool(set(row.expected) & set(row.claimed[:3])) for row in wanted)),
        (11, share(row.all_in_three for row in choices)),
        (8, share(row.wrong for row in rows)),
    )
    return "".join(f"{'–' if part is None else f'{part:.3f}':>{width}}" for width, part in figures)


def _expected(written: str) -> tuple[str, ...]:
    return () if written == NOTHING else tuple(written.removeprefix(CHOICE).split("|"))


def _claims(found: Found) -> Sequence[Hit]:
    return found.hits if found.claimed else ()
