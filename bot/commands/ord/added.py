"""The words that have been taught here, each with a way to take it away."""

from bot.cards import Actions, Button, Card, Choices, Heading, More, Option, Part, Text, notice
from bot.commands.ord.meaning import is_target, target_title
from bot.commands.ord.presses import BACK, adding, removing, target_of, word_of
from bot.questions.request import Reply, Request
from bot.texts import and_more, quoted, show_more
from directory.changes import Forget
from directory.names.aliases import Alias
from directory.names.kept import ALIASES
from directory.names.normalise import key
from directory.snapshot import Snapshot

FIRST = 5
MOST = 25


def listed(wanted: str, snapshot: Snapshot) -> Reply:
    """Those that hold the wanted words, in alphabetical order."""
    held = [alias for alias in snapshot.of(ALIASES) if wanted in alias.word]
    if not held:
        about = f" med {quoted(wanted)}" if wanted else ""
        return Reply(notice(f"Inga ord{about} är tillagda här.", BACK))
    shown = sorted(held, key=lambda alias: alias.word)
    parts: list[Part] = [Heading("Tillagda ord", str(len(held)))]
    parts += [_row(alias, snapshot) for alias in shown[:FIRST]]
    if rest := shown[FIRST:MOST]:
        parts.append(More(tuple(_row(alias, snapshot) for alias in rest), show_more(len(rest))))
    if shown[MOST:]:
        left = and_more(len(shown) - MOST)
        parts.append(Text(f"{left}. Skriv ”/ord alias” och en del av ordet."))
    return Reply(Card((*parts, Actions((BACK,)))))


def _row(alias: Alias, snapshot: Snapshot) -> Choices:
    prompt = f"{alias.word} = {target_title(alias.target, snapshot)}"
    return Choices(prompt, (Option("Ta bort", removing(alias.word, alias.target)),))


def remove(request: Request, snapshot: Snapshot) -> Reply:
    """The word means nothing of its own any more."""
    word, target = word_of(request), target_of(request)
    back: tuple[Button, ...] = (BACK,)
    if is_target(target, snapshot):
        back = (Button("Ångra", adding(word, target)), BACK)
    return Reply(notice(f"{quoted(word)} är borttaget.", *back), (Forget(Alias, key(word)),))
