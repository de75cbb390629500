"""When something has failed: a sentence with a reference for the reader, the place for the log."""

import secrets
import traceback

import structlog

_log = structlog.get_logger(__name__)


def log_failure(event: str, error: BaseException, **about: str) -> str:
    """Log where it failed; the sentence to begin with, which has the same reference as the log."""
    return f"Något gick fel (ref {noted_failure(event, error, **about)})."


def noted_failure(event: str, error: BaseException, **about: str) -> str:
    """Log where it failed; the reference that the log has.

    The error's own words stay out of the log: they may quote what somebody typed.
    """
    reference = secrets.token_hex(3)
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    kind = type(error).__name__
    _log.error(event, reference=reference, error=kind, places=places, **about)
    return reference
