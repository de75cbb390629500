"""What the columns of a roster are called, in Swedish and English, in any order and case."""

from enum import StrEnum

from directory.sources.rosters.folding import folded
from directory.sources.rosters.sheet import Line


class Field(StrEnum):
    """What a column holds, in the words of its usual name."""

    DATE = "datum"
    WEEK = "vecka"
    WEEKDAY = "veckodag"
    START = "från"
    END = "till"
    END_DATE = "slutdatum"
    TIME = "tid"
    ROLE = "roll"
    SERVICE = "tjänst"
    HSA_ID = "hsa-id"
    EMAIL = "e-post"
    NAME = "namn"
    INITIALS = "initialer"
    NOTE = "anmärkning"


PERSON = (Field.HSA_ID, Field.EMAIL, Field.NAME, Field.INITIALS)
"""The columns that may name the person, the most certain first."""

_NAMES = {
    Field.DATE: "datum|date|startdatum|från datum|start date|dat",
    Field.WEEK: "vecka|v|vecka nr|veckonr|veckonummer|week",
    Field.WEEKDAY: "veckodag|weekday|dag|day",
    Field.START: "från|fran|start|startar|starttid|börjar|from|begin|begins|start time"
    "|fr.o.m|from tid|från tid|fr o m|fom",
    Field.END: "till|slut|slutar|sluttid|to|end|ends|end time|stop|t.o.m|t o m|tom|till tid",
    Field.END_DATE: "slutdatum|till datum|end date",
    Field.TIME: "tid|tider|time|times|arbetstid|klockslag|kl",
    Field.ROLE: "roll|funktion|linje|jour|jourlinje|role|function|line|pass",
    Field.SERVICE: "tjänst|konsulttjänst|service",
    Field.HSA_ID: "hsa-id|hsa_id|hsaid|hsa id|hsa",
    Field.EMAIL: "epost|e-post|epostadress|e-postadress|mail|mejl|email|e-mail",
    Field.NAME: "namn|name|person|läkare|doktor|doctor|physician|personal|vem|who",
    Field.INITIALS: "initialer|initials|signatur|sign|sig|init",
    Field.NOTE: "anmärkning|anm|kommentar|notering|not|övrigt|note|comment|telefon|tel|sökare"
    "|nummer",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split("|")}


def field_of(heading: str) -> Field | None:
    """What a column with the heading holds; None for a name that is not known."""
    return _FIELDS.get(folded(heading))


def columns_of(header: Line) -> dict[Field, int]:
    """The place of each field that the header names; of two with the same, the first.

    ”Dag” is the date where no other column is the date or the week.
    """
    found: dict[Field, int] = {}
    for place, heading in enumerate(header.cells):
        if field := field_of(heading):
            found.setdefault(field, place)
    if Field.WEEKDAY in found and not {Field.DATE, Field.WEEK} & found.keys():
        found[Field.DATE] = found.pop(Field.WEEKDAY)
    return found
