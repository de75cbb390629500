"""Two versions of a Markdown agreement, and a reader of documents that needs no process of its own."""

from collections.abc import Sequence

from directory.sources.agreements.reading import read_agreement
from directory.sources.agreements.result import AgreementReading, Document

FIRST = "# Hjärtsvikt\n\n## Remiss\nRemiss skrivs av läkare.\n\n## Kontakt\nRing sköterskan.\n"
SECOND = FIRST.replace("av läkare", "av läkare eller sjuksköterska")


async def read_here(documents: Sequence[Document]) -> list[AgreementReading]:
    """In this process: these documents are harmless."""
    return [
        read_agreement(document.content, document.name, document.side) for document in documents
    ]
