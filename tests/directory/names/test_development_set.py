"""The bounds that lookups must keep, on the development set and on the project's own queries.

The project's own queries have shaped the vocabulary; a set that nobody has seen decides.
"""

from pathlib import Path

import pytest

from benchmarks.lookup import QUERIES, Judged, judge, share
from tests.directory.names.region import NAMES

ROOT = Path(__file__).parents[3]
DEVELOPMENT_SET = ROOT.parent / "shared" / "data" / "lookup" / "queries-dev.tsv"


@pytest.fixture(params=[DEVELOPMENT_SET, QUERIES], ids=["development", "own"], scope="module")
def judged(request: pytest.FixtureRequest) -> dict[str, list[Judged]]:
    path: Path = request.param
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this repository")
    return judge(NAMES, path)


def _rows(judged: dict[str, list[Judged]], *kinds: str) -> list[Judged]:
    return [row for kind, rows in judged.items() for row in rows if not kinds or kind in kinds]


def test_single_answers(judged: dict[str, list[Judged]]) -> None:
    single = [row for row in _rows(judged) if len(row.expected) == 1]
    assert (share(row.acceptable_first for row in single) or 0) >= 0.92
    assert (share(row.all_in_three for row in single) or 0) >= 0.95
    assert (share(row.wrong for row in single) or 0) <= 0.03


def test_choices(judged: dict[str, list[Judged]]) -> None:
    choices = [row for row in _rows(judged) if len(row.expected) > 1]
    assert (share(row.acceptable_first for row in choices) or 0) >= 0.85
    assert (share(row.all_in_three for row in choices) or 0) >= 0.5


def test_typing_errors(judged: dict[str, list[Judged]]) -> None:
    assert (share(row.acceptable_first for row in _rows(judged, "typo")) or 0) >= 0.93


def test_names_and_inflections(judged: dict[str, list[Judged]]) -> None:
    named = _rows(judged, "official", "inflected")
    assert (share(row.acceptable_first for row in named) or 0) >= 0.98


def test_nonsense(judged: dict[str, list[Judged]]) -> None:
    assert (share(bool(row.claimed) for row in _rows(judged, "negative")) or 0) <= 0.02
    assert (share(bool(row.claimed) for row in _rows(judged, "negative_near")) or 0) <= 0.05
