"""How often words lead to the right medicines, measured on questions with known answers."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from directory.lazy.values import dataclass

TOP = 3


@dataclass(frozen=True, slots=True)
class MedicineQuestion:
    """A query and the ATC codes that it should lead to; none where nothing may be shown."""

    query: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedMedicine:
    """A question with the codes that were shown, best first."""

    question: MedicineQuestion
    shown: tuple[str, ...]

    @property
    def right_first(self) -> bool:
        """Whether the best is expected, or nothing is shown where nothing should be."""
        expected = self.question.expected
        return self.shown[0] in expected if self.shown else not expected

    @property
    def in_top(self) -> bool:
        """Whether something expected is among the first three, or both are nothing."""
        expected = set(self.question.expected)
        return bool(expected & set(self.shown[:TOP])) or not (expected or self.shown)


def judge_medicines(
    questions: Iterable[MedicineQuestion], find: Callable[[str], Sequence[str]]
) -> list[JudgedMedicine]:
    """Ask each question."""
    return [JudgedMedicine(question, tuple(find(question.query))) for question in questions]


def medicine_predictions(judged: Iterable[JudgedMedicine]) -> str:
    """A line for each question: the query, a tab, and the codes with ”|”."""
    return "".join(f"{one.question.query}\t{'|'.join(one.shown)}\n" for one in judged)


def medicine_lines(judged: Sequence[JudgedMedicine]) -> Iterator[str]:
    """How many were right, in Swedish, and those that were not."""
    asked = [one for one in judged if one.question.expected]
    nothing = [one for one in judged if not one.question.expected]
    yield f"{len(judged)} frågor"
    yield f"Rätt först: {sum(one.right_first for one in asked)} av {len(asked)}"
    yield f"Rätt bland {TOP}: {sum(one.in_top for one in asked)} av {len(asked)}"
    yield f"Inget där inget ska visas: {sum(one.right_first for one in nothing)} av {len(nothing)}"
    for one in judged:
        if not one.right_first:
            expected = "|".join(one.question.expected) or "-"
            shown = "|".join(one.shown[:TOP]) or "-"
            yield f"    {one.question.query}: {shown}, inte {expected}"
