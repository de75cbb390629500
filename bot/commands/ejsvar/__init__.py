"""/ejsvar ämne eller enhet – missade kontakter och nummer som inte fungerat, för samordnare."""

from bot.commands.base import Command
from bot.commands.ejsvar.closing import close, matter_page
from bot.commands.ejsvar.listed import COMMAND as NAME
from bot.commands.ejsvar.listed import list_card
from bot.commands.ejsvar.wrong_numbers import close as close_number
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from directory.catalogue.people import Access
from directory.snapshot import Snapshot

_ASKED = Sentences(
    r"ejsvar (?P<rest>.+)",
    r"(?:vilka )?missade (?:kontakter|samtal)(?: (?:på|för|i))?(?P<rest>.*)",
    r"(?:vilka|vem) (?:svarade inte|har inte svarat)",
)


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    return _ASKED.rest(sentence)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List the contacts that gave no answer, the latest first, and numbers that did not work."""
    return Reply(list_card(request, snapshot))


COMMAND = Command(
    name=NAME,
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={"visa": matter_page, "avsluta": close, "stäng": close_number},
    summary="Missade kontakter de senaste 30 dagarna, och nummer som inte fungerat.",
    meant_by=_meant,
    examples=("", "kardiologi"),
    access=frozenset({Access.COORDINATOR}),
    mostly_for=frozenset({Access.COORDINATOR}),
)
