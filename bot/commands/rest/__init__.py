"""/rest läkemedel, substans, ATC-kod eller varunummer – vad som är restnoterat, och till när."""

from bot.cards import Card, Heading
from bot.commands.base import Command
from bot.commands.rest.advising import ADVISING
from bot.commands.rest.asked import meant
from bot.commands.rest.case import COMMAND as NAME
from bot.commands.rest.case import RestCase, refused
from bot.commands.rest.defaults import DEFAULTS
from bot.commands.rest.listing import LISTING
from bot.commands.rest.medicine import MEDICINE
from bot.commands.rest.news import NEWS
from bot.questions.doing import Doing, handlers, shown_parts, typed_answer
from bot.questions.request import Reply, Request
from bot.texts import quoted
from directory.snapshot import Snapshot

_DOINGS: tuple[Doing[RestCase], ...] = (NEWS, ADVISING, LISTING, DEFAULTS, MEDICINE)
"""What can be done, in the order in which words are tried and bare /rest shows it. The card of a
medicine answers any words, and stands last."""


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Do what the words say; without words, show what is new."""
    case, words = RestCase(request, snapshot), " ".join(request.text.split())
    if not words:
        return Reply(Card((Heading("Restnoteringar"), *shown_parts(_DOINGS, case))))
    reply = typed_answer(_DOINGS, words, case)
    return reply or refused(f"Jag förstår inte {quoted(words)}.")


COMMAND = Command(
    name=NAME,
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions=handlers(_DOINGS, RestCase),
    summary="Restnoterade läkemedel: vad som är slut, upphör eller väntas ta slut, och till när.",
    aliases=("restnotering", "restnoteringar"),
    meant_by=meant,
    examples=(
        "",
        "östradiol",
        "Concerta 36 mg",
        "G03CA",
        "råd",
        "råd östradiol",
        "lista",
        "förval",
    ),
)
