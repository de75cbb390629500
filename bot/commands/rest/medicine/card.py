"""The card of a substance: what is out, what is not, what ceases, and what the authority writes."""

from collections.abc import Iterable, Iterator, Sequence

from bot.cards import Heading, More, Part, Subheading, Text
from bot.commands.rest.case import RestCase
from bot.commands.rest.medicine.pack_words import title_words
from bot.commands.rest.medicine.rows import product_texts
from bot.commands.rest.medicine.summary import summary
from bot.shortages.cautions import NATIONAL
from bot.texts import show_more
from directory.grouping import grouped
from directory.shortages.search import SubstanceFound
from directory.shortages.state import PackSituation, PackState

MOST_PRODUCTS = 4
MOST_UNAFFECTED = 3
SECTIONS: tuple[tuple[str, tuple[PackState, ...], int], ...] = (
    ("Slut", (PackState.NOW, PackState.FORECAST_PASSED), MOST_PRODUCTS),
    ("Väntas ta slut", (PackState.COMING,), MOST_PRODUCTS),
    ("Inte restnoterat nu, av det som filen nämner", (PackState.BACK,), MOST_UNAFFECTED),
    ("Upphör permanent", (PackState.CEASES,), MOST_UNAFFECTED),
    ("Inte längre listat, vilket inte säger att det finns", (PackState.UNLISTED,), MOST_UNAFFECTED),
)
"""In the order in which they are told, and how many products of each are shown unfolded."""


def facts(
    found: SubstanceFound, packs: Sequence[PackSituation], said: Iterable[Part], case: RestCase
) -> Iterator[Part]:
    """How the packs are; `said`: how the question was understood, above all else."""
    yield Heading(found.name, found.atc)
    yield from said
    yield from case.cautions
    yield Text(summary(packs))
    yield Text(NATIONAL)
    for heading, states, most in SECTIONS:
        yield from section(heading, [one for one in packs if one.state in states], most)
    yield from _numbers(packs)
    yield case.source


def section(heading: str, packs: Sequence[PackSituation], most: int) -> Iterator[Part]:
    """Packs that are told together: `most` products, and the rest folded."""
    texts = product_texts(packs)
    if not texts:
        return
    yield Subheading(heading)
    yield from texts[:most]
    if rest := texts[most:]:
        label = show_more(len(rest), "produkt" if len(rest) == 1 else "produkter")
        yield More(tuple(rest), label)


def _numbers(packs: Sequence[PackSituation]) -> Iterator[Part]:
    """What the packs are ordered by, folded: the eye has no use for it among the dates."""
    numbered = [pack for pack in packs if pack.pack.article_number]
    if numbered:
        yield More(tuple(_numbered(numbered)), "Varunummer")


def _numbered(packs: Iterable[PackSituation]) -> Iterator[Text]:
    for name, of_product in grouped(packs, lambda pack: pack.product.name).items():
        said = (f"{one.pack.article_number} {one.pack.description}".strip() for one in of_product)
        yield Text("\n".join(dict.fromkeys(said)), name)


def written(packs: Iterable[PackSituation]) -> Iterator[Part]:
    """The authority's own words, each once, folded and marked as theirs."""
    rows = [row for pack in packs for row in pack.active]
    said = dict.fromkeys(
        (text, title_words(row.product))
        for row in rows
        for text in (row.information, row.risk)
        if text
    )
    texts = [
        Text(f"”{text}”", ", ".join(name for _, name in of_text))
        for text, of_text in grouped(said, lambda one: one[0]).items()
    ]
    if texts:
        yield More(tuple(texts), "Läkemedelsverket skriver")
