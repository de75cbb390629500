"""What a command wants written. Values only; the store carries them out in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from directory.agreements.feedback import Feedback, VersionRead
from directory.confirmations import Confirmation
from directory.feeds import Feed
from directory.names.normalise import key
from directory.oncall import Override
from directory.roster_sources import RosterName, RosterSource
from directory.subscriptions import Subscription
from directory.swaps import Offer

Kept = (
    Override
    | Offer
    | Confirmation
    | Subscription
    | RosterSource
    | RosterName
    | Feed
    | Feedback
    | VersionRead
)
"""What people and duties write on top of the region's files. Each kind has an id of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFailure:
    """”Fick ej svar”: which step of which service gave no answer, for whom and when.

    Nothing about a patient. `step` is the step's number in the answer, `contact` what was called
    (”Bakjour 08-465 004 13”), `asked_for` the moment the answer was for.
    """

    service: str
    step: int
    contact: str
    asked_for: datetime
    reported: datetime
    reporter: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHomeUnit:
    """The asker's home unit; an empty unit takes it away."""

    account: str
    unit: str


@dataclass(frozen=True, slots=True)
class Keep:
    """A value, new or in the place of the one of its kind with the same id."""

    value: Kept


@dataclass(frozen=True, slots=True)
class Forget:
    """A value is taken away; nothing happens if it is gone already."""

    kind: type[Kept]
    id: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A word that a coordinator has added in chat. `id` is the word without gaps and signs.

    `target` is the id of a service, a specialty or a unit, as in ord.csv.
    """

    id: str
    word: str
    target: str


@dataclass(frozen=True, slots=True)
class AddAlias:
    """A word gets a meaning, instead of the one that it was given before."""

    word: str
    target: str

    def alias(self) -> Alias:
        """The alias as it is kept."""
        return Alias(key(self.word), self.word, self.target)


@dataclass(frozen=True, slots=True)
class RemoveAlias:
    """A word that was added in chat loses its meaning; nothing happens if it has none."""

    word: str


@dataclass(frozen=True, slots=True)
class DismissMiss:
    """The counts so far of these missed words are taken away."""

    words: str


Change = ContactFailure | SetHomeUnit | Keep | Forget | AddAlias | RemoveAlias | DismissMiss


@dataclass(frozen=True, slots=True)
class Account:
    """An identity on a platform and what it has chosen. `id` is ”platform:identity”."""

    id: str
    home_unit: str = ""


ANSWERED = "answer"
"""The outcome of a lookup that showed a number to call."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question, counted without its words.

    `service` is the id of what was shown: a service, or for /nummer a unit. `unit` is the home unit
    of the one who asked.
    """

    at: datetime
    command: str
    outcome: str
    service: str = ""
    unit: str = ""
