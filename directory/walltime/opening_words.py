"""The words of opening hours: weekdays, groups of days, clock times. One list for all who read
hours, whatever stands around them."""

import re

from directory.walltime.days import SHORT_WEEKDAYS

CLOCK = r"[0-9]{1,2}(?:[:.]?[0-9]{2})?"
WEEKDAY = (
    r"(?:(?:m[åa]n|tis|ons|tors|fre|l[öo]r|s[öo]n)dag(?:ar(?:na)?|en|s)?"
    r"|m[åa]n|tis|ons|tors?|fre|l[öo]r|s[öo]n)\b\.?"
)
SHORT_WEEKDAY = r"(?:(?:m[åa]n|tis|ons|tors|fre|l[öo]r|s[öo]n)d|m[åa]|ti|on|to|fr|l[öo]|s[öo])\b\.?"
"""What is a weekday only where hours are told: ”to 8–17”."""
DAY_GROUP = (
    r"(?:alla dagar|varje dag|dagligen|vard(?:ag(?:ar(?:na)?)?)?\b\.?|helgdag(?:ar(?:na)?)?"
    r"|röda dagar|helg(?:er(?:na)?)?)(?!\w)"
)
SHUT = (
    r"(?:lunch(?:stängt|stängd|rast|uppehåll|paus)?|stängt|stängd|uppehåll|rast|utom|förutom|ej"
    r"|inte)\b"
)
"""Before clock times in which it is not open after all."""
_UNACCENTED = str.maketrans("åäö", "aao")
_NUMBERS = {name.translate(_UNACCENTED)[:2]: at for at, name in enumerate(SHORT_WEEKDAYS)}


def weekday_number(word: str) -> int:
    """The number of a weekday that one of the patterns has found, Monday = 0."""
    return _NUMBERS[word.lower()[:2].translate(_UNACCENTED)]


def clock_parts(clock: str) -> tuple[int, int]:
    """Hour and minute of what `CLOCK` has found, whether there is such a time or not."""
    digits = re.sub(r"[:.]", "", clock)
    return (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
