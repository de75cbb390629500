"""The agreements in force: by document, and searched."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from directory.agreements.document import Section, Validity
from directory.agreements.version import AgreementVersion
from directory.lazy.values import dataclass

if TYPE_CHECKING:
    from directory.agreements.index import AgreementIndex


@dataclass(frozen=True, slots=True)
class Agreements:
    """Immutable. `indexed` builds it.

    `unsearched`: documents that could not be indexed. They are in force, and no search finds them.
    """

    versions: Mapping[str, AgreementVersion]
    index: "AgreementIndex"
    unsearched: frozenset[str] = frozenset()

    def section(self, document: str, heading: str) -> Section | None:
        """A section of a document by its heading or its number."""
        version = self.versions.get(document)
        for section in version.agreement.sections if version else ():
            if heading in (section.heading, str(section.number)):
                return section
        return None

    def changed_since(self, moment: datetime) -> list[AgreementVersion]:
        """The versions added since then, the latest first."""
        new = [version for version in self.versions.values() if version.added >= moment]
        return sorted(new, key=lambda version: (version.added, version.document), reverse=True)

    def expired(self, day: date) -> list[AgreementVersion]:
        """Those that no longer hold on a day, the longest ago first."""
        old = [v for v in self.versions.values() if v.agreement.standing(day) is Validity.EXPIRED]
        return sorted(
            old, key=lambda version: (version.agreement.head.valid_to or day, version.document)
        )
