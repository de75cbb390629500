"""A dictionary read from text, and a region's own words beside the packaged ones."""

import pytest

from directory.agreements.synonyms import (
    GroupKind,
    SynonymGroup,
    Synonyms,
    UnreadableRowError,
    phrase,
    read_groups,
)

HEADER = "sort;termer;när\n"


def test_a_row_is_a_sort_and_terms() -> None:
    assert read_groups(HEADER + "lekman;blodpropp|trombos\n") == (
        SynonymGroup(GroupKind.LAY, ("blodpropp", "trombos")),
    )


def test_comments_empty_lines_and_a_byte_order_mark_are_passed_over() -> None:
    assert read_groups(f"\ufeff{HEADER}# egna ord\n\nsamma;hc|hälsocentral\n") == (
        SynonymGroup(GroupKind.SAME, ("hc", "hälsocentral")),
    )


def test_a_short_form_may_say_when_it_has_its_meaning() -> None:
    (group,) = read_groups(HEADER + "förkortning;PE|preeklampsi;gravid|förlossning\n")
    assert group.when == ("gravid", "förlossning")


@pytest.mark.parametrize(
    "row",
    [
        "lekman;ensam",
        "lekman;två|två",
        "okänd;a b|c d",
        "lekman;a|b;c;d",
        "lekman;;",
        "samma;ord|!",
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(row: str) -> None:
    with pytest.raises(UnreadableRowError, match="Rad 2"):
        read_groups(HEADER + row)


def test_another_heading_is_refused() -> None:
    with pytest.raises(UnreadableRowError, match="rubriken"):
        read_groups("a;b;c\n")


def test_a_term_is_recognised_without_words_that_only_join() -> None:
    assert phrase("ont i magen") == phrase("ont magen")
    assert phrase("utan symtom") != phrase("symtom")


def test_a_region_adds_its_own() -> None:
    own = read_groups(HEADER + "samma;Trollet|barnkliniken i Umeå\n")
    extended = Synonyms(()).extended(own)
    assert extended.meanings[phrase("trollet")] == (0,)
