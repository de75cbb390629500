"""Agreements for measuring: the project's own, and any number made of them."""

import random
import re
from collections.abc import Sequence
from pathlib import Path

from directory.agreements.document import Agreement, Block, BlockKind, Head, Section
from directory.sources.agreements.reading import read_agreement

FOLDER = Path(__file__).with_name("agreements")

_WORD = re.compile(r"[^\W\d_]{6,}")


def own_agreements(folder: Path = FOLDER) -> list[Agreement]:
    """The Markdown documents of a folder in the order of names."""
    read = [read_agreement(path.read_bytes(), path.name) for path in sorted(folder.glob("*.md"))]
    return [reading.agreement for reading in read if reading.agreement is not None]


def large_agreements(sections: int, seed: int = 7) -> list[Agreement]:
    """So many sections, ten a document: the own ones recombined, a third of the words changed."""
    chance = random.Random(seed)
    stock = [section for one in own_agreements() for section in one.sections]
    words = sorted({word for section in stock for word in _WORD.findall(section.text)})
    return [_made(number, stock, words, chance) for number in range(sections // 10)]


def _made(
    number: int, stock: Sequence[Section], words: Sequence[str], chance: random.Random
) -> Agreement:
    chosen = chance.sample(stock, 10)
    changed = tuple(
        Section(
            number=place,
            heading=_changed(section.heading, words, chance),
            blocks=(Block(BlockKind.PARAGRAPH, _changed(section.text, words, chance)),),
        )
        for place, section in enumerate(chosen)
    )
    title = f"Överenskommelse {number}: {chance.choice(words)} och {chance.choice(words)}"
    head = Head(id=f"made-{number}", title=title)
    return Agreement(head=head, sections=changed, file=f"made-{number}.md")


def _changed(text: str, words: Sequence[str], chance: random.Random) -> str:
    """Every third long word is another, and every twelfth a compound that no document has."""

    def other(match: re.Match[str]) -> str:
        die = chance.random()
        if die < 1 / 12:
            return chance.choice(words)[:7] + chance.choice(words).lower()
        return chance.choice(words) if die < 1 / 3 else match.group()

    return _WORD.sub(other, text)
