"""hem – startsidan: mest använda kontakter, egna pass, vad som är nytt och din hemenhet."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot import links
from bot.access import Asker
from bot.cards import (
    Card,
    Choices,
    Facts,
    Heading,
    Notice,
    Option,
    Part,
    Schedule,
    ScheduleRow,
    Tone,
)
from bot.commands.base import Command
from bot.commands.waits import Contributor, Waits
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from bot.texts import unit_words
from directory.catalogue.people import Access
from directory.catalogue.scope import scope
from directory.query import UnreadError
from directory.rosters.duty import Duty
from directory.rosters.kept import ROSTER_AGES
from directory.rosters.rosters import ShiftsUnreadError
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours
from directory.walltime.said import age_words, moment_words, until_words

OWN_SHIFTS_AHEAD = timedelta(days=14)
MOST_SHIFTS = 8
MOST_CONTACTS = 8
_ASKED = Sentences(r"(?:till |gå till |tillbaka till )?startsidan?")


Section = Callable[[Request, Snapshot], Sequence[Part]]
"""What another room shows on the first page."""


def command(
    waiting: Section,
    settings: Section,
    to_see_to: Sequence[Contributor] = (),
    own: Sequence[Contributor] = (),
) -> Command:
    """The command; `waiting`: what waits for the asker, `settings`: how they are known here.

    `to_see_to`: what waits for a coordinator, a line from each command that has a list of it;
    `own`: likewise what waits for anybody.
    """

    def run(request: Request, snapshot: Snapshot) -> Reply:
        """The first page of a platform that has one, by role."""
        home = request.who.home
        parts = (
            Heading(snapshot.settings.name, unit_words(home) if home else ""),
            *_to_see_to(to_see_to, request, snapshot),
            *_own(own, request, snapshot),
            *_contacts(request.who, snapshot),
            *_own_shifts(request, snapshot),
            *waiting(request, snapshot),
            *_news(snapshot, request),
            *settings(request, snapshot),
        )
        return Reply(Card(parts))

    def waits(request: Request, snapshot: Snapshot) -> Reply:
        """Only what waits, for a first page with other things of its own."""
        parts = _to_see_to(to_see_to, request, snapshot) + _own(own, request, snapshot)
        return Reply(Card(tuple(parts)))

    return Command(
        name="hem",
        run=run,
        usage="/hem – startsidan",
        actions={"väntar": waits},
        summary="Startsidan.",
        meant_by=_meant,
        hidden=True,
    )


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    return _ASKED.rest(sentence)


def _contacts(who: Asker, snapshot: Snapshot) -> list[Part]:
    """What the home unit asks for most; until it has asked, the on-call services of its area."""
    if who.home is None:
        return [Notice("Välj en hemenhet nedan, så visas de kontakter som svarar för er.")]
    used = [snapshot.services.get(id_) for id_ in snapshot.popular.get(who.home.id, ())]
    services = [service for service in used if service and who.may_ask(service)]
    prompt = "Ni använder mest"
    if not services:
        prompt = "Jourer som svarar för er"
        always = [s for s in snapshot.services.values() if s.kind.always_answers]
        services = [s for s in scope(always, who.home).first if who.may_ask(s)]
    options = tuple(
        Option(snapshot.title(service.id), links.see_service(service.id))
        for service in services[:MOST_CONTACTS]
    )
    return [Choices(prompt, options)] if options else []


def _own_shifts(request: Request, snapshot: Snapshot) -> list[Part]:
    person = request.who.person
    if person is None:
        return []
    last = request.now + OWN_SHIFTS_AHEAD
    duties = snapshot.rosters.of_person(person.id, Hours(request.now, last))
    lines = tuple(_line(duty, request, snapshot) for duty in duties[:MOST_SHIFTS])
    return [Schedule(lines, "Dina pass")] if lines else []


def _line(duty: Duty, request: Request, snapshot: Snapshot) -> ScheduleRow:
    until = until_words(duty.end, duty.start)
    span = f"{moment_words(duty.start, request.now)}–{until}"
    if duty.start <= request.now:
        span = f"nu, till {until_words(duty.end, request.now)}"
    title = snapshot.title(duty.service)
    return ScheduleRow(span, duty.role.heading, title)


def _to_see_to(
    contributors: Sequence[Contributor], request: Request, snapshot: Snapshot
) -> list[Part]:
    """What waits for a coordinator, with counts; each one tap from its list."""
    if not request.who.has(Access.COORDINATOR):
        return []
    rows = _rows("Väntar på dig som samordnare", contributors, request, snapshot)
    return rows or [Notice("Inget väntar på dig som samordnare.")]


def _own(contributors: Sequence[Contributor], request: Request, snapshot: Snapshot) -> list[Part]:
    """What waits for whoever asks; nothing where nothing does."""
    return _rows("Väntar på dig", contributors, request, snapshot)


def _rows(
    prompt: str, contributors: Sequence[Contributor], request: Request, snapshot: Snapshot
) -> list[Part]:
    found = [_waiting(contributor, request, snapshot) for contributor in contributors]
    unread: list[Part] = []
    if None in found:
        unread.append(Notice("Allt som väntar kan inte läsas just nu.", Tone.WARNING))
    options = tuple(
        Option(one.words, one.list, one.detail) for waits in found for one in waits or ()
    )
    return [Choices(prompt, options), *unread] if options else unread


def _waiting(
    contributor: Contributor, request: Request, snapshot: Snapshot
) -> Sequence[Waits] | None:
    """What waits in one command's lists; None where that cannot be read just now."""
    try:
        return tuple(contributor(request, snapshot))
    except (UnreadError, ShiftsUnreadError):
        return None


def _news(snapshot: Snapshot, request: Request) -> list[Part]:
    """When the directory was read."""
    read = max((age.read_at for age in snapshot.of(ROSTER_AGES)), default=None)
    return [Facts((("Katalogen inläst", age_words(read, request.now)),))] if read else []
