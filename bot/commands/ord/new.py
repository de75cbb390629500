"""A word is taught what it means; taken back, it means what it meant before."""

from bot.cards import Button, Card, Choices, Form, Option, Press, TextField, notice
from bot.commands.ord.meaning import LONGEST, bare, fault_in, is_target, meanings, target_title
from bot.commands.ord.presses import BACK, COMMAND, WORD, adding, target_of, undoing, word_of
from bot.questions.request import Reply, Request, refused
from bot.texts import quoted
from directory.changes import Forget, Keep
from directory.names.aliases import Alias
from directory.names.kept import ALIASES
from directory.names.normalise import key
from directory.snapshot import Snapshot

MOST_OPTIONS = 8

_MEANING = "betyder"


def ask(request: Request, snapshot: Snapshot) -> Reply:
    """The form for a word and its meaning."""
    return Reply(Card((), _form(word_of(request))))


def _form(word: str = "", meaning: str = "", *, wrong_word: str = "", wrong: str = "") -> Form:
    fields = (
        TextField(WORD, "Ord", word, "Som det skrivs", wrong_word, max_length=LONGEST),
        TextField(_MEANING, "Betyder", meaning, "En specialitet, en tjänst eller en enhet", wrong),
    )
    return Form("Nytt ord", fields, Press(COMMAND, action="skriv"), "Lägg till")


def send(request: Request, snapshot: Snapshot) -> Reply:
    """The form's answers."""
    return teach(word_of(request), request.data.get(_MEANING, ""), request, snapshot)


def teach(word: str, meaning: str, request: Request, snapshot: Snapshot) -> Reply:
    """Add the word if its meaning is one thing; else ask which."""
    if not word or not meaning.strip():
        wrong = "" if meaning.strip() else "Skriv vad ordet betyder."
        return Reply(Card((), _form(word, wrong_word="" if word else "Skriv ordet.", wrong=wrong)))
    targets = meanings(meaning.strip(), snapshot)
    if not targets:
        hint = "Skriv en specialitet, en tjänst eller en enhet."
        wrong = f"Jag förstår inte {quoted(meaning)}. {hint}"
        return Reply(Card((), _form(word, meaning, wrong=wrong)))
    fault = fault_in(word, targets[0], snapshot, request.now)
    if fault:
        return Reply(Card((), _form(word, meaning, wrong_word=fault)))
    if len(targets) == 1:
        return _add(word, targets[0], request, snapshot)
    prompt = f"{quoted(meaning)} kan vara flera. Vad ska {quoted(word)} betyda?"
    options = (Option(target_title(target, snapshot), adding(word, target)) for target in targets)
    return Reply(Card((Choices(prompt, tuple(options)[:MOST_OPTIONS]),)))


def add(request: Request, snapshot: Snapshot) -> Reply:
    """The word of the button means its target from now on."""
    return _add(word_of(request), target_of(request), request, snapshot)


def _add(word: str, target: str, request: Request, snapshot: Snapshot) -> Reply:
    if not is_target(target, snapshot):
        return refused("Det som ordet skulle betyda finns inte längre.", BACK)
    fault = fault_in(word, target, snapshot, request.now)
    if fault:
        return Reply(Card((), _form(word, target_title(target, snapshot), wrong_word=fault)))
    kept = bare(word)
    before = snapshot.of(ALIASES).get(key(kept))
    undo = Button("Ångra", undoing(kept, before.target if before else ""))
    earlier = _earlier(kept, snapshot)
    says = f"{quoted(kept)} betyder nu {target_title(target, snapshot)}.{earlier}"
    return Reply(notice(says, undo, BACK), (Keep(Alias.of(kept, target)),))


def _earlier(word: str, snapshot: Snapshot) -> str:
    """” Förut betydde det Kirurgi.” where the word was understood before."""
    titles = [target_title(target, snapshot) for target in meanings(word, snapshot)]
    return f" Förut betydde det {', '.join(titles)}." if titles else ""


def undo(request: Request, snapshot: Snapshot) -> Reply:
    """The word means what it meant before, or nothing."""
    word, before = word_of(request), target_of(request)
    if before:
        return _add(word, before, request, snapshot)
    return Reply(notice(f"{quoted(word)} är borttaget.", BACK), (Forget(Alias, key(word)),))
