"""Whom rosters name: a person of the directory, an outsider or nobody; and how it is written.

The written form is for databases, the data of buttons and forms only.
"""

from dataclasses import field
from enum import Enum
from typing import Final

from directory.catalogue.people import Person
from directory.lazy.values import dataclass

_OUTSIDE = "~"


@dataclass(frozen=True, slots=True)
class Outsider:
    """A person who is not in the directory, by the name that a roster gives them.

    They are shown, and can be chosen, like a person without phones and rights. `unit`: that of the
    service whose roster names them; not part of their identity.
    """

    name: str
    unit: str = field(default="", compare=False)

    @property
    def id(self) -> "Outsider":
        """The outsider itself, which is its own id."""
        return self

    @property
    def show_name(self) -> bool:
        """Always True: the name is all that is known of them."""
        return True

    def shown_as(self, otherwise: str) -> str:
        """The name, always."""
        return self.name


Somebody = str | Outsider
"""Who has a shift: the id of a person of the directory, or an outsider. Nobody is None."""

Colleague = Person | Outsider
"""A person with their details, or an outsider."""


class Unnamed(Enum):
    """Whom an override replaces where it names nobody. The value is the written form."""

    ANYBODY = ""
    VACANCY = "-"


ANYBODY: Final = Unnamed.ANYBODY
"""Everybody who is on duty."""
VACANCY: Final = Unnamed.VACANCY
"""A shift of the roster that has no person."""

Replaceable = Somebody | Unnamed
"""Whom an override can replace."""


def means(replaced: Replaceable, person: Somebody | None) -> bool:
    """Whether `replaced` covers this person, or this gap (None)."""
    return replaced is ANYBODY or replaced == (person or VACANCY)


def as_written(who: Replaceable | None) -> str:
    """The written form that `read_somebody` and `read_replaced` read; '' for nobody."""
    match who:
        case Outsider():
            return f"{_OUTSIDE}{who.name}"
        case Unnamed():
            return who.value
        case _:
            return who or ""


def read_somebody(text: str) -> Somebody | None:
    """The person of a written form; None for nobody."""
    if text.startswith(_OUTSIDE):
        return Outsider(text.removeprefix(_OUTSIDE))
    return text or None


def read_replaced(text: str) -> Replaceable:
    """Whom an override replaces, from the written form."""
    return VACANCY if text == VACANCY.value else read_somebody(text) or ANYBODY
