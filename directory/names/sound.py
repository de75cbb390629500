"""How a word sounds in Swedish: one form for spellings that are pronounced alike."""

import re

from directory.names.normalise import fold

_ALIKE = (
    (re.compile("sch"), "sk"),
    (re.compile("ph"), "f"),
    (re.compile("[tr]h"), lambda match: match.group()[0]),
    (re.compile("ch|ck|q"), "k"),
    (re.compile("c(?=[eiy])|[td]?z"), "s"),
    (re.compile("c"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("w"), "v"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)


def sound(word: str) -> str:
    """The word as it sounds: the same for ”skitzofreni” and ”schizofreni”."""
    heard = fold(word)
    for pattern, instead in _ALIKE:
        heard = pattern.sub(instead, heard)
    return heard
