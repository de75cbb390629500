"""Everything that is done with hours, in any order: an oracle of its own keeps the books beside.

The oracle knows wall times, who has what and who stands where; it asks nothing of konsult but what
has been stored and which letters have been put in the outbox.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from datetime import datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cards import Press
from bot.hours.lines import closing
from bot.hours.serving import SERVES, concerned, served
from bot.platforms.terminal.pressing import presses
from directory.hours.bookings import Booking
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED, QUEUED
from directory.hours.line import AfterClosing, Place, PlaceState
from directory.parts import revisions_of
from directory.store.engine import create_engine
from directory.store.hours import booking
from directory.store.migrate import migrate
from directory.store.outbox_tables import delivery
from directory.store.plain import field_names
from directory.store.reading import read_values
from directory.store.store import SqlStore
from directory.walltime.days import local, to_utc
from tests.builders import at
from tests.chat import Chat, open_chat
from tests.stories.tid import bookable, drop_in, lay
from tests.stories.tid_booking import TOPIC

NOW = at("2026-11-24 10:00")
WEDNESDAYS = [at(f"{day} 00:00") for day in ("2026-11-25", "2026-12-02")]
DAYS = [local(day).date() for day in WEDNESDAYS]
LAST = DAYS[-1]
PEOPLE = ("hanna-h", "julia-j", "anna-a")
HALF, STEP = timedelta(minutes=30), timedelta(minutes=30)
GIVEN_BACK, LEAST_NOTICE = timedelta(minutes=30), timedelta(minutes=15)
TIMES = {"13–15": (13, 15), "12–14": (12, 14), "13–16": (13, 16)}
SLOT_TIMES = st.sampled_from(
    [to_utc(day, time(12)) + number * STEP for day in DAYS for number in range(6)]
)
WHO = st.sampled_from(PEOPLE)


_MIGRATED: list[str] = []
"""What makes a database with the newest schema, once it has been worked out."""


async def _migrated() -> str:
    if not _MIGRATED:
        engine = create_engine("sqlite+aiosqlite://")
        await migrate(engine)
        async with engine.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            _MIGRATED.append("\n".join([line async for line in raw.iterdump()]))
        await engine.dispose()
    return _MIGRATED[0]


async def _fill(engine: AsyncEngine, script: str) -> None:
    async with engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.executescript(script)


class AllOfIt(RuleBasedStateMachine):
    """Bo's bookable hours on two Wednesdays, and his drop-in hours on Tuesday and Wednesday."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.times = (13, 15)
        self.booked: dict[datetime, str] = {}
        self.list: list[str] = []
        self.passed_on: set[tuple[str, datetime]] = set()
        self.line: list[str] = []
        self.promised: set[str] = set()
        self.shut: list[tuple[datetime, datetime, str]] = []
        self.put = Counter[str]()

    @initialize(
        taken=st.lists(WHO, min_size=8, max_size=8), wait=st.lists(WHO, unique=True, max_size=3)
    )
    def opens(self, taken: list[str], wait: list[str]) -> None:
        """All slots are booked, and some wait for one."""
        self.run(self._opens())
        for start, who in zip(list(self.slots()), taken, strict=False):
            self.books(who, start)
        for who in wait:
            self.waits(who)

    async def _opens(self) -> None:
        self.engine = create_engine("sqlite+aiosqlite://")
        await _fill(self.engine, await _migrated())
        self.chat: Chat = await open_chat(now=NOW, repository=SqlStore(self.engine))
        await lay(self.chat, bookable("ons 13–15", last=LAST), drop_in("tis–ons 9–16", last=LAST))

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.run(self.engine.dispose())
        self.loop.close()

    def run(self, waits: Any) -> Any:
        return self.loop.run_until_complete(waits)

    # -- what konsult has ---------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.chat.clock.now

    def stored(self) -> list[Booking]:
        """Also those that are over, which no picture holds."""

        async def read() -> list[Booking]:
            columns = (booking.c[name] for name in field_names(Booking))
            async with self.engine.connect() as connection:
                found = await read_values(connection, Booking, select(*columns))
            return [one for one in found if one.takes_time]

        done: list[Booking] = self.run(read())
        return done

    def holds(self) -> dict[datetime, Hold]:
        found = [one for one in self.chat.snapshot.of(BOOKED).holds if one.stands(self.now)]
        assert len({one.start for one in found}) == len(found), "a slot is offered to two"
        return {one.start: one for one in found}

    def places(self) -> list[Place]:
        return [one for one in self.chat.snapshot.of(QUEUED).places if one.in_line]

    def press(self, who: str, action: str, then: str = "", **data: str) -> None:
        """They press it; where it is shown first what it means, they say yes, to what they want of
        the line if it asks."""
        user = self.chat.user(who)
        self.chat.clock.moves(seconds=1)

        async def pressed() -> None:
            card = (await self.chat.desk.press(user.visitor, Press("tid", action=action, data=data), {})).card  # fmt: skip
            sure = [one for _, one in presses(card) if one.data.get("säkert")]
            if sure and action in ("stäng", "sjuk", "ändra"):
                wanted = [o for o in sure if o.data.get("kön", then) == then] or sure
                chosen = next((o for o in wanted if o.data.get("utanför") == data.get("utanför")), wanted[0])  # fmt: skip
                await self.chat.desk.press(user.visitor, chosen, {})
            await self.chat.live.refresh()

        self.run(pressed())

    def letters(self) -> Counter[str]:
        """Who has been written to since it was last asked."""

        async def read() -> list[str]:
            async with self.engine.connect() as connection:
                return [row.recipient for row in await connection.execute(select(delivery))]

        now = Counter[str](self.run(read()))
        new, self.put = now - self.put, now
        return new

    def expect(self, holds: Mapping[datetime, Hold], told: Counter[str]) -> None:
        """Each is told once, and so is who has been offered something since."""
        offered = [one for start, one in self.holds().items() if holds.get(start) != one]
        for one in offered:
            self._is_fair(one)
        assert self.letters() == told + Counter(one.holder for one in offered)

    def _is_fair(self, hold: Hold) -> None:
        """The first who waits and may have it; in time to be used."""
        others = {one.holder for start, one in self.holds().items() if start != hold.start}
        may = [who for who in self.list if who not in others and (who, hold.start) not in self.passed_on]  # fmt: skip
        assert may and hold.holder == may[0], (hold, self.list, self.passed_on)
        assert self.now < hold.until <= hold.start - max(GIVEN_BACK, LEAST_NOTICE)

    # -- what the oracle knows ----------------------------------------------------------------

    def is_shut(self, start: datetime, hour: str) -> bool:
        end = start + HALF
        return any(a < end and start < b and of in ("", hour) for a, b, of in self.shut)

    def slots(self) -> Iterator[datetime]:
        """Those that there are to come, of the times as they are, beside what is booked."""
        first, last = self.times
        for day in DAYS:
            for number in range(int((last - first) * 2)):
                start = to_utc(day, time(first)) + number * STEP
                apart = all(abs(start - taken) >= HALF for taken in self.booked)
                if apart and not self.is_shut(start, "kard-1") and self.now < start - GIVEN_BACK:
                    yield start

    def is_free(self, start: datetime, who: str) -> bool:
        hold = self.holds().get(start)
        return start in set(self.slots()) and (hold is None or hold.holder == who)

    def is_open(self) -> bool:
        wall = local(self.now)
        opens = wall.date() <= LAST and wall.weekday() in (1, 2) and 9 <= wall.hour < 16
        return opens and not any(a <= self.now < b and of in ("", "kard-2") for a, b, of in self.shut)  # fmt: skip

    # -- what people do -----------------------------------------------------------------------

    @rule(who=WHO, start=SLOT_TIMES)
    def books(self, who: str, start: datetime) -> None:
        before = self.holds()
        free = self.is_free(start, who)
        self.press(who, "boka", tid="kard-1", start=start.isoformat(), ämne=TOPIC)
        if free:
            self.booked[start] = who
            self.list = [one for one in self.list if one != who]
        self.expect(before, Counter({"bo-b": 1}) if free else Counter())

    @precondition(lambda self: self.booked)
    @rule(data=st.data())
    def cancels(self, data: st.DataObject) -> None:
        start, before = data.draw(st.sampled_from(sorted(self.booked))), self.holds()
        who, ahead = self.booked[start], self.now < start
        self.press(who, "avboka", ja="ja", **self._booking(start))
        if ahead:
            del self.booked[start]
        self.expect(before, Counter({"bo-b": 1}) if ahead else Counter())

    def _booking(self, start: datetime) -> dict[str, str]:
        [one] = [one for one in self.stored() if one.start == start]
        return {"bokning": one.id, "ändring": str(one.sequence)}

    @precondition(lambda self: self.booked)
    @rule(data=st.data(), to=SLOT_TIMES)
    def moves(self, data: st.DataObject, to: datetime) -> None:
        start, before = data.draw(st.sampled_from(sorted(self.booked))), self.holds()
        who = self.booked[start]
        given = self._booking(start)
        without = {taken: whose for taken, whose in self.booked.items() if taken != start}
        self.booked, kept = without, self.booked
        may = self.now < start and self.is_free(to, who)
        self.booked = kept
        self.press(who, "flytta", tid="kard-1", start=to.isoformat(), **given)
        if may:
            self.booked = {**without, to: who}
            self.list = [one for one in self.list if one != who]
        self.expect(before, Counter({"bo-b": 1}) if may else Counter())

    @precondition(lambda self: self.booked and len(self.shut) < 2)
    @rule(day=st.sampled_from(DAYS))
    def closes_a_day(self, day: Any) -> None:
        before = self.holds()
        lost = self._lost(day, day, "kard-1")
        self.press("bo-b", "stäng", tid="kard-1", vad=f"dagen|{day.isoformat()}")
        self._shuts(day, day, "kard-1", before, lost)

    @precondition(lambda self: (self.booked or self.line) and len(self.shut) < 2)
    @rule(first=st.sampled_from(DAYS), both=st.booleans(), then=st.sampled_from(AfterClosing))
    def is_ill(self, first: Any, both: bool, then: AfterClosing) -> None:
        """Who stands in line is called all the same, or does something else."""
        last, before = LAST if both else first, self.holds()
        known = set(self.line) & self.promised if then is AfterClosing.STAY else set()
        lost = self._lost(first, last, "", known)
        data = {"från": first.isoformat(), "tom": last.isoformat()}
        self.press("bo-b", "sjuk", then.value, vem="bo-b", **data)
        self._shuts(first, last, "", before, lost, then)

    def _lost(
        self, first: Any, last: Any, hour: str, known: Set[str] = frozenset()
    ) -> Counter[str]:
        """Those who lose a booking, an offer or their place by it: each is told once."""
        days = [day for day in DAYS if first <= day <= last]
        of_days = [start for start in self.booked if local(start).date() in days]
        holders = [one.holder for start, one in self.holds().items() if local(start).date() in days]
        to_come = [start for start in of_days if start + HALF > self.now]
        if hour:
            to_come = [start for start in to_come if start > self.now]
        line = set(self.line) - known if not hour and local(self.now).date() in days else set()
        return Counter({*(self.booked[start] for start in to_come), *holders, *line})

    def _shuts(
        self,
        first: Any,
        last: Any,
        hour: str,
        before: Mapping[datetime, Hold],
        lost: Counter[str],
        then: AfterClosing = AfterClosing.NEXT_TIME,
    ) -> None:
        closures = self.chat.snapshot.of(OFFERED).closures
        new = [(o.start, o.end, o.hour) for o in closures if (o.start, o.end, o.hour) not in self.shut]  # fmt: skip
        self.shut += new
        if not new:
            self.expect(before, Counter())
            return
        talks = [s for s in self.booked if hour and s <= self.now < s + HALF]
        gone = [s for s in self.booked if self.is_shut(s, "kard-1") and s + HALF > self.now and s not in talks]  # fmt: skip
        self.booked = {start: who for start, who in self.booked.items() if start not in gone}
        if not hour and first <= local(self.now).date() <= last:
            if then is AfterClosing.STAY:
                self.promised |= set(self.line)
            else:
                self.line = []
        self.expect(before, lost)

    @precondition(lambda self: self.booked)
    @rule(words=st.sampled_from(sorted(TIMES)), keeps=st.booleans())
    def changes_the_series(self, words: str, keeps: bool) -> None:
        before = self.holds()
        when = f"varje ons {words}, från 1 nov 2026, t.o.m. 2 dec 2026"
        choice = "behåll" if keeps else "ställ in"
        hour = self.chat.snapshot.of(OFFERED).hours.get("kard-1")
        assert hour is not None
        was = hour.hours
        self.press("bo-b", "ändra", tid="kard-1", när=when, sätt="30", kanal="video", var="https://video.example.org/kardiologi", utanför=choice, **{"för": "hjärtsvikt", "inte": "akut sjuka"})  # fmt: skip
        after = self.chat.snapshot.of(OFFERED).hours.get("kard-1")
        assert after is not None
        lost: list[str] = []
        if after.hours != was:
            self.times = TIMES[words]
            outside = [s for s in self.booked if s > self.now and not self._lies_in(s)]
            if not keeps:
                lost = [self.booked.pop(start) for start in outside]
            there = set(self.slots())
            lost += [one.holder for start, one in before.items() if start not in there]
        self.expect(before, Counter(set(lost)))

    def _lies_in(self, start: datetime) -> bool:
        first, last = (to_utc(local(start).date(), time(hour)) for hour in self.times)
        return first <= start and start + HALF <= last

    @precondition(lambda self: len(self.list) < len(PEOPLE))
    @rule(who=WHO)
    def waits(self, who: str) -> None:
        before = self.holds()
        full = not any(self.is_free(start, who) for start in self.slots())
        self.press(who, "vänta", tid="kard-1", ämne=TOPIC)
        if full and who not in self.list:
            self.list.append(who)
        self.expect(before, Counter())

    @precondition(lambda self: self.list)
    @rule(data=st.data())
    def leaves_the_list(self, data: st.DataObject) -> None:
        who, before = data.draw(st.sampled_from(self.list)), self.holds()
        self.list = [one for one in self.list if one != who]
        self.press(who, "lämna-väntelistan", tid="kard-1")
        self.expect(before, Counter())

    @precondition(lambda self: self.holds())
    @rule()
    def lets_an_offer_go(self) -> None:
        before = self.holds()
        start, hold = min(before.items())
        self.passed_on.add((hold.holder, start))
        self.press(hold.holder, "avstå", tid="kard-1", start=start.isoformat())
        self.expect(before, Counter())

    @precondition(lambda self: self.holds())
    @rule()
    def takes_an_offer(self) -> None:
        start, hold = min(self.holds().items())
        self.books(hold.holder, start)
        assert self.booked.get(start) == hold.holder

    @precondition(lambda self: len(self.line) < len(PEOPLE))
    @rule(who=WHO)
    def stands_in_line(self, who: str) -> None:
        joins = self.is_open() and who not in self.line
        self.press(who, "kö", tid="kard-2", ämne=TOPIC)
        if joins:
            self.line.append(who)
        self.expect(self.holds(), Counter())

    @precondition(lambda self: self.line)
    @rule(data=st.data())
    def leaves_the_line(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(self.line))
        self.line.remove(who)
        self.press(who, "kö-lämna", tid="kard-2")
        self.expect(self.holds(), Counter())

    @precondition(lambda self: self.line)
    @rule()
    def calls_who_is_first(self) -> None:
        who = self.line.pop(0)
        [place] = [one for one in self.places() if one.waiting == who]
        self.press("bo-b", "kö-ring", tid="kard-2", plats=place.id)
        self.press("bo-b", "kö-ring", tid="kard-2", plats=place.id)
        called = self.chat.snapshot.of(QUEUED).places.get(place.id)
        assert called is not None and called.state is PlaceState.CALLED
        self.expect(self.holds(), Counter({who: 1}))

    @rule(hours=st.sampled_from([1, 3, 20]))
    def time_passes(self, hours: int) -> None:
        """The job looks at all who wait."""
        ended = self.holds()
        self.run(self.chat.passes(self.now + timedelta(hours=hours)))
        before = self.holds()
        for start, hold in ended.items():
            if start not in before:
                self.passed_on.add((hold.holder, start))
        left = [one for one in self.places() if one.end <= self.now and one.state is not PlaceState.STAYS]  # fmt: skip
        self.run(self._job(left))
        told = Counter(one.waiting for one in left)
        self.line = [who for who in self.line if who not in told]
        self.expect(before, told)

    async def _job(self, left: list[Place]) -> None:
        snapshot, revisions = self.chat.snapshot, revisions_of(SERVES, self.chat.live.revisions)
        done = [served(who, snapshot, self.now) for who in concerned(snapshot)]
        hour = snapshot.of(OFFERED).hours.get("kard-2")
        assert hour is not None
        changes = [change for one in done for change in one.changes]
        letters = [letter for one in done for letter in one.deliveries]
        if left:
            more, to_them = closing(hour, left, AfterClosing.NEXT_TIME, snapshot, self.now)
            changes += more
            letters += to_them
        await self.chat.repository.apply(
            changes, actor="konsult", now=self.now, deliveries=letters, expected=revisions
        )
        await self.chat.live.refresh()

    # -- what is always so --------------------------------------------------------------------

    @invariant()
    def no_slot_is_booked_twice_or_lost(self) -> None:
        if not hasattr(self, "chat"):
            return
        stored = self.stored()
        assert {one.start: one.booked_by for one in stored} == self.booked
        assert len(stored) == len(self.booked)
        assert not any(a.touches(b) for a in stored for b in stored if a.id != b.id)

    @invariant()
    def everybody_stands_where_they_stood(self) -> None:
        if not hasattr(self, "chat"):
            return
        in_line = sorted(self.places(), key=lambda one: (one.joined, one.id))
        assert sorted(one.waiting for one in in_line) == sorted(self.line)
        waiting = [one.waiting for one in self.chat.snapshot.of(QUEUED).waiting]
        assert sorted(waiting) == sorted(self.list)


TestAllOfIt = AllOfIt.TestCase
TestAllOfIt.settings = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
