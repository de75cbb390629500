"""Hours are opened: typed or asked for, shown as they will be, and published with one tap."""

import re

from bot.commands.tid.case import HourCase
from bot.commands.tid.doing import Doing
from bot.commands.tid.opening import publishing
from bot.questions.request import Reply

_OPENS = re.compile(
    r"(?:öppn\w*|oppna|öppe[nt]|nya?|nytt|lägg\w*(?: (?:in|upp))?|erbjud\w*|starta)(?!\w)"
    r"|nu(?= (?:[0-9]|i |till |en |två |tre |fyra |-|–))|(?:varje|varannan)(?!\w)",
    re.IGNORECASE,
)


def _typed(words: str, case: HourCase) -> Reply | None:
    return publishing.typed(words, case) if _OPENS.match(words) else None


OPENING = Doing(actions={"öppna": publishing.pressed}, typed=_typed)
