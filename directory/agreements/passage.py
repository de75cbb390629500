"""The sentences of a section that answer: at most three, whole and unchanged."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from directory.agreements.document import Block, BlockKind, Section
from directory.agreements.words import tokens

MOST_SENTENCES = 3

Worth = Callable[[str], Mapping[str, float]]
"""What a word answers, as need and degree."""

# A full stop ends a sentence before a capital or a digit that begins one, not after a short form.
_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ0-9”\"(])")
_NO_END = re.compile(
    r"(?:\b(?:bl\.a|t\.ex|dvs|kl|ca|resp|s\.k|m\.m|ev|min|max|nr|tel|dr|t\.o\.m|fr\.o\.m|f\.d|jfr|obs)\.|:)$",
    re.I,
)


def sentences(section: Section) -> tuple[str, ...]:
    """The section's sentences in order; list items with their lead, table rows whole."""
    return tuple(sentence for block in section.blocks for sentence in _of_block(block))


def best_sentences(section: Section, worth: Worth) -> tuple[str, ...]:
    """The sentences that answer most of the question, in their order.

    The first sentence if none answers anything.
    """
    candidates = sentences(section)
    chosen: list[int] = []
    answered: dict[str, float] = {}
    values = [_worth_of(sentence, worth) for sentence in candidates]
    while len(chosen) < MOST_SENTENCES:
        gains = {n: _gain(values[n], answered) for n in range(len(candidates)) if n not in chosen}
        best = max(gains, key=lambda n: (gains[n], -n), default=None)
        if best is None or gains[best] <= 0.0:
            break
        chosen.append(best)
        for need, degree in values[best].items():
            answered[need] = max(degree, answered.get(need, 0.0))
    return tuple(candidates[n] for n in sorted(chosen)) or candidates[:1]


def _of_block(block: Block) -> Iterator[str]:
    if block.kind is BlockKind.ROW:
        yield block.text
        return
    lead = f"{block.lead.strip()} " if block.lead.strip() else ""
    for sentence in _split(block.text):
        yield lead + sentence


def _split(text: str) -> Iterator[str]:
    sentence = ""
    for piece in _END.split(" ".join(text.split())):
        sentence = f"{sentence} {piece}".strip()
        if sentence and not _NO_END.search(sentence):
            yield sentence
            sentence = ""
    if sentence:
        yield sentence


def _worth_of(sentence: str, worth: Worth) -> dict[str, float]:
    degrees: dict[str, float] = {}
    for word in _words(sentence):
        for need, degree in worth(word).items():
            degrees[need] = max(degree, degrees.get(need, 0.0))
    return degrees


@lru_cache(maxsize=8192)
def _words(sentence: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tokens(sentence)))


def _gain(value: dict[str, float], answered: dict[str, float]) -> float:
    return sum(max(0.0, degree - answered.get(need, 0.0)) for need, degree in value.items())
