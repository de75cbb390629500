"""The parts of a card → blocks, one function per kind of part."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import assert_never

from bot.cards import (
    Actions,
    CalendarAddress,
    Choices,
    Contact,
    Facts,
    Heading,
    Link,
    More,
    Notice,
    Option,
    Part,
    Phones,
    Press,
    Schedule,
    ScheduleRow,
    Source,
    Step,
    Subheading,
    Table,
    Text,
    Tone,
)
from bot.platforms.slack.drawing.buttons import beside, button, is_long, rows, value_that_fits
from bot.platforms.slack.drawing.contacts import number, way
from bot.platforms.slack.drawing.limits import Block
from bot.platforms.slack.drawing.steps import WARNING_SIGN, step_sections
from bot.platforms.slack.drawing.tables import table_blocks
from bot.platforms.slack.drawing.text import (
    Run,
    bold,
    context,
    page_link,
    plain_address,
    runs,
    sections,
)

_OPENING, _CLOSING = tuple("(”/"), tuple(",.;:)?”/")
"""The signs that need no blank between them and a number: before it, and after it."""


def part_blocks(parts: Iterable[Part], unfold: str) -> list[Block]:
    """The parts in order. `unfold` is the value of a ”Visa mer” button; if empty, all is open."""
    return _unfolding_last((block for part in parts for block in _part(part, unfold)), unfold)


def _part(part: Part, unfold: str) -> list[Block]:
    match part:
        case Heading() | Subheading() | Text() | Notice() | Step() | Phones() | Source():
            return list(_worded(part))
        case Facts():
            return sections(_facts(part))
        case Schedule():
            return sections([*runs("", part.heading, bold), *_lines(part.lines)])
        case Table():
            return table_blocks(part)
        case Choices():
            return _choices(part)
        case Actions():
            return _actions(part)
        case Link():
            return sections(page_link(part.address, part.text))
        case CalendarAddress():
            return sections([*plain_address(part.address), *runs("\n", part.lacks)])
        case More():
            return _more(part, unfold)
        case _:
            assert_never(part)


Worded = Heading | Subheading | Text | Notice | Step | Phones | Source


@lru_cache(maxsize=4096)
def _worded(part: Worded) -> tuple[Block, ...]:
    """A part without buttons, drawn once: the same lines stand on the cards of many questions.

    What is returned is shared and must not be changed.
    """
    match part:
        case Heading():
            drawn = sections([*runs("", part.text, bold), *runs("\n", part.detail)])
        case Subheading():
            drawn = sections(runs("", part.text, bold))
        case Text():
            drawn = sections([*_label(part.label), *_words(part.runs, _lined)])
        case Notice():
            drawn = sections(_noticed(part))
        case Step():
            drawn = step_sections(part)
        case Phones():
            drawn = sections([*runs("", part.heading, bold), *_phones(part.contacts)])
        case Source():
            drawn = context(_marked(part.text, part.stale))
        case _:
            assert_never(part)
    return tuple(drawn)


def _more(part: More, unfold: str) -> list[Block]:
    if not unfold:
        return part_blocks(part.parts, unfold)
    return rows([button(part.label, unfold)]) if part.parts else []


def _marked(text: str, is_warning: bool) -> str:
    return f"{WARNING_SIGN}{text}" if is_warning and text.strip() else text


def _noticed(part: Notice) -> Iterator[Run]:
    first, *rest = part.runs or ("",)
    if isinstance(first, str):
        first = _marked(first, part.tone is Tone.WARNING)
    return _words([first, *rest])


def _label(label: str) -> Iterator[Run]:
    return runs("\n", f"{label}:" if label.strip() else "", bold)


def _words(
    words: Iterable[str | Contact], drawn: Callable[[str, str], Iterator[Run]] = runs
) -> Iterator[Run]:
    """The runs in order, with a blank between two that neither a blank nor a sign separates.

    The first is set apart from what stands before, whatever it begins with.
    """
    before = ""
    for run in words:
        text = run if isinstance(run, str) else run.text
        glue = "" if before and (before[-1:] in _OPENING or text[:1] in _CLOSING) else " "
        yield from drawn(glue, run) if isinstance(run, str) else number(run, glue)
        before = text


def _lined(glue: str, text: str) -> Iterator[Run]:
    """The words with their line breaks."""
    first, *rest = text.split("\n")
    yield from runs(glue, first)
    for line in rest:
        yield from runs("\n", line)


def _phones(contacts: Iterable[Contact]) -> Iterator[Run]:
    for contact in contacts:
        yield from way(contact, "\n")


def _facts(part: Facts) -> Iterator[Run]:
    for label, value in part.pairs:
        named = list(_label(label))
        yield from named
        yield from runs(" " if named else "\n", value)


def _lines(lines: Iterable[ScheduleRow]) -> Iterator[Run]:
    for line in lines:
        when = list(runs("\n", line.when, bold))
        yield from when
        yield from runs(" " if when else "\n", line.what)
        who = list(runs("\n", _marked(line.who, line.amiss)))
        yield from who
        if line.contact is not None:
            yield from way(line.contact, " · " if who else "\n", f"{line.what} {line.who}")


def _choices(part: Choices) -> list[Block]:
    prompt = part.prompt if part.prompt.rstrip().endswith("?") else f"{part.prompt}:"
    heading = sections(runs("", prompt if part.prompt.strip() else "", bold))
    if any(option.reason or option.contact for option in part.options):
        return heading + [block for option in part.options for block in _reasoned(option)]
    return heading + _buttons((option.label, option.press, True, False) for option in part.options)


def _actions(part: Actions) -> list[Block]:
    return _buttons((item.label, item.press, item.keep, item.primary) for item in part.buttons)


def _buttons(buttons: Iterable[tuple[str, Press, bool, bool]]) -> list[Block]:
    """Rows of buttons; a label is also written out if it or its press is too long for a button."""
    words: list[Block] = []
    drawn: list[Block] = []
    for label, press, keep, primary in buttons:
        value = value_that_fits(press, keep=keep)
        words += sections(runs("", label)) if is_long(label) or not value else []
        drawn += [button(label, value, primary=primary)] if value else []
    return words + rows(drawn)


def _reasoned(option: Option) -> list[Block]:
    """The number to call and the reason, with the button beside them."""
    value = value_that_fits(option.press, keep=True)
    label = option.label if not value or is_long(option.label) else ""
    call = number(option.contact, " · ") if option.contact else ()
    reason = sections([*runs("", label), *call, *runs(" · ", option.reason)])
    if not value:
        return reason
    return beside(reason, button(option.label, value))


def _unfolding_last(blocks: Iterable[Block], unfold: str) -> list[Block]:
    """Move the ”Visa mer” button to the end of the row of buttons that follows it, if any."""
    done: list[Block] = []
    for block in blocks:
        before = done[-1].get("elements", []) if done else []
        if block["type"] == "actions" and [element.get("value") for element in before] == [unfold]:
            done[-1:] = rows([*block["elements"], *before])
        else:
            done.append(block)
    return done
