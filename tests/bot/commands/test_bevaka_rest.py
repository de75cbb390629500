"""/bevaka rest: a code, a substance or a product; what is unclear is asked about."""

import pytest

from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import Chat, open_chat
from tests.shortages import a_row, of_product

ROWS = [
    a_row(pack="1"),
    a_row(pack="2", product=of_product("Tvålag 1 mg Tablett", "G03FA01", "estradiolhemihydrat", "noretisteronacetat", npl="2", atc_name="Noretisteron och östrogen")),
    a_row(pack="3", product=of_product("Metapen 10 mg Injektion", "L04AX03", "metotrexatdinatrium", npl="3", atc_name="Metotrexat")),
]  # fmt: skip


@pytest.fixture
async def chat() -> Chat:
    chat = await open_chat(now=NOW)
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
