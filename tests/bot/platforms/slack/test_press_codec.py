"""What a button carries comes back whole; what is not ours is nothing."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import Button, Holds, Press
from bot.platforms.slack.drawing.press_codec import Pressed, read_value, value_of

WORDS = st.text(max_size=25)


@given(WORDS, WORDS, WORDS, st.dictionaries(WORDS, WORDS, max_size=2), st.booleans(), st.booleans(), st.integers(0, 1000))  # fmt: skip
@settings(max_examples=200)
def test_a_press_comes_back(
    command: str, text: str, action: str, data: dict[str, str], keep: bool, unfolded: bool, page: int
) -> None:  # fmt: skip
    press = Press(command, text, action, data)

    value = value_of(press, keep=keep, unfolded=unfolded, page=page)

    assert value.isascii()
    assert len(value) <= 2000
    assert read_value(value) == Pressed(press, keep, unfolded, page)


@given(st.integers(0, 500 * 365 * 24 * 60))
def test_a_card_that_stays_is_renewed_when_it_has_ceased_to_hold(minutes: int) -> None:
    until = datetime(1970, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    renew = Press("konsult", action="visa", data={"service": "uro"})
    holds = Holds(until, "Gällde till 16:00", Button("Visa vem som svarar nu", renew))
    pressed = read_value(value_of(Press("jour"), keep=True, holds=holds))
    assert pressed is not None
    assert pressed.renewal(until - timedelta(seconds=1)) is None
    assert pressed.renewal(until) == renew
    instead = read_value(value_of(Press("jour"), holds=holds))
    assert instead is not None and instead.renewal(until) is None


def test_a_value_is_short_and_one_that_would_be_cut_is_refused() -> None:
    assert value_of(Press("konsult", action="visa", data={"service": "uro"}), keep=True) == (
        '{"c":"konsult","a":"visa","d":{"service":"uro"},"k":1}'
    )
    with pytest.raises(ValueError, match="do not fit in 2000"):
        value_of(Press("konsult", "x" * 2000))


@pytest.mark.parametrize(
    "value",
    [
        "", " ", "null", "1", "[]", "{}", '"c"', '{"c":null}', '{"c":1}', '{"t":"x"}', '{"c":"a","z":1}',
        '{"c":"a","d":[]}', '{"c":"a","d":{"k":1}}', '{"c":"a","k":2}', '{"c":"a","k":true}', '{"c":"a","u":"1"}',
        '{"c":"a","g":-1}', '{"c":"a","g":1001}', '{"c":"a","g":1.0}', '{"c":"a","g":NaN}', '{"c":"a","g":null}',
        '{"c":"a","k":[]}', '{"c":"a","e":-1}', '{"c":"a","e":1e400}', '{"c":"a","n":{}}', '{"c":"a","n":"x"}',
        "[" * 2000, '{"c":' * 300, '{"c":"' + "x" * 2000 + '"}', "9" * 2000,
    ],
)  # fmt: skip
def test_what_is_not_ours_is_nothing(value: str) -> None:
    assert read_value(value) is None


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ctadkug") | st.text(max_size=3), inner, max_size=6),
    max_leaves=12,
)  # fmt: skip


@given(st.text(max_size=100) | JSON.map(json.dumps))
@settings(max_examples=200)
def test_reading_never_raises(value: str) -> None:
    pressed = read_value(value)

    if pressed is not None:
        assert read_value(value_of(pressed.press, keep=pressed.keep, unfolded=pressed.unfolded, page=pressed.page)) == pressed  # fmt: skip


def test_something_else_than_a_text_is_nothing() -> None:
    nothing: Any = None

    assert read_value(nothing) is None
