"""tjanster.csv: services."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from directory.catalogue.phones import Audience
from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.shift_times import ShiftTimes
from directory.catalogue.specialties import official_lexicon
from directory.catalogue.units import Unit
from directory.sources.cells import (
    DASHES,
    DUTY_ROLE,
    HOURS,
    IDENTIFIER,
    LINE,
    NAME,
    NUMBER,
    REFERENCE,
    TEXT,
    WORD,
    YES_NO,
    Cell,
    CellError,
    or_dash,
    several,
    word,
)
from directory.sources.faults import did_you_mean
from directory.sources.region.units_file import UNITS_FILE
from directory.sources.table_format import ColumnFormat, RowValue, TableFormat, Values
from directory.walltime.opening import WorkingHours

SERVICES_FILE = "tjanster.csv"
USUAL_HOURS = "mån–fre 08–17"


def read_specialty(written: str) -> str:
    """The id of the specialty with this official name or id, in any case."""
    specialty_id = _specialty_ids().get(written.casefold())
    if specialty_id is None:
        specialties = official_lexicon().specialties
        names = {word: s.name for s in specialties for word in (s.name, s.id, *s.titles)}
        raise ValueError(
            "Specialiteten är okänd. Här ska stå dess officiella namn eller id."
            f"{did_you_mean(written, names)}"
        )
    return specialty_id


@lru_cache(maxsize=1)
def _specialty_ids() -> Mapping[str, str]:
    specialties = official_lexicon().specialties
    return {name.casefold(): s.id for s in specialties for name in (s.name, s.id)}


def _specialty_name(specialty_id: str) -> str:
    return next(
        (s.name for s in official_lexicon().specialties if s.id == specialty_id), specialty_id
    )


SPECIALTY: Cell[str] = Cell(
    "en specialitet, till exempel Kardiologi", read_specialty, _specialty_name
)
SHIFT_TIMES: Cell[ShiftTimes] = Cell(
    "passtider, till exempel 08:00–08:00 eller bakjour 16:00–07:30; konsultläkare 08–17",
    ShiftTimes.parse,
    lambda times: times.text(),
)
_KIND = word(ServiceKind)


def _check(cells: Mapping[str, str]) -> Iterator[CellError]:
    try:
        always = _KIND.read(cells["typ"]).always_answers
    except ValueError:
        return
    if not always and cells["tider"] in ("", *DASHES):
        yield CellError(
            "tider",
            "En tjänst av den typen måste ha tider. Skriv när den har öppet, "
            f"till exempel {USUAL_HOURS}.",
        )


def _service(values: Values) -> Service:
    return Service(**{"hours": WorkingHours.parse(USUAL_HOURS), **values})


SERVICES = TableFormat(
    SERVICES_FILE,
    (
        ColumnFormat("id", "id", IDENTIFIER, required=True),
        ColumnFormat("namn", "name", NAME, required=True),
        ColumnFormat("specialitet", "specialty", SPECIALTY, required=True),
        ColumnFormat("typ", "kind", _KIND, required=True),
        ColumnFormat("enhet", "unit", REFERENCE, required=True, refers=UNITS_FILE),
        ColumnFormat("sjukhus", "hospital", or_dash(REFERENCE), refers=UNITS_FILE),
        ColumnFormat("kommuner", "municipalities", several(WORD, frozenset)),
        ColumnFormat("målgrupp", "audience", word(Audience)),
        ColumnFormat("tider", "hours", HOURS),
        ColumnFormat("före_samtal", "before_call", TEXT),
        ColumnFormat("alias", "aliases", several(WORD)),
        ColumnFormat("schemakälla", "roster_source", LINE),
        ColumnFormat("schema_färskt_timmar", "roster_fresh_hours", NUMBER),
        ColumnFormat("passtider", "shift_times", SHIFT_TIMES),
        ColumnFormat("dubbla_roller", "doubled_roles", several(DUTY_ROLE, frozenset)),
        ColumnFormat("byten_godkänns", "swaps_approved", YES_NO),
        ColumnFormat("pass_bekräftas", "shifts_confirmed", YES_NO),
        ColumnFormat("avtalsavsnitt", "pinned_section", LINE),
    ),
    _service,
    check=_check,
)


def services_at_hospitals(
    entries: Sequence[RowValue[Service]], units: Mapping[str, Unit]
) -> tuple[Service, ...]:
    """The services; where the file names no hospital, the unit's."""

    def placed(entry: RowValue[Service]) -> Service:
        unit = units.get(entry.value.unit)
        if entry.record.cells["sjukhus"] or unit is None:
            return entry.value
        return replace(entry.value, hospital=unit.hospital)

    return tuple(placed(entry) for entry in entries)
