"""”Jag är tillbaka”, ”Avsluta nu”, ”Ångra”: a change of somebody's ends."""

from bot.cards import Actions, Notice
from bot.commands.passen.case import NOT_YOURS, PassCase, back, refused
from bot.commands.passen.words import line_title, name_of, row_words, span_words
from bot.commands.passen.writing import news, notified_sentence, written
from bot.questions.request import Reply
from directory.rosters.kept import OVERRIDES
from directory.rosters.override import Override, OverrideKind
from directory.rosters.somebody import ANYBODY, Replaceable, Somebody
from directory.staffing.edits import broken_by, edit
from directory.swaps.offer import is_of_offer
from directory.swaps.taking import ending
from directory.walltime.hours import Hours


def whose(override: Override) -> Replaceable | None:
    """Whose change it is: who took over, was busy, or left."""
    return override.person if override.kind is OverrideKind.TAKES_OVER else override.instead_of


def own_changes(case: PassCase, person: Somebody) -> list[Override]:
    """The person's changes that hold now or later and that they can end themselves."""
    changes = [
        override
        for override in case.snapshot.of(OVERRIDES)
        if override.end > case.now and whose(override) == person and not is_of_offer(override)
    ]
    return sorted(changes, key=lambda override: (override.start, override.id))


def laid_above(override: Override, case: PassCase) -> list[Override]:
    """What has been laid on it later and takes its place, now or in the time that it has left."""
    left = Hours(max(override.start, case.now), override.end)
    holder = override.person or override.instead_of
    return [
        above
        for above in case.snapshot.of(OVERRIDES)
        if above.line == override.line
        and (above.made, above.id) > (override.made, override.id)
        and above.touches(left)
        and above.kind is not OverrideKind.BUSY
        and above.instead_of in (holder, ANYBODY)
    ]


def can_end(override: Override, case: PassCase) -> bool:
    """Whether nothing lies on it that would be left without what it rests on."""
    return broken_by(case.snapshot, [ending(override, case.now)], case.now) is None


def end_label(override: Override, case: PassCase) -> str:
    """The word of its button: never ”nu” where another has the shift now."""
    if override.start >= case.now:
        return "Ångra"
    if any(above.covers(case.now) for above in laid_above(override, case)):
        return "Ta bort"
    return "Jag är tillbaka" if override.kind is not OverrideKind.TAKES_OVER else "Avsluta nu"


def end(case: PassCase) -> Reply:
    """End the change of the button now, or take it away where it has not begun."""
    override = case.snapshot.of(OVERRIDES).get(case.get("ändring"))
    if override is None or override.end <= case.now:
        return refused("Ändringen gäller inte längre.")
    if is_of_offer(override):
        return refused("Det här är ett byte. Det kan ångras i /pass tills det börjar.")
    if not case.may(whose(override)):
        return refused(NOT_YOURS)
    line = override.line
    hours = Hours(max(override.start, case.now), override.end)
    return _ended(override, case.judging(hours, line, *override.concerned))


def _ended(override: Override, case: PassCase) -> Reply:
    changes = [ending(override, case.now)]
    above = broken_by(case.snapshot, changes, case.now)
    if above is not None:
        return refused(resting_words(above, case))
    batch = f"{override.id}|slut|{case.request.now.isoformat()}"
    deliveries = news(case, changes, batch, whose(override))
    hours = Hours(max(override.start, case.now), override.end)
    line = override.line
    after = edit(case.snapshot, changes).after.resolved(line, hours)
    rows = row_words(after, hours, case.snapshot, case.now)
    says = f"Klart. {line_title(line, case.snapshot)}: {rows}.{notified_sentence(case, deliveries)}"
    return written([Notice(says), Actions((back(),))], changes, deliveries)


def resting_words(above: Override, case: PassCase) -> str:
    """Why it cannot be taken back: what lies on top of it."""
    who = name_of(above.person or above.instead_of, case.snapshot)
    what = {
        OverrideKind.TAKES_OVER: "har tagit över",
        OverrideKind.BUSY: "är upptagen eller ersätter",
        OverrideKind.LEAVES: "har lämnat",
    }[above.kind]
    when = span_words(above.hours, case.now)
    return f"Det går inte att ta tillbaka: {who} {what} därefter ({when}). Ta bort det först."
