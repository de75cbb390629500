"""What is written between the digits hides no identity; what merely looks like one is let through.

All identities are invented: Tolvan Tolvansson, 121212-1212, or made by a seeded generator.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from stdnum import luhn

from directory.catalogue.identities import Identity, find_identity

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    "written",
    [
        "(121212)1212",
        "(121212) 1212",
        "121212(1212)",
        "121212-(1212)",
        "121212 - (1212)",
        "(121212)-(1212)",
        "[121212-1212]",
        "[121212] [1212]",
        "121212:1212",
        "121212: 1212",
        "121212&1212",
        "121212 & 1212",
        "121212&#45;1212",
        "121212&ndash;1212",
        "121212&nbsp;1212",
        "121212&shy;-1212",
        "121212-\n1212",
        "121212\n-1212",
        "121212 -\r\n  1212",
        "121212\r\n1212",
        "121212\t1212",
        "12.12.12.1212",
        "12.12.12-1212",
        "12/12/12/1212",
        "12/12/12-1212",
        "121212·1212",
        "121212|1212",
        "121212 | 1212",
        "121212=1212",
        "121212*1212",
        "121212\N{NON-BREAKING HYPHEN}1212",
        "121212\N{HYPHEN}1212",
        "121212\N{FIGURE DASH}1212",
        "121212\N{HORIZONTAL BAR}1212",
        "121212\N{SMALL HYPHEN-MINUS}1212",
        "121212\N{HYPHEN BULLET}1212",
        "121212\N{SUPERSCRIPT MINUS}1212",
        "121212\N{BOX DRAWINGS LIGHT HORIZONTAL}1212",
        "121212\N{NARROW NO-BREAK SPACE}1212",
        "１２１２１２１２１２",
        "１２１２１２（１２１２）",
        "１２１２１２：１２１２",
        "121212+1212",
        "19121212:1212",
        "(19121212)1212",
        "1912.12.12.1212",
        "1912/12/12/1212",
        "19121212&1212",
        "19121212\n1212",
        "1 2 1 2 1 2 - 1 2 1 2",
        "1 2 1 2 1 2 1 2 1 2",
        "121 212 1212",
        "1212 1212 12",
        "1212\n12-1212",
        "121212-1 212",
        "1912121\n21212",
        "1912-1212-1212",
        "<td>121212</td>-1212".replace("</td>", ""),
    ],
)
def test_what_stands_between_the_digits_hides_nobody(written: str) -> None:
    assert find_identity(f"Pat {written}, feber", today=TODAY) is Identity.PERSONAL


@pytest.mark.parametrize(
    "written",
    [
        "19121212-tf12",
        "19121212tf12",
        "19121212 tf12",
        "19121212 Tf12",
        "19121212/TF12",
        "19121212:tf12",
        "19121212 - tf12",
        "19121212 (tf12)",
        "19121212\N{NON-BREAKING HYPHEN}tf12",
        "１９１２１２１２-ｔｆ１２",
        "121212-a123",
        "121212-k12b",
        "19121212-12m3",
        "00122045-tf12",
        "22121212-tfr2",
        "99201212-3456",
        "19121259-1234",
    ],
)
def test_a_reserve_number_is_found_in_small_letters_and_with_any_mark(written: str) -> None:
    assert find_identity(f"Reservnummer {written}.", today=TODAY) is Identity.RESERVE


@pytest.mark.parametrize("join", ["-", "", " ", ":", "&", " & ", "(", ") ", "\n", ".", "/", "‑"])
@pytest.mark.parametrize("day", ["121272", "19121272"])
def test_a_coordination_number_is_found_with_any_mark(day: str, join: str) -> None:
    assert find_identity(f"{day}{join}1219", today=TODAY) is Identity.COORDINATION


@pytest.mark.parametrize(
    "text",
    [
        "20270115-1430",
        "2027-01-15 1430",
        "2027-01-15-1430",
        "20261224 sal3",
        "20261224 A123",
        "20261224-1227",
        "20261101-1130",
        "Jour 261101-1231",
        "20261123–1129",
        "20261109-1206",
        "20251201-0131",
        "20261105-1120",  # a wrong check digit
        "261224-1227",
        "261228-0103",
        "2026-12-01-2026-12-31",
        "2026-12-01 – 2026-12-31",
        "2026-11-01 – 2026-11-28",
        "2026.11.01-2026.11.28",
        "2026/11/01–2026/11/28",
        "20261101-20261128",
        "261101-261128",
        "20261101 0800-1600",
        "20261101 0800 – 16:00",
        "261101 0730-1600",
        "20261101-0800-1600",
        "20261101: 0800-1600",
        "20261101-0001",
        "12121-21212",
        "201201 - 201231",
        "+46 980 121 21 21",
        "3 1212 12 1212",
        "202611010001",
        "20261101 sal3",
        "20261101 kl07",
        "Fakturanummer 850101-1233",
        "Art.nr 850101-1233",
        "Ring 0701231003",
        "0980-121212\n0980-121213",
        "SE2321000016-850A",
        "(0980) 121212, (0980) 121213",
    ],
)
def test_what_is_nobody_is_let_through(text: str) -> None:
    assert find_identity(text, today=TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "Fakturanummer 121212-1212",
        "Ring 121212-1212",
        "Ring 1212121212",
        "20261101-2384",  # a child of four weeks
        "261224-2387",  # somebody of ninety-nine
        "261129-1126",  # born today
        "121212-1212 0800-1600",
        "121212-1212, 2026-12-01 – 2026-12-31",
    ],
)
def test_somebody_is_found_beside_what_is_nobody(text: str) -> None:
    assert find_identity(text, today=TODAY) is Identity.PERSONAL


# False alarms

OFTEN = 10_000
MOST = OFTEN // 1_000


def _day(random: Random) -> date:
    return TODAY + timedelta(days=random.randrange(-365, 730))


def _days(random: Random) -> str:
    first = _day(random)
    last = first + timedelta(days=random.randrange(1, 60))
    shapes = [
        f"{first}–{last}",
        f"{first} - {last}",
        f"{first} till {last}",
        f"{first:%Y%m%d}-{last:%Y%m%d}",
        f"{first:%y%m%d}-{last:%y%m%d}",
        f"{first:%y%m%d} – {last:%y%m%d}",
        f"{first:%Y.%m.%d}-{last:%Y.%m.%d}",
        f"{first.day}/{first.month}–{last.day}/{last.month} {first.year}",
    ]
    return random.choice(shapes)


def _to_come(random: Random) -> str:
    day = TODAY + timedelta(days=random.randrange(1, 3_000))
    clock = f"{random.randrange(24):02}{random.randrange(60):02}"
    shapes = [f"{day}", f"{day:%Y%m%d}", f"{day} {clock}", f"{day:%Y%m%d}-{clock}", f"{day:%y%m%d}"]
    return random.choice(shapes)


def _weeks_and_months(random: Random) -> str:
    """Such as have begun, or are over."""
    first = TODAY - timedelta(days=random.randrange(1, 360))
    first = random.choice([first.replace(day=1), first - timedelta(days=first.weekday())])
    last = first + timedelta(days=random.randrange(1, 60))
    month = last.replace(day=1) - timedelta(days=1)
    last = random.choice([last + timedelta(days=6 - last.weekday()), month])
    if last <= first:
        last = first + timedelta(days=6 + 7 * random.randrange(1, 4) - first.weekday())
    return random.choice([f"{first:%Y%m%d}-{last:%m%d}", f"{first:%y%m%d}–{last:%m%d}"])


def _compact_days_to_come(random: Random) -> str:
    first = TODAY + timedelta(days=random.randrange(1, 700))
    last = first + timedelta(days=random.randrange(1, 60))
    return random.choice([f"{first:%Y%m%d}-{last:%m%d}", f"{first:%y%m%d}-{last:%m%d}"])


def _times(random: Random) -> str:
    day = _day(random)
    first, last = (f"{random.randrange(24):02}{random.randrange(60):02}" for _ in range(2))
    shapes = [
        f"{first}-{last}",
        f"{day} {first}–{last}",
        f"{day:%Y%m%d} {first}-{last}",
        f"{day:%y%m%d} {first} - {last}",
        f"{day} {first[:2]}:{first[2:]}-{last[:2]}:{last[2:]}",
        f"{day.day}/{day.month} {first[:2]}.{first[2:]}–{last[:2]}.{last[2:]}",
    ]
    return random.choice(shapes)


def _telephone(random: Random) -> str:
    area = random.choice(["070", "072", "073", "076", "079", "08", "031", "040", "0980", "010"])
    local = f"{random.randrange(10**6, 10**7)}"
    shapes = [
        f"{area}-{local[:3]} {local[3:5]} {local[5:]}",
        f"{area}-{local}",
        f"{area} {local[:3]} {local[3:5]} {local[5:]}",
        f"({area}) {local[:3]} {local[3:]}",
        f"+46{area[1:]}{local}",
        f"+46 {area[1:]} {local[:3]} {local[3:]}",
        f"tfn {area}{local}",
        f"Telefon: {area}{local}",
    ]
    return random.choice(shapes)


def _product(random: Random) -> str:
    return f"{random.randrange(2005, 2027)}{random.randrange(1, 13):02}{random.randrange(10**8):08}"


def _hsa_id(random: Random) -> str:
    tail = "".join(random.choice("0123456789ABCDEFGHKLMNPRSTVXZ") for _ in range(4))
    return f"SE{_organisation(random).replace('-', '')}-{tail}"


def _organisation(random: Random) -> str:
    digits = f"{random.choice('2578')}{random.randrange(10)}{random.randrange(20, 100)}"
    digits += f"{random.randrange(10**5):05}"
    digits += luhn.calc_check_digit(digits)
    return random.choice([f"{digits[:6]}-{digits[6:]}", digits, f"16{digits}"])


def _invoice(random: Random) -> str:
    """Ten digits, with a check digit and no date or with a date and a wrong check digit."""
    digits = f"{random.randrange(10**9):09}"
    right = int(luhn.calc_check_digit(digits))
    if 1 <= int(digits[2:4]) <= 12:
        return digits + str((right + random.randrange(1, 10)) % 10)
    return digits + str(right)


def _article(random: Random) -> str:
    return random.choice(
        [
            f"{random.randrange(10**5):05}-{random.randrange(100):02}",
            f"{random.randrange(10**8):08}",
        ]
    )


KINDS: list[Callable[[Random], str]] = [
    _days,
    _to_come,
    _compact_days_to_come,
    _weeks_and_months,
    _times,
    _telephone,
    _product,
    _hsa_id,
    _organisation,
    _invoice,
    _article,
]


@pytest.mark.parametrize("kind", KINDS)
def test_fewer_than_one_in_a_thousand_is_a_false_alarm(kind: Callable[[Random], str]) -> None:
    random = Random(12)
    texts = [kind(random) for _ in range(OFTEN)]
    alarms = [text for text in texts if find_identity(f"Se {text}.", today=TODAY)]
    assert len(alarms) < MOST, alarms[:10]
    assert len(set(texts)) > OFTEN // 20
