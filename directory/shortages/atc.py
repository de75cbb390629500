"""Codes of the ATC system, which names medicines by what they are for and what is in them."""

import re

_CODE = re.compile(r"[A-Z](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?", re.ASCII)
GROUPS = {
    "A": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16",
    "B": "01 02 03 05 06",
    "C": "01 02 03 04 05 07 08 09 10",
    "D": "01 02 03 04 05 06 07 08 09 10 11",
    "G": "01 02 03 04",
    "H": "01 02 03 04 05",
    "J": "01 02 04 05 06 07",
    "L": "01 02 03 04",
    "M": "01 02 03 04 05 09",
    "N": "01 02 03 04 05 06 07",
    "P": "01 02 03",
    "R": "01 02 03 05 06 07",
    "S": "01 02 03",
    "V": "01 03 04 06 07 08 09 10 20",
}
"""The first two levels of the ATC system: a code outside them is a slip, as B12 for a vitamin."""


def is_code(text: str) -> bool:
    """Whether it is written as a code, in capitals, at any level: ”G”, ”G03”, ”G03CA03”."""
    return _CODE.fullmatch(text) is not None


def exists(code: str) -> bool:
    """Whether the system has the first two levels of a code."""
    groups = GROUPS.get(code[0], "").split()
    return code[1:3] in groups if code[1:] else bool(groups)
