"""What of medicines can be followed: a code, a substance, or a product by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from directory.names.normalise import words
from directory.shortages import atc
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.medicine_words import base, brand_words, synonyms, word_key

_SYNONYMS = synonyms()


class FollowedBy(StrEnum):
    """How a target is written: this word, a colon, and what is followed. Stored."""

    CODE = "atc"
    SUBSTANCE = "substans"
    PRODUCT = "läkemedel"


@dataclass(frozen=True, slots=True)
class MedicineTarget:
    """What somebody follows. `named`: an ATC code at any level, which means all that begin so; a
    substance, with all its salts, also in combinations; or the name of a product without its
    strength and form."""

    kind: FollowedBy
    named: str

    @property
    def written(self) -> str:
        """As it is stored with who follows it."""
        return f"{self.kind}:{self.named}"

    def matcher(self) -> Callable[[MedicinalProduct], bool]:
        """Whether a product is meant; medicines for animals never are."""
        meant = _MATCHERS[self.kind](self.named)
        return lambda product: not product.is_veterinary and meant(product)


def read_target(written: str) -> MedicineTarget | None:
    """The inverse of `written`; None for what is none."""
    kind, _, named = written.partition(":")
    if kind not in set(FollowedBy) or not named or named != named.strip():
        return None
    target = MedicineTarget(FollowedBy(kind), named)
    if target.kind is FollowedBy.CODE:
        return target if is_code(named) else None
    return target if substance_key(named) else None


def is_code(named: str) -> bool:
    """Whether it is written as an ATC code of a medicine for people, of any level."""
    return atc.is_code(named) and named[0] in atc.GROUPS


def code_in(typed: str) -> str:
    """The code that was typed and nothing else, in capitals; empty where it is none. A letter alone
    is no word for a medicine, and too much to follow by a slip."""
    code = "".join(typed.split()).upper()
    return code if len(code) > 1 and is_code(code) else ""


def substance_key(named: str) -> tuple[str, ...]:
    """The same for all spellings of a substance, and with or without its salt and water."""
    spelt = tuple(word_key(base(word)) for word in words(named))
    return _SYNONYMS.get(spelt, spelt)


def substances_of(product: MedicinalProduct) -> frozenset[tuple[str, ...]]:
    """The keys of all that is in a product, and of its code's name."""
    named = (*product.substances, product.atc_name)
    return frozenset(key for one in named if (key := substance_key(one)))


def product_name(product: MedicinalProduct) -> tuple[str, ...]:
    """The words of its name before its strength and form, in the same spelling for all."""
    return tuple(map(word_key, brand_words(product)))


def _by_code(code: str) -> Callable[[MedicinalProduct], bool]:
    return lambda product: product.atc.startswith(code)


def _by_substance(named: str) -> Callable[[MedicinalProduct], bool]:
    wanted = substance_key(named)
    return lambda product: wanted in substances_of(product)


def _by_name(named: str) -> Callable[[MedicinalProduct], bool]:
    wanted = tuple(map(word_key, words(named)))
    return lambda product: product_name(product) == wanted


_MATCHERS: Mapping[FollowedBy, Callable[[str], Callable[[MedicinalProduct], bool]]] = {
    FollowedBy.CODE: _by_code,
    FollowedBy.SUBSTANCE: _by_substance,
    FollowedBy.PRODUCT: _by_name,
}
