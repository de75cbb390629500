"""The agreements of a live snapshot: indexed beside the answers, and never lost on the way."""

import asyncio
from collections.abc import Collection
from datetime import datetime

from bot.live import Live
from directory.agreements.kept import AGREEMENTS, in_force
from directory.agreements.synonyms import read_groups
from directory.changes import Keep
from directory.parts import Parts
from directory.store.memory import MemoryStore
from tests.agreements import ALL
from tests.builders import override, small_region
from tests.chat import TUESDAY_DAYTIME, open_chat


class SlowRepository(MemoryStore):
    """A store whose parts come when the test lets them."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.is_asked = asyncio.Event()

    async def load_parts(self, now: datetime, names: Collection[str] | None = None) -> Parts:
        parts = await super().load_parts(now, names)
        self.is_asked.set()
        await self.may_go_on.wait()
        return parts


async def test_agreements_that_are_indexed_while_the_state_is_read_are_not_lost() -> None:
    store = SlowRepository()
    chat = await open_chat(small_region(), repository=store)
    await store.publish_agreements(ALL, actor="web:karin-k", now=TUESDAY_DAYTIME)
    await chat.live.refresh()
    await store.apply([Keep(override())], actor="test", now=TUESDAY_DAYTIME)
    store.may_go_on.clear()
    store.is_asked.clear()
    reading = asyncio.create_task(chat.live.refresh())
    await store.is_asked.wait()
    await chat.live.agreements_indexed()
    store.may_go_on.set()
    await reading
    assert len(in_force(chat.snapshot)) == len(ALL)


async def test_they_stay_when_somebody_writes_and_when_the_region_is_read_anew() -> None:
    store = MemoryStore()
    chat = await open_chat(small_region(), repository=store)
    await store.publish_agreements(ALL, actor="web:karin-k", now=TUESDAY_DAYTIME)
    await chat.live.refresh()
    await chat.live.agreements_indexed()
    await chat.user("hanna-h").types("/jag eken")
    await store.import_region(small_region(terms=()), actor="test", now=TUESDAY_DAYTIME)
    await chat.live.refresh()
    assert len(in_force(chat.snapshot)) == len(ALL)


async def test_a_region_s_own_synonyms_lead_to_the_section_too() -> None:
    store = MemoryStore()
    await store.import_region(small_region(), actor="test", now=TUESDAY_DAYTIME)
    await store.publish_agreements(ALL, actor="web:karin-k", now=TUESDAY_DAYTIME)
    own = read_groups("sort;termer;när\nsamma;hjärtsvikt|blåsbälgströtthet;\n")
    found = []
    for live in (Live(store, lambda: TUESDAY_DAYTIME), Live(store, lambda: TUESDAY_DAYTIME, own)):
        await live.refresh()
        await live.agreements_indexed()
        agreements = live.present().of(AGREEMENTS)
        assert agreements is not None
        hits = agreements.index.search("blåsbälgströtthet", today=TUESDAY_DAYTIME.date())
        found.append([hit.agreement.head.id for hit in hits.hits[:1]])
    assert found[0] == []
    assert found[1] == [ALL[0].document]
