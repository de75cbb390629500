"""/inkorg – det konsult har berättat för dig, det senaste först."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.cards import Actions, Card, Heading, More, Notice, Part
from bot.commands.base import Command
from bot.commands.inkorg.unsure import ACTION, unsure_letters
from bot.letters.card import letter_card
from bot.letters.settled import letter_now
from bot.questions.request import Reply, Request, refused
from bot.questions.sentences import Sentences
from bot.rosters.settled import settled_offer
from bot.texts import show_more
from directory.letters.outbox import InboxItem, Letter
from directory.letters.queries import InboxOf, InboxSeen
from directory.query import UnreadError
from directory.snapshot import Snapshot
from directory.walltime.said import age_words

LETTERS_AT_ONCE = 5
LINES_AT_ONCE = 6
_ASKED = Sentences(
    r"(?:min |i min )?inkorg(?:en)?",
    r"(?:mina|nya|olästa|senaste) (?:nya |olästa )?(?:meddelanden|brev|notiser|besked)",
    r"vad har jag missat",
    r"har jag (?:fått )?(?:några |något |nåt |nytt |nya |olästa )*"
    r"(?:meddelanden?|brev|notiser?|post|besked)",
)

_UNREAD = (
    "Inkorgen kan inte läsas just nu. Breven finns kvar. Det som gäller pass och jour nu visar "
    "”/pass” och ”/jour”. Försök igen om en stund."
)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Show the asker's letters; those that they have not seen are marked, and seen from then on."""
    whose, now = request.who.id, request.now
    try:
        letters = request.ask(InboxOf(whose, now))
    except UnreadError:
        return refused(_UNREAD)
    if letters is None:
        return refused("Inkorgen finns inte här.")
    drawn = [replace(item, letter=_as_now(item.letter, snapshot, now)) for item in letters]
    return Reply(Card(tuple(_parts(drawn, now))), notes=(InboxSeen(whose, now),))


def _as_now(letter: Letter, snapshot: Snapshot, now: datetime) -> Letter:
    return letter_now(letter, settled_offer, snapshot, now)


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    return _ASKED.rest(sentence)


def _parts(letters: Sequence[InboxItem], now: datetime) -> list[Part]:
    if not letters:
        return [Notice("Inkorgen är tom. Här visas det konsult berättar för dig.")]
    first, rest = letters[:LETTERS_AT_ONCE], letters[LETTERS_AT_ONCE:]
    parts = [part for item in first for part in _letter(item, now, most=LINES_AT_ONCE)]
    if rest:
        folded = tuple(part for item in rest for part in _letter(item, now))
        parts.append(More(folded, show_more(len(rest))))
    return parts


def _letter(item: InboxItem, now: datetime, *, most: int | None = None) -> list[Part]:
    """Title and time, the lines and the buttons. `most`: how many lines are not folded."""
    when = age_words(item.made, now)
    heading = Heading(item.letter.title, when if item.seen else f"ny · {when}")
    drawn = letter_card(item.letter).parts[1:]
    lines = tuple(part for part in drawn if not isinstance(part, Actions))
    buttons = (part for part in drawn if isinstance(part, Actions))
    rest = lines[most:] if most else ()
    more = [More(rest, show_more(len(rest), "rader"))] if rest else []
    return [heading, *lines[:most], *more, *buttons]


COMMAND = Command(
    name="inkorg",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={ACTION: unsure_letters},
    meant_by=_meant,
    summary="Det konsult har berättat för dig.",
)
