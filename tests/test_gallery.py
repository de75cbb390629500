"""Nothing that can be drawn is missing in the gallery."""

from typing import get_args

from bot import cards
from tests.gallery import OPEN_HOURS, every_field, every_part


def test_the_gallery_holds_every_part_and_every_field() -> None:
    assert {type(part) for part in every_part("x")} == set(get_args(cards.Part))
    assert {type(field) for field in every_field("x")} == set(get_args(cards.FormField))
    assert {type(field) for field in OPEN_HOURS.fields} == set(get_args(cards.FormField))
