"""Slots by /tid: booked once, moved and given up in one transaction, and what it is now is said."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.platforms.terminal.pressing import presses
from directory.hours.bookings import Booking, BookingState
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, QUEUED
from directory.hours.offered import Release
from tests.builders import at
from tests.chat import Chat, User, open_chat
from tests.stories.tid import MADE, bookable, drop_in, lay
from tests.stories.tid_booking import FIRST, HALF, TOPIC, a_booking, forged, waits

WEDNESDAY = "2026-11-25"
TUESDAY = at("2026-11-24 14:05")


async def chat_with_hours(now: datetime = TUESDAY) -> Chat:
    chat = await open_chat(now=now)
    await lay(chat, bookable())
    return chat


async def books(chat: Chat, who: str = "hanna-h", label: str = "ons 13:00–13:30") -> User:
    user = await chat.user(who).types("/tid kardiologi granvik")
    return await (await user.taps(label)).taps("Boka", ämne=TOPIC)


def bookings(chat: Chat) -> list[Booking]:
    return list(chat.snapshot.of(BOOKED).bookings)


# -- what is free ---------------------------------------------------------------------------------


async def test_the_free_slots_of_what_is_named_on_the_day_that_is_named() -> None:
    chat = await chat_with_hours()
    gp = await chat.user("hanna-h").types("/tid kardiologi granvik onsdag")
    assert [label for label, press in presses(gp.card) if press.action == "boka"] == [
        "ons 13:00–13:30",
        "ons 13:30–14:00",
        "ons 14:00–14:30",
        "ons 14:30–15:00",
    ]
    thursday = await gp.types("/tid torsdag kardiologi granvik")
    assert "Inget ledigt tor 26/11." in thursday.sees
    assert "ons 13:00–13:30" in thursday.sees


@pytest.mark.parametrize("words", ["ortopedi granvik", "lungmedicin"])
async def test_a_service_without_hours_leads_to_who_answers(words: str) -> None:
    chat = await chat_with_hours()
    gp = await chat.user("hanna-h").types(f"/tid {words}")
    assert "Inga konsulttider är öppna för er" in gp.sees or "Jag förstår inte" in gp.sees


async def test_drop_in_hours_are_named_too() -> None:
    chat = await open_chat()
    await lay(chat, drop_in())
    gp = await chat.user("hanna-h").types("/tid kardiologi granvik")
    assert "Drop-in, utan bokning" in gp.sees
    assert "nu, till 16:00" in gp.sees


# -- booking --------------------------------------------------------------------------------------


async def test_a_topic_and_the_slot_is_theirs() -> None:
    chat = await chat_with_hours()
    gp = await books(chat)
    assert gp.lines[0].endswith("Bokat: ons 13:00–13:30.")
    assert TOPIC in gp.sees
    assert "https://video.example.org/kardiologi" in gp.sees
    [booking] = bookings(chat)
    assert (booking.start, booking.end, booking.booked_by) == (FIRST, FIRST + HALF, "hanna-h")
    assert (booking.unit, booking.topic) == ("bjorken", TOPIC)
    assert f"https://konsult.example.org/tid/{booking.id}.ics" in gp.sees
    assert chat.letters("bo-b")[0] == "Ny bokning"
    assert "Dina bokningar" in (await gp.types("/tid")).sees
    assert "ons 13:00–13:30" in (await gp.types("/tid mina bokningar")).sees


@pytest.mark.parametrize("topic", ["", "   ", "\n"])
async def test_a_topic_is_needed(topic: str) -> None:
    chat = await chat_with_hours()
    gp = await chat.user("hanna-h").types("/tid kardiologi granvik")
    gp = await (await gp.taps("ons 13:00–13:30")).taps("Boka", ämne=topic)
    assert "Skriv med några ord" in gp.sees
    assert bookings(chat) == []


async def test_a_patient_is_never_a_topic() -> None:
    chat = await chat_with_hours()
    gp = await chat.user("hanna-h").types("/tid kardiologi granvik")
    gp = await (await gp.taps("ons 13:00–13:30")).taps("Boka", ämne="pat 850101-1236 flimmer")
    assert "personnummer" in gp.sees
    assert bookings(chat) == []


@pytest.mark.parametrize("topic", ["å" * 101, "<script>alert(1)</script>", "=HYPERLINK(1)", "*_~`"])
async def test_what_is_written_is_kept_as_words_or_refused(topic: str) -> None:
    chat = await chat_with_hours()
    gp = await chat.user("hanna-h").types("/tid kardiologi granvik")
    gp = await (await gp.taps("ons 13:00–13:30")).taps("Boka", ämne=topic)
    kept = [booking.topic for booking in bookings(chat)]
    assert kept == ([topic] if len(topic) <= 100 else [])
    assert kept or "Skriv högst 100 tecken." in gp.sees


async def test_who_comes_second_is_shown_the_next_free_time_and_need_not_write_again() -> None:
    chat = await chat_with_hours()
    gp = await chat.user("hanna-h").types("/tid kardiologi granvik")
    form = await gp.taps("ons 13:00–13:30")
    await books(chat, "julia-j")
    late = await form.taps("Boka", ämne=TOPIC)
    assert "Tiden hann bokas av någon annan." in late.lines[0]
    assert "Bokat" not in late.sees
    got = await late.taps("ons 13:30–14:00")
    assert got.lines[0].endswith("Bokat: ons 13:30–14:00.")
    assert {booking.topic for booking in bookings(chat)} == {TOPIC}


async def test_the_same_slot_twice_is_one_booking() -> None:
    chat = await chat_with_hours()
    gp = await chat.user("hanna-h").types("/tid kardiologi granvik")
    form = await gp.taps("ons 13:00–13:30")
    press = next(press for label, press in presses(form.card) if label == "Boka")
    for _ in range(2):
        gp.card = (await gp.desk.press(gp.visitor, press, {"ämne": TOPIC})).card
    assert "Du har redan bokat tiden." in gp.sees
    assert len(bookings(chat)) == 1


async def test_two_things_at_the_same_time_are_asked_about() -> None:
    chat = await chat_with_hours()
    other = bookable("ons 13–14", id="kard-9", specialist="anna-a")
    await lay(chat, other, replace(a_booking("hanna-h"), hour="kard-9", specialist="anna-a"))
    gp = await books(chat)
    assert "Du har redan en konsulttid då" in gp.sees
    assert len(bookings(chat)) == 1
    assert "Bokat" in (await gp.taps("Boka ändå")).sees
    assert len(bookings(chat)) == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({}, "Tiden finns inte längre."),
        ({"start": "9999-12-31T23:59:59-14:00"}, "Tiden finns inte längre."),
        ({"start": at(f"{WEDNESDAY} 13:10").isoformat()}, "Tiden finns inte längre."),
        ({"start": at("2026-11-18 13:00").isoformat()}, "Tiden har redan varit."),
        ({"tid": "kard-404"}, "Konsulttiden finns inte längre."),
    ],
)
async def test_what_a_forged_button_says_is_refused_in_words(
    wrong: dict[str, str], says: str
) -> None:
    chat = await chat_with_hours()
    data = {"tid": "kard-1", "ämne": TOPIC, "start": FIRST.isoformat(), **wrong}
    if not wrong:
        del data["start"]
    gp = await forged(chat.user("hanna-h"), "boka", **data)
    assert says in gp.sees
    assert bookings(chat) == []


async def test_what_has_been_given_back_or_called_off_is_refused() -> None:
    chat = await chat_with_hours(now=at(f"{WEDNESDAY} 12:31"))
    data = {"tid": "kard-1", "ämne": TOPIC, "start": FIRST.isoformat()}
    gp = await forged(chat.user("hanna-h"), "boka", **data)
    assert "för nära inpå" in gp.sees
    ill = Closure(
        id="c",
        specialist="bo-b",
        hour="",
        start=FIRST + HALF,
        end=FIRST + 2 * HALF,
        reason=ClosureReason.ILL,
        made=MADE,
        made_by="test:bo-b",
        instead="Ring bakjouren.",
    )
    await lay(chat, ill)
    gp = await forged(gp, "boka", **data | {"start": (FIRST + HALF).isoformat()})
    assert "Tiden är inställd på grund av sjukdom. Ring bakjouren." in gp.sees
    assert bookings(chat) == []


async def test_an_hour_of_others_cannot_be_booked_whatever_is_pressed() -> None:
    chat = await open_chat()
    await lay(chat, bookable(eligible=Eligibility(units=frozenset({"eken"}))))
    data = {"tid": "kard-1", "ämne": TOPIC, "start": FIRST.isoformat()}
    for who in ("hanna-h", "", "karin-k"):
        assert "inte öppen för din enhet" in (await forged(chat.user(who), "boka", **data)).sees
    await chat.user("hanna-h").types("/jag eken")
    assert "inte öppen för din enhet" in (await forged(chat.user("hanna-h"), "boka", **data)).sees
    assert bookings(chat) == []
    assert "Bokat" in (await forged(chat.user("julia-j"), "boka", **data)).sees


# -- moving and cancelling ------------------------------------------------------------------------


async def test_a_booking_is_moved_and_the_old_button_does_nothing_more() -> None:
    chat = await chat_with_hours()
    gp = await books(chat)
    old = await gp.taps("Flytta")
    [move] = [press for label, press in presses(old.card) if label == "ons 14:00–14:30"]
    moved = await old.taps("ons 14:00–14:30")
    assert moved.lines[0].endswith("Flyttad till ons 14:00–14:30.")
    gp.card = (await gp.desk.press(gp.visitor, move, {})).card
    assert "Bokningen har ändrats sedan du såg den. Nu: ons 14:00–14:30." in gp.sees
    [booking] = bookings(chat)
    assert (booking.start, booking.sequence) == (FIRST + 2 * HALF, 1)
    assert chat.letters("bo-b")[4:5] == ["Flyttad bokning"]


async def test_a_booking_moves_over_its_own_time() -> None:
    """The hour has begun a quarter later since: the new slot shares time with the old one."""
    chat = await chat_with_hours()
    await books(chat)
    await lay(chat, bookable("ons 13:15–14:45"))
    gp = await (await chat.user("hanna-h").types("/tid")).taps(
        "ons 13:00–13:30 Kardiologi Granvik · Granviks lasarett, video"
    )
    gp = await (await gp.taps("Flytta")).taps("ons 13:15–13:45")
    assert "Flyttad till ons 13:15–13:45." in gp.sees
    assert len(bookings(chat)) == 1


async def test_a_cancelled_slot_is_free_at_once_and_a_cancelled_booking_is_dead() -> None:
    chat = await chat_with_hours()
    gp = await books(chat)
    old = gp.card
    gp = await (await gp.taps("Avboka")).taps("Ja, avboka")
    assert "Den är ledig för andra igen." in gp.sees
    assert "Bokat" in (await books(chat, "julia-j")).sees
    gp.card = old
    assert "Tiden är avbokad." in (await gp.taps("Flytta")).sees
    assert chat.letters("bo-b")[4] == "Avbokad konsulttid"


async def test_another_persons_booking_is_nobody_elses() -> None:
    chat = await chat_with_hours()
    await lay(chat, a_booking())
    for action in ("bokning", "flytta", "avboka"):
        for who in ("hanna-h", "bo-b", "karin-k", ""):
            sees = await forged(chat.user(who), action, bokning="x", ändring="0", ja="ja")
            assert "är någon annans" in sees.sees
    assert bookings(chat)[0].takes_time


async def test_what_has_begun_or_been_called_off_is_neither_moved_nor_cancelled() -> None:
    chat = await chat_with_hours(now=FIRST + timedelta(minutes=10))
    off = replace(a_booking("hanna-h", FIRST + 2 * HALF, "y"), state=BookingState.CALLED_OFF)
    await lay(chat, a_booking("hanna-h"), off)
    for id_ in ("x", "y"):
        for action in ("flytta", "avboka"):
            data = {"bokning": id_, "ändring": "0", "ja": "ja", "tid": "kard-1"}
            start = (FIRST + 3 * HALF).isoformat()
            await forged(chat.user("hanna-h"), action, start=start, **data)
    assert {booking.state for booking in bookings(chat)} == {BookingState.BOOKED, off.state}
    assert {booking.sequence for booking in bookings(chat)} == {0}


# -- who waits is served in the same transaction ---------------------------------------------------


async def test_what_is_cancelled_is_offered_to_the_first_who_waits() -> None:
    chat = await open_chat()
    await lay(
        chat,
        bookable("ons 13–13:30", last=date(2026, 11, 25)),
        waits("karin-k"),
        waits("julia-j", "2026-11-19 08:00"),
    )
    await lay(chat, a_booking("hanna-h"))
    gp = await chat.user("hanna-h").types("/tid")
    gp = await gp.taps("ons 13:00–13:30 Kardiologi Granvik · Granviks lasarett, video")
    gp = await (await gp.taps("Avboka")).taps("Ja, avboka")
    assert "Den erbjuds nu nästa på väntelistan." in gp.sees
    [hold] = chat.snapshot.of(BOOKED).holds
    assert (hold.start, hold.holder, hold.until) == (FIRST, "julia-j", at("2026-11-24 16:05"))
    assert chat.letters("julia-j") == [
        "En konsulttid är ledig för dig",
        "Kardiologi Granvik · Granviks lasarett, video: ons 25 nov 13:00–13:30.",
        "Tiden hålls åt dig till 16:05. Sedan går den till nästa.",
    ]
    assert chat.letters("karin-k") == []


async def test_who_is_offered_books_by_one_tap_and_waits_no_more() -> None:
    chat = await chat_with_hours()
    hour = bookable()
    hold = Hold(
        hour=hour.id,
        specialist=hour.specialist,
        start=FIRST,
        end=FIRST + HALF,
        holder="julia-j",
        until=at("2026-11-24 16:00"),
    )
    await lay(chat, hold, waits("julia-j"))
    others = await books(chat, label="ons 13:30–14:00")
    assert "ons 13:00–13:30" not in (await others.types("/tid kardiologi granvik")).sees
    data = {"tid": hour.id, "start": FIRST.isoformat(), "ämne": TOPIC}
    assert "erbjuden någon på väntelistan" in (await forged(others, "boka", **data)).sees
    assert "Bokat" in (await forged(chat.user("julia-j"), "boka", **data)).sees
    assert not chat.snapshot.of(BOOKED).holds
    assert not list(chat.snapshot.of(QUEUED).waiting)


async def test_an_offer_that_has_ended_stands_in_nobodys_way() -> None:
    chat = await open_chat()
    hour = bookable(release=Release((), timedelta(minutes=30)))
    hold = Hold(
        hour=hour.id,
        specialist=hour.specialist,
        start=FIRST,
        end=FIRST + HALF,
        holder="julia-j",
        until=at("2026-11-24 14:00"),
    )
    await lay(chat, hour, hold)
    assert "Bokat" in (await books(chat)).sees
    assert not chat.snapshot.of(BOOKED).holds
