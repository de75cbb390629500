"""`konsult outbox`: an operator sees what is not well, and sends it again."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.app import system_clock
from directory.letters.outbox import Delivery, DeliveryState, Letter
from directory.letters.subscriptions import Topic
from directory.store.engine import create_engine
from directory.store.outbox import SqlOutbox
from tests.stories.terminal import Terminal

HOUR = timedelta(hours=1)
LETTER = Letter(topic=Topic("byten"), title="Byte föreslaget", lines=("Anna vill byta natten.",))
UNSURE, UNREACHABLE = DeliveryState.UNSURE, DeliveryState.UNREACHABLE


def has_letters(terminal: Terminal) -> dict[str, str]:
    """The ids of some letters that are not well, by recipient."""
    return asyncio.run(_put(database_of(terminal)))


def database_of(terminal: Terminal) -> str:
    return f"sqlite+aiosqlite:///{terminal.folder}/var/konsult.db"


async def _put(database: str) -> dict[str, str]:
    engine, now = create_engine(database), system_clock()
    outbox = SqlOutbox(engine)
    who = ("anna-a", "bo-b", "cia-c", "david-d")
    await outbox.put(
        [Delivery(key=one, recipient=one, letter=LETTER, made=now, due=now) for one in who]
    )
    ids = {one.recipient: one.id for one in await outbox.claim(now, most=9, lease=HOUR, holder="a")}
    await outbox.begin({ids["anna-a"]: "email", ids["bo-b"]: "slack"}, holder="a")
    for who_, state, error in (
        ("anna-a", UNSURE, "smtp_no_taken"),
        ("cia-c", DeliveryState.EXPIRED, "too_late"),
    ):
        await outbox.give_up(ids[who_], state, error, now, holder="a")
    await outbox.retry_at(ids["bo-b"], now + 5 * HOUR, "http_503", holder="a")
    await outbox.mark_sent({ids["david-d"]: "D1:1"}, now, holder="a")
    await engine.dispose()
    return ids


def due_now(terminal: Terminal) -> set[str]:
    """The recipients of what a running process would take."""

    async def taken() -> set[str]:
        engine = create_engine(database_of(terminal))
        claimed = await SqlOutbox(engine).claim(system_clock(), most=9, lease=HOUR, holder="b")
        await engine.dispose()
        return {one.recipient for one in claimed}

    return asyncio.run(taken())


def test_what_is_not_well_stands_by_state_and_channel_without_what_it_says(
    terminal: Terminal,
) -> None:
    ids = has_letters(terminal)
    said = terminal.konsult("outbox")
    counted, *groups = said.split("\n\n")
    assert "      1  skickade" in counted
    assert "      1  osäkra" in counted
    assert "      1  för sena" in counted
    headings = [group.splitlines()[0] for group in groups]
    assert headings[0].startswith("För sena")
    assert headings[1].startswith("Osäkra") and headings[1].endswith("(email):")
    assert headings[2] == "Försöks igen (slack):"
    assert f"  {ids['anna-a']}  anna-a  byten  smtp_no_taken  skrivet " in groups[1]
    assert "nästa försök" in groups[2]
    assert "natten" not in said and "Byte föreslaget" not in said
    only = terminal.konsult("outbox", "--channel", "slack")
    assert ids["bo-b"] in only and ids["anna-a"] not in only


def test_what_waits_for_hours_is_sent_at_once(terminal: Terminal) -> None:
    ids = has_letters(terminal)
    said = terminal.konsult("outbox", "resend", ids["bo-b"], ids["anna-a"])
    assert said == "Skickas igen: 2.\n"
    assert due_now(terminal) == {"bo-b", "anna-a"}


def test_all_that_fit_are_sent_again(terminal: Terminal) -> None:
    has_letters(terminal)
    assert terminal.konsult("outbox", "resend", "--state", "osäker") == "Skickas igen: 1.\n"
    assert terminal.konsult("outbox", "resend", "--channel", "slack") == "Skickas igen: 1.\n"
    assert due_now(terminal) == {"bo-b", "anna-a"}


def test_what_makes_no_sense_is_said_for_each(terminal: Terminal) -> None:
    ids = has_letters(terminal)
    asked = [ids["cia-c"], ids["david-d"], "4711"]
    terminal.konsult("outbox", "resend", *asked, code=1)
    assert f"{ids['cia-c']}: för sent, brevet är inte till nytta längre." in terminal.complaints
    assert f"{ids['david-d']}: redan skickat; skriv --again" in terminal.complaints
    assert "4711: finns inte." in terminal.complaints
    assert terminal.konsult("outbox", "resend", ids["david-d"], "--again") == "Skickas igen: 1.\n"
    assert due_now(terminal) == {"david-d"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Ange vilka brev"),
        (["--state", "osäkr"], "Menade du osäker?"),
        (["--state", "skickat", "--again"], "med sina id eller med --recipient"),
        (["--recipient", "20121212-1212"], "personnummer"),
        (["--channel", "teams"], "Inga brev att skicka igen"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_would_be_right(
    terminal: Terminal, words: Sequence[str], says: str
) -> None:
    terminal.konsult("outbox", "resend", *words, code=1)
    assert says in terminal.complaints
