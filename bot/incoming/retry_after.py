"""The header Retry-After of HTTP (RFC 9110, 10.2.3): how long a server asks its callers to wait."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 600.0
"""Seconds: nobody is silent for longer because a header says so."""
_SECONDS = re.compile(r"\d{1,20}(\.\d{1,20})?", re.ASCII)


def asked_pause(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from 0 to LONGEST; None where the headers do not say it in a way that can
    be read. Nothing raises.

    Fractions of seconds are read too. A date counts from the answer's own Date, so that the clocks
    need not agree; one without a Date beside it says nothing.
    """
    named = {name.casefold(): str(value).strip() for name, value in headers.items()}
    written = named.get("retry-after", "")
    if _SECONDS.fullmatch(written):
        return min(float(written), LONGEST)
    until, since = _moment(written), _moment(named.get("date", ""))
    if until is None or since is None:
        return None
    return min(max((until - since).total_seconds(), 0.0), LONGEST)


def _moment(written: str) -> datetime | None:
    """A date in one of the three forms that HTTP knows; all of them are in UTC."""
    try:
        moment = parsedate_to_datetime(written)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
