"""The topic of shortages: a code, a substance, a product or a list, in one digest a day."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bot.access import Asker
from bot.letters.followable import Followable, Meant, Search, Watchable
from bot.shortages.digests.job import MINUTE
from bot.shortages.lists import ListsMeant, list_named, lists_meant
from bot.shortages.unit_kinds import MANY
from directory.letters.kept import FOLLOWING
from directory.names.normalise import words
from directory.shortages.everyday_groups import codes_of, everyday_name
from directory.shortages.following.defaults import SHORTAGE_DEFAULTS
from directory.shortages.following.target import (
    FollowedBy,
    MedicineTarget,
    code_in,
    read_target,
)
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.shortages.groups.listed import read_listed
from directory.shortages.kept import MEDICINES
from directory.shortages.meaning import (
    NO_MEDICINES,
    MeantMedicines,
    by_name,
    by_substance,
    product_name,
)
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.medicine_words import brand_words
from directory.shortages.search import MedicinesFound
from directory.snapshot import Snapshot

_BETWEEN = re.compile(r"(?:för|av|på|om|hos|i)\s+", re.IGNORECASE)
"""Between ”restnoteringar” and what is meant."""


def _is_for(target: str, who: Asker, snapshot: Snapshot) -> bool:
    read = read_target(target)
    if read and read.kind is FollowedBy.LIST:
        return snapshot.of(MEDICINE_GROUPS).has(read.named)
    return read is not None


def target_words(target: str, snapshot: Snapshot) -> str:
    """What is followed, as it is called: ”estradiol”, ”G03A (p-piller)”, ”listan Barn”."""
    read = read_target(target)
    if read is None:
        return target
    match read.kind:
        case FollowedBy.LIST:
            group = snapshot.of(MEDICINE_GROUPS).get(read.named)
            return f"listan {group.name}" if group else f"listan {read.named} (finns inte längre)"
        case FollowedBy.CODE:
            name = everyday_name(read.named) or _name_of(read.named, snapshot)
            return f"{read.named} ({name})" if name else read.named
        case _:
            return read.named


def _name_of(code: str, snapshot: Snapshot) -> str:
    found = snapshot.of(MEDICINES).find(code).substances
    return next((one.name for one in found if one.atc == code), "")


def _title(target: str, snapshot: Snapshot) -> str:
    return f"Restnoteringar: {target_words(target, snapshot)}"


def _meant(typed: str, who: Asker, snapshot: Snapshot, today: date) -> Meant:
    """A code as it is typed; the substance, the product or the list that has just that name. What
    is near a name, or is narrower than a substance, is asked about."""
    typed = _BETWEEN.sub("", typed.strip(), count=1)
    if code := code_in(typed):
        return Meant((_watched(FollowedBy.CODE, code),))
    index = snapshot.of(MEDICINES)
    found = index.find(typed)
    products = [one for group in found.substances for one in index.products(group.products)]
    medicines = () if found.corrected else tuple(_exactly(typed, products))
    exact = (*medicines, *_listed(list_named(typed, snapshot)))
    lists = ListsMeant() if exact else lists_meant(typed, snapshot)
    groups = tuple(_watched(FollowedBy.CODE, code) for code in codes_of(typed))
    if sure := exact or (_listed(lists) if lists.sure else ()):
        held = _held(who, snapshot)
        named = (held.get(_medicines(one, snapshot), one) for one in (*sure, *groups))
        return Meant(tuple(dict.fromkeys(named)))
    near = () if groups else _near(found, products)
    return Meant(tuple(dict.fromkeys((*groups, *_listed(lists), *near))), sure=False)


def _held(who: Asker, snapshot: Snapshot) -> Mapping[MeantMedicines, Watchable]:
    """What the asker has chosen already, by what it means: östradiol is estradiol."""
    own = (one for one in snapshot.of(FOLLOWING).of(who.id) if one.topic == SHORTAGE_NEWS)
    chosen = [Watchable(SHORTAGES, one.target) for one in own if read_target(one.target)]
    return {_medicines(one, snapshot): one for one in chosen}


def _medicines(one: Watchable, snapshot: Snapshot) -> MeantMedicines:
    target = read_target(one.target)
    return target.meant(snapshot.of(MEDICINE_GROUPS)) if target else NO_MEDICINES


def _unasked(who: Asker, snapshot: Snapshot) -> Mapping[str, str]:
    """What is followed by all of the asker's kind of unit who have not chosen otherwise."""
    defaults = snapshot.of(SHORTAGE_DEFAULTS).at(who.home)
    return {
        one.target: f"förval för {MANY[one.unit_kind]}, satt av samordnaren" for one in defaults
    }


def offered_lists(who: Asker, snapshot: Snapshot) -> tuple[Watchable, ...]:
    """The list of every specialist group."""
    return _listed(ListsMeant(tuple(snapshot.of(MEDICINE_GROUPS))))


def _listed(meant: ListsMeant) -> tuple[Watchable, ...]:
    return tuple(_watched(FollowedBy.LIST, group.id) for group in meant.groups)


def names_medicine(words: str, snapshot: Snapshot) -> bool:
    """Whether the words name a medicine that the authority's file has named, or lie near one."""
    return bool(snapshot.of(MEDICINES).find(words).substances)


def names_medicine_rightly(words: str, snapshot: Snapshot) -> bool:
    """Whether the words are a code, or the name of a substance or a product, rightly spelt."""
    found = snapshot.of(MEDICINES).find(words)
    products = [
        one for group in found.substances for one in snapshot.of(MEDICINES).products(group.products)
    ]
    return bool(code_in(words)) or (not found.corrected and any(_exactly(words, products)))


def _exactly(typed: str, products: list[MedicinalProduct]) -> Iterator[Watchable]:
    """The substance; the product's name, where it is another than that of what it holds."""
    substance, name = by_substance(typed), by_name(typed)
    is_substance = any(map(substance.mean, products))
    if is_substance:
        yield _watched(FollowedBy.SUBSTANCE, " ".join(words(typed)))
    called = [product for product in products if name.mean(product)]
    if not all(map(substance.mean, called)) or (called and not is_substance):
        yield _watched(FollowedBy.PRODUCT, " ".join(words(typed)))


def _anyway(typed: str, who: Asker, snapshot: Snapshot) -> Watchable | None:
    """A substance or a product that the file has never named, as it is written."""
    try:
        named = read_listed(_BETWEEN.sub("", typed.strip(), count=1))
    except ValueError:
        return None
    one = MedicineTarget(FollowedBy.NAME, named).written
    return Watchable(SHORTAGES, one) if read_target(one) else None


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
        nothing="Jag hittar inget läkemedel för {} bland dem som Läkemedelsverkets fil nämner, och "
        "ingen lista. Det kan vara felstavat, eller aldrig restnoterat. Skriv en substans, ett "
        "namn eller en ATC-kod, till exempel ”rest G03”.",
        offered=offered_lists,
        anyway=_anyway,
        offers="Listor som specialistgrupper sköter",
    ),
    example="”/bevaka rest G03” för restnoteringar",
    only_daily=True,
    minute=MINUTE,
    unasked=_unasked,
)
