"""kedjor.csv: the steps of contact chains."""

from collections.abc import Iterator, Mapping

from directory.catalogue.phones import Phone, PhoneError
from directory.catalogue.written_phones import parse_phone
from directory.rosters.chains import ChainStep, StepKind
from directory.sources.cells import (
    DUTY_ROLE,
    NUMBER,
    REFERENCE,
    TEXT,
    YES_NO,
    Cell,
    CellError,
    word,
)
from directory.sources.region.services_file import SERVICES_FILE
from directory.sources.table_format import ColumnFormat, TableFormat, Values
from directory.walltime.days import TimeClass

CHAINS_FILE = "kedjor.csv"

_ONLY_ROLE = ("roll", "av_tjänst", "om_bemannad")


def read_number(written: str) -> Phone:
    """A phone with only a number; its kind follows from the number."""
    parsed = parse_phone(written)
    if parsed.remark:
        raise PhoneError(f"Skriv bara numret här; ”{parsed.remark}” hör till texten.")
    return Phone(kind=parsed.kind, number=parsed.number, extension=parsed.extension)


LONE_NUMBER: Cell[Phone] = Cell("ett nummer, till exempel 08-465 004 00", read_number, Phone.text)


def _check(cells: Mapping[str, str]) -> Iterator[CellError]:
    if cells["typ"].casefold() == StepKind.ROLE:
        if not cells["roll"]:
            yield CellError("roll", "Ett steg av typen roll måste säga vilken. Fyll i rollen.")
        if cells["nummer"]:
            yield CellError("nummer", "En rolls nummer skrivs i nummer.csv. Flytta det dit.")
        return
    for column in _ONLY_ROLE:
        if cells[column] and cells[column].casefold() != "nej":
            yield CellError(column, "Det gäller bara steg av typen roll. Ta bort det.")


def _step(values: Values) -> ChainStep:
    if values["position"] < 1:
        raise CellError("steg", "Det första steget har nummer 1.")
    return ChainStep(**values)


CHAINS = TableFormat(
    CHAINS_FILE,
    (
        ColumnFormat("tjänst", "service", REFERENCE, required=True, refers=SERVICES_FILE),
        ColumnFormat("tid", "time_class", word(TimeClass), required=True),
        ColumnFormat("steg", "position", NUMBER, required=True),
        ColumnFormat("typ", "kind", word(StepKind), required=True),
        ColumnFormat("roll", "role", DUTY_ROLE),
        ColumnFormat("av_tjänst", "of_service", REFERENCE, refers=SERVICES_FILE),
        ColumnFormat("om_bemannad", "if_rostered", YES_NO),
        ColumnFormat("text", "text", TEXT),
        ColumnFormat("nummer", "phone", LONE_NUMBER),
    ),
    _step,
    optional=True,
    check=_check,
)
