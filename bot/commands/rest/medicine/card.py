"""The card of a substance: how its packs are, shortest first, and what the authority writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.cards import Card, Heading, More, Part, Subheading, Text
from bot.commands.rest.case import NATIONAL, RestCase
from bot.commands.rest.medicine.pack_words import pack_words, product_words
from bot.texts import show_more
from directory.grouping import grouped
from directory.shortages.search import SubstanceFound
from directory.shortages.state import PackSituation, PackState

MOST_PRODUCTS = 4
_OUT = (PackState.NOW, PackState.FORECAST_PASSED)
_KINDS: tuple[tuple[str, tuple[PackState, ...], str], ...] = (
    ("Slut", _OUT, "slut"),
    ("Upphör", (PackState.CEASES,), "upphör"),
    ("Kommande", (PackState.COMING,), "väntas ta slut"),
)
_OTHERS: tuple[tuple[str, tuple[PackState, ...], str], ...] = (
    ("Inte restnoterade nu, av dem som filen nämner", (PackState.BACK,), "inte restnoterade nu"),
    ("Inte längre listade", (PackState.UNLISTED,), "inte längre listade"),
)


def substance_card(
    found: SubstanceFound, packs: Iterable[PackSituation], said: Sequence[Part], case: RestCase
) -> Card:
    """How the packs are; `said`: how the question was understood, above all else."""
    ordered = sorted(packs, key=lambda pack: (pack.product.name, pack.pack.npl_pack_id))
    parts: list[Part] = [Heading(found.name, found.atc), *said, *case.cautions]
    parts += [Text(summary(ordered)), Text(NATIONAL)]
    for heading, states, _ in _KINDS:
        parts += _products(heading, [one for one in ordered if one.state in states])
    parts += _folded(ordered)
    return Card((*parts, case.source))


def summary(packs: Sequence[PackSituation]) -> str:
    """”3 förpackningar: 1 slut, 1 upphör, 1 inte restnoterade nu.”"""
    counts = [
        f"{count} {words}"
        for _, states, words in (*_KINDS, *_OTHERS)
        if (count := sum(one.state in states for one in packs))
    ]
    noun = "förpackning" if len(packs) == 1 else "förpackningar"
    return f"{len(packs)} {noun}: {', '.join(counts)}."


def _products(heading: str, packs: Sequence[PackSituation]) -> Iterator[Part]:
    texts = list(_texts(packs))
    if not texts:
        return
    yield Subheading(heading)
    yield from texts[:MOST_PRODUCTS]
    if rest := texts[MOST_PRODUCTS:]:
        yield More(tuple(rest), show_more(len(rest), "läkemedel"))


def _texts(packs: Iterable[PackSituation]) -> Iterator[Text]:
    for of_product in _by_product(packs).values():
        words = ". ".join(map(pack_words, of_product))
        yield Text(f"{words}.", product_words(of_product[0].product))


def _by_product(packs: Iterable[PackSituation]) -> Mapping[str, Sequence[PackSituation]]:
    return grouped(packs, lambda pack: pack.product.npl_id)


def _folded(packs: Sequence[PackSituation]) -> Iterator[Part]:
    parts: list[Part] = []
    for heading, states, _ in _OTHERS:
        texts = list(_texts(one for one in packs if one.state in states))
        parts += [Subheading(heading), *texts] if texts else []
    if written := list(_written(packs)):
        parts += [Subheading("Läkemedelsverket skriver"), *written]
    if parts:
        yield More(tuple(parts))


def _written(packs: Iterable[PackSituation]) -> Iterator[Text]:
    """The authority's own words, each once."""
    rows = [row for pack in packs for row in pack.active]
    said = dict.fromkeys(
        (text, row.product.name) for row in rows for text in (row.information, row.risk) if text
    )
    for text, of_text in grouped(said, lambda one: one[0]).items():
        yield Text(f"”{text}”", ", ".join(name for _, name in of_text))
