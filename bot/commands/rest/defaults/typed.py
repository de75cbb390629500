"""Defaults in words: ”förval hälsocentraler kvinnosjukdomar”, ”förval bort vc G03”."""

from collections.abc import Sequence

from bot.commands.rest.case import RestCase, refused
from bot.commands.rest.defaults.case import decided, not_decided
from bot.commands.rest.defaults.listed import list_of
from bot.commands.rest.defaults.setting import ask_for, ask_new
from bot.questions.request import Reply
from bot.shortages.unit_kinds import MANY, kind_said
from bot.texts import quoted
from directory.catalogue.units import UnitKind

_LEADS = ("förval", "förvalen", "förvalt")
_NEW, _AWAY = ("nytt", "ny", "nya"), ("bort", "ta")
_BETWEEN = ("för", "på", "till", "av")
_LONGEST_KIND = 2
_HOW = "Skriv till exempel ”/rest förval hälsocentraler kvinnosjukdomar” eller tryck på knappen."


def typed(words: str, case: RestCase) -> Reply | None:
    """The list; with a kind of unit and what is meant, whether that is to be the default."""
    first, *rest = words.split()
    if first.casefold() not in _LEADS:
        return None
    if not decided(case):
        return not_decided(case)
    if not rest:
        return list_of(case)
    if rest[0].casefold() in _AWAY:
        kind, _ = _apart(rest)
        return list_of(case, kind)
    if rest[0].casefold() in _NEW:
        rest = rest[1:]
    return _set(rest, case) if rest else ask_new(case)


def _set(words: list[str], case: RestCase) -> Reply:
    kind, about = _apart(words)
    if kind is None:
        known = ", ".join(MANY[one] for one in decided(case))
        return refused(f"För vilka enheter menar du i {quoted(' '.join(words))}? {known}. {_HOW}")
    if kind not in decided(case):
        return not_decided(case, kind)
    return ask_for(kind, " ".join(about), case)


def _apart(words: Sequence[str]) -> tuple[UnitKind | None, list[str]]:
    """The kind of unit that is named first or last, in one word or two, and what is said besides;
    without the small words and those of what is to be done."""
    left = [word for word in words if word.casefold() not in (*_BETWEEN, *_AWAY)]
    for length in range(_LONGEST_KIND, 0, -1):
        if kind := kind_said(" ".join(left[:length])):
            return kind, left[length:]
        if kind := kind_said(" ".join(left[-length:])):
            return kind, left[:-length]
    return None, left
