"""Units by what people call them."""

import pytest

from directory.catalogue.specialties import official_lexicon
from directory.names.found import Certainty
from directory.names.resolver import Names
from tests.builders import unit
from tests.directory.names.region import NAMES, ids


@pytest.mark.parametrize(
    ("text", "unit_id"),
    [
        ("Björkens hälsocentral", "bjorken"),
        ("björken", "bjorken"),
        ("bjorkens hc", "bjorken"),
        ("björkens vårdcentral", "bjorken"),
        ("Östra vårdcentralen", "bjorken"),
        ("grå huset", "bjorken"),
        ("björknes hälsocentral", "bjorken"),
        ("Granvik", "norra"),
        ("granviks lasarett", "norra"),
        ("hjärtkliniken", "hjartkliniken-norra"),
        ("kirurg norra", "kirurgkliniken-norra"),
    ],
)
def test_a_unit_is_found(text: str, unit_id: str) -> None:
    found = NAMES.unit(text)
    assert (found.certainty, ids(found)) == (Certainty.SURE, [unit_id])


def test_a_town_without_a_hospital_offers_its_units() -> None:
    found = NAMES.unit("myrtuna")
    assert (found.certainty, set(ids(found))) == (Certainty.CHOICE, {"lyktan", "hjartat"})


def test_two_units_of_one_name_are_a_choice() -> None:
    names = Names(official_lexicon(), (), (unit("a", name="Eken"), unit("b", name="Eken")), ())
    assert names.unit("eken").certainty is Certainty.CHOICE


def test_more_units_than_can_be_offered_are_only_suggested() -> None:
    many = [unit(f"hc-{number}", name=f"Hälsocentral {number}") for number in range(12)]
    found = Names(official_lexicon(), (), many, ()).unit("granvik")
    assert (found.certainty, len(found.hits)) == (Certainty.NEAREST, 3)


@pytest.mark.parametrize("text", ["", "pizza", "hälsocentral", "?"])
def test_nothing_is_claimed_without_a_name(text: str) -> None:
    assert not NAMES.unit(text).claimed
