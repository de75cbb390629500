"""When something has failed: a sentence with a reference for the reader, the place for the log."""

import secrets
import traceback
from typing import NewType

import structlog
from prometheus_client import Counter

_log = structlog.get_logger(__name__)

FAILURES = Counter("konsult_failures_total", "Errors of konsult's own, by what failed", ["kind"])

FailureKind = NewType("FailureKind", str)
"""The event of a failure in the log, and its kind in the metrics: made by `failure_kind`."""


def failure_kind(event: str) -> FailureKind:
    """A kind of failure, counted from zero on. Made once, where a module or a part begins."""
    FAILURES.labels(event)
    return FailureKind(event)


def log_failure(event: FailureKind, error: BaseException, **about: str) -> str:
    """Log where it failed; the sentence to begin with, which has the same reference as the log."""
    return f"Något gick fel (ref {noted_failure(event, error, **about)})."


def noted_failure(event: FailureKind, error: BaseException, **about: str) -> str:
    """Log where it failed, and count it; the reference that the log has.

    The error's own words stay out of the log: they may quote what somebody typed.
    """
    reference = secrets.token_hex(3)
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    kind = type(error).__name__
    _log.error(event, reference=reference, error=kind, places=places, **about)
    FAILURES.labels(event).inc()
    return reference
