"""/sökare <nummer> – vem som har sökaren, och låna den"""

from datetime import timedelta

from bot.cards import Actions, Button, Card, Heading, Press, Text, notice
from bot.commands.base import Command
from bot.questions.request import Reply, Request, refused
from directory.catalogue.roles import Role
from directory.changes import Add, Keep
from directory.snapshot import Snapshot
from directory.walltime.days import local
from tests.lending.kept import PAGERS, Entry, Pager
from tests.lending.letters import lent
from tests.lending.queries import TimesLent

LENT_FOR = timedelta(hours=8)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Who has it, or that it can be had, and how often it has been lent."""
    return _shown(request.text, request, snapshot)


def show(request: Request, snapshot: Snapshot) -> Reply:
    """The same, for a button."""
    return _shown(request.data["sökare"], request, snapshot)


def lend(request: Request, snapshot: Snapshot) -> Reply:
    """To whoever asks, if nobody has it by then."""
    number, who = request.data["sökare"], request.who.person
    if who is None:
        return refused("Bara den som finns i katalogen kan låna.")
    if snapshot.of(PAGERS).has(number):
        return _shown(number, request, snapshot)
    pager = Pager(id=number, holder=who.id, role=Role.SENIOR_ON_CALL, until=request.now + LENT_FOR)
    entry = Entry(f"{number} {local(request.now).date()}", who.id)
    return Reply(
        notice(f"Du har sökare {number} i åtta timmar."),
        changes=(Keep(pager), Add(entry)),
        deliveries=lent(pager, snapshot, request.now),
        rests_on=(PAGERS,),
    )


def _shown(number: str, request: Request, snapshot: Snapshot) -> Reply:
    times = request.ask(TimesLent(number))
    held = snapshot.of(PAGERS).get(number)
    heading = Heading(f"Sökare {number}", f"utlånad {times} gånger")
    if held:
        return Reply(Card((heading, Text(f"{snapshot.people[held.holder].name} har den."))))
    press = Press(COMMAND.name, action="låna", data={"sökare": number})
    return Reply(Card((heading, Text("Ingen har den."), Actions((Button("Låna", press),)))))


COMMAND = Command(
    name="sökare",
    run=run,
    actions={"visa": show, "låna": lend},
    summary="Vem som har en sökare.",
    usage=__doc__ or "",
)
