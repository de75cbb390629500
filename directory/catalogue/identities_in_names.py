"""Identity numbers in the names of files, where programs write the time: ”jour-20261101-0730”."""

import re
from datetime import date, timedelta

from directory.catalogue.identities import Identity, find_identity

_STAMP = re.compile(
    r"(?<!\d)(20\d\d)([-_.]?)(\d\d)\2(\d\d)[-_ T.]{1,3}(?:kl\.?\s?)?"
    r"([01]\d|2[0-3])([-_.:]?)([0-5]\d)(?:\6([0-5]\d))?(?!\d)",
    re.IGNORECASE,
)
_RECENT, _THIS_YEAR = timedelta(days=5 * 366), timedelta(days=366)


def find_identity_in_name(name: str, *, today: date) -> Identity | None:
    """What a file's name seems to hold, as `find_identity`; a stamp of a program is none.

    A stamp is a day and a time of day of the last five years. One whose digits are those of a
    number by their check digit is a stamp only if it is of the last year.
    """
    return find_identity(without_stamps(name, today), today=today)


def without_stamps(name: str, today: date) -> str:
    """The name without the times that programs have written in it."""
    return _STAMP.sub(lambda found: _kept(found, today), name)


def _kept(found: re.Match[str], today: date) -> str:
    return " " if _is_stamp(found, today) else found[0]


def _is_stamp(found: re.Match[str], today: date) -> bool:
    try:
        day = date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return False
    age = today - day
    if not timedelta(days=-1) <= age <= _RECENT:
        return False
    return age <= _THIS_YEAR or bool(found[8]) or not _has_check_digit(found)


def _has_check_digit(found: re.Match[str]) -> bool:
    """Whether the last digit is that of a personal number (Luhn, over ten digits)."""
    digits = f"{found[1][2:]}{found[3]}{found[4]}{found[5]}{found[7]}"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
