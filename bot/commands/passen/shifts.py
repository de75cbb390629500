"""The shifts of a person or a service, each with what can be done about it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import links
from bot.cards import Actions, Button, Card, Heading, More, Notice, Part, Text, Tone
from bot.commands.passen.asked import NOT_YOURS, Piece, ShiftCase, back, piece, press, refused
from bot.commands.passen.ending import end_label, own_changes
from bot.commands.passen.offers import offer_parts
from bot.commands.passen.words import (
    line_title,
    name_of,
    span_words,
)
from bot.questions.request import Reply
from bot.texts import standing_in_words
from directory.catalogue.people import Person
from directory.catalogue.services import Service
from directory.rosters.duty import Duty
from directory.rosters.override import VACANCY, Override, OverrideKind
from directory.staffing.confirming import awaits_confirmation
from directory.staffing.members import services_of_member
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words

AHEAD = timedelta(days=14)
FIRST = 4
MOST = 40
MOST_GAPS = 3
OTHERS = "För andras pass: skriv ett namn eller en tjänst, till exempel ”/pass kardiologi”."


def listed(asked: ShiftCase, person: Person, *notices: Part) -> Reply:
    """A person's shifts of a fortnight, before them what waits for an answer."""
    first = max(asked.moment("från") or asked.now, asked.now)
    services = [one.id for one in services_of_member(person, asked.snapshot)]
    hours = Hours(first, first + AHEAD)
    asked = asked.reaching(hours, services)
    duties = asked.snapshot.rosters.of_person(person.id, hours)
    whose = "Dina pass" if person.id == asked.me else f"Pass för {person.name}"
    parts: list[Part] = [*notices, Heading(whose, _until(first, asked))]
    if first == asked.now:
        parts += offer_parts(asked, person.id)
    parts += _rows(duties, asked) or [Notice(_none(asked, person))]
    if first == asked.now:
        parts += [*_changes(asked, person.id), *_gaps(asked, person)]
    if person.id == asked.me and asked.for_others:
        parts.append(Notice(OTHERS))
    return Reply(Card((*parts, *_ways_on(asked, person, first))))


def _gaps(asked: ShiftCase, person: Person) -> list[Part]:
    """The next shifts of her services that nobody has: any member may take one."""
    services = services_of_member(person, asked.snapshot)
    lines = [line for one in services for line in asked.snapshot.own_lines(one)]
    duties = asked.snapshot.rosters.schedule(lines, Hours(asked.now, asked.now + AHEAD))
    parts: list[Part] = []
    for duty in [one for one in duties if not one.person][:MOST_GAPS]:
        found = piece(duty)
        data = {**found.data(), "person": person.id, "instead_of": VACANCY}
        title = f"Obemannat: {line_title(found.line, asked.snapshot)}"
        take = Button("Ta passet", press("ta", data))
        parts += [Text(title, span_words(found.hours, asked.now)), Actions((take,))]
    return parts


def _ways_on(asked: ShiftCase, person: Person, first: datetime) -> list[Part]:
    if not services_of_member(person, asked.snapshot):
        return []
    data = {"person": person.id, "från": (first + AHEAD).isoformat()}
    later = Button("Visa senare pass", press("visa", data))
    take = Button("Ta ett pass", press("ta", {}))
    return [Actions((take, later) if person.id == asked.me else (later,))]


def of_service(asked: ShiftCase, service: Service) -> Reply:
    """The coming duties of a service, for one who acts for others."""
    if not asked.for_others:
        return refused(NOT_YOURS)
    first = max(asked.moment("från") or asked.now, asked.now)
    asked = asked.reaching(Hours(first, first + AHEAD), [service.id])
    lines = asked.snapshot.own_lines(service)
    duties = asked.snapshot.rosters.schedule(lines, Hours(first, first + AHEAD))
    title = asked.snapshot.title(service.id) if lines else service.name
    rows = [part for duty in duties[:MOST] for part in _row(duty, asked, with_name=True)]
    shown: list[Part] = [Heading(title, _until(first, asked)), *rows[: 2 * FIRST]]
    if rows[2 * FIRST :]:
        shown.append(More(tuple(rows[2 * FIRST :])))
    if not rows:
        shown.append(Notice("Inget pass är inlagt för tiden."))
    data = {"service": service.id, "från": (first + AHEAD).isoformat()}
    later = Button("Visa senare pass", press("tjänst", data))
    return Reply(Card((*shown, Actions((later,)))))


def _until(first: datetime, asked: ShiftCase) -> str:
    if first == asked.now:
        return "14 dagar framåt"
    return f"från {dated_words(first, asked.now)}"


def _none(asked: ShiftCase, person: Person) -> str:
    """What to do when one has no shifts."""
    if asked.get("från"):
        return "Inga pass de två veckorna."
    if person.id != asked.me:
        return "Inga pass de närmaste 14 dagarna."
    if services_of_member(person, asked.snapshot):
        return "Du har inga pass de närmaste 14 dagarna. Med ”Ta ett pass” tar du över ett."
    return "Du är inte inlagd i något schema. Vem som har jour ser du med /jour."


def _rows(duties: Sequence[Duty], asked: ShiftCase) -> list[Part]:
    """The first with buttons, the rest behind ”Visa mer”."""
    parts = [_row(duty, asked) for duty in duties[:MOST]]
    shown = [part for row in parts[:FIRST] for part in row]
    rest = [part for row in parts[FIRST:] for part in row]
    return [*shown, More(tuple(rest))] if rest else shown


def _row(duty: Duty, asked: ShiftCase, *, with_name: bool = False) -> list[Part]:
    """When, what and whose; the buttons of a shift that runs or is next are all there."""
    what = line_title(duty.line, asked.snapshot)
    if with_name:
        what = f"{duty.role.heading}: {_whose(duty.person, asked)}"
        what += " (upptagen)" if duty.busy else ""
    elif duty.busy:
        what += " (upptagen)"
    what += standing_in_words(duty, asked.snapshot)
    if awaits_confirmation(duty, asked.snapshot, asked.now):
        what += " – inte bekräftat"
    row = Text(what, span_words(duty.hours, asked.now))
    return [row, Actions(tuple(_few(duty, asked)))]


def _few(duty: Duty, asked: ShiftCase) -> list[Button]:
    """What is done most with the shift, and a way to the rest."""
    data = piece(duty).data()
    buttons = _confirming(duty, asked)
    if duty.person:
        buttons.append(Button("Erbjud", press("erbjud", data)))
    if duty.person and duty.covers(asked.now) and not duty.busy:
        buttons.append(Button("Upptagen", press("upptagen", data)))
    more = "Mer" if duty.person else "Ändra"
    return [*buttons, Button(more, press("ett", data))]


def _confirming(duty: Duty, asked: ShiftCase) -> list[Button]:
    if not awaits_confirmation(duty, asked.snapshot, asked.now):
        return []
    return [Button("Stämmer", links.confirm_duty(duty), primary=True)]


def one(found: Piece, asked: ShiftCase) -> Reply:
    """One shift with all that can be done about it."""
    data, buttons = found.data(), []
    if found.person:
        buttons = [
            Button("Erbjud", press("erbjud", data), primary=True),
            Button("Upptagen", press("upptagen", data)),
            Button("Lämna utan ersättare", press("lämna", data)),
        ]
    if asked.for_others:
        taken = {key: data[key] for key in ("service", "role", "start", "end")}
        buttons.append(
            Button("Låt någon ta över", press("ta", {**taken, "ändra": "ja", "för": "ja"}))
        )
    heading = Heading(line_title(found.line, asked.snapshot), span_words(found.hours, asked.now))
    return Reply(
        Card(
            (
                heading,
                Text(_whose(found.person, asked), "Har passet"),
                Actions((*buttons, back("Tillbaka"))),
            )
        )
    )


def _whose(person: str, asked: ShiftCase) -> str:
    """The name as one sees it who may change the shift: it is her own, or she plans."""
    known = asked.snapshot.people.get(person)
    return known.name if known else "obemannat"


def _changes(asked: ShiftCase, person: str) -> list[Part]:
    """What she has changed herself and can end."""
    parts: list[Part] = []
    for override in own_changes(asked, person):
        line, hours = override.line, override.hours
        words = f"{_change_words(override, asked)}: {line_title(line, asked.snapshot)}"
        button = Button(end_label(override, asked), press("sluta", {"ändring": override.id}))
        parts += [Text(words, span_words(hours, asked.now)), Actions((button,))]
    return parts


def _change_words(override: Override, asked: ShiftCase) -> str:
    match override.kind:
        case OverrideKind.TAKES_OVER:
            return "Tar över"
        case OverrideKind.LEAVES:
            return "Lämnat obemannat"
        case OverrideKind.BUSY if override.person:
            return f"Upptagen, {name_of(override.person, asked.snapshot)} svarar"
        case _:
            return "Upptagen, nästa steg svarar"


def nobody(asked: ShiftCase) -> Reply:
    """What /pass says to one who is not a person of the directory."""
    says = "Du finns inte i katalogen, så här finns inga pass att visa."
    if asked.for_others:
        says = OTHERS
    card = Card((Notice(says, Tone.INFO), *offer_parts(asked, "")))
    return Reply(card)
