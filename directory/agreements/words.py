"""The words of a document or a question, and those that carry no subject of their own."""

import re
from functools import lru_cache

from directory.names.normalise import plain
from directory.specialties import official_lexicon

LONGEST_QUERY = 300
MOST_WORDS = 24

_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[0-9a-zåäö]+")
_SUSPENDED = re.compile(r"\b([a-zåäö]{3,})- ?(?:och|eller|samt|/) ?([a-zåäö]{6,})")

# Words of a question that say nothing of its subject, beside those of the lexicon.
_FUNCTION_WORDS = frozenset(
    """
alltså annars att av bland både bör borde den denna dess det detta dig dina ditt du där då efter
eftersom ej eller en enligt ens er ett finns fler flera från få får fått för före gentemot genom ger
ges gäller gör göra görs ha haft han har hennes hon hos hur hör i icke in inför innan inom inte ja
jag just kan ligger lite man med medan mellan men mer min mina mitt mot måste ni nog nu någon
något några när och också olika om oss per plus på redan resp respektive runt samma samt sedan sig
sin sina sitt sitter ska skall ske sker skulle som så sådan säga sätt sätta ta tar tas the till tills
trots ur under upp ut utan vad var vara varför vara varit vars vem vems vi via vid vilka vilken
vilket vill väl vart även å åt än är över
""".split()
)
# Words for documents as such: they say what is asked for, not what it is about.
KIND_WORDS = frozenset(
    """
hök hok rmr svf avtal avtalet avtalen avtals överenskommelse överenskommelsen
överenskommelser vårdöverenskommelse vårdöverenskommelsen handläggningsöverenskommelse
samverkansöverenskommelse samverkansavtal behandlingslinje behandlingslinjen behandlingslinjer
riktlinje riktlinjen riktlinjer rutin rutinen rutiner pm dokument dokumentet ansvarsdokument
vårdförlopp vårdförloppet vårdprogram vårdprogrammet vårdrutin gränssnitt gränsdragning
medicinskt råd rekommendation rekommendationer
""".split()
)
# Words that many a section has and few are about: they weigh little beside any other word.
_WEAK = frozenset(
    """
ansvar ansvarar ansvarig ansvarsfördelning bedöma bedömas bedömning behandla behandlar behandlas
behandling behov behöver behövs besvär bli blir dagar direkt fråga fråga frågor fall
göra gång gånger handlägga handlägger handlägges handläggning handläggs hantera
hanteras hjälp hälsocentral hälsocentralen hc hög höga högt initiera insats kontakt kontakta känd
kontroll lång länge låg låga lågt läkare läkaren ny nya nytt när ofta orsak patient patienten patienter
patienters person problem primärvård primärvården pv skriva skriver sköta
sköter sköts specialist start starta startas stor svar svår svåra svårt söka söker ta
tid tider tidpunkt typ under undersökning utreda utredas utredning uppgifter max maximal maximalt minst månad månader många mycket morbus mb sjukdom sjukdomar syndrom vanlig vecka veckor
vårdcentral vårdcentralen vc vård vården välja år ålder åtgärd åtgärder
""".split()
)
WEAK_MASS = 0.35


def tokens(text: str) -> list[str]:
    """Every word of a text in lower case, å ä ö kept; soft hyphens join what they divide."""
    return _WORD.findall(plain(text.replace(_SOFT_HYPHEN, "")))


def query_tokens(text: str) -> list[str]:
    """The words of a question; what lies beyond 300 characters or 24 words is not read."""
    return tokens(text[:LONGEST_QUERY])[:MOST_WORDS]


def suspended(text: str) -> list[tuple[str, str]]:
    """Words cut short before a common last part, with the word that has it: tjock- och ändtarm."""
    return _SUSPENDED.findall(plain(text.replace(_SOFT_HYPHEN, "")))


def is_filler(word: str) -> bool:
    """Whether the word never says what a question is about: hur, vem, till."""
    return word in _FUNCTION_WORDS


def is_weak(word: str) -> bool:
    """Whether the word says little: behandling, vård, patient."""
    return word in _WEAK or len(word) == 1 or word.isdigit() or word in _filler_words()


def is_ordinary(word: str) -> bool:
    """Whether it is an everyday word, which is never taken for a misspelt medical one."""
    return word in _ordinary_words() or word in _filler_words() or is_filler(word)


@lru_cache(maxsize=1)
def _ordinary_words() -> frozenset[str]:
    return frozenset(official_lexicon().ordinary_words)


@lru_cache(maxsize=1)
def _filler_words() -> frozenset[str]:
    return frozenset(official_lexicon().filler_words)
