"""Patient identities are found however they are written; telephone numbers are left alone.

All identities are invented: Tolvan Tolvansson, 121212-1212, or made by hypothesis.
"""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from bot.privacy import REFUSAL
from directory.catalogue.identities import Identity, find_identity


@pytest.mark.parametrize(
    "written",
    [
        "121212-1212",
        "121212+1212",
        "1212121212",
        "121212 1212",
        "12 12 12 12 12",
        "12 12 12-1212",
        "121212-12 12",
        "19121212-1212",
        "191212121212",
        "19121212 1212",
        "1912-12-12-1212",
        "1912-12-12 1212",
        "1912 12 12 1212",
        "1912 1212 1212",
        "19 121212-1212",
        "19 12 12 12 12 12",
        "121212.1212",
        "121212/1212",
        "121212 - 1212",
        "121212--1212",
        "121212–1212",
        "121212—1212",
        "121212−1212",
        "121212‑1212",
        "121212\N{FULLWIDTH HYPHEN-MINUS}1212",
        "121212\N{NO-BREAK SPACE}1212",
        "121212\n1212",
        "12\N{ZERO WIDTH SPACE}1212-\N{WORD JOINER}1212",
        "121212\N{SOFT HYPHEN}1212",
        "１２１２１２-１２１２",
        "١٢١٢١٢-١٢١٢",
        "1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}21212-1212",
        "1212\x0012-1212",
        "pnr121212-1212",
        "121212-1212²",
        "<b>121212-1212</b>",
    ],
)
def test_a_personal_number_is_found_in_every_shape(written: str) -> None:
    assert find_identity(f"Pat {written}, feber") is Identity.PERSONAL


@pytest.mark.parametrize(
    "written",
    [
        "121212-1213",
        "121212+1213",
        "19121212-1213",
        "191212121213",
        "201212121213",
        "19121212 1213",
        "1912-12-12 1213",
        "20121212 9876",
        "19121212 1430",
    ],
)
def test_a_mistyped_check_digit_hides_nobody(written: str) -> None:
    assert find_identity(written) is Identity.PERSONAL


@pytest.mark.parametrize(
    "written", ["121272-1219", "19121272-1219", "191212721219", "1212721219", "20121260-1234"]
)
def test_a_coordination_number_has_sixty_more_days(written: str) -> None:
    assert find_identity(written) is Identity.COORDINATION


@pytest.mark.parametrize(
    "written",
    [
        "121212-A123",
        "19121212-TF12",
        "19121212TF12",
        "19121212 TF12",
        "19121212-tf12",
        "22121212-TFR2",
        "00122045-TF12",  # date of birth unknown
        "19121212-M061",
        "19121212-12M3",
        "19121212-123R",
        "19121212123R",
        "191212DA0B",
        "19121212–TF12",
        "992012123456",
        "99201212-3456",
        "191212321234",
        "19121259-1234",
    ],
)
def test_reserve_numbers_of_the_nation_and_of_the_regions_are_found(written: str) -> None:
    assert find_identity(f"Reservnummer {written}.") is Identity.RESERVE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pat född 2026-03-29",
        "24/12 08:00",
        "2026-03-29 08:00–16:30",
        "29/3 16.00-07.30, v.13",
        "260329",
        "20260329T080000Z",
        "20260329 0800",
        "2026-03-29 0730–1600",
        "I48.9, J45.1B, C61",
        "PSA 4,5 > 12,7 µg/l, eGFR 58",
        "Hb 121 CRP 12 LPK 12,1",
        "SE2321000016-1A2B",
        "SE2321000016-121A",
        "https://intranet.example/f19121212ab12cd",
        "232100-0016",
        "2321000016",
        "HSLF-FS 2021:8",
        "20121212100012",  # product ids have fourteen digits
        "1212121212345",
        "1234567890",
        "121312-1212",
        "120230-1212",
        "121232-1212",
        "1212121213",  # ten bare digits, wrong check digit
        "121212 1213",
        "1912121212123",
        "0121212-1212",
        "121212-12123",
        "171212121212",
        "19121212-jour",
        "121212 A123",
        "0301-12 12 12",
        "+46 70 121 21 21",
        "08-12 12 12 12",
        "åäö " * 20,
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert find_identity(text) is None


# What the bot knows, and telephone numbers


def test_bare_digits_that_the_bot_knows_are_no_identity() -> None:
    text = "Varunummer 1212121212"
    assert find_identity(text) is Identity.PERSONAL
    assert find_identity(text, known={"1212121212"}.__contains__) is None


def test_a_known_number_does_not_excuse_the_next_one() -> None:
    text = "Varunummer 1212121212 till 191212121212"
    assert find_identity(text, known={"1212121212"}.__contains__) is Identity.PERSONAL


def test_digits_with_a_hyphen_are_an_identity_whatever_the_bot_knows() -> None:
    asked: list[str] = []

    def knows_everything(digits: str) -> bool:
        asked.append(digits)
        return True

    assert find_identity("121212-1212 19121212-TF12", knows_everything) is Identity.PERSONAL
    assert not asked
    assert find_identity("121212 1212, 201212121212", knows_everything) is None
    assert asked == ["201212121212", "1212121212"]


def grouped(digits: str, *sizes: int) -> str:
    """`digits` with spaces, in groups of `sizes`."""
    rest = iter(digits)
    return " ".join("".join(next(rest) for _ in range(size)) for size in sizes)


def fictional(area: str, first: int, last: int, *sizes: int) -> list[tuple[str, str]]:
    return [(area, grouped(str(number), *sizes)) for number in range(first, last + 1)]


FICTION = [
    *fictional("08", 46500400, 46500499, 3, 3, 2),
    *fictional("031", 3900600, 3900699, 3, 2, 2),
    *fictional("040", 6280400, 6280499, 3, 2, 2),
    *fictional("0980", 319200, 319299, 3, 3),
    *fictional("070", 1740605, 1740699, 3, 2, 2),
]
PHONE_SHAPES: list[Callable[[str, str], str]] = [
    lambda area, local: f"{area}-{local}",
    lambda area, local: f"{area} {local}",
    lambda area, local: f"{area}–{local}",
    lambda area, local: f"{area}/{local}",
    lambda area, local: f"({area}) {local}",
    lambda area, local: f"{area}-{local.replace(' ', '')}",
    lambda area, local: f"{area}{local.replace(' ', '')}",
    lambda area, local: f"{area} {local.replace(' ', '')}",
    lambda area, local: f"{area}.{local.replace(' ', '.')}",
    lambda area, local: f"+46{area[1:]}{local.replace(' ', '')}",
    lambda area, local: f"+46 {area[1:]} {local}",
    lambda area, local: f"+46 {area[1:]}-{local}",
    lambda area, local: f"+46 (0){area[1:]}-{local}",
    lambda area, local: f"+46 (0){area[1:]}{local.replace(' ', '')}",
    lambda area, local: f"+46-{area[1:]}-{local.replace(' ', '-')}",
    lambda area, local: f"0046{area[1:]}{local.replace(' ', '')}",
    lambda area, local: f"0046 {area[1:]} {local}",
    lambda area, local: f"{area}-{local} ankn 1212",
]


@pytest.mark.parametrize("shape", PHONE_SHAPES)
def test_no_telephone_number_of_fiction_is_an_identity(shape: Callable[[str, str], str]) -> None:
    found = [shape(*number) for number in FICTION if find_identity(f"Ring {shape(*number)}.")]
    assert found == []
    assert find_identity(", ".join(shape(*number) for number in FICTION)) is None


# Every identity in every shape

SHAPES: list[Callable[[str, str], str]] = [
    lambda day, serial: f"{day[2:]}-{serial}",
    lambda day, serial: f"{day[2:]}+{serial}",
    lambda day, serial: f"{day[2:]}–{serial}",
    lambda day, serial: f"{day[2:]} - {serial}",
    lambda day, serial: f"{day[2:]}{serial}",
    lambda day, serial: f"{day[2:]} {serial}",
    lambda day, serial: f"{day[2:]}\N{NO-BREAK SPACE}{serial}",
    lambda day, serial: f"{grouped(day[2:] + serial, 2, 2, 2, 2, 2)}",
    lambda day, serial: f"{day}-{serial}",
    lambda day, serial: f"{day} {serial}",
    lambda day, serial: f"{day}{serial}",
    lambda day, serial: f"{grouped(day, 4, 2, 2)} {serial}",
    lambda day, serial: f"{grouped(day, 4, 2, 2).replace(' ', '-')}-{serial}",
    lambda day, serial: f"{grouped(day + serial, 2, 2, 2, 2, 2, 2)}",
    lambda day, serial: f"{grouped(day + serial, 4, 4, 4)}",
    lambda day, serial: "\N{ZERO WIDTH SPACE}".join(f"{day}-{serial}"),
    lambda day, serial: f"{day}-{serial}".translate({48 + n: 0xFF10 + n for n in range(10)}),
]
SWEDISH = st.lists(
    st.sampled_from(
        [
            "Pat",
            "med",
            "bröstsmärta,",
            "sedan",
            "3",
            "dagar;",
            "PSA",
            "4,5",
            "I48.9",
            "(åter)",
            "/remiss",
        ]
    ),
    max_size=6,
).map(" ".join)


def with_check_digit(day: str, serial: int) -> str:
    digits = f"{serial:03}"
    return digits + luhn.calc_check_digit(day[2:] + digits)


@settings(max_examples=200, deadline=None)
@given(
    born=st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    serial=st.integers(1, 999),
    coordination=st.booleans(),
    before=SWEDISH,
    after=SWEDISH,
)
def test_every_identity_is_found_in_every_shape(
    born: date, serial: int, coordination: bool, before: str, after: str
) -> None:
    day = f"{born:%Y%m}{born.day + 60 * coordination:02}"
    last_four = with_check_digit(day, serial)
    assume(not (day[2:] + last_four).startswith(("04062804", "07017406")))
    kind = Identity.COORDINATION if coordination else Identity.PERSONAL
    for shape in SHAPES:
        assert find_identity(f"{before} {shape(day, last_four)} {after}"), shape(day, last_four)
    assert find_identity(f"{day}-{last_four}") is kind
    assert find_identity(f"{day[2:]}{last_four}") is kind


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Nd"]), max_size=80))
def test_text_without_digits_holds_no_identity(text: str) -> None:
    assert find_identity(text) is None


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0129- +.AT\N{ZERO WIDTH SPACE}８", max_size=60))
def test_no_text_is_too_odd_to_be_looked_through(text: str) -> None:
    find_identity(text)


@pytest.mark.parametrize(
    "piece",
    ["1", "12 ", "121212-", "19", "1912-12-12 ", "121212 121", "a1", " ", "\N{ZERO WIDTH SPACE}1"],
)
def test_a_long_hostile_text_is_looked_through_to_its_end(piece: str) -> None:
    length = 200_000 // len(piece)
    assert find_identity(piece * length + " x 121212-1212") is not None


# What is said about it


def test_the_refusal_is_plain_swedish() -> None:
    assert "personnummer" in REFUSAL
    assert "inte sparats" in REFUSAL
    assert "!" not in REFUSAL
    assert find_identity(REFUSAL) is None


def test_what_is_returned_never_holds_the_digits() -> None:
    found = find_identity("121212-1212")
    assert found is not None
    assert not re.search(r"\d", f"{found} {found!r}")
