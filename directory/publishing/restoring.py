"""What there was before a publication, and how that is put back."""

from collections.abc import Sequence
from datetime import datetime

from directory.changes import Change, Forget, Keep
from directory.lazy.values import dataclass
from directory.publishing.publication import Publication
from directory.publishing.published import PublishedRoster, publication_id
from directory.region import RowChange
from directory.rosters.kept import RosterAge
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterName, RosterSource


@dataclass(frozen=True, slots=True)
class Before:
    """What a publication replaces besides shifts; None for what there was not."""

    source: RosterSource | None
    names: tuple[RosterName, ...]
    age: RosterAge | None

    def published(
        self, publication: Publication, changes: Sequence[RowChange], by: str, at: datetime
    ) -> PublishedRoster:
        """The publication as it is kept to be undone."""
        source = publication.source
        return PublishedRoster(
            id=publication_id(source.id, at),
            service=source.service,
            source=source.id,
            address=source.address,
            at=at,
            by=by,
            roles=publication.roles,
            removed=tuple(c.before for c in changes if isinstance(c.before, Shift)),
            added=tuple(c.after for c in changes if isinstance(c.after, Shift)),
            source_before=self.source,
            names=tuple(name.id for name in publication.names),
            names_before=self.names,
            read_before=self.age.read_at if self.age else None,
        )


def restoring(published: PublishedRoster) -> list[Change]:
    """The changes that bring back the source and the names as they were."""
    before = published.source_before
    source: Change = Keep(before) if before else Forget(RosterSource, published.source)
    kept = {name.id: name for name in published.names_before}
    names: list[Change] = [
        Keep(kept[id_]) if id_ in kept else Forget(RosterName, id_) for id_ in published.names
    ]
    return [source, *names]


def is_latest(published: PublishedRoster, stored: Sequence[PublishedRoster]) -> bool:
    """Whether it is kept, and the latest of its service."""
    of_service = [one for one in stored if one.service == published.service]
    latest = max(of_service, key=lambda one: one.at, default=None)
    return latest is not None and latest.id == published.id
