"""What a coordinator fills in about a document: checked, and written as its side file."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from bot.privacy import LOOKS_LIKE_IDENTITY
from directory.agreements.document import Head
from directory.agreements.kept import in_force
from directory.catalogue.identities import find_identity
from directory.catalogue.specialties import Specialty
from directory.catalogue.units import Unit
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot
from directory.sources.agreements.dates import read_day
from directory.sources.agreements.head import ASKED_FOR
from directory.sources.agreements.head_part import KEY_OF, NOTHING
from directory.sources.agreements.side_file import answer_fault, side_file
from directory.sources.faults import did_you_mean, one_line

CONTINUES = "continues"
"""The answer that says which existing document this is a new version of."""
FIELDS = (*ASKED_FOR, "kind", "number", "units", "acknowledge", "id")
CARRIED = ("parties", "owner", "specialties", "source", "kind", "number", "units")
"""The fields that a new version seldom changes."""
DEMANDED = {
    "owner": (
        "Skriv vem som svarar för innehållet: en person, en enhet eller en grupp. "
        "Skriv ”vet inte” om ingen är utsedd; då får samordnarna frågorna."
    ),
    "version": "Skriv vilken version det är, till exempel 2.1, eller ”vet inte”.",
    "valid_from": "Skriv första dagen som ÅÅÅÅ-MM-DD, eller ”vet inte”.",
    "valid_to": "Skriv sista dagen som ÅÅÅÅ-MM-DD, eller ”tills vidare”.",
}
"""What must be answered before a document is published, and what would be right."""

_WRONG_WAY = "Sista dagen ligger före den första."
_NO_DOCUMENT = "Dokumentet finns inte längre. Välj ett annat."


@dataclass(frozen=True, slots=True)
class DocumentAnswers:
    """What has been filled in for a file, by field of Head or CONTINUES; no value is empty.

    `left_out`: the file is not imported. `known`: the id of the document that it replaced when it
    was last looked at. `no_person`: what looks like an identity number in its text is none.
    `looked_at`: what of it is not read has been looked at in the document itself.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    left_out: bool = False
    known: str = ""
    no_person: bool = False
    looked_at: bool = False


NOTHING_ANSWERED = DocumentAnswers()


def faults_of(answers: DocumentAnswers, snapshot: Snapshot) -> Mapping[str, str]:
    """What is wrong with the answers, in Swedish, by field."""
    return dict(_faults(answers.values, snapshot))


def side_of(
    answers: DocumentAnswers, errors: Mapping[str, str], snapshot: Snapshot
) -> bytes | None:
    """The side file with the answers that have no error; None if there are none."""
    values = {name: text for name, text in answers.values.items() if name not in errors}
    for name in values.keys() & {"specialties", "units"}:
        values[name] = ", ".join(_ids(name, values[name], snapshot).values())
    continued = values.pop(CONTINUES, "")
    if continued:
        values["id"] = continued
    return side_file(values) if values else None


def open_fields(answers: DocumentAnswers, missing: tuple[str, ...]) -> tuple[str, ...]:
    """The fields to ask for: what the document does not say, and what has been filled in.

    What must be answered comes first.
    """
    ordered = (*DEMANDED, *(name for name in FIELDS if name not in DEMANDED))
    return tuple(name for name in ordered if name in missing or name in answers.values)


def unanswered(missing: tuple[str, ...]) -> Mapping[str, str]:
    """What must still be answered before publishing, with what would be right, by field."""
    return {name: says for name, says in DEMANDED.items() if name in missing}


def carried(before: Head, after: Head, missing: tuple[str, ...]) -> dict[str, str]:
    """The earlier version's values for the fields that the new one leaves out, to be reviewed."""
    silent = [name for name in CARRIED if name in missing or _is_unsaid(after, name)]
    values = {name: head_text(before, name) for name in silent if not _is_unsaid(before, name)}
    if before.acknowledge and not after.acknowledge:
        values["acknowledge"] = "ja"
    return values


def _is_unsaid(head: Head, name: str) -> bool:
    return bool(getattr(head, name) == KEY_OF[name].empty)


def head_text(head: Head, name: str) -> str:
    """A field of a head as the text that would be filled in."""
    value = getattr(head, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def head_fault(name: str, text: str) -> str:
    """What is wrong with the text for a field of a head, in Swedish; empty if nothing is."""
    return LOOKS_LIKE_IDENTITY if find_identity(text) else answer_fault(name, text)


def without_identities(answers: DocumentAnswers) -> DocumentAnswers:
    """The answers that may be shown again."""
    shown = {name: text for name, text in answers.values.items() if not find_identity(text)}
    return replace(answers, values=shown)


def _faults(values: Mapping[str, str], snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for name, text in values.items():
        if says := _fault(name, text, snapshot):
            yield name, says
    first, last = _day(values, "valid_from"), _day(values, "valid_to")
    if first and last and last < first:
        yield "valid_to", _WRONG_WAY


def _fault(name: str, text: str, snapshot: Snapshot) -> str:
    if find_identity(text):
        return LOOKS_LIKE_IDENTITY
    if name == CONTINUES:
        return "" if text in in_force(snapshot) else _NO_DOCUMENT
    if name in ("specialties", "units"):
        return _unknown(name, text, snapshot)
    return answer_fault(name, text)


def _day(values: Mapping[str, str], name: str) -> str:
    try:
        return read_day(values.get(name, ""), last=name == "valid_to").isoformat()
    except ValueError:
        return ""


def _unknown(name: str, text: str, snapshot: Snapshot) -> str:
    what = "specialitet" if name == "specialties" else "enhet"
    for written, id_ in _ids(name, text, snapshot).items():
        if not id_:
            near = did_you_mean(written, [entry.name for entry in _named(name, snapshot).values()])
            return f"Ingen {what} heter ”{one_line(written)}”.{near}"
    return ""


def _ids(name: str, text: str, snapshot: Snapshot) -> Mapping[str, str]:
    """Each name or id that is written → its id; empty if nothing has it."""
    named = _named(name, snapshot)
    ids = {entry.name.casefold(): entry.id for entry in named.values()}
    ids |= {id_: id_ for id_ in named} | {word: word for word in NOTHING}
    parts = (part.strip() for part in text.replace("|", ",").split(","))
    return {part: ids.get(part.casefold(), "") for part in parts if part}


def _named(name: str, snapshot: Snapshot) -> Mapping[str, Specialty | Unit]:
    entries: dict[str, Specialty | Unit] = {}
    entries |= snapshot.specialties if name == "specialties" else snapshot.units
    return entries
