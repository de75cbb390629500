"""What care a heading is about: the acute, what comes afterwards, a group of patients, or none."""

import re

from directory.lazy.patterns import LazyPattern

_ACUTE = LazyPattern(r"\b(?:akut\w*|samma dag|omedelbar\w*|genast|\w*larm|livshot\w*)\b")
_NOT_ACUTE = LazyPattern(r"\b(?:inte|ej|icke|efter|subakut\w*)\b")
_AFTERWARDS = LazyPattern(
    r"^efter\b|\befter (?:operation|utskrivning|inläggning|sjukhus|vårdtid|ingrepp)\w*"
    r"|\b(?:\w*uppfölj\w*|\w*kontroll(?:er|en|erna)?|återbesök\w*|\w*rehab\w*|körkort\w*"
    r"|bilkörning|egenvård\w*|sekundärprev\w*|\w*monitorering\w*|sjukskriv\w*|utskriv\w*"
    r"|hjälpmedel\w*|\w*intyg\w*|överföring\w*|återgång\w*|levnadsvan\w*|underhåll\w*"
    r"|livslång\w*|vaccin\w*)\b"
)
"""Headings of care that comes when the acute is over."""
_FRAME = LazyPattern(
    r"\b(?:bakgrund|syfte|inledning|giltig\w*|parter|kontakt\w*|avvikelse\w*|definition\w*|omfattning"
    r"|revision\w*|dokument\w*|referens\w*|ansvarsområde\w*|förkortning\w*)\b"
)
"""Headings of what belongs to the document and not to a patient."""
_GROUPS = (
    re.compile(
        r"\b(?:barn\w*|ungdom\w*|spädbarn\w*|nyfödd\w*|flick\w*|pojk\w*|tonåring\w*|bebis\w*"
        r"|\b(?:[0-9]|1[0-7])[ -]?(?:år\b|årig\w*|åring\w*)"
        r"|(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton)\s?år(?:ing|ig)\w*)"
    ),
    re.compile(r"\b(?:gravid\w*|havande\w*|amma\w*|amning\w*|\w*förlossning\w*)"),
    re.compile(r"\b(?:äldre|(?:7[5-9]|[89]\d)[ -]?(?:år\b|årig\w*|åring\w*))"),
)
"""Groups of patients: children, pregnant and nursing women, the old."""


def is_acute(words: str) -> bool:
    """Whether they are about what cannot wait."""
    plain = words.casefold()
    return bool(_ACUTE.search(plain)) and not _NOT_ACUTE.search(plain)


def is_frame(heading: str) -> bool:
    """Whether a heading is of what belongs to the document and not to a patient."""
    return bool(_FRAME.search(heading.casefold()))


def afterwards(heading: str) -> str:
    """The word of a heading that says that the acute is over; empty if none does."""
    word = _AFTERWARDS.search(heading.casefold())
    return word[0] if word else ""


def groups(words: str) -> frozenset[int]:
    """The groups of patients that the words name: children, pregnant and nursing women, the old."""
    plain = words.casefold()
    return frozenset(n for n, group in enumerate(_GROUPS) if group.search(plain))
