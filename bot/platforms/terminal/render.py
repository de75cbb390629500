"""Card → lines of text. Also the plain-text fallback of every other platform."""

from collections.abc import Sequence
from typing import assert_never

from rich.cells import cell_len
from rich.text import Text as Line

from bot.cards import (
    Actions,
    CalendarAddress,
    Card,
    CheckboxField,
    Choices,
    Contact,
    DateField,
    Facts,
    Form,
    FormField,
    Heading,
    Link,
    More,
    MultiSelectField,
    Notice,
    Part,
    Phones,
    Schedule,
    ScheduleRow,
    SelectField,
    Source,
    Step,
    Subheading,
    Table,
    Text,
    TextField,
    TimeField,
    Tone,
)
from bot.platforms.terminal.lines import (
    NUMBER,
    QUIET,
    STRONG,
    WARNING,
    columns,
    pad,
    text_line,
)
from bot.platforms.terminal.printable import printable
from bot.platforms.terminal.tables import table_lines

WIDEST_WHO = 44


def card_text(card: Card) -> str:
    """The card as plain text."""
    return "\n".join(line.plain for line in card_lines(card))


def card_lines(card: Card, width: int = 0) -> list[Line]:
    """The card as lines with styles, aligned, without trailing blanks.

    A table is drawn row by row unless its columns fit in the width.
    """
    lines = _parts(card.parts, width)
    if card.form is not None:
        lines += _form(card.form)
    return lines


def _parts(parts: Sequence[Part], width: int) -> list[Line]:
    """The steps share their columns; every other part stands by itself."""
    drawn = iter(_steps([part for part in parts if isinstance(part, Step)]))
    lines: list[Line] = []
    for part in parts:
        lines += [next(drawn)] if isinstance(part, Step) else _part(part, width)
    return lines


def _part(part: Part, width: int) -> list[Line]:
    match part:
        case Heading():
            detail = f" · {part.detail}" if part.detail else ""
            return [text_line((part.text, STRONG), (detail, ""))]
        case Subheading():
            return [text_line((f"{part.text}:", STRONG))]
        case Text():
            return _text(part)
        case Notice():
            style = WARNING if part.tone is Tone.WARNING else ""
            return [text_line(*((text, number or style) for text, number in map(_run, part.runs)))]
        case Step():
            return _steps([part])
        case Phones():
            return _phones(part)
        case Facts():
            return columns([[(f"{label}:", QUIET), (value, "")] for label, value in part.pairs])
        case Schedule():
            return _schedule(part)
        case Table():
            return table_lines(part, width)
        case Choices():
            return _choices(part)
        case Actions():
            return [text_line(("  ".join(f"[{button.label}]" for button in part.buttons), QUIET))]
        case Source():
            mark = "Obs: " if part.stale else ""
            return [text_line((f"{mark}{part.text}", WARNING if part.stale else QUIET))]
        case Link():
            return [text_line((f"{part.text} ".lstrip(), ""), (part.address, QUIET))]
        case CalendarAddress():
            hint = [text_line((part.lacks, WARNING))] if part.lacks else []
            return [text_line((part.address, "")), *hint]
        case More():
            return [text_line((f"– {part.label} –", QUIET)), *_parts(part.parts, width)]
        case _:
            assert_never(part)


def _text(part: Text) -> list[Line]:
    """Its lines; those after the first are set in, so that none looks like another part."""
    label = f"{part.label}: " if part.label else ""
    if isinstance(part.text, tuple):
        return [text_line((label, STRONG), *map(_run, part.runs))]
    first, *rest = part.text.split("\n")
    return [
        text_line((label, STRONG), (first, "")),
        *(text_line(("  ", ""), (o, "")) for o in rest),
    ]


def _run(run: str | Contact) -> tuple[str, str]:
    return (run, "") if isinstance(run, str) else (run.text, NUMBER)


def _steps(steps: Sequence[Step]) -> list[Line]:
    """Number, who, first number to call, then until when and the rest; in columns."""
    who = max((cell_len(printable(step.who)) for step in steps), default=0)
    number = max((cell_len(_first_number(step)) for step in steps), default=0)
    return [_step(step, min(who, WIDEST_WHO), number) for step in steps]


def _first_number(step: Step) -> str:
    return printable(step.contacts[0].text) if step.contacts else ""


def _step(step: Step, who: int, number: int) -> Line:
    first = step.contacts[0].detail if step.contacts else ""
    others = [
        f"eller {contact.text}" + (f" ({contact.detail})" if contact.detail else "")
        for contact in step.contacts[1:]
    ]
    tail = [f"till {step.until}" if step.until else "", first, *others, step.note]
    return text_line(
        (f"{step.number} ", STRONG),
        (pad(printable(step.who), who) + "  ", ""),
        (pad(_first_number(step), number) + "  " if number else "", NUMBER),
        (", ".join(word for word in tail if word), WARNING if step.warning else ""),
    )


def _phones(part: Phones) -> list[Line]:
    heading = [text_line((part.heading, STRONG))] if part.heading else []
    return heading + columns([_contact(contact) for contact in part.contacts])


def _contact(contact: Contact) -> list[tuple[str, str]]:
    return [(contact.text, NUMBER), (contact.label, ""), (contact.detail, QUIET)]


def _schedule(part: Schedule) -> list[Line]:
    heading = [text_line((part.heading, STRONG))] if part.heading else []
    return heading + columns([_schedule_row(line) for line in part.lines])


def _schedule_row(line: ScheduleRow) -> list[tuple[str, str]]:
    number = line.contact.text if line.contact else ""
    return [
        (line.when, QUIET),
        (line.what, ""),
        (line.who, WARNING if line.amiss else ""),
        (number, NUMBER),
    ]


def _choices(part: Choices) -> list[Line]:
    rows = []
    for option in part.options:
        words = f"/{option.press.command} {option.press.text}".strip()
        typed = "" if option.press.action or words == option.label else words
        number = option.contact.text if option.contact else ""
        rows.append(
            [
                ("–", ""),
                (option.label, STRONG),
                (number, NUMBER),
                (option.reason, ""),
                (typed, QUIET),
            ]
        )
    prompt = part.prompt if part.prompt.endswith("?") else f"{part.prompt}:"
    return [text_line((prompt, "")), *columns(rows)]


def _form(form: Form) -> list[Line]:
    lines = [text_line((form.title, STRONG))]
    for field in form.fields:
        first, *rest = _field_value(field).split("\n")
        lines.append(text_line((f"  {field.label}: ", ""), (first, STRONG)))
        lines += [text_line((f"    {line}", STRONG)) for line in rest]
        if field.error:
            lines.append(text_line((f"    {field.error}", WARNING)))
    return [*lines, text_line((f"[{form.submit}]", QUIET))]


def _field_value(field: FormField) -> str:
    match field:
        case TextField() | DateField() | TimeField():
            return field.value
        case SelectField():
            return dict(field.options).get(field.value, "")
        case MultiSelectField():
            return ", ".join(label for value, label in field.options if value in field.values)
        case CheckboxField():
            return "ja" if field.checked else "nej"
        case _:
            assert_never(field)
