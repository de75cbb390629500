"""How events are named in calendars, so that a program knows one again."""

import hashlib


def uid_of(place: str) -> str:
    """A name that says nothing of what it names."""
    return f"{hashlib.sha256(place.encode()).hexdigest()[:32]}@konsult"
