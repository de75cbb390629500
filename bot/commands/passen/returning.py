"""The shift that goes the other way in a swap."""

from datetime import timedelta

from bot.commands.passen.case import PassCase
from bot.commands.passen.piece import Piece, read_piece
from bot.commands.passen.words import (
    span_words,
)
from directory.rosters.duty import Duty
from directory.rosters.shift import LONGEST_SHIFT
from directory.rosters.somebody import Somebody
from directory.walltime.hours import Hours

CHOICES_AHEAD = timedelta(days=20)
MOST_CHOICES = 30


def returnable(case: PassCase, offered: Piece, person: Somebody) -> list[Duty]:
    """The person's coming shifts in the service that can go the other way."""
    rosters = case.snapshot.rosters
    first = case.now if rosters.reaches(case.now) else rosters.window.start + LONGEST_SHIFT
    first = max(first, case.now, offered.hours.start - CHOICES_AHEAD)
    lines = case.snapshot.own_lines(case.service(offered.line))
    duties = rosters.schedule(lines, Hours(first, first + CHOICES_AHEAD))
    theirs = [duty for duty in duties if duty.person == person and duty.start > case.now]
    return [
        duty
        for duty in theirs
        if rosters.reaches(duty.end)
        and not (duty.line == offered.line and duty.touches(offered.hours))
    ][:MOST_CHOICES]


def return_label(duty: Duty, case: PassCase) -> str:
    """”Bakjour tis 16:00–07:30”."""
    return f"{duty.role.heading} {span_words(duty.hours, case.now)}"


def return_data(duty: Duty) -> dict[str, str]:
    """What a button that chooses the shift in return carries."""
    return {
        "r_role": str(duty.role),
        "r_start": duty.start.isoformat(),
        "r_end": duty.end.isoformat(),
    }


def read_return(case: PassCase, service: str) -> Piece | None:
    """The shift in return that a button carries."""
    data = {"service": service, "role": case.get("r_role"), "start": case.get("r_start")}
    return read_piece(data | {"end": case.get("r_end")}, case.now)
