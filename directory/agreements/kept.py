"""What is held of agreements: those in force, what readers say of them, and who has read them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from directory.agreements.feedback import Feedback, VersionRead
from directory.agreements.in_force import Agreements
from directory.agreements.version import AgreementVersion
from directory.grouping import grouped
from directory.kinds import Kind
from directory.parts import ById, Part
from directory.snapshot import Snapshot

FEEDBACK = Kind(Feedback, ends="closed", kept_for=timedelta(days=90), inclusive=True)
READER_FEEDBACK = Part.of("agreement feedback", FEEDBACK, ById)
"""What is still open, and what was closed within ninety days."""


class Acknowledgements(ById[VersionRead]):
    """Who has said that they have read which version."""

    def __init__(self, values: Iterable[VersionRead] = ()) -> None:
        super().__init__(values)
        self._of_version = grouped(self, lambda read: read.version)

    def readers(self, version: str) -> frozenset[str]:
        """Those who have read the version."""
        return frozenset(read.reader for read in self._of_version.get(version, ()))


VERSION_READ = Kind(VersionRead)
ACKNOWLEDGEMENTS = Part.of("acknowledgements", VERSION_READ, Acknowledgements)


def _not_indexed() -> Agreements | None:
    return None


AGREEMENTS = Part("agreements", (), lambda _: _not_indexed())
"""Those in force, with their index. It is built beside the answers: None until it is ready."""


def in_force(snapshot: Snapshot) -> Mapping[str, AgreementVersion]:
    """The agreements in force by document; none until they are indexed."""
    agreements = snapshot.of(AGREEMENTS)
    return agreements.versions if agreements else {}
