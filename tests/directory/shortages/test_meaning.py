"""Which products codes, substances and names mean: for what is followed, and for groups' lists."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.shortages.atc import exists, is_code
from directory.shortages.everyday_groups import EVERYDAY, codes_of, everyday_name
from directory.shortages.following.target import FollowedBy, MedicineTarget
from directory.shortages.groups.group import MedicineGroups
from directory.shortages.groups.listed import meant_by
from directory.shortages.meaning import (
    NO_MEDICINES,
    MeantMedicines,
    by_code,
    by_name,
    by_substance,
    together,
)
from tests.shortages import ESTRADIOL, a_group, of_product

COMBINED = of_product("Tvålag 1 mg/0,5 mg Tablett", "G03FA01", "estradiolhemihydrat", "noretisteronacetat", npl="2", atc_name="Noretisteron och östrogen")  # fmt: skip
NORADRENALIN = of_product("Norspritet 1 mg/ml", "C01CA03", "noradrenalintartrat", npl="3", atc_name="Noradrenalin")  # fmt: skip
ADRENALIN = of_product("Pennan 300 mikrogram", "C01CA24", "epinefrintartrat", npl="4", atc_name="Adrenalin")  # fmt: skip
GLARGIN = of_product("Lantid 100 E/ml", "A10AE04", "insulin glargin", npl="5", atc_name="Insulin glargin")  # fmt: skip
B12 = of_product("Kobaldroppar 1 mg", "B03BA03", "hydroxokobalaminacetat", npl="6", atc_name="Hydroxokobalamin")  # fmt: skip
CLAVULAN = of_product("Duomox 500 mg/125 mg", "J01CR02", "amoxicillintrihydrat", "kaliumklavulanat", npl="7", atc_name="Amoxicillin och betalaktamashämmare")  # fmt: skip
FOR_CATS = of_product("Katten", "QG03CA03", "estradiol", npl="8")
EVERY = {"E": ESTRADIOL, "C": COMBINED, "N": NORADRENALIN, "A": ADRENALIN, "I": GLARGIN, "B": B12, "K": CLAVULAN, "Q": FOR_CATS}  # fmt: skip
WRITTEN = {
    "estradiol": "EC", "Östradiol": "EC", "oestradiol": "EC", "estradiolhemihydrat": "EC", "ESTRADIOLVALERAT": "EC",
    "noretisteron": "C", "adrenalin": "A", "epinefrin": "A", "Adrenalinbitartrat": "A", "noradrenalin": "N",
    "insulin": "I", "insulin glargin": "I", "insulin aspart": "", "b12": "B", "B12": "B", "hydroxokobalamin": "B",
    "klavulansyra": "K", "amoxicillin": "K", "klavulanat": "K", "estr": "", "tal": "", "!?": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_substance_means_what_holds_it_whatever_its_salt_and_spelling(written: str) -> None:
    assert said(by_substance(written)) == WRITTEN[written]


@pytest.mark.parametrize("written", [one for one in WRITTEN if len(one) > 2])
def test_a_list_and_a_follower_mean_the_same(written: str) -> None:
    """The same words in a group's list, followed by themselves, and followed as that list."""
    groups = MedicineGroups([a_group(medicines=[written.lower()], id_="g")] if listable(written) else [])  # fmt: skip
    followed = MedicineTarget(FollowedBy.SUBSTANCE, written).meant(groups)
    assert said(followed) == said(meant_by([written.lower()])) == WRITTEN[written]
    if listable(written):
        of_list = MedicineTarget(FollowedBy.LIST, "g").meant(groups)
        assert said(of_list) == WRITTEN[written]
        assert [one.id for one in groups.of(ESTRADIOL)] == (["g"] if "E" in WRITTEN[written] else [])  # fmt: skip


def listable(written: str) -> bool:
    return written.isalpha() or " " in written


@pytest.mark.parametrize(
    ("code", "meant"), [("G", "EC"), ("G03", "EC"), ("G03CA03", "E"), ("G03CA04", ""), ("QG", ""), ("", "")]
)  # fmt: skip
def test_a_code_means_all_that_begins_so_but_nothing_for_animals(code: str, meant: str) -> None:
    assert said(by_code(code)) == meant


def test_a_product_without_code_is_meant_by_its_substance_alone() -> None:
    bare = replace(ESTRADIOL, atc="", atc_name="")
    assert not any(by_code(code).mean(bare) for code in ("", "G", "G03CA03"))
    assert by_substance("estradiol").mean(bare)


def test_a_list_follows_what_the_group_writes_and_a_group_that_is_gone_means_nothing() -> None:
    target = MedicineTarget(FollowedBy.LIST, "kvinnohalsa")
    before, after = a_group(medicines=["G03CA"]), a_group(medicines=["noretisteron", "A10"])
    assert said(target.meant(MedicineGroups([before]))) == "E"
    assert said(target.meant(MedicineGroups([after]))) == "CI"
    assert target.meant(MedicineGroups()) == NO_MEDICINES
    assert said(NO_MEDICINES) == ""


def test_what_means_the_same_is_equal_however_it_is_spelt() -> None:
    assert by_substance("östradiol") == by_substance("Estradiolhemihydrat")
    assert by_name("Solu-Medrol") == by_name("solu medrol")
    assert by_substance("") == by_code("") == by_name("") == NO_MEDICINES


@given(st.lists(st.sampled_from(sorted(WRITTEN)), max_size=4))
def test_several_mean_what_any_of_them_means(written: list[str]) -> None:
    whole = said(together(map(by_substance, written)))
    assert whole == "".join(one for one in EVERY if any(one in WRITTEN[w] for w in written))


@given(st.text(max_size=30))
def test_no_text_means_everything_or_fails(written: str) -> None:
    assert len(said(by_substance(written))) < len(EVERY)
    assert "Q" not in said(by_substance(written)) + said(by_name(written))


def said(medicines: MeantMedicines) -> str:
    return "".join(name for name, one in EVERY.items() if medicines.mean(one))


def test_a_name_that_no_file_has_had_is_a_substance_or_a_product() -> None:
    groups = MedicineGroups()
    assert said(MedicineTarget(FollowedBy.NAME, "lantid").meant(groups)) == "I"
    assert said(MedicineTarget(FollowedBy.NAME, "noradrenalin").meant(groups)) == "N"


def test_everyday_groups_have_codes_that_exist_and_words_that_are_read() -> None:
    for word, codes in {"p-piller": ["G03A"], "P-PILLER": ["G03A"], "antibiotika": ["J01"], "insulin": ["A10A"], "jarn": ["B03A"], "kaffe": []}.items():  # fmt: skip
        assert list(codes_of(word)) == codes
    for code in EVERYDAY:
        assert is_code(code) and exists(code)
        assert list(codes_of(everyday_name(code))) == [code]
