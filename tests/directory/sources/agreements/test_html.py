"""Web pages in: the document without the site round it, merged cells, footnotes, broken markup."""

import pytest

from directory.sources.agreements.reading import read_agreement
from tests.directory.sources.agreements.shown import agreement, shown

PAGE = """<!doctype html><html lang=sv><head><meta charset=utf-8><title>Ögon - Region</title>
<style>p{}</style><script>var x="dolt"</script></head><body>
<header><a href="/">Regionen</a></header><nav><ul><li>Meny</ul></nav>
<main><nav>Brödsmulor</nav><h1>Vårdöverenskommelse &ouml;gon</h1><p>Gäller&nbsp;hela
  länet.<br>Version: 3</p>
<h2>Vård&shy;nivå</h2><h3>Primärvård</h3><p>Ska <em>inte</em> remitteras<sup><a href="#fn1">1</a></sup>:</p>
<ul><li>vagel<li>hud<ul><li>torr hud</ul>runt ögat<li style="display:none">dolt</ul>
<p hidden>dolt</p><p>Kvar <del>struket</del><ins>nytt</ins>, 10<sup>9</sup>/l.</p>
<h3>Brådska</h3><table><thead><tr><th rowspan=2>Problem<th colspan=2>Remiss<tr><th>akut<th>vecka</thead>
<tr><td>smärta<td>jour 513 97<td><tr><td colspan=3>Ska inte remitteras<tr><td>grus<td colspan=2>skölj</table>
<h3>Ansvarig</h3><dl><dt>Dokumentägare<dd>Ögonkliniken</dl>
<ol class=footnotes><li id=fn1>Utom barn. <a href="#r1">↩</a></ol></main>
<aside>Relaterat</aside><footer>Kontakta oss</footer></body></html>"""


def test_a_page_is_its_document() -> None:
    read = agreement(read_agreement(PAGE.encode(), "ogon"))
    assert read.head.title == "Vårdöverenskommelse ögon"
    assert (read.head.version, read.head.owner) == ("3", "Ögonkliniken")
    assert shown(read) == [
        "# Vårdöverenskommelse ögon",
        "Gäller hela länet.",
        "# Vårdnivå > Primärvård",
        "Ska inte remitteras:",
        "* vagel < Ska inte remitteras:",
        "* hud runt ögat < Ska inte remitteras:",
        "  * torr hud < Ska inte remitteras: hud runt ögat",
        "Kvar nytt, 10⁹/l.",
        "Not: Utom barn.",
        "# Vårdnivå > Brådska",
        "| Problem: smärta; Remiss – akut: jour 513 97",
        "Ska inte remitteras",
        "| Ska inte remitteras: Problem: grus; Remiss – akut/Remiss – vecka: skölj",
        "# Vårdnivå > Ansvarig",
        "| Dokumentägare: Ögonkliniken",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_swedish_letters_in_every_usual_encoding(encoding: str) -> None:
    data = "<html><body><h1>Ögon å</h1><p>Ä – text.</p>".encode(encoding)
    assert shown(agreement(read_agreement(data, "a.html"))) == ["# Ögon å", "Ä – text."]


def test_tables_in_tables_are_read_once() -> None:
    inner = "x"
    for _ in range(30):
        inner = f"<table><tr><td>a<td>{inner}</table>"
    data = f"<html><body><h1>A</h1>{inner}".encode()
    assert sum(line.count("x") for line in shown(agreement(read_agreement(data, "a.html")))) == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<div>" * 100_000, "Sidan är trasig: för många element"),
        (
            "<table>" + "<tr>" + "<td colspan=100 rowspan=100>x" * 3_000,
            "En tabell har fler än 200 000 celler.",
        ),
        ("<nav>Meny</nav>", "Dokumentet har ingen text."),
    ],
)
def test_what_cannot_be_read_is_told(body: str, told: str) -> None:
    reading = read_agreement(f"<html><body>{body}".encode(), "a.html")
    assert reading.agreement is None
    assert reading.faults[0].startswith(told)
