"""The line of a drop-in hour: a place is kept, and two never call the same person."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.hours.lines import closing
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.kept import QUEUED
from directory.hours.line import AfterClosing, Place, PlaceState
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat
from tests.stories.tid import MADE, bookable, drop_in, lay
from tests.stories.tid_booking import TOPIC, forged

HOUR = drop_in()


async def open_line() -> Chat:
    chat = await open_chat()
    await lay(chat, HOUR)
    return chat


async def joins(chat: Chat, who: str, topic: str = TOPIC) -> User:
    chat.clock.now += timedelta(seconds=1)
    return await forged(chat.user(who), "kö", tid=HOUR.id, ämne=topic)


def places(chat: Chat) -> list[Place]:
    return list(chat.snapshot.of(QUEUED).places)


def plain(user: User) -> str:
    return " ".join(user.sees.split())


def states(chat: Chat) -> dict[str, PlaceState]:
    return {place.waiting: place.state for place in places(chat)}


async def test_from_the_card_into_the_line() -> None:
    chat = await open_line()
    await joins(chat, "julia-j")
    gp = await chat.user("hanna-h").types("/konsult kardiologi granvik")
    gp = await (await gp.taps("Ställ dig i kön")).taps("Ställ mig i kön", ämne=TOPIC)
    assert "Plats i kön: 2, 1 före dig" in plain(gp)
    assert "08-465 004 14" in gp.sees
    assert [place.unit for place in places(chat)] == ["eken", "bjorken"]
    assert "2 väntar" in (await gp.types("/konsult kardiologi granvik")).sees
    assert "plats 2, 1 före dig" in (await gp.types("/tid")).sees


async def test_once_in_a_line_however_one_joins() -> None:
    chat = await open_line()
    for _ in range(2):
        gp = await joins(chat, "hanna-h")
    assert "Du står i kön." in gp.sees
    await forged(gp, "kö-lämna", tid=HOUR.id)
    assert "Du står inte i kön." in (await forged(gp, "kön", tid=HOUR.id)).sees
    await joins(chat, "hanna-h")
    assert [place.state for place in places(chat)] == [PlaceState.LEFT, PlaceState.WAITING]


async def test_away_for_a_while_keeps_the_place_and_is_passed_over() -> None:
    chat = await open_line()
    await joins(chat, "julia-j")
    gp = await joins(chat, "hanna-h")
    nurse = await forged(chat.user("julia-j"), "kö-borta", tid=HOUR.id)
    assert "platsen är kvar" in nurse.sees
    assert "Plats i kön: 1" in plain(nurse)
    bo = await forged(chat.user("bo-b"), "kön", tid=HOUR.id)
    assert "2 i kön, varav 1 borta en stund" in bo.sees
    assert "Björkens" in bo.sees
    await nurse.taps("Jag är tillbaka")
    assert "Ekens" in (await bo.taps("Uppdatera")).sees
    assert "Plats i kön: 2" in plain(await forged(gp, "kön", tid=HOUR.id))


async def test_the_specialist_sees_who_is_first_and_calls_by_one_tap() -> None:
    chat = await open_line()
    gp = await joins(chat, "hanna-h")
    bo = await chat.user("bo-b").types("/tid")
    bo = await bo.taps("Kardiologi Granvik · Granviks lasarett, telefon")
    assert TOPIC in bo.sees
    assert "0980-319 2" in bo.sees
    bo = await bo.taps("Ring upp")
    assert "Ring nu." in bo.sees
    assert states(chat) == {"hanna-h": PlaceState.CALLED}
    assert chat.letters("hanna-h")[0] == "Det är din tur"
    assert "Det är din tur" in (await forged(gp, "kön", tid=HOUR.id)).sees
    bo = await bo.taps("Fick ej svar")
    assert states(chat) == {"hanna-h": PlaceState.AWAY}
    assert "Jag är tillbaka" in (await forged(gp, "kön", tid=HOUR.id)).sees


async def test_two_who_answer_never_call_the_same_person() -> None:
    chat = await open_line()
    for who in ("hanna-h", "julia-j"):
        await joins(chat, who)
    screens = [await forged(chat.user(who), "kön", tid=HOUR.id) for who in ("bo-b", "anna-a")]
    await asyncio.gather(*(screen.taps("Ring upp") for screen in screens))
    calling = [screen for screen in screens if "Ring nu." in screen.sees]
    late = [
        screen for screen in screens if "En kollega ringer redan upp den du såg." in screen.sees
    ]
    assert (len(calling), len(late)) == (1, 1)
    assert states(chat) == {"hanna-h": PlaceState.CALLED, "julia-j": PlaceState.WAITING}
    assert len([one for one in chat.deliveries if one.letter.title == "Det är din tur"]) == 1
    await late[0].taps("Ring upp")
    assert set(states(chat).values()) == {PlaceState.CALLED}


async def test_who_has_gone_away_meanwhile_is_not_called_and_the_next_is_shown() -> None:
    chat = await open_line()
    await joins(chat, "julia-j")
    await joins(chat, "hanna-h")
    bo = await forged(chat.user("bo-b"), "kön", tid=HOUR.id)
    await forged(chat.user("julia-j"), "kö-borta", tid=HOUR.id)
    bo = await bo.taps("Ring upp")
    assert "Den du såg är borta en stund." in bo.sees
    assert "Björkens" in bo.sees
    assert PlaceState.CALLED not in states(chat).values()


@pytest.mark.parametrize("who", ["hanna-h", "eva-e", "sofia-s", ""])
async def test_only_those_who_answer_see_the_line_and_call(who: str) -> None:
    chat = await open_line()
    await joins(chat, "julia-j")
    [place] = places(chat)
    for action in ("kön", "kö-ring", "kö-ej-svar"):
        user = await forged(chat.user(who), action, tid=HOUR.id, plats=place.id)
        assert TOPIC not in user.sees
    assert states(chat) == {"julia-j": PlaceState.WAITING}


async def test_a_closed_line_is_joined_by_nobody() -> None:
    chat = await open_line()
    await chat.passes(at("2026-11-24 16:00"))
    gp = await forged(chat.user("hanna-h"), "kö", tid=HOUR.id, ämne=TOPIC)
    assert "Det är inte öppet nu. Öppnar ons 09:00–16:00." in gp.sees
    off = Closure(
        id="c", specialist="bo-b", hour=HOUR.id, start=at("2026-11-25 09:00"), end=at("2026-11-25 12:00"),
        reason=ClosureReason.CLOSED, made=MADE, made_by="test:bo-b",
    )  # fmt: skip
    await lay(chat, off)
    await chat.passes(at("2026-11-25 11:00"))
    assert "inte öppet nu" in (await forged(gp, "kö", tid=HOUR.id, ämne=TOPIC)).sees
    assert places(chat) == []


async def test_the_line_of_an_hour_of_others_and_of_a_booked_one() -> None:
    chat = await open_chat()
    oak = Eligibility(units=frozenset({"eken"}))
    await lay(chat, replace(HOUR, eligible=oak), bookable())
    assert "inte öppen för din enhet" in (await joins(chat, "hanna-h")).sees
    assert "Plats i kön: 1" in plain(await joins(chat, "julia-j"))
    booked = await forged(chat.user("julia-j"), "kö", tid="kard-1", ämne=TOPIC)
    assert "Konsulttiden bokas." in booked.sees
    assert len(places(chat)) == 1


@pytest.mark.parametrize("then", list(AfterClosing))
async def test_at_closing_each_who_waits_is_told_once(then: AfterClosing) -> None:
    chat = await open_line()
    for who in ("hanna-h", "julia-j"):
        await joins(chat, who)
    now = TUESDAY_DAYTIME + timedelta(minutes=30)
    for _ in range(2):
        changes, letters = closing(HOUR, places(chat), then, chat.snapshot, now, "Ring bakjouren.")
        await chat.repository.apply(changes, actor="test:bo-b", now=now, deliveries=letters)
        await chat.live.refresh()
    assert len(chat.deliveries) == 2
    assert "Ring bakjouren." in chat.letters("hanna-h")
    stays = then is AfterClosing.STAY
    assert set(states(chat).values()) == {PlaceState.STAYS if stays else PlaceState.TURNED_AWAY}
    gp = await forged(chat.user("hanna-h"), "kön", tid=HOUR.id)
    assert ("du blir uppringd" if stays else "Kön har stängt") in gp.sees
    await chat.passes(at("2026-11-24 17:00"))
    bo = await forged(chat.user("bo-b"), "kön", tid=HOUR.id)
    assert ("2 i kön" in bo.sees) is stays
