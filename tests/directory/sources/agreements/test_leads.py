"""The words above a list: a no is never lost."""

import pytest

from directory.sources.agreements.leads import beneath, is_negative, lead, table_lead


@pytest.mark.parametrize(
    ("words", "negative"),
    [
        ("Ska inte remitteras:", True),
        ("Remitteras ej", True),
        ("Följande ska INTE skickas", True),
        ("Ingen remiss behövs", True),
        ("Undvik remiss vid", True),
        ("Intensivvård", False),
        ("Remitteras", False),
    ],
)
def test_what_says_no(words: str, negative: bool) -> None:
    assert is_negative(words) is negative


@pytest.mark.parametrize(
    ("said", "headings", "words"),
    [
        ("", ("Remitteras ej",), "Remitteras ej"),
        ("Vuxna:", ("Remitteras ej", "Hud"), "Remitteras ej: Vuxna:"),
        ("", ("Remitteras ej", "Hud"), "Remitteras ej: Hud"),
        ("Lång inledning. " * 12, ("Hud",), "Hud"),
        ("Lång inledning. " * 12 + "Remittera inte vid", ("Hud",), "Remittera inte vid"),
    ],
)
def test_the_lead_of_a_list(said: str, headings: tuple[str, ...], words: str) -> None:
    assert lead(said, headings) == words


def test_a_table_has_a_lead_only_where_it_is_introduced() -> None:
    assert table_lead("Tabellen visar remissvägar.", ("Remiss",)) == ""
    assert table_lead("Ska inte remitteras", ("Remiss",)) == "Ska inte remitteras"


def test_endless_words_are_shortened_as_a_lead() -> None:
    assert len(beneath("ord " * 1000, "punkt")) < 300
