"""The contacts that gave no answer, each once however often it was reported."""

from collections.abc import Iterator, Sequence

from bot.access import Asker
from bot.cards import Card, Choices, Heading, More, Option, Part, Press, Text, notice
from bot.commands.ejsvar.words import contact_words
from bot.commands.ejsvar.wrong_numbers import wrong_number_parts
from bot.commands.waits import Waits
from bot.questions.request import Request
from bot.questions.services import answers_for
from bot.questions.understanding import understand
from bot.texts import and_more, quoted, show_more, unit_words
from directory.catalogue.people import Access
from directory.counting.failures import CONTACT_FAILURES
from directory.counting.matters import Matter, calls, matters
from directory.counting.wrong_numbers import WRONG_NUMBERS
from directory.snapshot import Snapshot
from directory.walltime.said import moment_words

COMMAND = "ejsvar"
FIRST = 8
MOST = 100


def list_card(request: Request, snapshot: Snapshot) -> Card:
    """What waits in the asker's own services, or in those that the words name; the latest first."""
    wanted = request.text.strip()
    meant = _meant_by(wanted, snapshot) if wanted else None
    found = _own(request.who, snapshot) if meant is None else _named(meant, snapshot)
    wrong = wrong_number_parts(request.view(snapshot), meant)
    if not found and wrong:
        return Card(tuple(wrong))
    if not found:
        about = f" för {quoted(wanted)}" if wanted else ""
        return notice(f"Inga missade kontakter{about} de senaste 30 dagarna.")
    count = calls(report for matter in found for report in matter.reports)
    heading = Heading(f"Fick ej svar, 30 dagar: {count} samtal", "tryck på en kontakt")
    return Card((heading, *_parts(found, request, snapshot), *wrong))


def waits(request: Request, snapshot: Snapshot) -> Iterator[Waits]:
    """The contacts of the asker's own services that nobody has looked into, and wrong numbers."""
    if not request.who.has(Access.COORDINATOR):
        return
    press = Press(COMMAND)
    if own := _own(request.who, snapshot):
        latest = moment_words(own[0].last, request.now)
        yield Waits(len(own), "missad kontakt", "missade kontakter", press, f"senast {latest}")
    if wrong := {(one.owner, one.number) for one in snapshot.of(WRONG_NUMBERS)}:
        one, many = "nummer som inte fungerade", "nummer som inte fungerade"
        yield Waits(len(wrong), one, many, press)


def _meant_by(words: str, snapshot: Snapshot) -> frozenset[str]:
    """The ids of the services and the units that the words name."""
    services = (service.id for service in understand(words, snapshot).services(snapshot))
    units = snapshot.names.unit(words)
    named = (hit.target.id for hit in units.hits) if units.claimed else ()
    return frozenset((*services, *named))


def _named(meant: frozenset[str], snapshot: Snapshot) -> list[Matter]:
    return [matter for matter in matters(snapshot.of(CONTACT_FAILURES)) if matter.service in meant]


def _own(who: Asker, snapshot: Snapshot) -> list[Matter]:
    """Those of services that the asker answers for, and of services that no longer exist."""
    return [
        matter
        for matter in matters(snapshot.of(CONTACT_FAILURES))
        if (service := snapshot.services.get(matter.service)) is None
        or answers_for(service, who, snapshot)
    ]


def _parts(found: Sequence[Matter], request: Request, snapshot: Snapshot) -> Iterator[Part]:
    options = [_option(matter, request, snapshot) for matter in found[:MOST]]
    yield Choices("Att följa upp", tuple(options[:FIRST]))
    if rest := options[FIRST:]:
        yield More((Choices("Äldre", tuple(rest)),), show_more(len(rest)))
    if found[MOST:]:
        yield Text(f"{and_more(len(found) - MOST)}. Skriv ett ämne för att se färre.")


def _option(matter: Matter, request: Request, snapshot: Snapshot) -> Option:
    who = contact_words(matter.reports[0], snapshot)
    units = dict.fromkeys(report.unit for report in matter.reports)
    named = [unit_words(snapshot.units[unit]) for unit in units if unit in snapshot.units]
    where = f" (från {', '.join(named[:3])})" if named else ""
    when = f"{matter.calls} samtal, senast {moment_words(matter.last, request.now)}{where}"
    press = Press(COMMAND, action="visa", data={"kontakt": matter.id})
    return Option(f"{snapshot.title(matter.service)}: {who}", press, when)
