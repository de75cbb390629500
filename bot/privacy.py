"""Patient identities never get in: free text is searched before anything else sees it.

How much evidence makes a number an identity depends on how it is written:

- `850101-1236`, `850101+1236`, `19850101-1236`, `198501011236`: a possible date is enough. A wrong
  check digit is a slip of the pen and hides nobody.
- `19850101 1236`, `1985-01-01 1236`: likewise, but where it may be a date and a time (century 20,
  and the last four read as a time of day) the check digit must be right.
- `8501011236`, `850101 1236`, `85 01 01 12 36`, `1985 0101 1236`: the check digit must be right,
  since telephone numbers and lists of figures look the same.
- `19850101-TF12`, `850101-A123`: a reserve number is a date and four characters, both letters and
  digits among them. Some regions use digits only: twelve with 99 first or a day from 32 to 59.

A day from 60 to 91 belongs to a samordningsnummer. Digits that touch further digits are part of
something longer, such as a product id, and never count. Neither does an organisation number: its
month is at least 20.

About one in twenty of the numbers that begin with 070 passes all this when written as ten bare
digits. It is let through only if the bot knows it or nobody can have it (the ranges reserved for
fiction); the refusal tells everybody else to write the hyphen. A rule that let every bare telephone
number through would do the same for everybody born from 2001 to 2009.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from stdnum import luhn

REFUSAL = (
    "Meddelandet ser ut att innehålla ett personnummer och har inte sparats. "
    "Skriv det igen utan personnummer. Telefonnummer skrivs med bindestreck, som 08-465 004 00."
)


class Identity(StrEnum):
    """What was found, and never the digits themselves, so that they cannot reach a log."""

    PERSONAL = "personnummer"
    COORDINATION = "samordningsnummer"
    RESERVE = "reservnummer"


def nothing_known(digits: str) -> bool:
    """The allow-list of a bot that knows no numbers of its own."""
    return False


def find_identity(text: str, known: Callable[[str], bool] = nothing_known) -> Identity | None:
    """Say what kind of patient identity `text` holds, if any.

    `known` tells whether ten or twelve bare digits are a number of the bot's own; telephone
    numbers come in national form, `0701740605`. It is not asked about digits with a hyphen or plus
    before the last four, nor about letters: those are always identities.
    Takes time in proportion to the length of the text.
    """
    plain = _plain(text)
    for shape in (_FULL_YEAR, _SHORT_YEAR):
        for written in shape.finditer(plain):
            if kind := _judge(written, known):
                return kind
    return Identity.RESERVE if any(map(_is_reserve, _LETTERED.finditer(plain))) else None


# A shape stands in a lookahead, so that one which is no identity hides none that begins inside it.
# All repetition is bounded, so that each position of a hostile text costs the same.
_JOIN = r"(?P<join> {0,2}[-+]{1,2} {0,2}|[ ./_]{0,2})"
_SERIAL = r"(?P<serial>\d\d ?\d\d)(?!\d)"
_MONTH_DAY = r"(?P<cut>[-./ ]?)\d\d(?P=cut)\d\d"
_SHORT_YEAR = re.compile(rf"(?<!\d)(?=(?P<date>\d\d{_MONTH_DAY}){_JOIN}{_SERIAL})", re.ASCII)
_FULL_YEAR = re.compile(
    rf"(?<!\d)(?=(?P<date>(?:18|19|20|99)\d\d(?:{_MONTH_DAY}| \d{{4}})){_JOIN}{_SERIAL})", re.ASCII
)
_LETTERED = re.compile(
    r"(?<![^\W_])(?=(?P<date>\d{6}|\d{8})(?P<join>[-+]| (?=[A-Z])|(?=[A-Za-z])|(?<=\d{8}))"
    r"(?=\d{0,3}[A-Za-z])(?=[A-Za-z]{0,3}\d)[A-Za-z\d]{4}(?![^\W_]))"
)

_NOBODYS = ("04062804", "07017406")  # ranges for fiction whose digits make a possible date
_LAST_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _judge(written: re.Match[str], known: Callable[[str], bool]) -> Identity | None:
    date, serial = _digits(written["date"]), _digits(written["serial"])
    kind = _kind(date)
    if kind is None or _is_dashed(written):
        return kind
    if known(date + serial) or (date + serial).startswith(_NOBODYS):
        return None
    if _has_plain_birth_date(written):
        return kind
    checked = kind is not Identity.RESERVE and luhn.is_valid((date + serial)[-10:])
    return kind if checked else None


def _kind(date: str) -> Identity | None:
    """What a date of six or eight digits belongs to, or None if it is impossible."""
    if date.startswith("99") and len(date) == 8:
        return Identity.RESERVE if date[2:4] in ("19", "20") else None
    month, day = int(date[-4:-2]), int(date[-2:])
    if not 1 <= month <= 12:
        return None
    if 1 <= day <= _LAST_DAY[month - 1]:
        return Identity.PERSONAL
    if 60 <= day <= 60 + _LAST_DAY[month - 1]:
        return Identity.COORDINATION
    return Identity.RESERVE if 32 <= day <= 59 and len(date) == 8 else None


def _is_dashed(written: re.Match[str]) -> bool:
    whole = written["date"].isdecimal() and written["serial"].isdecimal()
    return whole and any(sign in written["join"] for sign in "-+")


def _has_plain_birth_date(written: re.Match[str]) -> bool:
    """A full year, and neither a list of figures nor a date and a time."""
    date, join, serial = written["date"], written["join"], written["serial"]
    if len(_digits(date)) < 8 or " " in date + serial:
        return False
    one_piece = date.isdecimal() and not join
    return one_piece or not date.startswith("20") or not _is_time_of_day(serial)


def _is_time_of_day(serial: str) -> bool:
    return int(serial[:2]) < 24 and int(serial[2:]) < 60


def _is_reserve(written: re.Match[str]) -> bool:
    """Whether the date before a lettered serial is possible.

    The national reserve number moves the century (22 for 19), and without a known date of birth it
    is 00, a month from 20 and a day from 40 to 59.
    """
    date: str = written["date"]
    if len(date) == 6:
        return _kind(date) is not None and written["join"] != " "
    unknown = date.startswith("00") and date[4] >= "2" and date[6] in "45"
    return unknown or _kind(date[2:]) is not None


def _digits(written: str) -> str:
    return "".join(filter(str.isdecimal, written))


def _plain(text: str) -> str:
    """Digits of all scripts as 0–9, all dashes as hyphens, and nothing invisible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_plain_character, text))


@lru_cache(maxsize=1024)
def _plain_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character.isspace():
        return " "
    if character in "−⁃" or unicodedata.category(character) == "Pd":
        return "-"
    if character in "＋⁺":
        return "+"
    return "" if unicodedata.category(character) in ("Cf", "Cc", "Mn", "Me") else character
