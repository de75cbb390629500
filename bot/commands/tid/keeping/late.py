"""”Försenad 10 min”: one line to all who wait or are booked in what runs, or in what is next."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot import links
from bot.cards import Actions, Button, Card, Choices, Notice, Option
from bot.commands.tid.case import HourCase, about, back, press, refused
from bot.commands.tid.keeping.close import hours_of
from bot.commands.tid.keeping.letters import own_letter
from bot.hours.said import hour_words
from bot.letters import keys
from bot.letters.actors import actor_words
from bot.letters.card import letter_button
from bot.questions.request import Reply
from directory.hours.bookings import Booking
from directory.hours.kept import BOOKED, OFFERED, QUEUED
from directory.hours.line import Place, in_order
from directory.hours.offered import ConsultationHour
from directory.hours.sittings import Sitting
from directory.letters.outbox import Delivery
from directory.parts import REGION
from directory.walltime.lengths import find_length
from directory.walltime.said import until_words

MINUTES = "minuter"
LONGEST, AHEAD = timedelta(hours=2), timedelta(hours=4)
CHOICES = (5, 10, 15, 20, 30, 45)
NOT_NOW = "Du har ingen konsulttid nu eller de närmaste timmarna."
HOW_LATE = "Skriv hur sen du är, högst två timmar, till exempel ”försenad 10 min”."
Near = tuple[ConsultationHour, Sitting]
_NUMBER = re.compile(r"(?<![\w:.,/-])(?P<minutes>[0-9]{1,3})(?![\w:.,/-])")


def typed(words: str, case: HourCase) -> Reply:
    """”försenad 10 min”, ”om 10 min”, ”sen en kvart”."""
    near = _near(case.me, case)
    if not near:
        return refused(NOT_NOW)
    late = _late(words)
    if late is None and words.strip(" ,."):
        return refused(HOW_LATE)
    meant = _meant(near, case)
    return _told(meant, late, case) if late else _ask(meant[0][0], case)


def _meant(near: Sequence[Near], case: HourCase) -> Sequence[Near]:
    """What runs now, all of it, where somebody waits for it; else the next that somebody does."""
    waited_for = [row for row in near if _waits(*row, case)]
    running = [row for row in waited_for if row[1].covers(case.now)]
    return running or waited_for[:1] or near[:1]


def pressed(hour: ConsultationHour, case: HourCase) -> Reply:
    """The choice of minutes, or the line itself."""
    near = [row for row in _near(hour.specialist, case) if row[0].id == hour.id]
    if not near:
        return refused("Den tiden har varit, eller är för långt bort.")
    if not case.get(MINUTES):
        return _ask(hour, case)
    late = _late(case.get(MINUTES))
    return _told(near, late, case) if late else refused(HOW_LATE)


def _near(specialist: str, case: HourCase) -> Sequence[Near]:
    """What the specialist holds now, or begins within four hours."""
    until = case.now + AHEAD
    return [(hour, held[0]) for hour, held in hours_of(specialist, case) if held[0].start < until]


def _late(words: str) -> timedelta | None:
    plain = " ".join(words.split())
    length = find_length(plain)
    if length is not None:
        rest = length.without(plain).strip(" ,.")
        return length.lasts if timedelta(0) < length.lasts <= LONGEST and not rest else None
    match = _NUMBER.fullmatch(plain)
    lasts = int(match["minutes"]) * timedelta(minutes=1) if match else timedelta(0)
    return lasts if timedelta(0) < lasts <= LONGEST else None


def _ask(hour: ConsultationHour, case: HourCase) -> Reply:
    options = tuple(
        Option(f"{minutes} minuter", press("försenad", {**about(hour), MINUTES: str(minutes)}))
        for minutes in CHOICES
    )
    title = hour_words(hour, case.snapshot)
    prompt = f"{title}: hur sen? De som väntar eller är bokade får veta på en rad."
    return Reply(Card((Choices(prompt, options), Actions((back("Avbryt"),)))))


def _told(near: Sequence[Near], late: timedelta, case: HourCase) -> Reply:
    letters = tuple(_letters(near, late, case))
    hour, sitting = near[0]
    back_at = until_words(max(sitting.start, case.now) + late, case.now)
    if not letters:
        says = "Ingen väntar eller är bokad, så ingen behöver få veta."
        return Reply(Card((Notice(says), Actions((back(),)))))
    again = Button("Ännu senare", press("försenad", about(hour)))
    says = f"{len(letters)} får veta att du är {_words(late)} sen, omkring {back_at}."
    return Reply(
        Card((Notice(says), Actions((again, back())))),
        deliveries=letters,
        rests_on=(REGION, OFFERED, BOOKED, QUEUED),
    )


def _letters(near: Sequence[Near], late: timedelta, case: HourCase) -> Iterator[Delivery]:
    """One to each; a booking is late by so much, who stands in the line from now."""
    told: set[str] = set()
    everybody = (
        (hour, sitting, one) for hour, sitting in near for one in _waits(hour, sitting, case)
    )
    for hour, sitting, one in everybody:
        to = one.booked_by if isinstance(one, Booking) else one.waiting
        letter = _letter(to, one, hour, sitting, late, case)
        if to not in told and letter is not None:
            told.add(to)
            yield letter


def _waits(hour: ConsultationHour, sitting: Sitting, case: HourCase) -> Sequence[Booking | Place]:
    return (*_booked(hour, sitting, case), *_in_line(sitting, case))


def _letter(
    to: str,
    waits: Booking | Place,
    hour: ConsultationHour,
    sitting: Sitting,
    late: timedelta,
    case: HourCase,
) -> Delivery | None:
    planned = waits.start if isinstance(waits, Booking) else max(sitting.start, case.now)
    moment = max(planned, case.now) + late
    about_when = f"Räkna med omkring {until_words(moment, case.now)}."
    by, title = (
        actor_words(case.request.who.account, case.snapshot),
        hour_words(hour, case.snapshot),
    )
    line = f"{by} meddelar: {title} är {_words(late)} försenad. {about_when}"
    return own_letter(
        to, "Konsulttiden är försenad", [line], case,
        key=keys.hour_late(sitting.id, case.now + late, to),
        happens=case.now, ends=max(sitting.end, moment) + LONGEST,
        buttons=(letter_button("Visa konsulttiden", links.see_hour(hour.id)),),
    )  # fmt: skip


def _words(late: timedelta) -> str:
    minutes = late // timedelta(minutes=1)
    return f"{minutes} minut{'' if minutes == 1 else 'er'}"


def _booked(hour: ConsultationHour, sitting: Sitting, case: HourCase) -> Sequence[Booking]:
    return [
        one
        for one in case.snapshot.of(BOOKED).of_specialist(hour.specialist)
        if one.hour == hour.id and one.takes_time and one.touches(sitting) and one.end > case.now
    ]


def _in_line(sitting: Sitting, case: HourCase) -> Sequence[Place]:
    places = case.snapshot.of(QUEUED).places_of(sitting.hour)
    return in_order(one for one in places if one.sitting == sitting.id)
