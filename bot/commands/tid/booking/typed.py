"""”/tid geriatrik”, ”/tid fredag ortopedi”, ”/tid mina bokningar”: what is free, what is booked."""

import re
from collections.abc import Sequence
from datetime import time, timedelta

from bot import links
from bot.cards import Actions, Button, Card, Heading, Notice, Option, Part
from bot.commands.tid.booking.booked import mine_shown
from bot.commands.tid.booking.free import ahead, free_slots, slot_choices, waiting_choice
from bot.commands.tid.case import HourCase, back, refused
from bot.commands.tid.words import span_words
from bot.hours.said import hour_words
from bot.questions.choices import folded_choices
from bot.questions.past import time_of_question
from bot.questions.request import Reply
from bot.questions.understanding import understand
from bot.texts import quoted
from directory.catalogue.services import Service
from directory.hours.drop_in import held
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.walltime.days import SHORT_WEEKDAYS, local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.moments import When

_MINE = re.compile(
    r"(?:mina|min)(?: (?:bokning(?:ar)?|tid(?:er)?|konsulttid(?:er)?))?|bokningar", re.I
)
_LEADS = re.compile(
    r"^(?:(?:boka|ny|se|visa|lediga?|konsulttid(?:er)?|tid(?:er)?|en|hos|i|på|till|inom)\b ?)+",
    re.I,
)
_ONE_DAY = timedelta(days=1)
_HINT = "Skriv till exempel ”/tid geriatrik”, ”/tid fredag ortopedi” eller ”/tid mina bokningar”."
MOST_HOURS = 5


def typed(words: str, case: HourCase) -> Reply | None:
    """What is free of the hours that the words name, on the day that they name."""
    if _MINE.fullmatch(words):
        return _mine(case)
    asked = time_of_question(words, case.request.said, case.snapshot)
    subject = _LEADS.sub("", asked.rest).strip()
    understood = understand(subject, case.snapshot)
    services = understood.services(case.snapshot)
    if subject and not services and not asked.unread:
        return None
    if asked.unread:
        return refused(f"Jag förstår inte tiden {quoted(' '.join(asked.unread))}. {_HINT}")
    if asked.when and local(asked.when.moment).date() < local(case.now).date():
        return refused(f"Den tiden har redan varit. {_HINT}")
    hours = _hours_of(services, case) if subject else list(case.snapshot.of(OFFERED).hours)
    unread = tuple(understood.query.unread)
    if subject and not any(case.may_use(hour) for hour in hours):
        return _none_of(services, case)
    named = case.snapshot.title(services[0].id) if len(services) == 1 else ""
    return Reply(_free(hours, asked.when, named, unread, case))


def _hours_of(services: Sequence[Service], case: HourCase) -> list[ConsultationHour]:
    offered = case.snapshot.of(OFFERED)
    return [hour for service in services for hour in offered.of_service(service.id)]


def _mine(case: HourCase) -> Reply:
    nothing = Notice("Du har inget bokat.")
    return Reply(Card((*(mine_shown(case) or (nothing,)), Actions((back(),)))))


def _none_of(services: Sequence[Service], case: HourCase) -> Reply:
    """Whom to ask instead, where the services have no hours for the asker."""
    title = case.snapshot.title(services[0].id)
    ask = Button("Visa vem som svarar", links.see_service(services[0].id), primary=True)
    says = Notice(f"Inga konsulttider är öppna för er: {title}.")
    return Reply(Card((says, Actions((ask, back())))))


def _free(
    hours: Sequence[ConsultationHour],
    when: When | None,
    named: str,
    unread: Sequence[str],
    case: HourCase,
) -> Card:
    span = _span(when, case)
    theirs = [hour for hour in hours if case.may_use(hour)]
    drop_in = [hour for hour in theirs if hour.slots is None]
    bookable = [hour for hour in theirs if hour.slots is not None]
    heading = Heading(named or "Lediga konsulttider", _when_words(when))
    parts: list[Part] = [heading]
    if unread:
        parts.append(Notice(f"Förstod inte {quoted(' '.join(unread))}, svaret gäller resten."))
    shown = [*_open(drop_in, span, case), *_choices(bookable, span, case)]
    if not shown and theirs:
        shown = _nothing(bookable, when, case)
    shown = shown or [Notice("Inga konsulttider är öppna för er.")]
    return Card((*parts, *shown, Actions((back(),))))


def _nothing(bookable: Sequence[ConsultationHour], when: When | None, case: HourCase) -> list[Part]:
    """Nothing then: the next free ones, else the waiting list."""
    if when is None:
        return waiting_choice(bookable, case)
    others = _choices(bookable, ahead(case), case)
    says = Notice(f"Inget ledigt {_when_words(when)}.")
    return [says, *(others or waiting_choice(bookable, case))]


def _open(hours: Sequence[ConsultationHour], span: Hours, case: HourCase) -> list[Part]:
    """Drop-in hours that are held in the span, each with the first time."""
    options = [
        Option(
            hour_words(hour, case.snapshot), links.see_hour(hour.id), span_words(first, case.now)
        )
        for hour in hours
        if (first := next(held(hour, case.diary(hour), span, case.calendar), None))
    ]
    return folded_choices("Drop-in, utan bokning", options) if options else []


def _choices(hours: Sequence[ConsultationHour], span: Hours, case: HourCase) -> list[Part]:
    """The slots of the hours that have any, the nearest first; of many, the others by name."""
    free = [(slots, hour) for hour in hours if (slots := free_slots(hour, span, case))]
    in_order = sorted(free, key=lambda one: (one[0][0].start, one[1].id))
    parts = [
        part for slots, hour in in_order[:MOST_HOURS] for part in slot_choices(hour, slots, case)
    ]
    others = [
        Option(
            hour_words(hour, case.snapshot),
            links.see_hour(hour.id),
            f"från {span_words(slots[0], case.now)}",
        )
        for slots, hour in in_order[MOST_HOURS:]
    ]
    return [*parts, *folded_choices("Fler konsulttider", others)] if others else parts


def _span(when: When | None, case: HourCase) -> Hours:
    """The rest of the local day that was asked for, else four weeks."""
    if when is None or when.moment < case.now - _ONE_DAY:
        return ahead(case)
    day = local(when.moment).date()
    begins = to_utc(day, time()) if when.day_only else when.moment
    ends = to_utc(day + _ONE_DAY, time(), end=True)
    return Hours(max(begins, case.now), max(ends, case.now + timedelta(minutes=1)))


def _when_words(when: When | None) -> str:
    if when is None:
        return ""
    wall = local(when.moment)
    return f"{SHORT_WEEKDAYS[wall.weekday()]} {wall.day}/{wall.month}"
