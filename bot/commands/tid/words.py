"""How hours and slots are said, in lists and sentences."""

from datetime import datetime, time, timedelta

from bot.texts import day_words
from directory.hours.offered import ConsultationHour, HourMode
from directory.walltime.days import local
from directory.walltime.hours import Lasting
from directory.walltime.said import moment_words, until_words

_MINUTE = timedelta(minutes=1)


def span_words(lasting: Lasting, now: datetime) -> str:
    """”nu, till 15:00”, ”fre 13:00–13:20”, with its date when it is far away."""
    if lasting.covers(now):
        return f"nu, till {until_words(lasting.end, now)}"
    return f"{moment_words(lasting.start, now)}–{until_words(lasting.end, lasting.start)}"


def closed_span_words(lasting: Lasting, now: datetime) -> str:
    """”ons hela dagen”, ”ons–fre” for whole days; else as any span."""
    if any(local(edge).time() != time() for edge in (lasting.start, lasting.end)):
        return span_words(lasting, now)
    first, last = (
        moment_words(edge, now).rpartition(" ")[0]
        for edge in (lasting.start, lasting.end - _MINUTE)
    )
    return f"{first} hela dagen" if first == last else f"{first}–{last}"


def days_words(hour: ConsultationHour) -> str:
    """When it is held: ”tis 13–14, till och med 19 dec 2026” or ”fre 13–15, 4 dec 2026”."""
    times = hour.times
    if hour.last == hour.first:
        return f"{times}, {day_words(hour.first)}"
    return f"{times}, till och med {day_words(hour.last)}" if hour.last else times


def mode_words(hour: ConsultationHour) -> str:
    """How it is used: ”utan bokning” or ”bokas, 20 minuter”."""
    if hour.mode is HourMode.DROP_IN or hour.slots is None:
        return "utan bokning"
    minutes = int(hour.slots.length.total_seconds() // 60)
    return f"bokas, {minutes} minuter"


def purpose_words(hour: ConsultationHour) -> str:
    """”För: hjärtsvikt. Inte för: akut sjuka.”; what it is not for is never left out."""
    said = (("För", hour.about), ("Inte för", hour.not_about))
    return " ".join(f"{label}: {words.strip().rstrip('.')}." for label, words in said if words)
