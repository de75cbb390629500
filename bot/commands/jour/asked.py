"""Sentences that ask for a roster: ”alla jourer i natt”, ”visa jourlistan för ortopeden”."""

import re

from bot.commands.jour.luckor import WORD
from bot.questions.past import TENSE, split_time
from bot.questions.sentences import Sentences
from bot.questions.services import names_services, tells_of_patient
from directory.lazy.patterns import LazyPattern
from directory.snapshot import Snapshot

_AT = r"(?:för|på|till|över|inom|i|hos|vid)"
_DAYS = r"(?:(?:i|under|hela|över|nästa|förra|senaste) )*(?:helgen|helg|veckan|vecka)"
_PLACE = rf"(?: {_AT}(?= (?!natt|kväll|helg)))?"
_LISTS = Sentences(
    rf"(?:hela )?jour(?:list(?:an|orna|a|or)|schem(?:at|a|an|ana)|situation(?:en)?|läge(?:t)?"
    rf"|bemanning(?:en)?)(?: {_AT} )?(?P<rest>.*)",
    rf"alla (?:jourer|jourhavande|(?:läkare )?som (?:har|hade) jour){_PLACE}(?P<rest>.*)",
    r"vilka (?:har|är|går|jobbar|som har|som är|hade|var|gick|jobbade|som hade|som var)(?: på)?"
    rf" (?:jour(?:en|er)?|jourhavande|bakjour(?:er)?|primärjour(?:er)?){_PLACE}(?P<rest>.*)",
    rf"vilka jourer (?:finns|är det|har vi){_PLACE}(?P<rest>.*)",
    r"vem (?:har|är|går|tar|hade|var|gick|tog) (?:jour(?:en)?|jourhavande)"
    rf"(?: {_AT})? (?P<rest>.*{_DAYS})",
)
_SHOWN = Sentences(
    r"(?:.* )?(?:vilka|alla|lista)\b.*"
    r"\b(?:\w*jour(?:er|en|erna)?|jourhavande|jour(?:list|schem)\w+|i tjänst|jobbar|arbetar)\b.*"
)
_EMPTY = (
    r"luckor(?:na)?|hål|tom(?:t|ma)?(?: rader)?|obemannad?e?|otillsatt\w*|vakant?a?|vakanser"
    r"|saknas|fattas"
)
_WITHOUT = (
    r"(?:saknar|saknas|är utan|står utan|har ingen|har inga|inte har(?: någon)?)"
    r" (?:\w*läkare|doktor|jour|bakjour|primärjour|bemanning|jourhavande)"
)
_STAFFED = r"(?:bemanna(?:de|d|t)|tillsatt(?:a)?|täckt(?:a)?|besatt(?:a)?|fyllda|klara)"
_LACKING = (
    r"(?:vilka|lista|alla|finns det|är det|vilken)(?: \w+){0,2}"
    rf" (?:enhet|klinik|avdelning|mottagning)\w*(?: som)? (?:{_WITHOUT})"
)
_LACK = Sentences(rf"{_LACKING}(?P<rest>.*)")
_GAPS = Sentences(
    rf"är (?:alla|samtliga|hela)(?: \w+)? (?:\w*pass(?:en)?|\w*jour\w*|\w*schem\w+"
    rf"|rader(?:na)?) (?:{_STAFFED})(?P<rest>.*)",
    rf"{_LACKING}(?P<rest>.*)",
    r"(?:vilka|lista|visa)(?: \w+){0,2} (?:tomma rader|luckor(?:na)?|obemannade pass)"
    r"(?P<rest>.*)",
    rf"luckor(?:na)?(?: (?:i|på) (?:jour\w*|schem\w+))?{_PLACE}(?P<rest>.*)",
    rf".*\b(?:{_EMPTY})\b.*"
    r"\b(?:pass(?:et|en)?|jour\w*|schem\w+)\b.*",
    r".*\b(?:pass(?:et|en)?|jour\w*|schem\w+)\b.*"
    rf"\b(?:{_EMPTY})\b.*",
)
_ASKING = LazyPattern(
    r"\b(?:(?:i|på) (?:jour(?:en|erna)?|jour(?:list|schem)\w+|schem\w+)"
    r"|vilka|alla|lista|visa|se|hela|läkare|som|har|är|går|hade|var|gick|jobbade|arbetade|finns|det|där|några|vi|ska"
    r"|(?:enhet|klinik|avdelning|mottagning)(?:er|erna|ar|arna)?|samtliga|någon|nån|något|doktor|utan|står|saknar|ingen|inga|rader(?:na)?"
    r"|(?:bak|primär|mellan)?jour(?:er|en|erna)?|jourhavande|jour(?:list|schem)\w+|i tjänst|jobbar"
    rf"|arbetar|{_EMPTY}|{_STAFFED}|pass(?:et|en)?"
    r"|schem\w+)\b",
    re.IGNORECASE,
)
_NAMED = LazyPattern(r"jour (?P<rest>.+)", re.IGNORECASE)


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """The services and the day that a list is asked for; after ”jour” they must be some."""
    if _GAPS.rest(sentence) is not None:
        named = _asked_of(sentence, snapshot)
        if named is None:
            named = _LACK.rest(sentence)  # what is not understood of it is said by the list
        return None if named is None else f"{WORD} {named}".strip()
    after_name = _NAMED.fullmatch(sentence)
    if after_name is not None:
        words = after_name["rest"]
        said = words.casefold().startswith(WORD) or names_services(words, snapshot)
        return words if said else None
    listed = _LISTS.rest(sentence)
    if listed is None and _SHOWN.rest(sentence) is not None:
        return _asked_of(sentence, snapshot)
    return None if listed is None else _with_tense(sentence, listed)


def _with_tense(sentence: str, listed: str) -> str:
    """The words; where it is asked who was, they say so too."""
    time, named = split_time(sentence, listed)
    return f"{time} {named}".strip() if time.startswith(TENSE) else listed


def _asked_of(sentence: str, snapshot: Snapshot) -> str | None:
    """What is left besides the words that ask: services, a time or nothing; None if it is more."""
    if tells_of_patient(sentence):
        return None
    words = " ".join(_ASKING.sub(" ", sentence).split())
    time, named = split_time(sentence, words)
    query = snapshot.names.query(named)
    if not query.subject_words and not query.place_words:
        return time
    if not names_services(named, snapshot):
        return None
    return f"{time} {named}" if time.startswith(TENSE) else words
