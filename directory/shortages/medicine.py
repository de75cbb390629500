"""Medicines as the authority's file names them: products and their packs."""

from directory.lazy.values import dataclass

VETERINARY = "Q"
"""What the ATC codes of medicines for animals begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicinalProduct:
    """One strength and form of a medicine from one company.

    `npl_id`: its number in the national register. `substances`: as written, in the file's order.
    `atc`: at any level, ”B05DB” as well as ”N02BF02”; empty where the file gives none. `atc_name`:
    the official name of that code. `country`: where a product that is imported in parallel comes
    from.
    """

    npl_id: str
    name: str
    holder: str = ""
    substances: tuple[str, ...] = ()
    atc: str = ""
    atc_name: str = ""
    parallel_import: bool = False
    country: str = ""

    @property
    def is_veterinary(self) -> bool:
        """Whether it is for animals: nothing is told of those."""
        return self.atc.startswith(VETERINARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicinePack:
    """One size of a product. `article_number`: the six characters of the Nordic article number
    (varunummer); leading zeros count, and two packs may share one."""

    npl_pack_id: str
    description: str = ""
    article_number: str = ""
    parallel_distribution: bool = False
    distributor: str = ""
