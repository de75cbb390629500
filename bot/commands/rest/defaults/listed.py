"""What each kind of unit follows unasked, as the list of those who decide it."""

from collections.abc import Iterator, Sequence

from bot.cards import Actions, Button, Card, Choices, Heading, Notice, Option, Part
from bot.commands.rest.case import RestCase, press
from bot.commands.rest.defaults.case import KIND, TARGET, decided, for_deciders
from bot.questions.request import Reply
from bot.shortages.topics import target_words
from bot.shortages.unit_kinds import MANY
from bot.texts import capitalised, day_words
from directory.catalogue.units import UnitKind
from directory.shortages.following.defaults import SHORTAGE_DEFAULTS, ShortageDefault
from directory.walltime.days import local

_NEW = Button("Nytt förval", press("förval-nytt", {}))
_NONE = "Inga förval finns än: ingen bevakar något utan att ha valt det."
_HOW = (
    "Den som arbetar där får beskeden utan att ha valt dem, ser det i ”/bevaka” och stänger av det "
    "där. Egna val går alltid före."
)


@for_deciders
def listed(case: RestCase) -> Reply:
    """All defaults, by kind of unit; those that the asker decides can be taken away."""
    return list_of(case)


def list_of(case: RestCase, kind: UnitKind | None = None) -> Reply:
    """Those of a kind of unit, or all."""
    parts = tuple(_parts(kind, case))
    return Reply(Card((Heading("Förval av restnoteringar"), *parts, Actions((_NEW,)))))


def _parts(only: UnitKind | None, case: RestCase) -> Iterator[Part]:
    every = [o for o in case.snapshot.of(SHORTAGE_DEFAULTS) if only in (None, o.unit_kind)]
    yield Notice(_HOW)
    if not every:
        yield Notice(_NONE)
    for kind in UnitKind:
        of_kind = sorted((one for one in every if one.unit_kind is kind), key=lambda o: o.target)
        for one in of_kind:
            yield Choices(_prompt(one, case), tuple(_options(one, case)))


def _prompt(one: ShortageDefault, case: RestCase) -> str:
    day, by = day_words(local(one.made).date()), name_of(one.made_by, case)
    what = target_words(one.target, case.snapshot)
    return f"{capitalised(MANY[one.unit_kind])}: {what} (sedan {day}, av {by})"


def _options(one: ShortageDefault, case: RestCase) -> Iterator[Option]:
    if one.unit_kind in decided(case):
        data = {KIND: one.unit_kind.value, TARGET: one.target}
        yield Option("Ta bort", press("förval-bort", data))


def name_of(account: str, case: RestCase) -> str:
    """Who decided it, by the account."""
    person = case.snapshot.people.get(account.partition(":")[2])
    return person.name if person else "någon som inte finns kvar i katalogen"


def shown_on_rest(case: RestCase) -> Sequence[Part]:
    """The way to them, for those who decide."""
    if not decided(case):
        return ()
    return (Actions((Button("Förval för enheter", press("förvalen", {}), keep=True),)),)
