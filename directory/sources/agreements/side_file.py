"""Writes a side file of what a person fills in about a document."""

from collections.abc import Mapping

import yaml

from directory.catalogue.lengths import LONGEST_HEAD
from directory.sources.agreements.head_part import KEY_OF, NOTHING
from directory.sources.agreements.prose import prose

LONGEST_ANSWER = LONGEST_HEAD


def side_file(answers: Mapping[str, str]) -> bytes:
    """A side file with the answers, which are by field of Head; every value is quoted."""
    content = {KEY_OF[field].name: text for field, text in answers.items()}
    written = yaml.safe_dump(content, allow_unicode=True, default_style='"', width=1_000_000)
    return written.encode()


def answer_fault(field: str, text: str) -> str:
    """Why the text is refused for a field of Head, in Swedish; empty if it is accepted."""
    written = prose(text)
    if len(written) > LONGEST_ANSWER:
        return f"Skriv högst {LONGEST_ANSWER} tecken."
    if written.casefold() in NOTHING:
        return ""
    try:
        KEY_OF[field].read((written,))
    except ValueError as error:
        return str(error)
    return ""
