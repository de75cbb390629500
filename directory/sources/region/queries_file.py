"""Reads a tab-separated file of questions and answers, to test a region's words."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from directory.catalogue.specialties import official_lexicon
from directory.evaluation.lookup import NameQuestion
from directory.names.normalise import key
from directory.sources.faults import did_you_mean
from directory.sources.region.question_table import NOTHING, QuestionTable, read_question_table

HEADER = ("query", "expected", "kind")
CHOICE = "?"

Questions = QuestionTable[NameQuestion]


def read_questions(path: Path) -> Questions:
    """The questions of a file with every fault in it. Never raises.

    Header `query expected kind`; expected is an official name, `-` for nothing, or `?A|B` for a
    choice. Empty lines are skipped.
    """
    return read_question_table(path, HEADER, _question)


def _question(row: Mapping[str, str]) -> NameQuestion | tuple[str, str, str]:
    written = row["expected"].strip()
    names = [] if written == NOTHING else written.removeprefix(CHOICE).split("|")
    if len(names) > 1 and not written.startswith(CHOICE):
        return "expected", written, "Flera svar skrivs som ett val: ?A|B."
    official = _official()
    unknown = next((name for name in names if key(name) not in official), None)
    if unknown is not None:
        suggestion = did_you_mean(unknown, official.values())
        hint = suggestion or " Skriv det officiella namnet, eller - om inget ska påstås."
        return "expected", unknown, f"Det är ingen specialitet.{hint}"
    expected = tuple(dict.fromkeys(official[key(name)] for name in names))
    return NameQuestion(row["query"], expected, row["kind"].strip())


@lru_cache(maxsize=1)
def _official() -> Mapping[str, str]:
    return {key(specialty.name): specialty.name for specialty in official_lexicon().specialties}
