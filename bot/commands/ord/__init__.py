"""/ord [sök] – ord som inte gick att förstå, för samordnare; lär konsult vad de betyder."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Form,
    Heading,
    More,
    Notice,
    Option,
    Part,
    Press,
    Text,
    TextField,
    notice,
)
from bot.commands.base import Command
from bot.commands.ord.meaning import (
    LONGEST,
    bare,
    fault_in,
    is_target,
    meanings,
    nearest,
    target_title,
)
from bot.request import Reply, Request, refused
from bot.texts import and_more, quoted, show_more
from directory.aliases import Alias
from directory.changes import Forget, Keep
from directory.counting.queries import MissedLately
from directory.misses import MissedWords
from directory.names.normalise import key
from directory.overlay import ALIASES
from directory.people import Access
from directory.snapshot import Snapshot

FIRST = 5
MOST = 25
MOST_SUGGESTIONS = 3
MOST_OPTIONS = 8

_NEW = ("nytt", "ny")
_BY_UNIT = ("nummer", "jag")
_ELSEWHERE = ("avtal",)
"""Commands whose words no meaning would help; they are told of on a page of their own."""


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List the missed words and the added ones; add a word, take it back, take it away."""
    word, target = request.data.get("ord", ""), request.data.get("mål", "")
    match request.action:
        case "lägg":
            return _add(word, target, request, snapshot)
        case "annat":
            return Reply(Card((), _form(word)))
        case "skriv":
            return _teach(word, request.data.get("betyder", ""), request, snapshot)
        case "bort":
            return _dismiss(word)
        case "ta-bort":
            return _remove(word, target, snapshot)
        case "ångra":
            return _undo(word, target, request, snapshot)
        case _:
            return _typed(request.text.split(), request, snapshot)


def _typed(words: list[str], request: Request, snapshot: Snapshot) -> Reply:
    first = words[0].casefold() if words else ""
    if first in _NEW:
        word, _, meaning = " ".join(words[1:]).partition("=")
        return _teach(word.strip(), meaning.strip(), request, snapshot)
    if first == "alias":
        return _aliases(bare(" ".join(words[1:])), snapshot)
    missed = request.ask(MissedLately(request.now))
    misses = [row for row in missed if row.command not in _ELSEWHERE]
    return _missed(bare(" ".join(words)), misses, snapshot)


# -- what was missed ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Missed:
    """Words with how often they led to nothing, whatever the command."""

    words: str
    times: int


def _missed(wanted: str, misses: Sequence[MissedWords], snapshot: Snapshot) -> Reply:
    told = [row for row in _told(misses, snapshot) if wanted in row.words]
    uncounted = sum(row.untaught for row in misses if not row.words)
    parts: list[Part] = [Heading("Ord som inte gick att förstå", "90 dagar")]
    if not told:
        about = f" med {quoted(wanted)}" if wanted else ""
        parts = [Notice(f"Inga ord{about} väntar på en betydelse. De senaste 90 dagarna gäller.")]
    parts += [_offer(row, snapshot) for row in told[:FIRST]]
    if told[FIRST:]:
        rest = told[FIRST:MOST]
        folded = tuple(_offer(row, snapshot) for row in rest)
        parts.append(More(folded, show_more(len(rest))))
    if told[MOST:]:
        parts.append(Text(f"{and_more(len(told) - MOST)}. Sök med ”/ord” och en del av ordet."))
    if uncounted and not wanted:
        parts.append(
            Text(f"Dessutom {_times(uncounted)} vars ord inte sparas: siffror eller långt.")
        )
    new = Button("Nytt ord", Press("ord", action="annat"), keep=True)
    own = Button("Visa tillagda ord", Press("ord", "alias"), keep=True)
    return Reply(Card((*parts, Actions((new, own)))))


def _told(misses: Sequence[MissedWords], snapshot: Snapshot) -> list[_Missed]:
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
        Option(target_title(target, snapshot), _adding(word, target))
        for target in nearest(word, snapshot, MOST_SUGGESTIONS)
    ]
    options.append(Option("Annat …", Press("ord", action="annat", data={"ord": word})))
    options.append(Option("Ta bort ur listan", Press("ord", action="bort", data={"ord": word})))
    return Choices(f"{word} – {_times(row.times)}", tuple(options))


def _times(count: int) -> str:
    return f"{count} gång" if count == 1 else f"{count} gånger"


def _adding(word: str, target: str) -> Press:
    return Press("ord", action="lägg", data={"ord": word, "mål": target})


def _dismiss(word: str) -> Reply:
    says = f"{quoted(word)} är borttaget ur listan. Det kommer tillbaka om någon skriver det igen."
    return Reply(notice(says, _BACK), (Forget(MissedWords, word),))


# -- a new word -----------------------------------------------------------------------------


def _form(word: str = "", meaning: str = "", *, wrong_word: str = "", wrong: str = "") -> Form:
    fields = (
        TextField("ord", "Ord", word, "Som det skrivs", wrong_word, max_length=LONGEST),
        TextField("betyder", "Betyder", meaning, "En specialitet, en tjänst eller en enhet", wrong),
    )
    return Form("Nytt ord", fields, Press("ord", action="skriv"), "Lägg till")


def _teach(word: str, meaning: str, request: Request, snapshot: Snapshot) -> Reply:
    """Add the word if its meaning is one thing; else ask which."""
    if not word or not meaning.strip():
        wrong = "" if meaning.strip() else "Skriv vad ordet betyder."
        return Reply(Card((), _form(word, wrong_word="" if word else "Skriv ordet.", wrong=wrong)))
    found = meanings(meaning.strip(), snapshot)
    if not found:
        wrong = (
            f"Jag förstår inte {quoted(meaning)}. Skriv en specialitet, en tjänst eller en enhet."
        )
        return Reply(Card((), _form(word, meaning, wrong=wrong)))
    fault = fault_in(word, found[0], snapshot, request.now)
    if fault:
        return Reply(Card((), _form(word, meaning, wrong_word=fault)))
    if len(found) == 1:
        return _add(word, found[0], request, snapshot)
    prompt = f"{quoted(meaning)} kan vara flera. Vad ska {quoted(word)} betyda?"
    options = (Option(target_title(one, snapshot), _adding(word, one)) for one in found)
    return Reply(Card((Choices(prompt, tuple(options)[:MOST_OPTIONS]),)))


def _add(word: str, target: str, request: Request, snapshot: Snapshot) -> Reply:
    if not is_target(target, snapshot):
        return refused("Det som ordet skulle betyda finns inte längre.", _BACK)
    fault = fault_in(word, target, snapshot, request.now)
    if fault:
        return Reply(Card((), _form(word, target_title(target, snapshot), wrong_word=fault)))
    said = bare(word)
    before = _alias(said, snapshot)
    data = {"ord": said, "mål": before.target if before else ""}
    undo = Button("Ångra", Press("ord", action="ångra", data=data))
    says = f"{quoted(said)} betyder nu {target_title(target, snapshot)}.{_meant(said, snapshot)}"
    card = notice(says, undo, _BACK)
    return Reply(card, (Keep(Alias.of(said, target)),))


def _meant(word: str, snapshot: Snapshot) -> str:
    """” Förut betydde det Kirurgi.” where the word was understood before."""
    titles = [target_title(id_, snapshot) for id_ in meanings(word, snapshot)]
    return f" Förut betydde det {', '.join(titles)}." if titles else ""


def _undo(word: str, before: str, request: Request, snapshot: Snapshot) -> Reply:
    if before:
        return _add(word, before, request, snapshot)
    says = f"{quoted(word)} är borttaget."
    return Reply(notice(says, _BACK), (Forget(Alias, key(word)),))


# -- the added words ------------------------------------------------------------------------


def _aliases(wanted: str, snapshot: Snapshot) -> Reply:
    held = [alias for alias in snapshot.of(ALIASES) if wanted in alias.word]
    if not held:
        about = f" med {quoted(wanted)}" if wanted else ""
        says = f"Inga ord{about} är tillagda här."
        return Reply(notice(says, _BACK))
    shown = sorted(held, key=lambda alias: alias.word)
    parts: list[Part] = [Heading("Tillagda ord", str(len(held)))]
    parts += [_one(alias, snapshot) for alias in shown[:FIRST]]
    if shown[FIRST:]:
        rest = shown[FIRST:MOST]
        parts.append(More(tuple(_one(one, snapshot) for one in rest), show_more(len(rest))))
    if shown[MOST:]:
        parts.append(
            Text(f"{and_more(len(shown) - MOST)}. Skriv ”/ord alias” och en del av ordet.")
        )
    return Reply(Card((*parts, Actions((_BACK,)))))


def _one(alias: Alias, snapshot: Snapshot) -> Choices:
    press = Press("ord", action="ta-bort", data={"ord": alias.word, "mål": alias.target})
    prompt = f"{alias.word} = {target_title(alias.target, snapshot)}"
    return Choices(prompt, (Option("Ta bort", press),))


def _remove(word: str, target: str, snapshot: Snapshot) -> Reply:
    buttons: tuple[Button, ...] = (_BACK,)
    if is_target(target, snapshot):
        buttons = (Button("Ångra", _adding(word, target)), *buttons)
    card = notice(f"{quoted(word)} är borttaget.", *buttons)
    return Reply(card, (Forget(Alias, key(word)),))


def _alias(word: str, snapshot: Snapshot) -> Alias | None:
    return snapshot.of(ALIASES).get(key(word))


_BACK = Button("Visa listan", Press("ord"))

COMMAND = Command(
    name="ord",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    summary="Ord som inte gick att förstå, och vad de ska betyda.",
    examples=("", "hjärt", "nytt hjärtmott = kardiologi", "alias"),
    access=frozenset({Access.COORDINATOR}),
)
