"""How a word sounds in Swedish: one form for spellings that are pronounced alike."""

import re

from directory.names.normalise import fold

_ALIKE_WRITTEN = """
sch=sk ph=f th=t rh=r ck=k ch=k q=k ce=se ci=si cy=sy tz=s dz=s z=s c=k x=ks w=v y=i
"""
_ALIKE = tuple((pair.partition("=")[0], pair.partition("=")[2]) for pair in _ALIKE_WRITTEN.split())
"""Spellings and how they sound, in the order in which they are heard."""
_TWICE = re.compile(r"(.)\1")


def sound(word: str) -> str:
    """The word as it sounds: the same for ”skitzofreni” and ”schizofreni”."""
    return _TWICE.sub(r"\1", sound_of_letters(word))


def sound_of_letters(word: str) -> str:
    """The word as it sounds, but with letters twice where they are written twice."""
    heard = fold(word)
    for spelt, instead in _ALIKE:
        heard = heard.replace(spelt, instead)
    return heard
