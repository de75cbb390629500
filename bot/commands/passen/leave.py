"""”Lämna utan ersättare”: nobody has the shift then; the answer shows the gap and the next step."""

from functools import partial

from bot.cards import Actions, Button, Card, Facts, Heading, Notice, Part, Tone
from bot.commands.passen.case import PassCase, back, press
from bot.commands.passen.letters import to_coordinators
from bot.commands.passen.piece import Piece
from bot.commands.passen.words import names, shift_words
from bot.commands.passen.writing import news, notified_sentence, signed, written
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


def leave(piece: Piece, case: PassCase) -> Reply:
    """Say what it means; with one more tap it is done."""
    override = leaving(piece.line, piece.holder, piece.hours, case.stamp(piece.line))
    return _done(piece, override, case) if case.get("ja") else _preview(piece, override, case)


def _preview(piece: Piece, override: Override, case: PassCase) -> Reply:
    facts = (
        ("Den som söker får", _next_step(piece, override, case)),
        (
            "Får veta direkt",
            names([person.id for person in _coordinators(piece, case)], case.snapshot) or "du",
        ),
    )
    title = f"Lämna {shift_words(piece.line, piece.hours, case.snapshot, case.now)}"
    says = Notice("Passet blir obemannat. Ingen annan får det automatiskt.", Tone.WARNING)
    yes = Button("Lämna obemannat", press("lämna", {**piece.data(), "ja": "ja"}))
    offer = Button("Erbjud en kollega", press("erbjud", piece.data()), primary=True)
    return Reply(Card((Heading(title), says, Facts(facts), Actions((offer, yes, back("Avbryt"))))))


def _next_step(piece: Piece, override: Override, case: PassCase) -> str:
    """The first step of the service's answer that can be reached when the shift is left."""
    snapshot = case.snapshot
    overrides = ById(edit(snapshot, [Keep(override)]).overrides)
    after = snapshot.with_parts(Parts().having(OVERRIDES, overrides))
    answer = after.answer(case.service(piece.line), piece.hours.start, now=case.now)
    reached = next((step for step in answer.steps if step.gap is None), None)
    return step_words(reached, answer, after) if reached else "växeln"


def _done(piece: Piece, override: Override, case: PassCase) -> Reply:
    changes = [Keep(override)]
    changed = news(case, changes, override.id, piece.person)
    letters = (*changed, *_letters(piece, override, case))
    what = shift_words(piece.line, piece.hours, case.snapshot, case.now)
    coordinators = names([person.id for person in _coordinators(piece, case)], case.snapshot)
    at_once = f" {capitalised(coordinators)} får veta direkt." if coordinators else ""
    says = f"Passet är lämnat utan ersättare: {what}.{at_once}"
    then = f"Den som söker får {_next_step(piece, override, case)}."
    undo = Button("Ångra", press("sluta", {"ändring": override.id}))
    warning = Notice(f"{says}{notified_sentence(case, changed)}", Tone.WARNING)
    parts: list[Part] = [warning, Notice(then), Actions((undo, back()))]
    return written(parts, changes, letters)


def _coordinators(piece: Piece, case: PassCase) -> tuple[Person, ...]:
    people = responsible(case.service(piece.line), case.snapshot)
    return tuple(person for person in people if person.id != case.me)


def _letters(piece: Piece, override: Override, case: PassCase) -> tuple[Delivery, ...]:
    what = shift_words(piece.line, piece.hours, case.snapshot, case.now, dated_span)
    step = _next_step(piece, override, case)
    lines = (f"Obemannat: {what}.", f"Den som söker får {step}.", signed(case, piece.person))
    return to_coordinators(
        case,
        piece.line,
        GAPS.topic,
        "Ett pass är lämnat utan ersättare",
        lines,
        key=partial(keys.shift_left, override.id),
        ends=piece.hours.end,
        buttons=(("Visa passen", piece.line.service),),
    )
