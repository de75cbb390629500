"""/avtal det du undrar – vad överenskommelserna säger, vad som ändrats och vad som väntar."""

from collections.abc import Mapping

from bot.cards import Card, Choices, Notice, Option, Part, Press
from bot.commands.avtal import (
    changes_page,
    document_page,
    following,
    news_page,
    queue_page,
    receipt,
    section_page,
    state_page,
    unclear,
)
from bot.commands.avtal.answering import answered
from bot.commands.avtal.asked import KINDS, meant
from bot.commands.avtal.words import COMMAND as NAME
from bot.commands.avtal.words import NONE_READ_IN
from bot.commands.base import Command, Handler
from bot.questions.request import Reply, Request, refused
from directory.agreements.kept import AGREEMENTS
from directory.snapshot import Snapshot

EXAMPLES = ("hypertoni remiss", "RMR järnbrist", "nytt")


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Answer a question, or show a page."""
    words = request.text.strip()
    page = PAGES.get(words.casefold())
    if page is not None:
        return page(request, snapshot)
    agreements = snapshot.of(AGREEMENTS)
    if agreements is None or not agreements.versions:
        return refused(NONE_READ_IN)
    if not words:
        return Reply(Card(tuple(_hint())))
    return answered(words, request, snapshot, agreements)


def _hint() -> list[Part]:
    options = tuple(Option(f"/{NAME} {example}", Press(NAME, example)) for example in EXAMPLES)
    return [
        Notice("Skriv vad du undrar, så visas avsnittet som svarar."),
        Choices("Pröva", options),
    ]


PAGES: Mapping[str, Handler] = {
    "nytt": news_page.news_page,
    "kö": queue_page.queue_page,
    state_page.WORD: state_page.state_page,
}

ACTIONS: Mapping[str, Handler] = {
    "avsnitt": section_page.section_page,
    "dokument": document_page.document_page,
    "följ": following.follow,
    "sluta-följa": following.unfollow,
    "otydligt": unclear.ask,
    "anmäl": unclear.report,
    "ändringar": changes_page.changes_page,
    "kvittera": receipt.acknowledge,
    "kö": queue_page.queue_page,
    "besvara": queue_page.with_open(queue_page.ask_answer),
    "svara": queue_page.with_open(queue_page.answer),
    "avsluta": queue_page.with_open(queue_page.close),
}

COMMAND = Command(
    name=NAME,
    run=run,
    warns_of_danger=True,
    usage=(__doc__ or "").splitlines()[0],
    actions=ACTIONS,
    summary="Vad överenskommelserna säger, om de gäller, och vad som har ändrats.",
    kept_on_device=True,
    examples=EXAMPLES,
    aliases=("överenskommelse", *KINDS),
    asked_as=frozenset(KINDS),
    meant_by=meant,
    reads_agreements=True,
)
