"""A report of two series and the picture that it is drawn from, to test with."""

from dataclasses import replace
from datetime import timedelta

from bot.hours.reporting.making import made_report
from directory.catalogue.people import Person
from directory.catalogue.roles import Role
from directory.hours.line import called
from directory.hours.report.history import History, Version
from directory.hours.report.period import Period, quarter
from directory.hours.report.recorded import Recorded
from directory.hours.report.shown import FillReport
from directory.parts import Parts
from directory.region import Region
from directory.snapshot import Snapshot
from tests.builders import at, person, service, small_region, unit
from tests.directory.hours.making import a_booking, a_place, an_hour

AUTUMN = quarter(2026, 4)
GERIATRICS = replace(
    an_hour("tis 13–15", id_="ger-1"), service="kardiologi", first=at("2026-11-01 12:00").date()
)
ORTHOPAEDICS = replace(an_hour("mån 9–16", slots=None, id_="ort-1"), service="$kirurgi$")
GUN = person("gun-ek", name="Gun Ek", unit="ger")
HEAD = person("hed-h", unit="ger", functions=(Role.HEAD_OF_UNIT,))


def a_region() -> Region:
    usual = small_region()
    centre = unit("hc-fyren", name="Fyrens hälsocentral")
    odd = service("$kirurgi$", name="Kirurgi $1 och $2")
    return replace(
        usual,
        units=(*usual.units, centre, unit("ger")),
        services=(*usual.services, odd),
        people=(*usual.people, GUN, HEAD),
    )


def a_picture(region: Region | None = None) -> Snapshot:
    now = at("2026-11-30 12:00")
    return Snapshot(region or a_region(), Parts(), window=AUTUMN.span, loaded_at=now)


def recorded() -> Recorded:
    """Seven were booked, and six called after five minutes."""
    starts = [at("2026-11-03 13:00") + timedelta(days=7 * n) for n in range(7)]
    joined = [at("2026-10-05 10:00") + timedelta(days=7 * n) for n in range(6)]
    places = (replace(a_place(moment, id_=f"p{n}")) for n, moment in enumerate(joined))
    return Recorded(
        History({one.id: [Version(one.made, one)] for one in (GERIATRICS, ORTHOPAEDICS)}),
        bookings=tuple(a_booking(start, id_=f"b{n}") for n, start in enumerate(starts)),
        places=tuple(called(p, "gun-ek", p.joined + timedelta(minutes=5)) for p in places),
        asked={("kardiologi", AUTUMN.weeks[3]): 12},
    )


def a_report(reader: Person | None = None, period: Period = AUTUMN) -> FillReport:
    return made_report(recorded(), period, a_picture(), at("2027-01-02 08:00"), reader=reader)
