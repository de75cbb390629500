"""The rows of a document's head are read as its head and are never sections of its text."""

import pytest
from docx.document import Document

from directory.sources.agreements.head_lines import is_head_row
from directory.sources.agreements.reading import AgreementReading, read_agreement
from tests.directory.sources.agreements.shown import agreement, read, shown
from tests.directory.sources.agreements.written_docx import docx
from tests.directory.sources.agreements.written_pdf import Typesetter, pdf

TEXT = ["# Remiss", "Skicka remiss till mottagningen.", "# Dos", "Ge fem milligram."]
ROWS = ("Dokumenttyp: RMR", "Giltig t.o.m.: 2027-11-14", "Författare: Anna Asp", "Version 2.1", "Sida 1 (4)", "Diarienr: 2025-123")  # fmt: skip
BODY = "\n\n## Remiss\n\nSkicka remiss till mottagningen.\n\n## Dos\n\nGe fem milligram.\n"


def says_what_it_said(reading: AgreementReading) -> None:
    """The text without the head, and the head with what stood there."""
    read = agreement(reading)
    assert shown(read) == TEXT
    assert (read.head.version, str(read.head.valid_to)) == ("2.1", "2027-11-14")


@pytest.mark.parametrize(
    "above",
    [
        "\n\n".join(ROWS),
        "  \n".join(ROWS),
        "\n".join(ROWS),
        " | ".join(ROWS),
        "\n\n".join(f"**{row}**" for row in ROWS),
        "\n\n".join(f"## {row}" for row in ROWS),
        "\n".join(f"- {row}" for row in ROWS),
        "| Dokumenttyp | RMR |\n|-|-|\n| Giltig t.o.m. | 2027-11-14 |\n| Version | 2.1 |",
        "| Version | Giltig t.o.m. | Fastställd av |\n|-|-|-|\n| 2.1 | 2027-11-14 | Chefläkaren |",
        "| Version: 2.1 | Giltig t.o.m.: 2027-11-14 |\n|-|-|\n| Författare: Bo Ek | Sida 1 (2) |",
    ],
)
def test_in_markdown(above: str) -> None:
    says_what_it_said(read(f"# RMR Hypertoni\n\n{above}{BODY}"))
    says_what_it_said(read(f"{above}\n\n# RMR Hypertoni{BODY}"))


def test_between_the_sections_too_where_only_a_document_has_such_a_row() -> None:
    between = BODY.replace("## Dos", "## Version 2.1\n\n**Giltig t.o.m.: 2027-11-14**\n\n## Dos")
    says_what_it_said(read(f"# RMR Hypertoni{between}"))


def test_in_word() -> None:
    def write(document: Document) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Dokumenttyp", "RMR"
        table.cell(1, 0).text, table.cell(1, 1).text = "Version", "2.1"
        document.add_heading("RMR Hypertoni", 0)
        document.add_heading("Dokumenttyp: RMR", 1)
        document.add_paragraph("Giltig t.o.m.: 2027-11-14")
        document.add_paragraph("Sida 1 (4)")
        document.add_heading("Remiss", 1)
        document.add_paragraph("Skicka remiss till mottagningen.")
        document.add_heading("Diarienr: 2025-123", 2)
        document.add_heading("Dos", 1)
        document.add_paragraph("Ge fem milligram.")

    says_what_it_said(read_agreement(docx(write), "hypertoni.docx"))


def test_in_pdf() -> None:
    def write(page: Typesetter) -> None:
        page.paragraph("Dokumenttyp: RMR")
        page.heading("Version 2.1", 9)
        page.heading("RMR Hypertoni", 20)
        page.heading("Giltig t.o.m.: 2027-11-14", 14)
        page.heading("Remiss", 14)
        page.paragraph("Skicka remiss till mottagningen.")
        page.heading("Dos", 14)
        page.paragraph("Ge fem milligram.")

    says_what_it_said(read_agreement(pdf(write), "hypertoni.pdf"))


@pytest.mark.parametrize(
    "line",
    [
        "Gäller för: barn över fem år",
        "Målgrupp: gravida",
        "Kontakt: 08-465 004 41",
        "Version 2 av skattningen används.",
        "Ersätter inte klinisk bedömning.",
        "Ansvarig sköterska ringer patienten.",
        "Dokumentägare: Medicinska rådet. Remiss skickas samma dag.",
        "Tablett 1 (4)",
        "",
    ],
)
def test_what_says_something_of_care_stays(line: str) -> None:
    assert not is_head_row(line)


def test_a_label_that_a_text_may_have_stays_in_the_text() -> None:
    text = "# A\n\n## B\n\nText.\n\n**Ansvarig: distriktssköterska**\n\nMer text.\n"
    assert "Ansvarig: distriktssköterska" in shown(agreement(read(text)))
    assert agreement(read(text)).head.owner == ""


def test_a_table_that_also_says_something_of_care_keeps_that() -> None:
    table = "| Version | 2.1 |\n|-|-|\n| Målgrupp | vuxna |\n| Feber över 38 | ring jouren |"
    lines = shown(agreement(read(f"# A\n\n{table}\n\n## B\n\nText.\n")))
    assert any("vuxna" in line for line in lines) and any("ring jouren" in line for line in lines)
    assert not any("2.1" in line for line in lines)
