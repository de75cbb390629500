"""/ord sök – ord som inte gick att förstå, för samordnare; lär konsult vad de betyder."""

from bot.commands.base import Command
from bot.commands.ord import added, missed, new
from bot.commands.ord.meaning import bare
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from directory.catalogue.people import Access
from directory.snapshot import Snapshot

_NEW = ("nytt", "ny")
_ASKED = Sentences(
    r"ord (?P<rest>(?:nytt|ny) .+=.+)",
    r"ord (?P<rest>alias)",
    r"(?:missade|okända) ord",
    r"(?:vilka )?ord som (?:inte (?:förstås|förstods|gick att förstå)|ingen förstod)",
)


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    """A word to teach or the lists; any other sentence with the word is a question."""
    return _ASKED.rest(sentence)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List the missed words or the added ones, or add a word."""
    words = request.text.split()
    first, rest = (words[0].casefold() if words else ""), " ".join(words[1:])
    if first in _NEW:
        word, _, meaning = rest.partition("=")
        return new.teach(word.strip(), meaning.strip(), request, snapshot)
    if first == "alias":
        return added.listed(bare(rest), snapshot)
    return missed.listed(bare(request.text), request, snapshot)


COMMAND = Command(
    name="ord",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={
        "annat": new.ask,
        "skriv": new.send,
        "lägg": new.add,
        "ångra": new.undo,
        "bort": missed.dismiss,
        "ta-bort": added.remove,
    },
    summary="Ord som inte gick att förstå, och vad de ska betyda.",
    meant_by=_meant,
    examples=("", "hjärt", "nytt hjärtmott = kardiologi", "alias"),
    access=frozenset({Access.COORDINATOR}),
    mostly_for=frozenset({Access.COORDINATOR}),
)
