"""What a word of a document is worth to a question: which needs it answers, and how fully."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from directory.agreements.meanings import strongest
from directory.agreements.words import is_filler, tokens

if TYPE_CHECKING:
    from directory.agreements.asking import Need, QuestionReader

Worth = Callable[[str], Mapping[str, float]]
"""What a word answers, as need and degree."""


def worth_of(reader: "QuestionReader", needs: "Sequence[Need]") -> Worth:
    """Of a word: the needs that it answers, by what was said, and what each is worth."""
    answers: dict[str, list[tuple[str, float]]] = {}
    for need in needs:
        for key, weight in strongest(need.keys, *need.also).items():
            answers.setdefault(key, []).append((need.said, need.mass * weight))

    @cache
    def of(word: str) -> Mapping[str, float]:
        answered: dict[str, float] = {}
        if is_filler(word):
            return answered
        for key, share in reader.meanings.in_document(word).items():
            for need_words, weight in answers.get(key, ()):
                answered[need_words] = max(share * weight, answered.get(need_words, 0.0))
        return answered

    return of


def value(text: str, worth: Worth) -> dict[str, float]:
    """What a text is worth: for each need that of its best word."""
    degrees: dict[str, float] = {}
    for word in _words(text):
        for need, degree in worth(word).items():
            degrees[need] = max(degree, degrees.get(need, 0.0))
    return degrees


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tokens(text)))
