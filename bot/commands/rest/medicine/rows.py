"""The packs of a medicine as few lines: a product's strengths together, and those alike as one."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.cards import Text
from bot.commands.rest.medicine.pack_words import size_words, state_words, title_words
from bot.texts import all_of
from directory.grouping import grouped
from directory.shortages.product_name import ProductName, in_size
from directory.shortages.state import PackSituation

_WHOLE = re.compile(r"(?P<number>\d+) (?P<unit>[^\d,]+(?:/\d+ timmar)?)")
"""A strength of one whole number, which can share its unit with others: not ”100 000 E” nor
”5 mg/10 mg”."""


def product_texts(packs: Iterable[PackSituation]) -> Sequence[Text]:
    """A paragraph for each product and form, by name; a line for each way in which its packs
    are."""
    by_title = grouped(packs, lambda pack: title_words(pack.product))
    ordered = sorted(by_title.items(), key=lambda item: item[0].casefold())
    return [Text("\n".join(_lines(of_title)), title) for title, of_title in ordered]


def _lines(packs: Iterable[PackSituation]) -> Iterator[str]:
    """”25 och 100 mg (Burk, 30 tabletter): slut sedan 1 aug 2026, inget datum för åter.”"""
    smallest_first = sorted(packs, key=_order)
    for state, alike in grouped(smallest_first, state_words).items():
        yield f"{'; '.join(_what(alike))}: {state}."


def _order(pack: PackSituation) -> tuple[object, ...]:
    strength = ProductName.of(pack.product).strength
    return *in_size(strength), *in_size(pack.pack.description), pack.pack.npl_pack_id


def _what(packs: Iterable[PackSituation]) -> Iterator[str]:
    """The strengths that come in the same sizes, with those."""
    by_strength = grouped(packs, lambda pack: ProductName.of(pack.product).strength)
    sizes = {one: tuple(dict.fromkeys(map(size_words, of))) for one, of in by_strength.items()}
    for of_sizes, strengths in grouped(sizes, sizes.__getitem__).items():
        packed = "; ".join(of_sizes)
        yield f"{strength_words(strengths)} ({packed})" if any(strengths) else packed


def strength_words(strengths: Sequence[str]) -> str:
    """”25, 50 och 100 mg”; with the unit at each where they differ, or have decimals."""
    parts = [found for one in strengths if (found := _WHOLE.fullmatch(one))]
    units = {found["unit"] for found in parts}
    if len(parts) == len(strengths) and len(units) == 1:
        return f"{all_of([found['number'] for found in parts])} {units.pop()}"
    return all_of(strengths)
