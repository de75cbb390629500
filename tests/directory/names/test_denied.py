"""What is said not to be so leads nowhere, unless nothing else is said."""

import pytest

from tests.directory.names.region import NAMES


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("psoriasis, ingen smärta", "hud-och-konssjukdomar"),
        ("hematuri utan smärta", "urologi"),
        ("inga prickar eller hosta, hematuri", "urologi"),
        ("ingen hosta eller hematuri, psoriasis", "hud-och-konssjukdomar"),
        ("ingen hematuri", "urologi"),
        ("förnekar hematuri", "urologi"),
    ],
)
def test_a_denied_finding_yields_to_what_is_told(text: str, first: str) -> None:
    assert NAMES.subject(text).hits[0].target.id == first
