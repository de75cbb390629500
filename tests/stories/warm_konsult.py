"""What the processes of `forked` come from: konsult, with what it works out once worked out, and
with what it loads when it is used.

Imported by the server of forks alone. If it cannot be, each process does it all anew.
"""

from datetime import date

from bot.cli import commands as commands
from bot.cli import serving as serving
from bot.incoming import fetching as fetching
from bot.platforms.slack import app as app
from bot.region.demo import demo_agreements, demo_region
from directory.agreements.index import AgreementIndex
from directory.calendars import ical_out as ical_out
from directory.parts import Parts
from directory.snapshot import Snapshot
from directory.sources.agreements.reading import read_agreement
from directory.store import upgrading as upgrading
from directory.walltime.hours import Hours
from tests.builders import at
from tests.e2e import outbox_process as outbox_process
from tests.stories import konsult_process as konsult_process


def _warm() -> None:
    hours = Hours(at("2026-11-23 12:00"), at("2026-11-25 12:00"))
    region = demo_region(date(2026, 11, 24))
    Snapshot(region, Parts(), window=hours, loaded_at=hours.start)
    readings = (read_agreement(each.content, each.name) for each in demo_agreements())
    AgreementIndex.build([each.agreement for each in readings if each.agreement])


_warm()
