"""Pilots: hours that are tried for a while, for chosen centres."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from directory.catalogue.people import Profession
from directory.catalogue.units import Unit
from directory.hours.eligibility import Eligibility
from directory.hours.offered import ConsultationHour
from directory.lazy.values import dataclass
from directory.parts import ById
from directory.region import REGION_FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """What the hours that name it (`ConsultationHour.pilot`) are tried for.

    `first` and `last` are local dates, both included: what begins on the last day is held whole.
    `eligible`: for whom; another value widens it for all its hours at once. `owners`: the persons
    who answer for it, by their ids. `made_by`: an account, or REGION_FILES.
    Raises ValueError, in Swedish, for what cannot be kept.
    """

    id: str
    name: str
    purpose: str
    first: date
    last: date
    eligible: Eligibility
    owners: frozenset[str]
    made: datetime
    made_by: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("En försöksperiod måste ha ett namn.")
        if self.last < self.first:
            raise ValueError("Sista dagen kan inte ligga före den första.")
        if not self.owners:
            raise ValueError("Skriv vem som ansvarar för försöket.")

    @property
    def is_from_files(self) -> bool:
        """Whether it is as the region's files have it, so that they may change it."""
        return self.made_by == REGION_FILES

    def taken_over(self, account: str) -> "Pilot":
        """The same, once somebody changes it in chat: from then on no file changes it."""
        return replace(self, made_by=account) if self.is_from_files else self

    def runs_on(self, day: date) -> bool:
        """Whether the local date is one of its days."""
        return self.first <= day <= self.last


class Pilots(ById[Pilot]):
    """The pilots by their ids. What they mean for an hour is said here and nowhere else.

    An hour that names a pilot that is not among them is not held and is nobody's.
    """

    def __init__(self, pilots: Iterable[Pilot] = ()) -> None:
        super().__init__(pilots)

    def of(self, hour: ConsultationHour) -> Pilot | None:
        """The pilot that the hour belongs to, if it belongs to one."""
        return self.get(hour.pilot) if hour.pilot else None

    def let_be_held(self, hour: ConsultationHour, day: date) -> bool:
        """Whether the hour is offered on the local date and, in a pilot, the pilot runs."""
        pilot = self.of(hour)
        runs = pilot.runs_on(day) if pilot else not hour.pilot
        return runs and hour.is_offered_on(day)

    def may_use(
        self, hour: ConsultationHour, unit: Unit | None, profession: Profession | None
    ) -> bool:
        """Whether the hour, and its pilot if it is in one, is open to them.

        `unit` and `profession` are those of their row in the directory (`Eligibility.allow`).
        """
        pilot = self.of(hour)
        chosen = pilot.eligible.allow(unit, profession) if pilot else not hour.pilot
        return chosen and hour.eligible.allow(unit, profession)


NO_PILOTS = Pilots()
