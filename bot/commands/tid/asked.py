"""Sentences of those who hold hours: ”jag vill öppna konsulttid på fredag”, ”jag är sjuk …”."""

import re

from bot.questions.sentences import Sentences
from bot.questions.services import tells_of_patient
from directory.snapshot import Snapshot
from directory.walltime.moments import split_moment

_TIME = r"(?:konsult|telefon|video|drop-?in)[- ]?tid(?:en|er|erna)?"
_MY = r"(?:(?:en|ny|nya|några|min|mina|hela|dagens|sina?) )*"
_OPENS = Sentences(
    r"(?:jag )?(?:ska |tänker |vill )*(?:öppna|lägga? (?:in|upp)|erbjuda?|starta) "
    rf"(?P<rest>(?:(?:en|ny|nya|några|min|mina) )+{_TIME}(?: .*)?|konsulttid(?: .*)?)"
)
_CLOSES = Sentences(
    rf"(?:jag )?(?:måste |ska |vill )*(?:stänga?|ställa? in|avsluta) {_MY}{_TIME}(?P<rest>.*)",
)
_CANNOT = Sentences(
    r"(?:.* )?jag (?:är|blev|har blivit) (?:sjuk|magsjuk|förkyld|krasslig|hemma)(?: .*)?"
    rf" {_TIME}(?: .*)?",
    rf"(?:.* )?kan inte (?:ha|hålla|ta|köra) {_MY}{_TIME}(?: .*)?",
    rf"{_MY}{_TIME} (?:måste )?(?:ställas|ställs) in.*(?:sjuk|vab).*",
)
_LATE = Sentences(
    rf"jag (?:är|blir) (?:försenad|sen) (?:till )?{_MY}{_TIME}(?P<rest>.*)",
    rf"jag (?:är|blir) (?P<rest>.+) (?:försenad|sen) till {_MY}{_TIME}",
)
_ILLNESS = re.compile(r"sjuk|krasslig|förkyld|(?<!\w)vab|hemma", re.I)
_TILL = re.compile(r"(?<!\w)(?:till och med|t\.? ?o\.? ?m\.?|fram till|tills?) (?P<day>\w+)", re.I)


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """What is asked, as it would be typed after the command."""
    if tells_of_patient(sentence):
        return None
    for sentences, verb in ((_OPENS, "öppna"), (_CLOSES, "stäng"), (_LATE, "försenad")):
        rest = sentences.rest(sentence)
        if rest is not None:
            return f"{verb} {rest}".strip()
    return _cannot(sentence) if _CANNOT.rest(sentence) is not None else None


def _cannot(sentence: str) -> str:
    """The days that the sentence names; illness closes all, anything else what was named."""
    until = _TILL.search(sentence)
    day, _ = split_moment(sentence[: until.start()] if until else sentence)
    if _ILLNESS.search(sentence) is None:
        return f"stäng {day}".strip()
    return " ".join(filter(None, ("sjuk", day, f"till {until['day']}" if until else "")))
