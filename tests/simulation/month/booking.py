"""A consultation hour of the month: two book its slot at once by two processes, whoever got it is
reminded, and may give it up while Slack takes no letters."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from bot.cards import Press
from bot.platforms.slack.drawing.buttons import value_that_fits
from directory.hours.offered import ConsultationHour, HourChannel, HourMode, SlotPlan
from directory.lazy.values import dataclass
from directory.walltime.opening import WorkingHours
from tests.simulation.clock import begins, wall
from tests.simulation.month.judge import undisturbed
from tests.simulation.month.region import BY_ID, DOCTORS, FOLLOWER, POLLED
from tests.simulation.month.world import BASE

if TYPE_CHECKING:
    from tests.simulation.month.play import Play

SPECIALIST = DOCTORS[POLLED][0]
BOOKERS = (FOLLOWER, DOCTORS[POLLED][1])
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LASTS = BACK = timedelta(minutes=30)
_WEDNESDAY = 2
_AGAIN = 5


@dataclass
class Booking:
    """The hour, and who has its slot. `start`: when it is held."""

    play: "Play"
    start: datetime
    booker: str = ""

    @classmethod
    def planned(cls, play: "Play") -> "Booking":
        """On a Wednesday in the middle of the month, at one."""
        day = wall(play.first).date() + 11 * DAY
        day += (_WEDNESDAY - day.weekday()) % 7 * DAY
        day += 7 * DAY * Random(f"hours {play.seed}").randrange(2)
        return cls(play, begins(day, time(13)))

    def hour(self) -> ConsultationHour:
        day = wall(self.start).date()
        return ConsultationHour(
            id="ons",
            service=POLLED,
            specialist=SPECIALIST.id,
            mode=HourMode.SLOTS,
            channel=HourChannel.VIDEO,
            where="https://video.example.org/rum",
            hours=WorkingHours.parse("ons 13:00–13:30, även röda dagar"),
            first=day,
            last=day,
            made=BASE,
            made_by=f"web:{SPECIALIST.id}",
            slots=SlotPlan(LASTS, timedelta()),
        )

    async def books(self) -> None:
        """Two press the same button at once, by different processes: one of them gets the slot."""
        about = {"tid": "ons", "start": self.start.isoformat(), "ämne": "en fråga"}
        while not self.booker:
            now, up = self.play.now, self.play.world.up
            asked = dict(zip(BOOKERS, up[1:] + up[:1], strict=False))
            said = await asyncio.gather(
                *(self.play.press(by, who.user, _press("boka", about)) for who, by in asked.items())
            )
            got = [who.id for who, one in zip(asked, said, strict=True) if _has_it(one)]
            if len(got) > 1:
                self.play.judge.wrong.append(f"a slot was booked by both: {got} at {now}")
            if got:
                self._booked(got[0], now)
            else:
                await self._waits()

    def _booked(self, who: str, now: datetime) -> None:
        self.booker = who
        must, start = self.play.judge.must, self.start
        must(("booked", now), SPECIALIST.id, "Ny bokning", undisturbed(now, start), start + LASTS)
        for before in (DAY, HOUR):
            must(("slot", before), who, "Din tid är", start - before, start)
        must(("hour", start), SPECIALIST.id, "Din konsulttid börjar", start - HOUR, start)
        self.play.looks()

    async def gives_up(self) -> None:
        """The booking is given up, as often as it takes; what reminded of it is so no longer."""
        [id_] = [row[0] for row in self.play.world.peek("SELECT id FROM booking")] or [""]
        no = _press("avboka", {"bokning": str(id_), "ändring": "0", "ja": "ja"})
        while self.booker and self.play.now < self.start:
            up, now = self.play.world.up, self.play.now
            said = await self.play.press(up[0], BY_ID[self.booker].user, no) if up else ""
            if "vbokad" in said:
                self._given_up(now)
                return
            await self._waits()

    def _given_up(self, now: datetime) -> None:
        judge, start = self.play.judge, self.start
        judge.must(("given up", now), SPECIALIST.id, "Avbokad konsulttid", now, start + LASTS)
        judge.must(("back", now), SPECIALIST.id, "Ingen bokade", start - BACK, start + LASTS)
        judge.is_moot(("slot", HOUR), now)
        self.play.looks()

    async def _waits(self) -> None:
        self.play.busy -= 1
        await asyncio.sleep(_AGAIN)
        self.play.busy += 1


def _press(action: str, data: Mapping[str, str]) -> tuple[str, str]:
    """A button as Slack has it."""
    return "press-0001", value_that_fits(Press("tid", "", action, dict(data)), keep=True)


def _has_it(said: str) -> bool:
    return "Bokat" in said or "redan bokat" in said
