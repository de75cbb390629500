"""enheter.csv: units."""

from collections.abc import Iterator, Mapping

from directory.catalogue.units import Ownership, Unit, UnitKind
from directory.sources.cells import (
    HSA_ID,
    IDENTIFIER,
    LINE,
    NAME,
    REFERENCE,
    WORD,
    CellError,
    several,
    word,
)
from directory.sources.table_format import ColumnFormat, TableFormat, Values

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
        ColumnFormat("id", "id", IDENTIFIER, required=True),
        ColumnFormat("namn", "name", NAME, required=True),
        ColumnFormat("typ", "kind", word(UnitKind), required=True),
        ColumnFormat("kommun", "municipality", WORD, required=True),
        ColumnFormat("sjukhus", "hospital", REFERENCE, refers=UNITS_FILE),
        ColumnFormat("driftsform", "ownership", word(Ownership)),
        ColumnFormat("utförare", "operator", NAME),
        ColumnFormat("hsa_id", "hsa_id", HSA_ID),
        ColumnFormat("tidigare_namn", "former_names", several(NAME)),
        ColumnFormat("alias", "aliases", several(WORD)),
        ColumnFormat("öppettider", "hours", LINE),
        ColumnFormat("adress", "address", LINE),
    ),
    _unit,
    check=_check,
)
