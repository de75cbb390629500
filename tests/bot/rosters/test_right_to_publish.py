"""Who may put a roster in force and take it back: asked by what does it, whichever way leads there."""

from collections.abc import Awaitable, Callable

import pytest

from bot.access import NotAllowedError
from bot.rosters.publishers import BY_ITSELF
from bot.rosters.publishing import NOT_ALLOWED, IncomingRoster
from bot.rosters.uploads import RosterChoices, RosterUploads
from directory.catalogue.people import Access
from directory.publishing.roster_drafts import RosterDraft
from directory.store.memory_drafts import MemoryDrafts
from tests.builders import small_region
from tests.chat import Chat
from tests.stories.rosters import (
    NO_ANSWERS,
    published,
    roster,
    roster_chat,
    rostering,
    undoing,
    unreachable,
)

NIGHT = "2026-11-25 20:00"
MAY = ["web:karin-k", "konsult import roster", BY_ITSELF]
MAY_NOT = ["web:hanna-h", "web:anna-a", "web:sofia-s", "web:ingen-alls", "karin-k", ""]


def uploads(chat: Chat) -> tuple[RosterUploads, MemoryDrafts[RosterDraft]]:
    drafts = MemoryDrafts[RosterDraft]()
    return RosterUploads(
        rostering(chat), drafts, chat.live, chat.clock, undoing(chat), unreachable
    ), drafts


async def publish(chat: Chat, actor: str) -> None:
    await rostering(chat).publish(roster("DD", "BB", "CC"), NO_ANSWERS, actor)


async def upload(chat: Chat, actor: str) -> None:
    await uploads(chat)[0].start(actor, roster("DD", "BB", "CC"))


async def publish_a_draft(chat: Chat, actor: str) -> None:
    """One that was uploaded while they still were a coordinator."""
    incoming = roster("DD", "BB", "CC")
    ready, drafts = uploads(chat)
    draft = _draft(incoming, actor, chat)
    await drafts.put(draft)
    seen = await ready.look(actor, draft.id, RosterChoices())
    assert seen is not None
    await ready.publish(actor, draft.id, RosterChoices(), seen=seen.version)


def _draft(incoming: IncomingRoster, account: str, chat: Chat) -> RosterDraft:
    return RosterDraft(
        id="d1",
        service=incoming.service,
        account=account,
        made=chat.clock.now,
        name=incoming.name,
        role=None,
        content=incoming.content,
    )


async def undo(chat: Chat, actor: str) -> None:
    latest = await undoing(chat).latest_of("kardiologi")
    assert latest is not None
    await undoing(chat).undo(latest.id, actor)


WAYS: list[Callable[[Chat, str], Awaitable[None]]] = [publish, upload, publish_a_draft, undo]


@pytest.mark.parametrize("actor", MAY_NOT)
@pytest.mark.parametrize("way", WAYS)
async def test_who_is_no_coordinator_is_refused_and_nothing_changes(
    way: Callable[[Chat, str], Awaitable[None]], actor: str
) -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    chat.forgets_letters()
    with pytest.raises(NotAllowedError, match=NOT_ALLOWED):
        await way(chat, actor)
    assert chat.on_duty(NIGHT) == ["anna-a"]
    assert chat.deliveries == []


@pytest.mark.parametrize("actor", MAY)
async def test_coordinators_and_those_who_run_konsult_may(actor: str) -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    await publish(chat, actor)
    assert chat.on_duty(NIGHT) == ["david-d"]


def test_those_who_may_not_are_there_and_are_no_coordinators() -> None:
    people = {f"web:{one.id}": one for one in small_region().people}
    there = [people[actor] for actor in MAY_NOT if actor in people]
    assert len(there) == 3
    assert [one.id for one in there if Access.COORDINATOR in one.access] == []
