"""Versions of agreements: each is kept; the newest of a document is the one in force here."""

import hashlib
import json
from datetime import datetime

from directory.agreements.document import Agreement
from directory.agreements.plain import agreement_as_plain
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementVersion:
    """One version of a document. `current`: it has been neither replaced nor withdrawn."""

    agreement: Agreement
    added: datetime
    added_by: str
    current: bool = True

    @property
    def id(self) -> str:
        """The hash of its head and content; the name of its file does not count."""
        return version_id(self.agreement)

    @property
    def document(self) -> str:
        """The document's own id, the same over its versions."""
        return self.agreement.head.id


def version_id(agreement: Agreement) -> str:
    """The hash that identifies a version."""
    content = {**agreement_as_plain(agreement), "file": ""}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:24]
