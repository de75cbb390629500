"""The shift that goes the other way in a swap."""

from datetime import timedelta

from bot.commands.passen.asked import Piece, ShiftCase, read_piece
from bot.commands.passen.words import (
    span_words,
)
from directory.rosters.duty import Duty
from directory.rosters.shift import LONGEST_SHIFT
from directory.walltime.hours import Hours

CHOICES_AHEAD = timedelta(days=20)
MOST_CHOICES = 30


def returnable(asked: ShiftCase, offered: Piece, person: str) -> list[Duty]:
    """The person's coming shifts in the service that can go the other way."""
    rosters = asked.snapshot.rosters
    first = asked.now if rosters.reaches(asked.now) else rosters.window.start + LONGEST_SHIFT
    first = max(first, asked.now, offered.hours.start - CHOICES_AHEAD)
    lines = asked.snapshot.own_lines(asked.service(offered.line))
    duties = rosters.schedule(lines, Hours(first, first + CHOICES_AHEAD))
    mine = [duty for duty in duties if duty.person == person and duty.start > asked.now]
    return [
        duty
        for duty in mine
        if rosters.reaches(duty.end)
        and not (duty.line == offered.line and duty.touches(offered.hours))
    ][:MOST_CHOICES]


def return_label(duty: Duty, asked: ShiftCase) -> str:
    return f"{duty.role.heading} {span_words(duty.hours, asked.now)}"


def return_data(duty: Duty) -> dict[str, str]:
    """What a button that chooses the shift in return carries."""
    return {
        "r_role": str(duty.role),
        "r_start": duty.start.isoformat(),
        "r_end": duty.end.isoformat(),
    }


def read_return(asked: ShiftCase, service: str) -> Piece | None:
    """The shift in return that a button carries."""
    data = {"service": service, "role": asked.get("r_role"), "start": asked.get("r_start")}
    return read_piece(data | {"end": asked.get("r_end")}, asked.now)
