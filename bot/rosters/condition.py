"""How the addresses are that rosters are read from."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from prometheus_client import Gauge

from bot.health.condition import Condition
from bot.live import Live
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.sources import RosterSource
from directory.walltime.said import dated_words

SOURCES = Gauge("konsult_roster_sources", "Addresses that rosters are read from")
FAILING = Gauge(
    "konsult_roster_sources_failing", "Those whose latest reading failed, or is not in force"
)
STALE = Gauge("konsult_roster_sources_stale", "Those that have not been read for a day")
OLDEST = Gauge(
    "konsult_roster_sources_oldest_read_timestamp_seconds",
    "When the address was read that was read longest ago; 0 = one never was, or there are none",
)


def roster_conditions(live: Live, now: datetime) -> Sequence[Condition]:
    """One line for all addresses: who reads them is a job, and coordinators see each of them."""
    return (roster_condition(live.snapshot.of(ROSTER_SOURCES) if live.snapshot else (), now),)


def roster_condition(known: Iterable[RosterSource], now: datetime) -> Condition:
    """How all that are read from addresses are, in words and in the figures."""
    sources = [source for source in known if source.every_minutes]
    reads = [source.read for source in sources]
    oldest = min((read for read in reads if read), default=None) if all(reads) else None
    failing = sum(bool(source.problem) for source in sources)
    stale = sum(source.is_stale(now) for source in sources)
    SOURCES.set(len(sources))
    FAILING.set(failing)
    STALE.set(stale)
    OLDEST.set(oldest.timestamp() if oldest else 0)
    return Condition(
        line="rosters",
        ok=not failing and not stale,
        says=_says(len(sources), failing, oldest, now),
        since=oldest,
        good=oldest,
    )


def _says(count: int, failing: int, oldest: datetime | None, now: datetime) -> str:
    if not count:
        return "Inga scheman läses från adresser."
    addresses = "1 adress" if count == 1 else f"{count} adresser"
    if failing:
        what = f"{failing} av {addresses} har inte kunnat läsas in"
    else:
        what = f"{addresses} är {'läst' if count == 1 else 'lästa'}"
    read = f"lästes {dated_words(oldest, now)}" if oldest else "har aldrig lästs"
    return f"Scheman: {what}. Den äldsta {read}."
