"""The report as tables: one for each question that it answers."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.hours.reporting.words import (
    ALL,
    FEW_EXPLAINED,
    cell_value,
    centre_words,
    hours_of,
    minutes_of,
    percent,
    series_words,
)
from directory.hours.report.centres import Counted
from directory.hours.report.period import week_words
from directory.hours.report.shown import FillReport, ShownTally
from directory.snapshot import Snapshot
from directory.spreadsheets import Sheet, Value
from directory.walltime.days import local

_COUNTS = (
    "timmar hållna",
    "tider erbjudna",
    "bokade",
    "återlämnade",
    "lediga",
    "beläggning %",
    "avbokade",
    "inställda",
    "uppringda",
    "lämnade kön",
    "hann inte med",
    "väntan median min",
    "väntan 9 av 10 min",
)


def _counts(tally: ShownTally) -> tuple[Value, ...]:
    """In the order of `_COUNTS`."""
    return (
        hours_of(tally.held),
        tally.offered,
        cell_value(tally.booked),
        cell_value(tally.released),
        cell_value(tally.free),
        percent(tally),
        cell_value(tally.cancelled),
        cell_value(tally.called_off),
        cell_value(tally.answered),
        cell_value(tally.left),
        cell_value(tally.turned_away),
        minutes_of(tally.median_wait),
        minutes_of(tally.long_wait),
    )


def report_sheets(report: FillReport, snapshot: Snapshot) -> Sequence[Sheet]:
    """All tables of the report; what it says of itself first."""
    return tuple(_sheets(report, snapshot))


def _sheets(report: FillReport, snapshot: Snapshot) -> Iterator[Sheet]:
    yield Sheet("Om rapporten", ("vad", "värde"), list(_about(report)))
    weeks = [(*_week(monday), *_counts(tally)) for monday, tally in report.weeks.items()]
    yield Sheet("Vecka", ("vecka", "måndag", *_COUNTS), [*weeks, (ALL, "", *_counts(report.total))])
    yield _series(report, snapshot)
    each = [
        (series_words(row, snapshot), *_week(monday), *_counts(tally))
        for row in report.series
        for monday, tally in row.weeks.items()
    ]
    yield Sheet("Serie och vecka", ("serie", "vecka", "måndag", *_COUNTS), each)
    if report.period.fixed:
        yield _centres(report, snapshot)
    yield _asked(report, snapshot)
    without = [
        (snapshot.specialties[id_].name if id_ in snapshot.specialties else id_, asked)
        for id_, asked in report.without.items()
    ]
    yield Sheet("Utan konsulttider", ("specialitet", "frågor i konsult"), without)


def _about(report: FillReport) -> Iterator[tuple[str, str]]:
    until = local(report.until)
    yield "Period", f"{report.period.name}: {report.period.first} till och med {report.period.last}"
    yield "Räknat", f"{until:%Y-%m-%d %H:%M}"
    yield "Beläggning", "Bokade tider av dem som erbjöds."
    yield "Återlämnade", "Tider som ingen bokade och som specialisten fick tillbaka."
    yield "Väntan", "Från att någon ställde sig i kön tills de blev uppringda."
    yield "Frågor i konsult", "Så ofta någon har sökt en tjänst eller specialitet."
    if report.period.fixed or report.hides:
        yield "Små tal", FEW_EXPLAINED


def _week(monday: date) -> tuple[str, str]:
    return week_words(monday), monday.isoformat()


def _series(report: FillReport, snapshot: Snapshot) -> Sheet:
    """With the specialist only where whoever reads it may see one."""
    named = any(row.specialist for row in report.series)
    header = ("serie", *(("specialist",) if named else ()), "försök", *_COUNTS)
    rows = [
        (
            series_words(row, snapshot),
            *((_person(row.specialist, snapshot),) if named else ()),
            row.pilot,
            *_counts(row.total),
        )
        for row in report.series
    ]
    return Sheet("Serie", header, rows)


def _person(id_: str, snapshot: Snapshot) -> str:
    known = snapshot.people.get(id_)
    return known.name if known else id_


def _centres(report: FillReport, snapshot: Snapshot) -> Sheet:
    rows = [
        (
            row.owner or ALL,
            centre_words(row, snapshot),
            *(cell_value(row.cells[what]) for what in Counted),
            minutes_of(row.wait),
        )
        for row in report.centres
    ]
    return Sheet("Enhet", ("driftsform", "enhet", *Counted, "väntan median min"), rows)


def _asked(report: FillReport, snapshot: Snapshot) -> Sheet:
    rows = [
        (
            snapshot.title(row.service),
            row.asked,
            row.supply.offered,
            cell_value(row.supply.booked),
            hours_of(row.supply.held),
            cell_value(row.supply.answered),
        )
        for row in report.asked
    ]
    header = ("tjänst", "frågor i konsult", "tider erbjudna", "bokade", "timmar hållna")
    return Sheet("Efterfrågan", (*header, "uppringda"), rows)
