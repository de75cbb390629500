"""The head of a document: written, recognised, or asked for."""

from datetime import date

import pytest

from directory.agreements.document import AgreementKind, Head
from tests.directory.sources.agreements.shown import agreement, read

FRONT = """---
id: hok-ogon
titel: Ögon
typ: HÖK
nummer: HÖK-12
version: 1.10
parter: [Ögonkliniken, Primärvården]
ägare: Lokal arbetsgrupp ögon
fastställd: 2025-01-02
reviderad: 2 mars 2026
gäller_från: 2026-03
gäller_till: 2027-11
ersätter: HÖK-11
specialiteter: ogonsjukvard, allmanmedicin
enheter: [ogon-norra]
källa: https://exempel.se/ogon
---
# Ögonsjukvård

Text.
"""


def test_front_matter_is_the_head() -> None:
    reading = read(FRONT)
    assert reading.faults == ()
    assert reading.missing == ()
    assert agreement(reading).head == Head(
        id="hok-ogon",
        title="Ögon",
        kind=AgreementKind.HOK,
        number="HÖK-12",
        version="1.10",
        parties=("Ögonkliniken", "Primärvården"),
        owner="Lokal arbetsgrupp ögon",
        adopted=date(2025, 1, 2),
        revised=date(2026, 3, 2),
        valid_from=date(2026, 3, 1),
        valid_to=date(2027, 11, 30),
        replaces="HÖK-11",
        specialties=("ogonsjukvard", "allmanmedicin"),
        units=("ogon-norra",),
        source="https://exempel.se/ogon",
    )


def test_a_side_file_goes_before_front_matter() -> None:
    reading = read(FRONT, side="version: 2\ngäller_till: tills vidare\n")
    head = agreement(reading).head
    assert (head.version, head.valid_to, head.id) == ("2", None, "hok-ogon")
    assert "valid_to" not in reading.missing


@pytest.mark.parametrize(
    ("front", "told"),
    [
        (
            "gäller_til: 2027-01-01",
            "Nyckeln ”gäller_til” i uppgifterna överst i filen är okänd. Menade du gäller_till?",
        ),
        (
            "gäller_till: 2027-02-30",
            "gäller_till ”2027-02-30” i uppgifterna överst i filen: Det datumet finns inte.",
        ),
        (
            "gäller_till: snart",
            "gäller_till ”snart” i uppgifterna överst i filen: Skriv datumet som 2026-11-24.",
        ),
        (
            "typ: HOK",
            "typ ”HOK” i uppgifterna överst i filen: Ordet är okänt. Här ska stå HÖK, RMR",
        ),
        ("id: Ögon 1", "id ”Ögon 1” i uppgifterna överst i filen: Ett id skrivs med små bokstäver"),
        ("version: 1\nversion: 2", "Nyckeln version finns två gånger"),
        ("version: [", "Uppgifterna i uppgifterna överst i filen går inte att läsa"),
        (
            "gäller_från: 2026-01-02\ngäller_till: 2026-01-01",
            "gäller_till 2026-01-01 är före gäller_från 2026-01-02. Sista dagen ska vara samma dag eller senare.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_what_would_be_right(front: str, told: str) -> None:
    reading = read(f"---\n{front}\n---\n# A\n\nText.\n")
    assert reading.agreement is None
    assert reading.faults[0].startswith(told)


def test_a_strange_key_is_told_and_left() -> None:
    reading = read("---\nlayout: x\n---\n# A\n\nText.\n")
    assert agreement(reading).head.title == "A"
    assert reading.faults[0].startswith(
        "Nyckeln ”layout” i uppgifterna överst i filen är okänd. Den läses inte."
    )


ROWS = """# RMR Hypertoni

Dokumentnr: ARB-12345  Version: 3.0
Dokumentägare: Medicinska rådet

| Fastställd av | Giltig t.o.m. | Uppdaterad |
|---|---|---|
| Chefläkaren 2025-11-15 | 14 november 2027 | 2026-05-01 |

## Bakgrund

Text.
"""


def test_rows_of_the_head_are_recognised() -> None:
    reading = read(ROWS, "hypertoni 2025.md")
    head = agreement(reading).head
    assert (head.id, head.number, head.version) == ("arb-12345", "ARB-12345", "3.0")
    assert (head.kind, head.owner) == (AgreementKind.RMR, "Medicinska rådet")
    assert (head.adopted, head.revised, head.valid_to) == (
        date(2025, 11, 15),
        None,
        date(2027, 11, 14),
    )
    assert reading.missing == ("parties", "valid_from", "specialties", "source")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (
            "Överenskommelsen gäller från 2024-01-01 och ses över vartannat år.",
            "valid_from",
            date(2024, 1, 1),
        ),
        ("Överenskommelsen gäller från 2024-01-01 och ses över vartannat år.", "valid_to", None),
        (
            "Fastställd av chefläkaren 2025-11-15. Giltig till 2027-11-14.",
            "adopted",
            date(2025, 11, 15),
        ),
        (
            "Fastställd av chefläkaren 2025-11-15. Giltig till 2027-11-14.",
            "valid_to",
            date(2027, 11, 14),
        ),
        (
            "Dokumentet gäller från den 1 januari 2026 till och med 29/3 2027.",
            "valid_to",
            date(2027, 3, 29),
        ),
        ("Giltig t o m 2027-05.", "valid_to", date(2027, 5, 31)),
        ("Reviderad 29 mars 2026.", "revised", date(2026, 3, 29)),
        ("Uppdaterad 2026-03-29.", "revised", None),
        ("Sidan uppdaterad: 2026-03-29", "revised", None),
        ("Läkemedlet gäller från 2024-01-01.", "valid_from", None),
        ("Nästa revision sker 2027.", "valid_to", None),
        ("Patient som remitterats fastställd diagnos 2024-01-01.", "adopted", None),
        ("Dokumentet förvaltas av barnkliniken.", "owner", "barnkliniken"),
        ("Version 2 av skattningen används.", "version", ""),
        ("Ansvarig: distriktssköterska", "owner", ""),
        ("Dokumentansvarig: Lokal arbetsgrupp", "owner", "Lokal arbetsgrupp"),
        ("| Åtgärd | Ansvarig |\n|-|-|\n| lindning | sköterska |", "owner", ""),
        ("| Version | Ansvarig |\n|-|-|\n| 2 | Medicinska rådet |", "owner", "Medicinska rådet"),
    ],
)
def test_sentences_count_only_when_they_are_explicit(text: str, field: str, value: object) -> None:
    reading = read(f"# A\n\n## Bakgrund\n\nText.\n\n## Övrigt\n\n{text}\n")
    assert getattr(agreement(reading).head, field) == value


def test_two_answers_are_none() -> None:
    reading = read("# A\n\nGiltig till: 2026-01-01\n\nGiltig till: 2027-01-01\n\n## B\n\nx\n")
    assert agreement(reading).head.valid_to is None
    assert reading.faults == (
        "Dokumentet säger olika om gäller_till: ”2026-01-01” och ”2027-01-01”. Skriv den som gäller som gäller_till i en sidfil.",
    )
    assert "valid_to" in reading.missing


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Handläggningsöverenskommelse KOL", AgreementKind.HOK),
        ("Standardiserat vårdförlopp lunga", AgreementKind.CANCER_PATHWAY),
        ("Behandlingslinje hjärtsvikt", AgreementKind.CARE_PATHWAY),
        ("Ansvarsdokument sår", AgreementKind.RESPONSIBILITY),
        ("Läkarmedverkan i hemsjukvård", AgreementKind.PHYSICIANS_IN_MUNICIPAL_CARE),
        ("Ögon", AgreementKind.OTHER),
    ],
)
def test_the_title_names_the_kind(title: str, kind: AgreementKind) -> None:
    assert agreement(read(f"# {title}\n\nText.\n")).head.kind is kind
