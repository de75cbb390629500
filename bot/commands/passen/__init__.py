"""/pass ta, upptagen, namn eller tjänst – dina pass: ta över, byt, lämna, var upptagen."""

from collections.abc import Callable, Mapping, Sequence

from bot.cards import Actions, Card, Notice, Option
from bot.commands.base import Command, Handler
from bot.commands.passen import (
    accept,
    answering,
    busy,
    confirm,
    details,
    ending,
    leave,
    offer,
    offering,
    past,
    shifts,
    take,
    undoing,
)
from bot.commands.passen.agreed import with_offer
from bot.commands.passen.asked import meant
from bot.commands.passen.case import (
    NO_SUCH_TIME,
    NOT_YOURS,
    PassCase,
    back,
    press,
    refused,
    with_piece,
)
from bot.commands.passen.people_found import named
from bot.commands.passen.services_meant import services_meant, services_named
from bot.questions.choices import MOST_FOLDED, folded_choices
from bot.questions.past import time_of_list
from bot.questions.request import Reply, Request
from bot.questions.unread import shifts_unread
from bot.texts import quoted
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.rosters.rosters import ShiftsUnreadError
from directory.rosters.somebody import Colleague
from directory.snapshot import Snapshot

HINT_OF_TIME = "Skriv till exempel ”i fredags”, ”förra veckan” eller ”2026-10-24”."
HINT = "Skriv till exempel ”/pass ta kardiologi 4 timmar” eller ”/pass upptagen till 15:30”."


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List shifts, take one over, or say that the asker is busy."""
    try:
        return _typed(request, snapshot)
    except ShiftsUnreadError:
        return _unread(request, snapshot)


def _unread(request: Request, snapshot: Snapshot) -> Reply:
    """Shifts far away are not in memory; the nearest are, and /pass shows them."""
    return shifts_unread(request, snapshot, Actions((back("Visa de närmaste passen"),)))


def _typed(request: Request, snapshot: Snapshot) -> Reply:
    case = PassCase(request, snapshot)
    words = case.request.text.split()
    first, rest = (words[0].casefold() if words else ""), " ".join(words[1:])
    match first:
        case "":
            return _own(case)
        case "ta" | "tar":
            return take.typed(rest.removeprefix("över").strip(), case)
        case "upptagen" | "upptaget":
            return busy.typed(rest, case)
        case "erbjud" | "byt" | "byta" | "lämna" | "stämmer" | "tillbaka" | "bekräfta":
            return _own(case, "Välj passet nedan.")
        case _:
            return _of(" ".join(words), case)


def _own(case: PassCase, says: str = "") -> Reply:
    person = case.request.who.person
    if person is None:
        return shifts.nobody(case)
    return shifts.listed(case, person, *([Notice(says)] if says else []))


def _of(words: str, case: PassCase) -> Reply:
    """The shifts of the person or the service that was named, at the time that was said."""
    asked = time_of_list(words, case.request.said)
    if asked.unread:
        return refused(f"Jag förstår inte tiden {quoted(' '.join(asked.unread))}. {HINT_OF_TIME}")
    was = asked.hours if asked.when and asked.when.moment < case.now else None
    meant = _meant(asked.rest, case, of_past=was is not None)
    if isinstance(meant, Reply):
        return meant
    if was:
        return past.listed(case, meant, was)
    if asked.when:
        case = case.starting(asked.when.moment)
    return (
        shifts.of_service(case, meant) if isinstance(meant, Service) else shifts.listed(case, meant)
    )


def _meant(words: str, case: PassCase, *, of_past: bool) -> Service | Colleague | Reply:
    """Whose shifts: the asker's own where nobody is named, else those of a person or a service."""
    if not words.strip():
        return case.request.who.person or shifts.nobody(case)
    people = named(words, case.snapshot.colleagues) if case.for_others else []
    services = services_meant(words, case) or (services_named(words, case) if of_past else ())
    if len(services) == 1 and len(people) != 1:
        return services[0] if case.for_others else refused(NOT_YOURS)
    if len(people) == 1:
        return people[0]
    if people:
        several = ", ".join(person.name for person in people[:5])
        return refused(f"Flera heter så: {several}. Skriv hela namnet.")
    if services and case.for_others:
        return _which(words, services, case)
    if not case.for_others and (services or named(words, case.snapshot.colleagues)):
        return refused(f"{NOT_YOURS} Vem som har jour visar /jour.")
    return refused(f"Jag förstår inte {quoted(words)}. {HINT}")


def _which(words: str, services: Sequence[Service], case: PassCase) -> Reply:
    options = [
        Option(case.snapshot.title(service.id), press("tjänst", {"service": service.id}))
        for service in services[:MOST_FOLDED]
    ]
    return Reply(Card(tuple(folded_choices(f"{quoted(words)} kan gälla flera. Vilken?", options))))


def _visit(case: PassCase) -> Reply:
    person = case.colleague("person") or case.request.who.person
    if person is None:
        return shifts.nobody(case)
    return shifts.listed(case, person) if case.may(person.id) else refused(NOT_YOURS)


def _service(case: PassCase) -> Reply:
    service = case.snapshot.services.get(case.get("service"))
    if service is None:
        return refused("Tjänsten finns inte längre.")
    return shifts.of_service(case, service)


_TIMES = ("start", "end", "r_start", "r_end")
_FIRST = ("från",)
"""What buttons carry as a moment; in a form the second one is answered in words."""


def _handler(act: Callable[[PassCase], Reply], times: Sequence[str]) -> Handler:
    """The action, unless the button speaks of a time that cannot be."""

    def pressed(request: Request, snapshot: Snapshot) -> Reply:
        case = PassCase(request, snapshot)
        try:
            return refused(NO_SUCH_TIME) if case.lacks_sense(times) else act(case)
        except ShiftsUnreadError:
            return _unread(request, snapshot)

    return pressed


_ACTIONS: Mapping[str, Callable[[PassCase], Reply]] = {
    "visa": _visit,
    "tjänst": _service,
    "ett": with_piece(details.details, gaps=True),
    "ta": take.pressed,
    "sluta": ending.end,
    "lämna": with_piece(leave.leave),
    "upptagen": with_piece(busy.pressed),
    "bekräfta": confirm.with_duty(confirm.confirm),
    "nummer-fel": confirm.with_duty(confirm.number_is_wrong),
    "erbjud": with_piece(offer.pressed),
    "erbjud-mot": with_piece(offering.in_return),
    "anta": with_offer(accept.accept),
    "avböj": with_offer(answering.decline),
    "återta": with_offer(answering.withdraw),
    "godkänn": with_offer(answering.approve),
    "neka": with_offer(answering.refuse),
    "ångra": with_offer(undoing.undo),
    "behåll": with_offer(undoing.keep),
}

COMMAND = Command(
    name="pass",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={
        name: _handler(act, _FIRST if name in ("visa", "tjänst") else _TIMES)
        for name, act in _ACTIONS.items()
    },
    summary="Dina pass: ta över, byt, lämna, säg att du är upptagen eller att allt stämmer.",
    meant_by=meant,
    mostly_for=frozenset({Access.SPECIALIST}),
    reads_times=True,
    examples=("", "ta kardiologi 4 timmar", "ta bakjour kardiologi till 22", "upptagen till 15:30"),
)
