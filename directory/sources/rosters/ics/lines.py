"""Divides a calendar file into its components, each a list of properties.

The properties are parsed one by one, so that a broken event leaves the others readable and no state
is shared between files (icalendar keeps the zones of every calendar it parses).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from icalendar.parser import Contentline

from directory.lazy.values import dataclass
from directory.sources.rosters.ics.bounds import require_bounded, require_few_lines
from directory.sources.text_file import decode

LONGEST_LINE = 100_000
_SHOWN = 200

_FOLD = re.compile(rb"\r?\n[ \t]")
_WIDE_FOLD = re.compile(r"\r?\n[ \t]")
_END_OF_LINE = re.compile(r"\r\n|\r|\n")
_CONTROL = bytes(n for n in range(32) if n not in (9, 10, 13)) + b"\x7f"
_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Property:
    """A property, its value unescaped. `whole` is False where the line could not be parsed."""

    name: str
    params: Mapping[str, object]
    value: str
    whole: bool = True

    def param(self, name: str) -> str:
        """A parameter as text, empty where there is none."""
        value = self.params.get(name, "")
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)


@dataclass(slots=True)
class Component:
    """VCALENDAR, VEVENT, VTIMEZONE …: properties and parts; of a VTIMEZONE its unfolded lines."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    closed: bool = False

    def all(self, name: str) -> list[Property]:
        return [prop for prop in self.properties if prop.name == name]

    def text(self, name: str) -> str:
        """The value of the first property of the name, empty where there is none."""
        return next((prop.value.strip() for prop in self.all(name)), "")


def calendars(data: bytes) -> tuple[list[Component], bool]:
    """The calendars of a file, and whether each of them and of their parts is closed.

    Lines are unfolded before they are decoded: a fold may cut a letter in two. Raises
    UnreadableError where the bytes are not text.
    """
    require_few_lines(data)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = decode(data if wide else _FOLD.sub(b"", data).translate(None, _CONTROL))
    lines = _END_OF_LINE.split(_WIDE_FOLD.sub("", text) if wide else text)
    require_bounded(lines)
    root = Component("")
    whole = _build(root, lines)
    return [part for part in root.parts if part.name == "VCALENDAR"], whole


def _build(root: Component, lines: Sequence[str]) -> bool:
    """Fills the root; whether every component is closed and none is inside its own kind."""
    open_: list[Component] = [root]
    whole = True
    for line in filter(str.strip, lines):
        name, _, value = (part.strip().upper() for part in line.partition(":"))
        if name == "BEGIN":
            while value in ("VEVENT", "VCALENDAR") and value in {part.name for part in open_}:
                open_.pop()
                whole = False
            part = Component(value)
            open_[-1].parts.append(part)
            open_.append(part)
        for component in open_[1:]:
            if component.name == "VTIMEZONE":
                component.lines.append(line)
        if name == "END" and value in {part.name for part in open_[1:]}:
            while open_[-1].name != value:
                open_.pop()
            open_.pop().closed = True
        elif name != "BEGIN" and name != "END":
            open_[-1].properties.append(_property(line))
    return whole and len(open_) == 1


def _property(line: str) -> Property:
    """The property of a line. One that is longer than any is not taken apart: a picture, a text."""
    if len(line) > LONGEST_LINE:
        return Property(_name(line), {}, line[:_SHOWN], whole=False)
    try:
        name, params, value = Contentline(line).parts()  # type: ignore[no-untyped-call]  # icalendar has no types
    except ValueError:
        return Property(_name(line), {}, line, whole=False)
    return Property(name.upper(), {key.upper(): params[key] for key in params}, value)


def _name(line: str) -> str:
    match = _NAME.match(line)
    return match[0].upper() if match else ""


def parts_of(calendar: Component, name: str) -> Iterator[Component]:
    """The components of a name, at any depth: some programs nest them."""
    for part in calendar.parts:
        if part.name == name:
            yield part
        else:
            yield from parts_of(part, name)
