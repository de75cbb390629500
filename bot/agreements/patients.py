"""Identity numbers in agreements on their way in: where they stop a document, and where they ask.

Of what is found, only the place is said, never the words.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.privacy import NAME_LOOKS_LIKE_IDENTITY
from directory.agreements.document import Agreement, Head
from directory.catalogue.identities import find_identity
from directory.catalogue.identities_in_names import without_stamps
from directory.lazy.values import dataclass
from directory.sources.agreements.result import AgreementReading

"""Whether a text holds an identity number."""

NAMELESS = "En fil"
"""What a file is called whose name must not be repeated."""
_WINDOW, _OVERLAP = 20_000, 200
_REMOVE = "ser ut att innehålla ett personnummer. Ta bort det och läs in dokumentet igen."
_IN_FILE = f"Dokumentet {_REMOVE}"


@dataclass(frozen=True, slots=True)
class IdentityGuard:
    """Finds identity numbers on a day, for a directory that knows its own telephone numbers."""

    known: Callable[[str], bool]
    today: date

    def __call__(self, text: str) -> bool:
        """Whether the text holds one."""
        return find_identity(text, self.known, today=self.today) is not None

    def in_name(self, name: str) -> bool:
        """Whether the name of a file, or what is made of it, does: a program's time is none."""
        return self(without_stamps(name, self.today))


def stopping(name: str, reading: AgreementReading, is_held: IdentityGuard) -> str:
    """What stops a document for good: an identity in its name, its head or a heading; else empty.

    Nobody can say that this is no person: it would stand in lists and letters.
    """
    if is_held.in_name(name):
        return NAME_LOOKS_LIKE_IDENTITY
    if any(map(is_held, (*reading.faults, *reading.found.values()))):
        return _IN_FILE
    agreement = reading.agreement
    if agreement and _head_holds(agreement.head, is_held):
        return f"Uppgifterna om dokumentet {_REMOVE}"
    if agreement and any(map(is_held, _headings(agreement))):
        return f"En rubrik i dokumentet {_REMOVE}"
    return ""


def asked_about(agreement: Agreement, is_held: IdentityGuard) -> tuple[str, ...]:
    """The headings of the sections whose text holds what a coordinator must look at."""
    return tuple(
        section.heading
        for section in agreement.sections
        if any(map(is_held, _windows(section.text)))
    )


def _windows(text: str) -> Iterator[str]:
    """A long text in pieces that overlap, so that other work goes on between two of them."""
    for start in range(0, max(1, len(text)), _WINDOW):
        begin = max(0, start - _OVERLAP)
        while 0 < begin < start and text[begin - 1].isalnum():
            begin += 1
        yield text[begin : start + _WINDOW]


def _head_holds(head: Head, is_held: IdentityGuard) -> bool:
    """The id and the title may be made of the name of the file."""
    return any(map(is_held.in_name, (head.id, head.title))) or any(map(is_held, _head_texts(head)))


def _head_texts(head: Head) -> Iterator[str]:
    yield from (head.number, head.version, head.owner, head.replaces)
    yield from (head.source, *head.parties, *head.specialties, *head.units)


def _headings(agreement: Agreement) -> Iterable[str]:
    for section in agreement.sections:
        yield from (section.heading, *section.path)
