"""/tid ändra, stäng, sjuk and försenad: who has booked is told once, and nothing is lost unseen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.cards import Press
from directory.hours.bookings import Booking, BookingState
from directory.hours.closures import Closure, ClosureReason
from directory.hours.files.difference import left_lines
from directory.hours.files.imported import left_alone, offer_changes
from directory.hours.files.offered_rows import OfferedInFiles
from directory.hours.files.row import HourRow
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED, QUEUED
from directory.hours.line import Place, PlaceState
from directory.hours.offered import ConsultationHour
from directory.region import REGION_FILES
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat
from tests.stories.tid import MADE, bookable, drop_in, lay

NOW = TUESDAY_DAYTIME
"""Tuesday 24 November 2026, 14:05."""
TITLE = "Kardiologi Granvik · Granviks lasarett, video"


def booked(start: str, who: str = "hanna-h", *, hour: str = "kard-1", minutes: int = 30) -> Booking:
    return Booking(
        id=f"{who}-{start[5:]}".replace(" ", "-"),
        hour=hour,
        specialist="bo-b",
        start=at(start),
        end=at(start) + timedelta(minutes=minutes),
        booked_by=who,
        unit="bjorken" if who == "hanna-h" else "eken",
        topic="hjärtsvikt",
        made=MADE,
    )


def waits(who: str, joined: str = "2026-11-24 13:50", hour: str = "kard-2") -> Place:
    return Place(
        id=f"plats-{who}",
        hour=hour,
        sitting=f"{hour}@2026-11-24T0900",
        waiting=who,
        unit="bjorken",
        topic="rytm",
        joined=at(joined),
        end=at("2026-11-24 16:00"),
    )


WEDNESDAY = booked("2026-11-25 13:00")
SAME_DAY = booked("2026-11-25 14:00", "julia-j")
NEXT_WEEK = booked("2026-12-02 13:00")
AGAIN = booked("2026-12-09 13:30")


async def bo_with(*values: object, who: str = "bo-b") -> tuple[Chat, User]:
    chat = await open_chat()
    await lay(chat, *values)  # type: ignore[arg-type]  # hours and bookings alike
    return chat, chat.user(who)


def states(chat: Chat) -> dict[str, BookingState]:
    return {one.id: one.state for one in chat.snapshot.of(BOOKED).bookings}


def the_hour(chat: Chat, id_: str = "kard-1") -> ConsultationHour:
    hour = chat.snapshot.of(OFFERED).hours.get(id_)
    assert hour is not None
    return hour


def closures(chat: Chat) -> Sequence[Closure]:
    return chat.snapshot.of(OFFERED).closures


async def pressing(user: User, action: str, **data: str) -> User:
    user.card = (
        await user.desk.press(user.visitor, Press("tid", action=action, data=data), {})
    ).card
    return user


# -- closing ----------------------------------------------------------------------------------


async def test_a_day_is_closed_and_each_who_had_a_time_gets_one_letter() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY, booked("2026-11-25 14:30"), SAME_DAY, NEXT_WEEK)
    await bo.types("/tid stäng imorgon")
    assert bo.lines[:6] == [
        f"Stäng {TITLE}",
        "Stängs:     ons 13:00–15:00",
        "Ställs in:  ons 13:00–13:30 hjärtsvikt (Björkens hälsocentral); "
        "ons 14:00–14:30 hjärtsvikt (Ekens hälsocentral); "
        "ons 14:30–15:00 hjärtsvikt (Björkens hälsocentral)",
        "Får veta:   2 personer, ett brev var",
        "I stället:  Nästa lediga tider: ons 2 dec 13:30, ons 2 dec 14:00 och ons 2 dec 14:30.",
        "[Stäng]  [Avbryt]",
    ]
    assert closures(chat) == () and not chat.deliveries
    await bo.taps("Stäng")
    assert bo.lines[0] == "Stängt. 2 får veta. Bokningar före det är kvar."
    assert {one.id for one in chat.snapshot.of(BOOKED).bookings if one.takes_time} == {NEXT_WEEK.id}
    assert chat.all_letters == {
        "hanna-h": [
            "2 av dina konsulttider är inställda",
            f"{TITLE}, ons 25 nov 13:00–13:30. Du ville fråga om: hjärtsvikt.",
            f"{TITLE}, ons 25 nov 14:30–15:00. Du ville fråga om: hjärtsvikt.",
            "Nästa lediga tider: ons 2 dec 13:30, ons 2 dec 14:00 och ons 2 dec 14:30.",
            "Bo Björn har stängt.",
        ],
        "julia-j": [
            "Din konsulttid är inställd",
            f"{TITLE}, ons 25 nov 14:00–14:30. Du ville fråga om: hjärtsvikt.",
            "Nästa lediga tider: ons 2 dec 13:30, ons 2 dec 14:00 och ons 2 dec 14:30.",
            "Bo Björn har stängt.",
        ],
    }
    called_off = chat.snapshot.of(BOOKED).bookings.get(WEDNESDAY.id)
    assert called_off is not None and called_off.sequence == 1


async def test_this_and_all_that_follow_are_closed_at_once_and_those_before_are_kept() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY, NEXT_WEEK, AGAIN)
    await (await bo.types("/tid stäng från 2/12")).taps("Stäng")
    assert the_hour(chat).last == date(2026, 12, 1)
    assert closures(chat) == ()
    assert [one.id for one in chat.snapshot.of(BOOKED).bookings if one.takes_time] == [WEDNESDAY.id]
    assert [letter[0] for letter in chat.all_letters.values()] == [
        "2 av dina konsulttider är inställda"
    ]


async def test_a_series_that_has_not_begun_is_closed_as_a_whole_and_opened_again() -> None:
    chat, bo = await bo_with(bookable(first=date(2026, 11, 25)), WEDNESDAY, NEXT_WEEK)
    await (await bo.types("/tid stäng hela serien")).taps("Stäng")
    gp = await chat.user("hanna-h").types("/tid")
    assert "Öppet för er" not in gp.sees
    chat.forgets_letters()
    await bo.taps("Öppna igen")
    assert the_hour(chat).last is None and closures(chat) == ()
    assert set(states(chat).values()) == {BookingState.CALLED_OFF}
    assert chat.letters("hanna-h")[0] == "Konsulttiden är öppen igen"
    assert "din bokning är inte kvar" in chat.letters("hanna-h")[-2]


async def test_what_runs_is_closed_from_now_on() -> None:
    talks, later = booked("2026-11-24 14:00"), booked("2026-11-24 14:30", "julia-j")
    chat, bo = await bo_with(bookable("tis 13–15"), talks, later)
    await (await bo.types("/tid stäng")).taps("Stäng")
    [closure] = closures(chat)
    assert (closure.start, closure.end) == (NOW, at("2026-11-24 15:00"))
    assert states(chat) == {talks.id: BookingState.BOOKED, later.id: BookingState.CALLED_OFF}


@pytest.mark.parametrize(
    ("choice", "state", "says"),
    [
        ("Stäng, de 2 i kön blir uppringda", PlaceState.STAYS, "du blir uppringd"),
        ("Stäng, de 2 i kön får veta vad de gör i stället", PlaceState.TURNED_AWAY, "har stängt"),
        ("Stäng, de 2 i kön får komma nästa gång", PlaceState.TURNED_AWAY, "har stängt"),
    ],
)
async def test_closing_asks_what_becomes_of_those_in_the_line(
    choice: str, state: PlaceState, says: str
) -> None:
    chat, bo = await bo_with(drop_in(), waits("hanna-h"), waits("julia-j"))
    await bo.types("/tid stäng")
    assert "[Stäng]" not in bo.sees
    await bo.taps(choice)
    assert {one.state for one in chat.snapshot.of(QUEUED).places} == {state}
    assert {who: says in letter[0] for who, letter in chat.all_letters.items()} == {
        "hanna-h": True,
        "julia-j": True,
    }


async def test_who_is_offered_a_slot_or_waits_is_told_too() -> None:
    hold = Hold(
        hour="kard-1", specialist="bo-b", start=at("2026-11-25 13:00"),
        end=at("2026-11-25 13:30"), holder="hanna-h", until=at("2026-11-24 16:00"),
    )  # fmt: skip
    chat, bo = await bo_with(bookable(), hold)
    await (await bo.types("/tid stäng imorgon")).taps("Stäng")
    assert chat.snapshot.of(BOOKED).holds == ()
    assert chat.letters("hanna-h")[0] == "Konsulttiden du väntade på är inställd"


async def test_what_was_booked_since_it_was_shown_is_shown_before_it_is_lost() -> None:
    chat, bo = await bo_with(bookable())
    await bo.types("/tid stäng imorgon")
    await lay(chat, WEDNESDAY)
    await bo.taps("Stäng")
    assert "Det har ändrats sedan du såg det." in bo.sees
    assert closures(chat) == ()
    await bo.taps("Stäng")
    assert len(closures(chat)) == 1


async def test_pressed_twice_it_is_closed_once() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY)
    card = (await bo.types("/tid stäng imorgon")).card
    await bo.taps("Stäng")
    bo.card = card
    await bo.taps("Stäng")
    assert "redan stängt" in bo.sees
    assert len(closures(chat)) == len(chat.deliveries) == 1


async def test_what_they_do_instead_is_chosen_in_the_same_dialog() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY)
    await bo.types("/tid stäng imorgon")
    await bo.taps("Visa vad det betyder", vad="dagen|2026-11-25", istället="text", text="")
    assert "Skriv vad de ska göra i stället" in bo.sees
    await bo.taps("Visa vad det betyder", vad="dagen|2026-11-25", istället="jour", text="Ring 4711")
    assert (
        "I stället:  Ring 4711. Ring Kardiologi Granvik · Granviks lasarett i stället." in bo.sees
    )
    await bo.taps("Stäng")
    assert "Ring 4711." in chat.letters("hanna-h")
    assert closures(chat)[0].instead == "Ring 4711 Ring Kardiologi Granvik · Granviks lasarett."


async def test_another_service_may_be_called_instead() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY)
    await bo.types("/tid sjuk imorgon")
    chosen = {"istället": "jour|medicin", "text": "", "från": "imorgon", "tom": "imorgon"}
    await bo.taps("Visa vem som får veta vad", **chosen)
    assert "Ring Internmedicin Granvik · Granviks lasarett i stället." in bo.sees
    await bo.taps("Ställ in")
    [delivery] = chat.deliveries
    assert dict(delivery.letter.buttons[1].data) == {"service": "medicin"}


async def test_words_that_are_not_understood_are_said_and_the_rest_is_asked() -> None:
    _, bo = await bo_with(bookable(), WEDNESDAY)
    await bo.types("/tid stäng blurr")
    assert "Jag förstår inte ”blurr”. Vilken ska stängas?" in bo.sees
    await bo.types("/tid stäng 31/12")
    assert "Ingen av dina konsulttider är öppen då. Vilken ska stängas?" in bo.sees
    await bo.types("/tid sjuk blurr")
    assert "Första dagen: blurr" in bo.sees and "Jag förstår inte dagen." in bo.sees


async def test_what_is_closed_and_what_can_be_changed_is_chosen_when_it_is_typed() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY)
    assert "Inget av ditt är stängt." in (await bo.types("/tid öppna igen")).sees
    await (await bo.types("/tid stäng imorgon")).taps("Stäng")
    await bo.types("/tid öppna igen")
    assert "Vad ska öppnas igen?" in bo.sees
    await bo.taps(f"ons 13:00–15:00, {TITLE} (inställd)")
    assert closures(chat) == ()
    await (await bo.types("/tid ändra")).taps(f"{TITLE}, ons 13–15")
    assert bo.card.form is not None and bo.card.form.title == "Ändra konsulttid"


async def test_several_hours_are_a_choice() -> None:
    _, bo = await bo_with(bookable(), bookable("ons 9–10", id="kard-3"))
    await bo.types("/tid stäng")
    assert "Vilken ska stängas?" in bo.sees
    await bo.taps(f"{TITLE}, ons 09–10")
    assert "Stängs:    ons 09:00–10:00" in bo.sees


@pytest.mark.parametrize("who", ["hanna-h", "", "cecilia-c", "sofia-s"])
async def test_nobody_else_closes_or_changes(who: str) -> None:
    chat, user = await bo_with(bookable(), WEDNESDAY, who=who)
    for action in ("stäng", "ändra", "försenad"):
        await pressing(user, action, tid="kard-1", säkert="ja", vad="serien", minuter="10")
        assert "ändras bara av den som håller den" in user.sees
    await pressing(user, "sjuk", vem="bo-b", säkert="ja")
    assert "ändras bara av den som håller den" in user.sees
    assert closures(chat) == () and not chat.deliveries


# -- illness ----------------------------------------------------------------------------------


async def test_illness_is_one_dialog_over_all_hours() -> None:
    chat, bo = await bo_with(
        bookable(), bookable("tors 9–10", id="kard-3"), WEDNESDAY,
        booked("2026-11-26 09:00", hour="kard-3"), booked("2026-11-26 09:30", "julia-j", hour="kard-3"),
        NEXT_WEEK,
    )  # fmt: skip
    await bo.types("/tid sjuk till fredag")
    assert bo.lines[0] == "Sjuk idag till och med fre 27 nov"
    assert "Stängs:     ons 13:00–15:00; tors 09:00–10:00" in bo.sees.replace("tor 09", "tors 09")
    assert "Får veta:   2 personer, ett brev var" in bo.sees
    await bo.taps("Ställ in")
    [closure] = closures(chat)
    assert (closure.reason, closure.hour) == (ClosureReason.ILL, "")
    assert (closure.start, closure.end) == (NOW, at("2026-11-28 00:00"))
    assert states(chat)[NEXT_WEEK.id] is BookingState.BOOKED
    assert "Orsak: sjukdom." in chat.letters("hanna-h")
    assert "Bo Björn" not in " ".join(chat.letters("hanna-h"))
    assert chat.letters("hanna-h")[0] == "2 av dina konsulttider är inställda"


ILL = {
    "sjuk": ("idag", at("2026-11-25 00:00")),
    "sjuk idag": ("idag", at("2026-11-25 00:00")),
    "jag är sjuk idag": ("idag", at("2026-11-25 00:00")),
    "sjuk till fredag": ("idag till och med fre 27 nov", at("2026-11-28 00:00")),
    "sjuk t.o.m. 27/11": ("idag till och med fre 27 nov", at("2026-11-28 00:00")),
    "sjuk imorgon": ("ons 25 nov", at("2026-11-26 00:00")),
    "sjuk från imorgon till fredag": ("ons 25 nov till och med fre 27 nov", at("2026-11-28 00:00")),
    "vabbar idag": ("idag", at("2026-11-25 00:00")),
}


async def test_the_days_of_illness_are_read_as_they_are_written() -> None:
    _, bo = await bo_with(bookable("mån–fre 13–15"))
    read = {words: (await bo.types(f"/tid {words}")).lines[0] for words in ILL}
    assert read == {words: f"Sjuk {said}" for words, (said, _) in ILL.items()}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"tom": "blurr"}, "Jag förstår inte dagen."),
        ({"från": "<b>"}, "Jag förstår inte dagen."),
        ({"från": "fredag", "tom": "torsdag"}, "Sista dagen kan inte ligga före den första."),
        ({"tom": "2027-11-01"}, "Högst 60 dagar"),
        ({"text": "å" * 151}, "Skriv högst 150 tecken."),
        ({"istället": "text"}, "Skriv vad de ska göra"),
    ],
)
async def test_an_answer_of_the_dialog_that_cannot_be(data: dict[str, str], says: str) -> None:
    chat, bo = await bo_with(bookable())
    await pressing(bo, "sjuk", säkert="ja", **data)
    assert says in bo.sees
    assert closures(chat) == ()


async def test_a_coordinator_says_it_for_the_specialist_who_is_told() -> None:
    chat, karin = await bo_with(bookable(), WEDNESDAY, who="karin-k")
    await (await karin.types("/tid sjuk Bo Björn imorgon")).taps("Ställ in")
    assert chat.letters("bo-b")[0] == "Din konsulttid har stängts"
    assert "Karin Kulle har stängt." in chat.letters("bo-b")
    await karin.types("/tid sjuk")
    assert "Vem är sjuk?" in karin.sees


async def test_what_is_closed_already_is_not_closed_again() -> None:
    _, bo = await bo_with(bookable(), WEDNESDAY, _ILL)
    await bo.types("/tid sjuk till 2/12")
    assert "Stängs:    ons 2 dec 13:00–15:00" in bo.sees.replace("Stängs:     ", "Stängs:    ")
    await bo.types("/tid stäng imorgon")
    assert "Ingen av dina konsulttider är öppen då." in bo.sees


async def test_without_hours_there_is_nothing_to_say() -> None:
    _, bo = await bo_with()
    assert "Du har inga konsulttider att ställa in." in (await bo.types("/tid sjuk")).sees
    assert "Du har inga konsulttider att stänga." in (await bo.types("/tid stäng")).sees
    assert "Du har ingen konsulttid nu" in (await bo.types("/tid försenad 10 min")).sees


async def test_illness_is_taken_back_and_people_are_told_what_is_free() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY)
    await (await bo.types("/tid sjuk imorgon")).taps("Ställ in")
    chat.forgets_letters()
    await bo.taps("Öppna igen")
    assert closures(chat) == ()
    assert states(chat) == {WEDNESDAY.id: BookingState.CALLED_OFF}
    assert chat.letters("hanna-h")[0] == "Konsulttiden är öppen igen"
    other = chat.user("cecilia-c")
    await lay(chat, replace(_ILL, id="sjuk"))
    assert (
        "ändras bara av den som håller den"
        in (await pressing(other, "öppna-igen", stängning="sjuk")).sees
    )
    assert len(closures(chat)) == 1


_ILL = Closure(
    id="sjuk", specialist="bo-b", hour="", start=at("2026-11-25 00:00"), end=at("2026-11-26 00:00"),
    reason=ClosureReason.ILL, made=NOW, made_by="test:bo-b",
)  # fmt: skip


# -- late -------------------------------------------------------------------------------------


LATE = {
    "försenad 10 min": 10,
    "om 10 min": 10,
    "om en kvart": 15,
    "sen 20 min": 20,
    "10 min sen": 10,
    "jag är försenad 5 minuter": 5,
    "försenad en halvtimme": 30,
    "försenad 10": 10,
}


async def test_one_line_to_all_who_wait_or_are_booked() -> None:
    chat, bo = await bo_with(drop_in(), waits("hanna-h"), bookable("tis 14–16"), booked("2026-11-24 14:30", "julia-j"))  # fmt: skip
    for words, minutes in LATE.items():
        chat.forgets_letters()
        await bo.types(f"/tid {words}")
        assert f"{minutes} minuter sen" in bo.sees, words
        assert chat.all_letters.keys() == {"hanna-h", "julia-j"}
        assert {lines[0] for lines in chat.all_letters.values()} == {"Konsulttiden är försenad"}


async def test_who_is_booked_later_hears_of_it_where_nobody_waits_now() -> None:
    chat, bo = await bo_with(drop_in(), bookable("tis 15–16"), booked("2026-11-24 15:30"))
    await bo.types("/tid försenad 10 min")
    assert chat.all_letters.keys() == {"hanna-h"}


async def test_who_is_booked_later_is_left_alone_while_somebody_waits_now() -> None:
    chat, bo = await bo_with(drop_in(), waits("hanna-h"), bookable("tis 16–17"), booked("2026-11-24 16:30", "julia-j"))  # fmt: skip
    await bo.types("/tid försenad 10 min")
    assert chat.all_letters.keys() == {"hanna-h"}


async def test_a_booking_is_late_by_so_much_from_its_own_time() -> None:
    chat, bo = await bo_with(bookable("tis 14–16"), booked("2026-11-24 14:30"), booked("2026-11-24 14:00", "julia-j"))  # fmt: skip
    await bo.types("/tid försenad 10 min")
    assert bo.lines[0] == "2 får veta att du är 10 minuter sen, omkring 14:15."
    assert chat.all_letters == {
        "hanna-h": [
            "Konsulttiden är försenad",
            f"Bo Björn meddelar: {TITLE} är 10 minuter försenad. Räkna med omkring 14:40.",
        ],
        "julia-j": [
            "Konsulttiden är försenad",
            f"Bo Björn meddelar: {TITLE} är 10 minuter försenad. Räkna med omkring 14:15.",
        ],
    }
    await bo.types("/tid försenad 10 min")
    assert len(chat.deliveries) == 2


@pytest.mark.parametrize(
    "words", ["försenad 0 min", "försenad 300 min", "försenad blurr", "försenad -5 min"]
)
async def test_what_is_no_delay_is_asked_again(words: str) -> None:
    chat, bo = await bo_with(drop_in(), waits("hanna-h"))
    assert "Skriv hur sen du är" in (await bo.types(f"/tid {words}")).sees
    assert not chat.deliveries


async def test_how_late_is_a_choice_where_it_is_not_said() -> None:
    chat, bo = await bo_with(drop_in(), waits("hanna-h"))
    await (await bo.types("/tid försenad")).taps("15 minuter")
    assert len(chat.deliveries) == 1


async def test_where_nobody_waits_nobody_is_told() -> None:
    chat, bo = await bo_with(drop_in())
    assert "Ingen väntar eller är bokad" in (await bo.types("/tid försenad 10 min")).sees
    assert not chat.deliveries


# -- changing ---------------------------------------------------------------------------------


async def change(bo: User, **given: str) -> User:
    """The form of the hour, sent with these answers."""
    await pressing(bo, "ändra", tid="kard-1")
    form = bo.card.form
    assert form is not None
    filled = {one.name: str(getattr(one, "value", "")) for one in form.fields}
    bo.card = (await bo.desk.press(bo.visitor, form.press, {**filled, **given})).card
    return bo


async def test_bookings_that_still_lie_in_the_hour_are_kept() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY, NEXT_WEEK)
    await change(bo, när="varje ons 12–16")
    assert "Förut:           ons 13–15, bokas, 30 minuter" in bo.sees
    assert "Sedan:           ons 12–16, bokas, 30 minuter" in bo.sees
    assert "Bokningar kvar:  2" in bo.sees
    await bo.taps("Spara")
    assert the_hour(chat).hours.text() == "ons 12–16"
    assert the_hour(chat).first == date(2026, 11, 1)
    assert set(states(chat).values()) == {BookingState.BOOKED}
    assert not chat.deliveries


@pytest.mark.parametrize(("button", "state", "letters"), [
    ("Spara, behåll de 2", BookingState.BOOKED, {}),
    ("Spara, ställ in de 2", BookingState.CALLED_OFF, {"hanna-h": "2 av dina konsulttider är inställda"}),
])  # fmt: skip
async def test_bookings_that_no_longer_lie_in_it_are_said_and_she_chooses(
    button: str, state: BookingState, letters: dict[str, str]
) -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY, NEXT_WEEK)
    await change(bo, när="varje ons 14–15")
    assert "Ryms inte längre:  ons 13:00–13:30 hjärtsvikt (Björkens hälsocentral); " in bo.sees
    assert "[Spara]" not in bo.sees
    await bo.taps(button)
    assert set(states(chat).values()) == {state}
    assert {who: lines[0] for who, lines in chat.all_letters.items()} == letters


async def test_those_who_are_booked_hear_of_a_new_link() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY, NEXT_WEEK)
    await (await change(bo, var="https://video.example.org/ny")).taps("Spara")
    assert chat.letters("hanna-h")[0] == "Nytt sätt att nå din konsulttid"
    assert "https://video.example.org/ny" in " ".join(chat.letters("hanna-h"))


async def test_an_end_before_bookings_and_a_fault_at_its_field() -> None:
    chat, bo = await bo_with(bookable(), WEDNESDAY, NEXT_WEEK)
    await change(bo, när="varje ons 13–15 t.o.m. 26/11")
    assert "Ryms inte längre:  ons 2 dec 13:00–13:30" in bo.sees
    await change(bo, när="blurr")
    assert "Skriv när" in bo.sees
    await change(bo)
    assert "Ingenting är ändrat." in bo.sees
    assert the_hour(chat) == bookable()


async def test_longer_words_that_a_file_has_given_it_stay_as_they_are() -> None:
    long = "Bedömning tillsammans: " + "ångest, nedstämdhet, misstänkt adhd, skolfrånvaro " * 3
    chat, bo = await bo_with(bookable(about=long.strip()))
    await change(bo, när="varje ons 12–16")
    await bo.taps("Spara")
    assert the_hour(chat).about == long.strip()


async def test_the_holder_and_the_service_stay() -> None:
    chat, bo = await bo_with(bookable())
    await pressing(bo, "ändra", tid="kard-1", när="varje ons 12-16", sätt="30", kanal="video",
                   var="https://video.example.org/kardiologi", vem="anna-a", tjänst="medicin", säkert="ja")  # fmt: skip
    await bo.taps("Spara") if "[Spara]" in bo.sees else None
    assert (the_hour(chat).specialist, the_hour(chat).service) == ("bo-b", "kardiologi")


@pytest.mark.parametrize("words", ["ändra", "ändra kardiologi granvik"])
async def test_which_is_to_be_changed_is_a_choice(words: str) -> None:
    _, bo = await bo_with(drop_in(), bookable())
    await bo.types(f"/tid {words}")
    assert "Vilken ska ändras?" in bo.sees
    assert "video, ons 13–15" in bo.sees


async def test_a_coordinator_chooses_among_everybodys() -> None:
    chat, _ = await bo_with(drop_in(), bookable())
    karin = await chat.user("karin-k").types("/tid stäng kardiologi granvik")
    assert "Vilken ska stängas?" in karin.sees
    nurse = await chat.user("julia-j").types("/tid stäng kardiologi granvik")
    assert "Du har inga konsulttider att stänga." in nurse.sees


# -- what the region's files offer ------------------------------------------------------------


@pytest.mark.parametrize(("words", "button", "theirs"), [
    ("/tid stäng ons", "Stäng", True),
    ("/tid stäng från 2/12", "Stäng", False),
    ("/tid stäng hela serien", "Stäng", False),
])  # fmt: skip
async def test_an_hour_of_the_files_is_hers_once_she_has_changed_it(
    words: str, button: str, theirs: bool
) -> None:
    chat, bo = await bo_with(bookable(made_by=REGION_FILES))
    await (await bo.types(words)).taps(button)
    assert the_hour(chat).is_from_files is theirs


async def test_so_it_is_after_the_form() -> None:
    chat, bo = await bo_with(bookable(made_by=REGION_FILES))
    await (await change(bo, när="varje ons 12–16")).taps("Spara")
    assert the_hour(chat).hours.text() == "ons 12–16"
    assert not the_hour(chat).is_from_files


async def test_what_was_changed_in_chat_is_not_undone_by_the_next_import_of_the_file() -> None:
    """The row says what it said; nothing of the hour is changed back, and the import says so."""
    of_file = bookable(made_by=REGION_FILES)
    files = OfferedInFiles(hours=(HourRow.of(of_file),))
    chat, bo = await bo_with(of_file)
    assert offer_changes(files, chat.snapshot.of(OFFERED), NOW) == []
    await (await change(bo, när="varannan ons 12–16")).taps("Spara")
    offered = chat.snapshot.of(OFFERED)
    assert the_hour(chat).times == "ons 12–16, varannan vecka"
    assert offer_changes(files, offered, NOW) == []
    [said] = left_lines(left_alone(files, offered))
    assert said.startswith("kard-1 har öppnats eller ändrats i chatten och följer inte filen.")
    changed = replace(files.hours[0], about="allt om hjärtat")
    assert offer_changes(OfferedInFiles(hours=(changed,)), offered, NOW) == []
    assert offer_changes(OfferedInFiles(), offered, NOW) == [], "nor when the row is gone"
