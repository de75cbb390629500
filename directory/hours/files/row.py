"""An hour as a row of a file: flat, and without what no file says."""

from datetime import date, datetime, timedelta

from directory.catalogue.people import Profession
from directory.hours.eligibility import Eligibility
from directory.hours.offered import (
    ConsultationHour,
    HourChannel,
    HourMode,
    Release,
    SlotPlan,
)
from directory.hours.weeks import EVERY_WEEK, Weeks
from directory.lazy.values import dataclass
from directory.region import REGION_FILES
from directory.walltime.opening import WorkingHours

_USUAL = Release()


@dataclass(frozen=True, slots=True, kw_only=True)
class HourRow:
    """What a row says. `length` and `buffer` are None for drop-in; the rest as in
    `ConsultationHour`."""

    id: str
    service: str
    specialist: str
    mode: HourMode
    channel: HourChannel
    where: str = ""
    hours: WorkingHours
    first: date
    last: date | None = None
    length: timedelta | None = None
    buffer: timedelta | None = None
    most: int | None = None
    about: str = ""
    not_about: str = ""
    units: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    professions: frozenset[Profession] = frozenset()
    announced: tuple[timedelta, ...] = _USUAL.announced
    given_back: timedelta = _USUAL.given_back
    pilot: str = ""
    weeks: frozenset[Weeks] = EVERY_WEEK

    @staticmethod
    def of(hour: ConsultationHour) -> "HourRow":
        """The row of an hour."""
        plan, eligible = hour.slots, hour.eligible
        return HourRow(
            id=hour.id,
            service=hour.service,
            specialist=hour.specialist,
            mode=hour.mode,
            channel=hour.channel,
            where=hour.where,
            hours=hour.hours,
            first=hour.first,
            last=hour.last,
            length=plan.length if plan else None,
            buffer=plan.buffer if plan else None,
            most=plan.most if plan else None,
            about=hour.about,
            not_about=hour.not_about,
            units=eligible.units,
            municipalities=eligible.municipalities,
            professions=eligible.professions,
            announced=hour.release.announced,
            given_back=hour.release.given_back,
            pilot=hour.pilot,
            weeks=hour.weeks,
        )

    @property
    def plan(self) -> SlotPlan | None:
        """How it is cut into slots. Raises ValueError."""
        if self.length is None:
            return None
        return SlotPlan(self.length, self.buffer or timedelta(0), self.most)

    @property
    def release(self) -> Release:
        """What becomes of slots that nobody books. Raises ValueError."""
        return Release(self.announced, self.given_back)

    def hour(self, made: datetime) -> ConsultationHour:
        """The hour that the files have offered since `made`. Raises ValueError."""
        return ConsultationHour(
            id=self.id,
            service=self.service,
            specialist=self.specialist,
            mode=self.mode,
            channel=self.channel,
            where=self.where,
            hours=self.hours,
            first=self.first,
            last=self.last,
            made=made,
            made_by=REGION_FILES,
            slots=self.plan,
            about=self.about,
            not_about=self.not_about,
            eligible=Eligibility(self.units, self.municipalities, self.professions),
            release=self.release,
            pilot=self.pilot,
            weeks=self.weeks,
        )
