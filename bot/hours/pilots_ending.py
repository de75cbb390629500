"""A month before a pilot ends, those who answer for it are reminded."""

from collections.abc import Iterator
from datetime import time, timedelta
from functools import partial

from bot.hours.topics import OWN_HOURS
from bot.letters import keys
from bot.texts import day_words
from directory.hours.kept import OFFERED
from directory.hours.pilots import Pilot
from directory.letters.occasions import Occasion
from directory.letters.outbox import Letter, Urgency
from directory.snapshot import Snapshot
from directory.walltime.days import to_utc

MORNING = time(8)
BEFORE = timedelta(days=30)


def pilots_ending(pilot: Pilot, snapshot: Snapshot) -> Iterator[Occasion]:
    """From the morning thirty days before its last day on, until that day is over; once for each
    last day. None where it was given its last day later than so."""
    opens = to_utc(pilot.last - BEFORE, MORNING)
    closes = to_utc(pilot.last + timedelta(days=1), time())
    for owner in sorted(pilot.owners) if pilot.made <= opens else ():
        yield Occasion(
            to=owner,
            key=keys.pilot_ends(pilot.id, pilot.last, owner),
            letter=partial(_letter, pilot, snapshot),
            happens=closes,
            usual=OWN_HOURS.usual(snapshot.people.get(owner)),
            ends=closes,
            urgency=Urgency.USUAL,
            opens=opens,
            closes=closes,
        )


def _letter(pilot: Pilot, snapshot: Snapshot) -> Letter:
    hours = [hour for hour in snapshot.of(OFFERED).hours if hour.pilot == pilot.id]
    count = "1 konsulttid" if len(hours) == 1 else f"{len(hours)} konsulttider"
    return Letter(
        topic=OWN_HOURS.topic,
        title=f"Försöket {pilot.name} slutar {day_words(pilot.last)}",
        lines=(
            f"Syfte: {pilot.purpose}" if pilot.purpose else "Inget syfte är skrivet.",
            f"Det omfattar {count}. Förläng det, öppna tiderna för fler, eller låt det sluta.",
        ),
    )
