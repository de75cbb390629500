"""Whatever the bytes are: an agreement or a Swedish sentence, and soon."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sources.agreements.reading import read_agreement

NAMES = st.sampled_from(["a.md", "a.docx", "a.pdf", "a.html", "a", "", "../å.md"])
STARTS = st.sampled_from(
    [
        b"",
        b"---\n",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"<html>",
        b"\xd0\xcf\x11\xe0",
        b"\xff\xfe",
        b"# A\n\n",
    ]
)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<table>",
            "<tr>",
            "<td rowspan=3>",
            "<li>",
            "<ul>",
            "</ul>",
            "<h2>",
            "<b>",
            "ord",
            " ",
            "</td>",
            "<dl>",
            "<dd>",
            "<dt>",
            "<p>",
            "<sup><a href='#x'>1</a></sup>",
            "<li id=x>",
            "<br>",
            "<!--",
            "-->",
            "<th>",
        ]
    ),
    max_size=60,
).map("".join)
MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# ",
            "- ",
            "  ",
            "\n",
            "\n\n",
            "|",
            "---",
            "ord",
            "[^1]",
            "[^1]: not",
            "**",
            "~~",
            "> ",
            "1. ",
            "`",
            "<b>",
            "Giltig till: ",
            "2026-02-30",
            "Version ",
            "Dokumentnr",
            ": ",
            "![",
        ]
    ),
    max_size=60,
).map("".join)


@given(NAMES, STARTS, st.binary(max_size=300), st.none() | st.binary(max_size=60))
def test_no_bytes_make_it_fail(name: str, start: bytes, rest: bytes, side: bytes | None) -> None:
    _check(start + rest, name, side)


@given(MARKUP)
def test_no_markup_makes_it_fail(text: str) -> None:
    _check(f"<html><body><p>x{text}".encode(), "a.html")


@given(MARKDOWN)
def test_no_markdown_makes_it_fail(text: str) -> None:
    _check(text.encode(), "a.md")


def _check(data: bytes, name: str, side: bytes | None = None) -> None:
    reading = read_agreement(data, name, side)
    assert reading.agreement is not None or reading.faults
    assert all(fault.endswith((".", "?")) for fault in reading.faults), reading.faults
    if reading.agreement:
        assert any(section.blocks for section in reading.agreement.sections)
        assert [s.number for s in reading.agreement.sections] == list(
            range(len(reading.agreement.sections))
        )


def _zip(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.md", "Filen är tom."),
        (b" \n", "a.md", "Filen är tom."),
        (b"x" * 20_000_001, "a.md", "Filen är större än 20 MB."),
        (b"x\n" * 1_100_000, "a.md", "Dokumentet har mer än 2 miljoner tecken."),
        (b"hej", "a.xyz", "Filens slag går inte att känna igen."),
        (
            b"\x89PNG\r\n\x1a\n\0",
            "a.md",
            "Rad 2: Filen innehåller tecken som inte hör till text. Spara den som UTF-8.",
        ),
        (
            "# Ögon\n".encode() + "Å\n".encode("cp1252"),
            "a.md",
            "Rad 2: Raden är skriven i en annan teckenkodning",
        ),
        ("# BjÃ¶rken\n".encode(), "a.md", "Rad 1: Å, ä och ö har blivit ”Ã¶”."),
        (_zip("xl/workbook.xml", b"x"), "a.xlsx", "Filen är inget Word-dokument."),
        (b"# Rubrik\n", "a.md", "Dokumentet har ingen text."),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, name: str, told: str) -> None:
    reading = read_agreement(data, name)
    assert reading.agreement is None
    assert reading.faults[0].startswith(told)


def test_what_is_too_large_when_it_is_unpacked_is_told() -> None:
    test_what_cannot_be_read_is_told(
        _zip("word/document.xml", bytes(250_000_000)),
        "a.docx",
        "Dokumentet är för stort när det packas upp.",
    )
