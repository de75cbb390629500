"""A default is set or taken away: what is meant, how many it concerns, and then what is written."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Form,
    Heading,
    Notice,
    Option,
    Press,
    SelectField,
    Text,
    TextField,
)
from bot.commands.rest.case import RestCase, press
from bot.commands.rest.defaults.case import (
    KIND,
    TARGET,
    WORDS,
    decided,
    default_of,
    for_deciders,
    kind_of,
    not_decided,
)
from bot.commands.rest.defaults.listed import listed
from bot.letters.followable import Watchable
from bot.questions.request import Reply
from bot.shortages.topics import SHORTAGES, target_words
from bot.shortages.unit_kinds import MANY
from bot.texts import quoted
from directory.catalogue.units import UnitKind
from directory.changes import Change, Forget, Keep
from directory.shortages.following.defaults import SHORTAGE_DEFAULTS, ShortageDefault

_MOST = 8
_LONGEST = 100
_WHICH = "Skriv ett läkemedel, en ATC-kod som G03, eller en lista, till exempel kvinnosjukdomar."
_HINT = "Ett läkemedel, en ATC-kod eller en specialistgrupps lista"


@for_deciders
def ask_new(case: RestCase) -> Reply:
    """The form: for which units, and what."""
    return Reply(Card((), form(case)))


def form(case: RestCase, words: str = "", wrong: str = "") -> Form:
    """Its answers so far, and what is wrong with them."""
    kinds = tuple((kind.value, MANY[kind]) for kind in decided(case))
    kind = case.get(KIND) or (UnitKind.HEALTH_CENTRE.value if kinds else "")
    fields = (
        SelectField(KIND, "För alla på", kinds, kind),
        TextField(WORDS, "Vad de bevakar från början", words[:_LONGEST], _HINT, wrong),
    )
    return Form("Förval av restnoteringar", fields, press("förval-sök", {}), "Fortsätt")


@for_deciders
def ask(case: RestCase) -> Reply:
    """What the form's words mean, and whether that is to hold for all of them."""
    kind = kind_of(case)
    if kind not in decided(case) or kind is None:
        return not_decided(case, kind)
    chosen = Watchable(SHORTAGES, case.get(TARGET))
    if chosen.target and chosen.is_for(case.request.who, case.snapshot):
        return _sure(kind, chosen, case)
    return ask_for(kind, case.get(WORDS), case)


def ask_for(kind: UnitKind, words: str, case: RestCase) -> Reply:
    """The same for a kind of unit and words, however they were said."""
    if not words.strip():
        return Reply(Card((), form(case, wrong=_WHICH)))
    assert SHORTAGES.search
    meant = SHORTAGES.search.meant(words, case.request.who, case.snapshot, case.today)
    if not meant.targets:
        wrong = SHORTAGES.search.nothing.format(quoted(words))
        return Reply(Card((), form(case, words, wrong)))
    if meant.sure and len(meant.targets) == 1:
        return _sure(kind, meant.targets[0], case)
    return _which(kind, words, meant.targets[:_MOST], case)


def _which(kind: UnitKind, words: str, several: Sequence[Watchable], case: RestCase) -> Reply:
    options = tuple(
        Option(target_words(one.target, case.snapshot), _press("förval-sök", kind, one.target))
        for one in several
    )
    prompt = f"Vad menar du med {quoted(words)}, för {MANY[kind]}?"
    return Reply(Card((Choices(prompt, options),)))


def _press(action: str, kind: UnitKind, target: str) -> Press:
    return press(action, {KIND: kind.value, TARGET: target})


def _sure(kind: UnitKind, meant: Watchable, case: RestCase) -> Reply:
    """What it would do, and to how many units."""
    if default_of(kind, meant.target, case):
        return _after(f"{_what(kind, meant.target, case)} är redan förvalt.", case)
    count = sum(unit.kind is kind for unit in case.snapshot.units.values())
    units = "1 enhet" if count == 1 else f"{count} enheter"
    says = (
        f"{_what(kind, meant.target, case)} blir förvalt: alla som arbetar där får nya "
        f"restnoteringar i ett besked om dagen, om de inte har valt annat. Det gäller {units}."
    )
    save_it = Button("Spara förvalet", _press("förval-spara", kind, meant.target), primary=True)
    ways = Actions((save_it, Button("Avbryt", press("förvalen", {}))))
    return Reply(Card((Heading("Spara förvalet?"), Text(says), ways)))


def _what(kind: UnitKind, target: str, case: RestCase) -> str:
    return f"{target_words(target, case.snapshot)} för {MANY[kind]}"


@for_deciders
def save(case: RestCase) -> Reply:
    """From now on all at such units are told of it, unless they choose otherwise."""
    kind, meant = kind_of(case), Watchable(SHORTAGES, case.get(TARGET))
    if kind not in decided(case) or kind is None:
        return not_decided(case, kind)
    if not meant.target or not meant.is_for(case.request.who, case.snapshot):
        return Reply(Card((), form(case, wrong=_WHICH)))
    if default_of(kind, meant.target, case):
        return _after(f"{_what(kind, meant.target, case)} är redan förvalt.", case)
    new = ShortageDefault(
        unit_kind=kind,
        target=meant.target,
        made=case.request.now,
        made_by=case.request.who.account,
    )
    return _after(f"Sparat: {_what(kind, meant.target, case)}.", case, Keep(new))


@for_deciders
def remove(case: RestCase) -> Reply:
    """From now on only those are told of it who have chosen it themselves."""
    kind, target = kind_of(case), case.get(TARGET)
    if kind not in decided(case) or kind is None:
        return not_decided(case, kind)
    known = default_of(kind, target, case)
    if known is None:
        return _after("Förvalet är redan borta.", case)
    says = (
        f"Borttaget: {_what(kind, target, case)}. Den som har valt det själv får det fortfarande."
    )
    return _after(says, case, Forget(ShortageDefault, known.id))


def _after(says: str, case: RestCase, *changes: Change) -> Reply:
    """The list as it becomes, and what was done above it."""
    back = Actions((Button("Visa alla förval", press("förvalen", {})),))
    shown = Card((Notice(says), back)) if changes else _with(says, listed(case).card)
    return Reply(shown, changes, rests_on=(SHORTAGE_DEFAULTS,) if changes else ())


def _with(says: str, card: Card) -> Card:
    return replace(card, parts=(Notice(says), *card.parts))
