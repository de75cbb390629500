"""What a mail server's reply means: whom it is about, by its codes and by what had been said.

The enhanced status code (RFC 3463) comes first, then the reply code (RFC 5321) and the phase.
Whatever is not known passes: it is tried again, and lets no other letter wait.
"""

import re
from enum import StrEnum

from bot.delivery.sender import SendError

PAUSE_WHEN_REFUSED = 60.0
"""Seconds to pause when the server refuses us rather than a recipient: an operator must act."""
PAUSE_WHEN_BUSY = 30.0
"""Seconds to pause when the server says that it is closing (421)."""


class Phase(StrEnum):
    """How far a submission has come; the words are part of the error codes of a broken line."""

    CONNECT = "connect"
    GREETING = "greeting"
    HELLO = "hello"
    SECURING = "tls"
    LOGIN = "login"
    SENDER = "mail"
    RECIPIENT = "rcpt"
    DATA = "data"
    TAKEN = "taken"


class Refusal(StrEnum):
    """Whom a refusal is about.

    US: konsult's address, password or right to send; RECIPIENT: the address, the mailbox or who may
    write to it; LETTER: what stands in this letter; NOBODY: the same may be taken later.
    """

    US = "us"
    RECIPIENT = "recipient"
    LETTER = "letter"
    NOBODY = "nobody"


_ENHANCED = re.compile(r"^\s*#?([245])\.(\d{1,3})\.(\d{1,3})\b", re.MULTILINE)
_BEFORE_THE_RECIPIENT = frozenset(
    {Phase.CONNECT, Phase.GREETING, Phase.HELLO, Phase.SECURING, Phase.LOGIN, Phase.SENDER}
)
_BUSY = 421
_TOO_BIG = (3, 4)

_SUBJECTS = {1: Refusal.RECIPIENT, 2: Refusal.RECIPIENT, 6: Refusal.LETTER, 7: Refusal.US}
"""The second number; 0, 3, 4 and 5 say nothing of whom."""
_DETAILS = {
    (1, 7): Refusal.US,  # bad sender's address, syntax
    (1, 8): Refusal.US,  # bad sender's address
    _TOO_BIG: Refusal.LETTER,
    (6, 7): Refusal.RECIPIENT,  # a non-ASCII address is not permitted there
    (7, 2): Refusal.RECIPIENT,  # the list is not expanded for us
    (7, 17): Refusal.RECIPIENT,  # the mailbox has another owner now
    (7, 18): Refusal.RECIPIENT,  # the domain has another owner now
}
_WHO_WE_ARE = frozenset({530, 534, 535, 538})
_BASIC = {
    Phase.RECIPIENT: {
        501: Refusal.RECIPIENT,
        521: Refusal.US,
        550: Refusal.RECIPIENT,
        551: Refusal.RECIPIENT,
        552: Refusal.RECIPIENT,
        553: Refusal.RECIPIENT,
        554: Refusal.US,
        556: Refusal.RECIPIENT,
    },
    Phase.DATA: dict.fromkeys((550, 551, 552, 553), Refusal.RECIPIENT),
    Phase.TAKEN: dict.fromkeys((550, 551, 552, 553, 554), Refusal.LETTER),
}
_SAYS_WHO_WE_ARE = re.compile(
    r"\brelay(?:ing)?\b[^\n]{0,40}\b(?:denied|prohibited|not|refused|rejected)"
    r"|\b(?:not|unable|cannot|no|refuse)\b[^\n]{0,40}\brelay"
    r"|authenticat|must (?:log ?in|issue a starttls)|block ?list|black ?list|spamhaus|dnsbl",
    re.IGNORECASE,
)
"""What servers without enhanced codes write when they refuse the one who sends."""


def about(phase: Phase, code: int, text: str) -> Refusal:
    """Whom the reply is about. `text` has the lines of the reply, without their codes."""
    enhanced = _enhanced(text)
    if not 500 <= code <= 599 or (enhanced and enhanced[0] != 5):
        return Refusal.NOBODY
    if phase in _BEFORE_THE_RECIPIENT:
        return Refusal.LETTER if enhanced and enhanced[1:] == _TOO_BIG else Refusal.US
    if enhanced:
        _, subject, detail = enhanced
        refusal = _DETAILS.get((subject, detail)) or _SUBJECTS.get(subject)
        if refusal:
            return refusal
    if code in _WHO_WE_ARE or _SAYS_WHO_WE_ARE.search(text):
        return Refusal.US
    return _BASIC[phase].get(code, Refusal.NOBODY)


def fault_of(phase: Phase, code: int, text: str) -> SendError:
    """The reply as the worker understands it."""
    if phase is Phase.TAKEN and not 400 <= code <= 599:
        return SendError("smtp_unclear", unsure=True)
    said = _code(code, text)
    match about(phase, code, text):
        case Refusal.US:
            return SendError(said, retry_after=PAUSE_WHEN_REFUSED, ours=True)
        case Refusal.RECIPIENT | Refusal.LETTER:
            return SendError(said, permanent=True)
        case Refusal.NOBODY:
            return SendError(said, retry_after=PAUSE_WHEN_BUSY if code == _BUSY else None)


def broken_off(phase: Phase) -> SendError:
    """The line broke, or no reply came: only after the last dot may the letter have been taken."""
    return SendError(f"smtp_no_{phase}", unsure=phase is Phase.TAKEN)


def _code(code: int, text: str) -> str:
    enhanced = _enhanced(text)
    return f"smtp_{code}_{'.'.join(map(str, enhanced))}" if enhanced else f"smtp_{code}"


def _enhanced(text: str) -> tuple[int, int, int] | None:
    found = _ENHANCED.search(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
