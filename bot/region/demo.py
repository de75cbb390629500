"""The invented region and agreements that ship with konsult, and an excerpt of the shortages."""

from datetime import date, datetime
from pathlib import Path

from bot.agreements.publishing import AgreementPublishing
from bot.live import Live
from bot.shortages.publishing import IncomingShortages, ShortagePublishing
from directory.changes import Keep
from directory.hours.files.offered_rows import OfferedInFiles
from directory.hours.files.written import BESIDE, offered_in
from directory.region import Region
from directory.sources.agreements.result import Document
from directory.sources.medicine_groups.form import GROUPS_BESIDE, GROUPS_TABLE
from directory.sources.region.region_files import (
    AGREEMENTS_FOLDER,
    SHORTAGES_FOLDER,
    RegionReading,
    read_region,
)
from directory.transaction import RegionImports

FOLDER = Path(__file__).parents[2] / "demo"
ACTOR = "konsult: demo"


def demo_region(today: date) -> Region:
    """The invented region as read on a day; ValueError if its files have faults."""
    region = _read(today).region
    assert region is not None
    return region


def demo_hours(today: date) -> OfferedInFiles:
    """The consultation hours of the invented region, and the pilots that they are in."""
    return offered_in(_read(today))


def _read(today: date) -> RegionReading:
    reading = read_region(FOLDER, today=today, beside=(*BESIDE, GROUPS_BESIDE))
    if reading.region is None:
        raise ValueError("\n".join(str(fault) for fault in reading.faults))
    return reading


def demo_agreements() -> list[Document]:
    """The invented agreements."""
    files = sorted((FOLDER / AGREEMENTS_FOLDER).glob("*.md"))
    return [Document(path.name, path.read_bytes()) for path in files]


def demo_shortages() -> IncomingShortages:
    """A few rows of the authority's file, put together by hand: an excerpt, and said to be one."""
    [file] = (FOLDER / SHORTAGES_FOLDER).glob("*.xml")
    return IncomingShortages(content=file.read_bytes(), source=file.name, is_excerpt=True)


async def import_demo(
    store: RegionImports,
    live: Live,
    publishing: AgreementPublishing,
    shortages: ShortagePublishing,
    now: datetime,
) -> None:
    """Import them into a store that is empty."""
    reading = _read(now.date())
    assert reading.region is not None
    offered = offered_in(reading)
    changes = [
        *(Keep(row.pilot(now)) for row in offered.pilots),
        *(Keep(row.hour(now)) for row in offered.hours),
        *(Keep(row.group) for row in reading.of(GROUPS_TABLE)),
    ]
    await store.import_region(reading.region, actor=ACTOR, now=now, changes=changes)
    await live.refresh()
    await publishing.publish(demo_agreements(), ACTOR)
    await shortages.publish(demo_shortages(), ACTOR)
