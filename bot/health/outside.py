"""A line to something outside, which remembers when it last worked and what it failed by."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from prometheus_client import Counter

from bot.health.condition import Condition
from directory.walltime.said import dated_words, until_words


class LineFailure(StrEnum):
    """What a line failed by. The value is the label in /metrics."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    LIMITED = "limited"


FAILURES = Counter(
    "konsult_line_failures_total",
    "Failures of a line in or out: refused (they say no to konsult), unreachable, limited (too fast)",
    ["line", "kind"],
)
_SAID = {
    LineFailure.REFUSED: "nekar konsult",
    LineFailure.UNREACHABLE: "kan inte nås",
    LineFailure.LIMITED: "ber konsult vänta",
}


class OutsideLine:
    """One line, as its latest use left it. `title` begins a Swedish sentence: ”Slack, utgående”.

    One that has not been used yet is not held to be broken. `hint`: what to look at where it fails.
    """

    def __init__(
        self, line: str, title: str, clock: Callable[[], datetime], *, hint: str = ""
    ) -> None:
        self.line = line
        self._title = title
        self._hint = f" {hint}" if hint else ""
        self._clock = clock
        self._good: datetime | None = None
        self._since: datetime | None = None
        self._failure: LineFailure | None = None
        self._code = ""
        self._until: datetime | None = None
        self._counts = {kind: FAILURES.labels(line, kind.value) for kind in LineFailure}

    def worked(self) -> None:
        """It has just been used, and did what it is for."""
        self._good = self._clock()
        if self._failure is not None or self._since is None:
            self._since, self._failure = self._good, None

    def failed(self, kind: LineFailure, code: str = "", until: datetime | None = None) -> None:
        """It has just been used, and failed. `code` is one of ours or theirs, never a text; `until`:
        when it is tried again at the earliest."""
        self._counts[kind].inc()
        if self._failure is None:
            self._since = self._clock()
        self._failure, self._code, self._until = kind, code, until

    def condition(self, now: datetime) -> Condition:
        """How it is."""
        return Condition(
            line=self.line,
            ok=self._failure is None,
            says=self._says(now),
            since=self._since,
            good=self._good,
        )

    def _says(self, now: datetime) -> str:
        last = f"fungerade senast {dated_words(self._good, now)}" if self._good else ""
        if self._failure is None:
            return f"{self._title} {last or 'har inte använts än'}."
        code = f" ({self._code})" if self._code else ""
        since = f" sedan {dated_words(self._since, now)}" if self._since else ""
        lasted = f" Linjen {last}." if last else ""
        rests = self._until is not None and self._until > now
        until = f" Den vilar till {until_words(self._until, now)}." if self._until and rests else ""
        return f"{self._title} {_SAID[self._failure]}{code}{since}.{lasted}{until}{self._hint}"
