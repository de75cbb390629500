"""Every page, wide and narrow, light and dark: axe finds nothing, and no bar hides what is read.

A template that is new has no visit below, and fails until it has one; so does a part of a card that
is not in the gallery (`tests/test_gallery.py`). Commands are taken from their own examples.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.cards import Card
from bot.commands import COMMANDS
from bot.platforms.web.render import TEMPLATES, card_html
from tests.e2e.accessible import (
    faults_of,
    headings_out_of_order_in_the_last_entry,
    high_bars_of,
    too_wide_in,
)
from tests.e2e.program import COORDINATOR
from tests.e2e.uploading import first_version, publishes, roster, sends, uploads
from tests.gallery import LONG_CARD, every_form, every_part

pytestmark = pytest.mark.e2e

UNKNOWN = "Hyrläkare Tre"
AT_FIRST: ViewportSize = {"width": 1280, "height": 720}


def opens(path: str) -> Callable[[Page, Path], None]:
    """A page that has an address."""

    def visit(page: Page, folder: Path) -> None:
        page.goto(path)

    return visit


def previews_a_roster(page: Page, folder: Path) -> None:
    """With a name that nobody has and a row that cannot be read."""
    page.goto("/schema")
    sends(page, roster(folder, UNKNOWN, wrong=True))
    expect(page.get_by_role("alert").first).to_be_visible()


def publishes_a_roster(page: Page, folder: Path, unknown: str = UNKNOWN) -> None:
    page.goto("/schema")
    sends(page, roster(folder, unknown, wrong=False))
    page.get_by_label(unknown).select_option(label="Godta namnet som det står")
    page.get_by_role("button", name="Visa med ändringarna").click()
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    page.get_by_role("button", name="Publicera").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("schemat gäller nu")


def undoes_a_roster(page: Page, folder: Path) -> None:
    publishes_a_roster(page, folder, "Hyrläkare Fyra")
    page.get_by_role("button", name="Ångra publiceringen").click()
    expect(page.get_by_role("button", name="Ångra publiceringen")).to_have_count(0)


def previews_an_agreement(page: Page, folder: Path) -> None:
    page.goto("/")
    uploads(page, first_version(folder))


def publishes_an_agreement(page: Page, folder: Path, title: str = "Förmaksflimmer") -> None:
    file = folder / "avtal.md"
    file.write_text(f"# {title}\n\n## Remiss\nRemittera inom två veckor.\n", encoding="utf-8")
    page.goto("/")
    uploads(page, file)
    page.get_by_role("textbox", name=re.compile("Version")).fill("1.10")
    page.get_by_label("Ägare").fill("Elham Tavakolian")
    page.get_by_label("Gäller från").fill("2026-01-01")
    page.get_by_label("Gäller till och med").fill("2028-01-31")
    page.get_by_role("button", name="Visa med ändringarna").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    publishes(page)


def changes_a_head(page: Page, folder: Path) -> None:
    publishes_an_agreement(page, folder, "Klaffel")
    page.goto("/avtal")
    page.get_by_text("Inlästa avtal").click()
    page.get_by_role("link", name="Ändra uppgifter").first.click()
    expect(page.get_by_label("Ägare")).to_be_visible()


VISITS = {
    "chat.html": opens("/"),
    "people.html": opens("/person"),
    "refusal.html": opens("/finns-inte"),
    "hours_report.html": opens("/tid/rapport"),
    "shortages.html": opens("/rest/oversikt"),
    "offline.html": opens("/utan-nat"),
    "roster_undone.html": undoes_a_roster,
    "roster_upload.html": opens("/schema"),
    "roster_preview.html": previews_a_roster,
    "roster_published.html": publishes_a_roster,
    "agreement_head.html": changes_a_head,
    "agreement_upload.html": opens("/avtal"),
    "agreement_preview.html": previews_an_agreement,
    "agreement_published.html": publishes_an_agreement,
}


def page_templates() -> list[str]:
    """The templates of whole pages: those that extend another one, or have their own <html>."""
    assert TEMPLATES.loader is not None
    sources = {
        name: TEMPLATES.loader.get_source(TEMPLATES, name)[0] for name in TEMPLATES.list_templates()
    }
    extended = {
        base for source in sources.values() for base in re.findall(r'{% extends "(.+?)" %}', source)
    }
    whole = (
        name for name, source in sources.items() if "{% extends" in source or "<html" in source
    )
    return sorted(set(whole) - extended)


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """The tab of somebody who sees the most, signed in once: one for all, since a new one costs
    more than what is looked at in it."""
    context = browser.new_context(locale="sv-SE", base_url=address)
    page = context.new_page()
    page.goto("/person")
    page.get_by_role("button", name=COORDINATOR).click()
    page.wait_for_url("/")
    yield page
    context.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The tab as it first was; nothing that it has kept is seen afterwards."""
    tab.set_viewport_size(AT_FIRST)
    tab.emulate_media(color_scheme="light")
    yield tab
    tab.evaluate("localStorage.clear(); sessionStorage.clear()")


def check(page: Page) -> None:
    assert too_wide_in(page) == []
    assert high_bars_of(page) == {}
    assert faults_of(page) == {}


@pytest.mark.parametrize("template", page_templates())
def test_every_page(page: Page, tmp_path: Path, template: str) -> None:
    assert template in VISITS, f"{template} is new: say in VISITS how it is reached"
    VISITS[template](page, tmp_path)
    check(page)


ASKED = [command.typed[0] for command in COMMANDS if not command.hidden]
OTHERS = [
    "xyzzy",
    "jag har ont i magen",
    "/jour kardiologi vecka",
    "/jour luckor",
    "/finnsinte",
    "850101-1236",
]


def test_every_answer(page: Page) -> None:
    """Beneath one another on one page, each unfolded."""
    page.goto("/")
    wrong = {}
    for number, text in enumerate([*ASKED, *OTHERS], start=1):
        page.get_by_label("Skriv en fråga").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator("#entries .card")).to_have_count(number)
        for folded in page.locator(".entry").last.locator("summary").all():
            folded.click()
        wrong[text] = headings_out_of_order_in_the_last_entry(page)
    assert {text: faults for text, faults in wrong.items() if faults} == {}
    check(page)


def test_every_part_of_a_card(page: Page) -> None:
    page.goto("/")
    for card in (LONG_CARD, Card(every_part("Kardiologi norra"), every_form("Anmärkning"))):
        page.evaluate(
            "html => document.getElementById('entries').innerHTML = html",
            f'<li class="entry">{card_html(card, "u")}</li>',
        )
        check(page)
