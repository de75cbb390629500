"""”Lämna utan ersättare”: nobody has the shift then; the answer shows the gap and the next step."""

from functools import partial

from bot.cards import Actions, Button, Card, Facts, Heading, Notice, Part, Tone
from bot.commands.passen.asked import Piece, ShiftCase, back, press
from bot.commands.passen.letters import to_coordinators
from bot.commands.passen.words import names, shift_words
from bot.commands.passen.writing import behalf, news, told_sentence, written
from bot.letters import keys
from bot.questions.request import Reply
from bot.rosters.topics import GAPS
from bot.texts import capitalised, step_words
from directory.catalogue.people import Person
from directory.changes import Keep
from directory.letters.outbox import Delivery
from directory.parts import ById, Parts
from directory.rosters.kept import OVERRIDES
from directory.rosters.override import Override
from directory.staffing.edits import edit
from directory.staffing.responsible import responsible
from directory.swaps.taking import leaving
from directory.walltime.said import dated_span


def leave(found: Piece, asked: ShiftCase) -> Reply:
    """Say what it means; with one more tap it is done."""
    override = leaving(found.line, found.person, found.hours, asked.stamp(found.line))
    return _done(found, override, asked) if asked.get("ja") else _preview(found, override, asked)


def _preview(found: Piece, override: Override, asked: ShiftCase) -> Reply:
    facts = (
        ("Den som söker får", _next_step(found, override, asked)),
        ("Får veta direkt", names([one.id for one in _told(found, asked)], asked.snapshot) or "du"),
    )
    title = f"Lämna {shift_words(found.line, found.hours, asked.snapshot, asked.now)}"
    says = Notice("Passet blir obemannat. Ingen annan får det automatiskt.", Tone.WARNING)
    yes = Button("Lämna obemannat", press("lämna", {**found.data(), "ja": "ja"}))
    offer = Button("Erbjud en kollega", press("erbjud", found.data()), primary=True)
    return Reply(Card((Heading(title), says, Facts(facts), Actions((offer, yes, back("Avbryt"))))))


def _next_step(found: Piece, override: Override, asked: ShiftCase) -> str:
    """The first step of the service's answer that can be reached when the shift is left."""
    snapshot = asked.snapshot
    overrides = ById(edit(snapshot, [Keep(override)]).overrides)
    after = snapshot.with_parts(Parts().having(OVERRIDES, overrides))
    answer = after.answer(asked.service(found.line), found.hours.start)
    step = next((one for one in answer.steps if one.gap is None), None)
    return step_words(step, answer, after) if step else "växeln"


def _done(found: Piece, override: Override, asked: ShiftCase) -> Reply:
    changes = [Keep(override)]
    told = news(asked, changes, override.id, said=behalf(asked, found.person))
    letters = (*told, *_letters(found, override, asked))
    what = shift_words(found.line, found.hours, asked.snapshot, asked.now)
    coordinators = names([one.id for one in _told(found, asked)], asked.snapshot)
    at_once = f" {capitalised(coordinators)} får veta direkt." if coordinators else ""
    says = f"Passet är lämnat utan ersättare: {what}.{at_once}"
    then = f"Den som söker får {_next_step(found, override, asked)}."
    undo = Button("Ångra", press("sluta", {"ändring": override.id}))
    warning = Notice(f"{says}{told_sentence(asked, told)}", Tone.WARNING)
    parts: list[Part] = [warning, Notice(then), Actions((undo, back()))]
    return written(parts, changes, letters)


def _told(found: Piece, asked: ShiftCase) -> tuple[Person, ...]:
    people = responsible(asked.service(found.line), asked.snapshot)
    return tuple(one for one in people if one.id != asked.me)


def _letters(found: Piece, override: Override, asked: ShiftCase) -> tuple[Delivery, ...]:
    what = shift_words(found.line, found.hours, asked.snapshot, asked.now, dated_span)
    step = _next_step(found, override, asked)
    lines = (f"Obemannat: {what}.", f"Den som söker får {step}.", *behalf(asked, found.person))
    return to_coordinators(
        asked,
        found.line,
        GAPS.topic,
        "Ett pass är lämnat utan ersättare",
        lines,
        key=partial(keys.shift_left, override.id),
        buttons=(("Visa passen", found.line.service),),
    )
