"""How well and how fast words lead to specialties: `make bench ARGS=lookup`.

The project's own queries have shaped the vocabulary; those of `lookup-queries-2.tsv` were written
before the resolver had answered them (docs/lookup.md tells the figures of the first run).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from rapidfuzz import fuzz, process

from benchmarks.figures import summary
from directory.catalogue.specialties import official_lexicon
from directory.evaluation.lookup import Claims, NameQuestion, judge, table_lines
from directory.names.normalise import words
from directory.names.resolver import Names
from directory.names.vocabulary import vocabulary
from directory.sources.region.queries_file import read_questions

QUERIES = Path(__file__).with_name("lookup-queries.tsv")
LATER_QUERIES = Path(__file__).with_name("lookup-queries-2.tsv")
NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
PEER_CUTOFF = 80


async def run() -> None:
    """Print the tables of the project's own queries, and the peer's."""
    lexicon = official_lexicon()
    began = perf_counter()
    names = Names(lexicon, (), (), ())
    print(f"built in {perf_counter() - began:.2f} s")
    claims = Claims(names, lexicon.specialties, ())
    for path in (QUERIES, LATER_QUERIES):
        print(f"\n{path.name}:")
        _print_judged(read_questions(path).questions, lambda text: claims.of(text, NOW))
    print("\nthe peer, a ratio of letters (WRatio, at least 80) against the same words:")
    _print_judged(read_questions(QUERIES).questions, _peer())


def _print_judged(
    questions: tuple[NameQuestion, ...], claimed: Callable[[str], tuple[str, ...]]
) -> None:
    seconds: list[float] = []

    def timed(text: str) -> tuple[str, ...]:
        began = perf_counter()
        answer = claimed(text)
        seconds.append(perf_counter() - began)
        return answer

    print("\n".join(table_lines(judge(questions, timed))))
    print(summary(seconds))


def _peer() -> Callable[[str], tuple[str, ...]]:
    lexicon = official_lexicon()
    official = {specialty.id: specialty.name for specialty in lexicon.specialties}
    known = {
        name: tuple(official[target.id] for target in entry.targets)
        for name, entry in vocabulary(lexicon).entries.items()
        if entry.targets
    }

    def claimed(text: str) -> tuple[str, ...]:
        near = process.extractOne(
            "".join(words(text)), known.keys(), scorer=fuzz.WRatio, score_cutoff=PEER_CUTOFF
        )
        return known[near[0]] if near else ()

    return claimed
