"""The words of the lexicon as they are inflected, and its phrases by the stems of their words."""

from collections.abc import Collection, Sequence

from directory.names.entries import VocabularyEntry
from directory.names.inflection import remainders, stem
from directory.names.normalise import words

PREPOSITIONS = frozenset(
    {"av", "för", "från", "hos", "i", "me", "med", "mot", "om", "på", "till", "vid"}
)


class WordForms:
    """Single words by what remains without an ending, and spans of words by their stems.

    Where several share a form, the one with the greatest weight is kept.
    """

    def __init__(self, entries: Collection[VocabularyEntry]) -> None:
        self.single: dict[str, VocabularyEntry] = {}
        self.spans: dict[str, VocabularyEntry] = {}
        self.longest = 0
        for entry in sorted(entries, key=lambda entry: -entry.sort):
            tokens = words(entry.word)
            self.longest = max(self.longest, len(tokens))
            if not entry.whole_only and not entry.short:
                self._add(entry, tokens)

    def _add(self, entry: VocabularyEntry, tokens: Sequence[str]) -> None:
        if len(tokens) == 1:
            for form in remainders(tokens[0]):
                self.single.setdefault(form, entry)
        else:
            self.spans.setdefault(span_key(tokens, [stem(token) for token in tokens]), entry)


def span_key(tokens: Sequence[str], stems: Sequence[str]) -> str:
    """The words of a span as one string, by their stems and without prepositions."""
    return "".join(
        short for token, short in zip(tokens, stems, strict=True) if token not in PREPOSITIONS
    )
