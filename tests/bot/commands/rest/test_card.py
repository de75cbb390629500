"""/rest with a medicine: how its packs are, in words that promise nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import More
from directory.changes import Keep
from directory.shortages.advice.advice import AdviceState
from directory.shortages.row import ShortageRow
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import LIST, Chat, User, open_chat
from tests.shortages import ESTRADIOL, a_group, a_row, an_advice, of_product, real_file

ADRENALIN = of_product("Pennan 300 mikrogram Injektionsvätska", "C01CA24", "epinefrin", npl="3", atc_name="Adrenalin")  # fmt: skip
NORADRENALIN = of_product("Droppet 1 mg/ml Koncentrat", "C01CA03", "noradrenalin", npl="4")
IMPORTED = replace(ESTRADIOL, npl_id="5", name="Gelen 0,5 mg Gel", parallel_import=True, country="Norge")  # fmt: skip
ANIMALS = of_product("Hunden 1 mg Tablett", "QG03CA03", "estradiol", npl="6")
ROWS = (
    a_row("2026-08-01", pack="nu", shortage="1"),
    a_row("2026-07-01", "2026-09-05", pack="prognos", shortage="2"),
    a_row("2026-06-01", "2026-08-10", pack="passerad", shortage="3"),
    a_row("2026-09-01", "2026-10-01", pack="kommande", shortage="4"),
    a_row("2026-05-01", "2026-12-24", pack="upphör", shortage="5", ceases=True),
    a_row("2026-05-01", ended="2026-08-15", pack="åter", shortage="6"),
    a_row(pack="import", shortage="7", product=IMPORTED),
    a_row(pack="djur", shortage="8", product=ANIMALS),
    a_row(pack="penna", shortage="9", product=ADRENALIN, information="Penna finns på licens."),
    a_row(pack="dropp", shortage="10", product=NORADRENALIN),
)


async def asking(now: datetime = NOW, rows: Sequence[ShortageRow] = ROWS) -> tuple[Chat, User]:
    chat = await open_chat(now=NOW)
    await published(chat, file(rows))
    await chat.live.medicines_indexed()
    chat.clock.now = now
    return chat, chat.user("hanna-h")


WORDS = [
    "Estradiol · G03CA03",
    "7 förpackningar: 4 slut, 1 väntas ta slut, 1 inte restnoterad nu, 1 har upphört.",
    "Nationell restnotering – säger inget om ditt apoteks lager.",
    "slut sedan 1 aug 2026, inget datum för åter",
    "slut sedan 1 jul 2026, väntas åter 5 sep 2026",
    "slut sedan 1 jun 2026, prognosen 10 aug 2026 har passerat, inget nytt datum",
    "väntas ta slut 1 sep 2026, väntas åter 1 okt 2026",
    "Plåstret Depotplåster: 50 mikrogram/24 timmar (Påse, 8 plåster): slut sedan",
    "upphörde 1 maj 2026.",
    "åter sedan 15 aug 2026.",
    "Gelen Gel (parallellimport från Norge): 0,5 mg (Påse, 8 plåster): slut",
    "004711 Påse, 8 plåster",
    "Läkemedelsverket (CC BY 4.0), uppgifter från 20 aug 2026 03:00",
]


async def test_every_state_is_said_as_what_it_is() -> None:
    _, hanna = await asking()
    await hanna.types("/rest östradiol")
    assert [words for words in WORDS if words not in hanna.sees] == []
    assert "Hunden" not in hanna.sees
    assert "24 dec 2026" not in hanna.sees, "what ceases has no return"
    assert "kan ha ändrats" not in hanna.sees


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("/rest estradiol", "Estradiol · G03CA03"),
        ("/rest oestradiol", "Estradiol · G03CA03"),
        ("/rest plåstret", "Estradiol · G03CA03"),
        ("/rest plåstret 50,0 mikrogram", "Estradiol · G03CA03"),
        ("/rest g03ca03", "Estradiol · G03CA03"),
        ("/rest G03", "Estradiol · G03CA03"),
        ("/rest adrenalin", "Adrenalin · C01CA24"),
        ("/rest epinefrin", "Adrenalin · C01CA24"),
        ("/rest noradrenalin", "Noradrenalin · C01CA03"),
        ("finns östradiol?", "Estradiol · G03CA03"),
        ("är plåstret slut?", "Estradiol · G03CA03"),
        ("varför finns inte plåstret", "Estradiol · G03CA03"),
        ("när kommer estradiol tillbaka", "Estradiol · G03CA03"),
        ("är noradrenalin restnoterat?", "Noradrenalin · C01CA03"),
        ("finns plåstret 50 mikrogram plåster igen?", "Estradiol · G03CA03"),
        ("har ni slut på östradiol", "Estradiol · G03CA03"),
        ("brist på noradrenalin", "Noradrenalin · C01CA03"),
        ("vad ska man ta i stället för plåstret?", "Estradiol · G03CA03"),
        ("vad kan jag ge istället för estradiol", "Estradiol · G03CA03"),
        ("finns det något alternativ till östradiol", "Estradiol · G03CA03"),
        ("hur länge är plåstret slut", "Estradiol · G03CA03"),
        ("kan man få tag på plåstret nånstans", "Estradiol · G03CA03"),
        ("saknas noradrenalin?", "Noradrenalin · C01CA03"),
        ("restnoteringar", "Restnoteringar"),
        ("vilka mediciner är restnoterade just nu", "Restnoteringar"),
    ],
)
async def test_a_medicine_is_found_by_what_it_is_called(typed: str, first: str) -> None:
    _, hanna = await asking()
    assert (await hanna.types(typed)).lines[0] == first


async def test_a_misspelt_word_is_read_as_another_and_says_so() -> None:
    _, hanna = await asking()
    await hanna.types("/rest estradiolk")
    assert hanna.lines[:2] == ["Estradiol · G03CA03", "Hittar inte ”estradiolk”. Visar estradiol."]
    await hanna.types("/rest östradiool")
    assert hanna.lines[1] == "Hittar inte ”östradiool”. Visar estradiol."


async def test_a_word_that_is_no_medicine_of_the_file_is_said_beside_what_is_shown() -> None:
    _, hanna = await asking()
    await hanna.types("/rest estradiol nifedipin")
    assert hanna.lines[1] == "Hittar inte ”nifedipin”. Resten av sökningen visas."
    await hanna.types("/rest plåstret 50 mikrogram depotplåster")
    assert "Hittar inte" not in hanna.sees


async def test_a_word_that_names_nothing_is_not_said_to_be_in_stock() -> None:
    _, hanna = await asking()
    await hanna.types("/rest xyzzyqwert")
    assert hanna.lines[0] == (
        "Hittar inte ”xyzzyqwert” bland de läkemedel som nämns i Läkemedelsverkets fil från "
        "20 aug 2026 03:00. Det kan vara felstavat, eller inte restnoterat."
    )


async def test_a_code_of_several_substances_asks_which() -> None:
    _, hanna = await asking()
    await hanna.types("/rest C01CA")
    assert "Vilket läkemedel menar du?" in hanna.sees
    assert (await hanna.taps("Noradrenalin")).lines[0] == "Noradrenalin · C01CA03"


async def test_a_strength_that_nothing_has_is_said() -> None:
    _, hanna = await asking()
    await hanna.types("/rest estradiol 999 mg")
    assert "Styrkan finns inte bland dem som filen nämner. Alla styrkor visas." in hanna.lines


async def test_a_brand_leads_to_all_of_the_substance() -> None:
    _, hanna = await asking()
    await hanna.types("/rest gelen")
    assert "1 förpackning: slut." in hanna.lines
    await hanna.taps("Visa allt av Estradiol som filen nämner")
    assert "7 förpackningar" in hanna.sees


async def test_the_authoritys_text_is_marked_as_theirs() -> None:
    _, hanna = await asking()
    await hanna.types("/rest adrenalin")
    at = hanna.lines.index("– Läkemedelsverket skriver –")
    assert hanna.lines[at + 1] == "Pennan Injektionsvätska: ”Penna finns på licens.”"
    [folded] = [
        part for part in hanna.card.parts if isinstance(part, More) and "skriver" in part.label
    ]
    assert len(folded.parts) == 1


async def test_the_card_is_in_the_order_of_what_matters() -> None:
    rows = [*ROWS[:6], a_row(pack="text", shortage="text", information="Plåster finns på licens.")]
    chat, hanna = await asking(rows=rows)
    signed = an_advice(AdviceState.SIGNED, now=NOW - timedelta(days=1))
    await chat.store.apply([Keep(a_group("anna-a", "bo-b")), Keep(signed)], actor="t", now=NOW)
    await chat.live.refresh()
    await chat.live.medicines_indexed()
    await hanna.types("/rest östradiol")
    wanted = [
        "Estradiol · G03CA03",
        "förpackningar:",
        "Nationell restnotering",
        "Slut:",
        "Väntas ta slut:",
        "Inte restnoterat nu, av det som filen nämner:",
        "Upphör permanent:",
        "Läkemedelsverket (CC BY 4.0)",
        "Ersättningsråd från Kvinnosjukdomar",
        "Gel i motsvarande dos.",
        "Godkänt",
        "Till och med",
        "– Läkemedelsverket skriver –",
        "”Plåster finns på licens.”",
        f"Regionens lista över rekommenderade läkemedel {LIST.address}",
    ]
    places = [hanna.sees.find(words) for words in wanted]
    assert -1 not in places, dict(zip(wanted, places, strict=True))
    assert places == sorted(places)


async def test_the_regions_own_list_stands_after_the_authoritys_words() -> None:
    _, hanna = await asking()
    await hanna.types("/rest adrenalin")
    said = hanna.sees.index("Penna finns på licens.")
    assert f"Regionens lista över rekommenderade läkemedel {LIST.address}" in hanna.sees[said:]


@pytest.mark.parametrize("typed", ["/rest", "/rest estradiol", "/rest C01CA", "/rest xyzzyqwert"])
async def test_every_answer_says_that_the_facts_are_old(typed: str) -> None:
    _, hanna = await asking(NOW + timedelta(days=3))
    await hanna.types(typed)
    old = "Uppgifterna är från 20 aug 2026 03:00 och kan ha ändrats: ingen nyare fil är inläst."
    assert old in hanna.sees


async def test_what_has_changed_leads_to_its_card() -> None:
    chat, hanna = await asking(NOW + timedelta(days=1))
    ended = a_row("2026-08-01", ended="2026-08-20", pack="nu", shortage="1")
    await published(chat, file([ended, *ROWS[1:]], 1))
    await hanna.types("/rest")
    assert "1 åter" in hanna.sees
    assert (await hanna.taps("Estradiol")).lines[0] == "Estradiol · G03CA03"


@pytest.mark.parametrize("typed", ["/rest", "/rest estradiol"])
async def test_without_a_file_nothing_is_said_of_any_medicine(typed: str) -> None:
    chat = await open_chat(now=NOW)
    hanna = await chat.user("hanna-h").types(typed)
    assert "Inga restnoteringar är inlästa" in hanna.sees


async def test_the_real_file_of_a_day() -> None:
    chat = await open_chat(now=datetime(2026, 8, 22, 6, tzinfo=UTC))
    await published(chat, real_file(22))
    await chat.live.medicines_indexed()
    hanna = await chat.user("hanna-h").types("/rest östradiol")
    assert hanna.lines[:2] == [
        "Estradiol · G03CA03",
        "19 förpackningar: 11 slut, 4 inte restnoterade nu, 4 har upphört.",
    ]
    assert any(line.startswith("Sökorden kan också gälla") for line in hanna.lines)
    assert not any("passar" in line or "utbyt" in line for line in hanna.lines)


@pytest.mark.parametrize(
    "sentence",
    [
        "finns det nåt avtal om östradiol",
        "finns det luckor i jouren",
        "finns det lediga konsulttider",
        "är numret slut",
        "vad ska jag göra i stället för att ringa",
        "finns det något alternativ till ortopedjouren",
        "slut på schemat",
        "patienten har slut på östradiol och mår dåligt",
    ],
)
async def test_sentences_for_others_are_left_to_them(sentence: str) -> None:
    _, hanna = await asking()
    await hanna.types(sentence)
    assert "Läkemedelsverket" not in hanna.sees
