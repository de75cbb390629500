"""What somebody follows and how soon she is told, as cards and a form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from bot.commands.topics import TOPICS, standing, watchable
from bot.letters.followable import Watchable
from bot.texts import show_more
from directory.letters.kept import FOLLOWING
from directory.letters.preferences import Choice
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot

FIRST = 10
LONGEST = 100

_PACE_WORDS = {
    Pace.AT_ONCE: "direkt",
    Pace.DAILY: "en gång om dagen",
    Pace.OFF: "av",
}
_SAID = re.compile(r"(?:^|\s)(direkt|av|dagligen(?:\s+(?:kl\.?\s*)?(\d{1,2}))?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """Something that she follows, and how soon she is told."""

    of: Watchable
    choice: Choice


def rows(who: Asker, snapshot: Snapshot) -> tuple[Row, ...]:
    """What she is told of by her role, then what she has asked for herself."""
    order = [kind.topic for kind in TOPICS]
    chosen = [one for one in snapshot.of(FOLLOWING).of(who.id) if one.target]
    targets = [watchable(one.topic, one.target) for one in chosen]
    asked = sorted(filter(None, targets), key=lambda one: (order.index(one.topic), one.target))
    both = dict.fromkeys((*standing(who), *asked))
    return tuple(Row(one, choice(one, who, snapshot)) for one in both)


def choice(one: Watchable, who: Asker, snapshot: Snapshot) -> Choice:
    """How soon she is told of it as things are."""
    usual = one.kind.usual(who.person)
    return snapshot.of(FOLLOWING).choice(who.id, one.topic, one.target, usual=usual)


def own(one: Watchable, who: Asker, snapshot: Snapshot) -> Subscription | None:
    """Her own word about it, if she has said one."""
    return snapshot.of(FOLLOWING).chosen(who.id, one.topic, one.target)


def pace_words(chosen: Choice) -> str:
    """”direkt”, ”en gång om dagen kl 7”, ”av”."""
    words = _PACE_WORDS[chosen.pace]
    return f"{words} kl {chosen.hour}" if chosen.pace is Pace.DAILY else words


def take_pace(words: str) -> tuple[str, Choice | None]:
    """The words without the pace that ends them (”dagligen 8”), and the pace if there was one."""
    said = _SAID.search(words)
    if said is None:
        return words.strip(), None
    pace = Pace(said.group(1).split()[0].casefold())
    chosen = chosen_of(pace, said.group(2) or "")
    return (words[: said.start()].strip(), chosen) if chosen else (words.strip(), None)


def chosen_of(pace: str, hour: str) -> Choice | None:
    """The answers of a form or the data of a button; None if they cannot be."""
    if pace not in set(Pace):
        return None
    if not hour:
        return Choice(Pace(pace))
    return Choice(Pace(pace), int(hour)) if hour.isdecimal() and int(hour) <= 23 else None


# -- what is shown ---------------------------------------------------------------------------


def list_card(who: Asker, snapshot: Snapshot) -> Card:
    """All that she follows, each with how to change it; a way to follow something more."""
    held = list(_choices(rows(who, snapshot), snapshot))
    new = Actions((Button("Bevaka något mer", Press("bevaka", action="ny"), keep=True),))
    says = f"Skriv {', '.join(kind.example for kind in TOPICS if kind.example)}."
    if not held:
        return Card((Heading("Du bevakar inget än"), Text(says), new))
    parts: list[Part] = [Heading("Det här får du veta"), *held[:FIRST]]
    if held[FIRST:]:
        parts.append(More(tuple(held[FIRST:]), show_more(len(held) - FIRST)))
    return Card((*parts, Text(says), new))


def _choices(held: Sequence[Row], snapshot: Snapshot) -> Iterator[Choices]:
    for row in held:
        options = [Option("Ändra", Press("bevaka", action="ändra", data=row.of.data))]
        if row.of.target:
            options.append(Option("Ta bort", Press("bevaka", action="bort", data=row.of.data)))
        prompt = f"{row.of.title(snapshot)} – {pace_words(row.choice)}"
        yield Choices(prompt, tuple(options))


def pace_form(one: Watchable, who: Asker, snapshot: Snapshot, error: str = "") -> Form:
    """How soon she wants to be told of it."""
    now = choice(one, who, snapshot)
    paces = (
        (Pace.AT_ONCE.value, "Direkt"),
        (Pace.DAILY.value, "En gång om dagen"),
        (Pace.OFF.value, "Inte alls"),
    )
    hours = tuple((str(hour), f"kl {hour}") for hour in range(24))
    return Form(
        one.title(snapshot),
        (
            SelectField("pace", "Hur snart", paces, now.pace.value, error),
            SelectField("hour", "Om en gång om dagen", hours, str(now.hour)),
        ),
        Press("bevaka", action="spara", data=one.data),
    )


def new_form(value: str = "", error: str = "") -> Form:
    """What she wants to follow, in her own words."""
    field = TextField(
        "vad",
        "Vad vill du bevaka",
        value[:LONGEST],
        "En jour, en enhet eller avtal och ett ämne",
        error,
    )
    return Form("Bevaka", (field,), Press("bevaka", action="sök"), "Sök")
