"""Functions that people hold at a unit, as they are typed."""

from directory.catalogue.roles import Role

FUNCTIONS = {
    "mla": Role.MEDICAL_LEAD,
    "mas": Role.MUNICIPAL_NURSE_LEAD,
    "alk": Role.GP_LIAISON,
    "pko": Role.GP_LIAISON,
    "verksamhetschef": Role.HEAD_OF_UNIT,
    "verksamhetschefen": Role.HEAD_OF_UNIT,
    "chef": Role.HEAD_OF_UNIT,
}


def take_function(text: str) -> tuple[str, Role | None]:
    """The text without the words for functions, and the first function that they name."""
    words = text.split()
    function = next((FUNCTIONS[w.casefold()] for w in words if w.casefold() in FUNCTIONS), None)
    return " ".join(w for w in words if w.casefold() not in FUNCTIONS), function
