"""One number of nummer.csv: what its cells may say together."""

import pytest

from directory.catalogue.phones import PhoneKind
from directory.sources.cells import CellError
from directory.sources.region.phones_file import read_phone


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        (("gå dit", PhoneKind.TEXT, "1234"), "ankn", "Bara ett växelnummer kan ha en anknytning."),
        (("08-465 004 00", PhoneKind.DIRECT, "1234"), "ankn", "Bara ett växelnummer kan ha en anknytning."),
        (("08-465 004 00", None, "12a"), "ankn", "Anknytningen ska bestå av högst åtta siffror, till exempel 1234."),
        (("08-465 004 00 ankn 1234", None, "1235"), "ankn", "Numret har redan anknytning 1234. Behåll en av dem."),
        (("via växeln", None, "1234"), "typ", "Numret är skrivet som text. Skriv text här."),
        (("08-465 004 00 ankn 1234", PhoneKind.DIRECT), "typ", "Numret är skrivet som växel. Skriv växel här."),
        (("sökare 12345", PhoneKind.INTERNAL), "typ", "Numret är skrivet som sökare. Skriv sökare här."),
        (("08-465 004 00 (kontorstid)", None, "", "vard 8–16"), "nummer", "Flytta ”kontorstid” till kolumnen tider eller etikett."),
    ],
)  # fmt: skip
def test_cells_that_contradict_each_other(cells: tuple[str], column: str, message: str) -> None:
    with pytest.raises(CellError) as told:
        read_phone(*cells)
    assert (told.value.column, str(told.value)) == (column, message)


def test_words_keep_their_hours() -> None:
    phone = read_phone("gå till lucka 3", PhoneKind.TEXT, "", "vard 8–16")
    assert (phone.number, phone.hours) == ("gå till lucka 3", "vard 8–16")
