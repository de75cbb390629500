"""How well and fast agreements are searched, beside what else could: `make bench ARGS=agreements`.

queries-dev.tsv and the own queries have shaped the engine; docs/search.md tells what each set was
worth the first time that it was asked.
"""

import gc
import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from multiprocessing import get_context
from time import perf_counter, process_time

from benchmarks.agreement_documents import FOLDER, large_agreements, own_agreements
from benchmarks.agreement_peers import Search, bm25, fts5, postgres, rows_of, tantivy
from benchmarks.figures import summary
from directory.agreements.document import Agreement
from directory.agreements.index import AgreementIndex
from directory.evaluation.agreements import SearchQuestion, figures, judge, shown, table_lines
from directory.sources.region.agreement_queries_file import read_agreement_questions

TODAY = date(2026, 11, 25)
SETS = ("queries-dev.tsv", "queries-own.tsv", "queries-own-2.tsv", "queries-nothing.tsv")
FEW, MANY = 500, 50_000
Peer = Callable[..., AbstractContextManager[Search]]
PEERS: dict[str, Peer] = {
    "PostgreSQL swedish": postgres,
    "FTS5 unicode61": partial(fts5, tokenizer="unicode61 remove_diacritics 0"),
    "FTS5 trigram": partial(fts5, tokenizer="trigram"),
    "bm25s + stem": partial(bm25, split=False),
    "bm25s + stem + split": partial(bm25, split=True),
    "tantivy": tantivy,
}
LARGE_PEERS = ("PostgreSQL swedish", "FTS5 unicode61", "FTS5 trigram", "tantivy")


async def run() -> None:
    """Print the tables of every set, the peers' on the development set, and the times."""
    agreements = own_agreements()
    index = AgreementIndex.build(agreements)
    for name in SETS:
        print(f"\n{name}:")
        print("\n".join(table_lines(judge(_questions(name), _ours(index)))))
    others = AgreementIndex.build([*agreements, *own_agreements(FOLDER / "other")])
    print("\nqueries-other.tsv, with six documents of other fields indexed too:")
    print("\n".join(table_lines(judge(_questions("queries-other.tsv"), _ours(others)))))
    print(f"\nevery engine, {SETS[0]}:")
    for name, engine in _engines(agreements, tuple(PEERS)):
        print(_judged(name, engine))
    print(_judged("konsult", _ours(index)))
    for count in (FEW, MANY):
        _print_times(count)


def _print_times(count: int) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        print(f"\n{alone.submit(_built, count).result()}")
    agreements = _agreements(count)
    print(f"{'konsult':22}{_times(_ours(AgreementIndex.build(agreements)))}")
    gc.collect()
    for name, engine in _engines(agreements, LARGE_PEERS):
        print(f"{name:22}{_times(engine)}")


def _agreements(count: int) -> list[Agreement]:
    own = own_agreements()
    return [*own, *large_agreements(count - sum(len(one.sections) for one in own))]


def _built(count: int) -> str:
    """What building costs, in a process of its own: the peak includes Python and the documents."""
    agreements = _agreements(count)
    began, worked = perf_counter(), process_time()
    index = AgreementIndex.build(agreements)
    seconds, worked = perf_counter() - began, process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{len(index.sections)} sections built in {seconds:.1f} s ({worked:.1f} s of processor);"
        f" at most {peak} MB, Python and the documents included"
    )


def _engines(agreements: list[Agreement], names: tuple[str, ...]) -> Iterator[tuple[str, Search]]:
    places, rows = rows_of(agreements)
    for name in names:
        try:
            with PEERS[name](places, rows) as search:
                yield name, search
        except ModuleNotFoundError as missing:
            print(f"{name}: {missing.name} is not installed")


def _judged(name: str, search: Search) -> str:
    of = figures(judge(_questions(SETS[0]), search))
    shares = (of.first, of.in_top, of.mrr, of.document_first, of.claimed)
    return f"{name:22}" + "  ".join(f"{share or 0:.3f}" for share in shares)


def _times(search: Search) -> str:
    """The best of three rounds for each query: what is left is the engine's, not the machine's."""
    queries = [question.query for name in SETS for question in _questions(name)]
    rounds = [[_seconds(search, query) for query in queries] for _ in range(3)]
    return summary([min(three) for three in zip(*rounds, strict=True)])


def _seconds(search: Search, query: str) -> float:
    began = perf_counter()
    search(query)
    return perf_counter() - began


def _ours(index: AgreementIndex) -> Search:
    return lambda query: shown(index.search(query, today=TODAY))


def _questions(name: str) -> tuple[SearchQuestion, ...]:
    return read_agreement_questions(FOLDER / name).questions
