"""Telephone numbers anywhere in what people have written."""

from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from directory.catalogue.phones import digits_of, tel_uri
from directory.lazy.values import dataclass

_FEWEST_DIGITS = 7
"""Fewer are a time, a date, or a number that everybody knows."""


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """Where in a text a number stands, and the link that calls it."""

    start: int
    end: int
    uri: str


def numbers_in(text: str) -> Iterator[FoundNumber]:
    """The numbers in the text that an outside phone can dial, in order."""
    if len(digits_of(text)) < _FEWEST_DIGITS:
        return
    for match in PhoneNumberMatcher(text, "SE", leniency=Leniency.POSSIBLE):
        uri = secret_uri(match.raw_string.replace("–", "-"))
        if uri is not None:
            yield FoundNumber(match.start, match.end, uri)


def secret_uri(number: str) -> str | None:
    """The link that calls a number; None if it cannot be dialled or is short, such as 112."""
    return tel_uri(number) if len(digits_of(number)) >= _FEWEST_DIGITS else None
