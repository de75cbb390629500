"""One form for all forms of a Swedish word, as a search needs it.

Snowball's Swedish stemmer leaves förmaksflimmer and förmaksflimret, öra and öron, muskel and
muskler apart; here a stem is cut further, until what differs between such forms is gone. A stem is
not a word.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

SHORTEST = 3

_IRREGULAR = {
    form: stem
    for stem, forms in {
        "öra": "öra örat öron öronen öronens örats örons",
        "öga": "öga ögat ögon ögonen ögats ögonens ögons",
        "fot": "fot foten fots fotens fötter fötterna fötters",
        "hand": "hand handen hands handens händer händerna",
        "tand": "tand tanden tands tandens tänder tänderna tänders",
        "man": "man mannen mans mannens män männen mäns männens",
        "uretra": "uretra uretran urethra",
        "ureter": "ureter uretern ureterer",
        "varicella": "varicella varicellae",
        "adrenalin": "adrenalin adrenalinet",
        "vesicare": "vesicare",
        "aspiration": "aspiration aspirationen aspirera aspirerat",
        "inläggning": "inläggning inläggningen inläggningar inläggs inlagd",
        "skuldra": "skuldra skuldran skuldror",
        "laktat": "laktat laktatet",
        "crestor": "crestor",
        "provera": "provera",
        "havand": "havande",
        "dysport": "dysport",
        "fluad": "fluad",
        "karl": "karl karlar",
        "smittrisk": "smittrisk smittrisken smittrisker",
        "mun": "mun munnen munnens munnar",
        "hem": "hem hemmet hemmets hemmen",
        "rum": "rum rummet rummets rummen",
        "hundra": "hundra",
        "löss": "löss lus lusen lössen",
        "läkare": "läkare läkaren läkarens läkares läkarna läkarnas",
        "klinik": "klinik kliniken klinikens kliniker klinikerna kliniks",
        "kvinn": "kvinna kvinnan kvinnor kvinnorna kvinnors kvinnans kvinno",
        "axel": "axel axeln axelns axlar axlarna axlars",
        "tå": "tå tån tår tårna tåns",
        "knä": "knä knät knäet knän knäna knäts",
        "natt": "natt natten nätter nätterna nattens nattlig nattliga nattligt",
        "dotter": "dotter dottern döttrar döttrarna",
        "bror": "bror brodern bröder bröderna",
        "mor": "mor modern mödrar mödrarna mödra",
        "far": "fader fadern fäder fäderna",
        "ung": "ung unga ungt yngre yngst yngsta",
        "gammal": "gammal gamla gammalt äldre äldst äldsta",
        "hög": "hög höga högt högre högst högsta höjd höjda",
        "låg": "låg låga lågt lägre lägst lägsta",
        "lång": "lång långa långt längre längst",
        "stor": "stor stora stort större störst största",
        "lit": "liten litet lilla små mindre minst minsta",
        "klåd": "klåda klådan kliar kliande klia klådor",
        "svull": "svullen svullna svullet svullnad svullnaden svullnader svullnar svälla",
        "blöd": "blöda blöder blödning blödningen blödningar blödningarna blödde blödande",
        "sväl": "svälja sväljer sväljning sväljningen svälj sväljnings",
        "öd": "ödem ödemet ödemen",
        "lever": "lever levern leverns levrar",
        "feber": "feber febern feberns febrar febril febrila febrilt",
        "åder": "åder ådern ådrar ådrorna",
        "prov": "prov provet proven provets provens prover proverna provtagning prövning",
        "gravid": "gravid gravida gravidas graviditet graviditeten graviditetens graviditeter",
        "sjukskriv": "sjukskrivning sjukskrivningar sjukskrivningen sjukskriva sjukskriven "
        "sjukskrivas sjukskrivna sjukskrivs sjukskrivnings",
    }.items()
    for form in forms.split()
}


def _by_length(written: str) -> tuple[str, ...]:
    return tuple(sorted(set(written.split()), key=lambda ending: (-len(ending), ending)))


# Endings of a noun, an adjective or a verb; at least three letters stay.
_ENDINGS = _by_length(
    """
a ad ade ades an ande andes andet andets ans ar are aren arens ares arna arnas ars as at ats
e eln elns en ens er ern erna ernas erns ers es et ets het heten heter hets lig liga ligt
na nas ning ningar ningarna ningars ningen ningens nings or orna ornas ors
ende endes ing ingar ingarna ingen ingens ings
"""
)
# Endings that make another word of the same root; four letters stay, before a short ending five.
_DERIVED = _by_length(
    """
ation ationen ationens ationer ationerna ations atorisk atoriska atoriskt era erad erade
erades erar eras erat erats erande ering eringar eringen erings ik iken iker ikern ikerna ikers
i in ins isk iska iske iskt ion ionen ioner ionerna ions itet iteten ell ella ellt
eut euten euter euterna eutens sam samma samt
"""
)
_ALL = _by_length(" ".join((*_ENDINGS, *_DERIVED)))
# Compounds whose last word looks like endings: bröst|enhet, glukos|sensor.
_WHOLE = re.compile("(.{3,}(?:enhet|sensor|lins))(?:en|ens|er|erna|s)?")
_VOWELS = frozenset("aeiouyåäö")
_BEFORE_S = frozenset("abdefgklmnprtvå")
_BEFORE_T = frozenset("bglmrv")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The form that a word shares with its other forms: muskel, muskler, musklernas."""
    irregular = _IRREGULAR.get(word)
    if irregular is not None:
        return irregular
    if len(word) <= SHORTEST or not word.isalpha():
        return word
    whole = _WHOLE.fullmatch(word)
    if whole:
        return whole[1]
    return _closed(_cut(_cut(_without_letter(word), _ALL), _ALL, again=True))


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """The stems of words, in their order."""
    return tuple(stem(word) for word in words)


def _without_letter(word: str) -> str:
    """Without the -s of a genitive or passive and the -t of an adjective."""
    if len(word) >= 5 and word[-1] == "s" and word[-2] in _BEFORE_S:
        return word[:-1]
    return word[:-1] if len(word) >= 6 and word[-1] == "t" and word[-2] in _BEFORE_T else word


def _cut(word: str, endings: tuple[str, ...], *, again: bool = False) -> str:
    for ending in endings:
        rest = len(word) - len(ending)
        if rest >= max(_least(ending), 5 if again else 0) and word.endswith(ending):
            return word[:rest] if _VOWELS.intersection(word[:rest]) else word
    return word


def _least(ending: str) -> int:
    if ending in _SHORT_DERIVED:
        return 5
    return 4 if ending in _LONG_DERIVED or len(ending) == 1 else SHORTEST


_SHORT_DERIVED = frozenset({"i", "in", "ins", "ik"})
_LONG_DERIVED = frozenset(_DERIVED) - frozenset(_ENDINGS)


def _closed(cut: str) -> str:
    """Without endings that only some forms have: flimr → flim, tablett → tablet."""
    for ending in ("el", "er"):
        if cut.endswith(ending) and len(cut) >= 6:
            cut = cut[:-2]
    if len(cut) > SHORTEST + 1 and cut[-1] in "rl" and cut[-2] not in _VOWELS | {"r", "l"}:
        cut = cut[:-1]
    if len(cut) > SHORTEST + 1 and cut[-1] == cut[-2]:
        cut = cut[:-1]
    return cut
