"""The bounds that lookups must keep, on the development set and on the project's own queries.

All of these queries have been seen by those who chose the words; a set that nobody has seen
decides. The tables are printed at the end of the run.
"""

from pathlib import Path

import pytest

from benchmarks.lookup import LATER_QUERIES, NOW, QUERIES
from directory.catalogue.specialties import official_lexicon
from directory.evaluation.lookup import Claims, JudgedName, NameFigures, figures, judge, table_lines
from directory.sources.region.queries_file import read_questions
from tests.directory.names.region import NAMES, SERVICES
from tests.paths import ROOT

DEVELOPMENT_SET = ROOT.parent / "shared" / "data" / "lookup" / "queries-dev.tsv"
CLAIMS = Claims(NAMES, official_lexicon().specialties, SERVICES)


def _judge(path: Path) -> tuple[JudgedName, ...]:
    read = read_questions(path)
    assert read.faults == ()
    return judge(read.questions, lambda text: CLAIMS.of(text, NOW))


@pytest.fixture(
    params=[DEVELOPMENT_SET, QUERIES, LATER_QUERIES],
    ids=["development", "own", "later"],
    scope="module",
)
def judged(request: pytest.FixtureRequest) -> tuple[JudgedName, ...]:
    path: Path = request.param
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this repository")
    return _judge(path)


def _of(judged: tuple[JudgedName, ...], *kinds: str) -> NameFigures:
    return figures(row for row in judged if row.question.kind in kinds)


def test_the_table_is_shown(judged: tuple[JudgedName, ...], request: pytest.FixtureRequest) -> None:
    lines = table_lines(judged)
    assert lines[-1].startswith("alla")
    request.node.user_properties.append(("shown", "\n".join(lines)))


def test_single_answers(judged: tuple[JudgedName, ...]) -> None:
    single = figures(row for row in judged if len(row.expected) == 1)
    assert (single.right_first or 0) >= 0.92
    assert (single.in_top or 0) >= 0.95
    assert (single.wrong_first or 0) <= 0.03


def test_choices(judged: tuple[JudgedName, ...]) -> None:
    choices = figures(row for row in judged if len(row.expected) > 1)
    assert (choices.right_first or 0) >= 0.85
    assert (choices.all_in_top or 0) >= 0.5


def test_typing_errors(judged: tuple[JudgedName, ...]) -> None:
    assert (_of(judged, "typo").right_first or 0) >= 0.93


def test_names_and_inflections(judged: tuple[JudgedName, ...]) -> None:
    right = _of(judged, "official", "inflected").right_first
    assert right is None or right >= 0.98


def test_nonsense(judged: tuple[JudgedName, ...]) -> None:
    assert (_of(judged, "negative").on_nonsense or 0) <= 0.02
    assert (_of(judged, "negative_near").on_nonsense or 0) <= 0.05


def test_the_page_has_the_table_of_this_run(
    judged: tuple[JudgedName, ...], request: pytest.FixtureRequest
) -> None:
    set_name = request.node.callspec.id
    page = (ROOT / "docs/lookup.md").read_text("utf-8")
    _, _, rest = page.partition(f"<!-- table: {set_name} -->\n```\n")
    written, _, _ = rest.partition("\n```")
    assert written == "\n".join(table_lines(judged)), f"put this run's table of {set_name} there"
