"""A month: what a seed decides, one thing after another, and how time passes between."""

import asyncio
import json
import random
from collections.abc import Coroutine
from dataclasses import field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.rosters.publishing import IncomingRoster
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.publishing.plan import RosterAnswers
from tests.simulation.clock import begins, instant, quarter, wall
from tests.simulation.month.booking import Booking
from tests.simulation.month.episodes import POSTS, Ambush, Event, Spell, Stage, episodes
from tests.simulation.month.judge import Judge
from tests.simulation.month.peers import (
    TEAM,
    Got,
    MailFault,
    RosterFault,
    SlackFault,
    presses_of,
    words_of,
)
from tests.simulation.month.process import Process, interactive
from tests.simulation.month.region import DOCTORS, EVERYBODY, LINES, POLLED, spans, written
from tests.simulation.month.world import ADDRESS, BASE, Trouble, World
from tests.simulation.oracle import Deed, Kind, LineKey, Oracle, Rostered, Touched

DAYS = 30
SECOND, MINUTE, HOUR, DAY = (
    timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days")
)
JUST_BEFORE = 1.1 * SECOND
"""Awake so long before something happens, that every process has looked at the store."""
LOOKS_BEFORE = MINUTE + 2.5 * SECOND
"""Longer than whatever goes by the clock waits, so that all of it is due when they wake up."""
A_LITTLE = 0.02
"""Seconds after the hour at which those who wake up by the clock look at it."""
NOBODY_KNOWS_WHO = "Slack svarar inte på vem du är"
"""What somebody is told whom Slack says nothing of, while it fails."""
PATH = "/slack/events"
POLLED_EVERY = DAY


class Sabotage(StrEnum):
    """What the world does to konsult so that the judge has to find it."""

    NONE = ""
    DROPS = "drops"
    DOUBLES = "doubles"
    MISLEADS = "misleads"
    HIDES = "hides"


@dataclass
class Play:
    """One seed."""

    world: World
    seed: int
    events: list[Event] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    changed_at: datetime = BASE
    unsure: set[LineKey] = field(default_factory=set)
    shifts: dict[LineKey, list[Rostered]] = field(default_factory=dict)
    versions: dict[int, list[Rostered]] = field(default_factory=dict)
    in_force: int = 0
    busy: int = 0
    served_at: datetime = BASE
    ticked_at: datetime = BASE
    offered: datetime = BASE
    opens_at: datetime = BASE
    asked: int = 0
    questions: int = 0
    sabotage: Sabotage = Sabotage.NONE
    seen: set[str] = field(default_factory=set)
    ambushes: list[Ambush] = field(default_factory=list)
    spoilt: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.world.random.seed(self.seed)
        self.judge = Judge(Oracle(LINES), self.world.troubles)
        self.judge.says = self.world.says
        self.world.around.lag = self._lag
        around = self.world.around
        around.slack_fault = self._slack_fault
        around.mail_fault = lambda: self._fault("mail")
        around.roster_fault = lambda: self._fault("roster")
        self.world.roster.is_called = self._called
        around.final = self._final
        self.world.roster.is_asked = self._polled
        self.world.roster.is_read_by = self._read_by
        days = 2 + self.random.randrange(300)
        self.first = (
            wall(BASE + days * DAY)
            .replace(hour=9, minute=0, second=5, microsecond=0)
            .astimezone(UTC)
        )
        self.last = self.first + DAYS * DAY
        self.booking = Booking.planned(self)

    @property
    def now(self) -> datetime:
        return self.world.now()

    # -- how time passes ------------------------------------------------------------------------

    async def until(self, at: datetime) -> None:
        """Let time pass; where nothing is under way, the machine sleeps until something is due."""
        while self.now < at:
            if self.now >= self.opens_at:
                self.looks()
            rests = self._rests_until(at)
            if rests is not None and rests - self.now > 2 * SECOND:
                await self._rests(rests, only_people=rests == at - JUST_BEFORE)
            else:
                left = (min(at, self.opens_at) - self.now).total_seconds()
                await asyncio.sleep(min(0.5, max(left, 0.001)))

    def looks(self) -> None:
        self.judge.look(self.now)
        self.opens_at = min(self.judge.openings(self.now), default=self.last)

    async def _rests(self, until: datetime, *, only_people: bool) -> None:
        """The machines sleep; some of them wake up, the others stand still. Where it is people who
        wake them, what goes by the clock is no later than the sleep was long."""
        if only_people or until - self.now > LOOKS_BEFORE:
            near = self._is_near_trouble(until)
            self._wakes(3 if near else self.random.choice((1, 1, 1, 1, 2, 3)))
        if only_people:
            self.world.asleep += until - self.now
        else:
            await self._looks_first(until)
            if self._rests_until(until) is None:
                return
            self.world.loop.leap((until - self.now).total_seconds() + A_LITTLE)
            self.ticked_at = self.now
        self.looks()
        await asyncio.sleep(0.2)

    async def _looks_first(self, until: datetime) -> None:
        """Who has stood still sees what others have written, before it goes by the clock again."""
        if until - self.now > LOOKS_BEFORE:
            self.world.asleep += until - self.now - LOOKS_BEFORE
            await asyncio.sleep(JUST_BEFORE.total_seconds())

    def _is_near_trouble(self, at: datetime) -> bool:
        return any(
            one.what != "peer" and one.first - MINUTE <= at <= one.last + 2 * MINUTE
            for one in self.world.troubles
        )

    def _wakes(self, some: int) -> None:
        there = [p for p in self.world.processes if p.app is not None and not p.dead]
        awake = self.random.sample(there, min(some, len(there)))
        for process in there:
            if process in awake:
                self.world.loop.goes_on(process)
            else:
                process.still = True

    def _rests_until(self, at: datetime) -> datetime | None:
        """Until when nothing happens; None where something is under way."""
        world = self.world
        on_the_minute = self.now.second == 0 and self.now.microsecond < 300_000
        if world.under_way or self.busy or on_the_minute:
            return None
        found = [at - JUST_BEFORE]
        for state, digest, holder, due in world.peek(
            "SELECT state, digest, holder, due FROM delivery WHERE state IN ('waiting', 'sending')"
        ):
            self.seen.add(f"delivery {state}")
            if state == "sending" and holder in self._dead_holders():
                self.seen.add("lease of a letter taken over")
            when = datetime.fromtimestamp(due / 1e6, UTC)  # type: ignore[operator]
            if state == "sending" and self._lives(holder):
                return None
            if digest:
                when = max(when, self.now)
                found.append(_whole_minute(when))
            elif when <= self.now:
                if self._can_write():
                    return None
            else:
                found.append(when)
        for (holder,) in world.peek("SELECT holder FROM duty_lease"):
            if self._works(holder):
                return None
            if holder in self._dead_holders():
                self.seen.add("lease of a duty taken over")
        found.append(self.opens_at)
        if self.changed_at > self.ticked_at:
            found.append(self.now + 65 * SECOND)
        ends = (one.last for one in self.world.troubles if one.what != "peer")
        found += [at for last in ends for at in (last + SECOND,) if at > self.now]
        if max(self.versions) > self.in_force:
            found.append(max(self._next_poll(), self.now + MINUTE))
        return min(found)

    def _next_poll(self) -> datetime:
        """When the address is read again; it is seen that it is read, or tried."""
        return self.served_at + POLLED_EVERY

    def _can_write(self) -> bool:
        return any(not process.disk.out for process in self.world.up)

    def _dead_holders(self) -> set[object]:
        apps = [process.app for process in self.world.buried if process.app]
        return {one for app in apps for one in (app.worker.holder, app.scheduler._holder)}

    def _lives(self, holder: object) -> bool:
        return any(p.app.worker.holder == holder for p in self.world.up if p.app)

    def _works(self, holder: object) -> bool:
        return any(p.app.scheduler._holder == holder for p in self.world.up if p.app)

    # -- the month ------------------------------------------------------------------------------

    async def run(self) -> None:
        self.world.asleep += self.first - self.now
        self.world.loop.leap(0)
        await asyncio.sleep(2)
        await self._opens()
        self._plans()
        for event in self.events:
            await self.until(event.at)
            self.world.says(event.what)
            self._begins(getattr(self, f"_{event.what}")())
        await self.until(self.last)
        over = max([self.last, *(one.last for one in self.world.troubles)]) + 40 * MINUTE
        await self.until(over)
        self.judge.told(self._sabotaged(self.world.around.got), self.now)

    def _sabotaged(self, got: list[Got]) -> list[Got]:
        """The letters as they came; or one of ten lost though it was told to have come, or twice."""
        plain = [one for one in got if one.told and not self._troubled(one.at)][::10]
        match self.sabotage:
            case Sabotage.DROPS:
                return [one for one in got if one not in plain]
            case Sabotage.DOUBLES:
                return [*got, *(replace(one, at=one.at + SECOND) for one in plain)]
            case _:
                return got

    def _begins(self, work: Coroutine[Any, Any, None]) -> None:
        self.busy += 1

        async def counted() -> None:
            try:
                await work
            finally:
                self.busy -= 1

        self.world.loop.create_task(counted())

    def _plans(self) -> None:
        """What happens when; much of the trouble comes just when something is told."""
        often = {"asks": 9, "takes": 4, "writes": 3}
        slots = self.random.sample(range(8, DAYS * 96 - 96), sum(often.values()))
        deeds = [what for what, times in often.items() for _ in range(times)]
        self.events = [
            Event(instant(quarter(self.first) + slot) + self._seconds(4, 50), what)
            for slot, what in zip(slots, deeds, strict=True)
        ]
        moments = [event.at for event in self.events if event.what == "takes"]
        moments += [one.start for line in LINES for one in self.shifts[line]][:8]
        moments += [begins(wall(one).date() - DAY, time(18)) for one in moments[4:8]]
        moments = [one for one in moments if self.first + DAY < one < self.last - DAY]
        for what in ("kills", "kills", "kills", "stops", "unplugs", "unplugs"):
            near = self.random.choice(((-3, 4), (0.0, 0.5)))
            at = self.random.choice(moments) + self._seconds(*near)
            self.events.append(Event(at, what))
        for peer, faults in (
            (("slack", SlackFault),) * 3 + (("mail", MailFault),) * 2 + (("roster", RosterFault),)
        ):
            some = tuple(fault for fault in faults if fault is not SlackFault.RATE_LONG)
            self._plan_spell(peer, some, moments)
        self._plan_episodes(moments)
        self._plan_booking()
        self.events.sort(key=lambda event: event.at)

    def _plan_episodes(self, moments: list[datetime]) -> None:
        deeds = [event.at for event in self.events if event.what == "takes"]
        stage = Stage(self.random, self.first, self.last, self.shifts[LINES[0]], deeds)
        for episode in episodes(self.seed, stage):
            self.spells += episode.spells
            self.events += episode.events
            self.ambushes += episode.ambushes
            for spell in episode.spells:
                rests = HOUR if SlackFault.RATE_LONG in spell.faults else timedelta()
                self.world.troubles.append(Trouble("peer", spell.first, spell.last + rests))

    def _plan_booking(self) -> None:
        """Every other slot is given up, just when nobody can be reminded of it."""
        begins = self.booking.start
        self.events.append(Event(begins - 50 * HOUR + 10 * SECOND, "books"))
        if self.seed % 2:
            reminded = begins - HOUR
            out = Spell(
                "slack",
                reminded - 20 * SECOND,
                reminded + 150 * SECOND,
                1.0,
                (SlackFault.BROKEN,),
                POSTS,
            )
            self.spells.insert(0, out)
            self.world.troubles.append(Trouble("peer", out.first, out.last))
            self.events.append(Event(reminded + 70 * SECOND, "gives_up"))

    async def _books(self) -> None:
        await self.booking.books()

    async def _gives_up(self) -> None:
        await self.booking.gives_up()

    def _plan_spell(self, peer: str, faults: tuple[Any, ...], moments: list[datetime]) -> None:
        first = self.random.choice(moments) + self._seconds(-20, 2)
        if peer == "roster":
            first -= 2 * HOUR
        last = (
            first + self.random.choice((20, 20, 90, 90, 600, 3000)) * SECOND * self.random.random()
        )
        last += 4 * HOUR if peer == "roster" else 5 * SECOND
        some = tuple(self.random.sample(faults, self.random.randint(1, 4)))
        self.spells.append(Spell(peer, first, last, self.random.choice((0.3, 0.7, 1.0)), some))
        self.world.troubles.append(Trouble("peer", first, last))

    def _seconds(self, least: float, most: float) -> timedelta:
        return self.random.uniform(least, most) * SECOND

    def _fault(self, peer: str, method: str = "") -> Any:
        chance = self.world.random
        for spell in self.spells:
            is_on = spell.peer == peer and spell.first <= self.now <= spell.last
            if is_on and spell.meets(method) and chance.random() < spell.odds:
                fault = chance.choice(spell.faults)
                self.seen.add(f"{peer} {fault}")
                if peer == "roster":
                    self.judge.misread.append(self.now)
                return fault
        return None

    def _lag(self) -> float:
        """How long a peer takes: mostly some hundredths of a second."""
        return self.world.random.choice((0.02, 0.05, 0.1, 0.4)) * self.world.random.random()

    def _slack_fault(self, method: str) -> SlackFault | None:
        """A conversation can be gone for those who post in it alone."""
        fault: SlackFault | None = self._fault("slack", method)
        gone_elsewhere = fault is SlackFault.GONE and method != "chat.postMessage"
        return None if gone_elsewhere else fault

    def _final(self, person: str) -> None:
        self.judge.finals.append((self.now, person))

    # -- rosters --------------------------------------------------------------------------------

    async def _opens(self) -> None:
        """Both rosters are published by hand; one of them is read from its address from then on."""
        begin = wall(self.first).date() + 2 * DAY
        for line in LINES:
            doctors = [one.id for one in DOCTORS[line[0]]]
            turn = self.random.randrange(4)
            self.shifts[line] = [
                Rostered(line, doctors[(turn + number) % 4], start, end)
                for number, (start, end) in enumerate(spans(begin, DAYS + 12))
            ]
        self.versions[0] = self.shifts[LINES[0]]
        self.world.roster.content = written(self.versions[0])
        app = self.world.processes[0].app
        assert app is not None
        for line, name, every in (
            (LINES[0], ADDRESS, POLLED_EVERY // MINUTE),
            (LINES[1], "jour.csv", 0),
        ):
            now = self.now
            incoming = IncomingRoster(
                service=line[0], name=name, content=written(self.shifts[line]), every_minutes=every
            )
            publishing = app.files.rostering.publish(
                incoming, RosterAnswers(names={}), "web:karin-k"
            )
            task = self.world.processes[0].does(publishing)
            await asyncio.wait({task})
            task.result()
            self._rosters(line, self.shifts[line], now)
        self.served_at = self.now
        hour = self.booking.hour()
        writing = self.world.processes[0].does(app.live.write([Keep(hour)], hour.made_by))
        await asyncio.wait({writing})
        writing.result()

    def _rosters(self, line: LineKey, shifts: list[Rostered], now: datetime) -> None:
        """A roster is in force: it says all of its line from its first shift to its last."""
        first, last = (
            min(one.start for one in shifts),
            max(one.start for one in shifts) + 15 * MINUTE,
        )
        touched = self.judge.oracle.rosters([line], first, last, shifts, now)
        self._changed(touched, now)

    def _changed(self, touched: Touched, now: datetime) -> None:
        self.judge.changed(touched, now)
        self.changed_at = self.now
        self.looks()

    async def _writes(self) -> None:
        """The planner writes another version: somebody else has a shift ahead."""
        latest = self.versions[max(self.versions)]
        ahead = [one for one in latest if one.start > self.now + 4 * HOUR]
        one = self.random.choice(ahead)
        who = self.random.choice([d.id for d in DOCTORS[POLLED] if d.id != one.who])
        version = max(self.versions) + 1
        self.versions[version] = [
            replace_who(each, who) if each == one else each for each in latest
        ]
        peer = self.world.roster
        peer.version, peer.content = version, written(self.versions[version])

    def _called(self) -> None:
        self.served_at = self.now

    def _polled(self, version: int, known: str, process: Any) -> None:
        """konsult asks for the roster: it has the version that it names, and is given the latest."""
        self.world.says(f"roster asked for by {process.number}: has {known!r}, gets {version}")
        if known:
            self._has(int(known), self.offered)
        if version > self.in_force:
            self.offered = self.now
            self._begins(self._published(version, process, self.now))

    async def _published(self, version: int, process: Process, at: datetime) -> None:
        """It is in force, if nothing hindered it; else somebody looks when the trouble is past."""
        self.changed_at = self.now
        await asyncio.sleep(2.5)
        if not process.dead and not self._hindered(at):
            self._has(version, at)
        elif version > self.in_force:
            self.unsure.add(LINES[0])
            await self._is_looked_for(version, at)

    async def _is_looked_for(self, version: int, at: datetime) -> None:
        """Whoever is shown in a shift that differs tells whether it is in force; where people have
        taken over all of it, the next time that the roster is asked for does."""
        while version > self.in_force and (differs := self._differs(version)):
            moment, was, is_ = differs
            shown = await self._shown_after_trouble(LINES[0], moment)
            if shown is not None and self.sabotage is Sabotage.HIDES:
                shown = {was}
            if shown is not None and (is_ in shown) != (was in shown):
                if is_ in shown:
                    self._has(version, at)
                return

    def _differs(self, version: int) -> tuple[datetime, str, str] | None:
        """The last quarter, with nothing over it that people have done, in which somebody else is
        on by this version, and who is by which."""
        row = self.judge.oracle.rows[LINES[0]]
        for old, new in zip(
            reversed(self.versions[self.in_force]), reversed(self.versions[version]), strict=True
        ):
            for at in range(quarter(new.end) - 1, max(quarter(new.start), quarter(self.now)), -1):
                if old.who != new.who and row.places[at] == row.rostered[at]:
                    return instant(at), old.who, new.who
        return None

    async def _shown_after_trouble(self, line: LineKey, moment: datetime) -> set[str] | None:
        """Who is on at a moment, as the browser says when nothing hinders it; None: not in time."""
        self.busy -= 1
        await asyncio.sleep(30)
        self.busy += 1
        process = self._somewhere()
        if process is None or self._hindered(self.now):
            return None
        shown = await process.shows(f"konsult {line[0]} {wall(moment):%Y-%m-%d %H:%M}")
        return None if shown is None else names_in(shown)

    def _hindered(self, at: datetime) -> bool:
        return any(
            one.first - SECOND <= at + 3 * SECOND and at <= one.last
            for one in self.world.troubles
            if one.what != "peer"
        )

    def _has(self, version: int, at: datetime) -> None:
        self.unsure.discard(LINES[0])
        if version > self.in_force:
            self.in_force = version
            self.world.says(f"roster {version} in force since {at}")
            self._rosters(LINES[0], self.versions[version], at)

    # -- people ---------------------------------------------------------------------------------

    async def _asks(self) -> None:
        """Somebody asks who is on, now or later, in Slack or in the browser."""
        line = self.random.choice(LINES)
        who = self.random.choice([one for one in EVERYBODY if one.slack == "member"])
        process = self._somewhere()
        if process is None:
            return
        at, words = self.now, line[0]
        if self.random.random() < 0.5:
            shows = wall(self.now + self.random.randint(1, 9 * 96) * 15 * MINUTE)
            at = shows.replace(minute=shows.minute // 15 * 15, second=0, microsecond=0)
            words, at = f"{line[0]} {at:%Y-%m-%d %H:%M}", at.astimezone(UTC)
        sent = self.now
        shown = await self._shown(process, words, who.user)
        if shown is None:
            self._unanswered(f"/konsult {words}", process, sent)
            return
        if line in self.unsure or self._is_changing(sent, process):
            return
        if NOBODY_KNOWS_WHO in shown and self._troubled(sent):
            return
        said = names_in(shown)
        if self.sabotage is Sabotage.MISLEADS:
            said = {self.random.choice([one.id for one in DOCTORS[line[0]] if one.id not in said])}
        self.judge.answered(line, said, [at], f"/konsult {words} at {sent}")

    async def _shown(self, process: Process, words: str, user: str) -> str | None:
        """What somebody is shown who asks, every third time in the browser; None: not in time."""
        self.questions += 1
        if self.questions % 3 == 0:
            self.seen.add("asked in the browser")
            return await process.shows(f"konsult {words}")
        self.seen.add("asked in Slack")
        answer = await process.answers(PATH, command("konsult", words, user))
        return answer and words_said(answer[1])

    def _is_changing(self, sent: datetime, process: Process) -> bool:
        """Whether something was being decided, or the process could not see what had been."""
        since = min(
            [sent - 5 * SECOND]
            + [
                one.first
                for one in self.world.troubles
                if one.what == "disk" and one.last > sent - 5 * SECOND
            ]
        )
        return self.changed_at >= since

    def _unanswered(self, what: str, process: Process, sent: datetime) -> None:
        if not process.dead and not self._troubled(sent):
            self.judge.wrong.append(f"no answer: {what} at {sent}")

    def _troubled(self, at: datetime) -> bool:
        return any(
            one.first - 5 * SECOND <= at <= one.last + 10 * SECOND for one in self.world.troubles
        )

    def _somewhere(self) -> Process | None:
        return self.random.choice(self.world.up) if self.world.up else None

    async def _takes(self) -> None:
        """Somebody takes over for some hours."""
        line = self.random.choice(LINES)
        members = [one for one in DOCTORS[line[0]] if one.slack == "member"]
        who, hours = self.random.choice(members), self.random.randint(2, 30)
        process, at = self._somewhere(), self.now
        if process is None:
            return
        text = f"ta bakjour {line[0]} {hours} timmar"
        answer = await process.answers(PATH, command("pass", text, who.user))
        presses = buttons_of(answer[1]) if answer else {}
        if "Ta över" not in presses:
            self.world.says(
                f"{who.id} cannot take {line[0]}: {answer and words_said(answer[1])[:120]!r}"
            )
            return
        process, self.changed_at = self._somewhere(), self.now
        if process is None:
            return
        said = await self.press(process, who.user, presses["Ta över"])
        self.world.says(f"{who.id} takes {line[0]} {hours} h by {process.number}: {said[:90]!r}")
        if " har nu " in said:
            self._taken(line, who.id, at, hours)
        elif not said:
            self._unanswered(f"ta över {line[0]}", process, at)
            self.unsure.add(line)
            self._begins(self._learns(line, who.id, at, hours))

    def _taken(self, line: LineKey, who: str, at: datetime, hours: int) -> None:
        deeds: list[Deed] = []
        for one in self._lacks(line, who, at, hours):
            if deeds and deeds[-1].last == one:
                deeds[-1].last = one + 1
            else:
                deeds.append(Deed(f"{who} {at} {one}", line, Kind.TAKES, who, "", one, one + 1))
        self.judge.made |= {deed.id: at for deed in deeds}
        self._changed(self.judge.oracle.does(deeds, at), at)
        self.judge.learned(at, self.now)

    def _lacks(self, line: LineKey, who: str, at: datetime, hours: int) -> list[int]:
        """The quarters of so many hours in which they are not on already."""
        places = self.judge.oracle.rows[line].places
        some = range(quarter(at), quarter(at + hours * HOUR))
        return [one for one in some if all(p.who != who for p in places[one])]

    async def _learns(self, line: LineKey, who: str, at: datetime, hours: int) -> None:
        """Whoever had no answer looks in the browser whether it was done: at the last that they
        would not have had before, so that it is seen of one who is on already too. Slack need not
        be there for that."""
        lacks = self._lacks(line, who, at, hours)
        while lacks:
            shown = await self._shown_after_trouble(line, instant(lacks[-1]))
            if shown is not None:
                if who in shown:
                    self._taken(line, who, at, hours)
                break
        self.unsure.discard(line)

    async def press(self, process: Process, user: str, value: tuple[str, str]) -> str:
        """Press a button; what then stands there, nothing where no answer came."""
        self.asked += 1
        path = f"/respond/{self.asked}"
        await process.answers(PATH, interactive(pressed(user, value, path, self.asked)))
        for _ in range(20):
            await asyncio.sleep(0.25)
            if found := self.world.slack.responses.get(path):
                return words_of(found[-1].get("blocks") or []) or str(found[-1].get("text"))
        return ""

    # -- trouble --------------------------------------------------------------------------------

    def _in_trouble(self, what: str, seconds: float) -> None:
        self.world.troubles.append(Trouble(what, self.now, self.now + seconds * SECOND + MINUTE))

    async def _kills(self, process: Process | None = None) -> None:
        process = process or self._somewhere()
        if process is None:
            return
        down = self.random.choice((1, 30, 400)) * self.random.random() + 0.5
        self._in_trouble("kill", down)
        self.world.says(f"kill -9 {process.number}, again in {down:.1f} s")
        self.world.kills(process)
        await self._again(process.number, down)

    async def _stops(self) -> None:
        process = self._somewhere()
        if process is None:
            return
        self._in_trouble("kill", 40)
        await process.ends()
        await self._again(process.number, 5)

    async def _again(self, number: int, down: float) -> None:
        """Begun again, as often as it takes."""
        while True:
            self.busy -= 1
            await asyncio.sleep(down)
            self.busy += 1
            process = await self.world.begins(number)
            if process.failed is None:
                return
            self.world.says(f"{number} does not begin: {process.failed!r}")
            self._in_trouble("kill", 60)
            down = 20.0

    def _read_by(self, process: Process) -> None:
        """The roster is read; now and then somebody lies in wait for whoever reads it."""
        if self.ambushes and not process.dead and self.now > self.first + 3 * DAY:
            match self.ambushes.pop():
                case Ambush.KILLED:
                    self._begins(self._kills(process))
                case Ambush.STALLED:
                    last, slow = self.now + 110 * SECOND, (RosterFault.SLOW,)
                    self.spells.insert(0, Spell("roster", self.now, last, 1.0, slow))
                    self._begins(self._stalls(process))

    async def _stalls(self, process: Process) -> None:
        """It stands still in the middle of what it does, until somebody else has its lease and is
        reading the roster, which takes long."""
        self._in_trouble("kill", 110)
        self.world.says(f"{process.number} stands still")
        self._wakes(3)
        process.still = True
        for _ in range(88):
            await asyncio.sleep(1)
            if self._is_read_by_another_than(process):
                break
        if not process.dead:
            self.world.says(f"{process.number} goes on")
            self.world.loop.goes_on(process)

    def _is_read_by_another_than(self, process: Process) -> bool:
        holders = self.world.peek("SELECT holder FROM duty_lease WHERE name = 'rosters'")
        own = process.app.scheduler._holder if process.app else ""
        return any(holder != own and self._works(holder) for (holder,) in holders)

    async def _spoils(self) -> None:
        """A letter that waits for its hour cannot be read any more."""
        found = self.world.peek("SELECT id, tried FROM delivery WHERE state = 'waiting' AND digest")
        self.spoilt = {str(id_): str(tried) for id_, tried in found}
        if self.spoilt:
            self.world.troubles.append(Trouble("peer", self.now, self.now + 6 * MINUTE))
        await self._writes_tried(dict.fromkeys(self.spoilt, "{"))

    async def _mends(self) -> None:
        await self._writes_tried(self.spoilt)
        self.spoilt = {}

    async def _writes_tried(self, tried: dict[str, str]) -> None:
        for id_, text in tried.items():
            while not self.world.writes("UPDATE delivery SET tried = ? WHERE id = ?", text, id_):
                await asyncio.sleep(0.01)

    async def _unplugs(self) -> None:
        """The database is out of reach, for one or for all."""
        some = self.random.choice(([self.random.randrange(3)], [0, 1, 2]))
        seconds = self.random.choice((3, 40, 400)) * self.random.random() + 1
        self._in_trouble("disk", seconds)
        self.world.says(f"no database for {some}, {seconds:.1f} s")
        for number in some:
            self.world.disks[number].out = True
        await asyncio.sleep(seconds)
        for number in some:
            self.world.disks[number].out = False


def _whole_minute(moment: datetime) -> datetime:
    past = moment.replace(second=0, microsecond=0)
    return past if past == moment else past + MINUTE


def replace_who(one: Rostered, who: str) -> Rostered:
    return one._replace(who=who)


def command(name: str, text: str, user: str) -> dict[str, str]:
    """A slash command as Slack posts it."""
    return {
        "command": f"/{name}",
        "text": text,
        "user_id": user,
        "team_id": TEAM,
        "channel_id": "C0ALLMANT",
        "response_url": "http://127.0.0.1:8065/respond/first",
        "trigger_id": "1.2.3",
    }


def pressed(user: str, value: tuple[str, str], path: str, number: int) -> dict[str, Any]:
    """A pressed button as Slack posts it."""
    action, packed = value
    return {
        "type": "block_actions",
        "user": {"id": user, "team_id": TEAM},
        "team": {"id": TEAM},
        "api_app_id": "A0",
        "trigger_id": f"1.2.{number}",
        "container": {
            "type": "message",
            "channel_id": "C0ALLMANT",
            "is_ephemeral": True,
            "message_ts": f"{number}.0",
        },
        "response_url": f"http://127.0.0.1:8065{path}",
        "actions": [
            {
                "type": "button",
                "action_id": action,
                "block_id": "b",
                "value": packed,
                "action_ts": f"{number}.1",
            }
        ],
    }


def words_said(body: str) -> str:
    said = json.loads(body)
    return words_of(said.get("blocks") or []) or str(said.get("text"))


def names_in(said: str) -> set[str]:
    return {one.id for one in EVERYBODY if one.name in said}


def buttons_of(body: str) -> dict[str, tuple[str, str]]:
    """The buttons by their labels: action id and value."""
    found = (one.split("\t") for one in presses_of(json.loads(body).get("blocks")))
    return {label: (action, value) for label, action, value in found}
