"""Files that come in: what puts rosters, agreements and shortages in force, whichever way they
came."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.agreements.heads import HeadChanges
from bot.agreements.publishing import AgreementPublishing
from bot.agreements.uploads import AgreementUploads
from bot.incoming.addresses import Fetch
from bot.incoming.isolated_reading import IsolatedReading
from bot.live import Live
from bot.rosters.publishing import Rostering, RosterStore
from bot.rosters.undoing import Undoing
from bot.rosters.uploads import RosterUploads
from bot.rosters.withdrawing import Withdrawing
from bot.shortages.publishing import ShortagePublishing, ShortageRoom
from directory.agreements.drafts import AgreementDraft
from directory.agreements.port import AgreementStore
from directory.lazy.values import dataclass
from directory.publishing.drafts import Drafts
from directory.publishing.roster_drafts import RosterDraft


class FileStore(RosterStore, AgreementStore, ShortageRoom, Protocol):
    """What publishing files needs of the store."""


@dataclass(frozen=True, slots=True)
class FilesIn:
    """What previews, publishes, uploads and undoes."""

    rostering: Rostering
    undoing: Undoing
    withdrawing: Withdrawing
    publishing: AgreementPublishing
    rosters: RosterUploads
    agreements: AgreementUploads
    heads: HeadChanges
    shortages: ShortagePublishing


def files_in(
    store: FileStore,
    live: Live,
    clock: Callable[[], datetime],
    fetch: Fetch,
    reading: IsolatedReading,
    drafts: tuple[Drafts[RosterDraft], Drafts[AgreementDraft]],
) -> FilesIn:
    """All of it on one store. `drafts`: those of rosters, and those of agreements."""
    rostering = Rostering(store, live, clock, reading.roster)
    undoing = Undoing(store, live, clock)
    publishing = AgreementPublishing(store, live, clock, reading.agreements)
    of_rosters, of_agreements = drafts
    return FilesIn(
        rostering,
        undoing,
        Withdrawing(store, live, clock),
        publishing,
        RosterUploads(rostering, of_rosters, live, clock, undoing, fetch),
        AgreementUploads(publishing, of_agreements, live, clock),
        HeadChanges(publishing, live),
        ShortagePublishing(store, live, clock, reading.shortages),
    )
