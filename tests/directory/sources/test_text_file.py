"""Bytes as text: whichever program wrote them, or none at all."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sources.text_file import UnreadableError, clean, decode, read_text

SWEDISH = "id;namn\nbjorken;Björkens hälsocentral – Åsbo ”norra”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_swedish_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(SWEDISH.encode(encoding)) == SWEDISH


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"id;namn\nab\0c;x\n", 2, "Filen innehåller tecken som inte hör till text."),
        (b"PK\x03\x04\x14\x00\x06", 0, "Det är en kalkylbok. Spara bladet som CSV (UTF-8)."),
        (b"\x89PNG\r\n\x1a\n\0\0", 2, "Filen innehåller tecken som inte hör till text."),
        (
            "id\nå\n".encode() + "ö\n".encode("cp1252"),
            3,
            "Raden är skriven i en annan teckenkodning än resten.",
        ),
        ("id\n\nBjÃ¶rken\n".encode(), 3, "Å, ä och ö har blivit ”Ã¶”."),
        (b"id\n\x81\n", 2, "Ett tecken har gått förlorat."),
        ("id\nBj\ufffdrken\n".encode(), 2, "Ett tecken har gått förlorat."),
        (b"\xff\xfe\x00", 1, "Ett tecken har gått förlorat."),
    ],
)
def test_what_is_no_text_is_told_with_its_line(data: bytes, line: int, why: str) -> None:
    with pytest.raises(UnreadableError) as told:
        decode(data)
    assert str(told.value).startswith(why)
    assert told.value.line == line


@given(st.binary())
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        decode(data)
    except UnreadableError as told:
        assert str(told).endswith(".")


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    large = tmp_path / "enheter.csv"
    large.touch()
    os.truncate(large, 50_000_001)
    with pytest.raises(UnreadableError, match=r"Filen är för stor\. Den får vara högst 50 MB\."):
        read_text(large)


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="Här ska det vara en fil"):
        read_text(tmp_path)


def test_no_file_is_no_text(tmp_path: Path) -> None:
    assert read_text(tmp_path / "enheter.csv") is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\u00a0 Anna\u00a0Asp \t", "Anna Asp"),
        ("Bjo\u0308rken", "Björken"),
        ("kardio\u00adlogi\u200b", "kardiologi"),
        ("rad ett\r\nrad två\rrad tre", "rad ett\nrad två\nrad tre"),
        ("\ufeffid", "id"),
    ],
)
def test_a_value_is_what_was_meant(written: str, meant: str) -> None:
    assert clean(written) == meant


@given(st.text())
def test_cleaning_twice_changes_nothing(written: str) -> None:
    assert clean(clean(written)) == clean(written)
