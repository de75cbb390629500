"""What uploaded agreements would change, in words for their page."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bot.agreements.answers import DEMANDED
from bot.agreements.news import change_lines
from bot.agreements.publishing import NOT_SHOWN, IncomingAgreement, Outcome
from bot.agreements.uploads import AgreementUpload, FileLook
from bot.texts import quoted
from directory.agreements.changes import ChangeKind, SectionChange
from directory.agreements.document import Head, Section, Validity
from directory.agreements.owners import named_owners
from directory.agreements.word_diff import DiffSpan
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot
from directory.sources.agreements.result import SIDE_FILE

MOST_SECTIONS = 300
MOST_CHANGES = 60
LONGEST_TEXT = 6_000
"""Characters shown of one change."""

MOST_DOUBTS = 5
MISSING = "saknas, fyll i nedan"
ANSWERED_EMPTY = {
    "owner": "vet inte",
    "version": "vet inte",
    "valid_from": "vet inte",
    "valid_to": "tills vidare",
}
"""How a field that must be answered says that there is none."""
NOBODY_KNOWS = {
    "owner": "ingen utsedd",
    "version": "okänd",
    "valid_from": "okänd dag",
    "valid_to": "inget slutdatum",
}
_WHOLE = (ChangeKind.NEW, ChangeKind.REMOVED)
_COUNTED = {
    Outcome.NEW: ("ny", "nya"),
    Outcome.CHANGED: ("ny version", "nya versioner"),
    Outcome.SAME: ("som förut", "som förut"),
    Outcome.FAULTY: ("kan inte läsas in", "kan inte läsas in"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A change under its heading. `whole`: a whole section, better folded away."""

    title: str
    spans: tuple[DiffSpan, ...] = ()
    lines: tuple[str, ...] = ()
    whole: bool = False


def summary(upload: AgreementUpload) -> str:
    """”2 nya, 1 ny version, 1 kan inte läsas in.”"""
    outcomes = [look.incoming.outcome for look in upload.files if look.incoming]
    counts = {outcome: outcomes.count(outcome) for outcome in Outcome}
    phrases = [f"{n} {_COUNTED[outcome][n > 1]}" for outcome, n in counts.items() if n]
    left_out = sum(look.incoming is None for look in upload.files)
    phrases += [f"{left_out} tas inte med"] if left_out else []
    return f"{', '.join(phrases)}."


def title(look: FileLook) -> str:
    """The document's title, else the name of its file."""
    version = look.incoming.version if look.incoming else None
    return version.agreement.head.title if version else look.name


def outcome(look: FileLook) -> str:
    """What becomes of the file: ”ny version av ”Hjärtsvikt””."""
    if look.incoming is None:
        return "tas inte med"
    before = look.incoming.before
    if look.incoming.outcome is Outcome.CHANGED and before:
        return f"ny version av ”{before.agreement.head.title}”"
    return look.incoming.outcome.value


def notes(incoming: IncomingAgreement, snapshot: Snapshot, today: date) -> list[str]:
    """What must be judged by a person before the document is published."""
    sentences = list(incoming.faults)
    if incoming.version is None:
        return sentences
    agreement = incoming.version.agreement
    if agreement.standing(today) is Validity.EXPIRED:
        sentences.append("Dokumentet har gått ut. Det visas, men med en tydlig stämpel.")
    owner = agreement.head.owner
    if owner and not named_owners(agreement.head, snapshot):
        sentences.append(
            f"Ägaren {quoted(owner)} leder inte till någon i katalogen. Frågor om dokumentet går "
            "till dess enheters samordnare, annars till alla samordnare."
        )
    sentences += incoming.unread
    return [*sentences, *map(_looks_like_identity, incoming.asks_about[:MOST_DOUBTS])]


def _looks_like_identity(heading: str) -> str:
    return (
        f"Avsnittet ”{heading}” ser ut att innehålla ett personnummer. "
        "Publicera aldrig uppgifter om en patient."
    )


class Fact(NamedTuple):
    """A line of a head: what it says, and where that was found."""

    label: str
    says: str
    where: str = ""


def facts(head: Head, snapshot: Snapshot, found: Mapping[str, str]) -> list[Fact]:
    """What the head says, and where that was found; what must be answered first, also if it is
    missing."""
    known = snapshot.specialties
    names = [known[id_].name if id_ in known else id_ for id_ in head.specialties]
    units = [snapshot.units[id_].name if id_ in snapshot.units else id_ for id_ in head.units]
    rows = [
        ("owner", "Ägare", head.owner),
        ("version", "Version", head.version),
        ("valid_from", "Gäller från", _day(head.valid_from)),
        ("valid_to", "Gäller till och med", _day(head.valid_to)),
        ("kind", "Typ", head.kind.value),
        ("number", "Nummer", head.number),
        ("parties", "Parter", ", ".join(head.parties)),
        ("adopted", "Fastställd", _day(head.adopted)),
        ("revised", "Reviderad", _day(head.revised)),
        ("replaces", "Ersätter", head.replaces),
        ("specialties", "Specialiteter", ", ".join(names)),
        ("units", "Enheter", ", ".join(units)),
        ("source", "Källa", head.source),
        ("acknowledge", "Kvittens", "den som följer ombeds kvittera" if head.acknowledge else ""),
        ("id", "Id", head.id),
    ]
    return [
        Fact(label, says or _none(field, found), _where(found.get(field, "")))
        for field, label, says in rows
        if says or field in DEMANDED
    ]


def _none(field: str, found: Mapping[str, str]) -> str:
    """An empty field that must be answered: answered as empty, or asked for."""
    return NOBODY_KNOWS[field] if field in found else MISSING


def _where(place: str) -> str:
    return "ifyllt här" if place == SIDE_FILE else place


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section as it was read: its heading with those above it (”Remiss › Innehåll”), a line for
    each piece of its text, and what in it was not read."""

    title: str
    lines: tuple[str, ...]
    unread: tuple[str, ...]


def sections(incoming: IncomingAgreement) -> tuple[ReadSection, ...]:
    """The sections, so that they can be held against the document."""
    if incoming.version is None:
        return ()
    shown = incoming.version.agreement.sections[:MOST_SECTIONS]
    return tuple(_section(section, incoming) for section in shown)


def _section(section: Section, incoming: IncomingAgreement) -> ReadSection:
    title = " › ".join((*section.path, section.heading))
    unread = tuple(part.what for part in incoming.parts if part.section == section.number)
    text = incoming.text_of(section)
    bounded = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} …"
    return ReadSection(title, tuple(bounded.split("\n")), unread)


def changed(incoming: IncomingAgreement) -> tuple[Changed, ...]:
    """What a new version changes; the first changes where there are many."""
    hidden = incoming.asks_about if incoming.waits_for_person else ()
    return tuple(_changed(change, hidden) for change in incoming.changes[:MOST_CHANGES])


def _changed(change: SectionChange, hidden: Collection[str]) -> Changed:
    """The change; of a section among the `hidden` headings nothing but that it has changed."""
    lines = tuple(change_lines(change))
    if change.kind is not ChangeKind.HEAD and change.heading in hidden:
        return Changed(lines[0], lines=(NOT_SHOWN,))
    if change.kind is ChangeKind.HEAD:
        return Changed("Uppgifter om dokumentet", lines=lines)
    whole = change.kind in _WHOLE
    spans = change.spans if whole else change.excerpt
    return Changed(lines[0], spans=tuple(_bounded(spans)), whole=whole)


def _bounded(spans: Sequence[DiffSpan]) -> Iterator[DiffSpan]:
    room = LONGEST_TEXT
    for span in spans:
        if room <= 0:
            return
        text = span.text if len(span.text) <= room else f"{span.text[:room]} …"
        yield DiffSpan(span.kind, text)
        room -= len(span.text)
