"""The lines of letters: words, and telephone numbers as values of their own."""

from collections.abc import Iterable, Iterator
from typing import Any

from directory.catalogue.numbers_in_text import numbers_in, secret_uri
from directory.catalogue.phones import Phone, PhoneKind
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number as people read it; `uri` is the link that calls it."""

    text: str
    uri: str


Run = str | Number
LetterLine = str | tuple[Run, ...]
"""Words; or words and numbers, in order."""


def runs_of(line: LetterLine) -> tuple[Run, ...]:
    """The words and numbers of a line, in order."""
    return (line,) if isinstance(line, str) else line


def words_of(line: LetterLine) -> str:
    """The line as it is read, numbers included."""
    return "".join(run if isinstance(run, str) else run.text for run in runs_of(line))


def joined(*parts: LetterLine) -> LetterLine:
    """The parts as one line."""
    runs: list[Run] = []
    for run in (run for part in parts for run in runs_of(part) if run):
        last = runs[-1] if runs else None
        if isinstance(run, str) and isinstance(last, str):
            runs[-1] = last + run
        else:
            runs.append(run)
    match runs:
        case []:
            return ""
        case [str() as words]:
            return words
        case _:
            return tuple(runs)


def separated(by: str, lines: Iterable[LetterLine]) -> LetterLine:
    """The lines as one, with the same words between them."""
    parts = [part for line in lines for part in (by, line)]
    return joined(*parts[1:])


def phone_line(phone: Phone) -> LetterLine:
    """The phone as `Phone.text` writes it, with its number as a link where it has one."""
    uri = secret_uri(phone.number)
    if phone.kind is PhoneKind.TEXT or uri is None:
        return with_numbers(phone.text())
    before, number, after = phone.text().partition(phone.number)
    return joined(before, (Number(number, uri),), after)


def with_numbers(text: str) -> LetterLine:
    """Free text, with the telephone numbers in it as links."""
    return joined(tuple(_runs(text)))


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for number in numbers_in(text):
        yield text[end : number.start]
        yield Number(text[number.start : number.end], number.uri)
        end = number.end
    yield text[end:]


def plain_line(line: LetterLine) -> list[Any]:
    """The line as JSON data: its runs."""
    return [
        {"text": run.text, "uri": run.uri} if isinstance(run, Number) else run
        for run in runs_of(line)
    ]


def line_of(stored: Any) -> LetterLine:
    """The inverse of `plain_line`; earlier releases stored a line as one text with its numbers."""
    if isinstance(stored, str):
        return with_numbers(stored)
    return joined(tuple(run if isinstance(run, str) else Number(**run) for run in stored))
