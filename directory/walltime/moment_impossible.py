"""Times that are written as dates and cannot be meant: in year 1 or 9999, on 30 February."""

import re
from calendar import monthrange
from collections.abc import Iterator

from directory.lazy.patterns import LazyPattern

YEARS = range(1900, 2101)
"""Those in which something about a patient may have been, or may be planned."""

_DIGIT = LazyPattern("[0-9]")
_DATE = LazyPattern(
    r"(?<![\w.:/+-])(?P<sign>[-−]?)(?P<year>[0-9]{4,})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?![0-9-])"
)
_DAY_OF_YEAR = LazyPattern(
    r"(?<![\w.:/-])[0-9]{1,2}/[0-9]{1,2}[ /](?:år )?(?P<year>[0-9]{4,})(?![\w.,%])"
)
_WEEK_OF_YEAR = LazyPattern(
    r"(?<!\w)(?:vecka|v\.?) ?[0-9]{1,2} (?:år )?(?P<year>[0-9]{4,})(?!\w)", re.IGNORECASE
)
_NO_WEEK = LazyPattern(r"(?<!\w)vecka (?:[0-9]{3,}|5[4-9]|[6-9][0-9]|00?)(?!\w)", re.IGNORECASE)
_FAR_AWAY = LazyPattern(
    r"(?<!\w)(?:om|i|för) [0-9]{4,} (?:timmar|dagar|dygn|veckor|månader|mån|år)(?!\w)",
    re.IGNORECASE,
)


def impossible_time(text: str) -> str:
    """The first such time in the text, as it is written; empty where there is none.

    A number of a telephone that is written as a date would be is none: it begins with 0, and only
    years before 100 do so here.
    """
    if _DIGIT.search(text) is None:
        return ""
    plain = " ".join(text.split())
    return next(_found(plain), "")


def _found(plain: str) -> Iterator[str]:
    yield from (match.group() for match in _DATE.finditer(plain) if _cannot_be(match))
    for pattern in (_DAY_OF_YEAR, _WEEK_OF_YEAR):
        for match in pattern.finditer(plain):
            if len(match["year"]) > 4 or int(match["year"]) >= YEARS.stop:
                yield match.group()
    for pattern in (_NO_WEEK, _FAR_AWAY):
        yield from (match.group() for match in pattern.finditer(plain))


def _cannot_be(match: re.Match[str]) -> bool:
    month, day = int(match["month"]), int(match["day"])
    if month > 12 or day > 31 or (match["year"].startswith("0") and int(match["year"]) >= 100):
        return False
    if match["sign"] or len(match["year"]) > 4 or int(match["year"]) not in YEARS:
        return True
    return not (month and 1 <= day <= monthrange(int(match["year"]), month)[1])
