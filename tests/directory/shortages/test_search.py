"""What is typed finds the medicines that the file names: whole words, any spelling, never too much."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.evaluation.shortages import judge_medicines
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.medicine_name import MedicineName, names_of
from directory.shortages.medicine_words import base, numbers, word_key
from directory.shortages.search import NOTHING_FOUND, MedicineIndex, MedicinesFound
from directory.sources.shortages.queries_file import read_medicine_questions
from tests.shortages import of_product, real_reading

TABLET = "mg Filmdragerad tablett"
PRODUCTS = [
    ("Plåstra 50 mikrogram/24 timmar Depotplåster", "G03CA03", "Estradiol", "estradiolhemihydrat"),
    ("Plåstra 37,5 mikrogram/24 timmar Depotplåster", "G03CA03", "Estradiol", "estradiolhemihydrat"),
    ("Gelvi 1 mg Gel", "G03CA03", "Estradiol", "estradiolhemihydrat"),
    ("Sekvens  Depotplåster", "G03FB05", "Noretisteron och östrogen", "estradiolhemihydrat", "noretisteronacetat"),
    ("Akutpenna 0,3 mg Injektionsvätska, lösning", "C01CA24", "Adrenalin", "adrenalintartrat"),
    ("Noradrenalin Bolaget 1 mg/ml Koncentrat", "C01CA03", "Noradrenalin", "noradrenalintartrat"),
    (f"Quetiapine Bolaget 300 {TABLET}", "N05AH04", "Kvetiapin", "kvetiapinfumarat"),
    ("Kvetiapin Alfa 300 mg Depottablett", "N05AH04", "Kvetiapin", "kvetiapinfumarat"),
    ("Kvetiapin Alfa 50 mg Depottablett", "N05AH04", "Kvetiapin", "kvetiapinfumarat"),
    (f"Valsartan Bolaget 80 {TABLET}", "C09CA03", "Valsartan", "valsartan"),
    (f"Valsartan/Hydroklortiazid Alfa 80 mg/12,5 {TABLET}", "C09DA03", "Valsartan och diuretika", "hydroklortiazid", "valsartan"),
    ("Prednisolon Alfa 5 mg Tablett", "H02AB06", "Prednisolon", "prednisolon"),
    ("Kavepen 250 mg/ml Granulat", "J01CE02", "Fenoximetylpenicillin", "fenoximetylpenicillinkalium"),
    ("Natriumklorid Alfa 9 mg/ml Infusionsvätska", "B05BB01", "Elektrolyter", "natriumklorid"),
    ("Hästmedlet vet. 10 mg/ml Injektionsvätska", "QN05CM90", "Detomidin", "detomidinhydroklorid"),
    ("Metylfenidat Bolaget 36 mg Depottablett", "N06BA04", "Metylfenidat", "metylfenidathydroklorid"),
    ("Metylfenidat Alfa 36 mg Depottablett", "N06BA04", "Metylfenidat", "metylfenidathydroklorid"),
    ("Sertralin Alfa 50 mg Tablett", "N06AB06", "Sertralin", "sertralinhydroklorid"),
    ("Losartan Alfa 50 mg Tablett", "C09CA01", "Losartan", "losartankalium"),
    ("Klavmox Citron 500 mg/125 mg Filmdragerad tablett", "J01CR02", "Amoxicillin och betalaktamashämmare", "amoxicillintrihydrat", "kaliumklavulanat"),
    ("Luftan Evohaler 0,1 mg/dos Inhalationsspray", "R03AC02", "Salbutamol", "salbutamolsulfat"),
    ("Luftan Diskus 0,2 mg/dos Inhalationspulver", "R03AC02", "Salbutamol", "salbutamolsulfat"),
    ("Amoxin Alfa 500 mg Kapsel", "J01CA04", "Amoxicillin", "amoxicillintrihydrat"),
    ("Simvastatin Alfa 20 mg Tablett", "C10AA01", "Simvastatin", "simvastatin"),
]  # fmt: skip


def _name(number: int, product: MedicinalProduct) -> MedicineName:
    return MedicineName(product=product, packs=(f"2001010110{number:04d}",), article_numbers=(f"00{number:04d}",))  # fmt: skip


@cache
def index() -> MedicineIndex:
    products = [
        of_product(name, atc, *substances, npl=f"2001010100{number:04d}", atc_name=called)
        for number, (name, atc, called, *substances) in enumerate(PRODUCTS)
    ]
    return MedicineIndex(_name(number, product) for number, product in enumerate(products))


def codes(found: MedicinesFound) -> list[str]:
    return [one.atc for one in found.substances]


def products_of(found: MedicinesFound) -> list[int]:
    return sorted(int(npl[-4:]) for one in found.substances for npl in one.products)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("estradiol", "G03CA03 G03FB05"),
        ("Östradiol", "G03CA03 G03FB05"),
        ("oestradiol", "G03CA03 G03FB05"),
        ("estradiolhemihydrat", "G03CA03 G03FB05"),
        ("plåstra", "G03CA03"),
        ("PLASTRA", "G03CA03"),
        ("estradiol noretisteron", "G03FB05"),
        ("är estradiolplåster slut?", "G03CA03 G03FB05"),
        ("adrenalin", "C01CA24"),
        ("epinefrin", "C01CA24"),
        ("noradrenalin", "C01CA03"),
        ("norepinefrin", "C01CA03"),
        ("quetiapin", "N05AH04"),
        ("kvetiapinfumarat", "N05AH04"),
        ("kvetiapn", "N05AH04"),
        ("estradoil", "G03CA03 G03FB05"),
        ("methylphenidate", "N06BA04"),
        ("valsartan", "C09CA03 C09DA03"),
        ("valsartan och hydroklortiazid", "C09DA03"),
        ("penicillin v", "J01CE02"),
        ("pcV", "J01CE02"),
        ("kåvepen", "J01CE02"),
        ("natriumklorid", "B05BB01"),
        ("natrium", "B05BB01"),
        ("kalium", ""),
        ("losartan kalium", "C09CA01"),
        ("koksalt", "B05BB01"),
        ("losartankaliumm", "C09CA01"),
        ("estradiolplaster", "G03CA03 G03FB05"),
        ("klorid", ""),
        ("tartrat", ""),
        ("prednison", ""),
        ("detomidin", ""),
        ("hästmedlet", ""),
        ("QN05CM90", ""),
        ("alfa", ""),
        ("tablett", ""),
        ("plåster", ""),
        ("vad gör jag nu", ""),
        ("", ""),
        ("G03", "G03CA03 G03FB05"),
        ("g03ca03", "G03CA03"),
        ("C09DA", "C09DA03"),
        ("C09 restnoterat", "C09CA01 C09CA03 C09DA03"),
        ("G99", ""),
        ("g03 ca03", "G03CA03"),
        ("g03 c09da03", "C09DA03 G03CA03 G03FB05"),
        ("amoxicillin", "J01CA04 J01CR02"),
        ("amoxicillin klavulansyra", "J01CR02"),
        ("amoxicilin/klavulansyra", "J01CR02"),
        ("klavulanat", "J01CR02"),
        ("luftan evohaler", "R03AC02"),
        ("evohaler", ""),
        ("citron", ""),
        ("cytron", ""),
        ("banan", ""),
        ("mjölk", ""),
        ("Anna Andersson", ""),
        ("Maria", ""),
        ("när öppnar apoteket", ""),
        ("012345", ""),
        ("20010101100004", "C01CA24"),
        ("2001 0101 1000 04", "C01CA24"),
        ("20010101000004", "C01CA24"),
        ("000004", "C01CA24"),
        ("4", ""),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_is_meant(text: str, expected: str) -> None:
    assert codes(index().find(text)) == expected.split()


@pytest.mark.parametrize(
    ("text", "products", "known"),
    [
        ("plåstra", [0, 1], True),
        ("plåstra 50", [0], True),
        ("plåstra 37,5", [1], True),
        ("plåstra 37.5 mikrogram", [1], True),
        ("plåstra 37,50", [1], True),
        ("plåstra 7,5", [0, 1], False),
        ("estradiol gel", [2], True),
        ("kvetiapin 300", [6, 7], True),
        ("kvetiapin depottablett 300 mg", [7], True),
        ("kvetiapin tablett", [6, 7, 8], True),
        ("kvetiapin 25 mg", [6, 7, 8], False),
        ("N05AH04 50 mg", [8], True),
        ("metylfenidat", [15, 16], True),
        ("luftan evohaler", [20], True),
        ("luftan", [20, 21], True),
        ("salbutamol diskus 0,20", [21], True),
    ],
)
def test_strength_and_form_narrow_what_is_found(
    text: str, products: list[int], known: bool
) -> None:
    found = index().find(text)
    assert (products_of(found), found.is_strength_known) == (products, known)


def test_a_word_that_is_taken_for_another_is_said() -> None:
    assert index().find("kvetiapn 300").corrected == (("kvetiapn", "kvetiapin"),)
    assert index().find("quetiapine").corrected == ()


def test_the_small_words_of_a_groups_name_name_no_medicine() -> None:
    burns = of_product("Salvan Salva", "D03", "dexpantenol", npl="1", atc_name="Medel vid sår och normalt bruk")  # fmt: skip
    index = MedicineIndex([MedicineName(product=burns)])
    assert index.find("vad gör man vid normalt bruk") == NOTHING_FOUND
    assert [one.atc for one in index.find("sår").substances] == ["D03"]


def test_a_packs_own_number_finds_the_pack() -> None:
    assert index().find("20010101100004").packs == ("20010101100004",)
    assert index().find("20010101000004").packs == ()


@given(st.text(max_size=60))
def test_no_text_is_too_much(text: str) -> None:
    found = index().find(text)
    assert found == index().find(text)
    assert all(one.products for one in found.substances)


@given(st.sampled_from([product[3] for product in PRODUCTS if not product[1].startswith("Q")]))
def test_every_substance_is_found_by_its_own_name_and_without_its_salt(substance: str) -> None:
    for written in (substance, base(substance), substance.upper()):
        assert index().find(written) != NOTHING_FOUND, written


@pytest.mark.parametrize(
    ("substance", "without"),
    [
        ("kvetiapinfumarat", "kvetiapin"),
        ("pramipexoldihydrokloridmonohydrat", "pramipexol"),
        ("estradiolhemihydrat", "estradiol"),
        ("natriumklorid", "natriumklorid"),
        ("litiumsulfat", "litium"),
        ("losartankalium", "losartan"),
        ("ferrosulfat", "ferro"),
        ("insulin", "insulin"),
    ],
)
def test_a_substance_without_its_salt(substance: str, without: str) -> None:
    assert base(substance) == without


def test_words_and_numbers_that_are_the_same() -> None:
    assert len({word_key(word) for word in ("östradiol", "oestradiol", "estradiol")}) == 1
    assert word_key("adrenalin") != word_key("noradrenalin")
    assert numbers("0,50 mg/2.0 ml b12") == {"0.5", "2"}


def test_every_product_and_code_of_a_real_day_is_found() -> None:
    names = names_of(real_reading(22).rows)
    real = MedicineIndex(names)
    people = [name for name in names if not name.product.is_veterinary]
    assert len(real) == len(people)
    missed = []
    for name in people:
        product = name.product
        for text in (product.name, product.atc, product.npl_id, name.packs[0]):
            found = real.find(text)
            if product.npl_id not in {npl for one in found.substances for npl in one.products}:
                missed.append((text, codes(found)))
    assert missed == []


HERE = Path(__file__).parent
FIRST_RIGHT = {"medicine-queries.tsv": 1.0, "medicine-queries-held-out.tsv": 0.98}
"""The truth of these is reasoned from the rows of 22 August 2026. Nothing is made for those held
out: where one of them fails, the kind is mended, or nothing."""


@pytest.mark.parametrize("file", FIRST_RIGHT)
def test_what_doctors_type_finds_what_the_rows_of_a_day_name(file: str) -> None:
    questions, faults = read_medicine_questions(HERE / file)
    assert not faults
    found = MedicineIndex(names_of(real_reading(22).rows)).find
    judged = judge_medicines(questions, lambda text: codes(found(text)))
    wrong = [one for one in judged if not one.right_first]
    assert 1 - len(wrong) / len(judged) >= FIRST_RIGHT[file], wrong
    misleading = [one for one in judged if not one.question.expected and one.shown]
    assert misleading == []
    missed = [one for one in judged if set(one.question.expected) - set(one.shown)]
    assert len(missed) <= len(judged) * (1 - FIRST_RIGHT[file]), missed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("östradiool", [("östradiool", "estradiol")]),
        ("estradioll plåster", [("estradioll", "estradiol")]),
        ("amoxicilin", [("amoxicilin", "amoxicillin")]),
        ("kvetiapn", [("kvetiapn", "kvetiapin")]),
        ("oestradiol", []),
        ("quetiapine", []),
        ("methylphenidate", []),
        ("Metylfenidat", []),
        ("penicillin v", []),
        ("plastra", []),
    ],
)
def test_a_slip_is_said_and_another_way_of_spelling_is_none(
    text: str, said: list[tuple[str, str]]
) -> None:
    found = index().find(text)
    assert list(found.corrected) == said
    assert found.is_guessed is (text == "kvetiapn")


@given(st.sampled_from(["estradiol", "kvetiapin", "valsartan", "metylfenidat"]), st.data())
def test_every_letter_too_many_is_said(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 1))
    typed = name[:at] + name[at - 1] + name[at:]
    assert [to for _, to in index().find(typed).corrected] == [name]


def test_another_known_name_is_never_taken_for_a_misspelt_one() -> None:
    """Tyroxin is no tyrosin, though only a letter parts them."""
    amino = of_product(
        "Aminor  Infusionsvätska", "B05BA01", "tyrosin", npl="1", atc_name="Aminosyror"
    )
    assert MedicineIndex([_name(1, amino)]).find("tyroxin") == NOTHING_FOUND


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("estradiol nifedipin", ("nifedipin",)),
        ("estradiol depotplåster", ()),
        ("estradiol tyroxin", ()),
        ("nifedipin", ()),
    ],
)
def test_a_word_that_found_nothing_is_told_beside_what_was_found(
    text: str, unread: tuple[str, ...]
) -> None:
    assert index().find(text).unread == unread


POTASSIUM = ("A12BA01", "B05XA01", "C03AB01")


def test_potassium_is_every_salt_that_is_taken_for_it() -> None:
    found = codes(MedicineIndex(names_of(real_reading(22).rows)).find("kalium"))
    assert set(POTASSIUM) <= set(found)
    assert found[0] in POTASSIUM[:2]
    assert {"C09CA01", "M01AB05", "J01CR02"}.isdisjoint(found), "losartan, diclofenac, clavulanate"
