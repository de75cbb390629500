"""The words of medicines, so that what is typed and what is written can be compared.

A word has a key: the same for ”östradiol”, ”oestradiol” and ”estradiol”, for ”Methylphenidate” and
”metylfenidat”. Whole words have keys, never parts of them: adrenalin is not in noradrenalin.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from directory.names.normalise import fold, words
from directory.names.sound import sound, sound_of_letters
from directory.shortages.medicine import MedicinalProduct

_SALTS = """
hydrat monohydrat dihydrat trihydrat tetrahydrat pentahydrat hexahydrat hemihydrat sesquihydrat
seskvihydrat hydroklorid dihydroklorid monohydroklorid hydrobromid bromid klorid jodid sulfat
hemisulfat fosfat difosfat nitrat karbonat
acetat diacetat maleat fumarat hemifumarat tartrat bitartrat citrat mesilat besilat tosilat esilat
succinat laktat malat oxalat
pamoat embonat valerat propionat dipropionat furoat dekanoat undekanoat enantat kaproat butyrat
palmitat xinafoat stearat pivalat acetonid hexacetonid diglukonat resinat trifenatat
dietylamin etylendiamin olamin diisetionat etanolat isopropanolat isopropanolsolvat
propylenglykolsolvat citronsyra
natrium dinatrium kalium kalcium magnesium zink meglumin trometamol lysin arginin erbumin
medoxomil cilexetil axetil etexilat disoproxil alafenamid proxetil pivoxil mofetil
""".split()  # noqa: SIM905  # a list of words reads best as one
_ENDINGS = tuple(sorted(_SALTS, key=len, reverse=True))
_SHORTEST_BASE = 5
_ELEMENTS = frozenset("natrium kalium kalcium magnesium zink koppar alumin jarn".split())  # noqa: SIM905  # as above
ELEMENTS = frozenset("natrium kalium kalcium magnesium zink koppar aluminium jarn".split())  # noqa: SIM905  # as above
"""Metals that are asked for by themselves: ”kalium”."""
_WITH_ELEMENTS = """
klorid fluorid jodid bromid karbonat vatekarbonat bikarbonat sulfat fosfat oxid hydroxid acetat
glukonat citrat laktat aspartat
""".split()  # noqa: SIM905  # as above
"""What is added to a metal without being a medicine of its own: kaliumklorid gives kalium, and
losartankalium losartan."""
_SAME: Mapping[str, str] = {
    "epinefrin": "adrenalin",
    "norepinefrin": "noradrenalin",
    "acetaminofen": "paracetamol",
    "albuterol": "salbutamol",
    "meperidin": "petidin",
    "frusemid": "furosemid",
    "tyroxin": "levotyroxin",
    "kortisol": "hydrokortison",
    "folacin": "folsyra",
    "kobalamin": "cyanokobalamin",
    "asa": "acetylsalicylsyra",
    "glyceryltrinitrat": "nitroglycerin",
    "glyceroltrinitrat": "nitroglycerin",
    "penicillin v": "fenoximetylpenicillin",
    "pcv": "fenoximetylpenicillin",
    "penicillin g": "bensylpenicillin",
    "vitamin d": "kolekalciferol",
    "d vitamin": "kolekalciferol",
    "vitamin d3": "kolekalciferol",
    "vitamin c": "askorbinsyra",
    "c vitamin": "askorbinsyra",
    "vitamin k": "fytomenadion",
    "k vitamin": "fytomenadion",
    "b12": "cyanokobalamin hydroxokobalamin",
    "ritalin": "metylfenidat",
    "fluor": "natriumfluorid",
    "koksalt": "natriumklorid",
    "druvsocker": "glukos",
    "bikarbonat": "natriumvätekarbonat",
    "lustgas": "dikväveoxid",
    "syrgas": "oxygen",
    "leukovorin": "kalciumfolinat",
    "lignokain": "lidokain",
    "penicillin": "fenoximetylpenicillin bensylpenicillin",
    "potassium": "kalium",
    "potassium chloride": "kaliumklorid",
    "sodium chloride": "natriumklorid",
    "iron": "järn",
}
"""Another name for a substance, and its Swedish one: names that no rule of spelling leads to."""
_NUMBER = re.compile(r"(?<![^\W_])(?<!\d[.,])\d+(?:[.,]\d+)?")
_FORMS = """
depotplåster plåster tabletter tablett tabl depottabletter kapslar kapsel gel kräm salva spray
nässpray droppar ögondroppar injektion injektionsvätska sprutor spruta penna pennor mixtur lösning
suppositorier inhalator granulat pulver implantat
""".split()  # noqa: SIM905  # as above
_BEFORE_DETAILS = re.compile(r"\s{2,}|\s(?=\d)")


@lru_cache(maxsize=16_384)
def word_key(word: str) -> str:
    """The key of a word in its first form."""
    return _without_last_e(sound(_swedish(word)))


@lru_cache(maxsize=16_384)
def spelling_key(word: str) -> str:
    """As the key, with letters twice where they are written twice: what tells a slip of the finger
    (”östradiool”) from another way of spelling (”oestradiol”)."""
    return _without_last_e(sound_of_letters(_swedish(word)))


def _swedish(word: str) -> str:
    heard = fold(word)
    for begins in ("oestr", "ostr"):
        if heard.startswith(begins):
            heard = f"estr{heard[len(begins) :]}"
    return heard.replace("qu", "kv")


def _without_last_e(heard: str) -> str:
    return heard[:-1] if len(heard) > _SHORTEST_BASE and heard.endswith("e") else heard


def synonyms() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The keys of other names, and those that they mean: one word or several."""
    return {
        tuple(map(word_key, words(other))): tuple(map(word_key, words(name)))
        for other, name in _SAME.items()
    }


def base(substance: str) -> str:
    """A substance without its salt and water: ”kvetiapin” of ”kvetiapinfumarat”."""
    return list(_bases(substance))[-1]


def _bases(substance: str) -> Iterator[str]:
    """The substance, and what is left of it after each ending of a salt or water:
    ”morfinhydrokloridtrihydrat”, ”morfinhydroklorid”, ”morfin”."""
    left = substance
    while True:
        yield left
        ending = next((salt for salt in _ENDINGS if left.endswith(salt)), "")
        without = left[: len(left) - len(ending)] if ending else left
        if not ending or len(without) < _SHORTEST_BASE or fold(without) in _ELEMENTS:
            return
        left = without


def brand_words(product: MedicinalProduct) -> Iterator[str]:
    """The word that a product's name begins with, in its parts: ”Solu-Medrol”."""
    yield from words(_brand(product)[0])


def variant_words(product: MedicinalProduct) -> Iterator[str]:
    """The words after it, before its strength: what tells products of one brand apart, a company, a
    taste, an inhaler. None of them names a medicine alone."""
    yield from words(_brand(product)[2])


def _brand(product: MedicinalProduct) -> tuple[str, str, str]:
    return _parts(product)[0].strip().partition(" ")


def form_words(product: MedicinalProduct) -> Iterator[str]:
    """The words of its form, with the units of its strength."""
    yield from words(_parts(product)[1])


def _parts(product: MedicinalProduct) -> tuple[str, str]:
    parts = _BEFORE_DETAILS.split(product.name, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def without_form(word: str) -> tuple[str, str]:
    """A word as the medicine and the form that are written in one: ”estradiolplåster”. The form is
    empty where there is none in it."""
    plain = fold(word)
    form = max((one for one in _FORMS if plain.endswith(fold(one))), key=len, default="")
    without = word[: len(word) - len(form)] if form else word
    return (without, form) if len(without) >= _SHORTEST_BASE - 1 and form else (word, "")


def substance_words(product: MedicinalProduct) -> Iterator[str]:
    """The words of its substances, with and without salts, and of its ATC code's name."""
    for substance in product.substances:
        yield from words_of_substance(substance)
    yield from words(product.atc_name)


def words_of_substance(substance: str) -> Iterator[str]:
    """The words of one substance, each with and without its salt, as its acid, and the metal that
    is taken as a salt."""
    for word in words(substance):
        yield from _bases(word)
        yield from _acid(base(word))
        yield from _metal(base(word))


def _acid(salt: str) -> Iterator[str]:
    """A salt of a metal without it, and its acid: ”klavulanat” and ”klavulansyra” of
    ”kaliumklavulanat”."""
    metal = next((metal for metal in _ELEMENTS if salt.startswith(metal)), "")
    rest = salt[len(metal) :]
    if metal and rest.endswith("at") and len(rest) > _SHORTEST_BASE and rest not in _SALTS:
        yield from (rest, f"{rest[:-2]}syra")


def _metal(salt: str) -> Iterator[str]:
    """The metal of a salt that is taken for its sake: ”kalium” of ”kaliumklorid”."""
    plain = fold(salt)
    for metal in ELEMENTS:
        if plain.startswith(metal) and plain[len(metal) :] in _WITH_ELEMENTS:
            yield metal


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, alike with comma and point: ”0,50” and ”0.5”."""
    return frozenset(_plain_number(found) for found in _NUMBER.findall(text))


def _plain_number(written: str) -> str:
    whole, _, part = written.replace(",", ".").partition(".")
    decimals = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}.{decimals}" if decimals else whole.lstrip("0") or "0"
