"""Finds references to ids that do not exist."""

from collections.abc import Iterator

from directory.catalogue.specialties import official_lexicon
from directory.sources.cells import DASHES
from directory.sources.faults import Fault, Severity, did_you_mean
from directory.sources.region.people_file import PEOPLE_FILE
from directory.sources.region.region_sheets import Ids, RegionSheets
from directory.sources.region.services_file import SERVICES_FILE
from directory.sources.region.units_file import UNITS_FILE

_SCOPE = "kommuner"
_MOST_GUESSES = 200  # each compares every name of a file


class _Guesses:
    """Suggestions for ids that do not exist; each id is looked up once."""

    def __init__(self) -> None:
        self._sentences: dict[tuple[str, str], str] = {}

    def sentence(self, reference: str, file: str, ids: Ids) -> str:
        """The Swedish fault of an id, with a suggestion."""
        key = (file, reference)
        if key not in self._sentences and len(self._sentences) < _MOST_GUESSES:
            self._sentences[key] = did_you_mean(reference, ids.meanings)
        suggestion = self._sentences.get(key) or " Lägg till det där eller rätta här."
        return f"Det finns inget sådant id i {file}.{suggestion}"


def unknown_references(sheets: RegionSheets) -> Iterator[Fault]:
    """Every reference to an id that no row has; a municipality without units is a warning."""
    guesses = _Guesses()
    for form, sheet in sheets.tables():
        for column in (column for column in form.columns if column.refers):
            ids = sheets.ids[column.refers]
            for record in sheet.records:
                for reference in _named(record.cells[column.name]):
                    if ids.lacks(reference):
                        message = guesses.sentence(reference, column.refers, ids)
                        yield Fault(form.file, record.line, column.name, reference, message)
    yield from _unknown_in_settings(sheets, guesses)
    yield from _unknown_targets(sheets)
    yield from _unknown_municipalities(sheets)


def _named(cell: str) -> list[str]:
    return [word.strip() for word in cell.split("|") if word.strip() not in ("", *DASHES)]


def _unknown_in_settings(sheets: RegionSheets, guesses: _Guesses) -> Iterator[Fault]:
    settings = sheets.settings
    if settings.value is None:
        return
    named = [
        ("huvudingång", settings.value.default_entry, SERVICES_FILE),
        ("växel", settings.value.switchboard, UNITS_FILE),
        *(("demo_personer", person, PEOPLE_FILE) for person in settings.value.demo_people),
    ]
    for key, reference, file in named:
        if sheets.ids[file].lacks(reference):
            sentence = guesses.sentence(reference, file, sheets.ids[file])
            yield settings.fault(key, reference, sentence)


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
            suggestion = did_you_mean(target, meanings)
            yield entry.fault(
                "betyder",
                "Det är varken en specialitet, en tjänst eller en enhet."
                f"{suggestion or ' Skriv en specialitets namn eller ett id.'}",
            )


def _unknown_municipalities(sheets: RegionSheets) -> Iterator[Fault]:
    if not sheets.units.readable:
        return
    municipalities = {record.cells["kommun"] for record in sheets.units.records}
    scoped = [sheet for form, sheet in sheets.tables() if _SCOPE in form.names]
    for entry in (entry for sheet in scoped for entry in sheet.entries):
        for name in sorted(set(_named(entry.record.cells[_SCOPE])) - municipalities):
            suggestion = did_you_mean(name, municipalities)
            yield Fault(
                entry.file,
                entry.record.line,
                _SCOPE,
                name,
                "Ingen enhet ligger i den kommunen."
                f"{suggestion or ' Se efter att namnet är rätt.'}",
                Severity.WARNING,
            )
