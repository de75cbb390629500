"""The words of a document or a question, and lists of words that carry no subject."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from directory.catalogue.specialties import official_lexicon
from directory.names.normalise import plain

LONGEST_QUERY = 300
MOST_WORDS = 24

_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[0-9a-zåäö]+")
_SUSPENDED = re.compile(r"\b([a-zåäö]{3,})- ?(?:och|eller|samt|/) ?([a-zåäö]{6,})")


def _listed(written: str) -> frozenset[str]:
    return frozenset(written.split())


# Words of a question that say nothing of its subject, beside those of the lexicon.
_FUNCTION_WORDS = _listed(
    """
    alltså annars att av bland borde både bör den denna dess det detta dig dina ditt du där då efter
    eftersom ej eller en enligt ens er ett finns fler flera från få får fått för före genom gentemot
    ger ges gäller gör göra görs ha haft han har hennes hon hos hur hör i icke in inför innan inom
    inte ja jag just kan ligger lite man med medan mellan men mer min mina mitt mot måste ni nog nu
    när någon något några och också olika om oss per plus på redan resp respektive runt samma samt
    sedan sig sin sina sitt sitter ska skall ske sker skulle som säga sätt sätta så sådan ta tar tas
    the till tills trots under upp ur ut utan vad var vara varför varit vars vart vem vems vi via
    vid vilka vilken vilket vill väl än är även å åt över
    """
)
_LINKS = _listed("av den det en ett från för hos i med och om på som till vid å")
# Words for documents as such: they say what is asked for, not what it is about.
KIND_WORDS = _listed(
    """
    ansvarsdokument avtal avtalen avtalet avtals behandlingslinje behandlingslinjen
    behandlingslinjer dokument dokumentet gränsdragning gränssnitt handläggningsöverenskommelse hok
    hök medicinskt pm rekommendation rekommendationer riktlinje riktlinjen riktlinjer rmr rutin
    rutinen rutiner råd samverkansavtal samverkansöverenskommelse svf vårdförlopp vårdförloppet
    vårdprogram vårdprogrammet vårdrutin vårdöverenskommelse vårdöverenskommelsen överenskommelse
    överenskommelsen överenskommelser
    """
)
# Words that many sections have and few are about: they weigh little beside other words.
_WEAK = _listed(
    """
    ansvar ansvarar ansvarig ansvarsfördelning bedöma bedömas bedömning behandla behandlar behandlas
    behandling behov behöver behövs besvär bli blir dagar direkt fall fråga frågor gång gånger göra
    handlägga handlägger handlägges handläggning handläggs hantera hanteras hc hjälp hälsocentral
    hälsocentralen hög höga högt initiera insats kontakt kontakta kontroll känd läkare läkaren länge
    låg låga lågt lång max maximal maximalt mb minst morbus mycket månad månader många ny nya nytt
    när ofta orsak patient patienten patienter patienters person primärvård primärvården problem pv
    sjukdom sjukdomar skriva skriver sköta sköter sköts specialist start starta startas stor svar
    svår svåra svårt syndrom söka söker ta tid tider tidpunkt typ under undersökning uppgifter
    utreda utredas utredning vanlig vc vecka veckor välja vård vårdcentral vårdcentralen vården
    ålder år åtgärd åtgärder
    """
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


def is_link(word: str) -> bool:
    """Whether the word only joins others in a term: ont i halsen, graviditet och amning."""
    return word in _LINKS


def is_filler(word: str) -> bool:
    """Whether the word never says what a question is about: hur, vem, till."""
    return word in _FUNCTION_WORDS


def is_weak(word: str) -> bool:
    """Whether the word says little: behandling, vård, patient."""
    listed = word in _WEAK or word in _everyday()["weak"] or word in _filler_words()
    return listed or len(word) == 1 or word.isdigit()


def is_ordinary(word: str) -> bool:
    """Whether it is an everyday word, which is never read as a misspelt medical one."""
    everyday = any(word in words for words in _everyday().values())
    return everyday or word in _ordinary_words() or word in _filler_words() or is_filler(word)


@lru_cache(maxsize=1)
def _ordinary_words() -> frozenset[str]:
    return frozenset(official_lexicon().ordinary_words)


@lru_cache(maxsize=1)
def _filler_words() -> frozenset[str]:
    return frozenset(official_lexicon().filler_words)


@lru_cache(maxsize=1)
def _everyday() -> Mapping[str, frozenset[str]]:
    data = resources.files("directory.data").joinpath("everyday_words.json").read_text("utf-8")
    read = json.loads(data)
    return {sort: frozenset(read[sort]) for sort in ("weak", "ordinary")}
