"""An agreement from a coordinator's file to the reader, and their question back: the real program and a real Chromium."""

import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.chatting import DESK, SMALLEST, WebChat, chatting
from tests.e2e.program import COORDINATOR, GP, Program, serving
from tests.e2e.uploading import FOLLOW_UP, REFERRAL, TITLE, first_version, publishes, uploads
from tests.patience import PATIENCE

pytestmark = pytest.mark.e2e

OWNER = "Elham Tavakolian"
VERSION = re.compile("^Version")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with serving(tmp_path_factory.mktemp("konsult")) as program:
        yield program


def morning_comes(program: Program) -> None:
    """What waits for the end of the night is due, so that the story can be told at any hour."""
    with sqlite3.connect(program.database, timeout=PATIENCE) as database:
        database.execute("UPDATE delivery SET due = made WHERE state = 'waiting'")


def second_version(folder: Path) -> Path:
    """Another kind of file, with another name."""
    file = folder / "svikt ny 2.md"
    referral = REFERRAL.replace("två veckor", "en vecka")
    text = f"# {TITLE}\n\n## Remiss till hjärtmottagningen\n{referral}\n\n## Uppföljning\n{FOLLOW_UP}\n"
    file.write_text(text, encoding="utf-8")
    return file


def until_indexed(page: Page, program: Program, says: str) -> None:
    """Wait until the agreements are searched as they are now."""
    last = time.monotonic() + PATIENCE
    while True:
        page.goto(f"{program.address}/avtal")
        if says in (page.locator("main").text_content() or ""):
            return
        assert time.monotonic() < last, page.locator("main").text_content()
        time.sleep(0.1)


def fits(page: Page) -> None:
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_from_a_file_to_a_question_a_new_version_and_a_receipt(
    browser: Browser, program: Program, tmp_path: Path
) -> None:
    with chatting(browser, program.address, COORDINATOR, **DESK) as birgit:
        uploads(birgit.page, first_version(tmp_path))
        fills_in(birgit.page)
        publishes(birgit.page)
        until_indexed(birgit.page, program, "version 1.10")

    with chatting(browser, program.address, GP, **SMALLEST) as disa:
        disa.asks("/avtal remiss hjärtsvikt").sees("Remiss till hjärtmottagningen")
        disa.sees(REFERRAL).sees("version 1.10")
        disa.taps("Visa hela avsnittet").sees(REFERRAL)
        calls_it_unclear(disa)
        disa.asks("/avtal remiss hjärtsvikt").taps("Följ").sees(f"Du följer {TITLE}")

    with chatting(browser, program.address, OWNER, **DESK) as elham:
        elham.asks("/avtal kö").sees("1 väntar på svar").sees(REFERRAL).sees("Från vilken dag?")

    with chatting(browser, program.address, COORDINATOR, **DESK) as birgit:
        uploads(birgit.page, second_version(tmp_path))
        replaces_the_first(birgit.page)
        publishes(birgit.page)
        until_indexed(birgit.page, program, "version 2")
    morning_comes(program)

    with chatting(browser, program.address, GP, **SMALLEST) as disa:
        disa.asks("/inkorg").sees(f"Ny version: {TITLE}")
        disa.sees("Ändrat avsnitt: ”Remiss till hjärtmottagningen”")
        disa.taps("Kvittera").sees(f"Noterat: du har läst {TITLE}")
        disa.asks("/avtal remiss hjärtsvikt").sees("inom en vecka")
        fits(disa.page)

    with chatting(browser, program.address, COORDINATOR, **SMALLEST) as birgit:
        birgit.page.goto(f"{program.address}/avtal")
        changes_its_validity(birgit.page)
        until_indexed(birgit.page, program, "gäller till och med 2028-03-31")


def fills_in(page: Page) -> None:
    """What the document does not tell; first with a mistake."""
    page.get_by_role("button", name="Publicera").click()  # before anything is answered
    expect(page.get_by_role("alert")).to_contain_text("Det går inte att publicera än.")
    expect(page.get_by_label("Ägare")).to_have_attribute("aria-invalid", "true")
    page.get_by_label(VERSION).fill("1.10")
    page.get_by_label("Ägare").fill(OWNER)
    page.get_by_label("Gäller från").fill("2026-01-01")
    page.get_by_label("Gäller till och med").fill("31 dec")
    page.get_by_role("button", name="Visa med ändringarna").click()
    expect(page.get_by_role("alert")).to_contain_text("Det går inte att publicera än.")
    expect(page.get_by_label("Gäller till och med")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("button", name="Publicera")).to_have_count(0)
    page.get_by_label("Gäller till och med").fill("tills vidare")
    page.get_by_text("Rätta en uppgift").click()
    page.get_by_label("Kvittens").select_option("ja")
    page.get_by_role("button", name="Visa med ändringarna").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def calls_it_unclear(chat: WebChat) -> None:
    chat.taps("Otydligt/fel")
    chat.page.get_by_label("Vad är otydligt eller fel?").last.fill("Från vilken dag?")
    chat.taps("Skicka").sees(f"Tack. {OWNER} får veta det.")


def replaces_the_first(page: Page) -> None:
    page.get_by_label("Ersätter").select_option(label=TITLE)
    page.get_by_label(VERSION).fill("2")
    page.get_by_label("Gäller från").fill("vet inte")
    page.get_by_label("Gäller till och med").fill("tills vidare")
    page.get_by_role("button", name="Visa med ändringarna").click()
    expect(page.get_by_label("Ägare")).to_have_value(OWNER)  # as the first version said
    expect(page.get_by_label("Kvittens")).to_have_value("ja")
    expect(page.get_by_text(f"ny version av ”{TITLE}”").first).to_be_visible()
    expect(page.locator("del").last).to_contain_text("två veckor")
    expect(page.locator("ins").last).to_contain_text("en vecka")


def changes_its_validity(page: Page) -> None:
    """Afterwards, in the browser; first with a mistake."""
    page.get_by_text("Inlästa avtal").click()
    page.get_by_role("link", name=f"Ändra uppgifter om {TITLE}").click()
    page.get_by_label("Gäller till och med").fill("31 mars")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_contain_text("Inget är sparat än.")
    page.get_by_label("Gäller till och med").fill("2028-03-31")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_contain_text("Sparat.")
    fits(page)


def test_what_is_not_read_is_named_and_published_after_a_tick(
    browser: Browser, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "feber.md"
    head = "---\nägare: vet inte\nversion: 1\ngäller_från: 2026-01-01\ngäller_till: tills vidare\n---\n"
    text = "# Feber hos barn\n\n## Remiss\nRemittera inte vid CRP under 20.\n\n![flöde](x.png)\n"
    file.write_text(head + text, encoding="utf-8")
    with chatting(browser, program.address, COORDINATOR, **SMALLEST) as birgit:
        page = birgit.page
        uploads(page, file)
        expect(page.get_by_text("Under ”Remiss” finns en bild som inte är läst.")).to_be_visible()
        page.get_by_text("Så är dokumentet läst (1 avsnitt)").click()
        expect(page.get_by_text("Remittera inte vid CRP under 20.")).to_be_visible()
        fits(page)
        page.get_by_role("button", name="Publicera").click()
        tick = page.get_by_label("Jag har sett efter i dokumentet")
        expect(tick).to_have_attribute("aria-invalid", "true")
        tick.check()
        page.get_by_role("button", name="Visa med ändringarna").click()
        expect(page.get_by_role("alert")).to_have_count(0)
        publishes(page)


def test_many_files_on_the_smallest_phone_without_javascript(
    browser: Browser, program: Program, tmp_path: Path
) -> None:
    files = [tmp_path / f"rutin {number}.md" for number in range(5)]
    head = "---\nägare: vet inte\nversion: 1\ngäller_från: 2026-01-01\ngäller_till: tills vidare\n---\n"
    for number, file in enumerate(files):
        file.write_text(f"{head}# Rutin {number}\n\n## Remiss\nText {number}.\n", encoding="utf-8")
    broken = tmp_path / "trasig.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    size = {**SMALLEST, "java_script_enabled": False}
    with chatting(browser, program.address, COORDINATOR, **size) as birgit:
        page = birgit.page
        uploads(page, *files, broken)
        expect(page.get_by_text("5 nya, 1 kan inte läsas in.")).to_be_visible()
        expect(page.get_by_text("PDF-filen är trasig")).to_be_visible()
        page.get_by_label("Ta inte med den här filen").first.check()
        page.get_by_role("button", name="Visa med ändringarna").click()
        expect(page.get_by_text("4 nya, 1 kan inte läsas in, 1 tas inte med.")).to_be_visible()
        publishes(page)
        expect(page.get_by_role("listitem").filter(has_text="trasig.pdf")).to_be_visible()
