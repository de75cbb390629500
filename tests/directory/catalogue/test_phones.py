"""Numbers as people read them and as a telephone dials them."""

from datetime import date

import pytest

from directory.catalogue.phones import Audience, Phone, PhoneError, PhoneKind

DIRECT, SWITCHBOARD, INTERNAL = PhoneKind.DIRECT, PhoneKind.SWITCHBOARD, PhoneKind.INTERNAL
PAGER, MOBILE, TEXT = PhoneKind.PAGER, PhoneKind.MOBILE, PhoneKind.TEXT


@pytest.mark.parametrize(
    ("phone", "text", "uri"),
    [
        (Phone(kind=DIRECT, number="08-465 004 12"), "08-465 004 12", "tel:+46846500412"),
        (
            Phone(kind=DIRECT, number="+46 (0)31-390 06 00"),
            "+46 (0)31-390 06 00",
            "tel:+46313900600",
        ),
        (Phone(kind=MOBILE, number="070-174 06 05"), "070-174 06 05", "tel:+46701740605"),
        (
            Phone(kind=SWITCHBOARD, number="08-465 004 00", extension="1234"),
            "08-465 004 00 ankn 1234",
            "tel:+46846500400",
        ),
        (Phone(kind=SWITCHBOARD, number="0980-319 200"), "växel 0980-319 200", "tel:+46980319200"),
        (Phone(kind=INTERNAL, number="5-1234"), "internt 5-1234", None),
        (Phone(kind=PAGER, number="12345"), "sökare 12345", None),
        (Phone(kind=TEXT, number="Fråga i receptionen"), "Fråga i receptionen", None),
        (Phone(kind=DIRECT, number="112"), "112", "tel:112"),
        (Phone(kind=DIRECT, number="1177"), "1177", "tel:1177"),
        (Phone(kind=DIRECT, number="113 13"), "113 13", "tel:11313"),
        (Phone(kind=INTERNAL, number="112"), "internt 112", None),
    ],
)
def test_a_phone_says_how_to_reach_it(phone: Phone, text: str, uri: str | None) -> None:
    assert phone.text() == text
    assert phone.uri() == uri


@pytest.mark.parametrize(
    ("kind", "number", "extension", "sentence"),
    [
        (DIRECT, "", "", "saknas"),
        (TEXT, "  ", "", "saknas"),
        (DIRECT, "08-465 004 00", "1234", "Bara ett växelnummer"),
        (INTERNAL, "5-1234", "1", "Bara ett växelnummer"),
        (SWITCHBOARD, "08-465 004 00", "Eva", "siffror"),
        (DIRECT, "81234", "", "riktnummer"),
        (DIRECT, "465 004 00", "", "riktnummer"),
        (DIRECT, "08-465 004 00 ankn 1234", "", "riktnummer"),
        (DIRECT, "08-465 004 00-05", "", "riktnummer"),
        (DIRECT, "121212-1212", "", "riktnummer"),
        (DIRECT, "+47 22 22 22 22", "", "svenskt"),
        (SWITCHBOARD, "växeln", "", "riktnummer"),
        (MOBILE, "08-465 004 00", "", "070-174 06 05"),
        (MOBILE, "112", "", "070-174 06 05"),
        (INTERNAL, "08-465 004 00", "", "högst sju siffror"),
        (PAGER, "Eva", "", "siffror"),
    ],
)
def test_what_cannot_be_a_phone_is_refused_in_swedish(
    kind: PhoneKind, number: str, extension: str, sentence: str
) -> None:
    with pytest.raises(PhoneError, match=sentence) as refused:
        Phone(kind=kind, number=number, extension=extension)
    assert str(refused.value).endswith(".")


def test_a_phone_is_for_clinicians_unless_it_says_otherwise() -> None:
    phone = Phone(
        kind=DIRECT,
        number="040-628 04 00",
        label="Jourtelefon kardiologi",
        hours="vard 8–16",
        source="KIV",
        verified=date(2026, 11, 20),
    )
    assert phone.audience is Audience.CLINICIANS
    assert phone == Phone(
        kind=DIRECT,
        number="040-628 04 00",
        label="Jourtelefon kardiologi",
        hours="vard 8–16",
        source="KIV",
        verified=date(2026, 11, 20),
    )


def test_kinds_and_audiences_are_the_words_of_the_files() -> None:
    assert [kind.value for kind in PhoneKind] == [
        "direkt",
        "växel",
        "intern",
        "sökare",
        "mobil",
        "text",
    ]
    assert [audience.value for audience in Audience] == [
        "alla",
        "kliniker",
        "primärvård",
        "akutmottagning",
        "kommun",
        "samordnare",
    ]
