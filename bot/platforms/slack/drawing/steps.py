"""A step of a contact chain: who in bold, then the number, until when and what is wrong.

A brief one stands on one line.
"""

from collections.abc import Iterator

from bot.cards import Step
from bot.platforms.slack.drawing.contacts import way
from bot.platforms.slack.drawing.limits import Block
from bot.platforms.slack.drawing.text import Run, bold, runs, sections

WARNING_SIGN = "⚠️ "


def step_sections(step: Step) -> list[Block]:
    """One section, unless a text is very long."""
    sign = f" {WARNING_SIGN}" if step.warning and not step.note else ""
    return sections([*runs("", f"{step.number}. {step.who}{sign}", bold), *_below(step)])


def _below(step: Step) -> Iterator[Run]:
    """The second line, and a third for a warning."""
    second = list(_second_line(step))
    if second:
        yield " " if step.brief else "\n", second[0][1]
        yield from second[1:]
    if step.warning and step.note:
        yield from runs("\n", f"{WARNING_SIGN}{step.note}")


def _second_line(step: Step) -> Iterator[Run]:
    for contact in step.contacts:
        yield from way(contact, " eller ", step.who)
    if step.until:
        yield from runs(" · ", f"till {step.until}")
    if step.note and not step.warning:
        yield from runs(" · ", step.note)
