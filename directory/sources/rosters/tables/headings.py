"""Recognises the column headings of a roster, in Swedish and English."""

from enum import StrEnum

from directory.sources.rosters.sheets.sheet import SheetRow
from directory.sources.rosters.words.folding import folded


class ColumnKind(StrEnum):
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


PERSON = (ColumnKind.HSA_ID, ColumnKind.EMAIL, ColumnKind.NAME, ColumnKind.INITIALS)
"""The columns that may name the person, the most reliable first."""

_NAMES = {
    ColumnKind.DATE: "datum|date|startdatum|från datum|start date|dat",
    ColumnKind.WEEK: "vecka|v|vecka nr|veckonr|veckonummer|week",
    ColumnKind.WEEKDAY: "veckodag|weekday|dag|day",
    ColumnKind.START: "från|fran|start|startar|starttid|börjar|from|begin|begins|start time"
    "|fr.o.m|from tid|från tid|fr o m|fom",
    ColumnKind.END: "till|slut|slutar|sluttid|to|end|ends|end time|stop|t.o.m|t o m|tom|till tid",
    ColumnKind.END_DATE: "slutdatum|till datum|end date",
    ColumnKind.TIME: "tid|tider|time|times|arbetstid|klockslag|kl",
    ColumnKind.ROLE: "roll|funktion|linje|jour|jourlinje|role|function|line|pass",
    ColumnKind.SERVICE: "tjänst|konsulttjänst|service",
    ColumnKind.HSA_ID: "hsa-id|hsa_id|hsaid|hsa id|hsa",
    ColumnKind.EMAIL: "epost|e-post|epostadress|e-postadress|mail|mejl|email|e-mail",
    ColumnKind.NAME: "namn|name|person|läkare|doktor|doctor|physician|personal|vem|who",
    ColumnKind.INITIALS: "initialer|initials|signatur|sign|sig|init",
    ColumnKind.NOTE: "anmärkning|anm|kommentar|notering|not|övrigt|note|comment|telefon|tel|sökare"
    "|nummer",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split("|")}


def field_of(heading: str) -> ColumnKind | None:
    """What a column with the heading holds; None for an unknown heading."""
    return _FIELDS.get(folded(heading))


def columns_of(header: SheetRow) -> dict[ColumnKind, int]:
    """The index of each column that the header names; of two of a kind, the first.

    ”Dag” is the date where no other column is the date or the week.
    """
    places: dict[ColumnKind, int] = {}
    for place, heading in enumerate(header.cells):
        if field := field_of(heading):
            places.setdefault(field, place)
    if ColumnKind.WEEKDAY in places and not {ColumnKind.DATE, ColumnKind.WEEK} & places.keys():
        places[ColumnKind.DATE] = places.pop(ColumnKind.WEEKDAY)
    return places
