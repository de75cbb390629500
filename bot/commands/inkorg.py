"""/inkorg – det konsult har berättat för dig, det senaste först."""

from datetime import datetime

from bot.cards import Card, Heading, More, Part, Text, notice
from bot.commands.base import Command, Outcome, Reply, Request, WantsInbox
from bot.letters import letter_card
from bot.texts import show_more
from directory.moment_words import age_words
from directory.outbox import InboxItem
from directory.snapshot import Snapshot

LETTERS_AT_ONCE = 5
LINES_AT_ONCE = 6


def run(request: Request, snapshot: Snapshot) -> Outcome:
    """Show the asker's letters; those that she has not seen are marked."""
    if request.inbox is None:
        return WantsInbox()
    if not request.inbox:
        return Reply(notice("Inkorgen är tom. Här visas det konsult berättar för dig."))
    first, rest = request.inbox[:LETTERS_AT_ONCE], request.inbox[LETTERS_AT_ONCE:]
    parts = [part for item in first for part in _letter(item, request.now, most=LINES_AT_ONCE)]
    if rest:
        folded = tuple(part for item in rest for part in _letter(item, request.now))
        parts.append(More(folded, show_more(len(rest))))
    return Reply(Card(tuple(parts)))


def _letter(item: InboxItem, now: datetime, *, most: int | None = None) -> list[Part]:
    """Title and time, the lines and the buttons. `most`: how many lines are not folded."""
    when = age_words(item.made, now)
    heading = Heading(item.letter.title, when if item.seen else f"ny · {when}")
    drawn = letter_card(item.letter).parts[1:]
    lines = tuple(part for part in drawn if isinstance(part, Text))
    buttons = (part for part in drawn if not isinstance(part, Text))
    rest = lines[most:] if most else ()
    more = [More(rest, show_more(len(rest), "rader"))] if rest else []
    return [heading, *lines[:most], *more, *buttons]


COMMAND = Command(
    name="inkorg",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    summary="Det konsult har berättat för dig.",
)
