"""Whom rosters name: somebody of the directory, somebody outside it, nobody; and how it is written.

What is written stands in databases, in the data of buttons and in forms, and nowhere else.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from directory.catalogue.people import Person

_OUTSIDE = "~"


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody who is not in the directory, by the name that a roster gives them.

    They are shown, and can be chosen, like a person without phones and rights. `unit`: that of the
    service whose roster names them; it says nothing of who they are.
    """

    name: str
    unit: str = field(default="", compare=False)

    @property
    def id(self) -> "Outsider":
        """What tells them from others: themselves."""
        return self

    @property
    def show_name(self) -> bool:
        """Always: the name is all that is known of them."""
        return True

    def shown_as(self, otherwise: str) -> str:
        """Their name."""
        return self.name


Somebody = str | Outsider
"""Who has a shift: the id of a person of the directory, or an outsider. Nobody is None."""

Colleague = Person | Outsider
"""Somebody with what is known of them."""


class Unnamed(Enum):
    """Whom an override replaces where it names nobody. The value is how it is written."""

    ANYBODY = ""
    VACANCY = "-"


ANYBODY: Final = Unnamed.ANYBODY
"""Instead of those who are on."""
VACANCY: Final = Unnamed.VACANCY
"""Instead of nobody, where a shift of the roster has no person."""

Replaceable = Somebody | Unnamed
"""Whom an override can replace."""


def means(replaced: Replaceable, person: Somebody | None) -> bool:
    """Whether it is this person, or this gap, that is meant."""
    return replaced is ANYBODY or replaced == (person or VACANCY)


def as_written(who: Replaceable | None) -> str:
    """As `read_somebody` and `read_replaced` understand it; nobody is written as nothing."""
    match who:
        case Outsider():
            return f"{_OUTSIDE}{who.name}"
        case Unnamed():
            return who.value
        case _:
            return who or ""


def read_somebody(text: str) -> Somebody | None:
    """Who is written; None for nobody."""
    if text.startswith(_OUTSIDE):
        return Outsider(text.removeprefix(_OUTSIDE))
    return text or None


def read_replaced(text: str) -> Replaceable:
    """Whom an override replaces, as it is written."""
    return VACANCY if text == VACANCY.value else read_somebody(text) or ANYBODY
