"""/bevaka rest: a code, a substance or a product; what is unclear is asked about."""

from dataclasses import replace

import pytest

from directory.changes import Forget, Keep
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace
from directory.shortages.groups.group import MedicineGroup
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import Chat, open_chat
from tests.shortages import a_group, a_row, of_product

ROWS = [
    a_row(pack="1"),
    a_row(pack="2", product=of_product("Tvålag 1 mg Tablett", "G03FA01", "estradiolhemihydrat", "noretisteronacetat", npl="2", atc_name="Noretisteron och östrogen")),
    a_row(pack="3", product=of_product("Metapen 10 mg Injektion", "L04AX03", "metotrexatdinatrium", npl="3", atc_name="Metotrexat")),
]  # fmt: skip


GROUPS = [
    a_group(medicines=["G03"]),
    replace(a_group("cilla-c", "bo-b", medicines=["C01", "adrenalin"], id_="hjarta"), name="Hjärta och kärl", specialties=frozenset({"kardiologi"})),
    replace(a_group("cilla-c", "bo-b", medicines=["N06BA"], id_="barn"), name="Unga", specialties=frozenset({"barn-och-ungdomsmedicin"})),
]  # fmt: skip


@pytest.fixture
async def chat() -> Chat:
    chat = await open_chat(now=NOW)
    await chat.store.apply([Keep(one) for one in GROUPS], actor="test", now=NOW)
    await published(chat, file(ROWS))
    await chat.live.medicines_indexed()
    return chat


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("rest G03", "atc:G03"),
        ("rest n02be01", "atc:N02BE01"),
        ("rest östradiol", "substans:östradiol"),
        ("rest estradiol", "substans:estradiol"),
        ("restnoteringar metotrexat", "substans:metotrexat"),
        ("rest Metapen", "läkemedel:metapen"),
        ("rest för metotrexat", "substans:metotrexat"),
        ("metotrexat", "substans:metotrexat"),
        ("Metapen", "läkemedel:metapen"),
        ("G03CA", "atc:G03CA"),
        ("rest kvinnosjukdomar", "lista:kvinnohalsa"),
        ("restnoteringar för kvinnosjukdomar", "lista:kvinnohalsa"),
        ("rest listan kvinnosjukdomar", "lista:kvinnohalsa"),
        ("rest gyn", "lista:kvinnohalsa"),
        ("rest Obstetrik och gynekologi", "lista:kvinnohalsa"),
        ("rest kvinnokliniken", "lista:kvinnohalsa"),
        ("rest kardiologi", "lista:hjarta"),
        ("rest HJARTA OCH KARL", "lista:hjarta"),
    ],
)
async def test_what_is_meant_is_followed_once_a_day(chat: Chat, typed: str, target: str) -> None:
    user = await chat.user("hanna-h").types(f"/bevaka {typed}")
    assert "en gång om dagen kl 7:30" in user.sees
    [one] = chat.snapshot.of(FOLLOWING).of("hanna-h")
    assert (one.target, one.pace, one.hour) == (target, Pace.DAILY, 7)


@pytest.mark.parametrize("typed", ["rest metotrexta", "rest metapne", "rest"])
async def test_what_is_misspelt_or_missing_is_asked_about(chat: Chat, typed: str) -> None:
    user = await chat.user("hanna-h").types(f"/bevaka {typed}")
    assert not chat.snapshot.of(FOLLOWING).of("hanna-h"), user.sees


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kvinnosjukdommar", "listan Kvinnosjukdomar"),
        ("kvinno", "listan Kvinnosjukdomar"),
        ("hjärta", "listan Hjärta och kärl"),
        ("kardologi", "listan Hjärta och kärl"),
        ("barnkardiologi", "listan Unga"),
        ("p-piller", "listan Kvinnosjukdomar"),
    ],
)
async def test_a_list_that_is_near_is_offered(chat: Chat, typed: str, offered: str) -> None:
    user = await chat.user("hanna-h").types(f"/bevaka rest {typed}")
    assert "Menade du" in user.sees
    assert not chat.snapshot.of(FOLLOWING).of("hanna-h")
    await user.taps(f"Restnoteringar: {offered}")
    assert f"Restnoteringar: {offered}: en gång om dagen kl 7:30." in user.sees


@pytest.mark.parametrize(
    ("typed", "target"),
    [("sumatriptan", "namn:sumatriptan"), ("Femseven", "namn:femseven")],
)
async def test_what_no_file_has_named_is_followed_where_it_is_rightly_spelt(
    chat: Chat, typed: str, target: str
) -> None:
    user = await chat.user("hanna-h").types(f"/bevaka rest {typed} dagligen 9")
    assert "Det kan vara felstavat, eller aldrig restnoterat." in user.sees
    assert not hours(chat)
    await user.taps(f"Restnoteringar: {typed.lower()}")
    assert hours(chat) == {target: (Pace.DAILY, 9)}


async def test_an_everyday_word_for_a_group_is_offered_as_its_code(chat: Chat) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest antibiotika")
    assert not hours(chat)
    await user.taps("Restnoteringar: J01 (antibiotika)")
    assert hours(chat) == {"atc:J01": (Pace.DAILY, 7)}
    await user.types("/bevaka rest p-piller")
    assert "G03A (p-piller)" in user.sees
    assert "listan Kvinnosjukdomar" in user.sees


async def test_the_lists_are_choices_where_nothing_is_named(chat: Chat) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest")
    assert "Listor som specialistgrupper sköter" in user.sees
    await user.taps("Restnoteringar: listan Hjärta och kärl")
    [one] = chat.snapshot.of(FOLLOWING).of("hanna-h")
    assert (one.target, one.pace) == ("lista:hjarta", Pace.DAILY)
    await user.types("/bevaka")
    assert "Restnoteringar: listan Hjärta och kärl – en gång om dagen kl 7:30" in user.sees


async def test_a_list_that_is_gone_can_be_taken_away(chat: Chat) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest gyn")
    await chat.store.apply([Forget(MedicineGroup, "kvinnohalsa")], actor="test", now=NOW)
    await chat.passes(NOW)
    await user.types("/bevaka")
    assert "listan kvinnohalsa (finns inte längre)" in user.sees
    await user.taps("Ta bort")
    assert not chat.snapshot.of(FOLLOWING).of("hanna-h")


async def test_there_is_no_at_once_and_another_hour_keeps_since_when_it_is_followed(
    chat: Chat,
) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest G03 direkt")
    assert "en gång om dagen kl 7:30" in user.sees
    [first] = chat.snapshot.of(FOLLOWING).of("hanna-h")
    await chat.passes(NOW.replace(hour=9))
    user = await chat.user("hanna-h").types("/bevaka rest G03 dagligen 9")
    assert "en gång om dagen kl 9:30" in user.sees
    [second] = chat.snapshot.of(FOLLOWING).of("hanna-h")
    assert (second.made, second.hour) == (first.made, 9)


async def test_what_no_file_names_is_said(chat: Chat) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest abrakadabra")
    assert "Läkemedelsverkets fil" in user.sees


def hours(chat: Chat, who: str = "hanna-h") -> dict[str, tuple[Pace, int]]:
    own = chat.snapshot.of(FOLLOWING).of(who)
    return {one.target: (one.pace, one.hour) for one in own}


async def test_an_hour_holds_for_all_that_is_followed_and_that_is_said(chat: Chat) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest östradiol")
    await user.types("/bevaka rest gyn dagligen 9")
    assert "kl 9:30. Klockslaget gäller alla dina bevakningar av samma slag" in user.sees
    assert hours(chat) == {"substans:östradiol": (Pace.DAILY, 9), "lista:kvinnohalsa": (Pace.DAILY, 9)}  # fmt: skip
    await user.types("/bevaka rest metotrexat")
    assert "kl 9:30." in user.sees
    assert "Klockslaget" not in user.sees
    assert set(hours(chat).values()) == {(Pace.DAILY, 9)}
    await user.types("/bevaka rest östradiol dagligen")
    assert set(hours(chat).values()) == {(Pace.DAILY, 9)}
    await user.types("/bevaka rest östradiol dagligen 18:00")
    assert set(hours(chat).values()) == {(Pace.DAILY, 18)}
    await user.taps("Ångra")
    assert set(hours(chat).values()) == {(Pace.DAILY, 9)}


async def test_undoing_a_new_one_gives_the_others_their_hour_back(chat: Chat) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest östradiol dagligen 8")
    await user.types("/bevaka rest gyn dagligen 20")
    await user.taps("Ångra")
    assert hours(chat) == {"substans:östradiol": (Pace.DAILY, 8)}


async def test_what_means_the_same_is_followed_once(chat: Chat) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest östradiol")
    await user.types("/bevaka rest estradiol")
    assert "Du bevakar redan detta. Restnoteringar: östradiol" in user.sees
    await user.types("/bevaka rest östradiol av")
    await user.types("/bevaka rest estradiol")
    assert hours(chat) == {"substans:östradiol": (Pace.DAILY, 7)}


@pytest.mark.parametrize(
    "typed",
    ["/bevaka rest av", "/bevaka restnoteringar av", "/bevaka bort rest", "sluta bevaka restnoteringar",
     "sluta bevaka alla restnoteringar", "stäng av restnoteringar", "avsluta bevakningen av restnoteringar"],
)  # fmt: skip
async def test_all_of_it_is_ended_after_asking(chat: Chat, typed: str) -> None:
    user = await chat.user("hanna-h").types("/bevaka rest östradiol")
    await user.types("/bevaka rest gyn")
    await user.types("/bevaka kardiologi")
    await user.types(typed)
    assert "Sluta bevaka allt det här?" in user.sees
    assert "Restnoteringar: listan Kvinnosjukdomar" in user.sees
    assert len(chat.snapshot.of(FOLLOWING).of("hanna-h")) == 3
    await user.taps("Sluta bevaka alla 2")
    assert "Du bevakar inte längre" in user.sees
    assert hours(chat) == {"": (Pace.OFF, 7), "kardiologi": (Pace.AT_ONCE, 7)}
    await user.types(typed)
    assert "Du bevakar inget av det slaget." in user.sees
    await user.types("/bevaka rest gyn")
    assert hours(chat)["lista:kvinnohalsa"] == (Pace.DAILY, 7)


@pytest.mark.parametrize(
    ("typed", "sees"),
    [
        ("restnoteringar metotrexat", "Metapen"),
        ("säg till när estradiol är tillbaka", "Restnoteringar: estradiol: en gång om dagen"),
        ("kan du meddela mig när metapen kommer åter", "Restnoteringar: metapen: en gång om dagen"),
        ("säg till om estradiol blir restnoterad", "Restnoteringar: estradiol: en gång om dagen"),
        ("säg till när estradiol finns att få tag på igen", "Restnoteringar: estradiol: en gång"),
        ("säg till när estradoil är tillbaka", "Menade du"),
        ("bevaka estradiol", "Restnoteringar: estradiol: en gång om dagen"),
        ("håll koll på metotrexat", "Restnoteringar: metotrexat: en gång om dagen"),
        ("bevaka restnoteringar för estradiol", "Restnoteringar: estradiol: en gång om dagen"),
        ("bevaka restnoteringar för p-piller", "Menade du"),
        ("bevaka restnoteringar för abrakadabra", "Jag hittar inget läkemedel för ”abrakadabra”"),
    ],
)
async def test_sentences_are_understood_or_asked_about(chat: Chat, typed: str, sees: str) -> None:
    user = await chat.user("hanna-h").types(typed)
    assert sees in user.sees


async def test_what_is_no_medicine_is_no_shortage(chat: Chat) -> None:
    user = await chat.user("hanna-h").types("säg till när Bo är tillbaka")
    assert "Restnotering" not in user.sees
    assert not chat.snapshot.of(FOLLOWING).of("hanna-h")
