"""Numbers as coordinators write them, and that what was read can be dialled."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.phones import Phone, PhoneError, PhoneKind
from directory.catalogue.written_phones import ParsedPhone, parse_phone

DIRECT, SWITCHBOARD, INTERNAL = PhoneKind.DIRECT, PhoneKind.SWITCHBOARD, PhoneKind.INTERNAL
PAGER, MOBILE, TEXT = PhoneKind.PAGER, PhoneKind.MOBILE, PhoneKind.TEXT


@pytest.mark.parametrize(
    ("written", "parsed"),
    [
        ("08-465 004 00", ParsedPhone(DIRECT, "08-465 004 00")),
        ("  08-465 004 00, ", ParsedPhone(DIRECT, "08-465 004 00")),
        ("08-46500400", ParsedPhone(DIRECT, "08-46500400")),
        ("(08) 465 004 00", ParsedPhone(DIRECT, "(08) 465 004 00")),
        ("+46 (0)8-465 004 00", ParsedPhone(DIRECT, "+46 (0)8-465 004 00")),
        ("0046 8 465 004 00", ParsedPhone(DIRECT, "0046 8 465 004 00")),
        ("08–465\N{NO-BREAK SPACE}004\N{THIN SPACE}00", ParsedPhone(DIRECT, "08-465 004 00")),
        ("０８-465 004\N{ZERO WIDTH SPACE} 00", ParsedPhone(DIRECT, "08-465 004 00")),
        ("Tfn: 08-465 004 00", ParsedPhone(DIRECT, "08-465 004 00")),
        ("070-174 06 05", ParsedPhone(MOBILE, "070-174 06 05")),
        ("Mobil 0701740605", ParsedPhone(MOBILE, "0701740605")),
        ("08-465 004 00 ankn 1234", ParsedPhone(SWITCHBOARD, "08-465 004 00", "1234")),
        ("08-465 004 00, anknytning: 12 34", ParsedPhone(SWITCHBOARD, "08-465 004 00", "1234")),
        ("08-465 004 00 (ankn. 1234)", ParsedPhone(SWITCHBOARD, "08-465 004 00", "1234")),
        ("vx 08-46500400, kort 1234", ParsedPhone(SWITCHBOARD, "08-46500400", "1234")),
        ("08-465 004 00 växel ankn 1234", ParsedPhone(SWITCHBOARD, "08-465 004 00", "1234")),
        ("Växel: 08-465 004 00", ParsedPhone(SWITCHBOARD, "08-465 004 00")),
        ("08-465 004 00 (vx)", ParsedPhone(SWITCHBOARD, "08-465 004 00")),
        ("sökare 12345", ParsedPhone(PAGER, "12345")),
        ("Minicall: 12345", ParsedPhone(PAGER, "12345")),
        ("5-1234", ParsedPhone(INTERNAL, "5-1234")),
        ("81234", ParsedPhone(INTERNAL, "81234")),
        ("kort 1234", ParsedPhone(INTERNAL, "1234")),
        ("81234 (internt)", ParsedPhone(INTERNAL, "81234")),
        ("internt 512 345", ParsedPhone(INTERNAL, "512 345")),
        ("112", ParsedPhone(DIRECT, "112")),
        ("Ring 1177", ParsedPhone(DIRECT, "1177")),
        ("113 13", ParsedPhone(DIRECT, "113 13")),
        ("Fråga i receptionen", ParsedPhone(TEXT, "Fråga i receptionen")),
        (
            "08-465 004 00 (endast kontorstid)",
            ParsedPhone(DIRECT, "08-465 004 00", remark="endast kontorstid"),
        ),
        ("08-465 004 00 vard 8–16", ParsedPhone(DIRECT, "08-465 004 00", remark="vard 8–16")),
        ("08-465 004 00, 08:00–16:30", ParsedPhone(DIRECT, "08-465 004 00", remark="08:00–16:30")),
        (
            "08-465 004 00 dagtid 0800-1630",
            ParsedPhone(DIRECT, "08-465 004 00", remark="dagtid 0800-1630"),
        ),
        (
            "08-465 004 00 ankn 1234 (vard), ej sms",
            ParsedPhone(SWITCHBOARD, "08-465 004 00", "1234", "ej sms, vard"),
        ),
    ],
)
def test_a_written_number_is_read(written: str, parsed: ParsedPhone) -> None:
    assert parse_phone(written) == parsed


@pytest.mark.parametrize(
    "written",
    [
        "08-465 004 00/01",
        "08-465 004 00 / 08-465 004 01",
        "08-465 004 00, 08-465 004 01",
        "08-465 004 00; 01",
        "08-465 004 00 08-465 004 01",
        "08-465 004 00 (08-465 004 01)",
        "08-465 004 00 eller 01",
        "08-465 004 00–05",
        "08-465 004 00 ankn 1234/1235",
        "08-465 004 00 ankn 1234 eller 1235",
        "08-465 004 00, sökare 12345",
        "+46 8 465 004 00 +46 8 465 004 01",
        "112/1177",
    ],
)
def test_several_numbers_in_one_are_sent_back(written: str) -> None:
    with pytest.raises(PhoneError, match="ett nummer per rad"):
        parse_phone(written)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "till exempel 08-465 004 00"),
        (" – ", "till exempel 08-465 004 00"),
        ("465 004 00", "riktnummer"),
        ("121212-1212", "riktnummer"),
        ("vx 81234", "riktnummer"),
        ("+47 22 22 22 22", "inte ett svenskt"),
        ("08-465 004 00)", "inte ett svenskt"),
        ("08", "inte ett svenskt"),
        ("mobil 08-465 004 00", "mobilnummer börjar med 07"),
        ("08-465 004 00 ankn", "ankn 1234"),
        ("Jourtelefon 08-465 004 00", "bara numret"),
        ("((08)", "går inte att läsa"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_would_be_right(
    written: str, sentence: str
) -> None:
    with pytest.raises(PhoneError, match=sentence):
        parse_phone(written)


WORDS = "vx växel ankn kort sökare mobil tel intern eller vard 112 1177 08-465 004 00 +46 (0) ( ) / , - – # ² ５"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split(" ")) | st.text(max_size=3), max_size=8).map(" ".join))
def test_whatever_is_written_is_read_or_refused(written: str) -> None:
    try:
        parsed = parse_phone(written)
    except PhoneError as refused:
        assert str(refused).endswith(".")
        return
    phone = Phone(kind=parsed.kind, number=parsed.number, extension=parsed.extension)
    again = parse_phone(phone.text())
    assert (again.kind, again.number, again.extension) == (
        phone.kind,
        phone.number,
        phone.extension,
    )


@pytest.mark.parametrize(
    ("area", "first", "last"),
    [
        ("08", 46500400, 46500499),
        ("031", 3900600, 3900699),
        ("040", 6280400, 6280499),
        ("0980", 319200, 319299),
        ("070", 1740605, 1740699),
    ],
)
def test_every_number_reserved_for_fiction_can_be_dialled(area: str, first: int, last: int) -> None:
    for local in range(first, last + 1):
        parsed = parse_phone(f"{area}-{local}")
        assert Phone(kind=parsed.kind, number=parsed.number).uri() == f"tel:+46{area[1:]}{local}"


@settings(max_examples=200, deadline=None)
@given(
    st.integers(46500400, 46500499),
    st.sampled_from(["08-{}", "+46 8 {}", "0046(0)8-{}", "(08){}", "08 {} ankn 5"]),
)
def test_a_link_is_the_international_form_of_the_number(local: int, shape: str) -> None:
    parsed = parse_phone(shape.format(local))
    uri = Phone(kind=parsed.kind, number=parsed.number, extension=parsed.extension).uri()
    assert uri is not None
    assert phonenumbers.parse(uri).national_number == 800000000 + local


@pytest.mark.parametrize("start", ["", "08-465 004 00 "])
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "(",
        "a(",
        "0 ",
        "ankn ",
        "växel ",
        "1-",
        "1234-12 ",
        "eller ",
        "\N{COMBINING ACUTE ACCENT}",
    ],
)
def test_a_long_hostile_number_is_answered(start: str, piece: str) -> None:
    for pieces in (20, 20_000):
        try:
            parse_phone(start + piece * pieces + "!1")
        except PhoneError as refused:
            assert len(str(refused)) < 200
