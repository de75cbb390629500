"""Whatever a file names must exist in the file that it belongs to."""

from collections.abc import Iterator

from directory.sources.cells import DASHES
from directory.sources.faults import Fault, Severity, did_you_mean
from directory.sources.people_file import PEOPLE_FILE
from directory.sources.region_sheets import Ids, RegionSheets
from directory.sources.services_file import SERVICES_FILE
from directory.sources.units_file import UNITS_FILE
from directory.specialties import official_lexicon


def unknown_references(sheets: RegionSheets) -> Iterator[Fault]:
    """Every id in any file that no row has; a municipality that no unit lies in is a warning."""
    for form, sheet in sheets.tables():
        for column in (column for column in form.columns if column.refers):
            ids = sheets.ids[column.refers]
            for record in sheet.records:
                for wanted in _named(record.cells[column.name]):
                    if ids.lacks(wanted):
                        message = _absent(wanted, column.refers, ids)
                        yield Fault(form.file, record.line, column.name, wanted, message)
    yield from _unknown_in_settings(sheets)
    yield from _unknown_targets(sheets)
    yield from _unknown_municipalities(sheets)


def _named(cell: str) -> list[str]:
    return [one.strip() for one in cell.split("|") if one.strip() not in ("", *DASHES)]


def _absent(wanted: str, file: str, ids: Ids) -> str:
    meant = did_you_mean(wanted, ids.meanings)
    return f"Det finns inget sådant id i {file}.{meant or ' Lägg till det där eller rätta här.'}"


def _unknown_in_settings(sheets: RegionSheets) -> Iterator[Fault]:
    settings = sheets.settings
    if settings.value is None:
        return
    named = [
        ("huvudingång", settings.value.default_entry, SERVICES_FILE),
        ("växel", settings.value.switchboard, UNITS_FILE),
        *(("demo_personer", one, PEOPLE_FILE) for one in settings.value.demo_people),
    ]
    for key, wanted, file in named:
        if sheets.ids[file].lacks(wanted):
            yield settings.fault(key, wanted, _absent(wanted, file, sheets.ids[file]))


def _unknown_targets(sheets: RegionSheets) -> Iterator[Fault]:
    specialties = {s.id: s.name for s in official_lexicon().specialties}
    services, units = sheets.ids[SERVICES_FILE], sheets.ids[UNITS_FILE]
    meanings = {
        **units.meanings,
        **services.meanings,
        **{name: name for name in specialties.values()},
    }
    for entry in sheets.words.entries:
        target = entry.value.target
        if target in specialties and target in services.known:
            message = "Det är både en specialitet och en tjänst; ordet leder till tjänsten."
            yield entry.warning("betyder", f"{message} Byt tjänstens id om det är fel.")
        if target not in specialties and services.lacks(target) and units.lacks(target):
            meant = did_you_mean(target, meanings)
            yield entry.fault(
                "betyder",
                "Det är varken en specialitet, en tjänst eller en enhet."
                f"{meant or ' Skriv en specialitets namn eller ett id.'}",
            )


def _unknown_municipalities(sheets: RegionSheets) -> Iterator[Fault]:
    if not sheets.units.readable:
        return
    known = {record.cells["kommun"] for record in sheets.units.records}
    for entry in sheets.services.entries:
        for name in sorted(entry.value.municipalities - known):
            meant = did_you_mean(name, known)
            yield Fault(
                entry.file,
                entry.record.line,
                "kommuner",
                name,
                f"Ingen enhet ligger i den kommunen.{meant or ' Se efter att namnet är rätt.'}",
                Severity.WARNING,
            )
