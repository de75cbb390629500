"""/ejsvar ämne eller enhet – missade kontakter och nummer som inte fungerat, för samordnare."""

from datetime import timedelta

from bot.cards import Card, More, Part, Schedule, ScheduleRow, notice
from bot.commands.base import Command
from bot.commands.ejsvar.wrong_numbers import close, wrong_number_parts
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from bot.questions.understanding import understand
from bot.texts import quoted, show_more, unit_words
from directory.catalogue.people import Access
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.snapshot import Snapshot
from directory.walltime.said import moment_words

EARLIER = timedelta(hours=1)
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
    """List the reports of ”Fick ej svar”, the latest first, and the numbers that did not work."""
    failures = sorted(snapshot.of(CONTACT_FAILURES), key=lambda f: f.reported, reverse=True)
    wanted = request.text.strip()
    meant = _meant_by(wanted, snapshot) if wanted else None
    if meant is not None:
        failures = [failure for failure in failures if failure.service in meant]
    wrong = wrong_number_parts(request.view(snapshot), meant)
    if not failures and wrong:
        return Reply(Card(tuple(wrong)))
    if not failures:
        about = f" för {quoted(wanted)}" if wanted else ""
        return Reply(notice(f"Inga missade kontakter{about} de senaste 30 dagarna."))
    lines = tuple(_line(failure, request, snapshot) for failure in failures[:MOST])
    heading = f"Fick ej svar, 30 dagar: {len(failures)}"
    parts: list[Part] = [Schedule(lines[:FIRST], heading)]
    if lines[FIRST:]:
        rest = More((Schedule(lines[FIRST:]),), show_more(len(lines) - FIRST))
        parts.append(rest)
    return Reply(Card((*parts, *wrong)))


def _meant_by(words: str, snapshot: Snapshot) -> frozenset[str]:
    """The ids of the services and the units that the words name."""
    services = (service.id for service in understand(words, snapshot).services(snapshot))
    units = snapshot.names.unit(words)
    named = (hit.target.id for hit in units.hits) if units.claimed else ()
    return frozenset((*services, *named))


def _line(failure: ContactFailure, request: Request, snapshot: Snapshot) -> ScheduleRow:
    unit = snapshot.units.get(failure.unit)
    what = snapshot.title(failure.service)
    asked_from = f" (från {unit_words(unit)})" if unit else ""
    when = moment_words(failure.reported, request.now)
    step = f"steg {failure.step}: " if failure.step else ""
    return ScheduleRow(when, what, f"{step}{_contact(failure, snapshot)}{asked_from}")


def _contact(failure: ContactFailure, snapshot: Snapshot) -> str:
    """Who was called, and for when if the card was shown earlier.

    Reports of an earlier version may hold people's own numbers: those are left out.
    """
    words = failure.contact
    own = snapshot.remembered(("own numbers",), lambda: _own_numbers(snapshot))
    for number in own - _of_functions(failure.service, snapshot):
        words = words.replace(number, "eget nummer")
    if failure.reported - failure.asked_for < EARLIER:
        return words
    return f"{words}, svaret visades {moment_words(failure.asked_for, failure.reported)}"


def _own_numbers(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(p.text() for one in snapshot.people.values() for p in one.phones)


def _of_functions(service_id: str, snapshot: Snapshot) -> frozenset[str]:
    service = snapshot.services.get(service_id)
    lines = snapshot.chain_lines(service) if service else ()
    return frozenset(p.text() for line in lines for p in snapshot.role_phones(line))


COMMAND = Command(
    name="ejsvar",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    summary="Missade kontakter de senaste 30 dagarna, och nummer som inte fungerat.",
    meant_by=_meant,
    actions={"stäng": close},
    examples=("", "kardiologi"),
    access=frozenset({Access.COORDINATOR}),
    mostly_for=frozenset({Access.COORDINATOR}),
)
