"""”Jag är tillbaka”, ”Avsluta nu”, ”Ångra”: what somebody has changed holds no longer."""

from bot.cards import Actions, Notice
from bot.commands.passen.asked import NOT_YOURS, ShiftCase, back, refused
from bot.commands.passen.words import line_title, name_of, row_words, span_words
from bot.commands.passen.writing import behalf, news, told_sentence, written
from bot.questions.request import Reply
from directory.rosters.kept import OVERRIDES
from directory.rosters.override import Override, OverrideKind
from directory.staffing.edits import broken_by, edit
from directory.swaps.offer import is_of_offer
from directory.swaps.taking import ending
from directory.walltime.hours import Hours


def whose(override: Override) -> str:
    """Whose change it is: she who took over, was busy, or left."""
    return override.person if override.kind is OverrideKind.TAKES_OVER else override.instead_of


def own_changes(asked: ShiftCase, person: str) -> list[Override]:
    """The person's changes that hold now or later and that she can end herself."""
    found = [
        one
        for one in asked.snapshot.of(OVERRIDES)
        if one.end > asked.now and whose(one) == person and not is_of_offer(one)
    ]
    return sorted(found, key=lambda one: (one.start, one.id))


def end_label(override: Override, asked: ShiftCase) -> str:
    """The word of its button."""
    if override.start >= asked.now:
        return "Ångra"
    return "Jag är tillbaka" if override.kind is not OverrideKind.TAKES_OVER else "Avsluta nu"


def end(asked: ShiftCase) -> Reply:
    """End the change of the button now, or take it away where it has not begun."""
    override = asked.snapshot.of(OVERRIDES).get(asked.get("ändring"))
    if override is None or override.end <= asked.now:
        return refused("Ändringen gäller inte längre.")
    if is_of_offer(override):
        return refused("Det här är ett byte. Det kan ångras i /pass tills det börjar.")
    if not asked.may(whose(override)):
        return refused(NOT_YOURS)
    line = override.line
    hours = Hours(max(override.start, asked.now), override.end)
    return _ended(override, asked.judging(hours, line, override.person, override.instead_of))


def _ended(override: Override, asked: ShiftCase) -> Reply:
    changes = [ending(override, asked.now)]
    above = broken_by(asked.snapshot, changes, asked.now)
    if above is not None:
        return refused(resting_words(above, asked))
    batch = f"{override.id}|slut|{asked.request.now.isoformat()}"
    told = news(asked, changes, batch, said=behalf(asked, whose(override)))
    hours = Hours(max(override.start, asked.now), override.end)
    line = override.line
    after = edit(asked.snapshot, changes).after.resolved(line, hours)
    rows = row_words(after, hours, asked.snapshot, asked.now)
    says = f"Klart. {line_title(line, asked.snapshot)}: {rows}.{told_sentence(asked, told)}"
    return written([Notice(says), Actions((back(),))], changes, told)


def resting_words(above: Override, asked: ShiftCase) -> str:
    """Why it cannot be taken back: what lies on top of it."""
    who = name_of(above.person or above.instead_of, asked.snapshot)
    what = {
        OverrideKind.TAKES_OVER: "har tagit över",
        OverrideKind.BUSY: "är upptagen eller ersätter",
        OverrideKind.LEAVES: "har lämnat",
    }[above.kind]
    when = span_words(above.hours, asked.now)
    return f"Det går inte att ta tillbaka: {who} {what} därefter ({when}). Ta bort det först."
