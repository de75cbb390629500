"""Hours and pilots as they were: what is reported of a day holds whatever was changed later."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Generic

from directory.kinds import K
from directory.lazy.values import dataclass
from directory.walltime.hours import Hours

_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Version(Generic[K]):
    """What a value was from a moment on; None: it had been removed."""

    since: datetime
    value: K | None


@dataclass(frozen=True, slots=True)
class History(Generic[K]):
    """All versions of the values of a type by their ids, the oldest first."""

    versions: Mapping[str, Sequence[Version[K]]]

    def within(self, id_: str, span: Hours) -> Iterator[tuple[Hours, K]]:
        """What the value was, each with the part of the span in which it was so.

        The first version holds for all time before it: an hour may be noted when it has begun.
        """
        versions = self.versions.get(id_, ())
        starts = [_LONG_AGO, *(version.since for version in versions[1:]), _NEVER]
        for version, start, end in zip(versions, starts, starts[1:], strict=False):
            if version.value is not None and start < end:
                part = span.common(Hours(start, end))
                if part:
                    yield part, version.value

    def latest(self, id_: str) -> K | None:
        """The last that the value was, removed or not."""
        kept = [version.value for version in self.versions.get(id_, ()) if version.value]
        return kept[-1] if kept else None
