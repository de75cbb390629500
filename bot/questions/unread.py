"""What is said and shown where a roster cannot be read just now: never as if nobody were known."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Heading,
    Notice,
    Option,
    Part,
    Phones,
    Text,
    Tone,
)
from bot.questions.calling import number_of
from bot.questions.counted import counted
from bot.questions.fallback import default_entry
from bot.questions.request import Reply, Request, View
from bot.texts import CLOSING_WORDS, ROSTER_UNREAD, contact
from directory.catalogue.services import Service
from directory.rosters.chains import CLOSING, AnswerStep, StepKind
from directory.snapshot import Snapshot
from directory.walltime.said import dated_words

AGAIN = "Försök igen om en stund."
MOST = 8


def rosters_unread(
    services: Sequence[Service],
    moment: datetime,
    command: str,
    request: Request,
    snapshot: Snapshot,
) -> Reply:
    """Instead of a list of who is on duty at the moment: the numbers that reach whoever it is, and
    the last steps of the chain. `snapshot` is that of `around`, whose rosters are not read."""
    view = request.view(snapshot)
    when = dated_words(moment, view.now)
    have = "hade" if moment < view.now else "har"
    says = f"{ROSTER_UNREAD}, så vilka som {have} jour {when} går inte att se. {AGAIN}"
    title = snapshot.title(services[0].id) if len(services) == 1 else "Jourer"
    parts = (
        Notice(says, Tone.WARNING),
        Heading(title, when),
        *_numbers(services, moment, view),
        *_last_steps(services[0], moment, view),
        Actions((Button("Vilka har jour nu", links.see_rosters(request.text)),)),
    )
    return Reply(Card(parts), lookup=counted(request, "answer", services[0].id, command=command))


def shifts_unread(request: Request, snapshot: Snapshot, *ways_on: Part) -> Reply:
    """Instead of shifts, or of a change of them: nothing has been changed."""
    says = f"{ROSTER_UNREAD}, och inget har ändrats. {AGAIN}"
    return Reply(Card((Notice(says, Tone.WARNING), *default_entry(request, snapshot), *ways_on)))


def _numbers(services: Sequence[Service], moment: datetime, view: View) -> Iterator[Part]:
    """The number to call for each service, with the way to its whole chain."""
    options = tuple(
        Option(
            view.snapshot.title(service.id),
            links.see_service(service.id, moment),
            contact=number_of(service, moment, view),
        )
        for service in services[:MOST]
    )
    yield Choices("Ring i stället", options)


def _last_steps(service: Service, moment: datetime, view: View) -> Iterator[Part]:
    answer = view.snapshot.answer(service, moment, now=view.now)
    for step in (step for step in answer.steps if step.kind in CLOSING):
        yield from _last_step(step, view)


def _last_step(step: AnswerStep, view: View) -> Iterator[Part]:
    label = CLOSING_WORDS[step.kind]
    is_switchboard = step.kind is StepKind.SWITCHBOARD
    seen = [phone for phone in step.phones if view.who.may_see(phone)]
    numbers = tuple(contact(phone, bare=is_switchboard) for phone in seen)
    if numbers:
        yield Phones(numbers, label)
    if step.text:
        yield Text(f"Säg ”{step.text}”" if is_switchboard else step.text, "" if numbers else label)
