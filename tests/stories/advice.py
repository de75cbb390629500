"""A chat with a specialist group, Anna and Bo, and its advice."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Press
from directory.changes import Keep
from directory.kinds import Kept
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.row import ShortageRow
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import Chat, User, open_chat
from tests.shortages import a_group, a_row
from tests.stores import AnyStore


async def advised(
    *kept: Kept,
    group: MedicineGroup | None = None,
    rows: Sequence[ShortageRow] = (),
    now: datetime = NOW,
    repository: AnyStore | None = None,
) -> Chat:
    """The group and what is kept, with a file of these rows in force."""
    chat = await open_chat(now=now, repository=repository)
    await published(chat, file(rows or [a_row(shortage="1")]))
    changes = [Keep(group or a_group("anna-a", "bo-b")), *map(Keep, kept)]
    await chat.repository.apply(changes, actor="t", now=now)
    await chat.live.refresh()
    await chat.live.medicines_indexed()
    return chat


async def presses(user: User, action: str, advice: ReplacementAdvice, **data: str) -> User:
    """The action on the version as it stands; ”skäl” is what a form would ask for."""
    about = {"råd": advice.id, "text": advice.text_hash, **data}
    reply = await user.desk.press(user.visitor, Press("rest", action=action, data=about), {})
    user.card = reply.card
    return user
