"""Addresses of rosters: read when it is time, put in force when all is well, told of when not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.fetching import Fetched, FetchError
from bot.roster_polling import RosterPolling
from directory.store.memory import MemoryRepository
from tests.bot.test_rostering import INITIALS, ROSTER, on, published, roster, rostering
from tests.builders import small_region
from tests.chat import Chat, open_chat

ADDRESS = "https://schema.example/jour.csv"


class Site:
    """What the address says, one answer after the other; how it was asked is in `asked`."""

    def __init__(self, *answers: Fetched | FetchError) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str, str]] = []

    async def fetch(self, address: str, etag: str, modified: str) -> Fetched:
        self.asked.append((address, etag, modified))
        answer = self.answers.pop(0)
        if isinstance(answer, FetchError):
            raise answer
        return answer


def says(*who: str, etag: str = '"2"') -> Fetched:
    return Fetched(ROSTER.format(*who).encode(), etag)


async def subscribed() -> Chat:
    region = small_region()
    people = tuple(replace(p, initials=INITIALS.get(p.id, "")) for p in region.people)
    of = await open_chat(replace(region, people=people))
    await published(of, roster("AA", "BB", "CC", name=ADDRESS, every_minutes=15, etag='"1"'))
    assert isinstance(of.repository, MemoryRepository)
    of.repository.deliveries.clear()
    return of


async def polled(of: Chat, site: Site, minutes: Sequence[int]) -> list[int]:
    polling = RosterPolling(of.repository, of.live, rostering(of), site.fetch)
    counts = []
    begun: datetime = of.desk.now()
    for minute in minutes:
        await of.passes(begun + timedelta(minutes=minute))
        counts.append(await polling.run(of.desk.now()))
    return counts


def told(of: Chat) -> dict[str, str]:
    assert isinstance(of.repository, MemoryRepository)
    return {one.key: one.letter.lines[0] for one in of.repository.deliveries.values()}


async def test_it_is_asked_when_its_time_has_come_and_with_the_version_that_is_in_force() -> None:
    of = await subscribed()
    site = Site(says("AA", "DD", "CC"), Fetched(None))
    assert await polled(of, site, [5, 14, 15, 16, 31]) == [0, 0, 1, 0, 1]
    assert site.asked == [(ADDRESS, '"1"', ""), (ADDRESS, '"2"', "")]
    assert on(of, "2026-11-26 20:00") == ["david-d"]
    assert any("david-d" in key for key in told(of))


async def test_what_cannot_be_understood_is_told_once_to_whom_answers_for_it_and_the_last_good_copy_holds() -> (
    None
):
    of = await subscribed()
    site = Site(*[says("AA", "XX", "CC")] * 3)
    assert await polled(of, site, [15, 30, 45]) == [1, 1, 1]
    assert on(of, "2026-11-26 20:00") == ["bo-b"]
    [(key, line)] = told(of).items()
    assert key.endswith("karin-k")
    assert "”XX”" in line
    assert {asked[1] for asked in site.asked} == {'"1"'}
    seen = await of.user("hanna-h").types("/konsult kardiologi")
    assert "OBS: schemat har inte gått att läsa på nytt" in seen.sees


async def test_an_address_that_is_silent_for_a_day_is_told_of_once_a_day() -> None:
    of = await subscribed()
    silent = FetchError("Adressen går inte att läsa (TimeoutError).")
    day = 24 * 60
    site = Site(*[silent] * 5)
    await polled(of, site, [15, day + 5, day + 30, day + 60, 2 * day + 5])
    assert len(told(of)) == 2
    assert on(of, "2026-11-26 20:00") == ["bo-b"]
