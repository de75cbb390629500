"""The shifts of a person or a service, each with what can be done about it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import links
from bot.cards import Actions, Button, Card, Heading, More, Notice, Part, Text, Tone
from bot.commands.passen.case import NOT_YOURS, PassCase, press, refused
from bot.commands.passen.ending import can_end, end_label, laid_above, own_changes
from bot.commands.passen.offers import offer_parts
from bot.commands.passen.piece import Piece
from bot.commands.passen.words import (
    begun_words,
    full_name,
    line_title,
    name_of,
    span_words,
)
from bot.questions.request import Reply
from bot.texts import standing_in_words
from directory.catalogue.services import Service
from directory.rosters.duty import Duty
from directory.rosters.override import Override, OverrideKind
from directory.rosters.somebody import VACANCY, Colleague, Somebody, as_written
from directory.staffing.confirming import awaits_confirmation
from directory.staffing.members import services_of_member
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words

AHEAD = timedelta(days=14)
FIRST = 4
MOST = 40
MOST_GAPS = 3
OTHERS = "För andras pass: skriv ett namn eller en tjänst, till exempel ”/pass kardiologi”."


def listed(case: PassCase, person: Colleague, *notices: Part) -> Reply:
    """A person's shifts of a fortnight, before them what waits for an answer."""
    first = max(case.moment("från") or case.now, case.now)
    services = [service.id for service in services_of_member(person, case.snapshot)]
    hours = Hours(first, first + AHEAD)
    case = case.reaching(hours, services)
    duties = case.snapshot.rosters.of_person(person.id, hours)
    whose = "Dina pass" if person.id == case.me else f"Pass för {person.name}"
    parts: list[Part] = [*notices, Heading(whose, _until(first, case))]
    if first == case.now:
        parts += offer_parts(case, person.id)
    parts += _rows(duties, case) or [Notice(_none(case, person))]
    if first == case.now:
        parts += [*_changes(case, person.id), *_gaps(case, person)]
    if person.id == case.me and case.for_others:
        parts.append(Notice(OTHERS))
    return Reply(Card((*parts, *_ways_on(case, person, first))))


def _gaps(case: PassCase, person: Colleague) -> list[Part]:
    """The next shifts that nobody has in the person's services: any member may take one."""
    services = services_of_member(person, case.snapshot)
    lines = [line for service in services for line in case.snapshot.own_lines(service)]
    duties = case.snapshot.rosters.schedule(lines, Hours(case.now, case.now + AHEAD))
    parts: list[Part] = []
    for duty in [duty for duty in duties if not duty.person][:MOST_GAPS]:
        piece = Piece.of(duty)
        data = {**piece.data(), "person": as_written(person.id), "instead_of": as_written(VACANCY)}
        title = f"Obemannat: {line_title(piece.line, case.snapshot)}"
        take = Button("Ta passet", press("ta", data))
        parts += [Text(title, span_words(piece.hours, case.now)), Actions((take,))]
    return parts


def _ways_on(case: PassCase, person: Colleague, first: datetime) -> list[Part]:
    if not services_of_member(person, case.snapshot):
        return []
    data = {"person": as_written(person.id), "från": (first + AHEAD).isoformat()}
    later = Button("Visa senare pass", press("visa", data))
    take = Button("Ta ett pass", press("ta", {}))
    return [Actions((take, later) if person.id == case.me else (later,))]


def of_service(case: PassCase, service: Service) -> Reply:
    """The coming duties of a service, for somebody who acts for others."""
    if not case.for_others:
        return refused(NOT_YOURS)
    first = max(case.moment("från") or case.now, case.now)
    case = case.reaching(Hours(first, first + AHEAD), [service.id])
    lines = case.snapshot.own_lines(service)
    duties = case.snapshot.rosters.schedule(lines, Hours(first, first + AHEAD))
    title = case.snapshot.title(service.id) if lines else service.name
    rows = [part for duty in duties[:MOST] for part in _row(duty, case, with_name=True)]
    shown: list[Part] = [Heading(title, _until(first, case)), *rows[: 2 * FIRST]]
    if rows[2 * FIRST :]:
        shown.append(More(tuple(rows[2 * FIRST :])))
    if not rows:
        shown.append(Notice("Inget pass är inlagt för tiden."))
    data = {"service": service.id, "från": (first + AHEAD).isoformat()}
    later = Button("Visa senare pass", press("tjänst", data))
    return Reply(Card((*shown, Actions((later,)))))


def _until(first: datetime, case: PassCase) -> str:
    if first == case.now:
        return "14 dagar framåt"
    return f"från {dated_words(first, case.now)}"


def _none(case: PassCase, person: Colleague) -> str:
    """What to say of no shifts."""
    if case.get("från"):
        return "Inga pass de två veckorna."
    if person.id != case.me:
        return "Inga pass de närmaste 14 dagarna."
    if services_of_member(person, case.snapshot):
        return "Du har inga pass de närmaste 14 dagarna. Med ”Ta ett pass” tar du över ett."
    return "Du är inte inlagd i något schema. Vem som har jour ser du med /jour."


def _rows(duties: Sequence[Duty], case: PassCase) -> list[Part]:
    """The first with buttons, the rest behind ”Visa mer”."""
    parts = [_row(duty, case) for duty in duties[:MOST]]
    shown = [part for row in parts[:FIRST] for part in row]
    rest = [part for row in parts[FIRST:] for part in row]
    return [*shown, More(tuple(rest))] if rest else shown


def _row(duty: Duty, case: PassCase, *, with_name: bool = False) -> list[Part]:
    """When, what and whose; the buttons of a shift that runs or is next are all there."""
    what = line_title(duty.line, case.snapshot)
    if with_name:
        what = f"{duty.role.heading}: {full_name(duty.person, case.snapshot)}"
        what += " (upptagen)" if duty.busy else ""
    elif duty.busy:
        what += " (upptagen)"
    what += standing_in_words(duty, case.snapshot)
    if awaits_confirmation(duty, case.snapshot, case.now):
        what += " – inte bekräftat"
    row = Text(what, span_words(duty.hours, case.now))
    return [row, Actions(tuple(_main_buttons(duty, case)))]


def _main_buttons(duty: Duty, case: PassCase) -> list[Button]:
    """What is done most with the shift, and a way to the rest."""
    data = Piece.of(duty).data()
    buttons = _confirming(duty, case)
    if duty.person:
        buttons.append(Button("Erbjud", press("erbjud", data)))
    if duty.person and duty.covers(case.now) and not duty.busy:
        buttons.append(Button("Upptagen", press("upptagen", data)))
    more = "Mer" if duty.person else "Ändra"
    return [*buttons, Button(more, press("ett", data))]


def _confirming(duty: Duty, case: PassCase) -> list[Button]:
    if not awaits_confirmation(duty, case.snapshot, case.now):
        return []
    return [Button("Stämmer", links.confirm_duty(duty), primary=True)]


def _changes(case: PassCase, person: Somebody) -> list[Part]:
    """What the person has changed and can end."""
    parts: list[Part] = []
    for override in own_changes(case, person):
        above = laid_above(override, case)
        words = f"{_change_words(override, case)}: {line_title(override.line, case.snapshot)}"
        parts.append(Text(words + _above_words(above, case), _when(override, above, case)))
        if not above or can_end(override, case):
            button = Button(end_label(override, case), press("sluta", {"ändring": override.id}))
            parts.append(Actions((button,)))
    return parts


def _when(override: Override, above: Sequence[Override], case: PassCase) -> str:
    """Never ”nu” where another has the shift now."""
    if any(later.covers(case.now) for later in above):
        return begun_words(override.hours, case.now)
    return span_words(override.hours, case.now)


def _above_words(above: Sequence[Override], case: PassCase) -> str:
    """” – därefter har Bo Björn tagit över (nu, till 22:00)”; empty for none."""
    rows = [
        f"{_taken_words(later, case)} ({span_words(later.hours, case.now)})"
        for later in sorted(above, key=lambda one: (one.start, one.made))
    ]
    return f" – därefter har {' och '.join(rows)}" if rows else ""


def _taken_words(later: Override, case: PassCase) -> str:
    if later.kind is OverrideKind.LEAVES:
        return "passet lämnats obemannat"
    return f"{name_of(later.person, case.snapshot)} tagit över"


def _change_words(override: Override, case: PassCase) -> str:
    match override.kind:
        case OverrideKind.TAKES_OVER:
            return "Tar över"
        case OverrideKind.LEAVES:
            return "Lämnat obemannat"
        case OverrideKind.BUSY if override.person:
            return f"Upptagen, {name_of(override.person, case.snapshot)} svarar"
        case _:
            return "Upptagen, nästa steg svarar"


def nobody(case: PassCase) -> Reply:
    """What /pass says to somebody who is not in the directory."""
    says = "Du finns inte i katalogen, så här finns inga pass att visa."
    if case.for_others:
        says = OTHERS
    card = Card((Notice(says, Tone.INFO), *offer_parts(case, "")))
    return Reply(card)
