"""One telephone number as a coordinator writes it: ”vx 08-46500400, kort 1234 (vard)”."""

import re
import unicodedata

from directory.catalogue.phones import Phone, PhoneError, PhoneKind, digits_of, is_mobile, tel_uri
from directory.lazy.patterns import LazyPattern
from directory.lazy.values import dataclass


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


_LONGEST_WRITTEN = 200
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
_SPACES = LazyPattern(r"\s+")
_BRACKETS = LazyPattern(r"\(([^()]*)\)")
_BRACKETS_OF_NUMBER = LazyPattern(r"\(0\d{0,3}\)")
_NUMBER = LazyPattern(
    rf"(?P<lead>[^\d*#+(]*)(?P<number>[+(]?[\d*#][\d\s.()*#+{_DASH}]*)(?P<rest>.*)", re.DOTALL
)
_VIA_SWITCHBOARD = LazyPattern(r"[\s,;.:]*(?:växeln?|vxl?)\b", re.IGNORECASE)
_TRAIL = LazyPattern(
    rf"[\s,;.:]*(?P<word>[^\W\d_]+)(?:[\s.:]*(?P<digits>\d[\d\s{_DASH}]*))?(?P<rest>.*)", re.DOTALL
)
_CLOCK = r"(?:\d{4}|\d{1,2}(?:[:.]\d\d)?)"
_CLOCK_RANGE = LazyPattern(rf"\b{_CLOCK}\s?[{_DASH}]\s?{_CLOCK}\b")
_ANOTHER = LazyPattern(
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
    extension = digits_of(parts["digits"] or "")
    if extension and kind is not PhoneKind.INTERNAL:
        raise PhoneError(_ONE_EACH)
    return kind, extension, _remark(parts["rest"])


def _remark(rest: str) -> str:
    if rest.lstrip().startswith("/"):
        raise PhoneError(_ONE_EACH)
    return rest.strip(f" ,;.:{_DASH}")


def _is_several(number: str) -> bool:
    abroad = number.startswith(("+", "00"))
    return "+" in number[1:] or len(digits_of(number)) > (15 if abroad else 10)


def _kind_of_number(number: str, word: PhoneKind | None) -> PhoneKind:
    if word not in (None, PhoneKind.DIRECT):
        return word
    if tel_uri(number):
        return PhoneKind.MOBILE if is_mobile(number) else PhoneKind.DIRECT
    if number.startswith(("0", "+", "(")):
        return PhoneKind.DIRECT
    if len(digits_of(number)) <= 5:
        return PhoneKind.INTERNAL
    raise PhoneError(
        "Skriv numret med riktnummer, till exempel 08-465 004 00. "
        "Går det bara att slå inom huset, skriv ”internt” före."
    )
