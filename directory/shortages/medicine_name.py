"""What a medicine is called and numbered by: all that a process holds of it."""

from collections.abc import Iterable

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.row import ShortageRow


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineName:
    """A product, and its packs' NPL ids and article numbers."""

    product: MedicinalProduct
    packs: tuple[str, ...] = ()
    article_numbers: tuple[str, ...] = ()


def names_of(rows: Iterable[ShortageRow]) -> tuple[MedicineName, ...]:
    """The products of rows, by their NPL ids, as the last of their rows describes them."""
    by_product = grouped(rows, lambda row: row.product.npl_id)
    return tuple(
        MedicineName(
            product=of_product[-1].product,
            packs=tuple(sorted({row.pack.npl_pack_id for row in of_product})),
            article_numbers=tuple(
                sorted({row.pack.article_number for row in of_product if row.pack.article_number})
            ),
        )
        for _, of_product in sorted(by_product.items())
    )
