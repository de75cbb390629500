"""Sentences that ask for a roster: ”alla jourer i natt”, ”visa jourlistan för ortopeden”."""

import re

from bot.commands.jour.luckor import WORD
from bot.questions.sentences import Sentences
from bot.questions.services import names_services
from directory.snapshot import Snapshot

_AT = r"(?:för|på|till|över|inom|i|hos|vid)"
_DAYS = r"(?:(?:i|under|hela|över|nästa) )*(?:helgen|helg|veckan|vecka)"
_PLACE = rf"(?: {_AT}(?= (?!natt|kväll|helg)))?"
_LISTS = Sentences(
    rf"(?:hela )?jour(?:list(?:an|orna|a|or)|schem(?:at|a|an|ana))(?: {_AT} )?(?P<rest>.*)",
    rf"alla (?:jourer|jourhavande|(?:läkare )?som har jour){_PLACE}(?P<rest>.*)",
    r"vilka (?:har|är|går|jobbar|som har|som är)(?: på)?"
    rf" (?:jour(?:en|er)?|jourhavande|bakjour(?:er)?|primärjour(?:er)?){_PLACE}(?P<rest>.*)",
    rf"vilka jourer (?:finns|är det|har vi){_PLACE}(?P<rest>.*)",
    rf"vem (?:har|är|går|tar) (?:jour(?:en)?|jourhavande)(?: {_AT})? (?P<rest>.*{_DAYS})",
)
_GAPS = Sentences(
    r"(?:vilka |finns det |har vi )?(?:några |är )?luckor(?:na)?"
    rf"(?: (?:i|på) (?:jour\w*|schem\w+))?{_PLACE}(?P<rest>.*)",
    rf"(?:vilka )?(?:obemannade|tomma|lediga) (?:pass|jourer){_PLACE}(?P<rest>.*)",
    r"(?:var|vad|vilka pass|vem) (?:saknas|fattas|är obemannade?)"
    rf"(?: (?:i|på) (?:jour\w*|schem\w+)){_PLACE}(?P<rest>.*)",
)
_NAMED = re.compile(r"jour (?P<rest>.+)", re.IGNORECASE)
_SOON = re.compile(r"(?:i|på|nästa|närmaste|kommande|de|den|under)\b.*", re.IGNORECASE)


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """The services and the day that a list is asked for; after ”jour” they must be some."""
    gaps = _GAPS.rest(sentence)
    if gaps is not None and (not gaps or _SOON.fullmatch(gaps) or names_services(gaps, snapshot)):
        return f"{WORD} {gaps}".strip()
    named = _NAMED.fullmatch(sentence)
    if named is None:
        return _LISTS.rest(sentence)
    words = named["rest"]
    return words if words.casefold().startswith(WORD) or names_services(words, snapshot) else None
