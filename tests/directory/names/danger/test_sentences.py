"""Sentences as nurses, doctors, relatives and ambulance crews write them, and their look-alikes.

The first line decides: those under ”danger to life” are known, those under ”no danger” are not.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.names.danger import danger_in

SENTENCES = Path(__file__).with_name("sentences.txt").read_text("utf-8")
DANGER, NONE = (
    part.strip().splitlines()
    for part in SENTENCES.removeprefix("# danger to life").split("# no danger")
)


def test_none_is_said_twice() -> None:
    assert len({*DANGER, *NONE}) == len(DANGER) + len(NONE)


@pytest.mark.parametrize("text", DANGER)
def test_danger_to_life(text: str) -> None:
    assert danger_in(text) is not None


@pytest.mark.parametrize("text", NONE)
def test_what_looks_like_it(text: str) -> None:
    assert danger_in(text) is None


def _shouted() -> Iterator[str]:
    yield from DANGER[::7]


@pytest.mark.parametrize("text", list(_shouted()))
def test_case_and_signs_make_no_difference(text: str) -> None:
    assert danger_in(f"{text.upper()} !!") is not None
