"""Addresses of rosters: read when it is time, put in force when all is well, told of when not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.apart.failing import Apart
from bot.incoming.addresses import Fetched, FetchError
from bot.rosters.polling import RosterPolling
from directory.changes import Change
from directory.laying.written import Written
from directory.publishing.publication import Publication
from directory.rosters.kept import ROSTER_SOURCES
from directory.store.memory import MemoryStore
from directory.transaction import StoreUnavailableError
from tests.builders import at
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
    polling = RosterPolling(
        chat.repository, chat.live, rostering(chat), site.fetch, Apart("rosters")
    )
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


async def test_the_same_said_in_other_bytes_is_told_once_and_anew_where_it_was_right_in_between() -> (
    None
):
    chat = await subscribed()
    wrong = NIGHTS.format("AA", "XX", "CC")
    other = [Fetched(f"{wrong}{chr(10) * number}".encode()) for number in range(3)]
    await polled(chat, Site(*other), [15, 30, 45])
    assert len(chat.deliveries) == 1
    await polled(chat, Site(says("AA", "BB", "CC"), *other[:2]), [15, 30, 45])
    assert len(chat.deliveries) == 2


@pytest.mark.parametrize(("most", "waits"), [(0, True), (10, False), (30, False)])
async def test_how_much_may_be_emptied_by_itself_is_the_region_s_to_say(
    most: int, waits: bool
) -> None:
    chat = await subscribed()
    region = await chat.repository.load_region()
    assert region is not None
    region = replace(region, settings=replace(region.settings, most_emptied=most))
    await chat.repository.import_region(region, actor="test", now=chat.desk.now())
    whole = "\n".join(f"2026-{day};16-07:30;bakjour;{{}}" for day in DAYS)
    month = f"datum;tid;roll;namn\n{whole}\n".format(*["AA", "BB", "CC"] * 10)
    one_less = "\n".join(line for line in month.splitlines() if not line.startswith("2026-11-27"))
    site = Site(Fetched(month.encode(), '"3"'), Fetched(one_less.encode(), '"4"'))
    await polled(chat, site, [15, 30])
    assert (chat.on_duty("2026-11-27 20:00") != []) == waits
    [source] = chat.snapshot.of(ROSTER_SOURCES)
    assert source.problem.startswith("Väntar") == waits


async def test_an_address_that_is_silent_for_a_day_is_told_of_once_a_day() -> None:
    chat = await subscribed()
    silent = FetchError("Adressen svarade inte inom 20 sekunder.")
    day = 24 * 60
    site = Site(*[silent] * 5)
    await polled(chat, site, [15, day + 5, day + 30, day + 60, 2 * day + 5])
    assert len(chat.deliveries) == 2
    assert chat.on_duty("2026-11-26 20:00") == ["bo-b"]


class WrittenOnce(MemoryStore):
    """Nothing is written any more after a roster has been published: the process has been killed."""

    killed = False

    async def publish_roster(self, publication: Publication, **how: Any) -> Any:
        await super().publish_roster(publication, **how)
        self.killed = self.killed or bool(how["deliveries"])

    async def apply(self, changes: Sequence[Change], **how: Any) -> Written:
        if self.killed:
            raise StoreUnavailableError("killed")
        return await super().apply(changes, **how)


async def test_whoever_is_told_of_emptied_shifts_is_told_by_the_transaction_that_empties_them() -> (
    None
):
    chat = await roster_chat(WrittenOnce())
    month = [f"2026-{day};16-07:30;bakjour;{{}}" for day in DAYS]
    whole = "\n".join(["datum;tid;roll;namn", *month]).format(*["AA", "BB", "CC"] * 10)
    feed = roster(content=whole.encode(), name=ADDRESS, every_minutes=15, etag='"1"')
    await published(chat, feed)
    chat.forgets_letters()
    rows = whole.split("\n")
    site = Site(Fetched("\n".join(rows[:3] + rows[4:]).encode(), '"2"'))
    assert await polled(chat, site, [15]) == [1]
    [told] = [d.letter for d in chat.deliveries if d.recipient == "karin-k"]
    assert told.title.startswith("Pass utan jour")


async def test_a_shift_that_is_gone_from_an_address_is_told_at_once_and_many_wait_for_somebody() -> (
    None
):
    chat = await roster_chat()
    month = [f"2026-{day};16-07:30;bakjour;{{}}" for day in DAYS]
    whole = "\n".join(["datum;tid;roll;namn", *month]).format(*["AA", "BB", "CC"] * 10)
    feed = roster(content=whole.encode(), name=ADDRESS, every_minutes=15, etag='"1"')
    await published(chat, feed)
    chat.forgets_letters()
    rows = whole.split("\n")
    one, many = rows[:3] + rows[4:], rows[:12]
    site = Site(*(Fetched("\n".join(kept).encode(), '"2"') for kept in (one, many)))
    assert await polled(chat, site, [15]) == [1]
    assert chat.on_duty("2026-11-27 20:00") == []
    [told] = [d.letter for d in chat.deliveries if d.recipient == "karin-k"]
    assert told.title == "Pass utan jour: Kardiologi Granvik · Granviks lasarett"
    assert told.words[0] == "1 pass blir utan bakjour: fre 27 nov 16:00."
    chat.forgets_letters()
    assert await polled(chat, site, [15]) == [1]
    assert chat.on_duty("2026-12-20 20:00") != []
    [asked] = [d.letter for d in chat.deliveries if d.recipient == "karin-k"]
    assert asked.words[0] == "19 pass blir utan bakjour, första sön 6 dec 16:00."
    assert asked.words[-1] == "Det schema som gällde gäller fortfarande."
    [source] = chat.snapshot.of(ROSTER_SOURCES)
    assert source.problem == "Väntar: det nya schemat skulle tömma 19 pass."


@pytest.mark.parametrize("month", ["2026-12", "2027-05"])
async def test_many_of_the_shifts_that_it_speaks_of_wait_though_rules_fill_the_rest_of_the_year(
    month: str,
) -> None:
    chat = await roster_chat()
    rows = [
        "datum;tid;roll;namn",
        *(f"{month}-{day};16-07:30;bakjour;{'AA' if day % 2 else 'BB'}" for day in range(15, 31)),
    ]
    feed = roster(content="\n".join(rows).encode(), name=ADDRESS, every_minutes=15, etag='"1"')
    await published(chat, feed)
    chat.forgets_letters()
    site = Site(Fetched("\n".join(rows[:12]).encode(), '"2"'))
    assert await polled(chat, site, [15]) == [1]
    [told] = [d.letter.title for d in chat.deliveries]
    assert told == "Ett nytt schema väntar på dig: Kardiologi Granvik · Granviks lasarett"


DAYS = [f"11-{day}" for day in range(25, 31)] + [f"12-{day:02}" for day in range(1, 25)]


async def test_an_address_that_leaves_out_what_is_past_takes_no_shift_that_runs() -> None:
    chat = await roster_chat()
    feed = roster("AA", "BB", "CC", name=ADDRESS, every_minutes=15)
    await published(chat, feed)
    await chat.passes(at("2026-11-26 20:00"))
    later = "datum;tid;roll;namn\n2026-11-27;16-07:30;bakjour;CC\n"
    await published(chat, replace(feed, content=later.encode()))
    assert chat.on_duty("2026-11-26 20:00") == ["bo-b"]
    assert chat.on_duty("2026-11-27 20:00") == ["cecilia-c"]
