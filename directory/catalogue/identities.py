"""Patient identities never get in: free text is searched before anything else sees it.

How much evidence makes a number an identity depends on how it is written:

- `850101-1236`, `850101+1236`, `19850101-1236`, `198501011236`: a possible date is enough. A wrong
  check digit is a slip of the pen and hides nobody.
- `19850101 1236`, `1985-01-01 1236`: likewise, but where it may be a date and a time (century 20,
  and the last four read as a time of day) the check digit must be right.
- `8501011236`, `850101 1236`, `85 01 01 12 36`, `1985 0101 1236`, `(850101) 1236`, `850101:1236`,
  `850101&1236`: the check digit must be right, since telephone numbers and lists of figures look
  the same.
- `8 5 0 1 0 1 - 1 2 3 6`, `850 101 1236`: likewise, and none that begins with 0 or follows a plus.
- `19850101-TF12`, `850101-A123`: a reserve number is a date and four characters, both letters and
  digits among them. Some regions use digits only: twelve with 99 first or a day from 32 to 59.

A day from 60 to 91 belongs to a samordningsnummer. Digits that touch further digits are part of
something longer, such as a product id, and never count. Neither does an organisation number: its
month is at least 20. Nobody is born after today, nor has 000 after their date of birth. Where the
word before a number says that it is an invoice, an article or the like, the check digit must be
right however it is written; so it must where a number of the last year may be a range of days,
`20261105-1120`, and of whole weeks or months, `20261101-1130`, it is one.

About one in twenty of the numbers that begin with 070 passes all this when written as ten bare
digits. It is let through only if the bot knows it, if the word before it says that it is a
telephone number, or if nobody can have it (the ranges reserved for fiction); the refusal tells
everybody else to write the hyphen. A rule that let every bare telephone number through would do
the same for everybody born from 2001 to 2009.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from stdnum import luhn

from directory.lazy.patterns import LazyPattern


class Identity(StrEnum):
    """What was found, and never the digits themselves, so that they cannot reach a log."""

    PERSONAL = "personnummer"
    COORDINATION = "samordningsnummer"
    RESERVE = "reservnummer"


def nothing_known(digits: str) -> bool:
    """The allow-list of a bot that knows no numbers of its own."""
    return False


def find_identity(
    text: str, known: Callable[[str], bool] = nothing_known, *, today: date | None = None
) -> Identity | None:
    """Say what kind of patient identity `text` holds, if any.

    `known` tells whether ten or twelve bare digits are a number of the bot's own; telephone
    numbers come in national form, `0701740605`. It is not asked about digits with a hyphen or plus
    before the last four, nor about letters: those are always identities. Without `today`, a local
    date, no date is taken for one to come.
    Takes time in proportion to the length of the text.
    """
    if len(text) < _SHORTEST or not _MANY_DIGITS.search(text):
        return None
    plain = _plain(text)
    for shape in (_FULL_YEAR, _SHORT_YEAR):
        for written in shape.finditer(plain):
            if kind := _judge(written, known, today):
                return kind
    for run in _APART.finditer(plain):
        if kind := _judge_apart(run[0], today):
            return kind
    lettered = any(_is_reserve(written, today) for written in _LETTERED.finditer(plain))
    return Identity.RESERVE if lettered else None


# A shape stands in a lookahead, so that one which is no identity hides none that begins inside it.
# All repetition is bounded, so that each position of a hostile text costs the same.
_SHORTEST = 10
_MANY_DIGITS = LazyPattern(r"(?:\d\D*){7}")  # a date, and one of a reserve number
_MARK = r"[^\w\s,;]"
_JOIN = rf"(?P<join> {{0,4}}{_MARK}{{0,3}} {{0,4}}{_MARK}{{0,2}}|_{{1,2}})"
_SERIAL = r"(?P<serial>\d\d ?\d\d)(?!\d)(?P<after>.{0,8})"
_MONTH_DAY = r"(?P<cut>[-./ ]?)\d\d(?P=cut)\d\d"
_SHORT_YEAR = LazyPattern(rf"(?<!\d)(?=(?P<date>\d\d{_MONTH_DAY}){_JOIN}{_SERIAL})", re.ASCII)
_FULL_YEAR = LazyPattern(
    rf"(?<!\d)(?=(?P<date>(?:18|19|20|99)\d\d(?:{_MONTH_DAY}| \d{{4}})){_JOIN}{_SERIAL})", re.ASCII
)
_LETTERED = LazyPattern(
    r"(?<![^\W_])(?=(?P<date>\d{6}|\d{8})"
    r"(?P<join>[-+]| (?=[A-Z])|(?=[A-Za-z])|(?<=\d{8})(?:| | ?[-+./:&_()\[]{1,3} ?))"
    r"(?=\d{0,3}[A-Za-z])(?=[A-Za-z]{0,3}\d)(?P<serial>[A-Za-z\d]{4})(?![^\W_]))"
)
_APART = LazyPattern(r"(?<![\w+])(?<!\d[ -])[1-9](?:[ -]{0,3}\d){9,11}(?![ -]{0,3}[\w-])", re.ASCII)
_JUDGED_ELSEWHERE = ([10], [12], [6, 4], [8, 4], [6, 6])  # the last: two dates
_HYPHENS_OF = {10: ({6},), 12: ({8}, {4, 8}, {4, 6, 8})}
"""After how many digits a hyphen may stand, by how many digits there are."""
_HSA_ID = LazyPattern(r"(?i:SE)\d{10}-[A-Za-z\d]{0,3}$", re.ASCII)
_OTHER_NUMBER = LazyPattern(
    r"\b(?:faktura|artikel|art|order|diarie|dnr|org|organisations|kund|ocr)"
    r"[. -]{0,2}(?:nummer|nr|no)?\W{0,3}$",
    re.IGNORECASE,
)
_TELEPHONE = LazyPattern(
    r"\b(?:tel|tfn|telefon|mobil|ring|fax|sökare|växel)(?:nummer|nr)?\W{0,3}$", re.IGNORECASE
)
_LONGEST_LABEL = 26

_DASHES = "−⁃˗⁻₋─━"  # what is no dash to Unicode but looks like one
_TO_ASCII = ord("！") - ord("!")
_NOBODYS = ("04062804", "07017406")  # ranges for fiction whose digits make a possible date
_A_YEAR = timedelta(days=366)
_MONDAY, _SUNDAY = 0, 6
_LAST_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _judge(
    written: re.Match[str], known: Callable[[str], bool], today: date | None
) -> Identity | None:
    day, serial = _digits(written["date"]), _digits(written["serial"])
    kind = _kind(day)
    if kind is None or serial.startswith("000") or _is_of_time(written, today):
        return kind if kind is Identity.RESERVE and serial.startswith("000") else None
    is_checked = kind is not Identity.RESERVE and luhn.is_valid((day + serial)[-10:])
    label = written.string[max(0, written.start() - _LONGEST_LABEL) : written.start()]
    period = _period(day, serial, today) if today else None
    if period and _is_whole(period):
        return None
    if (period or _OTHER_NUMBER.search(label)) and not is_checked:
        return None
    if _is_dashed(written):
        return kind
    if known(day + serial) or (day + serial).startswith(_NOBODYS) or _is_longer(written):
        return None
    if _has_plain_birth_date(written):
        return kind
    is_called = day.startswith("0") and not written["join"] and _TELEPHONE.search(label)
    return kind if is_checked and not is_called else None


def _judge_apart(run: str, today: date | None) -> Identity | None:
    """Digits with spaces or line breaks at odd places: ”1 2 1 2 1 2 - 1 2 1 2”, ”121 212 1212”.

    The check digit must be right, and hyphens only where they belong.
    """
    digits = _digits(run)
    if [len(part) for part in re.findall(r"\d+", run)] in _JUDGED_ELSEWHERE:
        return None
    hyphens = {len(_digits(run[:at])) for at, sign in enumerate(run) if sign == "-"}
    if hyphens and hyphens not in _HYPHENS_OF.get(len(digits), ()):
        return None
    if len(digits) == 12 and digits[:2] not in ("18", "19", "20"):
        return None
    day = digits[:-4]
    if len(digits) not in _HYPHENS_OF or digits[-4:-1] == "000" or not luhn.is_valid(digits[-10:]):
        return None
    if today and len(day) == 8 and _is_to_come(day, today):
        return None
    kind = _kind(day)
    return None if kind is Identity.RESERVE else kind


def _is_of_time(written: re.Match[str], today: date | None) -> bool:
    """Whether it is a day to come, a range of days or a range of times."""
    day, serial = _digits(written["date"]), _digits(written["serial"])
    if len(day) == 8 and today and _is_to_come(day, today):
        return True
    return (
        _is_range_of_days(written)
        or _is_range_of_times(written, serial)
        or (
            today is not None
            and _is_to_come(f"20{day[-6:]}", today)
            and _is_later(day[-4:], serial)
        )
    )


def _is_to_come(day: str, today: date) -> bool:
    """Whether a date of eight digits is after today; one of a samordningsnummer less sixty."""
    plain = int(day) - 60 if int(day[-2:]) > 60 else int(day)
    return day.startswith("20") and plain > int(f"{today:%Y%m%d}")


def _period(day: str, serial: str, today: date) -> tuple[date, date] | None:
    """The days of ”20261101-1130”, if it began within a year and ends later; None for others."""
    try:
        first = date.fromisoformat(f"20{day[-6:]}" if len(day) == 6 else day)
        last = date.fromisoformat(f"{first.year + (serial < day[-4:])}{serial}")
    except ValueError:
        return None
    began = timedelta() <= today - first <= _A_YEAR
    return (first, last) if began and _is_later(day[-4:], serial) else None


def _is_whole(period: tuple[date, date]) -> bool:
    """Whether it is of whole weeks or months, as rosters are: hardly any serial reads so."""
    first, last = period
    begins = first.day == 1 or first.weekday() == _MONDAY
    return begins and ((last + timedelta(days=1)).day == 1 or last.weekday() == _SUNDAY)


def _is_later(first: str, last: str) -> bool:
    """Whether month and day are a later day than others, perhaps over the turn of a year."""
    month, day = int(last[:2]), int(last[2:])
    if not (1 <= month <= 12 and 1 <= day <= _LAST_DAY[month - 1]):
        return False
    return last > first or (first >= "1001" and last < "0401")


def _is_range_of_days(written: re.Match[str]) -> bool:
    """”2026-12-01 – 2026-12-31”: what looks like a serial is the year of another date."""
    cut = written["cut"]
    if not cut or written["serial"][:2] not in ("19", "20"):
        return False
    return (
        re.match(rf"{re.escape(cut)}\d\d{re.escape(cut)}\d\d(?!\d)", written["after"]) is not None
    )


def _is_range_of_times(written: re.Match[str], serial: str) -> bool:
    """”20261201 0800-1600”; with a hyphen before it only where none of it is apart."""
    space = "" if _is_dashed(written) else " {0,2}"
    until = re.match(rf"{space}-{space}(\d\d)[:.]?(\d\d)(?!\d)", written["after"])
    if until is None or not _is_time_of_day(serial):
        return False
    return int(until[1]) <= 24 and int(until[2]) < 60


def _is_longer(written: re.Match[str]) -> bool:
    """Whether digits go on before or after it, as in lists of telephone numbers."""
    before = written.string[max(0, written.start() - 2) : written.start()]
    return re.match(r"[-/]\d", written["after"]) is not None or (
        len(_digits(written["date"])) == 6 and re.fullmatch(r"\d[-/]", before) is not None
    )


def _kind(written: str) -> Identity | None:
    """What a date of six or eight digits belongs to, or None if it is impossible."""
    if written.startswith("99") and len(written) == 8:
        return Identity.RESERVE if written[2:4] in ("19", "20") else None
    month, day = int(written[-4:-2]), int(written[-2:])
    if not 1 <= month <= 12:
        return None
    if 1 <= day <= _LAST_DAY[month - 1]:
        return Identity.PERSONAL
    if 60 <= day <= 60 + _LAST_DAY[month - 1]:
        return Identity.COORDINATION
    return Identity.RESERVE if 32 <= day <= 59 and len(written) == 8 else None


def _is_dashed(written: re.Match[str]) -> bool:
    whole = written["date"].isdecimal() and written["serial"].isdecimal()
    return whole and any(sign in written["join"] for sign in "-+")


def _has_plain_birth_date(written: re.Match[str]) -> bool:
    """A full year, and neither a list of figures nor a date and a time."""
    day, join, serial = written["date"], written["join"], written["serial"]
    if len(_digits(day)) < 8 or " " in day + serial:
        return False
    one_piece = day.isdecimal() and not join
    return one_piece or not day.startswith("20") or not _is_time_of_day(serial)


def _is_time_of_day(serial: str) -> bool:
    return int(serial[:2]) < 24 and int(serial[2:]) < 60


def _is_reserve(written: re.Match[str], today: date | None) -> bool:
    """Whether the date before a lettered serial is possible.

    The national reserve number moves the century (22 for 19), and without a known date of birth it
    is 00, a month from 20 and a day from 40 to 59.
    """
    day: str = written["date"]
    before = written.string[max(0, written.start() - 16) : written.start()]
    if _HSA_ID.search(before + day) or _is_a_word(written):
        return False
    if len(day) == 6:
        return _kind(day) is not None and written["join"] != " "
    unknown = day.startswith("00") and day[4] >= "2" and day[6] in "45"
    to_come = today is not None and _is_to_come(day, today)
    return unknown or (_kind(day[2:]) is not None and not to_come)


def _is_a_word(written: re.Match[str]) -> bool:
    """Small letters apart from the date that say something: ”20261201 sal3”, ”20261201 kl07”."""
    serial = written["serial"]
    if written["join"] in ("", "-", "+") or serial != serial.lower():
        return False
    letters = "".join(filter(str.isalpha, serial))
    return letters in ("kl", "nr", "st", "dr", "v") or any(c in "aeiouy" for c in letters)


def _digits(written: str) -> str:
    return "".join(filter(str.isdecimal, written))


def _plain(text: str) -> str:
    """Digits of all scripts as 0–9, all dashes as hyphens, and nothing invisible."""
    if "&" in text:
        text = html.unescape(text)
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
    if character in _DASHES or unicodedata.category(character) == "Pd":
        return "-"
    if character in "＋⁺":
        return "+"
    if "！" <= character <= "～":
        return chr(ord(character) - _TO_ASCII)
    return "" if unicodedata.category(character) in ("Cf", "Cc", "Mn", "Me") else character
