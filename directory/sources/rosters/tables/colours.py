"""Finds what a sheet says that its colours mean: they are not read."""

import re
from collections.abc import Iterator

from directory.sources.rosters.sheets.sheet import RosterSheet
from directory.sources.rosters.words.folding import folded

_COLOUR = (
    r"(?:ljus|mörk)?(?:röd|rött|gul|gult|grön|grönt|blå|blått|orange|rosa|lila|grå|grått|vit|vitt"
    r"|svart)"
)
_LEGEND = re.compile(
    rf"(?:^|[\s(]){_COLOUR}(?:markera\w*|färg\w*|a)?(?:\s+(?:färg|cell\w*|ruta|rutor|text|pass))?"
    r"\s*(?:=|:|–|-|betyder|är|innebär)\s*(?P<meaning>.+)"
)
_MARKED = re.compile(rf"{_COLOUR}(?:markera|färgad|färgat|a\s+(?:celler|pass|rutor|namn))")
_HARMLESS = re.compile(
    r"(?:röda? dag(?:ar)?|(?:stor)?helg(?:dag)?(?:ar|er)?|(?:skol)?lov|afton(?:ar)?)"
)


def colour_legend(sheet: RosterSheet) -> Iterator[tuple[str, str]]:
    """Place and text of each cell that gives a colour a meaning, holidays apart."""
    for line in sheet.lines:
        seen: set[str] = set()
        for place, cell in enumerate(line.cells):
            if cell not in seen and len(cell) > 4 and _says_colour(folded(cell)):
                seen.add(cell)
                yield sheet.cell_place(line.number, place), cell


def _says_colour(text: str) -> bool:
    legend = _LEGEND.search(text)
    if legend and not _HARMLESS.fullmatch(legend["meaning"].strip(" .")):
        return True
    return bool(_MARKED.search(text)) and not legend
