"""/ejsvar ämne eller enhet – missade kontakter de senaste 30 dagarna, för samordnare."""

from bot.cards import Card, More, Part, Schedule, ScheduleRow, notice
from bot.commands.base import Command
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from bot.questions.understanding import understand
from bot.texts import quoted, show_more, unit_words
from directory.catalogue.people import Access
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.snapshot import Snapshot
from directory.walltime.said import moment_words

FIRST = 8
MOST = 100
_ASKED = Sentences(
    r"ejsvar (?P<rest>.+)",
    r"(?:vilka )?missade (?:kontakter|samtal)(?: (?:på|för|i))?(?P<rest>.*)",
    r"(?:vilka|vem) (?:svarade inte|har inte svarat)",
)


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    return _ASKED.rest(sentence)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List the reports of ”Fick ej svar”, the latest first."""
    failures = sorted(snapshot.of(CONTACT_FAILURES), key=lambda f: f.reported, reverse=True)
    wanted = request.text.strip()
    if wanted:
        meant = {service.id for service in understand(wanted, snapshot).services(snapshot)}
        failures = [failure for failure in failures if failure.service in meant]
    if not failures:
        about = f" för {quoted(wanted)}" if wanted else ""
        return Reply(notice(f"Inga missade kontakter{about} de senaste 30 dagarna."))
    lines = tuple(_line(failure, request, snapshot) for failure in failures[:MOST])
    heading = f"Fick ej svar, 30 dagar: {len(failures)}"
    parts: list[Part] = [Schedule(lines[:FIRST], heading)]
    if lines[FIRST:]:
        rest = More((Schedule(lines[FIRST:]),), show_more(len(lines) - FIRST))
        parts.append(rest)
    return Reply(Card(tuple(parts)))


def _line(failure: ContactFailure, request: Request, snapshot: Snapshot) -> ScheduleRow:
    unit = snapshot.units.get(failure.unit)
    what = snapshot.title(failure.service)
    asked_from = f" (från {unit_words(unit)})" if unit else ""
    when = moment_words(failure.reported, request.now)
    return ScheduleRow(when, what, f"steg {failure.step}: {failure.contact}{asked_from}")


COMMAND = Command(
    name="ejsvar",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    summary="Missade kontakter de senaste 30 dagarna.",
    meant_by=_meant,
    examples=("", "kardiologi"),
    access=frozenset({Access.COORDINATOR}),
    mostly_for=frozenset({Access.COORDINATOR}),
)
