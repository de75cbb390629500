"""The words that were not understood, each with what it may have meant."""

from collections import defaultdict
from collections.abc import Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Heading,
    More,
    Notice,
    Option,
    Part,
    Press,
    Text,
    notice,
)
from bot.commands.ord.meaning import nearest, target_title
from bot.commands.ord.presses import BACK, COMMAND, adding, asking, dismissing, word_of
from bot.questions.request import Reply, Request, refused
from bot.texts import and_more, quoted, show_more, times_words
from directory.changes import Forget
from directory.counting.misses import MissedWords
from directory.counting.queries import MissedLately
from directory.lazy.values import dataclass
from directory.query import UnreadError
from directory.snapshot import Snapshot

FIRST = 5
MOST = 25
MOST_SUGGESTIONS = 3
_UNREAD = "Orden kan inte läsas just nu. De finns kvar. Försök igen om en stund."

_BY_UNIT = ("nummer", "jag")
_ELSEWHERE = ("avtal",)
"""Commands whose words no meaning would help; they are shown on a page of their own."""


@dataclass(frozen=True, slots=True)
class _Missed:
    """Words with how often they led to nothing, whatever the command."""

    words: str
    times: int


def listed(wanted: str, request: Request, snapshot: Snapshot) -> Reply:
    """Those of 90 days that still lead to nothing and hold the wanted words."""
    try:
        misses = _misses(request)
    except UnreadError:
        return refused(_UNREAD, *_ways_on())
    waiting = [row for row in missed_words(request, snapshot) if wanted in row.words]
    parts: list[Part] = [Heading("Ord som inte gick att förstå", "90 dagar")]
    if not waiting:
        about = f" med {quoted(wanted)}" if wanted else ""
        parts = [Notice(f"Inga ord{about} väntar på en betydelse. De senaste 90 dagarna gäller.")]
    parts += [_offer(row, snapshot) for row in waiting[:FIRST]]
    if rest := waiting[FIRST:MOST]:
        parts.append(More(tuple(_offer(row, snapshot) for row in rest), show_more(len(rest))))
    if waiting[MOST:]:
        parts.append(Text(f"{and_more(len(waiting) - MOST)}. Sök med ”/ord” och en del av ordet."))
    uncounted = sum(row.untaught for row in misses if not row.words)
    if uncounted and not wanted:
        unkept = f"Dessutom {times_words(uncounted)} vars ord inte sparas: siffror eller långt."
        parts.append(Text(unkept))
    return Reply(Card((*parts, Actions(_ways_on()))))


def _ways_on() -> tuple[Button, ...]:
    own = Button("Visa tillagda ord", Press(COMMAND, "alias"), keep=True)
    return Button("Nytt ord", asking(), keep=True), own


def missed_words(request: Request, snapshot: Snapshot) -> list[_Missed]:
    """The words of 90 days that still lead to nothing, the most frequent first."""
    return _waiting(_misses(request), snapshot)


def _misses(request: Request) -> list[MissedWords]:
    misses = request.ask(MissedLately(request.now))
    return [row for row in misses if row.command not in _ELSEWHERE]


def _waiting(misses: Sequence[MissedWords], snapshot: Snapshot) -> list[_Missed]:
    """Those that still lead to nothing, the most frequent first."""
    times: defaultdict[str, int] = defaultdict(int)
    for row in misses:
        if row.words and row.untaught and not _is_understood(row, snapshot):
            times[row.words] += row.untaught
    return sorted((_Missed(*row) for row in times.items()), key=lambda row: (-row.times, row.words))


def _is_understood(row: MissedWords, snapshot: Snapshot) -> bool:
    query = snapshot.names.query(row.words)
    if query.subject.claimed:
        return True
    if row.command in _BY_UNIT:
        return snapshot.names.unit(row.words).claimed
    return query.place.claimed and not query.subject_words


def _offer(row: _Missed, snapshot: Snapshot) -> Choices:
    word = row.words
    options = [
        Option(target_title(target, snapshot), adding(word, target))
        for target in nearest(word, snapshot, MOST_SUGGESTIONS)
    ]
    options.append(Option("Annat …", asking(word)))
    options.append(Option("Ta bort ur listan", dismissing(word)))
    return Choices(f"{word} – {times_words(row.times)}", tuple(options))


def dismiss(request: Request, snapshot: Snapshot) -> Reply:
    """Take the word out of the list, until somebody writes it again."""
    word = word_of(request)
    says = f"{quoted(word)} är borttaget ur listan. Det kommer tillbaka om någon skriver det igen."
    return Reply(notice(says, BACK), (Forget(MissedWords, word),))
