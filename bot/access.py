"""Who is asking, and what that allows. Answers are for the asker alone."""

from collections.abc import Hashable, Iterable
from functools import lru_cache

from directory.catalogue.people import Access, Person, Profession
from directory.catalogue.phones import Audience, Phone
from directory.catalogue.services import Service
from directory.catalogue.units import Unit, UnitKind
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Asker:
    """A verified person in a chat. `account` is ”platform:identity”, never shown.

    `person` is their row in the directory, if they have one, and `unit` the unit of that row.
    `home` is the unit they have chosen, else that of the row: it says what is near them, and gives
    no right. `granted` is what their platform or its configuration adds. `is_new`: they have no
    home unit and have not been asked for one. `works_as`: their profession where the row is left
    out.
    """

    account: str
    person: Person | None = None
    home: Unit | None = None
    granted: frozenset[Access] = frozenset()
    is_new: bool = False
    unit: Unit | None = None
    works_as: Profession | None = None

    @property
    def id(self) -> str:
        """The recipient of their letters and the owner of what they follow: their id in the
        directory, else their account."""
        return self.person.id if self.person else self.account

    @property
    def access(self) -> frozenset[Access]:
        """What they may do; a verified person without a row is a clinician."""
        own = self.person.access if self.person else frozenset({Access.CLINICIAN})
        return own | self.granted

    @property
    def name(self) -> str:
        """Their name in the directory, else empty."""
        return self.person.name if self.person else ""

    @property
    def profession(self) -> Profession | None:
        """What they work as by the directory; None without a row."""
        return self.person.profession if self.person else self.works_as

    @property
    def likeness(self) -> Hashable:
        """What all who are shown the same have in common: where they are, what they work as, and
        what they may."""
        return _id(self.home), _id(self.unit), self.profession, self.access

    @property
    def anybody_alike(self) -> "Asker":
        """Somebody of the same likeness, and nobody in particular."""
        return Asker(
            "", home=self.home, unit=self.unit, granted=self.access, works_as=self.profession
        )

    def has(self, *rights: Access) -> bool:
        """Whether they have one of the given rights; an administrator has all."""
        return _gives(self.access, rights)

    def audiences(self) -> frozenset[Audience]:
        """The audiences whose numbers they may see: by the unit of their row in the directory,
        which coordinators keep, and by their rights."""
        return _audiences(audience_of(self.unit), self.access)

    def may_ask(self, service: Service) -> bool:
        """Whether the service is for them: whom it has on duty, and on which numbers."""
        return service.audience in self.audiences()

    def may_see(self, phone: Phone) -> bool:
        """Whether they may see the number."""
        return phone.audience in self.audiences()


def audience_of(unit: Unit | None) -> Audience | None:
    """The audience that those who belong to the unit are, besides clinicians; None for no other."""
    return _AUDIENCE_OF_UNIT.get(unit.kind) if unit else None


def _id(unit: Unit | None) -> str:
    return unit.id if unit else ""


def _gives(access: frozenset[Access], rights: Iterable[Access]) -> bool:
    return Access.ADMIN in access or not access.isdisjoint(rights)


@lru_cache(maxsize=1024)
def _audiences(own: Audience | None, access: frozenset[Access]) -> frozenset[Audience]:
    audiences = {Audience.EVERYONE, Audience.CLINICIANS}
    if own:
        audiences.add(own)
    if _gives(access, (Access.COORDINATOR, Access.SWITCHBOARD)):
        audiences |= set(Audience)
    return frozenset(audiences)


class NotAllowedError(Exception):
    """Somebody without the right to it; the message is a Swedish sentence."""


def is_operations(actor: str) -> bool:
    """Whether something was done at the command line, or by konsult itself."""
    return actor.startswith("konsult")


def person_behind(actor: str, snapshot: Snapshot) -> Person | None:
    """Whose account ”platform:id of the person” it is, while they are in the directory."""
    return None if is_operations(actor) else snapshot.people.get(actor.partition(":")[2])


def check_may_publish(actor: str, snapshot: Snapshot | None, refusal: str) -> None:
    """Raise NotAllowedError with the refusal, unless they may put files in force.

    Coordinators may, and those who run konsult: by hand, and the addresses that they let it read.
    """
    person = person_behind(actor, snapshot) if snapshot else None
    if not is_operations(actor) and not (person and Asker(actor, person).has(Access.COORDINATOR)):
        raise NotAllowedError(refusal)


_AUDIENCE_OF_UNIT = {
    UnitKind.HEALTH_CENTRE: Audience.PRIMARY_CARE,
    UnitKind.EMERGENCY_DEPARTMENT: Audience.EMERGENCY,
    UnitKind.MUNICIPAL_CARE: Audience.MUNICIPAL,
}
