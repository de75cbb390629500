"""What the specialist has at the same time: own shifts, other hours, and time that is closed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from bot.commands.tid.case import HourCase
from bot.commands.tid.words import span_words
from bot.hours.said import hour_words
from bot.questions.around import TooFarError, around
from bot.texts import and_more, line_words
from directory.hours.kept import OFFERED
from directory.hours.occasions import occasions
from directory.hours.offered import ConsultationHour
from directory.hours.sittings import Sitting, sittings
from directory.rosters.duty import Duty
from directory.rosters.rosters import Rosters
from directory.staffing.members import all_services_of
from directory.walltime.hours import Hours, Lasting
from directory.walltime.running import touching

L = TypeVar("L", bound=Lasting)

SHIFTS_AHEAD, AT_ONCE = timedelta(days=28), timedelta(days=7)
"""For so long rosters are looked at, since beyond that most are not written yet; a week at once."""
MOST_SHOWN = 4


def clash_sentences(hour: ConsultationHour, case: HourCase) -> Sequence[str]:
    """A sentence for each kind of thing in the way; nothing of it forbids the hour."""
    held = occasions(hour, case.now, case.calendar, case.pilots).held
    if not held:
        return ()
    return tuple(
        filter(
            None, (_shifts(hour, held, case), _hours(hour, held, case), _closed(hour, held, case))
        )
    )


def _shifts(hour: ConsultationHour, held: Sequence[Sitting], case: HourCase) -> str:
    until = max(held[0].end, case.now) + SHIFTS_AHEAD
    near = [sitting for sitting in held if sitting.start < until]
    duties: list[Duty] = []
    for span in _spans(near):
        rosters = _rosters(hour, span, case)
        if rosters is None:
            return "Schemat kan inte läsas just nu, så krockar med pass syns inte."
        duties += rosters.of_person(hour.specialist, span)
    words = [
        f"{line_words(duty.line, case.snapshot)} {span_words(duty, case.now)}"
        for duty in _touched(duties, near)
    ]
    return f"Pass samtidigt: {_listed(words)}." if words else ""


def _spans(near: Sequence[Sitting]) -> Iterator[Hours]:
    """The time of the sittings in pieces, as much as a picture of rosters reaches at once."""
    start = near[0].start
    while start < near[-1].end:
        end = min(start + AT_ONCE, near[-1].end)
        yield Hours(start, end)
        start = end


def _rosters(hour: ConsultationHour, span: Hours, case: HourCase) -> Rosters | None:
    """None where they cannot be read. Beyond a year there are none to clash with."""
    person = case.snapshot.people.get(hour.specialist)
    if not case.snapshot.rosters.is_read or person is None:
        return None
    services = [one.id for one in all_services_of(person, case.snapshot)]
    try:
        snapshot = around(span.start, services, case.request, case.snapshot, until=span.end)
    except TooFarError:
        return None
    return snapshot.rosters if snapshot.rosters.is_read else None


def _hours(hour: ConsultationHour, held: Sequence[Sitting], case: HourCase) -> str:
    others = [
        other
        for other in case.snapshot.of(OFFERED).hours
        if other.specialist == hour.specialist and other.id != hour.id
    ]
    span = Hours(held[0].start, held[-1].end)
    words = [
        f"{hour_words(other, case.snapshot)}, {span_words(touched, case.now)}"
        for other in others
        for touched in _touched(list(sittings(other, span, case.calendar, case.pilots)), held)
    ]
    return f"Andra konsulttider samtidigt: {_listed(words)}." if words else ""


def _closed(hour: ConsultationHour, held: Sequence[Sitting], case: HourCase) -> str:
    closures = [
        one for one in case.snapshot.of(OFFERED).closures if one.concerns(hour.id, hour.specialist)
    ]
    words = [span_words(one, case.now) for one in _touched(closures, held)]
    return f"Stängt då: {_listed(words)}. Öppna igen under ”Mina konsulttider”." if words else ""


def _touched(spans: Sequence[L], held: Sequence[Sitting]) -> Iterator[L]:
    """Those of the spans that some of the sittings touch, each once."""
    found = dict.fromkeys(span for touched in touching(spans, held) for span in touched)
    yield from sorted(found, key=lambda span: span.start)


def _listed(words: Sequence[str]) -> str:
    rest = len(words) - MOST_SHOWN
    shown = "; ".join(words[:MOST_SHOWN])
    return f"{shown}. {and_more(rest)}" if rest > 0 else shown
