"""Somebody whom Slack knows by two ids is one person: one home unit, one inbox, each thing once."""

import pytest

from bot.desk import Visitor
from directory.accounts.account import ACCOUNTS, Account
from directory.accounts.uniting import united
from directory.agreements.feedback import VersionRead
from directory.agreements.kept import ACKNOWLEDGEMENTS
from directory.changes import Change, Keep
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace, Subscription, Topic
from tests.bot.delivery.fakes import delivery
from tests.bot.platforms.slack.fake_slack_api import TEAM, in_enterprise
from tests.bot.platforms.slack.slack_chat import SlackChat, slack_chat
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat

LOCAL, WHOLE = "U0ESTER", "W0ESTER"
ESTER = in_enterprise(LOCAL, WHOLE)
OLD, NEW = f"slack:{TEAM}:{LOCAL}", f"slack:{TEAM}:{WHOLE}"


def follows(follower: str, topic: str, pace: Pace = Pace.AT_ONCE) -> Subscription:
    return Subscription(
        follower=follower, topic=Topic(topic), target="x", pace=pace, made=TUESDAY_DAYTIME
    )


def read(reader: str, version: str) -> VersionRead:
    return VersionRead(document="hok", version=version, reader=reader, at=TUESDAY_DAYTIME)


async def stored(*values: Account | Subscription | VersionRead) -> Chat:
    """konsult with what has been written so far."""
    room = await open_chat()
    changes: list[Change] = [Keep(value) for value in values]
    await room.live.write(changes, "test")
    return room


async def meets(chat: SlackChat, user: str) -> str:
    """What they see of themselves, after which all is settled."""
    asker = await chat.user(user).types("/jag")
    await chat.settled()
    return asker.sees


@pytest.mark.parametrize("first", [LOCAL, WHOLE])
async def test_a_home_unit_is_chosen_once_for_both(first: str) -> None:
    room = await open_chat()
    async with slack_chat(room.desk, ESTER) as chat:
        chat.web.users[WHOLE] = ESTER
        await chat.user(first).types("/jag björken")
        for user in (LOCAL, WHOLE):
            assert "Hemenhet: Björken" in (await meets(chat, user)).replace("*", "")
    assert [account.id for account in room.snapshot.of(ACCOUNTS)] == [NEW]


async def test_what_was_stored_under_the_other_id_is_theirs_at_once_and_moves() -> None:
    unit = (await open_chat()).snapshot.names.unit("björken").hits[0].target.id
    room = await stored(
        Account(OLD, unit), follows(OLD, "nummer"), follows("anna-a", "nummer"), read(OLD, "1")
    )
    await room.outbox.put([delivery(OLD), delivery("anna-a")])
    async with slack_chat(room.desk, ESTER, new=True) as chat:
        chat.web.users[WHOLE] = ESTER
        assert "Björken" in await meets(chat, WHOLE)
    snapshot = room.snapshot
    assert list(snapshot.of(ACCOUNTS)) == [Account(NEW, unit)]
    assert {one.follower for one in snapshot.of(FOLLOWING)} == {NEW, "anna-a"}
    assert snapshot.of(ACKNOWLEDGEMENTS).readers("1") == {NEW}
    now = TUESDAY_DAYTIME
    assert len(await room.outbox.inbox(NEW, now, most=9)) == 1
    assert not await room.outbox.inbox(OLD, now, most=9)
    assert len(await room.outbox.inbox("anna-a", now, most=9)) == 1


async def test_what_both_have_chosen_stays_as_the_one_account_has_it() -> None:
    room = await stored(
        Account(OLD, "a"),
        Account(NEW, "b"),
        follows(OLD, "nummer"),
        follows(NEW, "nummer", Pace.OFF),
        follows(OLD, "avtal"),
        read(OLD, "1"),
        read(NEW, "1"),
    )
    await room.desk.unite(Visitor(NEW, others=(OLD,)))
    snapshot = room.snapshot
    assert list(snapshot.of(ACCOUNTS)) == [Account(NEW, "b")]
    following = snapshot.of(FOLLOWING)
    assert {(one.topic, one.pace) for one in following.of(NEW)} == {
        (Topic("nummer"), Pace.OFF),
        (Topic("avtal"), Pace.AT_ONCE),
    }
    assert not following.of(OLD)
    assert len(list(snapshot.of(ACKNOWLEDGEMENTS))) == 1
    assert united(NEW, [OLD], snapshot) == ()


async def test_that_somebody_was_asked_once_is_kept_and_is_no_home_unit() -> None:
    room = await stored(Account(OLD))
    await room.desk.unite(Visitor(NEW, others=(OLD,)))
    assert list(room.snapshot.of(ACCOUNTS)) == [Account(NEW)]
