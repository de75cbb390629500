"""The questions that an hour answers: the same names for what is typed, asked and carried."""

from collections.abc import Mapping

SERVICE, WHO, WHEN, MODE = "tjänst", "vem", "när", "sätt"
CHANNEL, WHERE, ABOUT, NOT_ABOUT = "kanal", "var", "för", "inte"
BUFFER, MOST, EVEN = "paus", "antal", "röda"
UNITS, TOWNS, PROFESSIONS = "enheter", "kommuner", "yrken"
ANNOUNCED, GIVEN_BACK, PILOT = "ropas", "tillbaka", "försök"
MORE = "fler"
"""Ticked where the form is to hold all of them."""

FEW = (SERVICE, WHO, WHEN, MODE, CHANNEL, WHERE, ABOUT)
"""Asked first: the others have answers that mostly are right."""
ALL = (
    *FEW,
    NOT_ABOUT,
    BUFFER,
    MOST,
    EVEN,
    UNITS,
    TOWNS,
    PROFESSIONS,
    ANNOUNCED,
    GIVEN_BACK,
    PILOT,
)
DROP_IN = "drop-in"
YES = "ja"
UNCHANGED = "oförändrat"
"""More units than the field has room for stay as they are."""

Answers = Mapping[str, str]
Faults = Mapping[str, str]
"""Why an answer cannot be, by field, in Swedish."""


def answers_in(data: Mapping[str, str]) -> dict[str, str]:
    """The answers of a button or a form; empty ones are left out."""
    return {name: value.strip() for name in ALL if (value := data.get(name, "")).strip()}
