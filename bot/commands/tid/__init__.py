"""/tid ämne eller vad du vill göra – konsulttider: se, boka, öppna och stäng dem."""

from bot.cards import Card, Heading, Notice
from bot.commands.base import Command
from bot.commands.tid.asked import meant
from bot.commands.tid.booking import BOOKING
from bot.commands.tid.booking.asked import meant_of_slots
from bot.commands.tid.case import HourCase, refused
from bot.commands.tid.keeping import KEEPING
from bot.commands.tid.line import LINE
from bot.commands.tid.offers import OFFERS
from bot.commands.tid.opening import OPENING
from bot.commands.tid.overview import OVERVIEW
from bot.commands.tid.own import OWN
from bot.commands.tid.waiting import WAITING
from bot.questions.doing import Doing, handlers, shown_parts, typed_answer
from bot.questions.request import Reply, Request
from bot.texts import quoted
from directory.snapshot import Snapshot

_DOINGS: tuple[Doing[HourCase], ...] = (
    WAITING,
    LINE,
    OWN,
    OPENING,
    KEEPING,
    OVERVIEW,
    BOOKING,
    OFFERS,
)
"""What can be done, in the order in which words are tried and bare /tid shows it."""


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Do what the words say; without words, show what concerns the asker."""
    case, words = HourCase(request, snapshot), " ".join(request.text.split())
    if not words:
        return _overview(case)
    return typed_answer(_DOINGS, words, case) or refused(
        f"Jag förstår inte {quoted(words)}. Skriv /tid så visas vad du kan göra."
    )


def _overview(case: HourCase) -> Reply:
    parts = shown_parts(_DOINGS, case)
    nothing = Notice("Inga konsulttider är öppna för er den närmaste veckan.")
    return Reply(Card((Heading("Konsulttider"), *(parts or [nothing]))))


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    """What is asked of one's own hours, else of those that are offered."""
    own = meant(sentence, snapshot)
    return own if own is not None else meant_of_slots(sentence, snapshot)


COMMAND = Command(
    name="tid",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions=handlers(_DOINGS, HourCase),
    summary="Konsulttider: vad som är öppet för er, och dina egna tider.",
    aliases=("konsulttid", "konsulttider"),
    meant_by=_meant,
    examples=(
        "",
        "geriatrik",
        "fredag ortopedi",
        "mina bokningar",
        "öppna fre 13–15 kardiologi video",
        "stäng",
        "sjuk idag",
        "försenad 10 min",
    ),
    warns_of_danger=True,
)
