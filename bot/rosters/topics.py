"""The topics of rosters: own shifts, reminders, faults, and the roster of a service."""

from bot.access import Asker
from bot.letters.followable import Followable, always, daily_with
from directory.catalogue.people import Access
from directory.letters.subscriptions import Topic
from directory.snapshot import Snapshot


def _is_for(service: str, who: Asker, snapshot: Snapshot) -> bool:
    followed = snapshot.services.get(service)
    return followed is not None and who.may_ask(followed)


def _title(service: str, snapshot: Snapshot) -> str:
    known = service in snapshot.services
    return f"Ändrad jour: {snapshot.title(service) if known else f'{service} (finns inte längre)'}"


OWN_SHIFTS = Followable(
    topic=Topic("egna pass"),
    usual=always,
    standing="Ändringar i dina egna pass",
    words=("egna pass", "pass"),
)
REMINDERS = Followable(
    topic=Topic("påminnelser"),
    usual=always,
    standing="Påminnelser om dina pass",
    words=("påminnelser", "påminnelse"),
)
GAPS = Followable(
    topic=Topic("luckor"),
    usual=daily_with(Access.COORDINATOR, Access.ADMIN),
    standing="Luckor i de jourer du ansvarar för",
    words=("luckor",),
)
ROSTER = Followable(
    topic=Topic("jour"),
    usual=daily_with(Access.SWITCHBOARD),
    standing="Ändrad jour på ditt sjukhus",
    words=("jour", "jouren"),
    is_for=_is_for,
    title=_title,
    example="”/bevaka kardiologi” för en jour",
)
