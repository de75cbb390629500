"""Four days of a medicine that runs short: the authority's files, the jobs of each morning, and the
people who follow it and advise on it. What people do, a test does at a platform."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.scheduler.registry import jobs
from directory.catalogue.people import Person
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.region import Region
from directory.shortages.groups.group import MedicineGroup
from tests.bot.shortages.stories import file, published
from tests.builders import at, settings
from tests.chat import Chat, open_chat
from tests.shortages import a_group, a_row
from tests.stories.jobs import job_context

BEGINS = at("2026-08-19 12:00")
NAME = "Kvinnosjukdomar"
BEFORE = a_row("2026-03-01", ended="2026-06-01", shortage="1")
OUT = a_row("2026-08-20", "2026-12-01", shortage="2")
ENDED = a_row("2026-08-20", "2026-12-01", "2026-08-22", shortage="2")


@dataclass
class RestDays:
    """konsult on a region, with a clock that the story moves."""

    chat: Chat

    async def runs_short(self) -> None:
        """The file of the next night has a new shortage, and the morning of that day comes."""
        await self._night(at("2026-08-20 03:10"), BEFORE, OUT, days=0)
        await self.jobs_look(at("2026-08-20 07:31"))

    async def is_back(self) -> None:
        """The shortage has ended by the file of a later night, and the morning of that day comes."""
        await self._night(at("2026-08-22 03:10"), BEFORE, ENDED, days=2)
        await self.jobs_look(at("2026-08-22 07:31"))

    async def jobs_look(self, now: datetime) -> None:
        """All jobs look at what is due in two minutes: some tell of what others have written."""
        for moment in (now, now + timedelta(minutes=1)):
            await self.chat.passes(moment)
            context = job_context(self.chat.repository, self.chat.live, self.chat.outbox, clock=self.chat.clock)  # fmt: skip
            for job in jobs(context):
                await job.run(moment)

    async def _night(self, now: datetime, *rows: object, days: float) -> None:
        await self.chat.passes(now)
        await published(self.chat, file(rows, days), looked_at=True)  # type: ignore[arg-type]  # rows
        await self.chat.live.medicines_indexed()
        await self.jobs_look(now)


def region_of(region: Region, *people: Person) -> Region:
    """The region with these people, whom anybody may be in the demo."""
    others = [one for one in region.people if one.id not in {one.id for one in people}]
    chosen = settings(default_entry="medicin", demo_people=tuple(one.id for one in people))
    return replace(region, people=(*others, *people), settings=chosen)


async def days_of(region: Region, group: MedicineGroup) -> RestDays:
    """The day before: the medicine is on the group's list, and nothing is short."""
    days = RestDays(await open_chat(region, now=BEGINS))
    await published(days.chat, file([BEFORE], -1))
    await days.chat.store.apply([Keep(group)], actor="t", now=BEGINS)
    await days.chat.live.refresh()
    await days.chat.live.medicines_indexed()
    return days


def group_of(*members: Person) -> MedicineGroup:
    """The group that advises on the medicine."""
    return a_group(*(one.id for one in members))
