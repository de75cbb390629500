"""Numbers that did not work, for coordinators: when they were last checked; and closing them."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Facts,
    More,
    Notice,
    Option,
    Part,
    Press,
    Schedule,
    ScheduleRow,
    notice,
)
from bot.questions.request import Reply, Request, View
from bot.texts import day_words, times_words, unit_words
from directory.changes import Forget
from directory.counting.wrong_numbers import WRONG_NUMBERS, WrongNumber
from directory.grouping import grouped
from directory.snapshot import Snapshot
from directory.walltime.said import moment_words

MOST = 20
OUTCOME, RIGHT, MENDED = "utfall", "stämmer", "rättat"
_DONE = {RIGHT: "Numret stämmer", MENDED: "Rättat"}


def wrong_number_parts(view: View, owners: frozenset[str] | None) -> list[Part]:
    """The numbers of these owners, or of all, the latest reported first; each can be closed."""
    reports = view.snapshot.of(WRONG_NUMBERS)
    wanted = [one for one in reports if owners is None or one.owner in owners]
    groups = list(grouped(wanted, lambda one: (one.owner, one.number)).values())
    if not groups:
        return []
    groups.sort(key=lambda group: max(one.reported for one in group), reverse=True)
    rows = tuple(_row(group, view) for group in groups[:MOST])
    options = tuple(_option(group[-1], view.snapshot) for group in groups[:MOST])
    return [
        Schedule(rows, f"Numret fungerade inte, 90 dagar: {len(groups)}"),
        More((Choices("Vilket nummer är utrett?", options),), "Stäng ett nummer"),
    ]


def _row(group: Sequence[WrongNumber], view: View) -> ScheduleRow:
    last = max(group, key=lambda one: one.reported)
    home = view.snapshot.units.get(last.unit)
    asked_from = f" (från {unit_words(home)})" if home else ""
    what = f"{last.number} {last.label}".strip()
    who = f"{what}, {times_words(len(group))}{asked_from}, {_checked(last.verified)}"
    return ScheduleRow(moment_words(last.reported, view.now), _name(last, view.snapshot), who)


def _checked(day: date | None) -> str:
    return f"kontrollerat {day_words(day)}" if day else "inte kontrollerat"


def _name(report: WrongNumber, snapshot: Snapshot) -> str:
    unit = snapshot.units.get(report.owner)
    return unit.name if unit else snapshot.title(report.owner)


def _option(report: WrongNumber, snapshot: Snapshot) -> Option:
    press = Press("ejsvar", action="stäng", data=_data(report))
    return Option(report.number, press, _name(report, snapshot))


def _data(report: WrongNumber) -> dict[str, str]:
    return {links.OWNER: report.owner, links.NUMBER: report.number}


def close(request: Request, snapshot: Snapshot) -> Reply:
    """Ask what was found out of the number; then the reports of it are gone from the list."""
    reports = [one for one in snapshot.of(WRONG_NUMBERS) if _data(one) == _asked(request)]
    if not reports:
        return Reply(notice("Numret är redan utrett."))
    outcome = request.data.get(OUTCOME, "")
    if outcome not in _DONE:
        return Reply(_which(reports, snapshot))
    says = f"{reports[0].number} till {_name(reports[0], snapshot)} är utrett."
    return Reply(notice(f"{says} {_THEN[outcome]}"), tuple(_forgotten(reports)))


_THEN = {
    RIGHT: "Skriv dagens datum som kontrollerat i nummer.csv.",
    MENDED: "Det rätta numret gäller när nummer.csv har lästs in.",
}


def _asked(request: Request) -> dict[str, str]:
    return {name: request.data.get(name, "") for name in (links.OWNER, links.NUMBER)}


def _forgotten(reports: Iterable[WrongNumber]) -> Iterable[Forget]:
    return (Forget(WrongNumber, report.id) for report in reports)


def _which(reports: Sequence[WrongNumber], snapshot: Snapshot) -> Card:
    last = reports[-1]
    facts = (
        ("Nummer", last.number),
        ("Finns hos", _name(last, snapshot)),
        ("Rapporterat", times_words(len(reports))),
        ("Senast kontrollerat", day_words(last.verified) if last.verified else "aldrig"),
    )
    buttons = tuple(
        Button(label, Press("ejsvar", action="stäng", data={**_data(last), OUTCOME: outcome}))
        for outcome, label in _DONE.items()
    )
    return Card((Notice("Vad visade det sig?"), Facts(facts), Actions(buttons)))
