"""/pass [ta|upptagen|namn|tjänst] – dina pass: ta över, byt, lämna, säg att du är upptagen."""

from collections.abc import Callable, Mapping, Sequence

from bot.cards import Card, Notice, Option
from bot.commands.base import Command, Handler
from bot.commands.passen import (
    accept,
    answering,
    busy,
    confirm,
    ending,
    leave,
    offer,
    offering,
    shifts,
    take,
)
from bot.commands.passen.agreed import with_offer
from bot.commands.passen.asked import NOT_YOURS, ShiftCase, press, refused, with_piece
from bot.commands.passen.people_found import named
from bot.commands.passen.services_meant import services_meant
from bot.questions.choices import MOST_FOLDED, folded_choices
from bot.questions.request import Reply, Request
from bot.texts import quoted
from directory.catalogue.people import Person
from directory.catalogue.services import Service
from directory.snapshot import Snapshot

HINT = "Skriv till exempel ”/pass ta kardiologi 4 timmar” eller ”/pass upptagen till 15:30”."


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List shifts, take one over, or say that the asker is busy."""
    asked = ShiftCase(request, snapshot)
    words = asked.request.text.split()
    first, rest = (words[0].casefold() if words else ""), " ".join(words[1:])
    match first:
        case "":
            return _own(asked)
        case "ta" | "tar":
            return take.typed(rest.removeprefix("över").strip(), asked)
        case "upptagen" | "upptaget":
            return busy.typed(rest, asked)
        case "erbjud" | "byt" | "byta" | "lämna" | "stämmer" | "tillbaka" | "bekräfta":
            return _own(asked, "Välj passet nedan.")
        case _:
            return _of(" ".join(words), asked)


def _own(asked: ShiftCase, says: str = "") -> Reply:
    person = asked.request.who.person
    if person is None:
        return shifts.nobody(asked)
    return shifts.listed(asked, person, *([Notice(says)] if says else []))


def _of(words: str, asked: ShiftCase) -> Reply:
    """The shifts of the person or the service that was named."""
    people = named(words, tuple(asked.snapshot.people.values())) if asked.for_others else []
    services = services_meant(words, asked)
    if len(services) == 1 and len(people) != 1:
        return shifts.of_service(asked, services[0])
    if len(people) == 1:
        return shifts.listed(asked, people[0])
    if people:
        several = ", ".join(one.name for one in people[:5])
        return refused(f"Flera heter så: {several}. Skriv hela namnet.")
    if services and asked.for_others:
        return _which(words, services, asked)
    if not asked.for_others and (services or named(words, _everybody(asked))):
        return refused(f"{NOT_YOURS} Vem som har jour visar /jour.")
    return refused(f"Jag förstår inte {quoted(words)}. {HINT}")


def _which(words: str, services: Sequence[Service], asked: ShiftCase) -> Reply:
    options = [
        Option(asked.snapshot.title(one.id), press("tjänst", {"service": one.id}))
        for one in services[:MOST_FOLDED]
    ]
    return Reply(Card(tuple(folded_choices(f"{quoted(words)} kan gälla flera. Vilken?", options))))


def _everybody(asked: ShiftCase) -> tuple[Person, ...]:
    return tuple(asked.snapshot.people.values())


def _visit(asked: ShiftCase) -> Reply:
    person = asked.person("person") or asked.request.who.person
    if person is None:
        return shifts.nobody(asked)
    return shifts.listed(asked, person) if asked.may(person.id) else refused(NOT_YOURS)


def _service(asked: ShiftCase) -> Reply:
    service = asked.snapshot.services.get(asked.get("service"))
    if service is None:
        return refused("Tjänsten finns inte längre.")
    return shifts.of_service(asked, service)


def _handler(act: Callable[[ShiftCase], Reply]) -> Handler:
    return lambda request, snapshot: act(ShiftCase(request, snapshot))


_ACTIONS: Mapping[str, Callable[[ShiftCase], Reply]] = {
    "visa": _visit,
    "tjänst": _service,
    "ett": with_piece(shifts.one),
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
    "ångra": with_offer(answering.undo),
}

COMMAND = Command(
    name="pass",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={name: _handler(act) for name, act in _ACTIONS.items()},
    summary="Dina pass: ta över, byt, lämna, säg att du är upptagen eller att allt stämmer.",
    examples=("", "ta kardiologi 4 timmar", "ta bakjour kardiologi till 22", "upptagen till 15:30"),
)
