"""What letters about advice say, and whether it is still so when they are sent."""

from collections.abc import Callable, Mapping
from datetime import datetime

from directory.letters.matters import Matter
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.advice.kept import ADVICE
from directory.snapshot import Snapshot

_WAITS, _SENT_BACK, _SIGNED = "råd väntar", "råd skickat tillbaka", "råd godkänt"
_CHANGED = "råd ändrat"
_HOLDS, _ENDED = "råd gäller", "råd gick ut"
_CLOSED, _WITHDRAWN = "råd avslutat", "råd återkallat"


def of_waiting(advice: ReplacementAdvice) -> str:
    """The draft waits to be approved, with just this text."""
    return f"{_WAITS}|{advice.id}|{advice.text_hash}"


def of_sent_back(advice: ReplacementAdvice) -> str:
    """The draft has been sent back, with just this text, and not been sent again."""
    return f"{_SENT_BACK}|{advice.id}|{advice.text_hash}"


def of_changed(advice: ReplacementAdvice) -> str:
    """The draft has just this text, and waits for nobody's approval."""
    return f"{_CHANGED}|{advice.id}|{advice.text_hash}"


def of_signed(advice: ReplacementAdvice) -> str:
    """The version is approved and has not been taken back."""
    return f"{_SIGNED}|{advice.id}"


def of_held(advice: ReplacementAdvice) -> str:
    """The version holds."""
    return f"{_HOLDS}|{advice.id}"


def of_ended(advice: ReplacementAdvice) -> str:
    """The version has ended by itself, and no newer one has been approved."""
    return f"{_ENDED}|{advice.id}"


def of_closed(advice: ReplacementAdvice) -> str:
    """The version was closed since all that it is about is back, and no newer one is approved."""
    return f"{_CLOSED}|{advice.id}"


def of_withdrawn(advice: ReplacementAdvice) -> str:
    """The version has been withdrawn."""
    return f"{_WITHDRAWN}|{advice.id}"


_OfVersion = Callable[[ReplacementAdvice, Snapshot, datetime], bool]


def _version(is_so: _OfVersion) -> Matter:
    def still(what: str, snapshot: Snapshot, now: datetime) -> bool:
        advice = snapshot.of(ADVICE).get(what)
        return advice is not None and is_so(advice, snapshot, now)

    return still


def _text(state: AdviceState) -> Matter:
    def still(what: str, snapshot: Snapshot, now: datetime) -> bool:
        id_, _, text = what.rpartition("|")
        advice = snapshot.of(ADVICE).get(id_)
        return advice is not None and (advice.state, advice.text_hash) == (state, text)

    return still


def _is_signed(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> bool:
    return advice.stands(now)


def _holds(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> bool:
    return advice.is_in_force(now)


def _has_ended(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> bool:
    return advice.state is AdviceState.SIGNED and advice.has_ended(now)


def _is_closed(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> bool:
    newer = snapshot.of(ADVICE).signed(advice.advice)
    return advice.state is AdviceState.CLOSED and newer is None


def _is_withdrawn(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> bool:
    return advice.state is AdviceState.WITHDRAWN


ADVICE_MATTERS: Mapping[str, Matter] = {
    _WAITS: _text(AdviceState.WAITING),
    _SENT_BACK: _text(AdviceState.DRAFT),
    _CHANGED: _text(AdviceState.DRAFT),
    _SIGNED: _version(_is_signed),
    _HOLDS: _version(_holds),
    _ENDED: _version(_has_ended),
    _CLOSED: _version(_is_closed),
    _WITHDRAWN: _version(_is_withdrawn),
}
