"""/tid öppna: what is typed or answered becomes an hour, is shown first, and is published once."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Press, SelectField, TextField
from bot.commands.tid.case import HourCase
from bot.commands.tid.opening import fields
from bot.commands.tid.opening.times import (
    HeldTimes,
    read_times,
    read_times_field,
    times_text,
    without_fillers,
)
from bot.commands.tid.opening.typed import read_typed
from bot.desk.sent import asker_of
from bot.hours.topics import HOURS
from bot.questions.request import Request
from directory.catalogue.people import Profession
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour, HourChannel, HourMode, Release, SlotPlan
from directory.letters.subscriptions import Pace, Subscription
from directory.walltime.opening import WorkingHours
from directory.walltime.opening_text import HoursError
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat
from tests.stories.tid import bookable, lay

VIDEO = "https://video.example.org/kardiologi"
FRIDAY = "fre 27 nov 2026 13–15"
NOW = TUESDAY_DAYTIME
"""Tuesday 24 November 2026, 14:05."""


def hours(chat: Chat) -> list[ConsultationHour]:
    return list(chat.snapshot.of(OFFERED).hours)


async def typing(words: str, who: str = "bo-b") -> tuple[Chat, User]:
    chat = await open_chat()
    return chat, await chat.user(who).types(f"/tid {words}")


def errors(user: User) -> dict[str, str]:
    """The sentences at the fields of the form that they see."""
    assert user.card.form is not None, user.sees
    return {one.name: one.error for one in user.card.form.fields if one.error}


def filled(user: User) -> dict[str, str]:
    """What the fields of the form hold."""
    assert user.card.form is not None, user.sees
    fields = user.card.form.fields
    return {one.name: one.value for one in fields if isinstance(one, TextField | SelectField) and one.value}  # fmt: skip


async def answers(user: User, **given: str) -> User:
    """They send the form with these answers, and what the others hold."""
    form = user.card.form
    assert form is not None, user.sees
    user.card = (await user.desk.press(user.visitor, form.press, {**filled(user), **given})).card
    return user


# -- times as people write them ---------------------------------------------------------------

TIMES = {
    "fre 13–15": FRIDAY,
    "fre 13-15": FRIDAY,
    "fredag 13.00-15.00": FRIDAY,
    "fredag kl 13-15": FRIDAY,
    "på fredag mellan 13 och 15": FRIDAY,
    "fredag 13 till 15": FRIDAY,
    "på fredag kl 13 i två timmar": FRIDAY,
    "13–15 på fredag": FRIDAY,
    "fre 1300-1500": FRIDAY,
    "27/11 13-15": FRIDAY,
    "27 nov 13-15": FRIDAY,
    "den 27 november kl 13-15": FRIDAY,
    "2026-11-27 13-15": FRIDAY,
    "fredag den 27 november 13–15": FRIDAY,
    "fredag nästa vecka 13–15": "fre 4 dec 2026 13–15",
    "fre 13–15 och 16–17": f"{FRIDAY} och 16–17",
    "fredag eftermiddag 13-15": FRIDAY,
    "nästa fredag 13-15": "fre 4 dec 2026 13–15",
    "4.12 13-15": "fre 4 dec 2026 13–15",
    "ikväll 18-20": "tis 24 nov 2026 18–20",
    "julafton 9-12": "tor 24 dec 2026 09–12",
    "fre 08-12, 13-16": "fre 27 nov 2026 08–12 och 13–16",
    "idag 15-16": "tis 24 nov 2026 15–16",
    "15-16": "tis 24 nov 2026 15–16",
    "14-16": "tis 24 nov 2026 14–16",
    "8-9": "ons 25 nov 2026 08–09",
    "i morgon 9-10": "ons 25 nov 2026 09–10",
    "imorgon bitti 8-9": "ons 25 nov 2026 08–09",
    "tis 13-14": "tis 1 dec 2026 13–14",
    "fredag 22-02": "fre 27 nov 2026 22–02",
    "24/12 9-12 även röda dagar": "tor 24 dec 2026 09–12, även röda dagar",
    "nu 2 h": "tis 24 nov 2026 14:05–16:05, även röda dagar",
    "nu två timmar": "tis 24 nov 2026 14:05–16:05, även röda dagar",
    "nu i 90 min": "tis 24 nov 2026 14:05–15:35, även röda dagar",
    "nu till 15": "tis 24 nov 2026 14:05–15, även röda dagar",
    "nu till kl 15:30": "tis 24 nov 2026 14:05–15:30, även röda dagar",
    "nu – 16": "tis 24 nov 2026 14:05–16, även röda dagar",
    "just nu en kvart": "tis 24 nov 2026 14:05–14:20, även röda dagar",
    "varje tis 13–14": "varje tis 13–14",
    "tisdagar 13-14": "varje tis 13–14",
    "13-14 varje tisdag": "varje tis 13–14",
    "alla tisdagar kl 13-14": "varje tis 13–14",
    "varje tis och tors 13-14": "varje tis, tor 13–14",
    "varje tis 13–14 och tors 9–10": "varje tis 13–14, tor 09–10",
    "mån–tor 9–16, fre 9–14": "varje mån–tor 09–16, fre 09–14",
    "mån-tors 9-16 och fre 9-14": "varje mån–tor 09–16, fre 09–14",
    "vardagar 8-9": "varje mån–fre 08–09",
    "vard 8-9 tills vidare": "varje mån–fre 08–09",
    "alla vardagar 8-9": "varje mån–fre 08–09",
    "varje dag 8-9": "alla dagar 08–09",
    "helger 10-12": "helg 10–12",
    "varje tis 13–14 t.o.m. 19/12": "varje tis 13–14, t.o.m. 19 dec 2026",
    "varje tis 13–14 till och med 19 dec": "varje tis 13–14, t.o.m. 19 dec 2026",
    "varje tis 13-14 tom 19/12": "varje tis 13–14, t.o.m. 19 dec 2026",
    "tisdagar 13-14 till 19/12": "varje tis 13–14, t.o.m. 19 dec 2026",
    "varje tis 13–14 från 1/12 till 19/12": "varje tis 13–14, från 1 dec 2026, t.o.m. 19 dec 2026",
    "fr.o.m. 7/1 varje ons 10-11": "varje ons 10–11, från 7 jan 2027",
    "varje tis 13-14 i 6 veckor": "varje tis 13–14, t.o.m. 4 jan 2027",
    "varje tis 13-14 (från 12 jan)": "varje tis 13–14, från 12 jan 2027",
    "varje tis 13-14 + tors 9-10": "varje tis 13–14, tor 09–10",
    "varje tis 13-14 fram till jul": "varje tis 13–14, t.o.m. 24 dec 2026",
    "tis & tors 13-14 varje vecka": "varje tis, tor 13–14",
    "varje tis 13-14 även röda dagar": "varje tis 13–14, även röda dagar",
    "varje tis 13-14 inte röda dagar": "varje tis 13–14",
    "mån-fre: 8-17": "varje mån–fre 08–17",
    "må–to 8-17": "varje mån–tor 08–17",
    "mån till fre 8–17": "varje mån–fre 08–17",
    "fr 13-15": FRIDAY,
    "fred. 13-15": FRIDAY,
    "fre kl 13 till 15": FRIDAY,
    "fre 8-16 lunch 12-13": "fre 27 nov 2026 08–12 och 13–16",
    "mån–fre 8–17, lunchstängt 12–13": "varje mån–fre 08–12 och 13–17",
    "mån–fre 08–12, 13–17": "varje mån–fre 08–12 och 13–17",
    "varannan tis 13–14": "tis 13–14, varannan vecka",
    "tis varannan vecka 13–14 t.o.m. 19/12": "tis 13–14, varannan vecka, t.o.m. 19 dec 2026",
    "var 14:e dag tis 13-14": "tis 13–14, varannan vecka",
    "varannan ons 13–14 från 2/12": "ons 13–14, varannan vecka, från 2 dec 2026",
    "var tredje vecka mån och tors 9-10": "mån, tor 09–10, var tredje vecka",
    "tis 13–14 jämna veckor": "tis 13–14, jämna veckor",
    "udda v. tors 9-10": "tor 09–10, udda veckor",
    "jämna tisdagar 13-14": "tis 13–14, jämna veckor",
    "första tisdagen i månaden 13–14": "tis 13–14, första tisdagen i månaden",
    "13–14 första och tredje tis varje månad": "tis 13–14, första och tredje tisdagen i månaden",
    "sista fredagen i månaden 9–11 t.o.m. 19/12": "fre 09–11, sista fredagen i månaden, t.o.m. 19 dec 2026",
    "tis 13–14 v 48–50": "varje tis 13–14, från 23 nov 2026, t.o.m. 13 dec 2026",
    "varje tis 13–14 vecka 50 till 2": "varje tis 13–14, från 7 dec 2026, t.o.m. 17 jan 2027",
    "varannan tis 13–14 v 49–53": "tis 13–14, varannan vecka, från 30 nov 2026, t.o.m. 3 jan 2027",
    "tis v 49 13–14": "tis 1 dec 2026 13–14",
    "tis 13–14 v 3": "tis 19 jan 2027 13–14",
}

NO_TIMES = {
    "": "Skriv när",
    "   ": "Skriv när",
    "blurr": "Skriv när",
    "fre": "Skriv också när det slutar",
    "fre 13": "Skriv också när det slutar",
    "nu": "Skriv hur länge",
    "nu 0 min": "Skriv hur länge",
    "nu 30 h": "Högst tolv timmar",
    "fre 25-26": "är inget klockslag",
    "fre 13-13": "slutar inte efter sin början",
    "fre 13:02-15": "hela femminuter",
    "fre 1-3 em": "24-timmarsklocka",
    "i eftermiddag 2-4": "24-timmarsklocka",
    "resten av dagen": "Skriv när",
    "fre 8-16 lunch 17-18": "ligger inte inom öppettiden",
    "mån–fre 8–17, lör 10–14, lunchstängt 12–13": "inte vilka dagar ”ej 12-13” gäller",
    "fre halv nio–tio": "Skriv klockslagen med siffror: ”8:30–10” eller ”20:30–22”.",
    "fredag kvart över ett till två": "med siffror: ”1:15–2” eller ”13:15–14”",
    "fre 13-15 och tis 9-10": "Annars en dag i taget.",
    "varje tis 13–14 till och med jul": "Vilken dag är den sista?",
    "varannan månad tis 13-14": "”första tisdagen i månaden”",
    "varannan dag 13-14": "Lägg annars in dagarna en och en.",
    "var femte vecka tis 13-14": "Lägg annars in dagarna en och en.",
    "jämna veckor mån 8-9, udda veckor tis 9-10": "Skriv en serie i taget",
    "varje tis 13–14 utom v 52": "Öppna serien utan undantag.",
    "tis 13–14 v 55–56": "Den veckan finns inte.",
    "varannan vecka 13-14": "Skriv vilka dagar",
    "tis 13-14 hela december": "Jag förstår inte ”hela december” bland tiderna.",
    "tis och tors 13-14": "Gäller det varje vecka?",
    "varje 13-14": "Skriv vilka dagar",
    "13-14 t.o.m. 19/12": "Skriv vilka dagar",
    "varje tis 13–14 t.o.m. blurr": "Jag förstår inte sista dagen",
}


def test_times_are_read_as_people_write_them() -> None:
    read = {words: read_times_field(words, NOW) for words in TIMES}
    said = {words: times_text(one.times) if one.times else one.wrong for words, one in read.items()}
    assert said == TIMES


def test_times_are_read_back_as_they_are_written() -> None:
    read = {words: read_times_field(words, NOW).times for words in TIMES}
    again = {words: one and read_times_field(times_text(one), NOW).times for words, one in read.items()}  # fmt: skip
    assert again == read


def test_what_is_no_time_is_said_with_what_would_be_right() -> None:
    read = {words: read_times_field(words, NOW) for words in NO_TIMES}
    said = {words: NO_TIMES[words] if NO_TIMES[words] in one.wrong else one for words, one in read.items()}  # fmt: skip
    assert said == NO_TIMES


@pytest.mark.parametrize(
    "hostile",
    ["9" * 200, "–" * 100, "13-" * 60, "nu " * 60, "varje " * 40, "t.o.m. " * 30, "\x00\n\t", "‮fre 13–15"],
)  # fmt: skip
def test_no_text_makes_the_reading_fail(hostile: str) -> None:
    read = read_times(hostile, NOW)
    assert read.times is None or isinstance(read.times, HeldTimes)


WORDS = st.sampled_from(
    [
        "fre",
        "tis",
        "varje",
        "tisdagar",
        "13–15",
        "9-10",
        "13",
        "nu",
        "2",
        "h",
        "t.o.m.",
        "19/12",
        "från",
        "1/12",
        "idag",
        "i",
        "morgon",
        "och",
        ",",
        "kl",
        "till",
        "24",
        "även",
        "röda",
        "dagar",
        "varannan",
        "jämna",
        "veckor",
        "första",
        "och tredje",
        "i månaden",
        "sista",
        "v",
        "48–50",
        "49",
        "lunchstängt",
        "må",
        "to",
        "fr",
        "halv",
        "nio",
        "mån–fre",
        "nästa",
        "vecka",
        "20",
        "min",
        "den",
        "4",
        "dec",
        "2026",
        "em",
        "-",
        "på",
        "25-26",
        "13:02",
        "jul",
        "alla",
        "helg",
        "(",
        ")",
        "+",
        "0",
        "99999",
        "½",
        "video",
        "bara",
        "för",
        "inte",
        "akut",
    ]
)


@given(st.lists(WORDS, max_size=9).map(" ".join))
def test_whatever_is_read_is_written_so_that_it_is_read_again(text: str) -> None:
    times = read_times(text, NOW).times
    assert times is None or read_times_field(times_text(times), NOW).times == times


@given(st.text(max_size=80))
def test_no_text_at_all_makes_the_reading_fail(text: str) -> None:
    assert read_times_field(text, NOW).wrong or read_times(text, NOW).times


SOME_DAYS = ["mån–fre", "må-to", "tisdagar", "vardagar", "fre", "Ons.", "lö–sö", "alla dagar", "helg", "mån till tors", "torsd"]  # fmt: skip
SOME_HOURS = ["8–17", "08.00-16:30", "kl 13 till 15", "9-12 och 13-16", "8–17 lunchstängt 12–13", "22-02", "8-17, ej 10-10:15"]  # fmt: skip
SHARED = st.lists(
    st.builds("{} {}".format, st.sampled_from(SOME_DAYS), st.sampled_from(SOME_HOURS)),
    min_size=1,
    max_size=3,
    unique=True,
).map(", ".join)
"""What may stand in a file as well as in a question."""


@given(SHARED)
def test_hours_are_read_alike_in_files_and_in_what_is_typed(text: str) -> None:
    try:
        in_a_file = WorkingHours.parse(text)
    except HoursError:
        assert read_times(f"varje {text}", NOW).wrong
        return
    typed = read_times(f"varje {text} t.o.m. 19/12", NOW)
    assert typed.times == HeldTimes(in_a_file, None, date(2026, 12, 19)), typed
    among_words = read_times(f"varje {text} demensfrågor", NOW)
    assert among_words.times == HeldTimes(in_a_file)
    assert without_fillers(among_words.rest) == "demensfrågor"


def test_an_hour_that_begins_now_goes_on_over_midnight() -> None:
    late = read_times("nu 2 h", at("2026-11-24 23:00")).times
    assert late is not None and times_text(late) == "tis 24 nov 2026 23–01, även röda dagar"


# -- everything else that is typed ------------------------------------------------------------

TYPED = {
    "varje tis 13–14 t.o.m. 19/12 telefon 08-465 004 14 20 min": {
        "när": "varje tis 13–14, t.o.m. 19 dec 2026", "var": "08-465 004 14", "kanal": "telefon", "sätt": "20",
    },
    "öppna fre 13–15 telefon 08-465 004 14 bara björken, 4 tider à 20 min paus 10": {
        "när": FRIDAY, "var": "08-465 004 14", "kanal": "telefon", "enheter": "Björkens hälsocentral",
        "sätt": "20", "antal": "4", "paus": "10",
    },
    "öppna fre 13–15 kardiologi video": {"när": FRIDAY, "kanal": "video", "tjänst": "kardiologi"},
    "öppna fre 13-15 kardiologi granvik": {"när": FRIDAY, "tjänst": "kardiologi"},
    "öppna konsulttid fre 13-15": {"när": FRIDAY},
    "öppna en telefontid fre 13-15 tel 004 13": {"när": FRIDAY, "var": "004 13", "kanal": "telefon"},
    "öppna fre 13–15 telefon 08-465 004 00 drop-in": {
        "när": FRIDAY, "var": "08-465 004 00", "kanal": "telefon", "sätt": "drop-in",
    },
    "öppna fre 13-15 chatt": {"när": FRIDAY, "kanal": "chatt"},
    "öppna fre vecka 50 13-15 chatt": {"när": "fre 11 dec 2026 13–15", "kanal": "chatt"},
    "öppna varannan tis 13-14 chatt 20 min": {
        "när": "tis 13–14, varannan vecka", "kanal": "chatt", "sätt": "20",
    },
    "öppna fre 13-15 remiss med bild": {"när": FRIDAY, "kanal": "remiss med bild"},
    "öppna fre 13-15 teams": {"när": FRIDAY, "kanal": "video"},
    f"öppna fre 13-15 {VIDEO}": {"när": FRIDAY, "var": VIDEO, "kanal": "video"},
    "öppna fre 13-15 20 min": {"när": FRIDAY, "sätt": "20"},
    "öppna fre 13-15 20-minuterstider": {"när": FRIDAY, "sätt": "20"},
    "öppna fre 13-15 tider om 25 min": {"när": FRIDAY, "sätt": "25"},
    "öppna fre 13-15 halvtimmestider": {"när": FRIDAY, "sätt": "30"},
    "öppna fre 13-15 à 15 min": {"när": FRIDAY, "sätt": "15"},
    "öppna fre 13-15 15 min paus 5 min högst 4 tider": {
        "när": FRIDAY, "sätt": "15", "paus": "5", "antal": "4",
    },
    "öppna fre 13-15, 4 tider, 20 min, 10 min paus": {
        "när": FRIDAY, "sätt": "20", "paus": "10", "antal": "4",
    },
    "öppna nu 2 h 20 min": {"när": "tis 24 nov 2026 14:05–16:05, även röda dagar", "sätt": "20"},
    "öppna fre 13-15 utan bokning": {"när": FRIDAY, "sätt": "drop-in"},
    "öppna fre 13-15 bara läkare": {"när": FRIDAY, "yrken": "läkare"},
    "öppna fre 13-15 bara läkare i Granvik": {
        "när": FRIDAY, "yrken": "läkare", "kommuner": "Granvik",
    },
    "öppna fre 13-15 endast läkare och ssk i Granviks kommun": {
        "när": FRIDAY, "yrken": "läkare,sjuksköterska", "kommuner": "Granvik",
    },
    "öppna fre 13-15 bara läkare på björken": {
        "när": FRIDAY, "yrken": "läkare", "enheter": "Björkens hälsocentral",
    },
    "öppna fre 13-15 bara sjuksköterskor och barnmorskor": {
        "när": FRIDAY, "yrken": "sjuksköterska,barnmorska",
    },
    "öppna fre 13-15 bara åsbo kommun": {"när": FRIDAY, "kommuner": "Åsbo"},
    "öppna fre 13-15 endast för björken och eken": {
        "när": FRIDAY, "enheter": "Björkens hälsocentral, Ekens hälsocentral",
    },
    "öppna fre 13-15 för hjärtsvikt, inte akut sjuka": {
        "när": FRIDAY, "för": "hjärtsvikt", "inte": "akut sjuka",
    },
    "öppna fre 13-15 gäller: rytmrubbningar": {"när": FRIDAY, "för": "rytmrubbningar"},
    "öppna fre 13-15 ”svikt, ej brådskande” video": {
        "när": FRIDAY, "för": "svikt, ej brådskande", "kanal": "video",
    },
    "öppna varje ons 13-15 kardiologi video 20 min för hjärtsvikt, inte akut sjuka bara björken": {
        "när": "varje ons 13–15", "tjänst": "kardiologi", "kanal": "video", "sätt": "20",
        "för": "hjärtsvikt", "inte": "akut sjuka", "enheter": "Björkens hälsocentral",
    },
}  # fmt: skip

ASKED = {
    "öppna": {"när": "Skriv när"},
    "öppna video": {"när": "Skriv när"},
    "öppna varannan månad tis 13-14": {"när": "”första tisdagen i månaden”"},
    "öppna fre 13-15 demensfrågor, icke akut": {"för": "Jag förstår inte ”demensfrågor”"},
    "öppna 30/2 13-15 chatt": {"när": "Jag förstår inte ”30/2”. Är tiden rätt?"},
    "öppna fre 13-15 chatt endast sjuksköterskor på hälsocentraler i Granvik": {
        "enheter": "Det går inte att välja en sorts enheter.",
    },
    "öppna fre 13-15 chatt bara läkare i Granvik, inte privata": {
        "enheter": "Det går inte att välja efter driftsform",
    },
    "öppna fre 13-15 chatt bara privata vårdcentraler": {
        "enheter": "Det går inte att välja efter driftsform",
    },
    "öppna fre 13-15 blurr": {"för": "Jag förstår inte ”blurr”"},
    "öppna fre 13-15 internmedicin": {"tjänst": "Du hör inte till Internmedicin"},
    "öppna fre 13-15 bokade tider": {"sätt": "Välj hur långa tiderna är."},
    "öppna fre 13-15 drop-in 20 min": {"sätt": "Drop-in har inga tider att boka."},
    "öppna fre 13-15 video": {"var": "Skriv länken till videosamtalet."},
    "öppna fre 13-15 telefon": {"var": "Skriv numret som den som ringer ska slå."},
    "öppna fre 13-15": {"kanal": "Välj hur ni möts."},
    "öppna fre 13-15 chatt bara xyzzy": {"enheter": "Jag hittar ingen enhet som heter ”xyzzy”."},
    "öppna varje tis 13-14 t.o.m. 1/11 chatt": {"när": "Sista dagen kan inte ligga före"},
    "öppna idag 9-10 chatt": {"när": "Den tiden har redan passerat."},
    "öppna fre 13-13:15 chatt 20 min": {"sätt": "Ingen tid om 20 minuter ryms."},
    "öppna fre 13-15 chatt 7 min": {"sätt": "hela femminuter"},
    "öppna 24/12 13-15 chatt": {"när": "Dagen är ledig (julafton)"},
    "öppna varje tis 13-14 t.o.m. 19/12/2028 från 1/3/2028 chatt": {"när": "mer än ett år bort"},
}


async def test_all_that_is_typed_is_taken_apart() -> None:
    chat = await open_chat()
    who = asker_of(chat.user("bo-b").visitor, chat.snapshot)
    read = {
        words: read_typed(words, HourCase(Request(words, who, NOW), chat.snapshot))
        for words in TYPED
    }
    assert {words: one.answers for words, one in read.items()} == TYPED
    assert {words: one.faults for words, one in read.items() if one.faults} == {}


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=80))
def test_no_words_make_the_taking_apart_fail(text: str) -> None:
    chat = asyncio.run(open_chat())
    who = asker_of(chat.user("karin-k").visitor, chat.snapshot)
    typed = read_typed(text, HourCase(Request(text, who, NOW), chat.snapshot))
    assert typed.faults or fields.WHEN in typed.answers


async def test_what_is_not_understood_is_asked_at_its_field() -> None:
    chat = await open_chat()
    missed = {}
    for words, wrong in ASKED.items():
        bo = await chat.user("bo-b").types(f"/tid {words}")
        said = errors(bo) if bo.card.form else {"": bo.sees}
        if not all(sentence in said.get(name, "") for name, sentence in wrong.items()):
            missed[words] = said
    assert missed == {}
    assert hours(chat) == []


async def test_nothing_that_was_understood_is_lost_in_the_form() -> None:
    _, bo = await typing("öppna fre 13-15 video 20 min demensfrågor, icke akut")
    assert filled(bo) | {"sätt": "20"} == filled(bo)
    assert filled(bo)["när"] == FRIDAY
    assert filled(bo)["för"] == "demensfrågor"
    await answers(bo, var=VIDEO)
    assert "Inte för: akut" in bo.sees
    assert "För: demensfrågor" in bo.sees


# -- from the words to the hour ---------------------------------------------------------------


async def test_what_is_typed_is_shown_as_it_will_be_and_published_with_one_tap() -> None:
    chat, bo = await typing(f"öppna fre 13–15 kardiologi {VIDEO} 30 min för hjärtsvikt")
    assert bo.lines == [
        "Så här ser det ut för den som frågar. Inget är publicerat än.",
        "Kardiologi Granvik · Granviks lasarett, video · fre 13–15, 27 nov 2026, bokas, 30 minuter",
        "Svarar: Bo Björn",
        "För: hjärtsvikt",
        f"Öppna videosamtalet {VIDEO}",
        "Första gången:     fre 13:00–15:00",
        "Tider varje gång:  4: 13:00, 13:30, 14:00, 14:30",
        "Öppet för:         alla som tjänsten är till för",
        "Obokade tider:     ropas ut 24 h och 2 h före, lämnas tillbaka 30 min före",
        "Ingen som får använda tiden följer tjänstens konsulttider än.",
        "[Publicera]  [Ändra]  [Fler val]  [Avbryt]",
    ]
    assert hours(chat) == []
    await bo.taps("Publicera")
    [hour] = hours(chat)
    assert hour == ConsultationHour(
        id=hour.id,
        service="kardiologi",
        specialist="bo-b",
        mode=HourMode.SLOTS,
        channel=HourChannel.VIDEO,
        where=VIDEO,
        hours=WorkingHours.parse("fre 13–15"),
        first=date(2026, 11, 27),
        last=date(2026, 11, 27),
        made=NOW,
        made_by="test:bo-b",
        slots=SlotPlan(timedelta(minutes=30)),
        about="hjärtsvikt",
    )
    seen = await chat.user("hanna-h").types("/tid")
    assert "fre 13:00–15:00, 4 lediga" in seen.sees


async def test_pressed_twice_it_is_published_once() -> None:
    chat, bo = await typing(f"öppna fre 13–15 {VIDEO}")
    preview = bo.card
    await bo.taps("Publicera")
    bo.card = preview
    await bo.taps("Publicera")
    assert bo.lines[0] == "Konsulttiden är redan publicerad."
    assert len(hours(chat)) == 1


async def test_everything_there_is_to_choose_by_form() -> None:
    chat, bo = await typing("öppna")
    await answers(bo, fler="ja", kanal="chatt", när="varje tis 13-14 t.o.m. 12/1")
    await answers(
        bo,
        sätt="15",
        inte="akut sjuka",
        enheter="eken",
        kommuner="Granvik",
        yrken="läkare,sjuksköterska",
        paus="5",
        antal="2",
        ropas="12 h, 1 h",
        tillbaka="20 min",
        **{"för": "svikt"},
    )
    assert "Inte röda dagar:   tis 5 jan" not in bo.sees
    await bo.taps("Publicera")
    [hour] = hours(chat)
    assert hour.eligible == Eligibility(
        frozenset({"eken"}),
        frozenset({"Granvik"}),
        frozenset({Profession.PHYSICIAN, Profession.NURSE}),
    )
    assert hour.slots == SlotPlan(timedelta(minutes=15), timedelta(minutes=5), 2)
    assert hour.release == Release((timedelta(hours=12), timedelta(hours=1)), timedelta(minutes=20))
    assert (hour.first, hour.last) == (date(2026, 12, 1), date(2027, 1, 12))


async def test_red_days_are_named_as_skipped_or_kept() -> None:
    _, bo = await typing("öppna varje tors 13-14 t.o.m. 7/1 chatt")
    assert "Antal gånger:     5" in bo.sees
    assert "Inte röda dagar:  tor 24 dec 2026 (julafton), tor 31 dec 2026 (nyårsafton)" in bo.sees
    await (await bo.taps("Fler val")).taps("Visa hur det ser ut", **filled(bo), röda="ja")
    assert "Antal gånger:   7" in bo.sees


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("när", "", "Skriv när"),
        ("när", "<script>alert(1)</script>", "Skriv när"),
        ("när", "fre 13-15 blurr", "Jag förstår inte ”blurr” bland tiderna."),
        ("var", "javascript:alert(1)", "Skriv en länk som börjar med https://."),
        ("var", "https://video.example.org/\"onclick=", "Skriv en länk"),
        ("var", "", "Skriv länken"),
        ("för", "å" * 101, "Skriv högst 100 tecken."),
        ("inte", "å" * 101, "Skriv högst 100 tecken."),
        ("kanal", "rökpuff", "Välj hur ni möts."),
        ("sätt", "evigt", "Skriv minuter"),
        ("sätt", "999", "5 minuter till 4 timmar"),
        ("paus", "-5", "Skriv minuter"),
        ("antal", "många", "Skriv ett antal"),
        ("antal", "0", "minst 1"),
        ("enheter", "finns inte", "Jag hittar ingen enhet"),
        ("ropas", "snart", "Skriv till exempel ”24 h, 2 h”"),
        ("ropas", "10 min", "ropas ut innan de lämnas tillbaka"),
        ("tillbaka", "sen", "Skriv till exempel ”30 min”"),
        ("tjänst", "medicin", "Du hör inte till"),
        ("vem", "anna-a", "Bara samordnaren"),
        ("försök", "påhittat", "Försöket finns inte längre."),
    ],
)  # fmt: skip
async def test_an_answer_that_cannot_be_is_said_at_its_field(field: str, value: str, says: str) -> None:  # fmt: skip
    good = {"när": "fre 13-15", "sätt": "20", "kanal": "video", "var": VIDEO}
    chat = await open_chat()
    bo = chat.user("bo-b")
    given = {**good, field: value, "säkert": "ja"}
    bo.card = (await bo.desk.press(bo.visitor, Press("tid", action="öppna", data=given), {})).card
    assert says in bo.sees
    assert bo.card.form is not None
    assert hours(chat) == []


async def test_texts_that_no_button_can_carry_are_to_be_shortened() -> None:
    chat = await open_chat()
    bo = chat.user("bo-b")
    given = {
        "när": "fre 13-15", "kanal": "chatt", "var": "ö" * 150, "för": "å" * 100, "inte": "ä" * 100,
    }  # fmt: skip
    bo.card = (await bo.desk.press(bo.visitor, Press("tid", action="öppna", data=given), {})).card
    assert errors(bo) == {"för": "Texterna är för långa tillsammans. Korta dem."}


async def test_a_patients_identity_gets_in_nowhere() -> None:
    chat, bo = await typing("öppna fre 13-15 chatt för 19121212-1212")
    assert "personnummer" in bo.sees
    await bo.types("/tid öppna")
    await answers(bo, kanal="chatt", när="fre 13-15", **{"för": "19121212-1212"})
    assert "personnummer" in bo.sees and hours(chat) == []


# -- what is in the way -----------------------------------------------------------------------


async def test_own_shifts_hours_and_closures_are_said_and_forbid_nothing() -> None:
    chat = await open_chat()
    ill = Closure(
        id="sjuk", specialist="bo-b", hour="", start=at("2026-11-30 15:30"),
        end=at("2026-11-30 18:00"), reason=ClosureReason.ILL, made=NOW, made_by="test:bo-b",
    )  # fmt: skip
    await lay(chat, bookable("mån 14–16"), ill)
    bo = await chat.user("bo-b").types("/tid öppna mån 15-17 chatt")
    assert "Pass samtidigt: konsultläkare, Kardiologi Granvik" in bo.sees
    assert "Andra konsulttider samtidigt: Kardiologi Granvik" in bo.sees
    assert "mån 14:00–16:00" in bo.sees
    assert "Stängt då: mån 15:30–18:00" in bo.sees
    await bo.taps("Publicera")
    assert len(hours(chat)) == 2


async def test_a_series_clashes_with_shifts_four_weeks_ahead() -> None:
    _, bo = await typing("öppna varje tors 17-18 chatt")
    assert (
        "Pass samtidigt: bakjour, Kardiologi Granvik · Granviks lasarett tor 16:00–07:30" in bo.sees
    )
    assert "Schemat kan inte läsas" not in bo.sees


async def test_the_link_of_the_last_time_is_there_again() -> None:
    chat = await open_chat()
    await lay(chat, bookable())
    bo = await chat.user("bo-b").types("/tid öppna fre 13-15 video")
    assert "https://video.example.org/kardiologi" in bo.sees


# -- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["hanna-h", "", "sofia-s", "julia-j"])
async def test_nobody_else_opens_hours(who: str) -> None:
    chat, user = await typing("öppna fre 13-15 chatt", who)
    assert "Konsulttider öppnas av specialister" in user.sees
    data = {"när": "fre 13-15", "kanal": "chatt", "tjänst": "kardiologi", "vem": "bo-b", "säkert": "ja"}  # fmt: skip
    press = Press("tid", action="öppna", data=data)
    user.card = (await user.desk.press(user.visitor, press, {})).card
    assert "Konsulttider öppnas av specialister" in user.sees
    assert hours(chat) == []


async def test_a_coordinator_opens_hours_for_a_specialist_of_the_service() -> None:
    chat, karin = await typing("öppna fre 13-15 kardiologi chatt Bo Björn", "karin-k")
    await karin.taps("Publicera")
    assert [hour.specialist for hour in hours(chat)] == ["bo-b"]
    await karin.types("/tid öppna fre 13-15 kardiologi chatt")
    assert errors(karin) == {"vem": "Välj vem som håller tiden."}
    await answers(karin, vem="hanna-h")
    assert errors(karin) == {"vem": "Välj vem som håller tiden."}


# -- who is told ------------------------------------------------------------------------------


def follows(who: str) -> Subscription:
    return Subscription(follower=who, topic=HOURS.topic, target="kardiologi", pace=Pace.AT_ONCE, made=NOW)  # fmt: skip


async def test_those_who_follow_the_service_and_may_use_the_hour_are_told_once() -> None:
    chat = await open_chat()
    await lay(chat, *map(follows, ("hanna-h", "julia-j", "test:okänd", "bo-b")))
    bo = await chat.user("bo-b").types("/tid öppna fre 13-15 chatt bara björken för svikt")
    assert "1 som följer tjänstens konsulttider får veta." in bo.sees
    await bo.taps("Publicera")
    assert chat.all_letters == {
        "hanna-h": [
            "Ny konsulttid: Kardiologi Granvik · Granviks lasarett, chatt",
            "fre 13–15, 27 nov 2026, utan bokning.",
            "Svarar: Bo Björn.",
            "Första gången: fre 27 nov 13:00–15:00.",
            "För: svikt.",
            "Bo Björn har öppnat den.",
        ]
    }


def test_a_series_is_found_from_its_first_day() -> None:
    assert replace(bookable(), first=date(2026, 11, 25)).is_offered_on(date(2026, 11, 25))


async def test_a_word_for_the_field_is_enough_where_there_are_several_services() -> None:
    chat = await open_chat()
    karin = await chat.user("karin-k").types("/tid öppna fre 13-15 chatt hjärtsvikt Bo Björn")
    assert karin.lines[1].startswith("Kardiologi Granvik · Granviks lasarett, chatt")
    await karin.taps("Publicera")
    assert [(hour.service, hour.specialist) for hour in hours(chat)] == [("kardiologi", "bo-b")]


async def test_every_other_week_begins_with_the_next_time_there_can_be() -> None:
    """It is Tuesday afternoon: what is told of Tuesdays at one o'clock begins in a week."""
    chat, bo = await typing("varannan tis 13–14 kardiologi chatt")
    assert "Första gången:  tis 1 dec 13:00" in bo.sees
    await bo.taps("Publicera")
    [hour] = hours(chat)
    assert (hour.first, hour.times) == (date(2026, 12, 1), "tis 13–14, varannan vecka")


async def test_every_other_week_begins_on_the_day_that_is_said() -> None:
    _, bo = await typing("varannan tis 13–14 från 24/11 kardiologi chatt")
    assert "Första gången:  tis 8 dec 13:00" in bo.sees


async def test_a_last_day_that_is_asked_about_stays_among_the_times() -> None:
    _, bo = await typing("varje tis 13–14 till och med jul chatt")
    assert errors(bo) == {"när": "Vilken dag är den sista? Skriv till exempel ”t.o.m. 23/12”."}
    assert filled(bo)["när"] == "varje tis 13–14 t.o.m. jul"
