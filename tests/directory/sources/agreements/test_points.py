"""Points typed by hand, what lies between points, and lists of contents, in every format alike."""

import pytest

from directory.sources.agreements.contents import without_contents
from directory.sources.agreements.draft import Item, Paragraph, Piece, WrittenHeading
from directory.sources.agreements.outline import outline
from directory.sources.agreements.points import POINT, typed_points

INTRODUCES = "Remittera inte vid:"
MARKS = [
    "•",
    "●",
    "○",
    "◦",
    "▪",
    "▫",
    "■",
    "□",
    "·",
    "–",
    "—",
    "-",
    "*",
    "+",
    "»",
    "›",
    "►",
    "▶",
    "➢",
    "→",
    "⇒",
    "☐",
    "☑",
    "✓",
    "§",
    "o",
    "1.",
    "2)",
    "(3)",
    "a)",
    "(b)",
    "c.",
    "i.",
    "(ii)",
    "iv)",
    "A)",
]


def _blocks(*pieces: Piece) -> list[tuple[str, str]]:
    """The text of each block with the words that it must not be parted from."""
    (section,) = outline((WrittenHeading("HÖK", 0), WrittenHeading("Hud", 1), *pieces)).sections
    return [(block.lead, block.text) for block in section.blocks]


@pytest.mark.parametrize("mark", MARKS)
def test_a_typed_point_is_a_point_under_its_lead(mark: str) -> None:
    assert _blocks(Paragraph(INTRODUCES), Paragraph(f"{mark} PSA under 4 hos man")) == [
        ("", INTRODUCES),
        (INTRODUCES, "PSA under 4 hos man"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "5 mg dagligen",
        "§ 4 i lagen",
        "o s v",
        "o dyl",
        "i Umeå",
        "10–12 veckor",
        "1.5 mg",
        "- ",
        "A patient",
    ],
)
def test_what_begins_no_point_is_left_as_it_is(text: str) -> None:
    assert list(typed_points([Paragraph(text)])) == [Paragraph(text)]


def test_a_numbered_heading_in_bold_is_no_point_but_a_mark_is() -> None:
    bold = Paragraph("1. Bakgrund", bold=True)
    assert list(typed_points([bold, Paragraph("– akut", bold=True)])) == [bold, Item("akut")]


def test_another_mark_is_one_level_down_only_under_what_introduces_it() -> None:
    typed = (
        "1. Remittera inte vid:",
        "a) akne",
        "b) rosacea",
        "– eksem",
        "2. Remittera vid:",
        "a) melanom",
    )
    assert list(typed_points([Paragraph(text) for text in typed])) == [
        Item("Remittera inte vid:", 0),
        Item("akne", 1),
        Item("rosacea", 1),
        Item("eksem", 1),
        Item("Remittera vid:", 0),
        Item("melanom", 1),
    ]


def test_a_mark_typed_within_a_real_list_is_no_part_of_its_text() -> None:
    assert list(typed_points([Item("– eksem", 1), Item("1. akne")])) == [
        Item("eksem", 1),
        Item("1. akne"),
    ]


def test_a_sentence_within_a_refusing_list_does_not_end_it() -> None:
    assert _blocks(
        Paragraph(INTRODUCES),
        Item("vårtor"),
        Paragraph("Även hos barn."),
        Item("fibrom"),
        Paragraph("Undantag finns."),
    ) == [
        ("", INTRODUCES),
        (INTRODUCES, "vårtor"),
        (INTRODUCES, "Även hos barn."),
        (f"{INTRODUCES} Även hos barn.", "fibrom"),
        (INTRODUCES, "Undantag finns."),
    ]


def test_paragraphs_after_what_refuses_them_carry_it_without_any_list() -> None:
    assert _blocks(Paragraph(INTRODUCES), Paragraph("Akne."), Paragraph("Rosacea.")) == [
        ("", INTRODUCES),
        (INTRODUCES, "Akne."),
        (INTRODUCES, "Rosacea."),
    ]


@pytest.mark.parametrize("next_", ["Remittera vid:", "Remitteras"])
def test_what_is_introduced_next_is_not_refused(next_: str) -> None:
    assert _blocks(Paragraph(INTRODUCES), Item("akne"), Paragraph(next_), Item("melanom")) == [
        ("", INTRODUCES),
        (INTRODUCES, "akne"),
        ("", next_),
        (next_, "melanom"),
    ]


def test_a_list_that_says_yes_gives_a_later_paragraph_no_lead() -> None:
    assert _blocks(Paragraph("Remittera vid:"), Item("melanom"), Paragraph("Skriv längden.")) == [
        ("", "Remittera vid:"),
        ("Remittera vid:", "melanom"),
        ("", "Skriv längden."),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Innehåll", "Ansvar", "Remiss"],
        ["Innehållsförteckning", "1. Ansvar 2", "2 Remiss ........ 3"],
        ["På denna sida:", "Ansvar", "Remiss"],
    ],
)
def test_a_list_of_contents_is_neither_a_section_nor_a_lead(lines: list[str]) -> None:
    text: list[Piece] = [
        WrittenHeading("1 Ansvar", 1),
        Paragraph("A."),
        WrittenHeading("Remiss", 1),
        Paragraph("B."),
    ]
    assert list(without_contents([*map(Paragraph, lines), *text])) == text


def test_a_section_that_is_called_contents_is_kept() -> None:
    pieces: list[Piece] = [
        WrittenHeading("Remiss", 1),
        WrittenHeading("Innehåll", 2),
        Paragraph("Ange längd."),
    ]
    assert list(without_contents(pieces)) == pieces


def test_a_mark_alone_is_no_point() -> None:
    assert POINT.match("–") is None
