"""ord.csv: the region's own words."""

from contextlib import suppress

from directory.catalogue.terms import Term
from directory.sources.cells import WORD, Cell
from directory.sources.region.services_file import read_specialty
from directory.sources.table_format import ColumnFormat, TableFormat

WORDS_FILE = "ord.csv"


def _read_target(written: str) -> str:
    """The id of a specialty by name or id, else the text as it is: an id of the region."""
    with suppress(ValueError):
        return read_specialty(written)
    return written


_TARGET: Cell[str] = Cell("en specialitet, eller id för en tjänst eller enhet", _read_target, str)

WORDS = TableFormat(
    WORDS_FILE,
    (
        ColumnFormat("ord", "word", WORD, required=True),
        ColumnFormat("betyder", "target", _TARGET, required=True),
    ),
    lambda values: Term(**values),
    optional=True,
)
