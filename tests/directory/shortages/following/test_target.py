"""What can be followed, and which products are meant by it."""

from dataclasses import replace

import pytest

from directory.shortages.following.target import code_in, read_target
from directory.shortages.groups.group import MedicineGroups
from directory.shortages.medicine import MedicinalProduct
from tests.shortages import ESTRADIOL, of_product

NORADRENALIN = of_product("Norspritet 1 mg/ml Koncentrat", "C01CA03", "noradrenalintartrat", npl="1", atc_name="Noradrenalin")  # fmt: skip
COMBINED = of_product("Tvålag 1 mg/0,5 mg Tablett", "G03FA01", "estradiolhemihydrat", "noretisteronacetat", npl="2", atc_name="Noretisteron och östrogen")  # fmt: skip
METHOTREXATE = of_product("Metapen 10 mg Injektion", "L04AX03", "metotrexatdinatrium", npl="3", atc_name="Metotrexat")  # fmt: skip
ADRENALIN = of_product("Adre 1 mg/ml", "C01CA24", "epinefrin", npl="4", atc_name="Adrenalin")
ANIMAL = replace(ESTRADIOL, npl_id="5", atc="QG03CA03")
NO_GROUPS = MedicineGroups()
NAMED = {"E": ESTRADIOL, "C": COMBINED, "M": METHOTREXATE, "A": ADRENALIN, "N": NORADRENALIN, "Q": ANIMAL}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("atc:G03", "EC"),
        ("atc:G03CA03", "E"),
        ("atc:G", "EC"),
        ("atc:C01CA", "AN"),
        ("atc:B", ""),
        ("substans:estradiol", "EC"),
        ("substans:östradiol", "EC"),
        ("substans:Estradiolhemihydrat", "EC"),
        ("substans:metotrexat", "M"),
        ("substans:adrenalin", "A"),
        ("substans:epinefrin", "A"),
        ("substans:noradrenalin", "N"),
        ("substans:tal", ""),
        ("läkemedel:Metapen", "M"),
        ("läkemedel:plåstret", "E"),
        ("läkemedel:plåst", ""),
    ],
)
def test_which_products_a_target_means(written: str, meant: str) -> None:
    target = read_target(written)
    assert target is not None
    assert target.written == written
    medicines = target.meant(NO_GROUPS)
    assert [name for name, product in NAMED.items() if medicines.mean(product)] == list(meant)


@pytest.mark.parametrize(
    "written",
    ["", "G03", "atc:", "atc:QG03", "atc:X01", "atc:g03", "atc:G0", "substans: ", "substans:", "substans:!?", "jour:G03", "atc:G03 "],
)  # fmt: skip
def test_what_is_no_target(written: str) -> None:
    assert read_target(written) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [("g03", "G03"), ("G03 ca 03", "G03CA03"), ("G", ""), ("QG03", ""), ("G3", ""), ("i", ""), ("X02", ""), ("G03CA0", "")],
)  # fmt: skip
def test_codes_as_they_are_typed(typed: str, code: str) -> None:
    assert code_in(typed) == code


def test_nothing_of_a_product_without_code_is_followed_by_a_code() -> None:
    bare = MedicinalProduct(npl_id="9", name="Okänd 5 mg", substances=("okändin",))
    target = read_target("substans:okändin")
    code = read_target("atc:A")
    assert target and target.meant(NO_GROUPS).mean(bare)
    assert code and not code.meant(NO_GROUPS).mean(bare)
