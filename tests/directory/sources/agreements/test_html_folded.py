"""Web pages in: what is folded away, what Word has written, what is no text."""

import pytest

from directory.sources.agreements.reading import AgreementReading, read_agreement
from tests.directory.sources.agreements.shown import agreement, shown


def _read(body: str) -> AgreementReading:
    page = (
        f"<html><body><main><h1>HÖK</h1><h2>Remiss</h2><p>Skickas.</p>{body}</main></body></html>"
    )
    return read_agreement(page.encode(), "a.html")


def _rest(reading: AgreementReading) -> list[str]:
    return shown(agreement(reading))[2:]


CHILD = "<p>Under 18 år: aldrig direkt till gyn.</p>"
FOLDED = ["# Remiss > Barn", "Under 18 år: aldrig direkt till gyn."]


@pytest.mark.parametrize(
    "body",
    [
        f"<details><summary>Barn</summary>{CHILD}</details>",
        f'<button aria-expanded="false">Barn</button><div aria-hidden="true">{CHILD}</div>',
        f'<button aria-controls="x">Barn</button><p>Ej.</p><div id="x" hidden>{CHILD}</div>',
        f'<a data-toggle="collapse" href="#x">Barn</a><div id="x" style="display: none">{CHILD}</div>',
        f'<ul role="tablist"><li><a role="tab" href="#x">Barn</a></ul><div role="tabpanel" id="x" hidden>{CHILD}</div>',
        f'<h3><button aria-expanded="false">Barn</button></h3><div style="display:none" class="collapse">{CHILD}</div>',
        f'<h3>Barn</h3><div class="accordion-body" hidden>{CHILD}</div>',
    ],
)
def test_what_is_folded_away_is_read_under_the_words_that_show_it(body: str) -> None:
    reading = _read(body)
    assert [line for line in _rest(reading) if line not in ("Barn", "Ej.", "# Remiss")] == FOLDED
    assert reading.unread == ()


def test_what_follows_a_folded_part_stands_under_the_heading_before_it() -> None:
    fold = "<details><summary>{0}</summary><h3>Dos</h3><p>{0} x.</p></details>"
    assert _rest(
        _read(f"{fold.format('A')}{fold.format('B')}<p>Efter.</p><h2>Mer</h2><p>C.</p>")
    ) == [
        "# Remiss > A > Dos",
        "A x.",
        "# Remiss > B > Dos",
        "B x.",
        "# Remiss",
        "Efter.",
        "# Mer",
        "C.",
    ]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<p hidden>Gäller inte barn.</p>", "dold text"),
        ('<p>A <span style="visibility:hidden">B</span></p>', "dold text"),
        ('<img src="x" alt="Flöde">', "en bild"),
        ('<p>A <img src="x"></p>', "en bild"),
        ("<svg><text>PSA</text></svg>", "en bild"),
        ("<p>A <math><mi>x</mi></math></p>", "en ekvation"),
        ('<iframe src="x"></iframe>', "ett inbäddat dokument"),
        ("<table><tr><td>A<td>B<tr><td>C<td><canvas></canvas></table>", "ett diagram"),
        ("<ul><li>A <img src=x></ul>", "en bild"),
    ],
)
def test_what_is_no_text_is_said(body: str, what: str) -> None:
    assert [part.what for part in _read(body).unread] == [what]


@pytest.mark.parametrize(
    "body",
    [
        '<img src="x" alt="">',
        '<img src="x" alt="pil" width="16">',
        "<svg><path/></svg>",
        "<p hidden> </p>",
        '<div role="dialog">Vi använder kakor<img src="x"></div>',
        '<nav><img src="x" alt="Regionen"></nav>',
    ],
)
def test_what_only_decorates_or_belongs_to_the_site_is_not_said(body: str) -> None:
    assert _read(body).unread == ()


def test_lists_that_word_has_written_are_lists() -> None:
    point = (
        "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'><span "
        "style='mso-list:Ignore'>{}<span>&nbsp; </span></span>{}</p>"
    )
    body = "<p class=MsoNormal>Skickas inte vid:</p>" + "".join(
        point.format(*row) for row in ((1, "·", "bensår"), (2, "o", "lindrigt"), (1, "1.", "eksem"))
    )
    assert _rest(_read(body)) == [
        "Skickas inte vid:",
        "* bensår < Skickas inte vid:",
        "  * lindrigt < Skickas inte vid: bensår",
        "* eksem < Skickas inte vid:",
    ]


def test_a_list_that_leads_to_places_on_the_page_is_no_text() -> None:
    contents = '<p><b>Innehåll på sidan:</b></p><ul><li><a href="#a">Vårdnivå</a></ul><p>Text.</p>'
    assert _rest(_read(contents)) == ["Text."]
