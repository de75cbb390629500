"""What medicines are called is in memory, and follows the file in force; their rows are asked for."""

from datetime import UTC, datetime, timedelta

from directory.query import Reads
from directory.shortages.kept import MEDICINES
from directory.shortages.queries import (  # fmt: skip
    SHORTAGE_READS,
    AllShortages,
    FilesInForceSince,
    PackChangesSince,
    RowEventsOf,
    ShortagesOf,
)
from tests.bot.shortages.stories import MADE, NOW, file, published
from tests.chat import Chat, open_chat
from tests.shortages import a_row, of_product

QUETIAPINE = of_product("Kvetiapin Alfa 50 mg Depottablett", "N05AH04", "kvetiapinfumarat", npl="2")
FIRST = a_row(pack="1")
OTHER = a_row(pack="2", product=QUETIAPINE)


def found(chat: Chat, text: str) -> list[str]:
    return [one.atc for one in chat.snapshot.of(MEDICINES).find(text).substances]


async def test_the_index_follows_the_file_in_force() -> None:
    chat = await open_chat(now=NOW)
    assert found(chat, "estradiol") == []
    await published(chat, file([FIRST]))
    await chat.live.medicines_indexed()
    assert (found(chat, "östradiol"), found(chat, "kvetiapin")) == (["G03CA03"], [])
    before = chat.snapshot.of(MEDICINES)
    await chat.passes(NOW + timedelta(hours=1))
    assert chat.snapshot.of(MEDICINES) is before
    chat.clock.now += timedelta(minutes=1)
    await published(chat, file([FIRST, OTHER], 0.1), looked_at=True)
    await chat.live.medicines_indexed()
    assert found(chat, "kvetiapin") == ["N05AH04"]
    other = chat.snapshot.of(MEDICINES)
    await chat.passes(NOW + timedelta(hours=7))  # the whole picture is built anew
    assert chat.snapshot.of(MEDICINES) is other


async def test_each_query_is_answered_by_the_store() -> None:
    chat = await open_chat(now=NOW)
    await published(chat, file([FIRST, OTHER]))
    reads = Reads(SHORTAGE_READS.by(chat.store))
    long_ago = datetime.min.replace(tzinfo=UTC)
    assert await ShortagesOf(atc=("N05AH04",)).answer(reads) == (OTHER,)
    assert await ShortagesOf(products=("2",), packs=("1",)).answer(reads) == (FIRST, OTHER)
    assert await AllShortages().answer(reads) == (FIRST, OTHER)
    assert await PackChangesSince(long_ago).answer(reads) == ()
    assert await RowEventsOf(("1",)).answer(reads) == ()
    assert [one.created for one in await FilesInForceSince(long_ago).answer(reads)] == [MADE]
