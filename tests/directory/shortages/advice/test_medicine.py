"""Which medicine a line of advice means, and what is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.shortages.advice.medicine import AdvisedMedicine, read_medicine
from directory.shortages.medicine_name import MedicineName
from directory.shortages.search import MedicineIndex
from tests.shortages import of_product

INDEX = MedicineIndex(
    [
        MedicineName(product=of_product("Plåstret 50 mikrogram/24 timmar Depotplåster", "G03CA03", "estradiolhemihydrat", npl="1", atc_name="Estradiol"), packs=("20010101100001",)),
        MedicineName(product=of_product("Gelen 1 mg Gel", "G03CA03", "estradiol", npl="2", atc_name="Estradiol")),
        MedicineName(product=of_product("Kombi 1 mg/0,5 mg Filmdragerad tablett", "G03FA01", "estradiol", "noretisteronacetat", npl="3", atc_name="Noretisteron och östrogen")),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "medicine"),
    [
        ("Östradiol", AdvisedMedicine(name="Estradiol (G03CA03)", atc="G03CA03")),
        ("g03ca03", AdvisedMedicine(name="Estradiol (G03CA03)", atc="G03CA03")),
        ("Gelen", AdvisedMedicine(name="Gelen 1 mg Gel", atc="G03CA03", products=("2",))),
        ("20010101100001", AdvisedMedicine(name="Plåstret 50 mikrogram/24 timmar Depotplåster, förpackning 20010101100001", atc="G03CA03", products=("1",), packs=("20010101100001",))),
        ("= Femseven  (licens)", AdvisedMedicine(name="Femseven (licens)")),
    ],
)  # fmt: skip
def test_a_line_means_a_substance_a_product_or_a_pack(line: str, medicine: AdvisedMedicine) -> None:
    read = read_medicine(line, INDEX, free=True)
    assert (read.medicine, read.wrong) == (medicine, "")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("G03", "kan vara flera: Estradiol (G03CA03), Noretisteron och östrogen (G03FA01)"),
        ("estradoil", "menar du"),
        ("plåstret 75", "ingen produkt i filen har den styrkan"),
        ("kaffe", "Skriv ”= kaffe”"),
        ("=", "Skriv vad läkemedlet heter"),
    ],
)
def test_what_is_unclear_is_asked_about(line: str, says: str) -> None:
    read = read_medicine(line, INDEX, free=True)
    assert read.medicine is None
    assert says in read.wrong


def test_what_is_short_is_never_free_text() -> None:
    read = read_medicine("= Hemlagat", INDEX, free=False)
    assert read.medicine is None
    assert "finns inte bland" in read.wrong
    assert "”= " not in read.wrong.removeprefix("”= Hemlagat”")


@given(st.text(max_size=60), st.booleans())
def test_a_line_is_a_medicine_or_a_reason(line: str, free: bool) -> None:
    read = read_medicine(line, INDEX, free=free)
    assert (read.medicine is None) == bool(read.wrong)
