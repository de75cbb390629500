"""A specialist group keeps its own list: shown, added to, taken from, by its members alone."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cards import Press
from directory.changes import Keep
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import Chat, User, open_chat
from tests.shortages import ESTRADIOL, a_group, a_row, of_product

COMBINED = of_product("Sekvens  Depotplåster", "G03FB05", "estradiolhemihydrat", "noretisteronacetat", npl="2", atc_name="Noretisteron och östrogen")  # fmt: skip
PENICILLIN = of_product("Kavepen 250 mg Tablett", "J01CE02", "fenoximetylpenicillinkalium", npl="3", atc_name="Fenoximetylpenicillin")  # fmt: skip
WITHOUT_CODE = of_product("Örten 1 mg Tablett", "", "örtextrakt", npl="4")
ROWS = [
    a_row(pack=f"p{number}", shortage=f"s{number}", product=product)
    for number, product in enumerate((ESTRADIOL, COMBINED, PENICILLIN, WITHOUT_CODE))
]


async def groups_meet(*more: MedicineGroup, medicines: tuple[str, ...] = ("G03FA", "tibolon")) -> tuple[Chat, User]:  # fmt: skip
    chat = await open_chat(now=NOW)
    await published(chat, file(ROWS))
    group = a_group("anna-a", "bo-b", medicines=medicines)
    await chat.store.apply([Keep(one) for one in (group, *more)], actor="t", now=NOW)
    await chat.live.refresh()
    await chat.live.medicines_indexed()
    return chat, chat.user("anna-a")


def listed(chat: Chat, id_: str = "kvinnohalsa") -> tuple[str, ...]:
    group = chat.snapshot.of(MEDICINE_GROUPS).get(id_)
    assert group is not None
    return group.medicines


async def test_a_member_sees_the_list_and_what_it_means() -> None:
    _, anna = await groups_meet(medicines=("G03", "fenoximetylpenicillin", "tibolon"))
    await anna.types("/rest lista")
    for words in ("Listan Kvinnosjukdomar · 3 rader", "G03", "2 produkter i filen", "1 produkt i filen", "nämns inte i filen nu"):  # fmt: skip
        assert words in anna.sees
    await anna.taps("G03")
    assert "Plåstret 50 mikrogram" in anna.sees and "Sekvens" in anna.sees


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("g03ca03", "G03CA03"),
        ("G03 CA", "G03CA"),
        ("kavepen", "J01CE02"),
        ("Kavepen 250 mg", "J01CE02"),
        ("penicillin v", "J01CE02"),
        ("A10", "A10"),
    ],
)
@pytest.mark.parametrize("in_form", [False, True])
async def test_what_is_clear_is_put_on_the_list(typed: str, row: str, in_form: bool) -> None:
    chat, anna = await groups_meet()
    if in_form:
        await anna.types("/rest lista")
        await anna.taps("Lägg till läkemedel")
        assert anna.card.form is not None
        press = anna.card.form.press
        anna.card = (await anna.desk.press(anna.visitor, press, {"läkemedel": typed})).card
    else:
        await anna.types(f"/rest lista lägg till {typed}")
    assert listed(chat) == ("G03FA", "tibolon", row)
    assert "står nu på listan" in anna.sees


ASKED = [
    ("östradiol", "östradiol, i alla läkemedel", "östradiol"),
    ("östradiol", "G03CA03 Estradiol", "G03CA03"),
    ("östradiool", "G03CA03 Estradiol", "G03CA03"),
    ("kavepn", "J01CE02 Fenoximetylpenicillin", "J01CE02"),
    ("kavepen nifedipin", "J01CE02 Fenoximetylpenicillin", "J01CE02"),
    ("nifedipin", "Lägg till nifedipin ändå", "nifedipin"),
]


@pytest.mark.parametrize(("typed", "chosen", "row"), ASKED)
async def test_what_is_unclear_is_asked_about_first(typed: str, chosen: str, row: str) -> None:
    chat, anna = await groups_meet()
    await anna.types(f"/rest lista lägg till {typed}")
    assert listed(chat) == ("G03FA", "tibolon")
    await anna.taps(chosen)
    assert listed(chat) == ("G03FA", "tibolon", row)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("G03FA01", "räknas redan med genom G03FA"),
        ("G03FA", "står redan på listan"),
        ("tibolon", "står redan på listan"),
        ("Tibolone", "står redan på listan"),
        ("QN05", "läkemedel för djur"),
        ("B12", "ATC-koden finns inte"),
        ("örten", "har ingen ATC-kod"),
        ("123456", "Skriv en ATC-kod"),
    ],
)
async def test_what_cannot_be_added_is_said_with_why(typed: str, says: str) -> None:
    chat, anna = await groups_meet()
    await anna.types(f"/rest lista lägg till {typed}")
    form = anna.card.form
    wrong = " ".join(one.error for one in form.fields) if form else ""
    assert says in f"{anna.sees} {wrong}"
    assert listed(chat) == ("G03FA", "tibolon")


@pytest.mark.parametrize("typed", ["G03FA", "g03fa"])
async def test_a_row_is_taken_off_by_its_words(typed: str) -> None:
    chat, anna = await groups_meet()
    await anna.types(f"/rest lista ta bort {typed}")
    assert listed(chat) == ("tibolon",)
    await anna.types("/rest lista ta bort tibolon")
    assert "sista raden" in anna.sees
    assert listed(chat) == ("tibolon",)


async def test_a_row_is_taken_off_by_a_tap_and_another_spelling_finds_it() -> None:
    chat, anna = await groups_meet(medicines=("G03FA", "estradiol", "tibolon"))
    await anna.types("/rest lista")
    await anna.taps("G03FA")
    await anna.taps("Ta bort från listan")
    assert listed(chat) == ("estradiol", "tibolon")
    await anna.types("/rest lista ta bort östradiol")
    assert listed(chat) == ("tibolon",)
    await anna.types("/rest lista ta bort kaffe")
    assert "”kaffe” är ingen rad på listan" in anna.sees


async def test_who_changed_it_is_said_and_files_leave_it_alone() -> None:
    chat, anna = await groups_meet()
    assert "ändrad i chatten" not in (await anna.types("/rest lista")).sees
    await anna.types("/rest lista lägg till J01CE02")
    group = chat.snapshot.of(MEDICINE_GROUPS).get("kvinnohalsa")
    assert group is not None and not group.is_from_files
    assert group.made_by == anna.visitor.account
    assert "ändrad i chatten, senast av Anna Asp" in " ".join(anna.sees.split())


async def test_with_several_groups_which_one_is_asked() -> None:
    other = replace(a_group("anna-a", "bo-b", id_="andra"), name="Infektion")
    chat, anna = await groups_meet(other)
    await anna.types("/rest lista lägg till J01CE02")
    await anna.taps("Infektion")
    assert listed(chat, "andra") == ("G03", "J01CE02")
    await anna.types("/rest lista ta bort g03")
    await anna.taps("Infektion")
    assert listed(chat, "andra") == ("J01CE02",)
    assert listed(chat) == ("G03FA", "tibolon")


@pytest.mark.parametrize("typed", ["lista", "lista kvinnosjukdomar", "lista gyn", "listor"])
async def test_everybody_reads_a_list_and_only_members_change_it(typed: str) -> None:
    chat, _ = await groups_meet()
    hanna = await chat.user("hanna-h").types(f"/rest {typed}")
    if "Vilken" in hanna.sees:
        await hanna.taps("Kvinnosjukdomar")
    assert "Listan Kvinnosjukdomar" in hanna.sees
    assert "Lägg till" not in hanna.sees


CHANGES: dict[str, dict[str, str]] = {
    "lista-fråga": {}, "lista-sök": {"läkemedel": "J01CE02"}, "lista-till": {"rad": "J01CE02"},
    "lista-bort": {"rad": "G03FA"},
}  # fmt: skip


@pytest.mark.parametrize("action", CHANGES)
async def test_no_way_leads_others_to_a_change(action: str) -> None:
    chat, _ = await groups_meet()
    hanna = chat.user("hanna-h")
    data: dict[str, Any] = {"grupp": "kvinnohalsa", **CHANGES[action]}
    answered = await hanna.desk.press(hanna.visitor, Press("rest", action=action, data=data), {})
    hanna.card = answered.card
    assert "Bara gruppens medlemmar" in hanna.sees
    for words in ("lägg till J01CE02", "ta bort G03FA"):
        assert "Bara gruppens medlemmar" in (await hanna.types(f"/rest lista {words}")).sees
    assert listed(chat) == ("G03FA", "tibolon")
