"""What coordinators see: all series of their units, what is missing, and the pilots."""

import re

from bot.commands.tid.case import HourCase
from bot.commands.tid.overview import pilots, series
from bot.questions.doing import Doing
from bot.questions.request import Reply

_SERIES = re.compile(r"(?:alla )?(?:serier(?:na)?|beläggning\w*|statistik\w*|översikt\w*)", re.I)
_PILOTS = re.compile(r"(?:nytt )?(?:försök\w*|pilot\w*|försöksperiod\w*)", re.I)


def _typed(words: str, case: HourCase) -> Reply | None:
    if _SERIES.fullmatch(words):
        return series.seen(case)
    if _PILOTS.fullmatch(words):
        return pilots.seen(case)
    return None


OVERVIEW = Doing(
    actions={
        "serier": series.seen,
        "försöken": pilots.seen,
        "försök": pilots.asked,
        "försök-vidga": pilots.widened,
        "försök-avsluta": pilots.ended,
    },
    typed=_typed,
    shown=series.shown,
)
