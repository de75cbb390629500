"""Words as a line of a calendar holds them (RFC 5545, 3.3.11)."""

import unicodedata

from icalendar import vText

_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


class CalendarWords(vText):
    """Text without what no line may hold. The library would read a backslash before an N, as in
    "C:\\New", for the end of a line."""

    def __new__(cls, words: str) -> "CalendarWords":
        return super().__new__(cls, plain_words(words))

    def to_ical(self) -> bytes:
        """Escaped, in UTF-8."""
        return self.translate(_ESCAPED).encode()


def plain_words(words: str) -> str:
    """The words without control characters, which no line of a calendar may hold, and without the
    mark of byte order, which its readers take away."""
    lines = words.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in lines)
