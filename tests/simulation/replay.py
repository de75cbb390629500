"""The replay: day by day, what people and planners do, and what konsult says and writes."""

import random
from collections.abc import Sequence, Sized
from dataclasses import field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.rosters.publishing import Rostering
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from tests.chat import Chat, open_chat
from tests.simulation.answers import Answers
from tests.simulation.clock import CHANGES, begins, is_busy, quarter, wall
from tests.simulation.hospital import SERVICES, Hospital, Ward, build, rotated
from tests.simulation.oracle import LineKey, Oracle, Touched
from tests.simulation.rosters import Month, Planners
from tests.simulation.staff import Staff
from tests.simulation.telling import Letters
from tests.stores import AnyStore
from tests.stories.rosters import read_roster_here

ONE_DAY = timedelta(days=1)
MOST_WRONG = 5


class Puts:
    """What has been put into the outbox since it was last asked."""

    def __init__(self) -> None:
        self.puts: list[Delivery] = []

    def taken(self) -> list[Delivery]:
        found, self.puts = self.puts, []
        return found


class Rhythm(NamedTuple):
    """At how many quarters of a day something happens: on any day, and on one of the busy ones."""

    ordinary: int
    busy: int

    def of(self, day: date) -> int:
        return self.busy if is_busy(day) else self.ordinary


@dataclass
class Replay:
    """A stretch of the year with its hospital."""

    hospital: Hospital
    chat: Chat
    oracle: Oracle
    staff: Staff
    planners: Planners
    answers: Answers
    letters: Letters
    puts: Puts
    random: random.Random
    rostering: Rostering
    handed_in: int = 0
    days: list[date] = field(default_factory=list)

    # -- one event --------------------------------------------------------------------------

    async def passes(self, now: datetime) -> None:
        self.staff.now = now
        await self.chat.passes(now)

    def judged(self, touched: Touched | None) -> None:
        """What has been put since the last event is what had to be."""
        self.letters.judge(touched, self.puts.taken(), self.chat.desk.now())

    async def act(self, deed: str, line: LineKey) -> bool:
        """Somebody does something of the kind, if there is anything to do; who is told is judged."""
        staff, known = self.staff, self._tried()
        staff.touched = None
        match deed:
            case "lämna" | "byta":
                await staff.offers(deed, line)
            case "ta":
                await staff.takes_over(line)
            case "obemannat":
                await staff.takes_vacancy(line)
            case "upptagen":
                await staff.is_busy(line, stand_in=self.random.random() < 0.5)
            case "utan":
                await staff.leaves(line)
            case "sjuk":
                await staff.is_ill(line)
            case _:
                await self._go_on(deed)
        self.judged(staff.touched)
        return self._tried() > known

    async def _go_on(self, deed: str) -> None:
        """Something that was begun before goes on, or comes to its end."""
        staff = self.staff
        staff.settled = [pact for pact in staff.settled if pact.ends > staff.now]
        staff.own = [one for one in staff.own if one.last > quarter(staff.now)]
        match deed:
            case "svara" if staff.open:
                await staff.answers(self.random.choice(staff.open[:4]))
            case "godkänn" if staff.agreed:
                await staff.approves(self.random.choice(staff.agreed))
            case "ångra" if staff.settled:
                await staff.undoes(self.random.choice(staff.settled))
            case "tillbaka" if staff.own:
                await staff.comes_back(self.random.choice(staff.own[-4:]))
            case _:
                pass

    def _tried(self) -> int:
        return self.staff.done.total() + self.staff.refused.total()

    async def act_somehow(self) -> None:
        """Somebody does something; where nothing of a kind can be done, something else."""
        for _ in range(4):
            if await self.act(self.random.choice(DEEDS), self.staff.line()):
                return

    async def hand_in(self, ward: Ward, month: Month) -> None:
        """A month of a service, new or changed."""
        known = (ward.service.id, month) in self.planners.written
        now = self.chat.desk.now()
        shifts = (
            self.planners.changed(ward, month, now)
            if known
            else self.planners.month_of(ward, month)
        )
        touched = await self.planners.hand_in(self.rostering, ward, month, shifts, now)
        self.handed_in += 1
        self.judged(touched)

    # -- one day ----------------------------------------------------------------------------

    async def day(self, day: date, *, events: int, asked: int) -> None:
        """Somebody acts at random quarters of the day; konsult is asked all the time."""
        minutes = sorted(self.random.sample(range(96), min(events, 90)))
        due = self._due(day)
        eve = day + ONE_DAY in CHANGES
        for number, at in enumerate(minutes):
            now = begins(day, time()) + at * timedelta(minutes=15)
            if wall(now).date() != day:
                continue
            await self.passes(now + timedelta(seconds=self.random.randint(0, 59)))
            if number < len(due):
                await self.hand_in(*due[number])
            else:
                await self.act_somehow()
            await self.ask(asked // len(minutes) + 1)
        if eve:
            await self.eve_of_change(day)

    async def eve_of_change(self, day: date) -> None:
        """In the evening before the clock is changed somebody of every service takes the night."""
        for number, line in enumerate(self.hospital.lines):
            await self.passes(begins(day, time(22, 15)) + number * timedelta(milliseconds=2))
            self.staff.touched = None
            await self.staff.takes_over(line, hours=self.random.randint(3, 9))
            self.judged(self.staff.touched)
            await self.passes(self.staff.now + timedelta(milliseconds=1))
            await self.act(self.random.choice(("upptagen", "sjuk", "tillbaka", "utan")), line)
            await self.ask(10)

    def _due(self, day: date) -> list[tuple[Ward, Month]]:
        """Which rosters are handed in on the day: the next month's from the 10th to the 24th, and
        changes of this and the next one at any time."""
        following = (day.replace(day=1) + timedelta(days=32)).timetuple()[:2]
        wards = [ward for ward in self.hospital.wards.values() if ward.imported]
        found = [
            (ward, following)
            for number, ward in enumerate(wards)
            if day.day == 10 + number // 2
            and (ward.service.id, following) not in self.planners.written
        ]
        for _ in range(self.random.choice((1, 2, 3) if is_busy(day) else (0, 0, 1))):
            ward = self.random.choice(wards)
            month = self.random.choice([following, (day.year, day.month)])
            if (ward.service.id, month) in self.planners.written:
                found.append((ward, month))
        return found

    async def ask(self, times: int) -> None:
        for _ in range(times):
            ward, moment = self.answers.ask(self.staff.now)
            if self.answers.compared["svar"] % 100 == 0:
                await self.answers.everywhere(ward, moment)
            if self.answers.compared["svar"] % 400 == 0:
                await self.answers.elsewhere(self.staff.now)
        wrong = [*self.answers.wrong, *self.letters.wrong]
        assert len(wrong) < MOST_WRONG, "\n\n".join(wrong)

    async def run(self, first: date, last: date, *, events: Rhythm, answers: int) -> None:
        """All days from first to last; `answers` in all."""
        await self._open(first)
        days = (last - first).days + 1
        for number in range(days):
            day = first + number * ONE_DAY
            await self.day(day, events=events.of(day), asked=answers // days + 1)

    async def _open(self, first: date) -> None:
        """The roster of the first month is there so long before the day that whoever looks back from
        it finds it: of what is over when it is read in, it says nothing."""
        await self.passes(begins(first, time()) - timedelta(hours=36))
        await self.chat.live.write([Keep(one) for one in self.hospital.subscriptions], "test")
        for ward in self.hospital.wards.values():
            if ward.imported:
                await self.hand_in(ward, (first.year, first.month))

    def table(self) -> str:
        """What was done and compared, a row for each."""
        kinds = sorted(self.staff.done | self.staff.refused)
        rows = [
            ("tjänster, linjer, personer", ", ".join(str(len(part)) for part in self._parts())),
            ("inlästa scheman", str(self.handed_in)),
            ("scheman stoppade av ett okänt namn", str(self.planners.stopped)),
            *((f"schema: {shape}", str(n)) for shape, n in sorted(self.planners.shapes.items())),
            *((f"/pass: {kind}", self._counted(kind)) for kind in kinds),
            *((f"jämfört: {kind}", str(n)) for kind, n in self.answers.compared.items()),
            *((f"brev: {kind}", str(n)) for kind, n in sorted(self.letters.compared.items())),
            ("fel", str(len(self.answers.wrong) + len(self.letters.wrong))),
        ]
        return "\n".join(f"{name:40} {value}" for name, value in rows)

    def _parts(self) -> Sequence[Sized]:
        return self.hospital.wards, self.hospital.lines, self.hospital.people

    def _counted(self, kind: str) -> str:
        return f"{self.staff.done[kind]} gjorda, {self.staff.refused[kind]} nekade"


_OFTEN = {
    **{"lämna": 6, "byta": 7, "svara": 15, "godkänn": 6, "ångra": 2, "ta": 2, "obemannat": 6},
    **{"upptagen": 6, "tillbaka": 6, "utan": 2, "sjuk": 4},
}
DEEDS = [deed for deed, times in _OFTEN.items() for _ in range(times)]


async def opened(
    repository: AnyStore,
    puts: Puts,
    seed: int,
    days: tuple[date, date],
    services: int = SERVICES,
) -> Replay:
    """A replay that may begin; `puts` is told what the repository puts into its outbox."""
    (first, last), hospital, chance = days, build(seed, services), random.Random(seed)
    now = begins(first, time()) - timedelta(days=2)
    chat = await open_chat(hospital.region, now, repository)
    oracle = Oracle(hospital.lines)
    by_rule = rotated(hospital, first - timedelta(days=20), last + timedelta(days=100))
    rules = [line for w in hospital.wards.values() if not w.imported for line in w.lines]
    oracle.rosters(rules, min(s.start for s in by_rule), max(s.end for s in by_rule), by_rule, now)
    return Replay(
        hospital,
        chat,
        oracle,
        Staff(chat, hospital, oracle, chance),
        Planners(hospital, oracle, chance),
        Answers(chat, hospital, oracle, chance),
        Letters(hospital, oracle),
        puts,
        chance,
        Rostering(chat.repository, chat.live, chat.desk.now, read_roster_here),
    )
