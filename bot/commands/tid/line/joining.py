"""”Ställ dig i kön”: while a drop-in hour is open, with a topic."""

from datetime import timedelta

from bot.commands.tid.booking.making import OWN
from bot.commands.tid.case import NOT_FOR_YOU, HourCase, about, press, refused
from bot.commands.tid.line.place import my_place, place_card
from bot.commands.tid.topic import asks_topic, topic_of
from bot.commands.tid.words import span_words
from bot.hours.said import hour_words
from bot.questions.request import Reply
from directory.changes import Add
from directory.hours.drop_in import Held, held, joined, open_now
from directory.hours.kept import OFFERED
from directory.hours.naming import new_id
from directory.hours.offered import ConsultationHour
from directory.walltime.hours import Hours
from directory.walltime.said import until_words

AHEAD = timedelta(days=14)


def join(hour: ConsultationHour, case: HourCase) -> Reply:
    """Ask for the topic, then the last place is the asker's; who stands there already sees it."""
    place = my_place(hour, case)
    if place is not None:
        return Reply(place_card(place, hour, case, "Du står i kön."))
    if not case.may_use(hour):
        return refused(OWN if case.me == hour.specialist else NOT_FOR_YOU)
    if hour.slots is not None:
        return refused("Konsulttiden bokas. Skriv /tid så visas lediga tider.")
    opened = open_now(hour, case.diary(hour), case.calendar, case.now)
    if opened is None:
        return refused(_closed_words(hour, case))
    title = f"Kö till {until_words(opened.end, case.now)}: {hour_words(hour, case.snapshot)}"
    asks = asks_topic(title, press("kö", about(hour)), hour, case, "Ställ mig i kön")
    return asks or _joined(opened, hour, case)


def _joined(opened: Held, hour: ConsultationHour, case: HourCase) -> Reply:
    who, now = case.request.who, case.request.now
    unit = who.unit or who.home
    place = joined(
        opened,
        id_=new_id(who.account, now.isoformat(), opened.sitting.id),
        who=case.me,
        unit=unit.id if unit else "",
        topic=topic_of(case),
        now=now,
    )
    card = place_card(place, hour, case, "Du står i kön. Du blir uppringd på enhetens nummer.")
    return Reply(card, (Add(place),), rests_on=(OFFERED,))


def _closed_words(hour: ConsultationHour, case: HourCase) -> str:
    span = Hours(case.now, case.now + AHEAD)
    following = next(held(hour, case.diary(hour), span, case.calendar), None)
    opens = f" Öppnar {span_words(following, case.now)}." if following else ""
    return f"Det är inte öppet nu.{opens}"
