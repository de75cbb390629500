"""Who may change what is known of a document in force, and where."""

from bot.access import Asker
from directory.agreements.owners import owners
from directory.agreements.version import AgreementVersion
from directory.catalogue.people import Access
from directory.snapshot import Snapshot

CHANGE_PATH = "/avtal/dokument"
"""Below it each document in force has a page of the web chat where this is changed."""


def may_change(asker: Asker, version: AgreementVersion, snapshot: Snapshot) -> bool:
    """Coordinators may, and those who own the document."""
    if asker.has(Access.COORDINATOR):
        return True
    own = {person.id for person in owners(version.agreement.head, snapshot)}
    return asker.person is not None and asker.person.id in own
