"""The words that are left of a text when role and person are found: none, or a question.

The same rule for the summary of an event, a heading, a role, a cell and a note. A word is read past
only if it names the service itself or stands on the reviewed list of harmless words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from directory.sources.faults import one_line
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.word_lists import (
    Telling,
    day_part_word,
    is_harmless,
    is_harmless_note,
    is_in_prose,
    telling,
)

NO_WORDS: frozenset[str] = frozenset()

_PHONE = re.compile(r"(?<![\w:.,])\+?[0-9][0-9() -]{2,}[0-9](?![\w:.,]*[0-9])")
_EXTENSION = re.compile(
    r"(?:tel(?:efon)?|tfn|mob(?:il)?|sökare|minicall|dect|ankn(?:ytning)?|kort)"
    r"\.?\s*:?\s*[0-9][0-9 -]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w@.&'’-]*\w|[^\w\s]+")
_MARKS = re.compile(r"[\W_]+")
_TELLING_MARKS = re.compile(r"[?→⇒⟶↔*†‡]|[-=]+>|<[-=]+")
_FOOTNOTE = re.compile(r"[*†‡]")
_DIGITS_OF_A_PHONE = 4
_NAME = re.compile(r"[A-ZÅÄÖÉÜ][a-zà-öø-ÿ'’-]+(?:\s+[A-ZÅÄÖÉÜ][a-zà-öø-ÿ'’-]+)+")
_IN_NAMES = frozenset(
    {"von", "af", "de", "del", "da", "van", "der", "den", "la", "le", "di", "el", "al"}
    | {"ter", "ten", "zu", "zur", "dos", "das", "bin", "ibn"}
)
_INITIALS = re.compile(r"[A-ZÅÄÖÉÜ]{2,4}")

_REMOVE = "Gäller det inte den här jouren: ta bort det. Gäller det: ta bort orden."
_WHAT_IT_MEANS = {
    Telling.CANCELLED: "Passet kan vara inställt. Ta bort det, eller skriv bara vem som har det.",
    Telling.DECLINED: "Någon kan ha tackat nej. Skriv vem som har passet, eller - för ingen.",
    Telling.ABSENT: "Personen är kanske borta. Skriv vem som har passet, eller - för ingen.",
    Telling.HANDED_OVER: "Någon annan kan ha passet. Skriv bara namnet på den som har det.",
    Telling.NEGATED: f"Det är kanske inget pass. {_REMOVE}",
    Telling.NOT_DECIDED: "Passet är kanske inte bestämt. Läs in det när det är det, utan orden.",
    Telling.COUNTED: "Det ser ut som en summa och inget pass. Ta bort den härifrån.",
    Telling.NOBODY: "Skriv antingen vem som har passet, eller - för ingen.",
    Telling.ANOTHER_LINE: f"Det kan vara en annan linje. {_REMOVE}",
    Telling.AFTER: "Skriv bara roll och namn, och tiderna som 16:00–07:30.",
    Telling.ELSEWHERE: f"Det kan vara en annan enhet eller plats. {_REMOVE}",
}


@lru_cache(maxsize=4096)
def left_over(text: str, own: frozenset[str] = NO_WORDS, *, note: bool = False) -> tuple[str, ...]:
    """The words that are neither the service's `own`, nor harmless, nor a phone number, as written.

    `note`: the text is a note beside a row. Parts of the day are words like others.
    """
    harmless = is_harmless_note if note else is_harmless
    bare = _EXTENSION.sub(" ", _PHONE.sub(_without_phone, text))
    return tuple(word for word in _words(bare) if not _is_passed(word, own, harmless))


def words_fault(words: Sequence[str]) -> str:
    """The words, what they may mean and what would be right, in Swedish; empty for none."""
    if not words:
        return ""
    shown = one_line(" ".join(words))
    kinds = {kind for word in words for kind in kinds_of(word)}
    means = next((_WHAT_IT_MEANS[kind] for kind in Telling if kind in kinds), _REMOVE)
    return f"Här står också ”{shown}”. {means}"


def prose_fault(text: str) -> str:
    """The same for a text of any length: only for words that say that somebody is not on duty."""
    said = [word for word in _words(text) if is_in_prose(folded(word))]
    return words_fault(said)


def telling_words(text: str) -> tuple[str, ...]:
    """The words that are no part of a name, in a text that should be one."""
    is_name = bool(_NAME.fullmatch(text.strip()))
    words = tuple(_words(text))
    has_capitals = any(word[:1].isupper() for word in words) and "@" not in text
    return tuple(
        word
        for word in words
        if _is_no_name(word, is_name=is_name) or (has_capitals and _is_small(word))
    )


def _is_small(word: str) -> bool:
    """Whether a word beside a name is none: in small letters, and no ”von” or ”af”."""
    return word.islower() and word not in _IN_NAMES


def initials_among(text: str, is_known: Callable[[str], bool]) -> str:
    """The known initials in a text that has those of one person and nothing like a name."""
    words = tuple(_words(text))
    known = [word for word in words if _INITIALS.fullmatch(word) and is_known(word)]
    is_named = any(_is_like_a_name(word) for word in words if word not in known)
    return known[0] if len(known) == 1 and not is_named else ""


def marks_in(text: str) -> tuple[str, ...]:
    """The marks that say something beside a name: ”AA?”, ”AA → BB”."""
    return tuple(_TELLING_MARKS.findall(text))


def is_passed_word(word: str, own: frozenset[str]) -> bool:
    """Whether a single word is the service's own, harmless or a part of the day."""
    return _is_passed(word, own, is_harmless) or bool(day_part_word(folded(word)))


def _words(text: str) -> Iterator[str]:
    """The words of a text, and the marks that say something by themselves: ? →."""
    for found in _WORD.findall(text):
        if not _MARKS.fullmatch(found) or _TELLING_MARKS.search(found):
            yield found


def _is_passed(word: str, own: frozenset[str], harmless: Callable[[str], bool]) -> bool:
    plain = folded(word)
    if not plain:
        return not _TELLING_MARKS.search(word)
    if plain in own or harmless(plain):
        return True
    parts = [part for part in _MARKS.split(plain) if part]
    return len(parts) > 1 and all(part in own or harmless(part) for part in parts)


def _without_phone(found: re.Match[str]) -> str:
    digits = sum(character.isdigit() for character in found[0])
    return " " if digits >= _DIGITS_OF_A_PHONE else found[0]


def kinds_of(word: str) -> Sequence[Telling]:
    """What a word, or each part of it, may mean."""
    if _TELLING_MARKS.search(word):
        arrow = [] if _FOOTNOTE.search(word) else [Telling.HANDED_OVER]
        return [Telling.NOT_DECIDED] if "?" in word else arrow
    pieces = [folded(word), *_MARKS.split(folded(word))]
    found = (telling(piece) for piece in pieces if piece)
    return [kind for kind in found if kind]


def _is_no_name(word: str, *, is_name: bool) -> bool:
    kind = telling(folded(word))
    if kind is None:
        return not folded(word)
    return not (is_name and word[:1].isupper() and kind in _ALSO_IN_NAMES)


_ALSO_IN_NAMES = frozenset(
    {Telling.ELSEWHERE, Telling.ANOTHER_LINE, Telling.AFTER, Telling.NOT_DECIDED, Telling.COUNTED}
)


def _is_like_a_name(word: str) -> bool:
    return word[:1].isupper() and word[1:2].islower() and not telling(folded(word))
