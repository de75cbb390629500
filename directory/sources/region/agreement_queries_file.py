"""Reads a tab-separated file of questions and the sections that answer them, to test agreements."""

import re
from collections.abc import Mapping
from pathlib import Path

from directory.evaluation.agreements import SearchQuestion
from directory.sources.region.question_table import NOTHING, QuestionTable, read_question_table

HEADER = ("query", "document", "section", "kind")

_BAR = re.compile(r"(?<!\\)\|")

AgreementQuestions = QuestionTable[SearchQuestion]


def read_agreement_questions(path: Path) -> AgreementQuestions:
    """The questions of a file in order, repeated ones too, with every fault. Never raises.

    Header `query document section kind`. A document is a file name, a section a heading in it, `*`
    any heading; `|` separates several, `\\|` is a bar within one. Document `-`: the answer must be
    empty. Empty lines are skipped.
    """
    return read_question_table(path, HEADER, _question)


def _question(row: Mapping[str, str]) -> SearchQuestion | tuple[str, str, str]:
    written = row["document"].strip()
    documents = () if written == NOTHING else _several(written)
    sections = _several(row["section"]) if documents else ()
    if not documents and written != NOTHING:
        return "document", "", "Ange filens namn, eller - om inget ska påstås."
    if documents and not sections:
        return "section", "", "Ange en rubrik, eller * för vilken som helst."
    return SearchQuestion(row["query"], documents, sections, row["kind"].strip())


def _several(cell: str) -> tuple[str, ...]:
    names = (name.strip().replace("\\|", "|") for name in _BAR.split(cell))
    return tuple(dict.fromkeys(name for name in names if name))
