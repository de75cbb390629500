"""The invented region and agreements that ship with konsult."""

from datetime import date, datetime
from pathlib import Path

from bot.agreements.publishing import AgreementPublishing
from bot.live import Live
from directory.region import Region
from directory.sources.agreements.result import Document
from directory.sources.region.region_files import AGREEMENTS_FOLDER, read_region
from directory.transaction import RegionImports

FOLDER = Path(__file__).parents[2] / "demo"
ACTOR = "konsult: demo"


def demo_region(today: date) -> Region:
    """The invented region as read on a day; ValueError if its files have faults."""
    reading = read_region(FOLDER, today=today)
    if reading.region is None:
        raise ValueError("\n".join(str(fault) for fault in reading.faults))
    return reading.region


def demo_agreements() -> list[Document]:
    """The invented agreements."""
    files = sorted((FOLDER / AGREEMENTS_FOLDER).glob("*.md"))
    return [Document(path.name, path.read_bytes()) for path in files]


async def import_demo(
    store: RegionImports, live: Live, publishing: AgreementPublishing, now: datetime
) -> None:
    """Import both into a store that is empty."""
    await store.import_region(demo_region(now.date()), actor=ACTOR, now=now)
    await live.refresh()
    await publishing.publish(demo_agreements(), ACTOR)
