"""How a fault reads, and what it proposes."""

import pytest

from directory.sources.faults import Fault, did_you_mean

WRONG = (
    "Det är inte ett svenskt telefonnummer. Skriv det med riktnummer, till exempel 08-465 004 00."
)


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (
            Fault("nummer.csv", 14, "nummer", "08-46", WRONG),
            f"nummer.csv rad 14, kolumn nummer: ”08-46” – d{WRONG[1:]}",
        ),
        (
            Fault("enheter.csv", 3, "typ", "", "Cellen är tom."),
            "enheter.csv rad 3, kolumn typ: cellen är tom.",
        ),
        (Fault("enheter.csv", 0, "", "", "Filen saknas."), "enheter.csv: filen saknas."),
        (
            Fault("region.yaml", 2, "växel", "x", "Enheten saknas."),
            "region.yaml rad 2, nyckel växel: ”x” – enheten saknas.",
        ),
        (Fault("enheter.csv", 1, "", "", "HSA-id saknas."), "enheter.csv rad 1: HSA-id saknas."),
    ],
)
def test_a_fault_is_one_swedish_line(fault: Fault, line: str) -> None:
    assert str(fault) == line


def test_a_hostile_value_stays_on_its_line() -> None:
    fault = Fault("enheter.csv", 2, "namn", "Rad ett\nrad två\x1b[31m" + "x" * 500, "Ta bort det.")
    assert len(str(fault)) < 150
    assert str(fault).isprintable()
    assert "”Rad ett rad två [31m" in str(fault)


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("klinnik", " Menade du klinik?"),
        ("KLINIK", " Menade du klinik?"),
        ("zebra", ""),
        ("", ""),
        ("k" * 10_000, ""),
    ],
)
def test_the_nearest_word_is_proposed_only_when_it_is_near(written: str, proposal: str) -> None:
    assert did_you_mean(written, ["klinik", "sjukhus", "växel"]) == proposal


def test_a_name_leads_to_the_id_that_was_meant() -> None:
    assert did_you_mean("Anna Aspp", {"Anna Asp": "anna-a"}) == " Menade du anna-a?"
