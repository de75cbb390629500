"""Finds contradictions between the rows of a region."""

from collections import defaultdict
from collections.abc import Iterator

from directory.catalogue.phones import PhoneKind
from directory.catalogue.services import Service
from directory.catalogue.units import Unit, UnitKind
from directory.rosters.chains import CLOSING, ChainStep, StepKind
from directory.sources.faults import Fault, Severity
from directory.sources.region.region_sheets import RegionSheets
from directory.sources.table_format import RowValue
from directory.walltime.days import TimeClass

Chain = list[RowValue[ChainStep]]


def contradictions(sheets: RegionSheets) -> Iterator[Fault]:
    """Units that are not hospitals, switchboards without numbers, chains out of order."""
    units = {entry.value.id: entry.value for entry in sheets.units.entries}
    yield from _hospitals(sheets, units)
    yield from _switchboard(sheets, units)
    yield from _two_switchboards(sheets)
    yield from _main_entry(sheets)
    for chain in _chains(sheets).values():
        yield from _numbering(chain)
        yield from _order(chain)


def _hospitals(sheets: RegionSheets, units: dict[str, Unit]) -> Iterator[Fault]:
    rows: tuple[RowValue[Unit] | RowValue[Service], ...] = (
        *sheets.units.entries,
        *sheets.services.entries,
    )
    for entry in rows:
        hospital = units.get(entry.value.hospital)
        if hospital is not None and hospital.kind is not UnitKind.HOSPITAL:
            message = f"Enheten är {hospital.kind}. Skriv id för ett sjukhus, eller ingenting."
            yield entry.fault("sjukhus", message)


def _switchboard(sheets: RegionSheets, units: dict[str, Unit]) -> Iterator[Fault]:
    if sheets.settings.value is None or not sheets.phones.readable:
        return
    switchboard = sheets.settings.value.switchboard
    if switchboard not in units:
        return
    records = [r for r in sheets.phones.records if r.cells["enhet"] == switchboard]
    texts = [r for r in records if r.cells["typ"].casefold() == PhoneKind.TEXT]
    if len(texts) == len(records):
        message = "Växeln har inget nummer. Lägg till det i nummer.csv."
        yield sheets.settings.fault("växel", switchboard, message)
    if units[switchboard].kind is not UnitKind.SWITCHBOARD:
        message = f"Enheten är {units[switchboard].kind}. Skriv id för en växel."
        yield sheets.settings.fault("växel", switchboard, message, Severity.WARNING)


def _two_switchboards(sheets: RegionSheets) -> Iterator[Fault]:
    first: dict[str, Unit] = {}
    for entry in sheets.units.entries:
        unit = entry.value
        if unit.kind is not UnitKind.SWITCHBOARD:
            continue
        if unit.hospital in first:
            other = first[unit.hospital].id
            message = f"Det finns redan en växel där, {other}. Bara en av dem visas; behåll en."
            yield entry.warning("sjukhus", message)
        first.setdefault(unit.hospital, unit)


def _main_entry(sheets: RegionSheets) -> Iterator[Fault]:
    if sheets.settings.value is None:
        return
    main_entry = sheets.settings.value.default_entry
    for service in sheets.services.values:
        if service.id == main_entry and not service.kind.always_answers:
            message = f"Tjänsten är {service.kind} och är stängd ibland. Välj en jour."
            yield sheets.settings.fault("huvudingång", main_entry, message, Severity.WARNING)


def _chains(sheets: RegionSheets) -> dict[tuple[str, TimeClass], Chain]:
    chains: defaultdict[tuple[str, TimeClass], Chain] = defaultdict(list)
    for entry in sorted(sheets.chains.entries, key=lambda entry: entry.value.position):
        chains[entry.value.service, entry.value.time_class].append(entry)
    return chains


def _numbering(chain: Chain) -> Iterator[Fault]:
    expected = 1
    for entry in chain:
        position = entry.value.position
        if position > expected:
            missing = f"Steg {expected} saknas i kedjan. Numrera stegen 1, 2, 3 och så vidare."
            yield entry.warning("steg", missing)
        expected = position + 1


def _order(chain: Chain) -> Iterator[Fault]:
    """The answer shows closing steps last, in a fixed order, regardless of their numbers."""
    ranks = [StepKind.ROLE, *CLOSING]
    highest = 0
    for entry in chain:
        rank = ranks.index(entry.value.kind)
        if rank < highest:
            message = (
                f"Steget visas ändå före {ranks[highest]}. Numrera i ordningen "
                "roll, reservrutin, ledningsnivå, växel."
            )
            yield entry.warning("typ", message)
        highest = max(highest, rank)
