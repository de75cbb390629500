"""What an agreement says of a question to /konsult, if one surely does: a contributor."""

from collections.abc import Iterator
from datetime import date

from bot.cards import Button, Text
from bot.commands.avtal.places import SectionPlace, section_button
from bot.commands.avtal.words import section_words, valid_words
from bot.questions.request import View
from directory.agreements.document import Head, Validity
from directory.agreements.excerpt import Excerpt, excerpt
from directory.agreements.found import SectionHit
from directory.agreements.in_force import Agreements
from directory.agreements.kept import AGREEMENTS
from directory.agreements.stems import stems
from directory.agreements.unasked import unasked
from directory.catalogue.services import Service
from directory.lazy.values import dataclass
from directory.names.found import TargetKind
from directory.names.normalise import words
from directory.snapshot import Snapshot
from directory.walltime.days import local

MOST_WORDS = 90
FROM_AGREEMENT, FROM_CLINIC = "Överenskommelse", "Från kliniken"
_WHO = ("läkare", "läkaren", "doktor", "jour", "jouren", "konsult", "klinik", "kliniken")
_NO_SUBJECT = ("jour", "jouren", "konsult", "konsulten", "läkare", "läkaren")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A section that holds today, with what of it is shown. `label`: why it is shown."""

    place: SectionPlace
    label: str

    @property
    def text(self) -> Text:
        """The heading stands first: it may be what says no."""
        head = self.place.agreement.head
        heading = section_words(self.place.section, self.place.agreement)
        lines = self.place.shown.lines if self.place.shown else ()
        passage = " ".join((f"{heading} –", *lines)) if lines else heading
        where = ", ".join(word for word in (head.title, valid_words(head)) if word)
        return Text(f"{passage} ({where})", self.label)

    @property
    def lines(self) -> int:
        """How much of a card it takes."""
        return 2

    @property
    def button(self) -> Button:
        """Leads to the whole section."""
        return section_button(self.place, "Läs avsnittet")


def snippet(question: str, service: Service, view: View) -> Snippet | None:
    """The section that surely answers the words; where only the service is named, its pinned one.

    Nobody has asked for an agreement here: what is needed to show one stands in `unasked`. Only a
    document that says that it holds on the day is shown, and none that is about other specialties.
    """
    snapshot, day = view.snapshot, local(view.now).date()
    agreements = snapshot.of(AGREEMENTS)
    if agreements is None:
        return None
    asked = question if _beyond(question, service, snapshot) else ""
    key = ("snippet", asked, service.id, day)
    return snapshot.remembered(
        key,
        lambda: (
            _searched(asked, service, snapshot, agreements, day)
            if asked
            else _pinned(service.pinned_section, agreements, day)
        ),
    )


def _searched(
    question: str, service: Service, snapshot: Snapshot, agreements: Agreements, day: date
) -> Snippet | None:
    hit = unasked(agreements.index, question, day, _own_stems(service, snapshot))
    if hit is None or not _is_of_its_specialty(hit, service, snapshot):
        return None
    version = agreements.versions[hit.agreement.head.id]
    return Snippet(SectionPlace(version, hit.section, _on_a_card(hit.excerpt)), FROM_AGREEMENT)


def _is_of_its_specialty(hit: SectionHit, service: Service, snapshot: Snapshot) -> bool:
    """Whether the document is about the service's specialty, as far as it says."""
    head = hit.agreement.head
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
    return Snippet(SectionPlace(version, section, _on_a_card(excerpt(section))), FROM_CLINIC)


def _on_a_card(shown: Excerpt) -> Excerpt | None:
    """Nothing but the heading where what must stand together is too long for a card."""
    return shown if shown.words <= MOST_WORDS else None


def _beyond(question: str, service: Service, snapshot: Snapshot) -> bool:
    """Whether the words say more than which service is meant."""
    typed = words(question)
    own = _own_stems(service, snapshot)
    rest = [word for word in typed if stems((word,))[0] not in own and not _is_role(word)]
    return bool(rest) and not (len(typed) == 1 and _is_slip(question, own, snapshot))


def _is_role(word: str) -> bool:
    return word.endswith(_NO_SUBJECT)


def _is_slip(question: str, own: frozenset[str], snapshot: Snapshot) -> bool:
    """Whether a word is a misspelt name of the service: ”kardiolgi”."""
    hits = snapshot.names.query(question).subject.hits
    return any(set(stems(words(hit.word))) <= own for hit in hits)


def _own_stems(service: Service, snapshot: Snapshot) -> frozenset[str]:
    """What the service, its specialty and the place where it is are called."""
    key = ("own words", service.id)
    return snapshot.remembered(key, lambda: frozenset(stems(_own_words(service, snapshot))))


def _own_words(service: Service, snapshot: Snapshot) -> Iterator[str]:
    """Words for a disease are no name, though people say ”kol” and mean who answers for it."""
    specialty = snapshot.specialties.get(service.specialty)
    units = (snapshot.units.get(id_) for id_ in (service.unit, service.hospital))
    names = [
        service.name,
        service.specialty,
        *service.aliases,
        *(unit.name for unit in units if unit),
    ]
    if specialty is not None:
        names += [specialty.name, *specialty.titles, *specialty.clinics]
        names += [*specialty.abbreviations, *specialty.former_names]
        names += [word for word in specialty.lay_terms if _is_a_name(word, specialty.name)]
    yield from (word for name in names for word in words(name))


def _is_a_name(word: str, specialty: str) -> bool:
    """”ögonläkare”, ”ögon”: of a doctor or a unit, or how the specialty's own name begins."""
    return word.endswith(_WHO) or specialty.casefold().startswith(word.casefold())
