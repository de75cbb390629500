"""What stands in a group's list: ATC codes, and substances as the authority's file names them."""

import re
from collections.abc import Iterable

from directory.shortages.atc import exists, is_code
from directory.shortages.meaning import MeantMedicines, by_code, by_substance, together
from directory.shortages.medicine import VETERINARY

_LIKE_ATC = re.compile(r"[A-Za-z]\d[A-Za-z0-9]*", re.ASCII)
_SUBSTANCE = re.compile(r"[^\W\d_][^\W_]*(?:[ ,/-]+[^\W_]+)*")
_STRENGTH = re.compile(r"\d+(?:[.,]\d+)?\s*(?:mg|g|ml|mikrogram|mcg|µg|e|ie|mmol|%)\b", re.I)
_SHORTEST = 3

_ANIMALS = "ATC-koder på Q är läkemedel för djur, och om dem säger restnoteringarna inget."
_NO_CODE = (
    "En ATC-kod skrivs som G, G03, G03C, G03CA eller G03CA03; alla koder under den räknas med."
)
_NO_SUCH = "Den ATC-koden finns inte. Skriv till exempel G03, eller substansens namn."
_NO_STRENGTH = "Skriv substansen utan styrka, till exempel estradiol."
_NO_SUBSTANCE = "Skriv en ATC-kod, till exempel G03, eller en substans, till exempel estradiol."


def read_listed(written: str) -> str:
    """What a list is to hold of a text: a code in capitals, a substance in lower case. Raises
    ValueError, in Swedish, for what is neither."""
    text = " ".join(written.split())
    if _is_for_animals(text.upper()):
        raise ValueError(_ANIMALS)
    if is_code(text.upper()):
        if not exists(text.upper()):
            raise ValueError(_NO_SUCH)
        return text.upper()
    if len(text) == 1 or _LIKE_ATC.fullmatch(text):
        raise ValueError(_NO_CODE)
    if _STRENGTH.search(text):
        raise ValueError(_NO_STRENGTH)
    if len(text) < _SHORTEST or not _SUBSTANCE.fullmatch(text):
        raise ValueError(_NO_SUBSTANCE)
    return text.lower()


def _is_for_animals(text: str) -> bool:
    rest = text.removeprefix(VETERINARY)
    return rest != text and (not rest or is_code(rest))


def meant_by(listed: Iterable[str]) -> MeantMedicines:
    """The medicines of a list: those of its codes and of all below them, and those that hold one of
    its substances, whatever the salt and the spelling."""
    return together(by_code(entry) if is_code(entry) else by_substance(entry) for entry in listed)
