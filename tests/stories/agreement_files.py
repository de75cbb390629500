"""Agreements as Markdown files, and a reader of documents that needs no process of its own."""

from collections.abc import Sequence

from directory.sources.agreements.reading import read_agreement
from directory.sources.agreements.result import AgreementReading, Document

FIRST = "# Hjärtsvikt\n\n## Remiss\nRemiss skrivs av läkare.\n\n## Kontakt\nRing sköterskan.\n"
HEAD = (
    "---\nägare: hjartkliniken\nversion: 1\ngäller_från: 2026-01-01\ngäller_till: 2027-12-31\n---\n"
)
"""What must be known of a document before it is published."""
SECOND = FIRST.replace("av läkare", "av läkare eller sjuksköterska")


async def read_here(documents: Sequence[Document]) -> list[AgreementReading]:
    """In this process: these documents are harmless."""
    return [
        read_agreement(document.content, document.name, document.side) for document in documents
    ]


def document(
    name: str = "ogon.md", text: str = "Remiss skrivs av läkare.", **head: str
) -> Document:
    """A Markdown file; `head` are keys of its front matter."""
    usual = {"id": "ogon", "titel": "Ögon", "ägare": "karin-k"}
    keys = "".join(f"{key}: {value}\n" for key, value in (usual | head).items())
    return Document(name, f"---\n{keys}---\n# Ögon\n\n## Remiss\n\n{text}\n".encode())
