"""Ten series of consultation hours over 2026, and who uses them.

The oracle must know when each is held without asking konsult: so the hours are written twice, as
konsult reads them and as weekdays with minutes of the wall clock.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from directory.hours.eligibility import Eligibility
from directory.hours.offered import ConsultationHour, HourChannel, HourMode, Release, SlotPlan
from directory.hours.pilots import Pilot
from directory.lazy.values import dataclass
from directory.walltime.opening import WorkingHours
from tests.builders import at

MADE = at("2025-12-01 08:00")
MINUTE = timedelta(minutes=1)
ASKERS: Mapping[str, str] = {"hanna-h": "bjorken", "ivar-i": "bjorken", "julia-j": "eken"}
"""Who books, and the unit of each."""
FOLLOWERS = ("hanna-h", "julia-j")
"""They follow the hours of both services."""
DAYS_OFF = frozenset(
    date.fromisoformat(f"2026-{day}")
    for day in (
        *("01-01", "01-06", "04-03", "04-04", "04-05", "04-06", "05-01", "05-14", "06-06"),
        *("06-19", "06-20", "10-31"),
        *("12-24", "12-25", "12-26", "12-31"),
    )
)
"""The red days and eves of 2026, by hand from the almanac; what is held on other weekends is held."""


@dataclass(frozen=True)
class Series:
    """A series as the oracle knows it. `held`: weekday, first and last minute of the wall clock."""

    hour: ConsultationHour
    held: tuple[tuple[int, int, int], ...]
    units: frozenset[str] = frozenset()
    first: date = date(2026, 1, 1)
    last: date = date(2026, 12, 31)
    on_days_off: bool = False

    @property
    def id(self) -> str:
        return self.hour.id

    def is_for(self, unit: str) -> bool:
        return not self.units or unit in self.units


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _series(
    id_: str,
    who: str,
    written: str,
    *held: tuple[int, str, str],
    slot: int | None = 30,
    buffer: int = 0,
    service: str = "kardiologi",
    pilot: Pilot | None = None,
    units: frozenset[str] = frozenset(),
    **fields: Any,
) -> Series:
    plan = SlotPlan(slot * MINUTE, buffer * MINUTE) if slot else None
    usual: dict[str, Any] = {
        "first": date(2026, 1, 1),
        "last": date(2026, 12, 31),
        "eligible": Eligibility(units=units),
        "pilot": pilot.id if pilot else "",
    }
    hour = ConsultationHour(
        id=id_,
        service=service,
        specialist=who,
        mode=HourMode.SLOTS if plan else HourMode.DROP_IN,
        channel=HourChannel.VIDEO,
        where="https://video.example.org/rum",
        hours=WorkingHours.parse(written),
        made=MADE,
        made_by=f"test:{who}",
        slots=plan,
        **usual | fields,
    )
    first, last = hour.first, hour.last or date(2026, 12, 31)
    if pilot:
        first, last = max(first, pilot.first), min(last, pilot.last)
    return Series(
        hour,
        tuple((day, _minutes(start), _minutes(end)) for day, start, end in held),
        units or (pilot.eligible.units if pilot else frozenset()),
        first,
        last,
        "även röda dagar" in written,
    )


PILOT = Pilot(
    id="forsok",
    name="Försöket",
    purpose="färre remisser",
    first=date(2026, 2, 2),
    last=date(2026, 6, 30),
    eligible=Eligibility(units=frozenset({"bjorken"})),
    owners=frozenset({"karin-k"}),
    made=MADE,
    made_by="test:karin-k",
)
_ONLY_EKEN = frozenset({"eken"})

SERIES = (
    _series("ons", "bo-b", "ons 13–15", (2, "13:00", "15:00")),
    _series("tis", "cecilia-c", "tis 08–09", (1, "08:00", "09:00"), slot=20),
    _series("fre", "eva-e", "fre 10–12", (4, "10:00", "12:00"), slot=25, buffer=10, service="medicin"),
    _series("drop", "david-d", "mån 9–11, tor 9–11", (0, "09:00", "11:00"), (3, "09:00", "11:00"), slot=None),
    _series("natt", "fredrik-f", "lör 23–05", (5, "23:00", "29:00"), slot=60, service="medicin",
            first=date(2026, 3, 1), last=date(2026, 4, 30)),
    _series("host", "fredrik-f", "sön 01–04", (6, "01:00", "04:00"), slot=30, service="medicin",
            first=date(2026, 10, 4), last=date(2026, 11, 8)),
    _series("eken", "gun-g", "tor 14–15", (3, "14:00", "15:00"), slot=30, service="medicin", units=_ONLY_EKEN),
    _series("forsok", "anna-a", "mån 13–14", (0, "13:00", "14:00"), slot=30, pilot=PILOT),
    _series("roda", "gun-g", "fre 08–09, även röda dagar", (4, "08:00", "09:00"), slot=30, service="medicin"),
    _series("sen", "bo-b", "tor 15–16", (3, "15:00", "16:00"), slot=20,
            release=Release((timedelta(hours=48), timedelta(hours=4)), timedelta(hours=1))),
)  # fmt: skip
assert len(SERIES) == 10
BY_ID = {series.id: series for series in SERIES}
