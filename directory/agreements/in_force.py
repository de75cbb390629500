"""The agreements in force: by document, and searched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from directory.agreements.document import Section, Validity
from directory.agreements.index import AgreementIndex
from directory.agreements.synonyms import SynonymGroup, medical_synonyms
from directory.agreements.version import AgreementVersion


@dataclass(frozen=True, slots=True)
class Agreements:
    """Immutable. Build it in a thread: the index takes seconds.

    `unsearched`: documents that could not be indexed. They are in force, and no search finds them.
    """

    versions: Mapping[str, AgreementVersion]
    index: AgreementIndex
    unsearched: frozenset[str] = frozenset()

    @staticmethod
    def of(
        versions: Iterable[AgreementVersion],
        own: Iterable[SynonymGroup] = (),
        unsearched: frozenset[str] = frozenset(),
    ) -> "Agreements":
        """The current versions, by document, with their index; `own` are a region's synonyms."""
        current = {version.document: version for version in versions if version.current}
        ordered = [current[document] for document in sorted(current)]
        synonyms = medical_synonyms().extended(own)
        searched = [one.agreement for one in ordered if one.document not in unsearched]
        index = AgreementIndex.build(searched, synonyms)
        return Agreements({version.document: version for version in ordered}, index, unsearched)

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
