"""Services: one specialty at one hospital or for one area, with hours and a scope."""

from enum import StrEnum

from directory.catalogue.phones import Audience
from directory.catalogue.roles import Role
from directory.catalogue.shift_times import ShiftTimes
from directory.lazy.values import dataclass
from directory.walltime.opening import WorkingHours

NO_HOURS = WorkingHours(())
NO_SHIFT_TIMES = ShiftTimes()


class ServiceKind(StrEnum):
    """What a service offers. The value is the word in a region's files."""

    ON_CALL = "jour"
    DIRECT_ADMISSION = "direktinläggning"
    SUBACUTE = "subakut"
    MOBILE_TEAM = "mobilt team"
    PICTURE_REFERRAL = "bildremiss"
    FIXED_HOURS = "fasta tider"
    PRIMARY_CARE_ON_CALL = "primärvårdsjour"

    @property
    def always_answers(self) -> bool:
        """On-call services answer around the clock; the others are closed outside their hours."""
        return self in (ServiceKind.ON_CALL, ServiceKind.PRIMARY_CARE_ON_CALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a clinician can turn to.

    `unit` is the clinic that runs it, `hospital` its hospital (or empty). `municipalities` is the
    geographic scope; empty means the whole region. `audience`: for whom the service is meant.
    `hours`: working hours (dagtid) of an on-call service, opening hours of the others.
    `before_call`: what to have done before calling, shown at the top of the answer.
    `roster_source`: where its roster comes from; `roster_fresh_hours`: after how long without being
    read the roster is called stale (0 = never). `shift_times`: when a shift begins and ends where a
    roster names only the day. `doubled_roles` may have several on duty at once. `swaps_approved`:
    a coordinator must approve what two have agreed. `shifts_confirmed`: the person who begins a
    shift is asked to confirm it, and the answer says if they have not. `pinned_section`: the
    section of an agreement in the answer (”document#Heading”) unless another fits the question.
    """

    id: str
    name: str
    specialty: str
    kind: ServiceKind
    unit: str
    hospital: str = ""
    municipalities: frozenset[str] = frozenset()
    audience: Audience = Audience.CLINICIANS
    hours: WorkingHours = NO_HOURS
    before_call: str = ""
    aliases: tuple[str, ...] = ()
    roster_source: str = ""
    roster_fresh_hours: int = 0
    shift_times: ShiftTimes = NO_SHIFT_TIMES
    doubled_roles: frozenset[Role] = frozenset()
    swaps_approved: bool = False
    shifts_confirmed: bool = False
    pinned_section: str = ""

    def __post_init__(self) -> None:
        if not self.id or not self.name:
            raise ValueError("En konsulttjänst måste ha id och namn.")

    def serves(self, municipality: str) -> bool:
        """Whether the geographic scope holds the municipality."""
        return not self.municipalities or municipality in self.municipalities
