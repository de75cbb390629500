"""Short ways to build agreements. Everything in them is invented."""

from datetime import datetime

from directory.agreements.document import Agreement, Block, BlockKind, Head, Section
from directory.agreements.kept import AGREEMENTS
from directory.agreements.shelf import Shelf
from directory.agreements.version import AgreementVersion
from directory.parts import Parts
from directory.region import Region
from directory.snapshot import Snapshot
from directory.sources.agreements.result import Document
from tests.bot.scheduler.ticks import NOTHING_HELD, picture
from tests.builders import Fields, at

ADDED = at("2026-01-12 09:00")


def version(document: str = "ogon", added: datetime = ADDED, **head: object) -> AgreementVersion:
    """A version with one section, owned by Karin unless something else is said."""
    usual: Fields = {"title": document.capitalize(), "owner": "karin-k"}
    block = Block(BlockKind.PARAGRAPH, "Remiss skrivs av läkare.")
    agreement = Agreement(
        head=Head(id=document, **usual | head),
        sections=(Section(number=0, heading="Remiss", blocks=(block,)),),
    )
    return AgreementVersion(agreement=agreement, added=added, added_by="test")


def on_shelf(
    region: Region, now: datetime, *versions: AgreementVersion, parts: Parts = NOTHING_HELD
) -> Snapshot:
    """What a process holds at a moment, with these agreements in force."""
    return picture(region, now, parts.having(AGREEMENTS, Shelf.of(versions)))


def document(
    name: str = "ogon.md", text: str = "Remiss skrivs av läkare.", **head: str
) -> Document:
    """A Markdown file; `head` are keys of its front matter."""
    usual = {"id": "ogon", "titel": "Ögon", "ägare": "karin-k"}
    keys = "".join(f"{key}: {value}\n" for key, value in (usual | head).items())
    return Document(name, f"---\n{keys}---\n# Ögon\n\n## Remiss\n\n{text}\n".encode())
