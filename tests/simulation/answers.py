"""Asks konsult who is on duty, at any instants, and holds the answers against the oracle."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from datetime import date, datetime, timedelta
from itertools import starmap

from directory.lazy.values import dataclass
from directory.rosters.chains import AnswerStep, Gap, StepKind
from directory.rosters.line import Line
from directory.rosters.somebody import as_written
from directory.snapshot import Answer, Snapshot
from directory.walltime.days import TimeClass
from directory.walltime.hours import Hours
from tests.chat import Chat
from tests.directory.almanac import NAMED_DAYS
from tests.simulation.clock import CHANGES, instant, quarter, shown, wall
from tests.simulation.hospital import OFFICE, Hospital, Ward
from tests.simulation.oracle import LineKey, Oracle, Place

DAY = timedelta(days=1)
LAST_CHRISTMAS = [date(2025, 12, number) for number in (24, 25, 26, 31)]
Step = tuple[str, str, bool, datetime | None, str]
"""The role, who, whether they are busy, until when it holds, and the gap."""


def is_office(moment: datetime) -> bool:
    """Monday to Friday 08–17, except on the days off of the almanac."""
    shows = wall(moment)
    day = shows.date()
    works = NAMED_DAYS[day][2] if day in NAMED_DAYS else day not in LAST_CHRISTMAS
    return works and day.weekday() < 5 and OFFICE[0] <= shows.time() < OFFICE[1]


@dataclass
class Answers:
    """Compares answers with the oracle, and counts them."""

    chat: Chat
    hospital: Hospital
    oracle: Oracle
    random: random.Random
    compared: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def snapshot(self) -> Snapshot:
        return self.chat.snapshot

    # -- when is asked --------------------------------------------------------------------

    def some_instant(self, now: datetime, edges: Sequence[datetime]) -> datetime:
        """Any instant that konsult has in memory: most soon, many on an edge or beside one."""
        draw = self.random.random()
        if draw < 0.1:
            return now
        if draw < 0.35 and edges:
            beside = self.random.choice([0, 0, -1, 1, 10**6])
            return self.random.choice(edges) + timedelta(microseconds=beside)
        if draw < 0.45:
            return now - self.random.random() * timedelta(hours=12)
        if draw < 0.6:
            at = quarter(now + self.random.random() * 18 * DAY)
            return instant(at)
        if draw < 0.7 and (night := self._night_of_change(now)):
            return night
        return now + self.random.random() * (DAY if draw < 0.9 else 18 * DAY)

    def _night_of_change(self, now: datetime) -> datetime | None:
        """An instant of a night when the clock is changed, if one is near."""
        for day in CHANGES:
            evening = datetime(day.year, day.month, day.day, 18, tzinfo=now.tzinfo) - DAY
            if timedelta() < evening - now < 14 * DAY:
                return evening + self.random.random() * timedelta(hours=16)
        return None

    def edges(self, line: LineKey, now: datetime) -> list[datetime]:
        """Instants ahead at which the line changes."""
        found, moment = [], now
        for _ in range(4):
            moment = self.oracle.next_change([line], moment)
            if moment > now + 18 * DAY:
                break
            found.append(moment)
        return found

    # -- what is right --------------------------------------------------------------------

    def steps(self, ward: Ward, moment: datetime) -> list[Step]:
        """The role steps as the oracle has them."""
        found: list[Step] = []
        lines = ward.chain.office if is_office(moment) else ward.chain.on_call
        for line in lines:
            places = self.oracle.places(line, moment) if line in self.oracle.rows else ()
            if not places and line not in ward.chain.if_rostered:
                found.append((line[1], "", False, None, Gap.UNSTAFFED))
            found += [self._step(line, place, moment) for place in places]
        return found

    def _step(self, line: LineKey, place: Place, moment: datetime) -> Step:
        until = self.oracle.until(line, place, moment)
        person = self.hospital.people.get(place.who)
        own = person is not None and person.show_number and person.phones
        gap = ""
        if not place.who:
            gap = Gap.UNSTAFFED
        elif place.busy:
            gap = Gap.BUSY
        elif line not in self.hospital.callable_lines and not own:
            gap = Gap.NO_NUMBER
        return line[1], place.who, place.busy, until, gap

    # -- what is compared -----------------------------------------------------------------

    def ask(self, now: datetime) -> tuple[Ward, datetime]:
        """One service at some instant."""
        ward = self.random.choice(list(self.hospital.wards.values()))
        edges = self.edges(ward.lines[-1], now) if self.random.random() < 0.25 else []
        moment = self.some_instant(now, edges)
        self.judge(ward, self.snapshot.answer(ward.service, moment, now=now), "svar")
        return ward, moment

    def judge(self, ward: Ward, answer: Answer, kind: str) -> None:
        self.compared[kind] += 1
        must = _compared(self.steps(ward, answer.moment))
        said = _compared([_said(step) for step in answer.steps if step.kind is StepKind.ROLE])
        office = answer.time_class is TimeClass.OFFICE
        if said != must or office != is_office(answer.moment):
            self.amiss(ward, answer.moment, f"{kind}: {said}\ninstead of {must}")
        lines = [o for o in (*ward.chain.office, *ward.chain.on_call) if o in self.oracle.rows]
        used = lines if not office else [o for o in ward.chain.office if o in self.oracle.rows]
        used = [o for o in used if office or o in ward.chain.on_call]
        if used and self.compared[kind] % 10 == 0:
            change = self.oracle.next_change(used, answer.moment)
            ahead = answer.next_change
            if change < answer.moment + 13 * DAY and (ahead is None or ahead > change):
                self.amiss(ward, answer.moment, f"next change {ahead} after {change}")

    def amiss(self, ward: Ward, moment: datetime, what: str) -> None:
        lines = dict.fromkeys((*ward.chain.office, *ward.chain.on_call))
        stories = [self.oracle.story(o, moment) for o in lines if o in self.oracle.rows]
        self.wrong.append(
            "\n".join([f"{ward.service.id} at {moment} ({shown(moment)})", what, *stories])
        )

    # -- the other ways to ask --------------------------------------------------------------

    async def everywhere(self, ward: Ward, moment: datetime) -> None:
        """The card, the schedule, a person's own list and the list of a day say the same."""
        self._schedule(ward, moment)
        self._own(ward, moment)
        if quarter(moment) >= quarter(self.chat.desk.now()) and _is_said(moment):
            await self._card(ward, moment.replace(second=0, microsecond=0))

    def _schedule(self, ward: Ward, moment: datetime) -> None:
        last = moment + timedelta(hours=self.random.randint(1, 48))
        said = {
            (one.line, as_written(one.person), one.busy, one.end)
            for one in self.snapshot.rosters.schedule(
                starmap(Line, ward.lines), Hours(moment, last)
            )
        }
        must = set()
        for line in ward.lines:
            for one in self.oracle.stretches(line, moment, last + timedelta(minutes=15)):
                if one.start < last:
                    must.add((line, one.place.who, one.place.busy, one.end))
        self.compared["schedule"] += 1
        if said != must:
            self.amiss(
                ward, moment, f"schedule till {last}: {said - must} instead of {must - said}"
            )

    def _own(self, ward: Ward, moment: datetime) -> None:
        who = self.random.choice(ward.people)
        duties = self.snapshot.rosters.of_person(who, Hours.at(moment))
        said = {one.line for one in duties}
        self.compared["of_person"] += 1
        if said != self.oracle.lines_of(who, moment):
            self.amiss(ward, moment, f"{who} in {said} not {self.oracle.lines_of(who, moment)}")

    async def _card(self, ward: Ward, moment: datetime) -> None:
        """Everybody on duty is named on the card, and nobody else of the service."""
        words = f"/konsult {ward.service.name} {wall(moment):%Y-%m-%d %H:%M}"
        sees = (await self.chat.user(ward.people[0]).types(words)).sees
        people = self.hospital.people
        named = {who for who in people if people[who].name in sees}
        must = {who for _, who, *_ in self.steps(ward, moment) if who in people}
        self.compared["kort"] += 1
        if named != must:
            self.amiss(ward, moment, f"{words}: {named} instead of {must}\n{sees}")

    async def elsewhere(self, now: datetime) -> None:
        """A service at an instant far beyond what is in memory."""
        ward = self.random.choice(list(self.hospital.wards.values()))
        moment = now + (25 + 60 * self.random.random()) * DAY
        services = self.snapshot.answering(ward.service)
        there = await self.chat.live.around(moment, services)
        self.judge(ward, there.answer(ward.service, moment, now=now), "långt fram")


def _compared(steps: Sequence[Step]) -> list[Step]:
    """The steps in an order that is the same for both; several gaps of a role are one, until the first is over."""
    people = [step for step in steps if step[1]]
    gaps: dict[object, Step] = {}
    for step in (step for step in steps if not step[1]):
        gaps[step[0]] = min(gaps.get(step[0], step), step, key=_until)
    return sorted([*people, *gaps.values()], key=str)


def _until(step: Step) -> str:
    return str(step[3])


def _said(step: AnswerStep) -> Step:
    who = as_written(step.person.id if step.person else None)
    busy = bool(step.duty and step.duty.busy)
    assert step.role is not None
    return step.role, who, busy, step.until, step.gap or ""


def _is_said(moment: datetime) -> bool:
    """Whether the wall clock tells the minute."""
    naive = wall(moment.replace(second=0, microsecond=0)).replace(tzinfo=None)
    utc = {naive.replace(tzinfo=wall(moment).tzinfo, fold=fold).timestamp() for fold in (0, 1)}
    return len(utc) == 1
