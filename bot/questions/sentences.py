"""Whole sentences that ask for a command without its slash."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

_POLITE = (
    r"(?:(?:hej|hallå|du|ok(?:ej)?|snälla|jag (?:vill|skulle vilja|behöver)|vill|behöver"
    r"|(?:kan|skulle|kunde) (?:du|jag|man|ni)(?: kunna)?|får jag|visa(?: mig)?|ge mig|öppna|se|få)"
    r",? )*"
)
_THANKS = re.compile(r"(?: ?,? (?:tack|snälla|är du snäll|please))+$", re.IGNORECASE)
_GROUP = re.compile(r"\(\?P<\w+>")
CALENDARS = r"\w*(?:kalender|outlook|google|iphone|ical|ics)\w*"
"""Words for a calendar program, as regular expression."""
TELL_ME = (
    r"(?:säga? till|meddela|höra? av dig|pinga|larma|tala om|säga?|varna|berätta|veta)"
    r"(?: för)?(?: mig| oss)? (?:när|om|ifall|då|så fort)"
)
"""”säg till mig när …”: somebody wants to be told later, as regular expression."""
LONGEST = 200
_LETTERS = {"å": "[åa]", "ä": "[äa]", "ö": "[öo]"}
_SIGNS = " \t?!.,;:"


class Sentences:
    """Sentences of a kind, written as regular expressions.

    A text of more than 200 characters is none. A space is any gap, and å, ä and ö may lack their
    dots; case, a polite beginning and end, and signs at the end make no difference. The group
    `rest` is what is asked of the command.
    """

    def __init__(self, *written: str) -> None:
        self._written = written

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """All of them in one: most texts are none of them."""
        unnamed = (_GROUP.sub("(?:", sentence) for sentence in self._written)
        return _pattern("|".join(f"(?:{sentence})" for sentence in unnamed))

    @cached_property
    def _each(self) -> Sequence[re.Pattern[str]]:
        return [_pattern(sentence) for sentence in self._written]

    def rest(self, text: str) -> str | None:
        """What the sentence asks for, ”” where it names nothing; None for any other sentence."""
        sentence = _asked(text)
        if len(sentence) > LONGEST or not self._any.fullmatch(sentence):
            return None
        for pattern in self._each:
            match = pattern.fullmatch(sentence)
            if match:
                return (match.groupdict().get("rest") or "").strip()
        return None


def bare(text: str) -> str:
    """The text with single spaces and without signs at its end."""
    return " ".join(text.split()).rstrip(_SIGNS)


@lru_cache(maxsize=16)
def _asked(text: str) -> str:
    """The sentence without signs and thanks at its end; every command looks at the same one."""
    return _THANKS.sub("", bare(text))


def _pattern(written: str) -> re.Pattern[str]:
    whole = f"{_POLITE}(?:{written})"
    for letter, either in _LETTERS.items():
        whole = whole.replace(letter, either)
    return re.compile(whole, re.IGNORECASE)
