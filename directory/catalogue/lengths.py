"""How long the names and texts of files may be, in characters as they are written.

What is read in is shown: in a heading, on a button, in a line beside a telephone number, at night
on a phone. Longer than this nobody reads it, and a platform has no room for it (a section of Slack
3000 characters, a choice 75, the subject of an e-mail 150). What is too long is refused where it is
read in, with its length, so that it is never cut where somebody acts on it.
"""

from enum import IntEnum


class Longest(IntEnum):
    """The most characters of a kind of text."""

    WORD = 80
    """A word, an alias, initials, a title, the label of a number: beside others on a line."""
    NAME = 120
    """A unit, a service, a person, a region: two lines of a heading on a phone."""
    LINE = 200
    """An address, hours, a place, an e-mail address: a line of its own."""
    TEXT = 500
    """What is to be had before a call, what is to be done when nobody answers: a few sentences."""


MOST_VALUES = 400
"""How many values may stand in one cell or list: a turn of every day of a year has room."""
LONGEST_HEAD = 300
"""A document's title, owner, number, party: one line in a list of documents."""


def length_fault(text: str, most: int) -> str:
    """What is said of a text that is too long, in Swedish; empty for one that is not."""
    if len(text) <= most:
        return ""
    return f"Texten är {len(text)} tecken lång. Skriv högst {int(most)} tecken."
