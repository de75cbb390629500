"""Who may use an hour."""

import pytest

from directory.catalogue.people import Profession
from directory.catalogue.units import Unit
from directory.hours.eligibility import ANYONE, Eligibility
from tests.builders import unit

NURSE, PHYSICIAN = Profession.NURSE, Profession.PHYSICIAN
FYREN, BJORKEN = unit("fyren", municipality="Havsåker"), unit("bjorken", municipality="Granvik")
ONE_CENTRE = Eligibility(units=frozenset({"fyren"}))
TOWN_AND_CENTRE = Eligibility(units=frozenset({"fyren"}), municipalities=frozenset({"Granvik"}))
PHYSICIANS = Eligibility(professions=frozenset({PHYSICIAN}))


@pytest.mark.parametrize(
    ("eligible", "of", "profession", "allowed"),
    [
        (ANYONE, None, None, True),
        (ANYONE, BJORKEN, NURSE, True),
        (ONE_CENTRE, FYREN, NURSE, True),
        (ONE_CENTRE, BJORKEN, NURSE, False),
        (ONE_CENTRE, None, PHYSICIAN, False),
        (TOWN_AND_CENTRE, FYREN, NURSE, True),
        (TOWN_AND_CENTRE, BJORKEN, NURSE, True),
        (TOWN_AND_CENTRE, unit("annan", municipality="Ulvsele"), NURSE, False),
        (PHYSICIANS, None, PHYSICIAN, True),
        (PHYSICIANS, FYREN, NURSE, False),
        (PHYSICIANS, FYREN, None, False),
    ],
)
def test_limits(
    eligible: Eligibility, of: Unit | None, profession: Profession | None, allowed: bool
) -> None:
    assert eligible.allow(of, profession) is allowed
