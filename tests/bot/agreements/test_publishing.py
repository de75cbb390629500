"""New versions on their way in: those who follow are told once, whoever publishes and how often."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

import pytest

from bot.access import NotAllowedError
from bot.agreements.publishing import NOT_ALLOWED, AgreementPublishing, IncomingAgreement, Outcome
from bot.live import Live
from directory.agreements.changes import ChangeKind
from directory.agreements.kept import in_force
from directory.agreements.topic import AGREEMENT_NEWS
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.letters.outbox import InboxItem, Outbox
from directory.letters.subscriptions import Pace, Subscription
from directory.sources.agreements.result import Document
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from directory.transaction import MovedError
from tests.builders import small_region
from tests.chat import TUESDAY_DAYTIME
from tests.clock import HandClock
from tests.databases import migrated_database
from tests.stores import AnyStore
from tests.stories.agreement_files import document, read_here

NOW = TUESDAY_DAYTIME
SECOND = "Remiss skrivs av läkare eller sjuksköterska."


@dataclass(frozen=True)
class Process:
    """One konsult, as far as agreements go."""

    publishing: AgreementPublishing
    live: Live
    repository: AnyStore
    outbox: Outbox
    clock: HandClock

    async def publish(self, *documents: Document) -> dict[str, IncomingAgreement]:
        found = await self.publishing.publish(documents, "web:karin-k")
        return {one.name: one for one in found}

    async def told(self, who: str = "hanna-h") -> tuple[InboxItem, ...]:
        return await self.outbox.inbox(who, self.clock.now, most=20)


def process(repository: AnyStore, outbox: Outbox) -> Process:
    clock = HandClock(NOW)
    live = Live(repository, clock)
    publishing = AgreementPublishing(repository, live, clock, read_here)
    return Process(publishing, live, repository, outbox, clock)


@pytest.fixture(params=["memory", "sqlite"])
async def processes(request: pytest.FixtureRequest) -> AsyncIterator[list[Process]]:
    """Two processes on one store, in which Hanna follows a document."""
    engines = []
    if request.param == "memory":
        memory = MemoryStore()
        both = [process(memory, MemoryOutbox(memory.deliveries)) for _ in range(2)]
    else:
        url = migrated_database(request)
        engines = [create_engine(url), create_engine(url)]
        both = [process(SqlStore(one), SqlOutbox(one)) for one in engines]
    await both[0].repository.import_region(small_region(), actor="test", now=NOW)
    await follow(both[0].repository)
    for one in both:
        await one.live.refresh()
    yield both
    for one in both:
        await one.live.agreements_indexed()
    for engine in engines:
        await engine.dispose()


@pytest.fixture
def one(processes: list[Process]) -> Process:
    return processes[0]


async def follow(repository: AnyStore, who: str = "hanna-h", target: str = "ogon") -> None:
    follows = Subscription(
        follower=who, topic=AGREEMENT_NEWS, target=target, pace=Pace.AT_ONCE, made=NOW
    )
    await repository.apply([Keep(follows)], actor="test", now=NOW)


async def test_a_follower_is_told_what_changed_once(one: Process) -> None:
    await one.publish(document(version="1"))
    found = await one.publish(document(text=SECOND, version="2"))
    assert found["ogon.md"].outcome is Outcome.CHANGED
    assert [change.kind for change in found["ogon.md"].changes] == [
        ChangeKind.HEAD,
        ChangeKind.CHANGED,
    ]
    told = {item.letter.title: item.letter.words for item in await one.told()}
    assert told == {
        "Ny överenskommelse: Ögon": ("Karin Kulle har publicerat den.",),
        "Ny version: Ögon": (
            "Version: 1 → 2",
            "Ändrat avsnitt: ”Remiss”",
            "Karin Kulle har publicerat den nya versionen.",
        ),
    }
    assert len(await one.told()) == 2
    assert await one.told("ivar-i") == ()


async def test_the_same_again_is_nothing_new(one: Process) -> None:
    await one.publish(document())
    again = await one.publish(document("annat namn.md"))
    assert again["annat namn.md"].outcome is Outcome.SAME
    assert len(await one.told()) == 1
    assert len(await one.repository.load_versions("ogon")) == 1


async def test_back_to_an_earlier_version_is_a_change_that_is_told(one: Process) -> None:
    for text in ("Remiss skrivs av läkare.", SECOND, "Remiss skrivs av läkare."):
        found = await one.publish(document(text=text))
        one.clock.moves(minutes=1)
    assert found["ogon.md"].outcome is Outcome.CHANGED
    titles = [item.letter.title for item in await one.told()]
    assert titles == ["Ny version: Ögon", "Ny version: Ögon", "Ny överenskommelse: Ögon"]
    [current] = await one.repository.load_agreements()
    assert current.agreement.sections[-1].text == "Remiss skrivs av läkare."


async def test_the_owner_asks_for_acknowledgement(one: Process) -> None:
    await one.publish(document(kvittens="ja"))
    [item] = await one.told()
    assert item.letter.words[0] == "Ägaren ber dig kvittera att du har läst."
    [version] = await one.repository.load_agreements()
    [_, receipt] = item.letter.buttons
    assert (receipt.label, receipt.action) == ("Kvittera", "kvittera")
    assert dict(receipt.data) == {"dokument": "ogon", "version": version.id}


async def test_two_processes_at_once_tell_once(processes: list[Process]) -> None:
    await processes[0].publish(document())
    await processes[1].live.refresh()
    news = document(text=SECOND)
    outcomes = await asyncio.gather(*(one.publish(news) for one in processes))
    assert sorted(found["ogon.md"].outcome for found in outcomes) == [
        Outcome.CHANGED,
        Outcome.SAME,
    ]
    titles = [item.letter.title for item in await processes[0].told()]
    assert sorted(titles) == ["Ny version: Ögon", "Ny överenskommelse: Ögon"]
    assert len(await processes[0].repository.load_versions("ogon")) == 2


async def test_two_processes_with_different_news_build_on_each_other(
    processes: list[Process],
) -> None:
    await processes[0].publish(document())
    first, second = document(text=SECOND), document(text="Ingen remiss behövs.")
    await asyncio.gather(processes[0].publish(first), processes[1].publish(second))
    current, before, _ = sorted(
        await processes[0].repository.load_versions("ogon"), key=lambda v: not v.current
    )
    assert (current.current, before.current) == (True, False)
    assert len(await processes[0].told()) == 3


class Overtaken(MemoryStore):
    """A store in which somebody else always writes a moment before."""

    def __init__(self, before: Callable[["Overtaken"], Awaitable[None]], times: int) -> None:
        super().__init__()
        self._before, self._left = before, times

    async def publish_agreements(self, versions: Sequence[Any], **how: Any) -> None:
        if self._left:
            self._left -= 1
            await self._before(self)
        await super().publish_agreements(versions, **how)


async def overtaken(times: int) -> Process:
    async def others(store: Overtaken) -> None:
        await follow(store, "ivar-i")

    store = Overtaken(others, times)
    await store.import_region(small_region(), actor="test", now=NOW)
    found = process(store, MemoryOutbox(store.deliveries))
    await found.live.refresh()
    return found


async def test_who_began_to_follow_while_it_was_being_published_is_told() -> None:
    late = await overtaken(1)
    await late.publish(document())
    assert [item.letter.title for item in await late.told("ivar-i")] == ["Ny överenskommelse: Ögon"]


async def test_where_others_never_stop_writing_nothing_is_half_done() -> None:
    never = await overtaken(99)
    with pytest.raises(MovedError):
        await never.publish(document())
    assert await never.repository.load_agreements() == ()
    assert await never.told("ivar-i") == ()


async def test_a_faulty_file_stops_no_other(one: Process) -> None:
    faulty = Document("trasig.pdf", b"%PDF-1.7 nonsens")
    wrong = document("fel.md", id="fel", gäller_till="snart")
    good = document("god.md", id="god")
    found = await one.publish(faulty, document(), wrong, good)
    assert {name: incoming.outcome for name, incoming in found.items()} == {
        "trasig.pdf": Outcome.FAULTY,
        "ogon.md": Outcome.NEW,
        "fel.md": Outcome.FAULTY,
        "god.md": Outcome.NEW,
    }
    assert found["fel.md"].faults[0].startswith("gäller_till ”snart”")
    held = await one.repository.load_agreements()
    assert [version.document for version in held] == ["god", "ogon"]


async def test_of_two_files_with_one_id_the_first_is_read_and_the_second_told(one: Process) -> None:
    found = await one.publish(document("a.md"), document("b.md", text=SECOND))
    assert found["a.md"].outcome is Outcome.NEW
    assert found["b.md"].outcome is Outcome.FAULTY
    assert found["b.md"].faults == (
        "En annan av filerna har samma id, ”ogon”. "
        "Ge dokumenten olika id, eller läs in bara den senaste.",
    )
    [current] = await one.repository.load_agreements()
    assert current.agreement.file == "a.md"
    assert len(await one.told()) == 1


async def test_what_is_not_read_is_said_with_its_place_before_it_is_published(one: Process) -> None:
    page = b"<html><body><h1>HUD</h1><h2>Remiss</h2><p>Text.</p><img src=x></body></html>"
    picture = document(text="Se bilden ![flöde](flode.png) och punkterna.\n\n- ett ![två](x.png)")
    found = await one.publishing.preview([Document("hud.html", page), picture], "web:karin-k")
    says = ("Under ”Remiss” finns en bild som inte är läst. Se efter i dokumentet.",)
    assert [incoming.unread for incoming in found] == [says, says]


async def test_a_preview_writes_nothing(one: Process) -> None:
    [incoming] = await one.publishing.preview([document()], "web:karin-k")
    assert incoming.outcome is Outcome.NEW
    assert await one.repository.load_agreements() == ()
    assert await one.told() == ()


async def test_what_is_published_is_what_lookups_read(processes: list[Process]) -> None:
    await processes[0].publish(document())
    for one in processes:
        await one.live.refresh()
        await one.live.agreements_indexed()
        assert list(in_force(one.live.present())) == ["ogon"]


@pytest.mark.parametrize("actor", ["web:hanna-h", "web:ingen-alls", ""])
async def test_who_is_no_coordinator_publishes_nothing(actor: str) -> None:
    memory = MemoryStore()
    await memory.import_region(small_region(), actor="test", now=NOW)
    one = process(memory, MemoryOutbox(memory.deliveries))
    await one.live.refresh()
    with pytest.raises(NotAllowedError, match=NOT_ALLOWED):
        await one.publishing.publish([document()], actor)
    assert await memory.load_agreements() == ()
