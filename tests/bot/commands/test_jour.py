"""/jour: the roster of a service, a day or a hospital."""

from datetime import date

import pytest

from bot.cards import More, Table
from bot.commands.jour.which_week import read_week
from bot.region.demo import demo_region
from directory.catalogue.phones import Audience
from tests.builders import at, role_phone, shift, small_region
from tests.chat import User, open_chat


async def test_the_roster_of_a_day_and_night() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/jour medicin")
    assert seen.lines == [
        "Internmedicin Granvik · Granviks lasarett · tis 14:05 – ons 14:05",
        "till 16:00       Bakjour     ingen inlagd",
        "tis 16:00–07:30  Primärjour  Eva Ek        08-465 004 30",
        "tis 16:00–07:30  Bakjour     Gun Gran      08-465 004 31",
        "ons 07:30–16:00  Bakjour     ingen inlagd",
        "ons 07:30–08:00  Primärjour  ingen inlagd",
        "Schema inläst 14:05",
        "[Hela veckan]  [Vem svarar nu]",
    ]


async def test_a_whole_day_is_asked_for_by_its_name() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/jour medicin lördag")
    assert seen.lines[0].endswith("lör 00:00 – sön 00:00")


async def test_a_gap_is_visible_in_the_roster() -> None:
    chat = await open_chat(now=at("2026-11-25 18:00"))
    seen = await chat.user("hanna-h").types("/jour medicin")
    assert "tor 16:00–08:00  Primärjour  ingen inlagd" in seen.lines


async def test_several_services_are_a_table_with_a_row_each() -> None:
    chat = await open_chat(now=at("2026-11-24 20:00"))
    seen = await chat.user("hanna-h").types("/jour granviks lasarett")
    assert seen.lines == [
        "Jourer · Granviks lasarett · nu tis 24 nov 20:00, gäller till 07:30",
        "Internmedicin Granvik",
        "  Primärjour  Eva Ek     08-465 004 30  till 07:30",
        "  Bakjour     Gun Gran   08-465 004 31  till 07:30",
        "Kardiologi Granvik",
        "  Primärjour  Eva Ek     08-465 004 30  internmedicin, till 07:30",
        "  Bakjour     David Dal  08-465 004 13  till 07:30",
        "Växeln Granviks lasarett",
        "08-465 004 01",
        "Schema inläst 20:00 eller senare",
    ]
    assert table_of(seen).columns == ("Primärjour", "Bakjour")


async def test_the_heading_of_a_row_leads_to_the_service() -> None:
    chat = await open_chat(now=at("2026-11-24 20:00"))
    hanna = await chat.user("hanna-h").types("/jour")
    seen = await hanna.taps("Kardiologi Granvik")
    assert seen.lines[0] == "Kardiologi Granvik · Granviks lasarett · tis 20:00 – ons 20:00"


async def test_a_gap_is_named_above_the_table_and_marked_in_it() -> None:
    """Once, though two services rely on the same line."""
    chat = await open_chat(now=at("2026-11-26 18:00"))
    seen = await chat.user("hanna-h").types("/jour")
    assert seen.lines[1] == "Ingen inlagd: primärjour Internmedicin Granvik."
    marked = {
        entry.text
        for row in table_of(seen).rows
        for cell in row.cells
        for entry in cell
        if entry.amiss
    }
    assert marked == {"ingen inlagd"}


async def test_a_busy_person_is_marked_until_when() -> None:
    region = small_region(rotations=(), shifts=(shift(who="bo-b"),))
    chat = await open_chat(region, now=at("2026-11-24 18:00"))
    await chat.user("bo-b").types("/pass upptagen till 20:00")
    seen = await chat.user("hanna-h").types("/jour")
    [bakjour] = [
        e for row in table_of(seen).rows for cell in row.cells for e in cell if "Bo" in e.text
    ]
    assert (bakjour.text, bakjour.detail, bakjour.amiss) == (
        "Bo Björn (upptagen)",
        "till 20:00",
        True,
    )


async def test_without_a_home_every_hospital_is_folded_with_its_count() -> None:
    chat = await open_chat(demo_region(date(2026, 11, 24)), now=at("2026-11-24 18:00"))
    seen = await chat.user().types("/jour")
    folded = [part for part in seen.card.parts if isinstance(part, More)]
    counts = {
        part.label: len(table.rows)
        for part in folded
        for table in part.parts
        if isinstance(table, Table)
    }
    assert list(counts) == [
        f"{label.rpartition(' (')[0]} ({count})" for label, count in counts.items()
    ]
    assert len(counts) == 3


async def test_all_shows_the_askers_own_hospital_open() -> None:
    chat = await open_chat(demo_region(date(2026, 11, 24)), now=at("2026-11-24 18:00"))
    seen = await chat.user("elham-tavakolian").types("/jour alla")
    opened = [part.heading for part in seen.card.parts if isinstance(part, Table)]
    assert opened == ["Norra sjukhuset"]
    assert len([part for part in seen.card.parts if isinstance(part, More)]) == 2


async def test_a_closed_service_says_when_it_opens() -> None:
    chat = await open_chat(demo_region(date(2026, 11, 24)), now=at("2026-11-24 18:00"))
    seen = await chat.user("disa-fjallgren").types("/jour norra")
    assert "Palliativa teamet  stängt, öppnar ons 08:00" in seen.lines


async def test_a_persons_own_number_is_marked_so_that_it_is_not_put_on_paper() -> None:
    night = shift(who="anna-a")
    region = small_region(role_phones=(), rotations=(), shifts=(night,))
    chat = await open_chat(region, now=night.start)
    seen = await chat.user("hanna-h").types("/jour")
    own = [e for row in table_of(seen).rows for cell in row.cells for e in cell if e.contact]
    assert [(e.contact.text, e.fleeting) for e in own if e.contact] == [("070-174 06 05", True)]


# -- the week -------------------------------------------------------------------------------


async def test_the_week_of_a_service_with_its_nights_and_gaps() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/jour kardiologi vecka")
    assert seen.lines[0] == "Kardiologi Granvik · Granviks lasarett · vecka 48, 23–29 nov 2026"
    table = table_of(seen)
    assert table.columns[0] == "mån 23 nov" and table.columns[1] == "tis 24 nov (i dag)"
    [bakjour] = [row for row in table.rows if row.heading == "Bakjour"]
    assert bakjour.contact and bakjour.contact.text == "08-465 004 13"
    told = [(entry.text, entry.detail) for entry in bakjour.cells[1]]
    assert told == [("ingen inlagd", "07:30–16:00"), ("David Dal", "16:00–07:30")]


async def test_the_week_before_and_after() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/jour kardiologi vecka")
    assert "vecka 49, 30 nov–6 dec 2026" in (await hanna.taps("Nästa vecka")).lines[0]
    assert "vecka 48" in (await hanna.taps("Förra veckan")).lines[0]
    assert "tis 14:05 – ons 14:05" in (await hanna.taps("Ett dygn")).lines[0]
    assert "vecka 48" in (await hanna.taps("Hela veckan")).lines[0]


async def test_of_several_services_it_is_asked_whose_week() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/jour nästa vecka")
    assert hanna.lines[0] == "Vems vecka?"
    assert "vecka 49" in (await hanna.taps("Kardiologi Granvik · Granviks lasarett")).lines[0]


async def test_a_shift_of_several_days_stands_on_each_of_them() -> None:
    weekend = shift("2026-11-27 16:00", 63.5, who="bo-b")
    chat = await open_chat(small_region(rotations=(), shifts=(weekend,)))
    seen = await chat.user("hanna-h").types("/jour kardiologi vecka 48")
    [bakjour] = [row for row in table_of(seen).rows if row.heading == "Bakjour"]
    details = [[e.detail for e in cell if e.text == "Bo Björn"] for cell in bakjour.cells]
    assert details == [[], [], [], [], ["16:00–mån 07:30"], ["till mån 07:30"], ["till 07:30"]]


async def test_a_personal_number_is_in_the_week_only_while_its_owner_is_on_duty() -> None:
    shifts = (shift(who="anna-a"), shift("2026-11-26 16:00", who="anna-a"))
    chat = await open_chat(
        small_region(role_phones=(), rotations=(), shifts=shifts), now=at("2026-11-24 18:00")
    )
    seen = await chat.user("hanna-h").types("/jour kardiologi vecka")
    assert seen.sees.count("070-174 06 05") == 1
    assert "tis 24 nov (i dag)  Anna Asp" in next(line for line in seen.lines if "070-174" in line)


WEEKS = [
    ("kardiologi vecka", date(2026, 11, 23), "kardiologi"),
    ("kardiologi denna vecka", date(2026, 11, 23), "kardiologi"),
    ("nästa vecka urologi norra", date(2026, 11, 30), "urologi norra"),
    ("förra veckan", date(2026, 11, 16), ""),
    ("hela veckan kirurgi", date(2026, 11, 23), "kirurgi"),
    ("kirurgi v 49", date(2026, 11, 30), "kirurgi"),
    ("kirurgi v.2", date(2027, 1, 11), "kirurgi"),
    ("vecka 53", date(2026, 12, 28), ""),
    ("vecka 60", None, "vecka 60"),
    ("graviditetsvecka 38", None, "graviditetsvecka 38"),
    ("kardiologi", None, "kardiologi"),
]


@pytest.mark.parametrize(("text", "monday", "rest"), WEEKS)
def test_which_week_is_meant(text: str, monday: date | None, rest: str) -> None:
    assert read_week(text, date(2026, 11, 24)) == (monday, rest)


PAST = [
    ("/jour kardiologi igår", "mån 23 nov 00:00 – tis 24 nov 00:00"),
    ("/jour kardiologi i fredags", "fre 20 nov 00:00 – lör 21 nov 00:00"),
    ("/jour kardiologi förra fredagen", "fre 20 nov 00:00 – lör 21 nov 00:00"),
    ("/jour kardiologi förra helgen", "lör 21 nov 00:00 – mån 23 nov 00:00"),
    ("/jour för två timmar sedan kardiologi", "tis 24 nov 12:05 – ons 12:05"),
    ("/jour kardiologi natten mot i lördags", "lör 21 nov 02:00 – sön 22 nov 02:00"),
    ("vilka hade jour på kardiologi i helgen", "lör 21 nov 00:00 – mån 23 nov 00:00"),
    ("vilka hade jouren på kardiologi i fredags", "fre 20 nov 00:00 – lör 21 nov 00:00"),
    ("vem hade jour på kardiologi förra helgen", "lör 21 nov 00:00 – mån 23 nov 00:00"),
    ("/jour kardiologi i helgen", "lör 12:00 – sön 12:00"),
]


@pytest.mark.parametrize(("text", "span"), PAST)
async def test_a_list_of_what_has_been(text: str, span: str) -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types(text)
    assert f"Kardiologi Granvik · Granviks lasarett · {span}" in seen.lines


async def test_the_week_that_has_been_and_the_table_of_a_weekend() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/jour kardiologi förra veckan")
    assert "vecka 47, 16–22 nov 2026" in hanna.sees
    await hanna.types("vilka hade jour på granviks lasarett i helgen")
    assert hanna.lines[0].startswith("Jourer · Granviks lasarett · lör 21 nov 12:00")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("/jour kardiologi i somras", "Förstod inte tiden ”i somras”, listan gäller nu."),
        ("/jour kardiologi kl 25", "Förstod inte tiden ”kl 25”, listan gäller nu."),
        (
            "/jour kardiologi igår och i fredags",
            "Förstod inte tiden ”i fredags”, listan gäller den tid som visas.",
        ),
    ],
)
async def test_a_time_that_is_not_read_is_said(text: str, says: str) -> None:
    chat = await open_chat()
    assert (await chat.user("hanna-h").types(text)).lines[0] == says


def table_of(user: User) -> Table:
    [table] = [part for part in user.card.parts if isinstance(part, Table)]
    return table


# -- personal numbers -----------------------------------------------------------------------


async def test_a_personal_number_is_not_in_a_roster_of_another_day() -> None:
    chat = await open_chat(small_region(role_phones=()), now=at("2026-11-24 18:00"))
    for day in ("onsdag", "torsdag", "fredag", "lördag", "söndag"):
        assert (
            "070-174 06 05"
            not in (await chat.user("hanna-h").types(f"/jour kardiologi {day}")).sees
        )


async def test_a_personal_number_is_in_the_roster_while_its_owner_is_on_duty() -> None:
    """Also where the function has a number, if the asker may not see that one."""
    hidden = role_phone(number="08-465 004 13", audience=Audience.COORDINATORS)
    night = shift(who="anna-a")
    region = small_region(role_phones=(hidden,), rotations=(), shifts=(night,))
    chat = await open_chat(region, now=night.start)
    hanna = await chat.user("hanna-h").types("/jour kardiologi")
    assert hanna.lines[1] == "till 07:30           Bakjour  Anna Asp      070-174 06 05"
    karin = await chat.user("karin-k").types("/jour kardiologi")
    assert karin.lines[1] == "till 07:30           Bakjour  Anna Asp      08-465 004 13"
