"""How the picture in memory is, and the store that it follows."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.health.condition import Condition
from bot.health.outside import LineFailure, OutsideLine
from directory.snapshot import Snapshot
from directory.walltime.said import dated_words


def snapshot_condition(
    snapshot: Snapshot | None, reached_at: datetime | None, now: datetime
) -> Condition:
    """What answers are read from; without it there are none.

    `reached_at`: when it was last known to be as the store has it.
    """
    since = snapshot.loaded_at if snapshot else None
    reaches = snapshot is not None and snapshot.rosters.reaches(now)
    if snapshot is None:
        says = "Ingen region är inläst. Läs in en med ”konsult import region MAPP”."
    elif not reaches:
        loaded = dated_words(snapshot.loaded_at, now)
        says = f"Katalogen i minnet är från {loaded} och når inte till nu."
    else:
        as_of = dated_words(reached_at or snapshot.loaded_at, now)
        says = f"Katalogen i minnet stämde med databasen {as_of}."
    return Condition(
        line="snapshot", ok=reaches, says=says, since=since, good=reached_at, needed=True
    )


def store_condition(answered_at: datetime | None, now: datetime, old_after: timedelta) -> Condition:
    """Whether the store has answered lately. Without it answers go on from memory."""
    ok = answered_at is not None and now - answered_at <= old_after
    if ok:
        says = "Databasen svarar."
    elif answered_at is None:
        says = "Databasen har inte svarat än."
    else:
        says = (
            f"Databasen har inte svarat sedan {dated_words(answered_at, now)}. "
            "Svaren kommer ur minnet, och inget kan ändras."
        )
    return Condition(line="store", ok=ok, says=says, since=answered_at, good=answered_at)


class StoreWrites:
    """Whether the store takes what is written: a disk may be full that can still be read.

    Something is written every minute, if only the leases of jobs.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        hint = "Är disken full eller skrivskyddad? Svaren påverkas inte."
        self._line = OutsideLine("store_writes", "Skrivning i databasen", clock, hint=hint)

    def note(self, refused: str | None) -> None:
        """A transaction that writes has ended; None if it was taken, else the database's code for
        why not, empty where it did not answer."""
        if refused is None:
            self._line.worked()
        elif not refused or refused.startswith(_OUT_OF_REACH):
            self._line.failed(LineFailure.UNREACHABLE, refused)
        else:
            self._line.failed(LineFailure.REFUSED, refused)

    def conditions(self, now: datetime) -> Sequence[Condition]:
        return (self._line.condition(now),)


_OUT_OF_REACH = ("08", "57", "SQLITE_BUSY", "SQLITE_CANTOPEN")
"""How codes begin that tell of no connection, or of somebody else who holds the file."""
