"""How often words lead to the right specialty, measured on questions with known answers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import datetime

from directory.catalogue.services import Service
from directory.catalogue.specialties import Specialty
from directory.evaluation.figures import by_kind, share, table
from directory.lazy.values import dataclass
from directory.names.found import Hit, Target, TargetKind
from directory.names.resolver import Names
from directory.walltime.moments import read_moment

TOP = 3


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A query and the official names that it should lead to.

    None: nothing may be claimed. Several: a choice, each of them acceptable first.
    """

    query: str
    expected: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class JudgedName:
    """A question with the official names that were claimed, best first."""

    question: NameQuestion
    claimed: tuple[str, ...]

    @property
    def expected(self) -> tuple[str, ...]:
        """What the question should lead to."""
        return self.question.expected

    @property
    def right_first(self) -> bool:
        """Whether the claim begins with something expected."""
        return bool(self.claimed) and self.claimed[0] in self.expected

    @property
    def in_top(self) -> bool:
        """Whether something expected is among the first three."""
        return not set(self.expected).isdisjoint(self.claimed[:TOP])

    @property
    def all_in_top(self) -> bool:
        """Whether everything expected is among the first three."""
        return set(self.expected) <= set(self.claimed[:TOP])

    @property
    def wrong_first(self) -> bool:
        """Whether something was expected and something else is claimed first."""
        return bool(self.expected and self.claimed) and not self.right_first

    @property
    def silent(self) -> bool:
        """Whether something was expected and nothing is claimed."""
        return bool(self.expected) and not self.claimed

    @property
    def on_nonsense(self) -> bool:
        """Whether something is claimed where nothing may be."""
        return bool(self.claimed) and not self.expected


@dataclass(frozen=True, slots=True)
class NameFigures:
    """Shares of some questions; None where no question counts.

    The first five are of the questions that have an answer, `all_in_top` of the choices among them,
    `on_nonsense` of those that have none.
    """

    count: int
    right_first: float | None
    in_top: float | None
    all_in_top: float | None
    wrong_first: float | None
    silent: float | None
    on_nonsense: float | None


class Claims:
    """What konsult claims for a text, as official names; services and units by their specialty."""

    def __init__(
        self, names: Names, specialties: Iterable[Specialty], services: Iterable[Service]
    ) -> None:
        self._names = names
        self._official = {specialty.id: specialty.name for specialty in specialties}
        self._of: defaultdict[Target, list[str]] = defaultdict(list)
        for service in services:
            self._of[Target(TargetKind.SERVICE, service.id)].append(service.specialty)
            self._of[Target(TargetKind.UNIT, service.unit)].append(service.specialty)

    def of(self, text: str, now: datetime) -> tuple[str, ...]:
        """The names, best first; none where nothing is claimed. Never raises on any text.

        As the command does: words for a time are removed, then role, kind of service and place. A
        unit named alone stands for its own services.
        """
        _, rest = read_moment(text, now)
        query = self._names.query(rest)
        if query.subject.claimed:
            return self._named(query.subject.hits)
        only_place = query.place.claimed and not query.subject.hits
        return self._named(query.place.hits) if only_place else ()

    def _named(self, hits: Iterable[Hit]) -> tuple[str, ...]:
        ids = (id_ for hit in hits for id_ in self._specialties(hit.target))
        return tuple(dict.fromkeys(self._official[id_] for id_ in ids if id_ in self._official))

    def _specialties(self, target: Target) -> Sequence[str]:
        return [target.id] if target.kind is TargetKind.SPECIALTY else self._of.get(target, [])


def judge(
    questions: Iterable[NameQuestion], claimed: Callable[[str], tuple[str, ...]]
) -> tuple[JudgedName, ...]:
    """Every question with what is claimed for it."""
    return tuple(JudgedName(question, claimed(question.query)) for question in questions)


def figures(judged: Iterable[JudgedName]) -> NameFigures:
    """The shares of these questions."""
    rows = list(judged)
    answerable = [row for row in rows if row.expected]
    return NameFigures(
        count=len(rows),
        right_first=share(row.right_first for row in answerable),
        in_top=share(row.in_top for row in answerable),
        all_in_top=share(row.all_in_top for row in answerable if len(row.expected) > 1),
        wrong_first=share(row.wrong_first for row in answerable),
        silent=share(row.silent for row in answerable),
        on_nonsense=share(row.on_nonsense for row in rows if not row.expected),
    )


def groups(judged: Sequence[JudgedName]) -> Mapping[str, list[JudgedName]]:
    """The questions by kind in the order of names, then those with one answer, choices and all."""
    single = [row for row in judged if len(row.expected) == 1]
    choices = [row for row in judged if len(row.expected) > 1]
    together = {"ett svar": single, "val": choices, "alla": list(judged)}
    return by_kind(judged) | together


def table_lines(judged: Sequence[JudgedName]) -> list[str]:
    """One line for each group, after a line of headings."""
    headings = ("rätt först", "bland tre", "alla i tre", "fel först", "tyst", "nonsens")
    return table(headings, {name: astuple(figures(rows)) for name, rows in groups(judged).items()})


def predictions(judged: Iterable[JudgedName]) -> str:
    """A line for each question: the query, a tab, and the names claimed with `|` between."""
    return "".join(f"{row.question.query}\t{'|'.join(row.claimed)}\n" for row in judged)
