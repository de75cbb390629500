"""What a workbook may hold at most (.xlsx and .ods), and what is said of an unreadable one."""

from directory.sources.zip_bounds import ZipBounds

NO_WORKBOOK = "Filen är ingen kalkylbok som går att läsa. Spara den på nytt som .xlsx eller CSV."
LOCKED = "Kalkylboken är låst med lösenord. Spara den utan lösenord och läs in på nytt."
_OWN_BOOK = "Spara bara schemats blad i en egen bok."
_TOO_LARGE = f"Kalkylboken är för stor när den packas upp. {_OWN_BOOK}"
_CELLS = f"Kalkylboken har fler än 400 000 celler, även om de är tomma. {_OWN_BOOK}"
_ROWS = f"Kalkylboken har fler än 300 000 rader, även om de är tomma. {_OWN_BOOK}"
_TEXTS = f"Kalkylboken har fler än 200 000 olika texter. {_OWN_BOOK}"
_MERGES = f"Kalkylboken har fler än 50 000 sammanfogade områden. {_OWN_BOOK}"
_NAMES = f"Kalkylboken har för många namngivna områden. {_OWN_BOOK}"
_STYLES = (
    "Kalkylboken har för många format, ofta sådana som har följt med från andra böcker. "
    "Kopiera schemat till en ny bok och läs in den."
)

WORKBOOK = ZipBounds(
    broken=NO_WORKBOOK,
    too_large=_TOO_LARGE,
    most={
        "c": (400_000, _CELLS),
        "table-cell": (400_000, _CELLS),
        "row": (300_000, _ROWS),
        "table-row": (300_000, _ROWS),
        "si": (200_000, _TEXTS),
        "r": (400_000, _TEXTS),
        "mergeCell": (50_000, _MERGES),
        "definedName": (20_000, _NAMES),
        "Relationship": (20_000, _TOO_LARGE),
        "sheet": (1_000, _TOO_LARGE),
        "xf": (50_000, _STYLES),
        "cellStyle": (10_000, _STYLES),
        "font": (50_000, _STYLES),
        "fill": (50_000, _STYLES),
        "border": (50_000, _STYLES),
        "dxf": (50_000, _STYLES),
        "style": (50_000, _STYLES),
    },
)
