"""The topic of shortages: a code, a substance or a product, told of in one digest a day."""

from collections.abc import Iterator
from datetime import date

from bot.access import Asker
from bot.letters.followable import Followable, Meant, Search, Watchable
from bot.shortages.digests.job import MINUTE
from directory.names.normalise import words
from directory.shortages.following.target import (
    FollowedBy,
    MedicineTarget,
    code_in,
    product_name,
    read_target,
    substance_key,
    substances_of,
)
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.kept import MEDICINES
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.medicine_words import brand_words
from directory.shortages.search import MedicinesFound
from directory.snapshot import Snapshot


def _is_for(target: str, who: Asker, snapshot: Snapshot) -> bool:
    return read_target(target) is not None


def _title(target: str, snapshot: Snapshot) -> str:
    read = read_target(target)
    return f"Restnoteringar: {read.named if read else target}"


def _meant(typed: str, who: Asker, snapshot: Snapshot, today: date) -> Meant:
    """A code as it is typed; the substance or the product that has just that name. What is near a
    name, or is narrower than a substance, is asked about."""
    if code := code_in(typed):
        return Meant((_watched(FollowedBy.CODE, code),))
    index = snapshot.of(MEDICINES)
    found = index.find(typed)
    products = [one for group in found.substances for one in index.products(group.products)]
    exact = tuple(dict.fromkeys(_exactly(typed, products)))
    if exact and not found.corrected:
        return Meant(exact)
    near = dict.fromkeys(_near(found, products))
    return Meant((*exact, *(one for one in near if one not in exact)), sure=False)


def _exactly(typed: str, products: list[MedicinalProduct]) -> Iterator[Watchable]:
    key, name = substance_key(typed), " ".join(words(typed))
    if any(key in substances_of(product) for product in products):
        yield _watched(FollowedBy.SUBSTANCE, name)
    wanted = MedicineTarget(FollowedBy.PRODUCT, name).matcher() if name else None
    if wanted and any(map(wanted, products)):
        yield _watched(FollowedBy.PRODUCT, name)


def _near(found: MedicinesFound, products: list[MedicinalProduct]) -> Iterator[Watchable]:
    """Each code that was found, and the names of its products where they are few."""
    for group in found.substances:
        if group.atc:
            yield _watched(FollowedBy.CODE, group.atc)
    for product in products:
        if product_name(product):
            yield _watched(FollowedBy.PRODUCT, " ".join(brand_words(product)))


def _watched(kind: FollowedBy, named: str) -> Watchable:
    return Watchable(SHORTAGES, MedicineTarget(kind, named).written)


SHORTAGES = Followable(
    topic=SHORTAGE_NEWS,
    is_for=_is_for,
    title=_title,
    search=Search(
        leads=("rest", "restnotering", "restnoteringar"),
        meant=_meant,
        asks="Skriv vilket läkemedel, till exempel ”rest estradiol” eller ”rest G03”.",
        nothing="Jag hittar inget läkemedel för {} bland dem som Läkemedelsverkets fil nämner. "
        "Skriv en substans, ett namn eller en ATC-kod, till exempel ”rest G03”.",
    ),
    example="”/bevaka rest G03” för restnoteringar",
    only_daily=True,
    minute=MINUTE,
)
