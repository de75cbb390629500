"""Which products are meant by codes, substances and names: the same for what is followed and for
the lists of specialist groups."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from directory.lazy.values import dataclass
from directory.names.normalise import words
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.medicine_words import (
    base,
    brand_words,
    synonyms,
    word_key,
    words_of_substance,
)

Keys = frozenset[str]
_SYNONYMS = synonyms()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantMedicines:
    """Medicines: a product is meant if one of these means it, and one for animals never is.

    `codes`: ATC codes at any level, which mean all that begin so. `substances`: the keys of what
    must stand together in the name of one substance. `names`: those of a product's name before its
    strength and form. Equal where they mean the same, however that is spelt.
    """

    codes: frozenset[str] = frozenset()
    substances: frozenset[Keys] = frozenset()
    names: frozenset[tuple[str, ...]] = frozenset()

    def mean(self, product: MedicinalProduct) -> bool:
        """Whether the product is one of them."""
        if product.is_veterinary:
            return False
        if any(product.atc.startswith(code) for code in self.codes):
            return True
        if self.names and product_name(product) in self.names:
            return True
        named = substance_names(product) if self.substances else ()
        return any(wanted <= one for one in named for wanted in self.substances)


NO_MEDICINES = MeantMedicines()


def by_code(code: str) -> MeantMedicines:
    """All with a code that begins so."""
    return MeantMedicines(codes=frozenset({code} if code else ()))


def by_substance(written: str) -> MeantMedicines:
    """All that hold the substance, whatever its salt and spelling, also in combinations: whole
    words only, so that adrenalin is not noradrenalin, and ”insulin” is every insulin."""
    keys = substance_key(written)
    every = [frozenset({other}) for other in _SYNONYMS.get(keys, ())] or [frozenset(keys)]
    return MeantMedicines(substances=frozenset(filter(None, every)))


def by_name(written: str) -> MeantMedicines:
    """All that are called so before their strength and form."""
    name = tuple(map(word_key, words(written)))
    return MeantMedicines(names=frozenset({name} if name else ()))


def together(every: Iterable[MeantMedicines]) -> MeantMedicines:
    """What any of them means."""
    parts = tuple(every)
    return MeantMedicines(
        codes=frozenset(code for one in parts for code in one.codes),
        substances=frozenset(keys for one in parts for keys in one.substances),
        names=frozenset(name for one in parts for name in one.names),
    )


def substance_key(written: str) -> tuple[str, ...]:
    """The same for a substance with and without its salt and water."""
    return tuple(word_key(base(word)) for word in words(written))


@lru_cache(maxsize=16_384)
def product_name(product: MedicinalProduct) -> tuple[str, ...]:
    """The words of its name before its strength and form, in the same spelling for all."""
    return tuple(map(word_key, brand_words(product)))


@lru_cache(maxsize=16_384)
def substance_names(product: MedicinalProduct) -> tuple[Keys, ...]:
    """The keys of each of its substances, and of its code's name: with and without salts, and with
    other names as what they mean."""
    return tuple(filter(None, map(_keys, (*product.substances, product.atc_name))))


def _keys(substance: str) -> Keys:
    return frozenset(_each_key(substance))


def _each_key(substance: str) -> Iterator[str]:
    for word in words_of_substance(substance):
        key = word_key(word)
        yield key
        yield from _SYNONYMS.get((key,), ())
