"""/rest läkemedel, substans, ATC-kod eller varunummer – vad som är restnoterat, och till när."""

from collections.abc import Callable, Mapping

from bot.cards import Card, Heading, Part
from bot.commands.base import Command, Handler
from bot.commands.rest.advising import ADVISING
from bot.commands.rest.asked import meant
from bot.commands.rest.case import COMMAND as NAME
from bot.commands.rest.case import RestCase, refused
from bot.commands.rest.doing import RestDoing
from bot.commands.rest.medicine import MEDICINE
from bot.commands.rest.news import NEWS
from bot.questions.request import Reply, Request
from bot.texts import quoted
from directory.snapshot import Snapshot

_DOINGS: tuple[RestDoing, ...] = (NEWS, ADVISING, MEDICINE)
"""What can be done, in the order in which words are tried and bare /rest shows it. The card of a
medicine answers any words, and stands last."""


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Do what the words say; without words, show what is new."""
    case, words = RestCase(request, snapshot), " ".join(request.text.split())
    if not words:
        parts: list[Part] = [part for doing in _DOINGS for part in doing.shown(case)]
        return Reply(Card((Heading("Restnoteringar"), *parts)))
    replies = (doing.typed(words, case) for doing in _DOINGS)
    reply = next((one for one in replies if one is not None), None)
    return reply or refused(f"Jag förstår inte {quoted(words)}.")


def _handler(act: Callable[[RestCase], Reply]) -> Handler:
    return lambda request, snapshot: act(RestCase(request, snapshot))


def _actions() -> Mapping[str, Handler]:
    return {name: _handler(act) for doing in _DOINGS for name, act in doing.actions.items()}


COMMAND = Command(
    name=NAME,
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions=_actions(),
    summary="Restnoterade läkemedel: vad som är slut, upphör eller väntas ta slut, och till när.",
    aliases=("restnotering", "restnoteringar"),
    meant_by=meant,
    examples=("", "östradiol", "Concerta 36 mg", "G03CA", "råd", "råd östradiol"),
)
