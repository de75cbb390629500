"""Raised and lowered signs as Unicode writes them: 10⁹, cm², seᵃ; B₁₂.

A raised sign that is put on the line says something else: ”109” for 10⁹.
"""

_UP = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_DOWN = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_STAYS = " ,.*°†‡§"
"""What is as easily read raised as on the line."""


def raised(text: str) -> str:
    """The text raised; empty where a sign of it cannot be."""
    up = [_UP.get(sign, sign if sign in _STAYS else "") for sign in text]
    return "".join(up) if all(up) else ""


def lowered(text: str) -> str:
    """The text lowered; empty where a sign of it cannot be."""
    down = [_DOWN.get(sign, "") for sign in text]
    return "".join(down) if all(down) else ""
