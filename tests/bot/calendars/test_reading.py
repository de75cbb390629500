"""The calendars behind addresses: no shift is left out, and no stranger costs a question."""

from dataclasses import replace
from datetime import datetime, timedelta

import icalendar
import recurring_ical_events

from bot.calendars.ahead import ShiftsAhead
from bot.calendars.reading import Calendars
from bot.calendars.shifts import usual_hours
from bot.live import Live
from directory.calendars.address import Feed, feed_id, new_secret
from directory.calendars.ical_out import icalendar_text
from directory.calendars.published import PublishedCalendar
from directory.catalogue.roles import Role
from directory.changes import Forget, Keep
from directory.publishing.publication import Publication, Replacement
from directory.region import Region
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterSource
from tests.builders import at, override, service, shift, small_region
from tests.clock import HandClock
from tests.stories.gone_store import FlakyRepository

NOW = at("2026-11-24 14:05")
SECRET = new_secret()


class CountingRepository(FlakyRepository):
    """Counts the questions; can be taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.questions = 0

    def reach(self) -> None:
        self.questions += 1
        super().reach()


class CalendarProgram:
    """Somebody's calendar program on a region of these shifts."""

    def __init__(self, store: CountingRepository, live: Live, clock: HandClock) -> None:
        self.store, self.live, self.clock = store, live, clock
        self.calendars = Calendars(live, ShiftsAhead(store, live), clock)

    async def reads(self, secret: str = SECRET) -> PublishedCalendar:
        published = await self.calendars.read(secret)
        assert published is not None
        return published

    async def starts(self) -> list[datetime]:
        return [event.start for event in (await self.reads()).events]


async def reading(region: Region, **subject: str) -> CalendarProgram:
    store, clock = CountingRepository(), HandClock(NOW)
    await store.import_region(region, actor="test", now=NOW)
    live = Live(store, clock)
    await live.refresh()
    usual = {"service": "", "person": ""}
    feed = Feed(id=feed_id(SECRET), contacts=False, made=NOW, made_by="test:x", **usual | subject)
    await live.write([Keep(feed)], "test")
    store.questions = 0
    return CalendarProgram(store, live, clock)


def rostered(*shifts: Shift) -> Region:
    return small_region(rotations=(), shifts=shifts)


async def test_shifts_far_ahead_and_a_week_back_are_there_and_no_others() -> None:
    starts = ["2026-11-16 07:00", "2026-11-16 16:00", "2026-11-30 16:00", "2027-01-20 16:00", "2027-02-22 16:00", "2027-02-23 16:00"]  # fmt: skip
    for subject in ({"service": "kardiologi"}, {"person": "anna-a"}):
        program = await reading(rostered(*map(shift, starts)), **subject)
        assert await program.starts() == [at(start) for start in starts[1:-1]]


async def test_a_guest_shift_in_another_service_months_ahead_is_hers_too() -> None:
    guest = shift("2027-02-01 16:00", of="medicin", role=Role.MIDDLE_ON_CALL)
    program = await reading(rostered(guest, shift("2026-12-01 16:00", who="bo-b")), person="anna-a")
    assert await program.starts() == [guest.start]


async def test_a_shift_taken_over_in_another_service_months_ahead_is_hers_too() -> None:
    taken = override(start="2027-02-01 16:00", hours=15.5, service="medicin", person="anna-a")
    bos = shift("2027-02-01 16:00", of="medicin", who="eva-e")
    program = await reading(rostered(bos), person="anna-a")
    assert await program.starts() == []
    await program.live.write([Keep(taken)], "test")
    assert await program.starts() == [bos.start]


async def test_last_week_s_swaps_are_still_true() -> None:
    swapped = override(start="2026-11-18 16:00", hours=15.5, person="bo-b", made=at("2026-11-17 12:00"))  # fmt: skip
    program = await reading(rostered(shift("2026-11-18 16:00")), person="anna-a")
    await program.live.write([Keep(swapped)], "test")
    assert await program.starts() == []


async def test_a_newly_published_roster_is_seen_at_once() -> None:
    program = await reading(rostered(shift("2026-12-01 16:00")), person="bo-b")
    assert await program.starts() == []
    new = shift("2027-01-10 16:00", of="medicin", who="bo-b")
    source = RosterSource(id="s", service="medicin", address="x.csv", roles=frozenset({new.role}))
    publication = Publication(
        source=source,
        replaced=(Replacement(new.role, new.hours, new.start, new.end),),
        shifts=(new,),
    )
    await program.store.publish_roster(publication, actor="test", now=NOW)
    await program.live.refresh()
    assert await program.starts() == [new.start]


async def test_many_services_are_all_looked_through() -> None:
    services = [service(f"s{number}", unit="hjartkliniken") for number in range(60)]
    shifts = [shift("2027-01-10 16:00", of="s0"), shift("2027-01-11 16:00", of="s59")]
    program = await reading(small_region(rotations=(), services=tuple(services), shifts=tuple(shifts), role_phones=(), chain_steps=()), person="anna-a")  # fmt: skip
    assert await program.starts() == [one.start for one in shifts]


async def test_read_back_by_a_calendar_program_the_duties_are_the_same() -> None:
    program = await reading(small_region(), person="anna-a")
    program.clock.now = at("2027-03-01 12:00")
    hours = usual_hours(program.clock.now)
    duties = program.live.present().rosters.of_person("anna-a", hours)
    assert hours.start < at("2027-03-28 02:00") < hours.end and len(duties) > 20
    text = icalendar_text(await program.reads(), program.clock.now)
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(hours.start - timedelta(days=1), hours.end + timedelta(days=1))  # fmt: skip
    spans = sorted((one["DTSTART"].dt, one["DTEND"].dt) for one in found)
    assert spans == sorted((duty.start, duty.end) for duty in duties)


async def test_while_the_store_is_gone_it_is_shorter_and_says_so() -> None:
    starts = ["2026-11-18 16:00", "2026-11-25 16:00", "2027-01-20 16:00"]
    program = await reading(rostered(*map(shift, starts)), person="anna-a")
    program.store.gone = True
    cut = await program.reads()
    assert [event.start for event in cut.events] == [at(starts[1])]
    assert cut.description == "Visar pass från mån 23 nov 14:05 till tis 15 dec 14:05. Fler visas när katalogen kan nås igen."  # fmt: skip
    program.store.gone = False
    assert len((await program.reads()).events) == 3


async def test_it_is_kept_until_somebody_writes() -> None:
    program = await reading(rostered(shift("2027-01-20 16:00")), person="anna-a")
    first = await program.reads()
    asked = program.store.questions
    assert await program.reads() is first and program.store.questions == asked
    await program.live.write([Keep(override(start="2027-01-20 18:00"))], "test")
    assert (await program.reads()).version != first.version


async def test_nobody_is_told_anything_without_an_address_and_the_store_is_not_asked() -> None:
    program = await reading(rostered(shift()), person="anna-a")
    for secret in ("", "x", "å" * 32, new_secret(), SECRET[:-1], SECRET + "A", feed_id(SECRET), "-" * 10_000):  # fmt: skip
        assert await program.calendars.read(secret) is None
    assert program.store.questions == 0


async def test_what_is_taken_back_or_has_left_is_gone() -> None:
    region = rostered(shift())
    program = await reading(region, person="anna-a")
    others = tuple(person for person in region.people if person.id != "anna-a")
    left = replace(region, people=others, shifts=(shift(who="bo-b"),))
    await program.store.import_region(left, actor="test", now=NOW)
    await program.live.refresh()
    assert await program.calendars.read(SECRET) is None

    program = await reading(region, service="kardiologi")
    await program.live.write([Forget(Feed, feed_id(SECRET))], "test")
    assert await program.calendars.read(SECRET) is None
