"""Hours are kept: changed, closed for a while or for good, opened again, and said to be late."""

import re

from bot.commands.tid.case import HourCase, on_own_hour
from bot.commands.tid.keeping import change, close, ill, late, reopen
from bot.questions.doing import Doing
from bot.questions.request import Reply

_CLOSES = re.compile(r"(?:stäng\w*|stang\w*|ställ(?:er)? in|avsluta)(?!\w)", re.IGNORECASE)
_ILL = re.compile(r"(?:jag är )?(?:sjuk(?:anmäl\w*|skriven)?|vab\w*|krasslig)(?!\w)", re.IGNORECASE)
_LATE = re.compile(
    r"(?:jag är |jag blir |blir )?(?:försenad|forsenad|sen)(?!\w)(?P<after>.*)"
    r"|(?P<delay>om (?:[0-9]|en |fem |tio |två ).*)|(?P<before>.+?) (?:sen|försenad)$",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"(?:ändra|andra|byt tid på)(?: (?:mina?|(?:konsult)?tid\w*))*(?!\w)", re.IGNORECASE
)
_REOPENS = re.compile(
    r"(?:öppna|oppna)(?: (?:allt|den|det))? igen|ångra stängning\w*", re.IGNORECASE
)


def _typed(words: str, case: HourCase) -> Reply | None:
    if _REOPENS.fullmatch(words):
        return reopen.typed(case)
    if match := _CLOSES.match(words):
        return close.typed(words[match.end() :].strip(), case)
    if match := _CHANGES.match(words):
        return change.typed(words[match.end() :].strip(), case)
    if match := _ILL.match(words):
        return ill.typed(words[match.end() :].strip(), case)
    if match := _LATE.fullmatch(words):
        said = match["after"] or match["delay"] or match["before"] or ""
        said = re.sub(r"^om ", "", said.strip(), flags=re.IGNORECASE)
        return late.typed(said, case)
    return None


KEEPING = Doing(
    actions={
        "ändra": on_own_hour(change.pressed),
        "stäng": on_own_hour(close.pressed),
        "sjuk": ill.pressed,
        "öppna-igen": reopen.pressed,
        "försenad": on_own_hour(late.pressed),
    },
    typed=_typed,
)
