"""What a coordinator uploads in the browser, and how."""

from datetime import timedelta
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from bot.app import system_clock

TITLE = "Hjärtsvikt i samverkan"
REFERRAL = "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom två veckor."
FOLLOW_UP = "Kreatinin och kalium kontrolleras efter två veckor på hälsocentralen."
SERVICE = "Kardiologi · Norra sjukhuset"
KNOWN = "Loke Norrbagge"


# -- a roster ----


def roster(folder: Path, unknown: str, *, wrong: bool) -> Path:
    """Three nights from now on; the third one's times are wrong."""
    days = [system_clock().date() + timedelta(days=ahead) for ahead in (3, 4, 5)]
    hours = "16-99" if wrong else "16-07:30"
    rows = [f"{days[0]};16-07:30;bakjour;{KNOWN}", f"{days[1]};16-07:30;bakjour;{unknown}", f"{days[2]};{hours};bakjour;{KNOWN}"]  # fmt: skip
    file = folder / "jour.csv"
    file.write_text("\n".join(["datum;tid;roll;namn", *rows]), encoding="utf-8")
    return file


def sends(page: Page, file: Path) -> None:
    page.get_by_label("Jour", exact=True).select_option(label=SERVICE)
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Visa vad som ändras").click()


# -- an agreement ----


def first_version(folder: Path) -> Path:
    """A Word document that says little about itself."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_heading("Remiss till hjärtmottagningen", 1)
    document.add_paragraph(REFERRAL)
    document.add_heading("Uppföljning", 1)
    document.add_paragraph(FOLLOW_UP)
    document.save(str(folder / "hjartsvikt.docx"))
    return folder / "hjartsvikt.docx"


def uploads(page: Page, *files: Path) -> None:
    page.get_by_role("link", name="Läs in avtal").click()
    page.get_by_label("Filer").set_input_files(list(files))
    page.get_by_role("button", name="Visa vad som ändras").click()
    expect(page.get_by_role("heading", name="Så ändras avtalen")).to_be_visible()


def publishes(page: Page) -> None:
    page.get_by_role("button", name="Publicera").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("gäller nu")
