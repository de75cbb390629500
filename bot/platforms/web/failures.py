"""When something has failed: a sentence with a reference for the reader, the place for the log."""

import secrets
import traceback

import structlog

_log = structlog.get_logger(__name__)


def failed(error: Exception) -> str:
    """Log where it failed and return the sentence to show.

    The error's own words stay out of the log: they may quote what somebody typed.
    """
    reference = secrets.token_hex(2)
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    _log.error("web request failed", ref=reference, error=type(error).__name__, places=places)
    return (
        f"Något gick fel (ref {reference}). Försök igen om en stund. "
        "Ring sjukhusets växel om det är bråttom."
    )
