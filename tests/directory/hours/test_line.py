"""The line of a drop-in hour: places are kept, nobody is in it twice, closing leaves nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours.line import (
    IN_LINE,
    AfterClosing,
    Place,
    PlaceState,
    away,
    back,
    called,
    closed,
    in_order,
    left,
    next_to_call,
    not_reached,
    number_of,
    place_of,
    taken_by,
)
from tests.builders import at

OPENED = at("2026-12-01 09:00")


def place(number: int, state: PlaceState = PlaceState.WAITING) -> Place:
    return Place(
        id=f"p{number}",
        hour="ort-1",
        sitting="ort-1@2026-12-01T0900",
        waiting=f"person-{number}",
        unit="bjorken",
        topic="handledsfraktur",
        joined=OPENED + timedelta(minutes=number),
        end=OPENED + timedelta(hours=7),
        state=state,
    )


def test_who_is_away_keeps_the_place_and_is_not_called() -> None:
    line = [place(1, PlaceState.AWAY), place(2), place(3)]
    assert number_of(line[2], line) == 3
    assert next_to_call(line) == line[1]
    assert next_to_call([replace(line[0], state=PlaceState.WAITING), *line[1:]]) is not line[1]


def test_who_was_called_or_left_is_in_no_place() -> None:
    line = [place(1, PlaceState.CALLED), place(2, PlaceState.LEFT), place(3)]
    assert in_order(line) == (line[2],)
    assert number_of(line[2], line) == 1
    with pytest.raises(ValueError, match="p1"):
        number_of(line[0], line)


def test_a_person_takes_one_place_until_it_is_over() -> None:
    again = replace(place(1), id="p9")
    assert taken_by(place(1)) & taken_by(again)
    assert not taken_by(replace(place(1), state=PlaceState.LEFT))
    assert not taken_by(place(1)) & taken_by(place(2))


def test_who_comes_back_stands_where_they_stood() -> None:
    line = [place(1), place(2)]
    gone = away(line[0])
    assert (gone.state, next_to_call([gone, line[1]])) == (PlaceState.AWAY, line[1])
    assert next_to_call([back(gone), line[1]]) == line[0]


def test_who_is_called_or_leaves_is_over_at_that_moment() -> None:
    later = OPENED + timedelta(minutes=9)
    mine = called(place(1), "gun-ek", later)
    assert (mine.state, mine.called_by, mine.over) == (PlaceState.CALLED, "gun-ek", later)
    gone = left(away(place(1)), later)
    assert (gone.state, gone.called_by, gone.over) == (PlaceState.LEFT, "", later)


@pytest.mark.parametrize("state", sorted(set(PlaceState) - IN_LINE))
def test_a_place_that_is_over_is_not_changed_again(state: PlaceState) -> None:
    over = replace(place(1), state=state)
    for change in (away, back):
        with pytest.raises(ValueError, match=state):
            change(over)
    with pytest.raises(ValueError, match=state):
        left(over, OPENED)
    with pytest.raises(ValueError, match=state):
        called(over, "gun-ek", OPENED)


def test_nobody_waits_in_an_empty_line() -> None:
    assert next_to_call([place(1, PlaceState.AWAY)]) is None
    assert next_to_call([]) is None


def test_who_does_not_answer_keeps_the_place_and_the_next_is_called() -> None:
    line = [place(1), place(2)]
    missed = not_reached(called(line[0], "gun-ek", OPENED))
    assert missed == away(line[0])
    assert next_to_call([missed, line[1]]) == line[1]
    with pytest.raises(ValueError, match="ringt"):
        not_reached(line[0])


def test_the_place_of_somebody_is_the_one_they_wait_in() -> None:
    again = replace(place(1), id="p9")
    assert place_of("person-1", [left(place(1), OPENED), again, place(2)]) == again
    assert place_of("person-1", [left(place(1), OPENED), place(2)]) is None


def test_who_is_promised_a_call_is_called_and_cannot_be_away() -> None:
    (stays,) = closed([away(place(1))], AfterClosing.STAY, OPENED)
    assert next_to_call([stays, place(2)]) == stays
    assert back(stays) == stays
    with pytest.raises(ValueError, match="lovats"):
        away(stays)
    assert left(stays, OPENED).state is PlaceState.LEFT


STATES = st.lists(st.sampled_from(PlaceState), max_size=9)
SAYS_NO = sorted(set(AfterClosing) - {AfterClosing.STAY})


@given(STATES, st.sampled_from(SAYS_NO))
def test_closing_turns_away_just_those_who_wait(
    states: list[PlaceState], then: AfterClosing
) -> None:
    line = [place(number, state) for number, state in enumerate(states)]
    turned_away = {one.id: one for one in closed(line, then, OPENED)}
    after = [turned_away.get(one.id, one) for one in line]
    assert not in_order(after)
    assert turned_away.keys() == {one.id for one in line if one.in_line}
    assert all(one.over == OPENED for one in turned_away.values())


@given(STATES, st.sampled_from(AfterClosing))
def test_closing_twice_tells_nobody_twice(states: list[PlaceState], then: AfterClosing) -> None:
    line = [place(number, state) for number, state in enumerate(states)]
    told = {one.id: one for one in closed(line, then, OPENED)}
    after = [told.get(one.id, one) for one in line]
    assert not closed(after, then, OPENED)
    assert not told.keys() & {one.id for one in line if not one.in_line}
