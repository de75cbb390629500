"""Agreements for measuring: the project's own, and any number made of them."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from directory.agreements.document import Agreement, Block, BlockKind, Head, Section

FOLDER = Path(__file__).with_name("agreements")

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) +(.+)$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{6,}")


def own_agreements(folder: Path = FOLDER) -> list[Agreement]:
    """The Markdown documents of a folder in the order of names."""
    return [_read(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.md"))]


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


def _read(name: str, written: str) -> Agreement:
    text = _COMMENT.sub("", written)
    pieces = _HEADING.split(text)
    triples = list(zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True))
    title = next((heading.strip() for marks, heading, _ in triples if marks == "#"), name)
    body = [(heading.strip(), rest) for marks, heading, rest in triples if marks != "#"]
    sections = tuple(
        Section(number=number, heading=heading, blocks=tuple(_blocks(rest)))
        for number, (heading, rest) in enumerate(body)
    )
    return Agreement(head=Head(id=name, title=title), sections=sections, file=name)


def _blocks(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip():
            yield Block(BlockKind.PARAGRAPH, " ".join(paragraph.split()))
