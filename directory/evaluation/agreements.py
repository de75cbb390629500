"""How often search finds the right section, measured on questions with known answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple

from directory.agreements.found import SearchResult
from directory.evaluation.figures import by_kind, share, table
from directory.lazy.values import dataclass

TOP = 3
RANKS = 10
ANY = "*"

Place = tuple[str, str]
"""A document's file name and a heading in it."""


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """A question, the files that answer it and the headings; `*` is any heading of the file.

    No document: nothing may be claimed.
    """

    query: str
    documents: tuple[str, ...]
    sections: tuple[str, ...]
    kind: str

    def accepts(self, place: Place) -> bool:
        """Whether a section is a right answer."""
        return self.accepts_document(place) and (ANY in self.sections or place[1] in self.sections)

    def accepts_document(self, place: Place) -> bool:
        """Whether a section belongs to a right document."""
        return place[0] in self.documents


@dataclass(frozen=True, slots=True)
class JudgedSearch:
    """A question with the sections that were shown, best first."""

    question: SearchQuestion
    shown: tuple[Place, ...]

    @property
    def rank(self) -> int | None:
        """The place of the first right section among ten, from 1."""
        ranks = enumerate(self.shown[:RANKS], start=1)
        return next((rank for rank, place in ranks if self.question.accepts(place)), None)

    @property
    def document_first(self) -> bool:
        """Whether the first section belongs to a right document."""
        return bool(self.shown) and self.question.accepts_document(self.shown[0])


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """Shares of some questions; None where no question counts.

    The first four are of the questions that have an answer, `claimed` of those that have none.
    """

    count: int
    first: float | None
    in_top: float | None
    mrr: float | None
    document_first: float | None
    claimed: float | None


def shown(result: SearchResult) -> tuple[Place, ...]:
    """The hits of a search as places."""
    return tuple((hit.agreement.file, hit.section.heading) for hit in result.hits)


def judge(
    questions: Iterable[SearchQuestion], answer: Callable[[str], tuple[Place, ...]]
) -> tuple[JudgedSearch, ...]:
    """Every question, in order, with what is shown for it."""
    return tuple(JudgedSearch(question, answer(question.query)[:RANKS]) for question in questions)


def figures(judged: Iterable[JudgedSearch]) -> SearchFigures:
    """The shares of these questions."""
    rows = list(judged)
    answerable = [row for row in rows if row.question.documents]
    return SearchFigures(
        count=len(rows),
        first=share(row.rank == 1 for row in answerable),
        in_top=share(row.rank is not None and row.rank <= TOP for row in answerable),
        mrr=share(1 / row.rank if row.rank else 0.0 for row in answerable),
        document_first=share(row.document_first for row in answerable),
        claimed=share(bool(row.shown) for row in rows if not row.question.documents),
    )


def groups(judged: Sequence[JudgedSearch]) -> Mapping[str, list[JudgedSearch]]:
    """The questions by kind in the order of names, then all."""
    return by_kind(judged) | {"alla": list(judged)}


def table_lines(judged: Sequence[JudgedSearch]) -> list[str]:
    """One line for each kind, after a line of headings."""
    headings = ("rätt först", "bland tre", "MRR@10", "rätt dokument", "påstått")
    return table(headings, {name: astuple(figures(rows)) for name, rows in groups(judged).items()})


def predictions(judged: Iterable[JudgedSearch]) -> str:
    """A line for each question: it, a tab, and `file#heading` best first with `|` between.

    A `|`, tab, line break or backslash inside a heading or file name is written with a backslash
    before it (`\\|`, `\\t`, `\\n`, `\\\\`), so that a line can always be read back.
    """
    return "".join(f"{row.question.query}\t{_places(row.shown)}\n" for row in judged)


def _places(shown: Iterable[Place]) -> str:
    return "|".join(f"{_safe(file)}#{_safe(heading)}" for file, heading in shown)


def _safe(text: str) -> str:
    for sign, written in (
        ("\\", "\\\\"),
        ("|", "\\|"),
        ("\t", "\\t"),
        ("\r", "\\r"),
        ("\n", "\\n"),
    ):
        text = text.replace(sign, written)
    return text
