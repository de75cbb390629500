"""Whom rosters name, and how it is written: one form, read back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from directory.rosters.somebody import (
    ANYBODY,
    VACANCY,
    Outsider,
    Replaceable,
    Somebody,
    as_written,
    means,
    read_replaced,
    read_somebody,
)

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
SOMEBODY = IDS | st.text(min_size=1).map(Outsider)


@given(SOMEBODY | st.none())
def test_what_is_written_of_a_shift_is_read_back(who: Somebody | None) -> None:
    assert read_somebody(as_written(who)) == who


@given(SOMEBODY | st.sampled_from([ANYBODY, VACANCY]))
def test_what_is_written_of_an_override_is_read_back(replaced: Replaceable) -> None:
    assert read_replaced(as_written(replaced)) == replaced


def test_what_stands_in_old_databases_and_buttons() -> None:
    assert [read_somebody(text) for text in ("anna-a", "~Kim Utifrån", "")] == [
        "anna-a",
        Outsider("Kim Utifrån"),
        None,
    ]
    assert [read_replaced(text) for text in ("", "-", "anna-a", "~Kim Utifrån")] == [
        ANYBODY,
        VACANCY,
        "anna-a",
        Outsider("Kim Utifrån"),
    ]


@given(SOMEBODY | st.none(), SOMEBODY | st.none())
def test_a_name_means_one_a_vacancy_a_gap_and_anybody_all(
    person: Somebody | None, other: Somebody | None
) -> None:
    assert means(ANYBODY, person)
    assert means(VACANCY, person) == (person is None)
    assert means(other or VACANCY, person) == (person == other)


def test_an_outsider_is_the_same_whichever_service_names_them() -> None:
    assert Outsider("Kim Utifrån", "hjartkliniken") == Outsider("Kim Utifrån")
    assert {Outsider("Kim Utifrån", "hjartkliniken")} == {Outsider("Kim Utifrån")}
