"""The calendars behind addresses: no shift is left out, and no stranger costs a question."""

from dataclasses import replace
from datetime import datetime, timedelta

import icalendar
import recurring_ical_events

from bot.calendars.ahead import ShiftsAhead
from bot.calendars.reading import Calendars
from bot.calendars.shifts import MOST_EVENTS, usual_hours
from bot.live import Live
from directory.calendars.address import Feed, feed_id, new_secret
from directory.calendars.published import CalendarFile
from directory.catalogue.roles import Role
from directory.changes import Forget, Keep
from directory.hours.bookings import BookingState
from directory.publishing.publication import Publication, Replacement
from directory.region import Region
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterSource
from directory.walltime.said import dated_words
from tests.builders import at, override, service, shift, small_region
from tests.clock import HandClock
from tests.directory.hours.making import a_booking
from tests.stories.calendar_file import events, unfolded
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

    async def reads(self, secret: str = SECRET) -> CalendarFile:
        file = await self.calendars.read(secret)
        assert file is not None
        return file

    async def starts(self) -> list[datetime]:
        return [event.start for event in events((await self.reads()).text)]

    async def description(self) -> str:
        head = unfolded((await self.reads()).text).partition("BEGIN:VEVENT")[0]
        return head.partition("X-WR-CALDESC:")[2].partition("\r\n")[0]


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


async def test_shifts_far_ahead_and_two_years_back_are_there_and_no_others() -> None:
    starts = ["2024-11-21 07:00", "2024-11-22 16:00", "2025-06-01 16:00", "2026-11-16 07:00", "2026-11-16 16:00", "2026-11-30 16:00", "2027-01-20 16:00", "2027-02-22 16:00", "2027-02-23 16:00"]  # fmt: skip
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
    text = (await program.reads()).text
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(hours.start - timedelta(days=1), hours.end + timedelta(days=1))  # fmt: skip
    spans = sorted((one["DTSTART"].dt, one["DTEND"].dt) for one in found)
    assert spans == sorted((duty.start, duty.end) for duty in duties)


async def test_while_the_store_is_gone_it_is_shorter_and_says_so() -> None:
    starts = ["2026-11-18 16:00", "2026-11-25 16:00", "2027-01-20 16:00"]
    program = await reading(rostered(*map(shift, starts)), person="anna-a")
    program.store.gone = True
    assert await program.starts() == [at(starts[1])]
    assert await program.description() == "Visar pass från mån 23 nov 14:05 till tis 15 dec 14:05. Fler visas när katalogen kan nås igen."  # fmt: skip
    program.store.gone = False
    assert len(await program.starts()) == 3


async def test_it_is_kept_until_a_roster_is_another() -> None:
    program = await reading(rostered(shift("2027-01-20 16:00")), person="anna-a")
    first = await program.reads()
    feed = Feed(id="f", service="", person="bo-b", contacts=False, made=NOW, made_by="test:x")
    await program.live.write([Keep(feed)], "test")
    asked = program.store.questions
    assert await program.reads() is first and program.store.questions == asked
    await program.live.write([Keep(override(start="2027-01-20 18:00"))], "test")
    assert (await program.reads()).version != first.version


async def test_what_is_laid_on_a_shift_long_ago_is_seen_at_once() -> None:
    program = await reading(rostered(shift("2025-03-01 16:00", who="bo-b")), person="anna-a")
    assert await program.starts() == []
    late = override(start="2025-03-01 16:00", hours=15.5, person="anna-a", instead_of="bo-b")
    await program.live.write([Keep(late)], "test")
    assert await program.starts() == [late.start]


async def test_only_what_tells_of_the_person_is_read() -> None:
    """Not the other shifts of two years, of other services or of their own."""
    nights = [shift(f"2025-{month:02}-{day:02} 16:00", who="bo-b") for month in (3, 4, 5) for day in range(1, 29)]  # fmt: skip
    theirs = shift("2025-06-01 16:00", who="anna-a")
    under = shift("2025-06-02 16:00", who="cecilia-c")
    taken = override(start="2025-06-02 16:00", hours=15.5, person="anna-a", instead_of="cecilia-c")
    program = await reading(rostered(*nights, theirs, under), person="anna-a")
    await program.live.write([Keep(taken)], "test")
    wide = await ShiftsAhead(program.store, program.live).of_person("anna-a", usual_hours(NOW))
    assert wide.rosters.shifts(theirs.line, usual_hours(NOW)) == [theirs, under]
    assert await program.starts() == [theirs.start, taken.start]


async def test_the_oldest_go_first_when_there_are_too_many_and_none_ahead() -> None:
    first = at("2024-11-25 00:00")
    hours = [first + timedelta(hours=number) for number in range(24 * 820)]
    line = shift().line
    shifts = [Shift(*line, "bo-b", start, start + timedelta(hours=1)) for start in hours]
    program = await reading(rostered(*shifts), service="kardiologi")
    starts = await program.starts()
    assert MOST_EVENTS - 14 * 24 <= len(starts) <= MOST_EVENTS
    assert starts == [start for start in hours if starts[0] <= start < usual_hours(NOW).end]
    assert (await program.description()).startswith(f"Visar pass från {dated_words(starts[0], NOW)} till")  # fmt: skip


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


async def test_the_address_shows_a_booking_at_once_and_beside_the_shifts() -> None:
    program = await reading(rostered(shift("2026-12-01 16:00")), person="anna-a")
    assert len(await program.starts()) == 1
    start = at("2026-11-30 13:00")
    booking = replace(a_booking(start), booked_by="anna-a")
    await program.live.write([Keep(booking)], "test")
    assert await program.starts() == [at("2026-12-01 16:00"), start]
    first = await program.reads()
    asked = program.store.questions
    assert await program.reads() is first
    assert program.store.questions == asked
    await program.live.write([Keep(replace(booking, state=BookingState.CANCELLED))], "test")
    assert await program.starts() == [at("2026-12-01 16:00")]
    assert [one.summary for one in events(first.text)][1:] == ["Konsulttid\\, bokad"]
