"""Numbers that a spreadsheet has turned into something else, and how it is kept from doing so."""

import re

_MONTHS = "jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec"
_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}/\d{1,2}(?:/\d{2})?"
    rf"|\d{{1,2}}[-/. ]*(?:{_MONTHS})[a-zåäö]*\.?(?:[-/. ]*\d{{2,4}})?"
    rf"|(?:{_MONTHS})[a-zåäö]*\.?[-/. ]*\d{{1,4}})"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?",
    re.IGNORECASE | re.ASCII,
)
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d*)?\s*E\s*[+-]?\d+", re.IGNORECASE | re.ASCII)
_DAY_NUMBER = re.compile(r"\d{5}(?:[.,]0+)?", re.ASCII)
_DAYS = range(36_526, 54_789)
"""Day numbers of spreadsheets: those of the years 2000 to 2049."""

_AS_TEXT = (
    "Markera kolumnen i kalkylarket, välj formatet Text, skriv numret igen, till exempel"
    " 08-465 004 00, och spara."
)


def damage(written: str) -> str:
    """What a spreadsheet has made of a number, and what to do; empty where it has done nothing."""
    plain = written.strip()
    if _DATE.fullmatch(plain):
        return f"Kalkylarket har gjort om numret till ett datum. {_AS_TEXT}"
    if _EXPONENT.fullmatch(plain):
        return (
            "Kalkylarket har gjort om numret till ett tal med exponent, och siffror kan ha gått "
            f"förlorade. {_AS_TEXT}"
        )
    return ""


def may_be_a_day(written: str) -> bool:
    """Whether five digits are the number of a day in a spreadsheet as well as a short number."""
    plain = written.strip()
    return bool(_DAY_NUMBER.fullmatch(plain)) and int(plain[:5]) in _DAYS


MAYBE_A_DAY = (
    "Fem siffror kan vara ett datum som kalkylarket har gjort om till ett tal. Är det ett "
    f"internnummer eller en sökare, skriv det i kolumnen typ. Annars: {_AS_TEXT}"
)
