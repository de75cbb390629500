"""Everyday words for whole groups of medicines, and the ATC codes that they may mean: offered, and
never assumed."""

from collections.abc import Mapping, Sequence

from directory.names.normalise import fold, key

EVERYDAY: Mapping[str, str] = {
    "A02BC": "magsårsmedicin, protonpumpshämmare, syrahämmare, ppi",
    "A10": "diabetesläkemedel, diabetesmedicin",
    "A10A": "insulin, insuliner",
    "A11": "vitaminer",
    "B01A": "blodförtunnande, antikoagulantia, trombosläkemedel, noak, doak",
    "B03A": "järn, järnpreparat",
    "C03": "vätskedrivande, diuretika",
    "C07": "betablockerare, betablockare",
    "C10A": "blodfettssänkande, kolesterolsänkande, statiner, statin",
    "D07": "kortisonkräm, kortisonsalva",
    "G03A": "p-piller, minipiller",
    "G03C": "östrogen, östrogener",
    "G03D": "gulkroppshormon, gestagen, gestagener",
    "G04BD": "inkontinensläkemedel",
    "H02": "kortison, kortikosteroider",
    "H03A": "sköldkörtelhormon, tyroideahormon",
    "J01": "antibiotika",
    "J01C": "penicillin, penicilliner",
    "J05": "antiviraler, virusläkemedel",
    "J07": "vacciner, vaccin",
    "L04": "immunsuppressiva, immundämpande",
    "M01A": "nsaid, inflammationshämmande, cox-hämmare",
    "M05B": "benskörhetsläkemedel, osteoporosläkemedel",
    "N02": "smärtstillande, värktabletter, analgetika",
    "N02A": "opioider, opiater, morfinpreparat",
    "N02C": "migränläkemedel, migränmedicin",
    "N02CC": "triptaner",
    "N03": "epilepsiläkemedel, antiepileptika, epilepsimedicin",
    "N04": "parkinsonläkemedel, parkinsonmedicin",
    "N05A": "neuroleptika, antipsykotika",
    "N05B": "lugnande, ångestdämpande, anxiolytika",
    "N05C": "sömnmedel, sömntabletter",
    "N06A": "antidepressiva",
    "N06AB": "ssri",
    "N06B": "adhd-läkemedel, adhd-medicin, centralstimulantia",
    "R03": "astmaläkemedel, astmamedicin, kol-läkemedel",
    "R06": "antihistaminer, allergiläkemedel, allergimedicin",
    "S01E": "glaukomläkemedel",
    "V08": "kontrastmedel, röntgenkontrast",
}


"""Each code with its everyday names, the usual one first."""


def _form(words: str) -> str:
    return fold(key(words))


def _by_word() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for code, words in EVERYDAY.items():
        for word in words.split(","):
            found.setdefault(_form(word), []).append(code)
    return found


_BY_WORD = _by_word()


def codes_of(words: str) -> Sequence[str]:
    """The codes of the groups that the words are an everyday name of; none for any others."""
    return _BY_WORD.get(_form(words), ())


def everyday_name(code: str) -> str:
    """”antibiotika” of J01; empty for a code without such a name."""
    return EVERYDAY.get(code, "").partition(",")[0]
