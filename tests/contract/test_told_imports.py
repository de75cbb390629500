"""What is to be told of an import is written with it, once, or not at all."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.letters.outbox import Delivery, Letter, Outbox
from directory.letters.subscriptions import Topic
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox
from directory.store.migrate import migrate
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from tests.builders import service, small_region
from tests.contract.conftest import NOW
from tests.stores import AnyStore

TOLD = Delivery(
    key="numbers|1",
    recipient="anna-a",
    letter=Letter(topic=Topic("nummer"), title="T"),
    made=NOW,
    due=NOW,
)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def both(request: pytest.FixtureRequest) -> AsyncIterator[tuple[AnyStore, Outbox]]:
    if request.param == "memory":
        memory = MemoryStore()
        yield memory, MemoryOutbox(memory.deliveries)
        return
    fixture = {"sqlite": "sqlite_url", "postgres": "fresh_postgres_database"}[request.param]
    engine = create_engine(request.getfixturevalue(fixture))
    await migrate(engine)
    yield SqlStore(engine), SqlOutbox(engine)
    await engine.dispose()


async def test_the_deliveries_of_an_import_are_put_once(both: tuple[AnyStore, Outbox]) -> None:
    repository, outbox = both
    for _ in range(2):
        await repository.import_region(small_region(), actor="a", now=NOW, deliveries=[TOLD])
    assert await outbox.known_keys(["numbers|1", "numbers|2"]) == {"numbers|1"}
    [claimed] = await outbox.claim(NOW, most=9, lease=NOW - NOW, holder="h")
    assert claimed.letter == TOLD.letter


async def test_an_import_that_fails_tells_nothing(migrated: AsyncEngine) -> None:
    broken = replace(small_region(), services=(service(unit="nowhere"),))
    with pytest.raises(IntegrityError):
        await SqlStore(migrated).import_region(broken, actor="a", now=NOW, deliveries=[TOLD])
    assert await SqlOutbox(migrated).known_keys(["numbers|1"]) == frozenset()
