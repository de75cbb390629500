"""/ejsvar [ämne eller enhet] – missade kontakter de senaste 30 dagarna, för samordnare."""

from bot.cards import Card, Line, More, Notice, Part, Schedule
from bot.commands.base import Command, Reply, Request
from bot.commands.understanding import services_at, services_of, understand
from bot.texts import quoted, unit_words
from directory.changes import ContactFailure
from directory.moment_words import moment_words
from directory.people import Access
from directory.snapshot import Snapshot

FIRST = 8
MOST = 100


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List the reports of ”Fick ej svar”, the latest first."""
    failures = sorted(snapshot.state.failures, key=lambda f: f.reported, reverse=True)
    wanted = request.text.strip()
    if wanted:
        failures = [f for f in failures if f.service in _services(wanted, snapshot)]
    if not failures:
        about = f" för {quoted(wanted)}" if wanted else ""
        return Reply(Card((Notice(f"Inga missade kontakter{about} de senaste 30 dagarna."),)))
    lines = tuple(_line(failure, request, snapshot) for failure in failures[:MOST])
    heading = f"Fick ej svar, 30 dagar: {len(failures)}"
    parts: list[Part] = [Schedule(lines[:FIRST], heading)]
    if lines[FIRST:]:
        rest = More((Schedule(lines[FIRST:]),), f"Visa {len(lines) - FIRST} till")
        parts.append(rest)
    return Reply(Card(tuple(parts)))


def _services(words: str, snapshot: Snapshot) -> set[str]:
    """The ids of the services that the words mean, everywhere or at a place."""
    understood = understand(words, snapshot)
    meant = list(snapshot.services.values())
    if understood.subject.claimed:
        meant = [s for hit in understood.subject.hits for s in services_of(hit, snapshot)]
    elif not understood.only_place:
        return set()
    return {s.id for s in (services_at(understood, meant) if understood.places else meant)}


def _line(failure: ContactFailure, request: Request, snapshot: Snapshot) -> Line:
    unit = snapshot.units.get(failure.unit)
    what = snapshot.title(failure.service)
    asked_from = f" (från {unit_words(unit)})" if unit else ""
    when = moment_words(failure.reported, request.now)
    return Line(when, what, f"steg {failure.step}: {failure.contact}{asked_from}")


COMMAND = Command(
    name="ejsvar",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    summary="Missade kontakter de senaste 30 dagarna.",
    examples=("", "kardiologi"),
    access=frozenset({Access.COORDINATOR}),
)
