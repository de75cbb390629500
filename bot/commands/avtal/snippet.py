"""What an agreement says of a question to /konsult, at most two sentences: a contributor."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Button, Text
from bot.commands.avtal.places import SectionPlace, section_button
from bot.commands.avtal.words import section_words, valid_words
from bot.questions.request import View
from directory.agreements.document import Head, Validity
from directory.agreements.found import SectionHit
from directory.agreements.in_force import Agreements
from directory.agreements.kept import AGREEMENTS
from directory.agreements.passage import sentences
from directory.agreements.stems import stems
from directory.catalogue.services import Service
from directory.names.found import TargetKind
from directory.names.normalise import words
from directory.snapshot import Snapshot
from directory.walltime.days import local

MOST_SENTENCES = 2
MOST_LETTERS = 200
LONGEST_SENTENCE = 300
_NO_SUBJECT = ("jour", "jouren", "konsult", "konsulten", "läkare", "läkaren")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A section that holds today, with the sentences of it that are shown."""

    place: SectionPlace

    @property
    def text(self) -> Text:
        """The heading stands first: it may be what says no."""
        head = self.place.agreement.head
        heading = section_words(self.place.section, self.place.agreement)
        passage = " ".join((f"{heading} –", *self.place.shown)) if self.place.shown else heading
        where = ", ".join(word for word in (head.title, valid_words(head)) if word)
        return Text(f"{passage} ({where})", "Överenskommelse")

    @property
    def lines(self) -> int:
        """How much of a card it takes."""
        return 2

    @property
    def button(self) -> Button:
        """Leads to the whole section."""
        return section_button(self.place, "Läs avsnittet")


def snippet(question: str, service: Service, view: View) -> Snippet | None:
    """The section that surely fits the words, else the service's own pinned one; None without.

    Words that only name the service or its specialty are not searched for. Only a document that
    says that it holds on the day is shown, and none that is about other specialties and only
    mentions the words.
    """
    snapshot, day = view.snapshot, local(view.now).date()
    agreements = snapshot.of(AGREEMENTS)
    if agreements is None:
        return None
    asked = question if _beyond(question, service, snapshot) else ""
    if not asked and not service.pinned_section:
        return None
    key = ("snippet", asked, service.id, day)
    return snapshot.remembered(
        key,
        lambda: (
            (_searched(asked, service, snapshot, agreements, day) if asked else None)
            or _pinned(service.pinned_section, agreements, day)
        ),
    )


def _searched(
    question: str, service: Service, snapshot: Snapshot, agreements: Agreements, day: date
) -> Snippet | None:
    hit = agreements.index.search(question, today=day).answer
    if (
        hit is None
        or hit.standing is not Validity.VALID
        or not _fits(hit, question, service, snapshot)
    ):
        return None
    version = agreements.versions[hit.agreement.head.id]
    return Snippet(SectionPlace(version, hit.section, _short(hit.sentences)))


def _fits(hit: SectionHit, question: str, service: Service, snapshot: Snapshot) -> bool:
    """Whether the section is about the words, or its document about the service's specialty."""
    head = hit.agreement.head
    named = set(stems(words(f"{head.title} {hit.section.heading}")))
    if not named.isdisjoint(stems(words(question))):
        return True
    about = snapshot.remembered(("about", head), lambda: _specialties(head, snapshot))
    return not about or not about.isdisjoint(_related(service.specialty, snapshot))


def _specialties(head: Head, snapshot: Snapshot) -> frozenset[str]:
    """What the document is about: as its head says, else as its title is understood."""
    if head.specialties:
        return frozenset(head.specialties)
    subject = snapshot.names.query(head.title).subject
    targets = [hit.target for hit in subject.hits if subject.claimed]
    services = [
        snapshot.services.get(target.id) for target in targets if target.kind is TargetKind.SERVICE
    ]
    named = [target.id for target in targets if target.kind is TargetKind.SPECIALTY]
    return frozenset([*named, *(service.specialty for service in services if service)])


def _related(specialty: str, snapshot: Snapshot) -> set[str]:
    """The specialty, the one that it is a branch of, and its own branches."""
    known = snapshot.specialties.get(specialty)
    branches = {branch.id for branch in snapshot.specialties.values() if branch.parent == specialty}
    return {specialty, *branches, *({known.parent} if known and known.parent else ())}


def _pinned(pinned: str, agreements: Agreements, day: date) -> Snippet | None:
    document, _, heading = pinned.partition("#")
    version, section = agreements.versions.get(document), agreements.section(document, heading)
    if version is None or section is None:
        return None
    if version.agreement.standing(day) is not Validity.VALID:
        return None
    return Snippet(SectionPlace(version, section, _short(sentences(section))))


def _short(lines: Sequence[str]) -> tuple[str, ...]:
    """Whole sentences only: the first two if they are short, none where the first is very long."""
    first = lines[:MOST_SENTENCES]
    if sum(map(len, first)) > MOST_LETTERS:
        first = lines[:1]
    return tuple(first) if sum(map(len, first)) <= LONGEST_SENTENCE else ()


def _beyond(question: str, service: Service, snapshot: Snapshot) -> bool:
    """Whether the words say more than which service is meant."""
    typed = words(question)
    if not typed:
        return False
    own = snapshot.remembered(
        ("own words", service.id), lambda: frozenset(stems(_own_words(service, snapshot)))
    )
    rest = [word for word in typed if stems((word,))[0] not in own and not _is_role(word)]
    return bool(rest) and not (len(typed) == 1 and _is_slip(question, own, snapshot))


def _is_role(word: str) -> bool:
    return word.endswith(_NO_SUBJECT)


def _is_slip(question: str, own: frozenset[str], snapshot: Snapshot) -> bool:
    """Whether a word is a misspelt name of the service: ”kardiolgi”."""
    hits = snapshot.names.query(question).subject.hits
    return any(set(stems(words(hit.word))) <= own for hit in hits)


def _own_words(service: Service, snapshot: Snapshot) -> Iterator[str]:
    """Every word of the names of the service, its specialty and where it is."""
    specialty = snapshot.specialties.get(service.specialty)
    if specialty is not None:
        named: Iterable[str] = (
            specialty.name,
            *specialty.titles,
            *specialty.clinics,
            *specialty.abbreviations,
            *specialty.lay_terms,
            *specialty.former_names,
        )
        yield from (word for name in named for word in words(name))
    units = (snapshot.units.get(id_) for id_ in (service.unit, service.hospital))
    places = [unit.name for unit in units if unit]
    for name in (service.name, service.specialty, *service.aliases, *places):
        yield from words(name)
