"""What is in the file and not in what was read of it is found, and the place is said."""

import pytest
from docx.document import Document as Opened
from hypothesis import given
from hypothesis import strategies as st

from directory.sources.agreements.counting import LostLine, RawLine, lost
from directory.sources.agreements.formats import raw_lines
from directory.sources.agreements.reading import read_agreement
from tests.directory.sources.agreements.shown import shown
from tests.directory.sources.agreements.written_docx import add_xml, docx
from tests.directory.sources.agreements.written_pdf import Typesetter, pdf

LINES = (
    "ålder under 50 och PSA över 3",
    "eGFR < 30 eller LPK 0,5 × 10⁹/l",
    "Remittera ej vid B₁₂ ≥ 150",
    "Ring alla dagar utom söndag.",
)
RAW = [RawLine(line, f"sid {number}") for number, line in enumerate(LINES, 1)]


def test_nothing_is_lost_however_the_lines_are_broken() -> None:
    assert lost(RAW, [" ".join(LINES)]) == []
    assert lost(RAW, [word for line in reversed(LINES) for word in line.split()]) == []
    assert lost([RawLine("1. Ring."), RawLine("2) Ring 3.")], ["Ring.", "Ring 3."]) == []


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("50 ", "”ålder under 50 och PSA över 3” på sid 1"),
        ("3", "”ålder under 50 och PSA över 3” på sid 1"),
        ("< ", "”eGFR < 30 eller LPK 0,5 × 10⁹/l” på sid 2"),
        ("⁹", "”eGFR < 30 eller LPK 0,5 × 10⁹/l” på sid 2"),
        ("ej ", "”Remittera ej vid B₁₂ ≥ 150” på sid 3"),
        ("≥ ", "”Remittera ej vid B₁₂ ≥ 150” på sid 3"),
        ("utom ", "”Ring alla dagar utom söndag.” på sid 4"),
    ],
)
def test_what_is_lost_is_said_with_its_place(without: str, said: str) -> None:
    read = " ".join(LINES).replace(without, "", 1)
    assert said in [str(one) for one in lost(RAW, [read])]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), st.data())
def test_a_whole_line_that_is_missing_is_found_also_where_it_stands_twice(
    lines: list[str], data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(lines) - 1))
    read = [line for number, line in enumerate(lines) if number != gone]
    found = lost([RawLine(line) for line in lines], read)
    assert lines[gone] in [one.line.text for one in found]


def test_a_long_line_is_cut() -> None:
    assert str(LostLine(RawLine("å" * 100))) == f"”{'å' * 80} …”"


def test_what_a_reader_does_not_see_stops_the_document() -> None:
    """A limit in a place where no reader looks: the raw text has it."""

    def write(document: Opened) -> None:
        document.add_heading("Avtal", 0)
        document.add_heading("Remiss", 1)
        document.add_paragraph("Remittera vid smärta.")
        add_xml(document, "<w:object><w:t>PSA under 17 remitteras inte</w:t></w:object>")

    reading = read_agreement(docx(write), "avtal.docx")
    assert reading.agreement is not None
    if "PSA under 17 remitteras inte" not in "".join(shown(reading.agreement)):
        assert [(part.section, part.what) for part in reading.unread] == [
            (0, "”PSA under 17 remitteras inte”")
        ]


def test_the_text_of_a_pdf_comes_another_way() -> None:
    def write(page: Typesetter) -> None:
        page.heading("Avtal", 20)
        page.paragraph("PSA under 3 remitteras inte.")

    assert [(line.text, line.place) for line in raw_lines(pdf(write), "avtal.pdf")] == [
        ("Avtal", "sid 1"),
        ("PSA under 3 remitteras inte.", "sid 1"),
    ]


def test_the_text_of_a_page_comes_another_way() -> None:
    page = (
        "<html><body><nav>Ring 1</nav><main><h1>Avtal</h1><p>PSA &lt; 3<br>aldrig</p>"
        "<script>4</script><s>5</s><p hidden>6</p></main><footer>7</footer></body></html>"
    )
    assert [line.text for line in raw_lines(page.encode(), "a.html")] == [
        "Avtal",
        "PSA < 3",
        "aldrig",
    ]
    text = "---\ntitel: Avtal 9\n---\n# Avtal\n\nPSA < 3 <!-- 8 -->[^7]\n\n1. ej\n\n[^7]: Barn.\n"
    assert [line.text.strip() for line in raw_lines(text.encode(), "a.md")] == [
        "Avtal",
        "PSA < 3",
        "ej",
        "Barn.",
    ]
