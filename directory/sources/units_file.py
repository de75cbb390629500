"""enheter.csv: units."""

from collections.abc import Iterator, Mapping

from directory.sources.cells import (
    HSA_ID,
    IDENTIFIER,
    REFERENCE,
    TEXT,
    CellError,
    several,
    word,
)
from directory.sources.table_format import Column, TableFormat, Values
from directory.units import Ownership, Unit, UnitKind

UNITS_FILE = "enheter.csv"


def _check(cells: Mapping[str, str]) -> Iterator[CellError]:
    is_hospital = cells["typ"].casefold() == UnitKind.HOSPITAL
    if is_hospital and cells["sjukhus"] not in ("", cells["id"]):
        yield CellError("sjukhus", "Ett sjukhus är sitt eget. Lämna cellen tom.")


def _unit(values: Values) -> Unit:
    own = {"hospital": values["id"]} if values["kind"] is UnitKind.HOSPITAL else {}
    return Unit(**{**values, **own})


UNITS = TableFormat(
    UNITS_FILE,
    (
        Column("id", "id", IDENTIFIER, required=True),
        Column("namn", "name", TEXT, required=True),
        Column("typ", "kind", word(UnitKind), required=True),
        Column("kommun", "municipality", TEXT, required=True),
        Column("sjukhus", "hospital", REFERENCE, refers=UNITS_FILE),
        Column("driftsform", "ownership", word(Ownership)),
        Column("utförare", "operator", TEXT),
        Column("hsa_id", "hsa_id", HSA_ID),
        Column("tidigare_namn", "former_names", several(TEXT)),
        Column("alias", "aliases", several(TEXT)),
        Column("öppettider", "hours", TEXT),
        Column("adress", "address", TEXT),
    ),
    _unit,
    check=_check,
)
