"""The events of a calendar's text, read line by line: a library takes a second for thousands.

That libraries read the same is tested in tests/directory/calendars.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple

_EVENT = re.compile(
    r"BEGIN:VEVENT\r\n.*?SUMMARY:(.*?)\r\nDTSTART:(\w+)\r\nDTEND:(\w+)\r\n.*?END:VEVENT", re.DOTALL
)


class Read(NamedTuple):
    """An event; its summary with the escapes of the format."""

    start: datetime
    end: datetime
    summary: str


def unfolded(text: bytes) -> str:
    """The text with its long lines whole."""
    return text.decode().replace("\r\n ", "")


def events(text: bytes) -> list[Read]:
    """All events, in their order."""
    return [
        Read(_instant(start), _instant(end), summary)
        for summary, start, end in _EVENT.findall(unfolded(text))
    ]


def _instant(written: str) -> datetime:
    return datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
