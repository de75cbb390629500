"""Cecilia's hours for the health centre Björken, with something of Hanna's in each, to be pressed."""

from collections.abc import Sequence
from datetime import timedelta

from directory.hours.bookings import Booking
from directory.hours.eligibility import Eligibility
from directory.hours.holds import Hold
from directory.hours.line import Place, PlaceState
from directory.hours.waiting_list import Waiting
from directory.kinds import Kept
from tests.builders import at
from tests.stories.tid import MADE, bookable, drop_in

CECILIA = "cecilia-c"
BJORKEN = Eligibility(units=frozenset({"bjorken"}))
BOOKABLE = bookable(id="kard-bok", specialist=CECILIA, eligible=BJORKEN)
FULL = bookable(
    "fre 8–8:30",
    id="kard-full",
    specialist=CECILIA,
    eligible=BJORKEN,
    last=at("2026-11-27 00:00").date(),
)
OPEN, WAITED = (
    drop_in("tor 17–19", id=id_, specialist=CECILIA, eligible=BJORKEN)
    for id_ in ("kard-öppen", "kard-kö")
)
HALF = timedelta(minutes=30)
FIRST = at("2026-12-02 13:00")
TOPIC = "flimmer vid svikt"


def _booking(
    id_: str, who: str, hour: str = BOOKABLE.id, start: str = "2026-12-02 13:00"
) -> Booking:
    begins = at(start)
    return Booking(
        id=id_,
        hour=hour,
        specialist=CECILIA,
        start=begins,
        end=begins + HALF,
        booked_by=who,
        unit="bjorken",
        topic=TOPIC,
        made=MADE,
    )


def _place(id_: str, who: str, state: PlaceState, by: str = "") -> Place:
    return Place(
        id=id_,
        hour=WAITED.id,
        sitting=f"{WAITED.id}@2026-11-26T1700",
        waiting=who,
        unit="bjorken",
        topic=TOPIC,
        joined=at("2026-11-26 17:30"),
        end=at("2026-11-26 19:00"),
        state=state,
        called_by=by,
    )


OFFERED = Hold(
    hour=BOOKABLE.id,
    specialist=CECILIA,
    start=FIRST + 2 * HALF,
    end=FIRST + 3 * HALF,
    holder="hanna-h",
    until=at("2026-11-26 19:30"),
)
WAITS = Waiting(
    hour=BOOKABLE.id,
    waiting="hanna-h",
    unit="bjorken",
    topic=TOPIC,
    since=MADE,
    end=at("2026-12-20 00:00"),
)


def hours_of_cecilia() -> Sequence[Kept]:
    return (
        BOOKABLE,
        FULL,
        OPEN,
        WAITED,
        _booking("hannas", "hanna-h"),
        _booking("fullt", "anna-a", FULL.id, "2026-11-27 08:00"),
        OFFERED,
        WAITS,
        _place("plats", "hanna-h", PlaceState.WAITING),
        _place("uppringd", "julia-j", PlaceState.CALLED, "bo-b"),
    )
