"""The medicines that advice speaks of: as the authority's file names them, or in free text."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from directory.lazy.values import dataclass
from directory.names.normalise import words
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.medicine_words import word_key
from directory.shortages.search import MedicineIndex, MedicinesFound


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedMedicine:
    """A medicine of some advice.

    `name`: as it is shown. `atc`: all products with the code, unless `products` (NPL ids) or
    `packs` (NPL pack ids) say which of them. Without any of these it is free text: the authority's
    file has never named it.
    """

    name: str
    atc: str = ""
    products: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()

    @property
    def is_named_by_the_file(self) -> bool:
        """Whether the authority's file has named it, so that its shortages are known."""
        return bool(self.atc or self.products or self.packs)

    def means(self, product: MedicinalProduct, packs: Collection[str] = ()) -> bool:
        """Whether it is the product, or one of its packs; without `packs` any of them."""
        if packs:
            return any(self.means_pack(product.npl_id, pack, product.atc) for pack in packs)
        return self._means_product(product.npl_id, product.atc)

    def means_pack(self, product: str, pack: str, atc: str) -> bool:
        """Whether it is the pack of a product, by the ids of both and the code."""
        return pack in self.packs if self.packs else self._means_product(product, atc)

    def _means_product(self, product: str, atc: str) -> bool:
        """The code exactly: what was approved is of one substance, and not of all below it."""
        return product in self.products if self.products else bool(self.atc) and atc == self.atc


def concerns(medicines: Iterable[AdvisedMedicine], product: str, pack: str, atc: str) -> bool:
    """Whether one of the medicines is the pack."""
    return any(one.means_pack(product, pack, atc) for one in medicines)


@dataclass(frozen=True, slots=True)
class MedicineRead:
    """What became of a line: the medicine, or why there is none and what may have been meant."""

    medicine: AdvisedMedicine | None
    wrong: str = ""


_FREE = "="
"""Before a line: as it is written, though the file has no such medicine."""
_MOST_OFFERED = 6


def read_medicine(line: str, index: MedicineIndex, *, free: bool) -> MedicineRead:
    """The medicine that a line means. What is unclear is asked about, never assumed: a word that
    was spelt otherwise, several substances, a strength that nothing has.

    `free`: whether a line after ”=” may name what the file does not.
    """
    written = " ".join(line.split())
    if free and written.startswith(_FREE):
        name = written.removeprefix(_FREE).strip()
        return MedicineRead(AdvisedMedicine(name=name) if name else None, "" if name else _EMPTY)
    found = index.find(written)
    if not found.substances:
        hint = _OR_FREE.format(written) if free else ""
        return MedicineRead(None, f"”{written}” {_UNKNOWN}{hint}")
    found = _of_its_own_name(written, found)
    if wrong := _unclear(written, found):
        return MedicineRead(None, wrong)
    return MedicineRead(_medicine(found, index))


def _of_its_own_name(written: str, found: MedicinesFound) -> MedicinesFound:
    """Only the substance that is called exactly what was written, where there is one."""
    typed = [word_key(word) for word in words(written)]
    alike = [one for one in found.substances if _keys(one.name) == typed]
    return replace(found, substances=tuple(alike)) if len(alike) == 1 else found


def _keys(name: str) -> list[str]:
    return [word_key(word) for word in words(name)]


_EMPTY = "Skriv vad läkemedlet heter efter ”=”."
_UNKNOWN = "finns inte bland de läkemedel som Läkemedelsverkets fil har nämnt."
_OR_FREE = " Skriv ”= {}” om det ska stå så ändå; då märks det som ett namn utanför filen."


def _unclear(written: str, found: MedicinesFound) -> str:
    if found.corrected:
        meant = ", ".join(right for _, right in found.corrected)
        return f"”{written}”: menar du {meant}? Skriv det så."
    if not found.is_strength_known:
        return f"”{written}”: ingen produkt i filen har den styrkan. Ta bort eller ändra styrkan."
    if len(found.substances) > 1:
        names = [f"{one.name} ({one.atc})" for one in found.substances[:_MOST_OFFERED] if one.atc]
        more = " med flera" if len(found.substances) > _MOST_OFFERED else ""
        return f"”{written}” kan vara flera: {', '.join(names)}{more}. Skriv koden för rätt ämne."
    return ""


def _medicine(found: MedicinesFound, index: MedicineIndex) -> AdvisedMedicine:
    """The substance whole, where all its products are meant."""
    [one] = found.substances
    whole = index.find(one.atc).substances if one.atc else ()
    same = [other for other in whole if other.atc == one.atc]
    if same and not found.packs and set(same[0].products) == set(one.products):
        return AdvisedMedicine(name=f"{one.name} ({one.atc})", atc=one.atc)
    names = index.product_names(one.products)
    said = ", ".join(names[:_MOST_OFFERED]) or one.name
    more = f" och {len(names) - _MOST_OFFERED} till" if len(names) > _MOST_OFFERED else ""
    pack = f", förpackning {', '.join(found.packs)}" if found.packs else ""
    return AdvisedMedicine(
        name=f"{said}{more}{pack}", atc=one.atc, products=one.products, packs=found.packs
    )
