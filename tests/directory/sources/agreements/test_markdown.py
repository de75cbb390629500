"""Markdown in: sections, lists with their leads, tables with their heads, footnotes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sources.agreements.reading import read_agreement
from tests.directory.sources.agreements.shown import agreement, read, shown
from tests.paths import ROOT

EXAMPLES = sorted((ROOT / "benchmarks" / "agreements").glob("*.md"))

DOCUMENT = """# HÖK Hud

Gäller hela länet.

## 1. Vårdnivå

### Primärvård

Ska inte remitteras:

- vårtor
- hud
  - torr hud
  - klåda[^a]
- mollusker

### Remitteras ej

* herpes

## Remiss

Tabell över remissvägar.

| Problem | Remiss |
|---|---|
| feber | akut |
| utslag<br>klåda | |

Underlag
--------

Hälso\u00adcentralen skriver ”ﬁstel”.

[^a]: Om inte barn.
"""


def test_a_document_is_its_sections() -> None:
    assert shown(agreement(read(DOCUMENT))) == [
        "# HÖK Hud",
        "Gäller hela länet.",
        "# 1. Vårdnivå > Primärvård",
        "Ska inte remitteras:",
        "* vårtor < Ska inte remitteras:",
        "* hud < Ska inte remitteras:",
        "  * torr hud < Ska inte remitteras: hud",
        "  * klåda < Ska inte remitteras: hud",
        "* mollusker < Ska inte remitteras:",
        "Not: Om inte barn.",
        "# 1. Vårdnivå > Remitteras ej",
        "* herpes < Remitteras ej",
        "# Remiss",
        "Tabell över remissvägar.",
        "| Problem: feber; Remiss: akut",
        "| Problem: utslag, klåda",
        "# Underlag",
        "Hälsocentralen skriver ”fistel”.",
    ]


def test_a_lead_keeps_every_no_above_it() -> None:
    text = "# A\n\n## Remitteras ej\n\n### Vuxna\n\nI första hand:\n\n- eksem\n"
    assert shown(agreement(read(text)))[-1] == "* eksem < Remitteras ej: I första hand:"


def test_only_the_last_sentence_of_a_long_paragraph_leads() -> None:
    text = f"## A\n\n{'Långt om bakgrunden. ' * 12}Följande ska INTE remitteras:\n\n- eksem\n\n## B\n\nx"
    assert "* eksem < Följande ska INTE remitteras:" in shown(agreement(read(text)))


def test_a_table_keeps_the_no_it_stands_under() -> None:
    text = "## A\n\nFöljande ska INTE remitteras:\n\n| Problem | Råd |\n|-|-|\n| eksem | kräm |\n"
    assert shown(agreement(read(text)))[-1] == (
        "| Problem: eksem; Råd: kräm < Följande ska INTE remitteras:"
    )


def test_comments_struck_text_and_pictures_are_not_read() -> None:
    text = "# A\n\n<!-- dolt -->\n\nKvar ~~struket~~ text.<!-- dolt --> ![bild](x.png)\n"
    assert shown(agreement(read(text))) == ["# A", "Kvar text."]


def test_bold_lines_are_headings_where_there_are_no_others() -> None:
    text = "# Avtal\n\n**Remiss**\n\nTill hud.\n\n**Kontakt**\n\nRing.\n"
    assert shown(agreement(read(text))) == ["# Remiss", "Till hud.", "# Kontakt", "Ring."]


def test_two_lists_side_by_side_are_two_lists() -> None:
    text = "## Ansvar\n\n| Primärvård | Ska inte skötas i primärvård |\n|-|-|\n| råd<br>prov | svår smärta<br>barn |\n"
    assert shown(agreement(read(text)))[1:] == [
        "* råd < Primärvård:",
        "* prov < Primärvård:",
        "* svår smärta < Ska inte skötas i primärvård:",
        "* barn < Ska inte skötas i primärvård:",
    ]


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) == 25


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_are_read_without_faults(path: Path) -> None:
    reading = read_agreement(path.read_bytes(), path.name)
    assert reading.faults == ()
    headings = [line[3:] for line in path.read_text("utf-8").splitlines() if line[:3] == "## "]
    assert [section.heading for section in agreement(reading).sections] == headings


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    reading = read_agreement(text.encode(errors="surrogatepass"), "a.md")
    assert reading.agreement is not None or reading.faults
