"""All series of a coordinator's units, how much of them is booked, and specialties without any."""

from collections.abc import Iterator, Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Heading,
    Link,
    More,
    Notice,
    Part,
    Table,
    TableEntry,
    TableRow,
    Text,
    Tone,
    is_web_address,
)
from bot.commands.tid.case import HourCase, about, back, press, refused
from bot.hours.reporting.making import made_report
from bot.hours.reporting.readers import services_reported_to
from bot.hours.reporting.words import booked_words, cell_value
from bot.hours.said import hour_words
from bot.questions.request import Reply
from bot.texts import show_more
from directory.calendars.queries import PageWanted
from directory.hours.closing import today
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.hours.report.period import latest_weeks
from directory.hours.report.queries import HoursOf
from directory.hours.report.shown import FillReport, SeriesRow
from directory.query import UnreadError

REPORT = "/tid/rapport"
"""The page of the report in the web chat."""
ONLY_COORDINATORS = "Översikten är för samordnare."
WEEKS, MOST_ROWS, MOST_NAMED = 4, 25, 40


def shown(case: HourCase) -> Sequence[Part]:
    """The way to it, for those who coordinate."""
    if not case.coordinates:
        return ()
    buttons = (
        Button("Alla serier", press("serier", {})),
        Button("Försök", press("försöken", {})),
    )
    return (Actions(buttons),)


def seen(case: HourCase) -> Reply:
    """The table; for coordinators alone."""
    if not case.coordinates:
        return refused(ONLY_COORDINATORS)
    services = services_reported_to(case.request.who, case.snapshot)
    hours = [
        hour
        for hour in case.snapshot.of(OFFERED).hours
        if hour.service in services and (hour.last is None or hour.last >= today(case.now))
    ]
    report = _report(case)
    ways_on = (
        Button("Öppna en konsulttid", press("öppna", {})),
        Button("Försök", press("försöken", {})),
        back(),
    )
    parts = [
        Heading("Konsulttider i dina enheter", f"bokat de senaste {WEEKS} veckorna"),
        *_table(hours, report, case),
        *_without(report, services, case),
        *_report_page(case),
    ]
    return Reply(Card((*parts, Actions(ways_on))))


def _report(case: HourCase) -> FillReport | None:
    """None where what has been cannot be read just now."""
    period = latest_weeks(today(case.now), WEEKS)
    try:
        recorded = case.request.ask(HoursOf(period))
    except UnreadError:
        return None
    reader = case.request.who.person
    return made_report(recorded, period, case.snapshot, case.now, reader=reader)


def _report_page(case: HourCase) -> Iterator[Part]:
    """The way to the report, where the chat on the web has an address."""
    address = case.request.ask(PageWanted(REPORT))
    if is_web_address(address):
        yield Link("Rapporten, med diagram och arbetsbok", address)


def _table(
    hours: Sequence[ConsultationHour], report: FillReport | None, case: HourCase
) -> Iterator[Part]:
    if report is None:
        yield Notice("Statistiken kan inte läsas just nu. Serierna visas ändå.", Tone.WARNING)
    if not hours:
        yield Notice("Inga konsulttider är öppna i dina enheter.")
        return
    rows = {row.hour: row for row in report.series} if report else {}
    drawn = [_row(hour, rows.get(hour.id), case) for hour in hours]
    columns = ("När", "Bokat", "Återlämnat")
    yield Table("Serie", columns, tuple(drawn[:MOST_ROWS]))
    if len(drawn) > MOST_ROWS:
        rest = Table("Serie", columns, tuple(drawn[MOST_ROWS:]))
        yield More((rest,), show_more(len(drawn) - MOST_ROWS, "serier"))


def _row(hour: ConsultationHour, row: SeriesRow | None, case: HourCase) -> TableRow:
    person = case.snapshot.people.get(row.specialist) if row and row.specialist else None
    cells = (hour.times, _booked(hour, row), _released(row))
    return TableRow(
        hour_words(hour, case.snapshot),
        tuple((TableEntry(words),) if words else () for words in cells),
        detail=person.name if person else "",
        press=press("visa", about(hour)),
    )


def _booked(hour: ConsultationHour, row: SeriesRow | None) -> str:
    """”12 av 16, 75 %”; of what is not booked how many were called."""
    if row is None:
        return ""
    total = row.total
    if hour.slots is None:
        return f"{cell_value(total.answered)} uppringda" if total.held else ""
    return booked_words(total) if total.offered else ""


def _released(row: SeriesRow | None) -> str:
    return str(row.total.released) if row and row.total.offered else ""


def _without(report: FillReport | None, services: frozenset[str], case: HourCase) -> Iterator[Part]:
    """The specialties of their services of which nobody has any hour."""
    known = case.snapshot.services
    offered = (known.get(hour.service) for hour in case.snapshot.of(OFFERED).hours)
    open_now = {service.specialty for service in offered if service}
    theirs = {case.snapshot.services[id_].specialty for id_ in services}
    asked = report.without if report else {}
    lacking = sorted(
        (specialty for specialty in theirs - open_now if specialty in case.snapshot.specialties),
        key=lambda specialty: (-asked.get(specialty, 0), case.snapshot.specialties[specialty].name),
    )
    if not lacking:
        return
    words = ", ".join(_asked_words(one, asked.get(one, 0), case) for one in lacking[:MOST_NAMED])
    yield Text(words, "Specialiteter utan konsulttider")


def _asked_words(specialty: str, asked: int, case: HourCase) -> str:
    name = case.snapshot.specialties[specialty].name
    return f"{name} ({asked} frågor)" if asked else name
