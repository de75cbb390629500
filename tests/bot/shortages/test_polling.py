"""The authority's file: looked for when it is time, put in force when it is good, told of when not."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.apart.failing import Apart
from bot.incoming.addresses import Fetched, FetchError
from bot.incoming.shortages import ShortageAccess
from bot.shortages.condition import shortage_condition
from bot.shortages.polling import ShortagePolling
from bot.shortages.problem_letters import TITLE
from bot.shortages.publishing import ShortagePublishing
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import shortage_feed
from directory.shortages.state import PackState
from directory.sources.shortages.result import ShortageReading
from tests.bot.shortages.stories import ADDRESS, MADE, NOW, file, published, publishing, read_here
from tests.chat import Chat, open_chat
from tests.shortages import a_row, real_file

ROWS = [a_row("2026-08-01", "2026-09-01", pack=str(number)) for number in range(9)]
COMING = a_row("2026-08-22", "2026-09-30", pack="kommande")


class Source:
    """What the address answers, one after the other, the last for ever; how it was asked."""

    def __init__(self, *answers: Fetched | FetchError | bytes) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str, str]] = []

    async def fetch(self, address: str, etag: str, modified: str) -> Fetched:
        self.asked.append((address, etag, modified))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchError):
            raise answer
        return answer if isinstance(answer, Fetched) else Fetched(answer)


async def polled(chat: Chat, source: Source, *minutes: int) -> list[int]:
    """What came of the looks at so many minutes after the first."""
    access = ShortageAccess(ADDRESS, source.fetch, read_here)
    polling = ShortagePolling(publishing(chat), chat.live, access, Apart("shortages"))
    counts = []
    for minute in minutes:
        await chat.passes(NOW + timedelta(minutes=minute))
        counts.append(await polling.run(chat.clock.now))
    return counts


def feed(chat: Chat) -> ShortageFeed:
    return shortage_feed(chat.snapshot)


@pytest.fixture
async def chat() -> Chat:
    return await open_chat(now=NOW)


async def states(chat: Chat) -> list[tuple[str, PackState]]:
    changes = await chat.store.load_pack_changes(datetime.min.replace(tzinfo=UTC))
    return [(change.npl_pack_id, change.after.state) for change in changes]


async def test_it_is_asked_every_hour_and_only_whether_it_has_changed(chat: Chat) -> None:
    source = Source(Fetched(file(ROWS), '"1"', "igår"), Fetched(None, '"1"', "igår"))
    assert await polled(chat, source, 0, 1, 59, 60, 61) == [9, 0, 0, 0, 0]
    assert source.asked == [(ADDRESS, "", ""), (ADDRESS, '"1"', "igår")]
    assert (feed(chat).created, feed(chat).problem, feed(chat).rows) == (MADE, "", 9)
    assert feed(chat).checked == NOW + timedelta(hours=1)
    assert await states(chat) == []
    assert chat.deliveries == []


async def test_the_next_file_tells_of_packs_that_are_otherwise(chat: Chat) -> None:
    ended = a_row("2026-08-01", "2026-09-01", "2026-08-20", pack="3")
    second = file([*ROWS[:3], ended, *ROWS[5:], COMING], 1)
    await polled(chat, Source(file(ROWS), second), 0, 24 * 60)
    assert await states(chat) == [
        ("3", PackState.BACK),
        ("4", PackState.UNLISTED),
        ("kommande", PackState.COMING),
    ]
    [first, _] = await chat.store.load_files_in_force(MADE)
    assert first.packs == {PackState.NOW: 9}
    [event] = await chat.store.load_row_events(["4"])
    assert (event.news, event.after) == ("dropped", None)
    rows = {row.pack.npl_pack_id: row for row in await chat.store.load_shortage_rows()}
    assert (len(rows), rows["4"].gone) == (10, date(2026, 8, 21))


async def test_a_new_day_says_what_has_begun_without_any_file(chat: Chat) -> None:
    source = Source(Fetched(file([*ROWS, COMING])), Fetched(None))
    evening = 15 * 60 + 59  # 23:59 in Stockholm, two hours before midnight in UTC
    counts = await polled(chat, source, 0, evening, evening + 24 * 60, evening + 24 * 60 + 1)
    assert counts == [10, 0, 0, 1]
    assert await states(chat) == [("kommande", PackState.NOW)]
    [change] = await chat.store.load_pack_changes(NOW)
    assert change.day == date(2026, 8, 22)
    assert await polled(chat, source, evening + 24 * 60 + 2) == [0]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"<html><body>406</body></html>", "webbsida"),
        (file(ROWS, 1)[:-40], "inte hel"),
        (file(ROWS[:4], 0.1), "färre än hälften"),
        (file([*ROWS[:5], *[a_row(pack=f"ny{n}") for n in range(4)]], 0.1), "fler än 40 procent"),
        (file(ROWS, -1), "äldre än"),
        (file([], 1), "inga rader"),
        (file(ROWS, 1).replace(b"</Interval>", b"<Reason/></Interval>"), "Interval/Reason"),
        (file(ROWS, 1).replace(b">SHORTAGE<", b">PAUS<"), "Det ska vara SHORTAGE eller CESSATION"),
    ],
)  # fmt: skip
async def test_a_file_that_is_not_good_changes_nothing_and_coordinators_are_told_once_a_day(
    chat: Chat, answer: bytes, says: str
) -> None:
    source = Source(file(ROWS), answer)
    await polled(chat, source, 0, 60, 120, 180)
    assert (feed(chat).created, feed(chat).failures) == (MADE, 3)
    assert says in feed(chat).problem
    assert [row.key for row in await chat.store.load_shortage_rows()] == [row.key for row in ROWS]
    [letter] = chat.deliveries
    assert (letter.recipient, letter.letter.title) == ("karin-k", TITLE)
    assert says in letter.letter.words[0]
    assert "Uppgifterna från tor 20 aug 03:00 gäller fortfarande" in letter.letter.words[1]
    await polled(chat, source, 24 * 60)
    assert len(chat.deliveries) == 2
    assert not shortage_condition(feed(chat), NOW, is_looked_for=True).ok


async def test_an_address_that_does_not_answer_is_asked_more_and_more_seldom_and_told_of_in_the_end(
    chat: Chat,
) -> None:
    source = Source(file(ROWS), FetchError("Adressen svarade 406 i stället för en fil."))
    await polled(chat, source, *range(0, 60 * 5))
    minutes = [60, 65, 75, 95, 135, 195, 255]
    assert len(source.asked) == 1 + len(minutes)
    assert feed(chat).failures == len(minutes)
    [letter] = chat.deliveries
    assert letter.made == NOW + timedelta(minutes=75)
    good = Source(file(ROWS, 1))
    await polled(chat, good, 24 * 60)
    assert (feed(chat).failures, feed(chat).problem) == (0, "")
    assert feed(chat).created == MADE + timedelta(days=1)


async def test_a_server_that_asks_to_be_left_alone_is_left_alone_so_long(chat: Chat) -> None:
    busy = FetchError("Adressen svarade 503 i stället för en fil.", pause=600.0)
    source = Source(busy, file(ROWS))
    access = ShortageAccess(ADDRESS, source.fetch, read_here)
    polling = ShortagePolling(publishing(chat), chat.live, access, Apart("shortages"))
    asked = []
    for minute in (0, 5, 9, 10, 11):
        await chat.passes(NOW + timedelta(minutes=minute))
        await polling.run(chat.clock.now)
        asked.append(len(source.asked))
    assert asked == [1, 1, 1, 2, 2]  # without it: at five minutes
    assert feed(chat).created == MADE


async def test_two_days_without_a_good_file_can_be_asked_for(chat: Chat) -> None:
    source = Source(Fetched(file(ROWS)), Fetched(None))
    await polled(chat, source, 0, 24 * 60)
    assert not feed(chat).is_stale(chat.clock.now)
    await polled(chat, source, 48 * 60)
    assert feed(chat).is_stale(chat.clock.now)
    condition = shortage_condition(feed(chat), chat.clock.now, is_looked_for=True)
    assert (condition.ok, condition.good) == (False, MADE)
    assert "tor 20 aug 03:00" in condition.says
    assert shortage_condition(feed(chat), chat.clock.now, is_looked_for=False).ok


async def test_an_error_of_ours_stops_neither_the_day_nor_the_next_look(chat: Chat) -> None:
    await published(chat, file([*ROWS, COMING]))

    async def fails(content: bytes) -> ShortageReading:
        raise RuntimeError("a mistake")

    access = ShortageAccess(ADDRESS, Source(file(ROWS, 1)).fetch, fails)
    failing = ShortagePublishing(chat.store, chat.live, chat.clock, fails)
    apart = Apart("shortages")
    polling = ShortagePolling(failing, chat.live, access, apart)
    await chat.passes(NOW + timedelta(days=2))
    assert await polling.run(chat.clock.now) == 1
    assert "nytt försök" in feed(chat).problem
    assert len(apart.taken()) == 1
    assert await states(chat) == [("kommande", PackState.NOW)]


async def test_what_somebody_has_looked_at_is_put_in_force_and_remembered(chat: Chat) -> None:
    await published(chat, file(ROWS))
    few = file(ROWS[:3], 0.01)
    refused = await published(chat, few)
    assert (refused.may_be_right, refused.publication) == (True, None)
    assert (await published(chat, few, looked_at=True)).publication is not None
    strange = file(ROWS[:3], 0.02).replace(b"</Interval>", b"<Reason/></Interval>")
    assert (await published(chat, strange)).refusals != ()
    assert (await published(chat, strange, accepted=("Interval/Reason",))).refusals == ()
    again = file(ROWS[:3], 0.03).replace(b"</Interval>", b"<Reason/></Interval>")
    assert (await published(chat, again)).refusals == ()
    assert feed(chat).accepted == ("Interval/Reason",)


async def test_the_whole_file_takes_the_place_of_an_excerpt_without_telling_of_changes(
    chat: Chat,
) -> None:
    await published(chat, file([COMING, ROWS[0]]), is_excerpt=True)
    assert feed(chat).is_excerpt
    assert (await published(chat, file(ROWS, 0.1))).publication is not None
    assert (feed(chat).is_excerpt, feed(chat).rows) == (False, 9)
    assert len(await chat.store.load_shortage_rows()) == 9
    assert await states(chat) == []


async def test_the_same_file_again_writes_nothing(chat: Chat) -> None:
    await published(chat, file(ROWS))
    lines = len(chat.store.audit)
    assert (await published(chat, file(ROWS))).publication is None
    assert len(chat.store.audit) == lines


async def test_without_a_source_nothing_is_looked_for(chat: Chat) -> None:
    source = Source(file(ROWS))
    access = ShortageAccess("", source.fetch, read_here)
    polling = ShortagePolling(publishing(chat), chat.live, access, Apart("shortages"))
    assert await polling.run(NOW) == 0
    assert source.asked == []


async def test_three_real_days_one_after_the_other(chat: Chat) -> None:
    source = Source(*(real_file(day) for day in (20, 21, 22)))
    await chat.passes(NOW - timedelta(days=1))
    counts = await polled(chat, source, 5 * 60, 29 * 60, 53 * 60)
    assert counts[0] == 2657
    events = await chat.store.load_row_events(
        [row.pack.npl_pack_id for row in await chat.store.load_shortage_rows()]
    )
    counts_of = Counter(event.news.value for event in events)
    assert counts_of["new"] == 16 + 13
    assert (counts_of["resolved"], counts_of["forecast_changed"]) == (9 + 15, 7 + 11)
    assert counts_of["dropped"] == 12 + 6
    told = await states(chat)
    assert 0 < len(told) < 90
    known = {row.pack.npl_pack_id: row for row in await chat.store.load_shortage_rows()}
    assert not any(known[pack].product.is_veterinary for pack, _ in told)
    assert (feed(chat).rows, feed(chat).problem) == (2668, "")
