"""The names of files: a time that a program has written is no identity number, and nothing else."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.identities import find_identity
from directory.catalogue.identities_in_names import find_identity_in_name
from tests.builders import at

NOW = at("2026-11-24 14:05").replace(tzinfo=None)
TODAY = NOW.date()
_WAYS = ("%Y%m%d-%H%M", "%Y%m%d_%H%M%S", "%Y-%m-%d %H.%M", "%Y%m%dT%H%M", "%Y-%m-%d_%H-%M-%S")


@pytest.mark.parametrize(
    "name",
    [
        "jour-20261101-0730.xlsx",
        "jour 20261101 0730.csv",
        "Jourlista_20261101_073000.xlsx",
        "schema 2026-11-01 07.30.xlsx",
        "export-2026-11-01T0730.ics",
        "jour-20251130-1545 (1).xlsx",
    ],
)
def test_a_stamp_is_no_number(name: str) -> None:
    assert find_identity_in_name(name, today=TODAY) is None


@pytest.mark.parametrize(
    "name",
    [
        "19121212-1212.xlsx",
        "jour 20101101-0730.xlsx",
        "20261101-9876.xlsx",
        "20201301-2384.csv",
        "20261101-TF12.pdf",
        "121212-1212 jour.xlsx",
        "jour-20261101-0730 19121212-1212.xlsx",
    ],
)
def test_everything_else_is_looked_at_as_before(name: str) -> None:
    assert find_identity_in_name(name, today=TODAY) == find_identity(name, today=TODAY)


def test_a_number_beside_a_stamp_is_found() -> None:
    assert find_identity_in_name("20261101-0730 19121212-1212.csv", today=TODAY)


@given(
    st.datetimes(NOW.replace(year=2025), NOW),
    st.sampled_from(_WAYS),
    st.sampled_from(["jour-{}.xlsx", "{}.csv", "Schema {} v2.xlsx"]),
)
def test_no_time_of_the_last_year_is_a_number(moment: datetime, way: str, name: str) -> None:
    assert find_identity_in_name(name.format(moment.strftime(way)), today=TODAY) is None


@given(st.dates(date(1900, 1, 1), TODAY - timedelta(days=6 * 366)), st.integers(0, 9999))
def test_no_grown_up_s_number_is_taken_for_a_time(born: date, serial: int) -> None:
    name = f"{born:%Y%m%d}-{serial:04}.xlsx"
    assert find_identity_in_name(name, today=TODAY) == find_identity(name, today=TODAY)
