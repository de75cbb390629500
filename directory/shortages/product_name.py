"""A product's name in its parts, as the authority's file writes it: ”Divigel 0,5 mg Gel”."""

import re

from directory.lazy.values import dataclass
from directory.shortages.medicine import MedicinalProduct

_UNIT = r"(?:\s+(?=[a-zµ]|[A-Z]{1,3}(?:q|-E)?(?:/|\s|$))|\s?(?=%))"
_PARTS = re.compile(
    rf"(?P<brand>[^\s(][^(]*?)\s+(?P<strength>\d[\d.,]*(?: 000)*{_UNIT}.*?)\s+"
    r"(?P<form>[A-ZÅÄÖ][a-zåäö]{2}[^\d]*)"
)
_WITHOUT_STRENGTH = re.compile(r"(?P<brand>\S.*?)\s{2,}(?P<form>\S.*)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class ProductName:
    """What a product is called, how strong it is, and its form, word for word. Only `brand`, the
    whole name, where the parts cannot be told apart."""

    brand: str
    strength: str = ""
    form: str = ""

    @classmethod
    def of(cls, product: MedicinalProduct) -> "ProductName":
        """The parts of a product's name."""
        found = _PARTS.fullmatch(product.name) or _WITHOUT_STRENGTH.fullmatch(product.name)
        return cls(**found.groupdict()) if found else cls(product.name)

    @property
    def without_strength(self) -> str:
        """”Divigel Gel”: the same for all strengths of a product."""
        return f"{self.brand} {self.form}".strip()


def in_size(written: str) -> tuple[tuple[float, ...], str]:
    """What strengths and sizes are ordered by: 25 mg comes before 100 mg."""
    numbers = (float(one.replace(",", ".")) for one in _NUMBER.findall(written))
    return tuple(numbers), written
