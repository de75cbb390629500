"""Telephone numbers: what kind a number is, how a person reads it and whether it can be dialled."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import phonenumbers


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
    """One number that somebody may ring, with what must be known before ringing it."""

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

    def uri(self) -> str | None:
        """The `tel:` link, or None unless an outside phone can dial the number.

        A switchboard's link rings its main number; the extension is asked for.
        """
        return _uri(self.number) if self.kind in _DIALLED_FROM_OUTSIDE else None

    def text(self) -> str:
        """The number as a person reads it, saying how to dial it when that is not plain."""
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


@dataclass(frozen=True, slots=True)
class ParsedPhone:
    """What one written number says."""

    kind: PhoneKind
    number: str
    extension: str = ""
    remark: str = ""  # the words beside the number, mostly its hours: "endast kontorstid"


def parse_phone(written: str) -> ParsedPhone:
    """Read one number as coordinators write it, or raise PhoneError.

    Words are split off before the digits are read. Without a word, a number that begins with 0 or
    +46 can be dialled from outside and one of at most five digits only inside a site. Words
    without any digit are a TEXT. Dashes and spaces of all sorts become plain ones; the grouping
    stays. Several numbers in one are refused, since a guess would hide one of them.
    """
    if len(written) > _LONGEST_WRITTEN:
        raise PhoneError(f"Skriv högst {_LONGEST_WRITTEN} tecken.")
    plain = _plain(written)
    if not any(character.isalnum() for character in plain):
        raise PhoneError("Skriv ett nummer, till exempel 08-465 004 00.")
    if not any(character.isdigit() for character in plain):
        return ParsedPhone(PhoneKind.TEXT, plain)
    return _read(*_split_remark(plain))


_DIALLED_FROM_OUTSIDE = (PhoneKind.DIRECT, PhoneKind.MOBILE, PhoneKind.SWITCHBOARD)
_LONGEST_WRITTEN = 200
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
    if kind in _DIALLED_FROM_OUTSIDE and _uri(number) is None:
        raise PhoneError(
            "Det är inte ett svenskt telefonnummer. Skriv det med riktnummer, "
            "till exempel 08-465 004 00."
        )
    if kind is PhoneKind.MOBILE and not _is_mobile(number):
        raise PhoneError("Ett mobilnummer börjar med 07, till exempel 070-174 06 05.")
    if kind is PhoneKind.INTERNAL and not _SHORT.fullmatch(number):
        raise PhoneError(
            "Ett internnummer har högst sju siffror, till exempel 5-1234. "
            "En anknytning skrivs efter växelns nummer: 08-465 004 00 ankn 1234."
        )
    if kind is PhoneKind.PAGER and not _PAGER.fullmatch(number):
        raise PhoneError("Ett sökarnummer skrivs med siffror, till exempel sökare 12345.")


@lru_cache(maxsize=16_384)
def _uri(number: str) -> str | None:
    """The link to a Swedish number that an outside phone can dial, else None.

    Possible is enough: the ranges reserved for fiction, and new ones, need not be in use.
    Remembered, since reading a number takes longer than the rest of an answer.
    """
    digits = _digits(number)
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


def _is_mobile(number: str) -> bool:
    return _MOBILE_URI.match(_uri(number) or "") is not None


_KIND_OF_WORD = {
    word: kind
    for kind, words in {
        PhoneKind.DIRECT: "direkt direktnummer direktnr tel tfn telefon telefonnummer nr ring",
        PhoneKind.MOBILE: "mobil mobiltelefon mob",
        PhoneKind.SWITCHBOARD: "växel växeln vx vxl",
        PhoneKind.PAGER: "sökare sökarnummer sök söknr personsökare minicall",
        PhoneKind.INTERNAL: "ankn anknytning ank ext x kort kortnr kortnummer "
        "intern internt internnummer",
    }.items()
    for word in words.split()
}

_DASH = "‐‑‒–—―−-"  # the plain one last: it stands in character classes
_DASHES = str.maketrans(dict.fromkeys(_DASH, "-"))
_SPACES = re.compile(r"\s+")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BRACKETS_OF_NUMBER = re.compile(r"\(0\d{0,3}\)")
_NUMBER = re.compile(
    rf"(?P<lead>[^\d*#+(]*)(?P<number>[+(]?[\d*#][\d\s.()*#+{_DASH}]*)(?P<rest>.*)", re.DOTALL
)
_VIA_SWITCHBOARD = re.compile(r"[\s,;.:]*(?:växeln?|vxl?)\b", re.IGNORECASE)
_TRAIL = re.compile(
    rf"[\s,;.:]*(?P<word>[^\W\d_]+)(?:[\s.:]*(?P<digits>\d[\d\s{_DASH}]*))?(?P<rest>.*)", re.DOTALL
)
_CLOCK = r"(?:\d{4}|\d{1,2}(?:[:.]\d\d)?)"
_CLOCK_RANGE = re.compile(rf"\b{_CLOCK}\s?[{_DASH}]\s?{_CLOCK}\b")
_ANOTHER = re.compile(
    rf"\d(?:[\s{_DASH}]?\d){{5}}|^(?:eller|el|alt|och|samt|resp)\b.*\d|^\d[\s\d{_DASH}]*$",
    re.IGNORECASE | re.DOTALL,
)
_ONE_EACH = "Skriv ett nummer per rad, helt utskrivet: 08-465 004 00, och nästa på en egen rad."


def _plain(written: str) -> str:
    seen = (c for c in unicodedata.normalize("NFKC", written) if unicodedata.category(c) != "Cf")
    return _SPACES.sub(" ", "".join(seen)).strip(" .,;:")


def _split_remark(plain: str) -> tuple[str, str]:
    """Take what stands in brackets out of a number, except (0), area codes and our own words."""
    remarks: list[str] = []

    def unwrap(brackets: re.Match[str]) -> str:
        inside = brackets[1].strip()
        if _BRACKETS_OF_NUMBER.fullmatch(brackets[0]):
            return brackets[0]
        if _kind_of(inside.split(" ")[0]):
            return f" {inside}"
        remarks.append(inside)
        return " "

    return _BRACKETS.sub(unwrap, plain).strip(), ", ".join(filter(None, remarks))


def _kind_of(word: str) -> PhoneKind | None:
    return _KIND_OF_WORD.get(word.strip(" .:,;").lower())


def _read(plain: str, remark: str) -> ParsedPhone:
    parts = _NUMBER.fullmatch(plain)
    if parts is None:
        raise PhoneError("Numret går inte att läsa. Skriv det som 08-465 004 00.")
    lead = _kind_of_lead(parts["lead"])
    number = parts["number"].translate(_DASHES).rstrip(" .-(")
    trailing, extension, words = _read_trail(parts["rest"])
    remark = ", ".join(filter(None, (words, remark)))
    if _is_several(number) or _ANOTHER.search(_CLOCK_RANGE.sub("", remark)):
        raise PhoneError(_ONE_EACH)
    kind = PhoneKind.SWITCHBOARD if extension else _kind_of_number(number, trailing or lead)
    Phone(kind=kind, number=number, extension=extension)
    return ParsedPhone(kind, number, extension, remark)


def _kind_of_lead(lead: str) -> PhoneKind | None:
    kinds = [_kind_of(word) for word in lead.split()]
    if None in kinds:
        raise PhoneError("Skriv bara numret här. Vad det är för nummer skrivs för sig.")
    return kinds[-1] if kinds else None


def _read_trail(rest: str) -> tuple[PhoneKind | None, str, str]:
    """The kind, the extension and the remark that follow a number."""
    via = _VIA_SWITCHBOARD.match(rest)
    kind, extension, remark = _read_extension(rest[via.end() :] if via else rest)
    return PhoneKind.SWITCHBOARD if via else kind, extension, remark


def _read_extension(rest: str) -> tuple[PhoneKind | None, str, str]:
    parts = _TRAIL.fullmatch(rest)
    kind = _kind_of(parts["word"]) if parts else None
    if parts is None or kind is None:
        return None, "", _remark(rest)
    extension = _digits(parts["digits"] or "")
    if extension and kind is not PhoneKind.INTERNAL:
        raise PhoneError(_ONE_EACH)
    return kind, extension, _remark(parts["rest"])


def _remark(rest: str) -> str:
    if rest.lstrip().startswith("/"):
        raise PhoneError(_ONE_EACH)
    return rest.strip(f" ,;.:{_DASH}")


def _is_several(number: str) -> bool:
    abroad = number.startswith(("+", "00"))
    return "+" in number[1:] or len(_digits(number)) > (15 if abroad else 10)


def _digits(written: str) -> str:
    return "".join(filter(str.isdecimal, written))


def _kind_of_number(number: str, word: PhoneKind | None) -> PhoneKind:
    if word not in (None, PhoneKind.DIRECT):
        return word
    if _uri(number):
        return PhoneKind.MOBILE if _is_mobile(number) else PhoneKind.DIRECT
    if number.startswith(("0", "+", "(")):
        return PhoneKind.DIRECT
    if len(_digits(number)) <= 5:
        return PhoneKind.INTERNAL
    raise PhoneError(
        "Skriv numret med riktnummer, till exempel 08-465 004 00. "
        "Går det bara att slå inom huset, skriv ”internt” före."
    )
