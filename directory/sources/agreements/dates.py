"""Dates as written in a document's head: ”2026-03-29”, ”29 mars 2026”, ”2026-03”, ”29/3 2026”."""

import re
from calendar import monthrange
from datetime import date

from directory.sources.cells import YEARS

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NAME = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.?"
)
DAY = (
    r"(?:(?:19|20)\d\d\s?[-–./]\s?\d{1,2}\s?[-–./]\s?\d{1,2}(?!\d)|(?:19|20)\d{6}(?!\d)"
    rf"|\d{{1,2}}(?::?e|\.)?\s+{_NAME}\s+(?:19|20)\d\d|{_NAME}\s+(?:19|20)\d\d"
    r"|\d{1,2}\s?[/.]\s?\d{1,2}[\s/.-]+(?:19|20)\d\d|(?:19|20)\d\d-\d{1,2}(?![\d-]))"
)
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<y>\d{4})(?:\s?[-–./]\s?(?P<m>\d{1,2})\s?[-–./]\s?(?P<d>\d{1,2}))",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        rf"(?:(?P<d>\d{{1,2}})(?::?e|\.)?\s+)?(?P<name>{_NAME})\s+(?P<y>\d{{4}})",
        r"(?P<d>\d{1,2})\s?[/.]\s?(?P<m>\d{1,2})[\s/.-]+(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",
    )
)
_CLOCK = re.compile(r"[T\s]+\d\d[:.]\d\d(?:[:.]\d\d)?(?:Z|[+-]\d\d:?\d\d)?$", re.IGNORECASE)


def read_day(written: str, *, last: bool = False) -> date:
    """The local day. A month alone is its first day, or its `last`.

    Raises ValueError with Swedish sentences.
    """
    plain = _CLOCK.sub("", written.strip().removesuffix(".")).casefold()
    for shape in _SHAPES:
        if match := shape.fullmatch(plain):
            return _day(match.groupdict(), last=last)
    raise ValueError("Skriv datumet som 2026-11-24.")


def _day(parts: dict[str, str | None], *, last: bool) -> date:
    year = int(parts["y"] or 0)
    name = parts.get("name")
    month = _MONTHS.index(name[:3]) + 1 if name else int(parts["m"] or 0)
    if year not in YEARS:
        raise ValueError(f"Året ska ligga mellan {YEARS.start} och {YEARS.stop - 1}.")
    try:
        whole = monthrange(year, month)[1] if last else 1
        return date(year, month, int(parts.get("d") or whole))
    except ValueError:
        raise ValueError("Det datumet finns inte. Skriv till exempel 2026-11-24.") from None
