"""The services whose rosters are the asker's own affair: those of their unit and hospital."""

from dataclasses import replace

from bot.access import Asker
from bot.questions.services import services_at_home
from directory.catalogue.services import Service
from directory.snapshot import Snapshot


def own_services(who: Asker, snapshot: Snapshot) -> list[Service]:
    """Those of the asker's unit and hospital; outside a hospital those that answer for the unit."""
    units = {unit for unit in (who.home and who.home.id, who.person and who.person.unit) if unit}
    hospital = who.home.hospital if who.home else ""
    own = [
        service
        for service in snapshot.services.values()
        if service.unit in units or (hospital and service.hospital == hospital)
    ]
    return own or services_at_home(who, snapshot)


def services_at_work(who: Asker, snapshot: Snapshot) -> list[Service]:
    """The same, whatever home unit they have chosen: what they have a right to."""
    return own_services(replace(who, home=who.unit), snapshot)
