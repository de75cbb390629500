"""The sentences of a medicine's card: one, two and many, every state, and no strength misread."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Text
from bot.commands.rest.medicine.card import SECTIONS, section
from bot.commands.rest.medicine.pack_words import state_words
from bot.commands.rest.medicine.rows import product_texts, strength_words
from bot.commands.rest.medicine.summary import summary
from bot.texts import all_of
from directory.grouping import grouped
from directory.shortages.product_name import ProductName
from directory.shortages.row import ShortageRow
from directory.shortages.state import PackSituation, situation, situations
from tests.shortages import ESTRADIOL, a_row, real_reading

DAY = date(2026, 8, 22)
OUT: dict[str, object] = dict(start="2026-08-01")
COMING: dict[str, object] = dict(start="2026-09-01", forecast="2026-10-01")
BACK: dict[str, object] = dict(start="2026-05-01", ended="2026-08-15")
CEASED: dict[str, object] = dict(start="2025-10-21", ceases=True)
CEASING: dict[str, object] = dict(start="2027-01-01", ceases=True)
GONE: dict[str, object] = dict(start="2026-05-01", gone=date(2026, 8, 20))


def packs(*kinds: dict[str, object]) -> list[PackSituation]:
    rows = [a_row(pack=f"p{n}", shortage=f"s{n}", **kind) for n, kind in enumerate(kinds)]  # type: ignore[arg-type]  # what a row is made of
    return list(situations(rows, DAY).values())


SUMMARIES: Sequence[tuple[list[dict[str, object]], str]] = [
    ([OUT], "1 förpackning: slut."),
    ([OUT, OUT], "2 förpackningar: båda slut."),
    ([OUT] * 3, "3 förpackningar: alla slut."),
    ([COMING], "1 förpackning: väntas ta slut."),
    ([COMING] * 2, "2 förpackningar: båda väntas ta slut."),
    ([COMING] * 3, "3 förpackningar: alla väntas ta slut."),
    ([BACK], "1 förpackning: inte restnoterad nu."),
    ([BACK] * 2, "2 förpackningar: ingen av dem restnoterad nu."),
    ([BACK] * 4, "4 förpackningar: ingen av dem restnoterad nu."),
    ([CEASED], "1 förpackning: har upphört."),
    ([CEASED] * 2, "2 förpackningar: båda har upphört."),
    ([CEASED] * 3, "3 förpackningar: alla har upphört."),
    ([CEASING], "1 förpackning: upphör."),
    ([CEASING] * 2, "2 förpackningar: båda upphör."),
    ([CEASING] * 3, "3 förpackningar: alla upphör."),
    ([GONE], "1 förpackning: inte längre listad."),
    ([GONE] * 2, "2 förpackningar: ingen av dem längre listad."),
    ([OUT, BACK], "2 förpackningar: 1 slut, 1 inte restnoterad nu."),
    ([OUT, BACK, BACK], "3 förpackningar: 1 slut, 2 inte restnoterade nu."),
    ([OUT, GONE, GONE], "3 förpackningar: 1 slut, 2 inte längre listade."),
    ([OUT, GONE], "2 förpackningar: 1 slut, 1 inte längre listad."),
    (
        [OUT, OUT, COMING, BACK, CEASED, CEASING, GONE],
        "7 förpackningar: 2 slut, 1 väntas ta slut, 1 inte restnoterad nu, 1 har upphört, "
        "1 upphör, 1 inte längre listad.",
    ),
]


@pytest.mark.parametrize(("kinds", "says"), SUMMARIES)
def test_packs_are_counted_in_swedish(kinds: list[dict[str, object]], says: str) -> None:
    assert summary(packs(*kinds)) == says


STATES: Sequence[tuple[list[ShortageRow], str]] = [
    ([a_row("2026-08-01")], "slut sedan 1 aug 2026, inget datum för åter"),
    ([a_row("")], "slut, inget datum för åter"),
    ([a_row("2026-08-01", "2026-09-05")], "slut sedan 1 aug 2026, väntas åter 5 sep 2026"),
    (
        [a_row("2026-06-01", "2026-08-10")],
        "slut sedan 1 jun 2026, prognosen 10 aug 2026 har passerat, inget nytt datum",
    ),
    ([a_row("2026-09-01")], "väntas ta slut 1 sep 2026, inget datum för åter"),
    ([a_row("2026-09-01", "2026-10-01")], "väntas ta slut 1 sep 2026, väntas åter 1 okt 2026"),
    ([a_row("2025-10-21", "2026-12-24", ceases=True)], "upphörde 21 okt 2025"),
    ([a_row("2027-01-01", ceases=True)], "upphör 1 jan 2027"),
    ([a_row("", ceases=True)], "har upphört"),
    (
        [a_row("2027-01-01", ceases=True), a_row("2026-08-01", shortage="b")],
        "upphör 1 jan 2027, slut redan sedan 1 aug 2026",
    ),
    (
        [a_row("2027-01-01", ceases=True), a_row("2026-09-01", shortage="b")],
        "upphör 1 jan 2027, väntas ta slut redan 1 sep 2026",
    ),
    ([a_row("2025-10-21", ceases=True), a_row("2026-08-01", shortage="b")], "upphörde 21 okt 2025"),
    ([a_row("2026-05-01", ended="2026-08-15")], "åter sedan 15 aug 2026"),
    ([a_row("2026-05-01", gone=date(2026, 8, 20))], "inte längre listad sedan 20 aug 2026"),
]


@pytest.mark.parametrize(("rows", "says"), STATES)
def test_a_pack_is_said_as_what_it_is(rows: list[ShortageRow], says: str) -> None:
    assert state_words(situation(rows, DAY)) == says


NAMES = {
    "Estradot 37,5 mikrogram/24 timmar Depotplåster": ("Estradot", "37,5 mikrogram/24 timmar", "Depotplåster"),
    "Pregabalin 1A Farma 150 mg Kapsel, hård": ("Pregabalin 1A Farma", "150 mg", "Kapsel, hård"),
    "Amoxicillin 2care4 750 mg Filmdragerad tablett": ("Amoxicillin 2care4", "750 mg", "Filmdragerad tablett"),
    "Amorest 28 250 mikrogram/35 mikrogram Tablett": ("Amorest 28", "250 mikrogram/35 mikrogram", "Tablett"),
    "Physioneal 40 Glucose Clear-Flex 13,6 mg/ml Peritonealdialysvätska": ("Physioneal 40 Glucose Clear-Flex", "13,6 mg/ml", "Peritonealdialysvätska"),
    "Aquagen SQ Getinggift 100 000 SQ-E/ml Pulver och vätska": ("Aquagen SQ Getinggift", "100 000 SQ-E/ml", "Pulver och vätska"),
    "Siduro 2,5 % Gel": ("Siduro", "2,5 %", "Gel"),
    "D-Calsor 500 mg/10 mikrogram (400 IE) Filmdragerad tablett": ("D-Calsor", "500 mg/10 mikrogram (400 IE)", "Filmdragerad tablett"),
    "Desolett 28  Tablett": ("Desolett 28", "", "Tablett"),
    "Femasekvens  Tablett": ("Femasekvens", "", "Tablett"),
    "Kaletra (80 mg + 20 mg) /ml Oral lösning": ("Kaletra (80 mg + 20 mg) /ml Oral lösning", "", ""),
    "Havrix 1440 ELISA U/ml Injektionsvätska": ("Havrix 1440 ELISA U/ml Injektionsvätska", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_told_apart_only_where_its_strength_is_sure(name: str) -> None:
    found = ProductName.of(replace(ESTRADIOL, name=name))
    assert (found.brand, found.strength, found.form) == NAMES[name]


@given(st.text(alphabet="ab AB09,.%/+()mgIEµåÅ-", max_size=40))
def test_no_part_of_a_name_is_lost_or_moved(name: str) -> None:
    found = ProductName.of(replace(ESTRADIOL, name=name))
    assert f"{found.brand} {found.strength} {found.form}".split() == name.split()


@pytest.mark.parametrize(
    ("strengths", "says"),
    [
        (["25 mg"], "25 mg"),
        (["25 mg", "50 mg"], "25 och 50 mg"),
        (["25 mg", "50 mg", "100 mg"], "25, 50 och 100 mg"),
        (["0,5 mg", "1 mg"], "0,5 mg och 1 mg"),
        (["500 mg", "1 g"], "500 mg och 1 g"),
        (["10 000 E", "100 000 E"], "10 000 E och 100 000 E"),
        (["5 mg/10 mg", "10 mg/10 mg"], "5 mg/10 mg och 10 mg/10 mg"),
        (["75 mikrogram/24 timmar", "100 mikrogram/24 timmar"], "75 och 100 mikrogram/24 timmar"),
        (["5 mikrogram/24 timmar", "5 mikrogram/72 timmar"], "5 mikrogram/24 timmar och 5 mikrogram/72 timmar"),
    ],
)  # fmt: skip
def test_strengths_share_a_unit_only_where_nothing_can_be_misread(
    strengths: list[str], says: str
) -> None:
    assert strength_words(strengths) == says


def test_strengths_that_are_alike_are_one_line_and_others_are_not() -> None:
    def row(strength: str, size: str, start: str, n: int) -> ShortageRow:
        product = replace(ESTRADIOL, npl_id=f"n{n}", name=f"Burken {strength} Tablett")
        made = a_row(start, "2026-10-01", pack=f"p{n}", shortage=f"s{n}", product=product)
        return replace(made, pack=replace(made.pack, description=size))

    rows = [
        row("100 mg", "Burk, 30 tabletter", "2026-08-01", 1),
        row("25 mg", "Burk, 30 tabletter", "2026-08-01", 2),
        row("25 mg", "Burk, 100 tabletter", "2026-08-02", 3),
        row("50 mg", "Burk, 100 tabletter", "2026-08-01", 4),
    ]
    [text] = product_texts(situations(rows, DAY).values())
    assert text.label == "Burken Tablett"
    assert text.words.splitlines() == [
        "25 och 100 mg (Burk, 30 tabletter); 50 mg (Burk, 100 tabletter): slut sedan 1 aug 2026, "
        "väntas åter 1 okt 2026.",
        "25 mg (Burk, 100 tabletter): slut sedan 2 aug 2026, väntas åter 1 okt 2026.",
    ]


def test_all_packs_of_a_real_day_are_said_once_and_no_strength_is_lost() -> None:
    rows = [row for row in real_reading(22).rows if not row.product.is_veterinary]
    found = situations(rows, date(2026, 8, 22))
    said = product_texts(found.values())
    names = {pack.product.name for pack in found.values()}
    assert len(said) < len(names) * 0.75
    words = " ".join(f"{text.label} {text.words}" for text in said)
    parts = [ProductName.of(pack.product) for pack in found.values()]
    assert [one for one in parts if one.brand not in words] == []
    numbers = {number for one in parts for number in re.findall(r"\d[\d,.]*", one.strength)}
    assert numbers - set(re.findall(r"\d[\d,.]*\d|\d", words)) == set()


@pytest.mark.parametrize(
    ("words", "says"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")],
)
def test_words_are_listed(words: list[str], says: str) -> None:
    assert all_of(words) == says


_WRONG = re.compile(
    r"\b1 (?:förpackningar|produkter)\b|upphör sedan|1 inte \w+de\b|\(\)| : |\.\.|None"
)


def test_the_cards_of_all_substances_of_a_real_day_read_well() -> None:
    """No wrong plural, nothing empty, no line said twice, and few lines before what is folded."""
    rows = [row for row in real_reading(22).rows if not row.product.is_veterinary]
    of_code = grouped(situations(rows, date(2026, 8, 22)).values(), lambda one: one.product.atc)
    for code, every in of_code.items():
        texts = product_texts(every)
        lines = [line for text in texts for line in (text.words.splitlines())]
        assert [one for one in (summary(every), *lines) if _WRONG.search(one)] == [], code
        assert len({(text.label, text.words) for text in texts}) == len(texts), code
        shown = [part for heading, states, most in SECTIONS for part in section(heading, [one for one in every if one.state in states], most)]  # fmt: skip
        unfolded = [part for part in shown if isinstance(part, Text)]
        assert len(unfolded) <= sum(most for _, _, most in SECTIONS), code
        assert sum(len(part.words) for part in unfolded) < 4000, code
