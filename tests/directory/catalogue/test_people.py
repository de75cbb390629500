"""What a person lets others see of them."""

from tests.builders import person


def test_a_name_is_shown_only_where_its_owner_lets_it_be() -> None:
    assert person(name="Anna Asp").shown_as("bemannat") == "Anna Asp"
    assert person(name="Anna Asp", show_name=False).shown_as("bemannat") == "bemannat"
