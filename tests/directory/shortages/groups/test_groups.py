"""Which medicines a group's list means, and what a group is never made of."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.region import REGION_FILES
from directory.shortages.groups.group import MedicineGroups
from directory.shortages.groups.listed import meant_by, read_listed
from tests.shortages import ESTRADIOL, a_group, of_product

NORADRENALIN = of_product("Noradrenalin X", "C01CA03", "noradrenalintartrat", npl="2")
EPIPEN = of_product("Pennan 300 mikrogram", "C01CA24", "adrenalintartrat", npl="3")
COMBINED = of_product("Kombi 1 mg", "G03FA01", "estradiolhemihydrat", "noretisteronacetat", npl="4", atc_name="Noretisteron och östrogen")  # fmt: skip
FOR_CATS = of_product("Katten", "QG03CA03", "estradiol", npl="5")


@pytest.mark.parametrize(
    ("listed", "meant"),
    [
        ("G", [ESTRADIOL, COMBINED]),
        ("G03C", [ESTRADIOL]),
        ("G03CA03", [ESTRADIOL]),
        ("G03CA04", []),
        ("estradiol", [ESTRADIOL, COMBINED]),
        ("östradiol", [ESTRADIOL, COMBINED]),
        ("noretisteron", [COMBINED]),
        ("estr", []),
        ("adrenalin", [EPIPEN]),
        ("epinefrin", [EPIPEN]),
        ("noradrenalin", [NORADRENALIN]),
    ],
)
def test_a_list_means_what_lies_below_its_codes_and_holds_its_substances(
    listed: str, meant: list[object]
) -> None:
    every = [ESTRADIOL, NORADRENALIN, EPIPEN, COMBINED, FOR_CATS]
    assert [one for one in every if meant_by([listed]).mean(one)] == meant


def test_a_product_without_a_code_is_on_no_list_of_codes() -> None:
    uncoded = replace(ESTRADIOL, atc="")
    assert not meant_by(["G03"]).mean(uncoded)
    assert meant_by(["estradiol"]).mean(uncoded)
    assert not meant_by([]).mean(uncoded)


@pytest.mark.parametrize(
    ("written", "read"),
    [(" g03ca ", "G03CA"), ("Estradiol", "estradiol"), ("Insulin  glargin", "insulin glargin")],
)
def test_what_is_written_is_read_in_one_form(written: str, read: str) -> None:
    assert read_listed(written) == read


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("G3", "En ATC-kod skrivs som G, G03"),
        ("G03CA3", "En ATC-kod skrivs som G, G03"),
        ("QG03", "läkemedel för djur"),
        ("Q", "läkemedel för djur"),
        ("B12", "Den ATC-koden finns inte"),
        ("X", "Den ATC-koden finns inte"),
        ("estradiol 50 mikrogram", "utan styrka"),
        ("estradiol; gel", "Skriv en ATC-kod"),
        ("123456", "Skriv en ATC-kod"),
        ("", "Skriv en ATC-kod"),
    ],
)
def test_what_is_neither_a_code_nor_a_substance_is_refused(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_listed(written)


@given(st.text(max_size=30))
def test_what_was_read_is_read_again_as_the_same(written: str) -> None:
    try:
        read = read_listed(written)
    except ValueError:
        return
    assert read_listed(read) == read


def test_groups_are_found_by_medicine_member_and_specialty() -> None:
    women, heart = a_group(), a_group("cilla-c", "bo-b", medicines=["C01"], id_="hjarta")
    groups = MedicineGroups([women, heart])
    assert groups.of(ESTRADIOL) == [women]
    assert groups.of(FOR_CATS) == []
    assert groups.of_member("bo-b") == [women, heart]
    assert groups.of_member("anna-a") == [women]
    assert groups.of_specialty("obstetrik-och-gynekologi") == [women, heart]


def test_nobody_can_be_alone_in_a_group() -> None:
    with pytest.raises(ValueError, match="minst två medlemmar"):
        a_group("anna-a")


def test_a_list_that_is_changed_in_chat_is_no_longer_the_files() -> None:
    women = a_group()
    longer = women.with_medicines(["G03", "g02 ", "G03"], "web:anna-a")
    assert (women.made_by, women.is_from_files) == (REGION_FILES, True)
    assert (longer.medicines, longer.is_from_files) == (("G03", "G02"), False)
    with pytest.raises(ValueError, match="minst ett läkemedel"):
        longer.with_medicines([], "web:anna-a")
