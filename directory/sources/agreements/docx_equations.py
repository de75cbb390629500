"""Equations in Word (OMML) as a line of text: ”≥ 150”, ”1/2”, ”10⁹”.

Only forms that can be written in a line without another meaning are read; of any other equation
the reader says that it is there.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from directory.sources.agreements.raised import lowered, raised

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EQUATIONS = (f"{M}oMath", f"{M}oMathPara")

_PROPERTIES = ("Pr", "ctrlPr")
_PLAIN = frozenset(f"{M}{name}" for name in ("oMath", "oMathPara", "e", "num", "den", "sup", "sub"))


def equation_text(equation: Any) -> str | None:
    """The equation as text; None where it has no such form."""
    parts = [_part(node) for node in _content(equation)]
    return None if None in parts else "".join(filter(None, parts))


def _content(node: Any) -> Iterator[Any]:
    for child in node:
        if isinstance(child.tag, str) and not child.tag.endswith(_PROPERTIES):
            yield child


def _part(node: Any) -> str | None:
    if not node.tag.startswith(M):
        return None if "".join(node.itertext()).strip() else ""
    name = node.tag.removeprefix(M)
    if name == "r":
        return "".join(text.text or "" for text in node.iter(f"{M}t"))
    if node.tag in _PLAIN:
        return equation_text(node)
    return _FORMS[name](node) if name in _FORMS else None


def _of(node: Any, name: str) -> str | None:
    inner = node.find(f"{M}{name}")
    return equation_text(inner) if inner is not None else None


def _fraction(node: Any) -> str | None:
    if node.find(f"{M}fPr/{M}type[@{M}val='noBar']") is not None:
        return None
    above, below = _of(node, "num"), _of(node, "den")
    return f"{_one(above)}/{_one(below)}" if above and below else None


def _one(text: str) -> str:
    """A part of a fraction, in brackets unless it is one value."""
    return text if text.replace(",", "").replace(".", "").isalnum() else f"({text})"


def _power(node: Any) -> str | None:
    base, above = _of(node, "e"), raised(_of(node, "sup") or "")
    return f"{base}{above}" if base and above else None


def _index(node: Any) -> str | None:
    base, below = _of(node, "e"), lowered(_of(node, "sub") or "")
    return f"{base}{below}" if base and below else None


def _brackets(node: Any) -> str | None:
    begins = node.find(f"{M}dPr/{M}begChr")
    ends = node.find(f"{M}dPr/{M}endChr")
    inner = [equation_text(part) for part in node.findall(f"{M}e")]
    if len(inner) != 1 or inner[0] is None:
        return None
    return f"{_sign(begins, '(')}{inner[0]}{_sign(ends, ')')}"


def _sign(found: Any, usual: str) -> str:
    return str(found.get(f"{M}val", "")) if found is not None else usual


def _root(node: Any) -> str | None:
    if _of(node, "deg"):
        return None
    inner = _of(node, "e")
    return f"√{_one(inner)}" if inner else None


_FORMS: Mapping[str, Callable[[Any], str | None]] = {
    "f": _fraction,
    "sSup": _power,
    "sSub": _index,
    "d": _brackets,
    "rad": _root,
    "box": lambda node: _of(node, "e"),
}
