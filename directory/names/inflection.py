"""Swedish word forms: endings that may be dropped, and the last parts of compounds."""

from collections.abc import Iterator
from functools import lru_cache

SHORTEST_STEM = 4

_ENDINGS_WRITTEN = """
a ade an ande ar are aren arens arna arnas ars at e en ens er ern erna ernas erns ers es et ets i
ik iken ikens iker ikern ikerna ikers in ins is isk iska iske iskt n na nas nde or orna ornas ors
s sk ska skt t ts y
"""
_ENDINGS = tuple(sorted(_ENDINGS_WRITTEN.split(), key=lambda ending: (-len(ending), ending)))
_PSYCHIATRISTS = ("iatern", "iatrarna", "iatrerna", "iaters", "iater")

# What a clinician puts after the name of a field: hjärt + läkare, urolog + jour.
_LAST_PARTS = """
akut akuten akutmottagning akutmottagningen avd avdelning avdelningen backjour bakjour bakjouren
bedömning besvär besvären center centrum dagbakjour dagjour doktor doktorer doktorerna doktorn
enhet enheten expert experten fall fråga frågan frågor jour jouren jourens jourhavande jourläkare
jourläkaren jourtelefon klinik kliniken klinikens koll kollega kollegan konsult konsultation
konsulten konsulter konsultläkare konsultläkaren koordinator lab labb läkare läkaren läkarens
läkares läkarna medicin medicinare medicinaren medicinen mellanjour mellanjouren mott mottagning
mottagningar mottagningen nattjour nummer patient patienten patienter primärjour primärjouren
problem problematik problemen prover remiss remissen sektion sektionen sjukdom sjukdomar
sjukdomarna sjukdomen sjuksköterska sköterska sköterskan specialist specialisten specialister
specialistmottagning ssk symptom symtom team teamet telefon telefonen underläkare utredning
verksamhet vård vårdavdelning vården överläkare överläkaren
"""
_BY_LENGTH = tuple(sorted(set(_LAST_PARTS.split()), key=lambda part: (-len(part), part)))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its endings, always the same for the forms of one word.

    Not a word of the language: kardiologi, kardiologen and kardiologiska are all ”kardiolog”.
    """
    for ending in _PSYCHIATRISTS:
        if word.endswith(ending):
            return word[: -len(ending)] + "iatr"
    shorter = _without_ending(word)
    while shorter != word:
        word, shorter = shorter, _without_ending(shorter)
    return word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def first_parts(word: str) -> Iterator[str]:
    """What may stand before the last part of a compound: hjärtsviktsmottagning → hjärtsvikt.

    The longest last part first, so that the shortest first part is tried first.
    """
    for part in _BY_LENGTH:
        first = word.removesuffix(part)
        if len(first) >= 2 and first != word:
            yield first
            if first.endswith("s") and len(first) > 3:
                yield first[:-1]
