"""What a coordinator fills in about a document: checked, and written as its side file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.privacy import find_identity
from directory.agreements.document import Head
from directory.snapshot import Snapshot
from directory.sources.agreements.dates import read_day
from directory.sources.agreements.head import ASKED_FOR
from directory.sources.agreements.head_part import NOTHING
from directory.sources.agreements.side_file import answer_fault, side_file
from directory.sources.faults import did_you_mean, one_line

CONTINUES = "continues"
"""The answer that says which existing document this is a new version of."""
FIELDS = (*ASKED_FOR, "acknowledge", "id")
CARRIED = ("parties", "owner", "specialties", "source")
"""What seldom is another in a new version."""
LOOKS_LIKE_IDENTITY = "Det ser ut som ett personnummer och kan inte godtas."

_WRONG_WAY = "Sista dagen ligger före den första."
_NO_DOCUMENT = "Dokumentet finns inte längre. Välj ett annat."


@dataclass(frozen=True, slots=True)
class Answers:
    """What has been filled in for a file: by field of Head, or CONTINUES; nothing is empty.

    `left_out`: the file is not to be read in.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    left_out: bool = False


NOTHING_ANSWERED = Answers()


def faults_of(answers: Answers, snapshot: Snapshot) -> Mapping[str, str]:
    """What is wrong with the answers, in Swedish, by field."""
    return dict(_faults(answers.values, snapshot))


def side_of(answers: Answers, errors: Mapping[str, str], snapshot: Snapshot) -> bytes | None:
    """The side file that says what is right of the answers; None where nothing is."""
    said = {name: text for name, text in answers.values.items() if name not in errors}
    if "specialties" in said:
        said["specialties"] = ", ".join(_specialties(said["specialties"], snapshot).values())
    continued = said.pop(CONTINUES, "")
    if continued:
        said["id"] = continued
    return side_file(said) if said else None


def open_fields(answers: Answers, missing: tuple[str, ...]) -> tuple[str, ...]:
    """The fields to ask for: what the document does not tell, and what has been filled in."""
    return tuple(name for name in FIELDS if name in missing or name in answers.values)


def carried(before: Head, after: Head, missing: tuple[str, ...]) -> Answers:
    """What the version before said of that which the new one does not tell, to be looked at."""
    said = {name: head_text(before, name) for name in CARRIED if name in missing}
    if before.acknowledge and not after.acknowledge:
        said["acknowledge"] = "ja"
    return Answers({name: text for name, text in said.items() if text})


def head_text(head: Head, name: str) -> str:
    """What a head says in a field of text, as it would be filled in."""
    value = getattr(head, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


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
        known = snapshot.shelf.versions if snapshot.shelf else {}
        return "" if text in known else _NO_DOCUMENT
    if name == "specialties":
        return _specialty_fault(text, snapshot)
    return answer_fault(name, text)


def _day(values: Mapping[str, str], name: str) -> str:
    try:
        return read_day(values.get(name, ""), last=name == "valid_to").isoformat()
    except ValueError:
        return ""


def _specialty_fault(text: str, snapshot: Snapshot) -> str:
    for written, meant in _specialties(text, snapshot).items():
        if not meant:
            near = did_you_mean(written, [one.name for one in snapshot.specialties.values()])
            return f"Ingen specialitet heter ”{one_line(written)}”.{near}"
    return ""


def _specialties(text: str, snapshot: Snapshot) -> Mapping[str, str]:
    """What is written → the id of the specialty that has the name or id; empty where none has."""
    ids = {one.name.casefold(): one.id for one in snapshot.specialties.values()}
    ids |= {id_: id_ for id_ in snapshot.specialties}
    ids |= {word: word for word in NOTHING}
    parts = (part.strip() for part in text.replace("|", ",").split(","))
    return {part: ids.get(part.casefold(), "") for part in parts if part}
