"""One contact that gave no answer: its reports, and how a coordinator closes it."""

from dataclasses import replace

from bot import links
from bot.cards import Actions, Button, Card, Heading, More, Part, Press, Schedule, Text, notice
from bot.commands.ejsvar.listed import COMMAND, FIRST
from bot.commands.ejsvar.words import contact_words, report_row
from bot.questions.request import Reply, Request, refused
from bot.texts import show_more
from directory.changes import Keep
from directory.counting.failures import CONTACT_FAILURES
from directory.counting.matters import Matter, matters
from directory.snapshot import Snapshot

FINDINGS = ("rättat", "numret stämmer", "schemat ändrat")
RESTS_ON = (CONTACT_FAILURES,)
_BACK = Button("Alla missade kontakter", Press(COMMAND))


def matter_page(request: Request, snapshot: Snapshot) -> Reply:
    """Its reports, and a button for each thing that may have been found."""
    matter = _matter(request, snapshot)
    if matter is None:
        return _gone()
    rows = [report_row(report, request, snapshot) for report in matter.reports]
    parts: list[Part] = [
        Heading(snapshot.title(matter.service), contact_words(matter.reports[0], snapshot)),
        Schedule(tuple(rows[:FIRST]), f"Fick ej svar: {matter.calls} samtal"),
    ]
    if rest := rows[FIRST:]:
        parts.append(More((Schedule(tuple(rest)),), show_more(len(rest))))
    parts += [Text("Ring numret, se efter i schemat. Vad visade det sig?"), _buttons(matter)]
    return Reply(Card(tuple(parts)))


def _buttons(matter: Matter) -> Actions:
    found = tuple(
        Button(finding.capitalize(), _closing(matter, finding), primary=finding == FINDINGS[0])
        for finding in FINDINGS
    )
    see = Button("Visa jouren", links.see_roster(matter.service), keep=True)
    return Actions((*found, see, _BACK))


def _closing(matter: Matter, finding: str) -> Press:
    """Closes what has been seen: a report that comes meanwhile stays open."""
    seen = {"kontakt": matter.id, "sedd": matter.last.isoformat(), "fynd": finding}
    return Press(COMMAND, action="avsluta", data=seen)


def close(request: Request, snapshot: Snapshot) -> Reply:
    """The reports that were seen leave the list, with what was found; the audit has who did it."""
    finding, seen = request.data.get("fynd", ""), request.moment("sedd")
    matter = _matter(request, snapshot)
    if matter is None or finding not in FINDINGS:
        return _gone()
    if seen is None or seen > request.now:
        return refused("Öppna kontakten igen, så stängs det du ser.", _BACK)
    closed = [report for report in matter.reports if report.reported <= seen]
    changes = tuple(Keep(replace(report, closed=finding)) for report in closed)
    says = f"Avslutat, {finding}: {contact_words(matter.reports[0], snapshot)}."
    return Reply(notice(says, _BACK), changes, rests_on=RESTS_ON)


def _matter(request: Request, snapshot: Snapshot) -> Matter | None:
    wanted = request.data.get("kontakt", "")
    found = matters(snapshot.of(CONTACT_FAILURES))
    return next((matter for matter in found if matter.id == wanted), None)


def _gone() -> Reply:
    return refused("Kontakten är redan avslutad.", _BACK)
