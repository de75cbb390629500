"""How an hour will look to who asks, when it is held, and what is in the way of it."""

from collections.abc import Iterator, Sequence

from bot.cards import Facts, Notice, Part, Tone
from bot.commands.tid.case import HourCase
from bot.commands.tid.hour_card import hour_parts
from bot.commands.tid.opening.clashes import clash_sentences
from bot.commands.tid.opening.described import length_words
from bot.commands.tid.opening.limits import for_whom_words
from bot.commands.tid.words import span_words
from bot.texts import and_more, day_words
from directory.hours.availability import Diary, availability
from directory.hours.occasions import Occasions, occasions
from directory.hours.offered import ConsultationHour, Release
from directory.walltime.days import SHORT_WEEKDAYS, Day, local

MOST_DAYS, MOST_SLOTS = 5, 8


def as_seen(hour: ConsultationHour, case: HourCase) -> Sequence[Part]:
    """The card of the hour, just as it is for who asks."""
    return hour_parts(hour, case.snapshot)


def about_hour(hour: ConsultationHour, case: HourCase) -> Sequence[Part]:
    """When it is held, for whom it is, and what is in the way."""
    coming = occasions(hour, case.now, case.calendar, case.pilots)
    pairs = tuple(_facts(hour, coming, case))
    warnings = (Notice(says, Tone.WARNING) for says in clash_sentences(hour, case))
    return (Facts(pairs), *warnings)


def _facts(hour: ConsultationHour, coming: Occasions, case: HourCase) -> Iterator[tuple[str, str]]:
    yield "Första gången", span_words(coming.held[0], case.now)
    if hour.first != hour.last:
        yield "Sista gången", _last(coming, case)
        yield "Antal gånger", _count(coming)
    if hour.slots:
        yield "Tider varje gång", _slots(hour, coming, case)
    if coming.skipped:
        yield "Inte röda dagar", _days(coming.skipped)
    yield "Öppet för", for_whom_words(hour.eligible, case.snapshot)
    pilot = case.pilots.of(hour)
    if pilot:
        yield "Försök", f"{pilot.name}, till och med {day_words(pilot.last)}"
    if hour.slots:
        yield "Obokade tider", _release(hour.release)


def _slots(hour: ConsultationHour, coming: Occasions, case: HourCase) -> str:
    """”4: 13:00, 13:30, 14:00, 14:30”, whether they are free then or not."""
    slots = availability(hour, Diary(), coming.held[0].hours, case.calendar, hour.made)
    starts = [f"{local(slot.start):%H:%M}" for slot in slots]
    more = "…" if len(starts) > MOST_SLOTS else ""
    return f"{len(starts)}: {', '.join(starts[:MOST_SLOTS])}{more}"


def _last(coming: Occasions, case: HourCase) -> str:
    return "tills vidare" if coming.endless else span_words(coming.held[-1], case.now)


def _count(coming: Occasions) -> str:
    count = str(len(coming.held))
    return f"{count} det närmaste året" if coming.endless else count


def _days(days: Sequence[Day]) -> str:
    words = [_day(day) for day in days[:MOST_DAYS]]
    rest = len(days) - MOST_DAYS
    return ", ".join(words) + (f". {and_more(rest)}" if rest > 0 else "")


def _day(day: Day) -> str:
    name = f" ({day.name[0].lower()}{day.name[1:]})" if day.name else ""
    return f"{SHORT_WEEKDAYS[day.date.weekday()]} {day_words(day.date)}{name}"


def _release(release: Release) -> str:
    told = " och ".join(length_words(one) for one in release.announced)
    back = f"lämnas tillbaka {length_words(release.given_back)} före"
    if not release.given_back:
        back = "kan bokas ända tills de börjar"
    return f"ropas ut {told} före, {back}" if told else back
