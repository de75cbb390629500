"""What every process holds: agreements in force, readers' feedback, acknowledgements."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from directory.agreements.feedback import Feedback, VersionRead
from directory.agreements.in_force import Agreements
from directory.agreements.version import AgreementVersion
from directory.grouping import grouped
from directory.kinds import Kind
from directory.parts import ById, Part
from directory.snapshot import Snapshot

FEEDBACK = Kind(
    Feedback,
    ends="closed",
    kept_for=timedelta(days=90),
    inclusive=True,
    unaudited=("comment", "answer"),
)
READER_FEEDBACK = Part.of("agreement feedback", FEEDBACK, ById)
"""Feedback that is open, or was closed within ninety days."""


class Acknowledgements(ById[VersionRead]):
    """Who has acknowledged which version."""

    def __init__(self, values: Iterable[VersionRead] = ()) -> None:
        super().__init__(values)
        self._of_version = grouped(self, lambda read: read.version)

    def readers(self, version: str) -> frozenset[str]:
        """Those who have acknowledged the version."""
        return frozenset(read.reader for read in self._of_version.get(version, ()))


VERSION_READ = Kind(VersionRead)
ACKNOWLEDGEMENTS = Part.of("acknowledgements", VERSION_READ, Acknowledgements)


def _not_indexed() -> Agreements | None:
    return None


AGREEMENTS = Part("agreements", (), lambda _: _not_indexed())
"""The agreements in force with their index; None until the index has been built."""


def in_force(snapshot: Snapshot) -> Mapping[str, AgreementVersion]:
    """The agreements in force by document; none until they are indexed."""
    agreements = snapshot.of(AGREEMENTS)
    return agreements.versions if agreements else {}
