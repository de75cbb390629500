"""Lines of a shared roster that are somebody else's."""

import pytest

from directory.sources.rosters.words.other_specialty import other_specialty
from tests.builders import service

CARDIOLOGY = service("kardiologi", name="Kardiologi Granvik", aliases=("hjärtjouren",))
MEDICINE = service("medicin", name="Internmedicin Granvik", specialty="internmedicin")


@pytest.mark.parametrize(
    ("text", "to_cardiology", "to_medicine"),
    [
        ("Bakjour", "", ""),
        ("Bakjour hemma natt (tel 1234)", "", ""),
        ("Primärjour akuten", "", ""),
        ("Bakjour med Anna Asp", "", ""),
        ("Bakjour kardiologi", "", "kardiologi"),
        ("Kardiologbakjour", "", "kardiologi"),
        ("Hjärtbakjour", "", "kardiologi"),
        ("Medicinprimärjour", "internmedicin", ""),
        ("Ortopedbakjour", "ortopedi", "ortopedi"),
        ("Bakjour ortopedi", "ortopedi", "ortopedi"),
        ("Kirurgjour", "kirurgi", "kirurgi"),
        ("Hudkonsult", "hud- och könssjukdomar", "hud- och könssjukdomar"),
    ],
)
def test_whose_line_it_is(text: str, to_cardiology: str, to_medicine: str) -> None:
    assert other_specialty(text, CARDIOLOGY) == to_cardiology
    assert other_specialty(text, MEDICINE) == to_medicine
