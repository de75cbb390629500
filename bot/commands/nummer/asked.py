"""Sentences that ask for the number of a unit or a function: ”nummer till fyren”."""

import re

from bot.commands.nummer.functions import take_function
from bot.questions.sentences import Sentences
from bot.questions.understanding import understand
from directory.snapshot import Snapshot

_NUMBER = (
    r"(?:(?:direkt|telefon|tele|tel|mobil)?(?:nummer|numret|nr)|telefon(?:en)?|tele|tel|tfn"
    r"|telefonlista|kontaktuppgifter(?:na)?)\.?"
)
_TO = r"(?:till|på|för|hos|t)"
_ASKED = Sentences(
    rf"(?:vad|vilket) (?:är|har|är det för) (?:{_NUMBER}) (?:{_TO}) (?P<rest>.+)",
    rf"(?:{_NUMBER}) (?:{_TO}) (?P<rest>.+)",
    rf"(?:vad|vilket) (?:har|är) (?P<rest>.+) (?:för )?(?:{_NUMBER})",
    rf"(?P<rest>.+?)s? (?:{_NUMBER})",
)
_HOLDER = Sentences(
    r"(?:vem (?:som )?är |nå |kontakt(?:a| med)? |få tag (?:i|på) |söker |ringa? |prata med )*"
    r"(?:vår |er |deras )?(?P<rest>.+)"
)
_NAMED = re.compile(r"nummer (?P<rest>.+)", re.IGNORECASE)
_AT = re.compile(r"^(?:på|i|vid|för|hos|till) ", re.IGNORECASE)
_CENTRE = re.compile(r"vc (?P<rest>.+)", re.IGNORECASE)


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """The unit or the function whose number is wanted.

    Straight after ”nummer” it may be a subject as well, whose clinics are shown; whoever is on
    call is asked for without it.
    """
    centre = _CENTRE.fullmatch(sentence)
    if centre and _is_somewhere(centre["rest"], snapshot):
        return sentence
    asked = _ASKED.rest(sentence)
    if asked is not None and _is_somewhere(asked, snapshot):
        return asked
    holder = _HOLDER.rest(sentence)
    if holder and take_function(holder)[1] is not None and _is_somewhere(holder, snapshot):
        return holder
    named = _NAMED.fullmatch(sentence)
    if named is None:
        return None
    understood = understand(named["rest"], snapshot)
    return named["rest"] if understood.query.role is None else None


def _is_somewhere(words: str, snapshot: Snapshot) -> bool:
    unit, function = take_function(words)
    unit = _AT.sub("", unit)
    return snapshot.names.unit(unit).claimed if unit else function is not None
