"""A line to something outside, which remembers when it last worked and what it failed by."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from prometheus_client import Counter

from bot.health.condition import Condition
from directory.lazy.values import dataclass
from directory.walltime.said import dated_words, until_words


class LineFailure(StrEnum):
    """What a line failed by. The value is the label in /metrics."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    LIMITED = "limited"


FAILURES = Counter(
    "konsult_line_failures_total",
    "Failures of a line in or out: refused (they say no to us), unreachable, limited (too fast)",
    ["line", "kind"],
)
_SAID = {
    LineFailure.REFUSED: "nekas",
    LineFailure.UNREACHABLE: "ingen kontakt",
    LineFailure.LIMITED: "ombedd att vänta",
}


class OutsideLine:
    """One line, as its latest use left it. `title`: what it is called in Swedish.

    One that has not been used yet is not held to be broken. `hint`: what to look at where it fails.
    `told_for`: how long after its latest failure it counts as failing; None: until it works again.
    """

    def __init__(
        self,
        line: str,
        title: str,
        clock: Callable[[], datetime],
        *,
        hint: str = "",
        told_for: timedelta | None = None,
    ) -> None:
        self.line = line
        self._title = title
        self._hint = hint
        self._told_for = told_for
        self._clock = clock
        self._good: datetime | None = None
        self._since: datetime | None = None
        self._failure: _Failed | None = None
        self._counts = {kind: FAILURES.labels(line, kind.value) for kind in LineFailure}

    def worked(self) -> None:
        """It has just been used, and did what it is for."""
        self._good = self._clock()
        if self._failure is not None or self._since is None:
            self._since, self._failure = self._good, None

    def failed(self, kind: LineFailure, code: str = "", rests: float | None = None) -> None:
        """It has just been used, and failed. `code` is one of ours or theirs, never a text.

        `rests`: how many seconds it is not used for.
        """
        self._counts[kind].inc()
        now = self._clock()
        if self._failure is None:
            self._since = now
        until = now + timedelta(seconds=rests) if rests else None
        self._failure = _Failed(kind, code, now, until)

    def condition(self, now: datetime) -> Condition:
        """How it is."""
        failure = self._failing(now)
        state = f"{self._title}: {self._state(failure, now)}."
        return Condition(
            line=self.line,
            ok=failure is None,
            says=" ".join([state, *self._more(failure, now)]),
            since=self._since,
            good=self._good,
        )

    def _failing(self, now: datetime) -> "_Failed | None":
        latest = self._failure
        if latest and self._told_for is not None and now - latest.at >= self._told_for:
            return None
        return latest

    def _state(self, failure: "_Failed | None", now: datetime) -> str:
        if failure is None:
            return f"fungerade {dated_words(self._good, now)}" if self._good else "inte använd än"
        code = f" ({failure.code})" if failure.code else ""
        since = dated_words(self._since or failure.at, now)
        return f"{_SAID[failure.kind]}{code} sedan {since}"

    def _more(self, failure: "_Failed | None", now: datetime) -> Iterator[str]:
        """When a line that fails last worked, how long it rests, and what to look at."""
        if failure is None:
            return
        if self._good:
            yield f"Fungerade senast {dated_words(self._good, now)}."
        if failure.until and failure.until > now:
            yield f"Vilar till {until_words(failure.until, now)}."
        if self._hint:
            yield self._hint


@dataclass(frozen=True, slots=True)
class _Failed:
    """The latest failure of a line."""

    kind: LineFailure
    code: str
    at: datetime
    until: datetime | None
