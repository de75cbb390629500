"""Somebody takes over: what it means is shown first, and it is done with one tap."""

from collections.abc import Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Facts,
    Heading,
    Notice,
    Part,
    Tone,
)
from bot.commands.passen.case import PassCase, back, press
from bot.commands.passen.piece import Piece
from bot.commands.passen.words import (
    name_of,
    overlap_words,
    row_words,
    shift_words,
)
from bot.commands.passen.writing import news, notified_sentence, notified_words, written
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.rosters.holding import others_at_once
from directory.rosters.override import Override
from directory.rosters.rosters import Rosters
from directory.rosters.somebody import Replaceable, as_written
from directory.staffing.edits import edit
from directory.swaps.taking import taking_over
from directory.walltime.hours import Hours

_LONGEST_SEEN = 180


@dataclass(frozen=True, slots=True)
class _TakeOver:
    """What the tap would do."""

    wished: Piece
    instead_of: Replaceable
    overrides: Sequence[Override]
    seen: str

    def data(self) -> dict[str, str]:
        return {**self.wished.data(), "instead_of": as_written(self.instead_of), "ja": self.seen}


def decided(wished: Piece, instead_of: Replaceable, case: PassCase) -> Reply:
    """Shown before it is done; done where what was shown still is so."""
    rosters = case.snapshot.rosters
    on = rosters.resolved(wished.line, wished.hours)
    seen = (
        "|".join(f"{as_written(duty.person)}{int(duty.busy)}" for duty in on)[:_LONGEST_SEEN] or "-"
    )
    overrides = taking_over(
        rosters,
        wished.line,
        wished.holder,
        wished.hours,
        case.stamp(wished.line),
        instead_of=instead_of,
    )
    plan = _TakeOver(wished, instead_of, overrides, seen)
    if not case.get("ja"):
        return _preview(plan, case)
    if case.get("ja") != seen:
        moved = Notice("Passet har ändrats sedan du såg det. Så här är det nu.", Tone.WARNING)
        return _preview(plan, case, moved)
    return _done(plan, case)


def _preview(plan: _TakeOver, case: PassCase, *notices: Notice) -> Reply:
    wished, snapshot = plan.wished, case.snapshot
    changes = [Keep(override) for override in plan.overrides]
    rosters = edit(snapshot, changes)
    notified = notified_words(case, news(case, changes, plan.overrides[0].id))
    taker = "Du" if wished.person == case.me else name_of(wished.person, snapshot)
    what = shift_words(wished.line, wished.hours, snapshot, case.now)
    facts = (
        ("Förut", _rows(rosters.before, wished, case)),
        ("Sedan", _rows(rosters.after, wished, case)),
        ("Får veta", notified or "bara du och de som följer jouren"),
    )
    yes = Button("Ta över", press("ta", plan.data()), primary=True)
    other = Button("Ändra tid", press("ta", {**wished.data(), "ändra": "tid"}))
    parts: list[Part] = [Heading(f"{taker} tar över {what}"), *notices, Facts(facts)]
    return Reply(Card((*parts, *_overlap(wished, case), Actions((yes, other, back("Avbryt"))))))


def _rows(rosters: Rosters, wished: Piece, case: PassCase) -> str:
    """Who has the line, from the beginning until all who are on now would be off."""
    hours, line = wished.hours, wished.line
    ends = [duty.end for duty in case.snapshot.rosters.resolved(line, hours)]
    shown = Hours(hours.start, max([hours.end, *ends]))
    duties = rosters.resolved(line, shown)
    return row_words(duties, shown, case.snapshot, case.now)


def _overlap(wished: Piece, case: PassCase) -> list[Part]:
    """Say what they have at the same time; it is not refused, there may be nobody else."""
    same = others_at_once(case.snapshot.rosters, wished.line, wished.holder, wished.hours)
    if not same:
        return []
    words = overlap_words(same, case.snapshot, case.now)
    return [Notice(f"Har samtidigt: {words}.", Tone.WARNING)]


def _done(plan: _TakeOver, case: PassCase) -> Reply:
    wished = plan.wished
    changes = [Keep(override) for override in plan.overrides]
    deliveries = news(case, changes, plan.overrides[0].id, wished.person)
    who = "Du" if wished.person == case.me else name_of(wished.person, case.snapshot)
    what = shift_words(wished.line, wished.hours, case.snapshot, case.now)
    undo = (Button("Ångra", press("sluta", {"ändring": plan.overrides[0].id})),)
    ways_on = (*(undo if len(plan.overrides) == 1 else ()), back())
    says = capitalised(f"{who} har nu {what}.{notified_sentence(case, deliveries)}")
    parts = [Notice(says), *_overlap(wished, case), Actions(ways_on)]
    return written(parts, changes, deliveries)
