"""Addresses of rosters: read when it is time, put in force when all is well, told of when not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.incoming.fetching import Fetched, FetchError
from bot.rosters.polling import RosterPolling
from tests.chat import Chat
from tests.stories.rosters import NIGHTS, published, roster, roster_chat, rostering

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
    return Fetched(NIGHTS.format(*who).encode(), etag)


async def subscribed() -> Chat:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC", name=ADDRESS, every_minutes=15, etag='"1"'))
    chat.forgets_letters()
    return chat


async def polled(chat: Chat, site: Site, minutes: Sequence[int]) -> list[int]:
    polling = RosterPolling(chat.repository, chat.live, rostering(chat), site.fetch)
    counts = []
    begun: datetime = chat.desk.now()
    for minute in minutes:
        await chat.passes(begun + timedelta(minutes=minute))
        counts.append(await polling.run(chat.desk.now()))
    return counts


async def test_it_is_asked_when_its_time_has_come_and_with_the_version_that_is_in_force() -> None:
    chat = await subscribed()
    site = Site(says("AA", "DD", "CC"), Fetched(None))
    assert await polled(chat, site, [5, 14, 15, 16, 31]) == [0, 0, 1, 0, 1]
    assert site.asked == [(ADDRESS, '"1"', ""), (ADDRESS, '"2"', "")]
    assert chat.on_duty("2026-11-26 20:00") == ["david-d"]
    assert chat.letters("david-d") != []


async def test_what_cannot_be_understood_is_told_once_to_whom_answers_for_it_and_the_last_good_copy_holds() -> (
    None
):
    chat = await subscribed()
    site = Site(*[says("AA", "XX", "CC")] * 3)
    assert await polled(chat, site, [15, 30, 45]) == [1, 1, 1]
    assert chat.on_duty("2026-11-26 20:00") == ["bo-b"]
    [delivery] = chat.deliveries
    assert delivery.recipient == "karin-k"
    assert "”XX”" in delivery.letter.words[0]
    assert {asked[1] for asked in site.asked} == {'"1"'}
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "schemat har inte gått att läsa på nytt" in seen.sees


async def test_an_address_that_is_silent_for_a_day_is_told_of_once_a_day() -> None:
    chat = await subscribed()
    silent = FetchError("Adressen svarade inte inom 20 sekunder.")
    day = 24 * 60
    site = Site(*[silent] * 5)
    await polled(chat, site, [15, day + 5, day + 30, day + 60, 2 * day + 5])
    assert len(chat.deliveries) == 2
    assert chat.on_duty("2026-11-26 20:00") == ["bo-b"]
