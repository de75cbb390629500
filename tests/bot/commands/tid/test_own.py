"""/tid for who holds hours and for coordinators: what is booked, what is filled, what is tried."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.cards import Press
from directory.hours.bookings import Booking, BookingState
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.kept import BOOKED, OFFERED
from directory.hours.pilots import Pilot
from directory.region import REGION_FILES
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat
from tests.stories.tid import MADE, bookable, drop_in, lay

NOW = TUESDAY_DAYTIME
TITLE = "Kardiologi Granvik · Granviks lasarett, video"


def booked(start: str, who: str = "hanna-h", hour: str = "kard-1") -> Booking:
    return Booking(
        id=f"{who}-{start[5:]}".replace(" ", "-"),
        hour=hour,
        specialist="bo-b",
        start=at(start),
        end=at(start) + timedelta(minutes=30),
        booked_by=who,
        unit="bjorken",
        topic="hjärtsvikt",
        made=MADE,
    )


PILOT = Pilot(
    id="forsok",
    name="Hjärta på video",
    purpose="Färre remisser",
    first=date(2026, 11, 1),
    last=date(2027, 1, 31),
    eligible=Eligibility(units=frozenset({"bjorken"})),
    owners=frozenset({"karin-k"}),
    made=MADE,
    made_by="test:karin-k",
)


async def seeing(who: str, *values: Any) -> tuple[Chat, User]:
    chat = await open_chat()
    await lay(chat, *values)
    return chat, await chat.user(who).types("/tid")


async def pressing(user: User, action: str, **data: str) -> User:
    press = Press("tid", action=action, data=data)
    user.card = (await user.desk.press(user.visitor, press, {})).card
    return user


# -- who holds hours --------------------------------------------------------------------------


async def test_the_next_time_comes_first_with_what_is_booked() -> None:
    closed = Closure(
        id="c", specialist="bo-b", hour="kard-1", start=at("2026-12-09 13:00"),
        end=at("2026-12-09 15:00"), reason=ClosureReason.CLOSED, made=NOW, made_by="test:bo-b",
    )  # fmt: skip
    _, bo = await seeing("bo-b", bookable(), drop_in("tors 9–10"), booked("2026-11-25 13:30"), closed)  # fmt: skip
    start = bo.lines.index("Dina konsulttider:")
    assert bo.lines[start : start + 7] == [
        "Dina konsulttider:",
        f"{TITLE}: ons 13:00–15:00 · ons 13–15, bokas, 30 minuter",
        "ons 13:30–14:00  hjärtsvikt  Björkens hälsocentral",
        "[Ändra]  [Stäng]",
        "Kardiologi Granvik · Granviks lasarett, telefon: tor 09:00–10:00 · tor 09–10, utan bokning",
        "[Ändra]  [Stäng]",
        f"Stängt: ons 9 dec 13:00–15:00, {TITLE} (inställd)",
    ]
    assert "[Öppna igen]" in bo.sees
    assert "[Öppna en konsulttid]  [Jag är sjuk]" in bo.sees


async def test_who_has_none_is_shown_the_way_to_open_one() -> None:
    _, bo = await seeing("bo-b")
    assert "Dina konsulttider" not in bo.sees
    await bo.taps("Öppna en konsulttid")
    assert bo.card.form is not None


@pytest.mark.parametrize("who", ["hanna-h", ""])
async def test_others_see_nothing_of_who_has_booked(who: str) -> None:
    _, gp = await seeing(who, bookable(), booked("2026-11-25 13:30", "julia-j"))
    assert "hjärtsvikt" not in gp.sees.replace("För: hjärtsvikt", "")
    assert "Dina konsulttider" not in gp.sees and "[Alla serier]" not in gp.sees


# -- coordinators -----------------------------------------------------------------------------


async def test_all_series_with_how_much_was_booked_and_what_is_missing() -> None:
    chat = await open_chat()
    await lay(chat, bookable("tis 9–10"), booked("2026-11-24 09:00"), drop_in())
    karin = await (await chat.user("karin-k").types("/tid")).taps("Alla serier")
    assert karin.lines[0] == "Konsulttider i dina enheter · bokat de senaste 4 veckorna"
    assert "tis 09–10" in karin.sees
    assert "<5 av 8, <63 %" in karin.sees
    assert "Bo Björn" not in karin.sees  # beside numbers, to the head of his unit alone
    assert "https://konsult.example.org/tid/rapport" in karin.sees


async def test_specialties_without_any_hours_are_named() -> None:
    chat = await open_chat()
    karin = await chat.user("karin-k").types("/tid serier")
    assert "Inga konsulttider är öppna i dina enheter." in karin.sees
    assert "Specialiteter utan konsulttider: Internmedicin, Kardiologi" in karin.sees


@pytest.mark.parametrize("who", ["bo-b", "hanna-h", "", "sofia-s"])
async def test_the_overview_and_pilots_are_for_coordinators(who: str) -> None:
    chat, user = await seeing(who, PILOT)
    for action in ("serier", "försöken", "försök", "försök-vidga", "försök-avsluta"):
        await pressing(user, action, försök="forsok", enheter="eken", säkert="ja")
        assert "Översikten är för samordnare." in user.sees
    assert list(chat.snapshot.of(OFFERED).pilots) == [PILOT]


# -- pilots -----------------------------------------------------------------------------------


async def test_a_pilot_is_made_by_form_with_faults_at_their_fields() -> None:
    chat, karin = await seeing("karin-k")
    await (await karin.taps("Försök")).taps("Nytt försök")
    given = {
        "namn": "Hjärta på video",
        "syfte": "Färre remisser",
        "första": "1/12",
        "sista": "blurr",
    }
    await karin.taps("Spara", **given, enheter="björken", kommuner="")
    assert "Jag förstår inte dagen." in karin.sees
    await karin.taps("Spara", **{**given, "sista": "1/11 2026"}, enheter="björken", kommuner="")
    assert "Sista dagen kan inte ligga före den första." in karin.sees
    await karin.taps("Spara", **{**given, "sista": "31/1 2027"}, enheter="", kommuner="")
    assert "Skriv vilka enheter eller kommuner som är med." in karin.sees
    await karin.taps("Spara", **{**given, "sista": "31/1 2027"}, enheter="björken", kommuner="")
    [pilot] = chat.snapshot.of(OFFERED).pilots
    assert (pilot.name, pilot.last, pilot.owners) == (
        "Hjärta på video", date(2027, 1, 31), frozenset({"karin-k"}),
    )  # fmt: skip
    assert pilot.eligible == Eligibility(units=frozenset({"bjorken"}))


async def test_a_pilot_is_widened_in_one_action_for_all_its_hours() -> None:
    of_files = replace(PILOT, made_by=REGION_FILES)
    chat, _ = await seeing("karin-k", of_files, bookable(pilot="forsok"))
    gp = await chat.user("julia-j").types("/tid")
    assert TITLE not in gp.sees
    karin = await chat.user("karin-k").types("/tid försök")
    assert "För:     Björkens hälsocentral" in karin.sees
    await (await karin.taps("Vidga")).taps("Vidga", enheter="eken", kommuner="")
    assert "Försöket är nu för Björkens hälsocentral, Ekens hälsocentral." in karin.sees
    [pilot] = chat.snapshot.of(OFFERED).pilots
    assert not pilot.is_from_files
    assert TITLE in (await gp.types("/tid")).sees


async def test_a_pilot_is_ended_with_what_is_booked_after_it() -> None:
    chat, _ = await seeing("karin-k", PILOT, bookable(pilot="forsok"), booked("2026-11-25 13:00"))
    karin = await (await chat.user("karin-k").types("/tid försök")).taps("Avsluta")
    assert "Ställs in:  ons 13:00–13:30 hjärtsvikt (Björkens hälsocentral)" in karin.sees
    await karin.taps("Avsluta försöket")
    [pilot] = chat.snapshot.of(OFFERED).pilots
    assert pilot == replace(PILOT, last=date(2026, 11, 24))
    [booking] = chat.snapshot.of(BOOKED).bookings
    assert booking.state is BookingState.CALLED_OFF
    assert chat.letters("hanna-h")[0] == "Din konsulttid är inställd"


async def test_an_hour_is_opened_in_a_pilot_and_is_for_its_centres() -> None:
    chat, _ = await seeing("bo-b", PILOT)
    bo = await (await chat.user("bo-b").types("/tid öppna fre 13-15 chatt")).taps("Fler val")
    form = bo.card.form
    assert form is not None
    filled = {one.name: str(getattr(one, "value", "")) for one in form.fields}
    await bo.taps("Visa hur det ser ut", **{**filled, "försök": "forsok"})
    assert "Försök:         Hjärta på video, till och med 31 jan 2027" in bo.sees
    await bo.taps("Publicera")
    assert "chatt" in (await chat.user("hanna-h").types("/tid")).sees
    assert "chatt" not in (await chat.user("julia-j").types("/tid")).sees
