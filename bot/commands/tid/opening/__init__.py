"""Hours are opened: typed or asked for, shown as they will be, and published with one tap."""

import re

from bot.commands.tid.case import HourCase
from bot.commands.tid.opening import publishing
from bot.commands.tid.opening.openers import services_to_open
from bot.commands.tid.opening.times import read_times
from bot.questions.doing import Doing
from bot.questions.request import Reply

_OPENS = re.compile(
    r"(?:öppn\w*|oppna|öppe[nt]|nya?|nytt|lägg\w*(?: (?:in|upp))?|erbjud\w*|starta)(?!\w)"
    r"|nu(?= (?:[0-9]|i |till |en |två |tre |fyra |-|–))|(?:varje|varannan)(?!\w)"
    r"|(?:jämna|udda) (?:veck|v\.?(?!\w)|\w+dagar)"
    r"|(?:första|andra|tredje|fjärde|sista) .{2,40} (?:i|varje) månad",
    re.IGNORECASE,
)


def _typed(words: str, case: HourCase) -> Reply | None:
    """Of who may not open hours, ”öppna tider ortopedi” asks for those that are open."""
    if _OPENS.match(words) is None or words.casefold().endswith(" igen"):
        return None
    if not services_to_open(case) and read_times(words, case.now).times is None:
        return None
    return publishing.typed(words, case)


OPENING = Doing(actions={"öppna": publishing.pressed}, typed=_typed)
