"""Swedish word forms: endings that may be dropped, and the last parts of compounds."""

from collections.abc import Iterator
from functools import lru_cache

SHORTEST_STEM = 4
SHORTEST_ROOT = 5

# Endings of one and the same word: hjärtsvikt, hjärtsvikten, hjärtsviktens.
_INFLECTIONS_WRITTEN = """
a an ans ar aren arens arna arnas ars at e en ens er ern erna ernas erns ers es et ets n na nas
or orna ornas ors r s t ts
"""
# Endings that make another word of the same root: kardiolog, kardiologi, kardiologisk.
_DERIVATIONS_WRITTEN = """
ade ande are arna i ik iken ikens iker ikern ikerna ikers in ins isk iska iske iskt nde sk ska skt
y
"""
_PSYCHIATRISTS = ("iatern", "iaterns", "iatrarna", "iatrerna", "iaters", "iater")

# What a clinician puts after the name of a field: hjärt + läkare, urolog + jour.
_LAST_PARTS = """
akut akuten akutmottagning akutmottagningen avd avdelning avdelningen backjour bak bakis bakisen
bakjour bakjouren bedömning behandling besvär besvären blödning center centrum dagbakjour dagjour
doktor doktorer doktorerna doktorn enhet enheten expert experten fall fråga frågan frågor
infektion inflammation jour jouren jourens jourhavande jourläkare jourläkaren jourtelefon klinik
kliniken klinikens koll kollega kollegan konsult konsultation konsulten konsulter konsultläkare
konsultläkaren kontroll koordinator lab labb läkare läkaren läkarens läkares läkarna medicin
medicinare medicinaren medicinen mellanjour mellanjouren misstanke mott mottagning mottagningar
mottagningen nattjour nummer ont operation opererad patient patienten patienter primär primären
primärjour primärjouren problem problematik problemen prover recidiv remiss remissen sektion
sektionen sjuk sjuka sjukdom sjukdomar sjukdomarna sjukdomen sjuksköterska skada skador sköterska
sköterskan smärta smärtan smärtor specialist specialisten specialister specialistmottagning ssk
svikt svullnad symptom symtom team teamet telefon telefonen underläkare uppföljning utredning
verksamhet värk värken vård vårdavdelning vården överläkare överläkaren
"""


def _by_length(written: str) -> tuple[str, ...]:
    return tuple(sorted(set(written.split()), key=lambda part: (-len(part), part)))


_INFLECTIONS = frozenset(_INFLECTIONS_WRITTEN.split())
_DERIVATIONS = frozenset(_DERIVATIONS_WRITTEN.split())
_ENDINGS = (_INFLECTIONS | _DERIVATIONS) - {"n", "r", "t"}  # as often a letter of the word itself
_LONGEST_ENDING = max(map(len, _INFLECTIONS | _DERIVATIONS))
_JOBS = _by_length(_LAST_PARTS)


@lru_cache(maxsize=16384)
def remainders(word: str) -> tuple[str, ...]:
    """The word and what is left of it without an ending, the longest first.

    Two words are forms of one when they share a remainder: kardiologen and kardiologi share
    ”kardiolog”. A root that makes other words has at least five letters, a stem four.
    """
    root = _root_of_psychiatrist(word)
    forms = {word: None, root: None} if root else {word: None}
    for cut in range(max(SHORTEST_STEM, len(word) - _LONGEST_ENDING), len(word)):
        ending = word[cut:]
        if ending in _INFLECTIONS or (cut >= SHORTEST_ROOT and ending in _DERIVATIONS):
            forms[word[:cut]] = None
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The word without its longest endings, twice: one form for words that stand in a phrase."""
    return _shortened(_shortened(word))


def _shortened(word: str) -> str:
    for cut in range(max(SHORTEST_STEM, len(word) - _LONGEST_ENDING), len(word)):
        if word[cut:] in _ENDINGS:
            return word[:cut]
    return word


def is_last_part(word: str) -> bool:
    """Whether the word may follow the name of a field: besvär, mottagning, operation."""
    return word in _JOBS


def first_parts(word: str) -> Iterator[str]:
    """What may stand before the last part of a compound: hjärtsviktsmottagning → hjärtsvikt.

    The longest last part first, so that the shortest first part is tried first.
    """
    for part in _JOBS:
        first = word.removesuffix(part)
        if len(first) >= 2 and first != word:
            yield first
            if first.endswith("s") and len(first) > 3:
                yield first[:-1]


def _root_of_psychiatrist(word: str) -> str:
    for ending in _PSYCHIATRISTS:
        if word.endswith(ending):
            return word[: -len(ending)] + "iatr"
    return ""
