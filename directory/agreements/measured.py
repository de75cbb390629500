"""A value that a question asks for, ”högt PSA”, and the limits that a section states."""

import re
from collections.abc import Callable

from directory.agreements.words import query_tokens

_HIGH = frozenset(
    ("över", "från", "minst", "mer", "högre", "överstiger", "överstigande", "stigande", ">", "≥")
)
_LOW = frozenset(
    ("under", "högst", "mindre", "lägre", "understiger", "understigande", "sjunkande", "<", "≤")
)
_MEASURES = {
    **dict.fromkeys(
        ("hög", "högt", "höga", "förhöjt", "förhöjd", "förhöjda", "stegrat", "stegrad"), _HIGH
    ),
    **dict.fromkeys(("låg", "lågt", "låga", "sänkt", "sänkta", "nedsatt", "nedsatta"), _LOW),
}
"""Words that ask for a value, and what stands before a limit in their direction."""
_PLAIN = {word: "högt" if signs is _HIGH else "lågt" for word, signs in _MEASURES.items()}
_WORD_OR_SIGN = re.compile(r"[<>≤≥]|\w+")
LIMIT_WITHIN = 6
"""Words after a word, among which its limit stands."""


def plainly(query: str) -> str:
    """The question with ”högt” or ”lågt” for every word that says so: förhöjt, stegrat, sänkt."""
    return _WORD_OR_SIGN.sub(lambda word: _PLAIN.get(word[0].casefold(), word[0]), query)


def signs_asked_for(query: str) -> frozenset[str]:
    """The words that a limit in the direction asked for has before its number; empty if none is."""
    asked = [_MEASURES[word] for word in query_tokens(query) if word in _MEASURES]
    return frozenset[str]().union(*asked)


def names_direction(heading: str, signs: frozenset[str]) -> bool:
    """Whether the heading itself says so: ”Nyupptäckt högt blodsocker”."""
    return any(_MEASURES.get(word, frozenset()) >= signs for word in query_tokens(heading))


def has_limit(statement: str, signs: frozenset[str], is_subject: Callable[[str], bool]) -> bool:
    """Whether a word that is the subject has a limit in that direction beside it."""
    words = _WORD_OR_SIGN.findall(statement.casefold())
    for place, word in enumerate(words):
        after = words[place + 1 : place + 1 + LIMIT_WITHIN]
        found = [sign for sign in after if sign in _HIGH | _LOW]
        if found and found[0] in signs and is_subject(word):
            return any(other[0].isdigit() for other in after)
    return False
