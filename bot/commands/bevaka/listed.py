"""What somebody follows and how soon they are told, as a card; and the forms for it."""

from collections.abc import Iterator, Sequence

from bot.access import Asker
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Form,
    Heading,
    More,
    Option,
    Part,
    Press,
    SelectField,
    Text,
    TextField,
)
from bot.commands.bevaka.pace import clock_words, current_choice, first_pace, pace_words
from bot.commands.bevaka.presses import COMMAND, changing, following, removing
from bot.commands.topics import TOPICS, standing, watchable
from bot.letters.followable import Watchable
from bot.texts import show_more
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.preferences import Choice
from directory.letters.subscriptions import Pace
from directory.snapshot import Snapshot

FIRST = 10
LONGEST = 100
WORDS = "vad"


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that somebody follows, and how soon they are told."""

    watchable: Watchable
    choice: Choice


def followed_by(who: Asker, snapshot: Snapshot) -> tuple[Followed, ...]:
    """What the asker is told of by their role, then what they have asked for themselves, or are
    told of by where they work."""
    order = [kind.topic for kind in TOPICS]
    subscriptions = snapshot.of(FOLLOWING).of(who.id)
    targets = [
        *(watchable(one.topic, one.target) for one in subscriptions if one.target),
        *(Watchable(kind, target) for kind in TOPICS for target in kind.unasked_of(who, snapshot)),
    ]
    chosen = sorted(
        filter(None, targets), key=lambda target: (order.index(target.topic), target.target)
    )
    both = dict.fromkeys((*standing(who), *chosen))
    return tuple(Followed(target, current_choice(target, who, snapshot)) for target in both)


def list_card(who: Asker, snapshot: Snapshot) -> Card:
    """All that the asker follows, each with how to change it; a way to follow something more."""
    choices = list(_choices(followed_by(who, snapshot), who, snapshot))
    new = Actions((Button("Bevaka något mer", Press(COMMAND, action="ny"), keep=True),))
    says = f"Skriv {', '.join(kind.example for kind in TOPICS if kind.example)}."
    if not choices:
        return Card((Heading("Du bevakar inget än"), Text(says), new))
    parts: list[Part] = [Heading("Det här får du veta"), *choices[:FIRST]]
    if rest := choices[FIRST:]:
        parts.append(More(tuple(rest), show_more(len(rest))))
    return Card((*parts, Text(says), new))


def _choices(rows: Sequence[Followed], who: Asker, snapshot: Snapshot) -> Iterator[Choices]:
    for row in rows:
        pace = pace_words(row.choice, row.watchable)
        why = row.watchable.unasked(who, snapshot)
        prompt = f"{row.watchable.title(snapshot)} – {pace}{f' ({why})' if why else ''}"
        yield Choices(prompt, tuple(_options(row, why)))


def _options(row: Followed, why: str) -> Iterator[Option]:
    """What one is told of unasked is switched off and on again; what one has chosen is removed."""
    yield Option("Ändra", changing(row.watchable))
    if why and row.choice.pace is Pace.OFF:
        yield Option("Slå på", following(row.watchable, first_pace(row.watchable)))
    elif why:
        yield Option("Stäng av", removing(row.watchable))
    elif row.watchable.target:
        yield Option("Ta bort", removing(row.watchable))


def pace_form(watchable: Watchable, who: Asker, snapshot: Snapshot, error: str = "") -> Form:
    """How soon the asker wants to be told of it."""
    now = current_choice(watchable, who, snapshot)
    at_once = () if watchable.kind.only_daily else ((Pace.AT_ONCE.value, "Direkt"),)
    paces = (
        *at_once,
        (Pace.DAILY.value, "En gång om dagen"),
        (Pace.OFF.value, "Inte alls"),
    )
    hours = tuple((str(hour), f"kl {clock_words(hour, watchable)}") for hour in range(24))
    return Form(
        watchable.title(snapshot),
        (
            SelectField("pace", "Hur snart", paces, now.pace.value, error),
            SelectField("hour", "Om en gång om dagen", hours, str(now.hour)),
        ),
        Press(COMMAND, action="spara", data=watchable.data),
    )


def new_form(value: str = "", error: str = "") -> Form:
    """What the asker wants to follow, in their own words."""
    hint = "En jour, en enhet, ett avtal eller ett läkemedel"
    field = TextField(WORDS, "Vad vill du bevaka", value[:LONGEST], hint, error)
    return Form("Bevaka", (field,), Press(COMMAND, action="sök"), "Sök")
