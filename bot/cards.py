"""What a person is shown (Card and its parts) and what a person is asked (Form and its fields).

Plain data, no markup: each platform matches over the parts and ends in `assert_never`.
Texts are Swedish and may hold anything a user or a file wrote; a renderer escapes them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from directory.lazy.values import dataclass

NO_DATA: Mapping[str, str] = {}

_WEB_ADDRESS = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#][\w!$%&'()*+,./:;=?@~\[\]#-]*)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_ADDRESS = 500
_CALENDAR_PATH = re.compile(r"/kalender/[\w-]+\.ics", re.ASCII)


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a button or sending a form asks for: a command, an action of it, and data.

    With `action` empty it is as if `text` had been typed after the command.
    """

    command: str
    text: str = ""
    action: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: NO_DATA, hash=False)


class Tone(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Heading:
    """First line of a card: what it is about, and when it holds."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Subheading:
    """What the parts that follow are for: ”Om ingen svarar”."""

    text: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody. `uri` is set only where an outside phone can dial it.

    `own_until`: it is a person's own number, which may be seen until then and is kept nowhere.
    """

    text: str
    uri: str | None = None
    label: str = ""
    detail: str = ""
    own_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `label` is set apart before it (”Före samtalet”).

    Where it has numbers to dial among its words, its text is runs: words and numbers in order.
    """

    text: str | tuple[str | Contact, ...]
    label: str = ""

    @property
    def runs(self) -> tuple[str | Contact, ...]:
        """The words and the numbers, in order."""
        return (self.text,) if isinstance(self.text, str) else self.text

    @property
    def words(self) -> str:
        """The paragraph as it is read, numbers included."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that must be seen: a gap, old data, a refusal.

    `contacts`: the numbers among its words that can be dialled where they stand.
    """

    text: str
    tone: Tone = Tone.INFO
    contacts: tuple[Contact, ...] = ()

    @property
    def runs(self) -> tuple[str | Contact, ...]:
        """The words and the numbers, in order."""
        rest, runs = self.text, list[str | Contact]()
        for contact in self.contacts:
            before, _, rest = rest.partition(contact.text)
            runs += [before, contact]
        return tuple(run for run in (*runs, rest) if run)


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered step of a contact chain; `until` is what follows ”till”.

    `brief`: it is called last, and takes one line where there is room.
    """

    number: int
    who: str
    contacts: tuple[Contact, ...] = ()
    until: str = ""
    note: str = ""
    warning: bool = False
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Phones:
    """A list of contacts under a heading, for instance the numbers of a unit."""

    contacts: tuple[Contact, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Short pairs of label and value."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One row of a schedule: when, what, who, and a number if it may be shown.

    `amiss`: nobody has it, which `who` says in words.
    """

    when: str
    what: str
    who: str
    contact: Contact | None = None
    amiss: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """Rows in order of time under a heading."""

    lines: tuple[ScheduleRow, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """Somebody in a cell of a table: who, a number if it may be shown, and until when or when.

    `amiss`: nobody, or nobody to reach, which `text` says in words. `fleeting`: the number is the
    person's own, so that it is not put on paper, which outlives a shift.
    """

    text: str
    contact: Contact | None = None
    detail: str = ""
    amiss: bool = False
    fleeting: bool = False


TableCell = tuple[TableEntry, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: what it is about, and a cell for each column. `press`: what its heading leads to."""

    heading: str
    cells: tuple[TableCell, ...]
    detail: str = ""
    contact: Contact | None = None
    press: Press | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns; ValueError if a row has not as many cells as there are columns.

    `corner` says what the rows are. A cell without entries holds nothing.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    heading: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("Varje rad ska ha en cell för varje kolumn.")


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; `reason` is the word that matched or what sets it apart.

    `contact`: where to call at once, without choosing it first.
    """

    label: str
    press: Press
    reason: str = ""
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """A question with a few answers, one tap each."""

    prompt: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """An action offered at the end of a card.

    The answer takes the card's place; with `keep` the card stays and the answer comes after it.
    """

    label: str
    press: Press
    primary: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    """Buttons in a row."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the answer comes from, how old it is, and when it changes next."""

    text: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A page elsewhere; `address` begins with http:// or https:// and holds nothing but the signs
    of an address, or there is no such link (ValueError)."""

    text: str
    address: str

    def __post_init__(self) -> None:
        if not is_web_address(self.address):
            raise ValueError("Adressen är ingen webbadress.")


@dataclass(frozen=True, slots=True)
class CalendarAddress:
    """Where a calendar program reads; shown whole, to be copied.

    `address` is one of the web, or a path of this konsult where its own address is not known;
    anything else is a ValueError.
    """

    address: str

    def __post_init__(self) -> None:
        if not (is_web_address(self.address) or _CALENDAR_PATH.fullmatch(self.address)):
            raise ValueError("Adressen är ingen kalenderadress.")

    @property
    def subscription(self) -> str:
        """The address that a calendar program opens by itself; empty for a path."""
        _, colon, rest = self.address.partition("://")
        return f"webcal://{rest}" if colon else ""

    @property
    def lacks(self) -> str:
        """What must be done before a path can be used; empty for a whole address."""
        return "" if self.subscription else "Skriv konsults webbadress före: den är inte inställd."


def is_web_address(written: str) -> bool:
    """Whether it leads to a page on the web and to nothing else."""
    return len(written) <= _LONGEST_ADDRESS and _WEB_ADDRESS.fullmatch(written) is not None


@dataclass(frozen=True, slots=True)
class More:
    """What is folded behind ”Visa mer”."""

    parts: tuple["Part", ...]
    label: str = "Visa mer"


Part = (
    Heading
    | Subheading
    | Text
    | Notice
    | Step
    | Phones
    | Facts
    | Schedule
    | Table
    | Choices
    | Actions
    | Source
    | Link
    | CalendarAddress
    | More
)


@dataclass(frozen=True, slots=True)
class TextField:
    """Free text on one line; where `lines` is more, that many are seen at once, and line breaks
    are kept."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    required: bool = True
    max_length: int = 100
    lines: int = 1


@dataclass(frozen=True, slots=True)
class SelectField:
    """One of several; options are (value, label)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class MultiSelectField:
    """Any number of several; options are (value, label). Sent as values joined with a comma."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    values: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class DateField:
    """A date, as YYYY-MM-DD."""

    name: str
    label: str
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class TimeField:
    """A wall time, as HH:MM."""

    name: str
    label: str
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class CheckboxField:
    """Yes (”ja”) or nothing."""

    name: str
    label: str
    checked: bool = False
    error: str = ""


FormField = TextField | SelectField | MultiSelectField | DateField | TimeField | CheckboxField


@dataclass(frozen=True, slots=True)
class Form:
    """Questions with one way to send them; the answers join the data of `press` by field name."""

    title: str
    fields: tuple[FormField, ...]
    press: Press
    submit: str = "Spara"


@dataclass(frozen=True, slots=True)
class Holds:
    """Until when a card is true. From then on it is shown as old, with these words and the way to
    what is true instead; or, where a shown card cannot change, anything pressed in it renews it.
    """

    until: datetime
    ended: str
    renew: Button


@dataclass(frozen=True, slots=True)
class Card:
    """What a person is shown as one answer; a form, if any, comes after the parts.

    `holds` is None where the card does not grow old.
    """

    parts: tuple[Part, ...]
    form: Form | None = None
    holds: Holds | None = None


def can_be_called(parts: Sequence[Part]) -> bool:
    """Whether any number among the parts, folded ones too, can be dialled from any phone."""
    return any(contact.uri for part in parts for contact in _contacts(part))


def _contacts(part: Part) -> Iterator[Contact]:
    match part:
        case Step() | Phones():
            yield from part.contacts
        case Text() | Notice():
            yield from (run for run in part.runs if isinstance(run, Contact))
        case Choices():
            yield from (option.contact for option in part.options if option.contact)
        case Schedule():
            yield from (line.contact for line in part.lines if line.contact)
        case More():
            yield from (contact for inner in part.parts for contact in _contacts(inner))
        case _:
            return


def notice(says: str, *buttons: Button, tone: Tone = Tone.INFO) -> Card:
    """A card of one sentence, with buttons for what can be done about it."""
    actions = (Actions(buttons),) if buttons else ()
    return Card((Notice(says, tone), *actions))


def with_warning(card: Card, says: str) -> Card:
    """The card with a sentence above it that must be seen."""
    return replace(card, parts=(Notice(says, Tone.WARNING), *card.parts))
