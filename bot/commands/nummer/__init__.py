"""/nummer enhet eller funktion – direkta nummer, tider, när de kontrollerades och av vem."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.cards import (
    NO_DATA,
    Card,
    Notice,
    Option,
    Part,
    Press,
    Tone,
)
from bot.commands.base import Command
from bot.commands.nummer import wrong
from bot.commands.nummer.asked import meant
from bot.commands.nummer.functions import take_function
from bot.commands.nummer.unit_card import unit_card
from bot.commands.nummer.units_found import units_found
from bot.questions.choices import MOST_FOLDED, folded_choices
from bot.questions.counted import carried, counted, missed, taken
from bot.questions.fallback import default_entry, lost
from bot.questions.request import Reply, Request
from bot.questions.understanding import understand
from bot.texts import quoted, unit_words
from directory.catalogue.people import Person
from directory.catalogue.roles import Role
from directory.catalogue.units import Unit
from directory.counting.lookups import Outcome
from directory.names.found import Certainty
from directory.snapshot import Snapshot


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Find a unit, or those who hold a function, and show what the asker may see of it."""
    words, function = take_function(request.text)
    if not words and function is None:
        says = "Skriv en enhet eller funktion, till exempel ”/nummer björken”."
        return _counted(lost(request, snapshot, says), request, "miss")
    if not words and function is not None:
        return _holders(function, request, snapshot)
    return _find(words, function, request, snapshot)


def _pressed(request: Request, snapshot: Snapshot) -> Reply:
    """The unit of the button."""
    unit = snapshot.units.get(request.data.get("unit", ""))
    if unit is None:
        reply = lost(request, snapshot, "Enheten finns inte längre. Sök igen.")
        return _counted(reply, request, "miss")
    reply = _unit_reply(unit, None, request, snapshot)
    return replace(reply, miss=taken(request, command="nummer"))


def _find(words: str, function: Role | None, request: Request, snapshot: Snapshot) -> Reply:
    found = None if function else units_found(words, None, request, snapshot, of_number=True)
    if found is not None and found.miss is None:
        return _recounted(found)
    matches = snapshot.names.unit(words)
    units = [
        snapshot.units[hit.target.id] for hit in matches.hits if hit.target.id in snapshot.units
    ]
    if matches.certainty is Certainty.SURE and units:
        return _unit_reply(units[0], function, request, snapshot)
    by_subject = _units_of_subject(words, snapshot)
    if len(by_subject) == 1 and matches.certainty is not Certainty.CHOICE:
        return _unit_reply(by_subject[0], function, request, snapshot)
    if matches.certainty is Certainty.CHOICE or by_subject:
        offered = units if matches.certainty is Certainty.CHOICE else by_subject
        return _options(f"{quoted(words)} finns på flera ställen. Vilken enhet?", offered, request)
    return _not_found(words, units, request, snapshot)


def _units_of_subject(words: str, snapshot: Snapshot) -> list[Unit]:
    """The clinics that run the services of a subject: ”kardiologi”, ”hudläkare norra”."""
    understood = understand(words, snapshot)
    services = understood.services(snapshot) if understood.sure else []
    ids = dict.fromkeys(service.unit for service in services)
    return [snapshot.units[unit] for unit in ids if unit in snapshot.units]


def _options(
    prompt: str, units: Sequence[Unit], request: Request, data: Mapping[str, str] = NO_DATA
) -> Reply:
    """The units as a choice; those beyond the first eight behind ”Visa mer”."""
    options = [
        Option(
            unit_words(unit),
            Press("nummer", action="visa", data={**data, "unit": unit.id}),
            unit.kind,
        )
        for unit in units[:MOST_FOLDED]
    ]
    card = Card(tuple(folded_choices(prompt, options)))
    return Reply(card, lookup=counted(request, "choice", command="nummer"))


def _not_found(words: str, near: list[Unit], request: Request, snapshot: Snapshot) -> Reply:
    says = Notice(f"Jag hittar ingen enhet som heter {quoted(words)}.", Tone.WARNING)
    parts: list[Part] = [says]
    if near:
        parts += _options("Menade du", near, request, carried(words)).card.parts
    parts += default_entry(request, snapshot)
    miss = missed(request, words, command="nummer", suggested=bool(near))
    return Reply(Card(tuple(parts)), lookup=counted(request, "miss", command="nummer"), miss=miss)


def _unit_reply(unit: Unit, function: Role | None, request: Request, snapshot: Snapshot) -> Reply:
    card = unit_card(unit, function, request, snapshot)
    return Reply(card, lookup=counted(request, "answer", unit.id, command="nummer"))


def _recounted(reply: Reply) -> Reply:
    lookup = replace(reply.lookup, command="nummer") if reply.lookup else None
    return replace(reply, lookup=lookup)


def _counted(reply: Reply, request: Request, outcome: Outcome) -> Reply:
    return replace(reply, lookup=counted(request, outcome, command="nummer"), miss=None)


def _holders(function: Role, request: Request, snapshot: Snapshot) -> Reply:
    """Everybody who holds a function, those of the asker's own area first."""
    home = request.who.home
    town = home.municipality if home else ""

    def nearness(person: Person) -> tuple[bool, str]:
        unit = snapshot.units.get(person.unit)
        return (unit is None or unit.municipality != town, unit.name if unit else "")

    holders = sorted(
        (p for p in snapshot.people.values() if function in p.functions and p.unit), key=nearness
    )
    units = [snapshot.units[p.unit] for p in holders if p.unit in snapshot.units]
    if not units:
        says = f"Ingen {function} är inlagd i katalogen."
        return _counted(lost(request, snapshot, says), request, "miss")
    return _options(f"{function.heading} finns här. Vilken enhet?", units, request)


COMMAND = Command(
    name="nummer",
    run=run,
    warns_of_danger=True,
    usage=(__doc__ or "").splitlines()[0],
    actions={"visa": _pressed, "fel": wrong.report},
    summary="Direkta nummer till en enhet eller funktion, med tider och när de kontrollerades.",
    kept_on_device=True,
    examples=("björken", "akuten norra", "MLA björken"),
    aliases=("vc",),
    asked_as=frozenset({"vc"}),
    meant_by=meant,
)
