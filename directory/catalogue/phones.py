"""Telephone numbers: what kind a number is, how a person reads it and whether it can be dialled."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

import phonenumbers

from directory.lazy.values import dataclass


class PhoneKind(StrEnum):
    """How a number is used; the values are the words of the region's files."""

    DIRECT = "direkt"
    SWITCHBOARD = "växel"  # a main number, with or without an extension to ask for
    INTERNAL = "intern"  # short, dialable only inside a site
    PAGER = "sökare"
    MOBILE = "mobil"
    TEXT = "text"  # a way to reach somebody that is no number; shown as written


class Audience(StrEnum):
    """For whom a number is meant; the values are the words of the region's files."""

    EVERYONE = "alla"
    CLINICIANS = "kliniker"
    PRIMARY_CARE = "primärvård"
    EMERGENCY = "akutmottagning"
    MUNICIPAL = "kommun"
    COORDINATORS = "samordnare"


class PhoneError(ValueError):
    """A number that cannot be right. The message is a Swedish sentence saying what would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One number to call, with what the caller must know first."""

    kind: PhoneKind
    number: str  # in the source's own grouping; for TEXT the words
    extension: str = ""  # digits to ask the switchboard for
    label: str = ""  # what the number is: "Jourtelefon kardiologi"
    audience: Audience = Audience.CLINICIANS
    hours: str = ""  # when it answers, as the source says: "vard 8–16"
    source: str = ""  # where it comes from: "KIV"
    verified: date | None = None  # when somebody last checked it

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise PhoneError("Numret saknas.")
        _refuse_wrong_extension(self.kind, self.extension)
        _refuse_wrong_number(self.kind, self.number)

    @property
    def is_callable(self) -> bool:
        """Whether it is a number; one that is only words says how to reach somebody."""
        return self.kind is not PhoneKind.TEXT

    def uri(self) -> str | None:
        """The `tel:` link, or None unless an outside phone can dial the number.

        A switchboard's link calls its main number; the caller asks for the extension.
        """
        return tel_uri(self.number) if self.kind in _DIALLED_FROM_OUTSIDE else None

    def text(self) -> str:
        """The number as a person reads it, saying how to dial it when that is not obvious."""
        match self.kind:
            case PhoneKind.SWITCHBOARD if self.extension:
                return f"{self.number} ankn {self.extension}"
            case PhoneKind.SWITCHBOARD:
                return f"växel {self.number}"
            case PhoneKind.INTERNAL:
                return f"internt {self.number}"
            case PhoneKind.PAGER:
                return f"sökare {self.number}"
            case PhoneKind.DIRECT | PhoneKind.MOBILE | PhoneKind.TEXT:
                return self.number


_DIALLED_FROM_OUTSIDE = (PhoneKind.DIRECT, PhoneKind.MOBILE, PhoneKind.SWITCHBOARD)
_PUBLIC_SHORT = frozenset({"112", "1177", "11313", "11414"})  # dialable from every Swedish phone

_OUTSIDE = re.compile(r"(?:\(0\d{1,3}\)|0|(?:\+|00)46[\s.-]*(?:\(0\d{0,3}\))?)[\d\s.-]+", re.ASCII)
_LONGEST = 9  # digits after +46, in the Swedish numbering plan
_SHORT = re.compile(r"(?=[*#]*\d)[\d*#](?:[\s.-]?[\d*#]){0,6}", re.ASCII)
_PAGER = re.compile(r"\+?(?=[*#]*\d)[\d*#](?:[\s.-]?[\d*#]){0,14}", re.ASCII)
_EXTENSION = re.compile(r"\d{1,8}", re.ASCII)


def _refuse_wrong_extension(kind: PhoneKind, extension: str) -> None:
    if not extension:
        return
    if kind is not PhoneKind.SWITCHBOARD:
        raise PhoneError("Bara ett växelnummer kan ha en anknytning.")
    if not _EXTENSION.fullmatch(extension):
        raise PhoneError("Anknytningen ska bestå av högst åtta siffror, till exempel 1234.")


def _refuse_wrong_number(kind: PhoneKind, number: str) -> None:
    if kind in _DIALLED_FROM_OUTSIDE and tel_uri(number) is None:
        raise PhoneError(
            "Det är inte ett svenskt telefonnummer. Skriv det med riktnummer, "
            "till exempel 08-465 004 00."
        )
    if kind is PhoneKind.MOBILE and not is_mobile(number):
        raise PhoneError("Ett mobilnummer börjar med 07, till exempel 070-174 06 05.")
    if kind is PhoneKind.INTERNAL and not _SHORT.fullmatch(number):
        raise PhoneError(
            "Ett internnummer har högst sju siffror, till exempel 5-1234. "
            "En anknytning skrivs efter växelns nummer: 08-465 004 00 ankn 1234."
        )
    if kind is PhoneKind.PAGER and not _PAGER.fullmatch(number):
        raise PhoneError("Ett sökarnummer skrivs med siffror, till exempel sökare 12345.")


@lru_cache(maxsize=16_384)
def tel_uri(number: str) -> str | None:
    """The link to a Swedish number that an outside phone can dial, else None.

    Possible is enough: the ranges reserved for fiction, and new ones, need not be in use.
    Remembered, since reading a number takes longer than the rest of an answer.
    """
    digits = digits_of(number)
    if digits in _PUBLIC_SHORT and _SHORT.fullmatch(number):
        return f"tel:{digits}"
    if not _OUTSIDE.fullmatch(number):
        return None
    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return None
    significant = phonenumbers.national_significant_number(parsed)
    abroad = parsed.country_code != 46
    if abroad or len(significant) > _LONGEST or not phonenumbers.is_possible_number(parsed):
        return None
    return "tel:" + phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


# 074 is for pagers, 075 for personal numbers and 077 for shared cost.
_MOBILE_URI = re.compile(r"tel:\+467[0-3689]")


def is_mobile(number: str) -> bool:
    return _MOBILE_URI.match(tel_uri(number) or "") is not None


def digits_of(written: str) -> str:
    return "".join(filter(str.isdecimal, written))
