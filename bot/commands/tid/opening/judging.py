"""Answers become an hour, or a sentence at each answer that cannot be."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from bot.cards import is_web_address
from bot.commands.tid.case import HourCase
from bot.commands.tid.opening import fields
from bot.commands.tid.opening.fields import Answers, Faults
from bot.commands.tid.opening.limits import MOST_UNITS, read_limits, towns_of
from bot.commands.tid.opening.openers import (
    NOT_A_SPECIALIST,
    is_specialist_of,
    services_to_open,
    specialists_of,
)
from bot.commands.tid.opening.times import NO_TIMES, PASSED, WHICH_DAYS, HeldTimes, read_times_field
from directory.catalogue.people import Profession
from directory.catalogue.phones import PhoneError
from directory.catalogue.services import Service
from directory.catalogue.written_phones import parse_phone
from directory.hours.eligibility import Eligibility
from directory.hours.occasions import next_occasion
from directory.hours.offered import ConsultationHour, HourChannel, HourMode, Release, SlotPlan
from directory.hours.sittings import Sitting
from directory.hours.weeks import EVERY_WEEK
from directory.lazy.patterns import LazyPattern
from directory.lazy.values import dataclass
from directory.walltime.days import local
from directory.walltime.lengths import find_length
from directory.walltime.opening import WorkingHours

LONGEST_WORDS, LONGEST_WHERE, LONGEST_LIST = 100, 150, 190
FARTHEST = timedelta(days=366)
TOO_MANY = "Skriv högst 190 tecken. För många enheter: välj kommuner i stället."
ONLY_BOOKED = "Paus och antal gäller bara bokade tider. Välj hur långa de är."
_MINUTES = LazyPattern(r"(?P<number>[0-9]{1,3}) ?(?:min(?:uter)?)?", re.IGNORECASE)
_NEVER = frozenset({"nej", "aldrig", "inte", "av", "0"})
_WITHOUT_SCHEME = LazyPattern(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JudgedHour:
    """The hour that the answers describe; None where `faults` says why there is none."""

    hour: ConsultationHour | None
    faults: Faults


class WrongAnswerError(ValueError):
    """An answer that cannot be; the message is a Swedish sentence for who gave it."""


def judged(answers: Answers, case: HourCase, id_: str, was: ConsultationHour | None) -> JudgedHour:
    """What the answers mean. `was`: the hour that they change, if they change one."""
    judge = _Judge(answers, case, id_, was)
    hour = judge.hour()
    return JudgedHour(None if judge.faults else hour, judge.faults)


class _Judge:
    """Reads one answer after another, and notes what cannot be."""

    def __init__(
        self, answers: Answers, case: HourCase, id_: str, was: ConsultationHour | None
    ) -> None:
        self._answers, self._case, self._id, self._was = answers, case, id_, was
        self.faults: dict[str, str] = {}
        self._first_is_said = was is not None

    def _get(self, name: str) -> str:
        return self._answers.get(name, "")

    def _read(self, name: str, read: Callable[[], T]) -> T | None:
        """What is read; None, and its sentence noted at the field, where it cannot be."""
        try:
            return read()
        except ValueError as wrong:
            self.faults.setdefault(name, str(wrong))
            return None

    def hour(self) -> ConsultationHour | None:
        service = self._read(fields.SERVICE, self._service)
        specialist = self._read(fields.WHO, lambda: self._specialist(service))
        times = self._read(fields.WHEN, self._times)
        channel = self._read(fields.CHANNEL, self._channel)
        where = self._read(fields.WHERE, lambda: self._where(channel))
        slots = self._read(fields.MODE, self._slots)
        about = self._read(fields.ABOUT, lambda: self._words(fields.ABOUT))
        not_about = self._read(fields.NOT_ABOUT, lambda: self._words(fields.NOT_ABOUT))
        eligible = self._read(fields.UNITS, self._eligible)
        release = self._read(fields.ANNOUNCED, self._release)
        pilot = self._read(fields.PILOT, self._pilot)
        if self.faults or not (service and specialist and times and channel and eligible):
            return None
        if release is None:
            return None
        return self._read(
            fields.WHEN,
            lambda: self._held(
                ConsultationHour(
                    id=self._id,
                    service=service.id,
                    specialist=specialist,
                    mode=HourMode.SLOTS if slots else HourMode.DROP_IN,
                    channel=channel,
                    where=where or "",
                    hours=times.hours,
                    first=times.first or self._begins(),
                    last=times.last,
                    weeks=times.weeks,
                    made=self._was.made if self._was else self._case.now,
                    made_by=self._was.made_by if self._was else self._case.request.who.account,
                    slots=slots,
                    about=about or "",
                    not_about=not_about or "",
                    eligible=eligible,
                    release=release,
                    pilot=pilot or "",
                )
            ),
        )

    # -- who and for what ---------------------------------------------------------------------

    def _service(self) -> Service:
        allowed = services_to_open(self._case)
        if not allowed:
            raise WrongAnswerError(NOT_A_SPECIALIST)
        chosen = self._get(fields.SERVICE) or (allowed[0].id if len(allowed) == 1 else "")
        known = self._case.snapshot.services.get(chosen)
        if known is None:
            raise WrongAnswerError("Välj vilken tjänst det gäller.")
        if known not in allowed:
            raise WrongAnswerError(f"Du hör inte till {self._case.snapshot.title(known.id)}.")
        return known

    def _specialist(self, service: Service | None) -> str:
        """The asker themselves, unless a coordinator names somebody else."""
        if service is None:
            return ""
        chosen = self._get(fields.WHO) or (self._was.specialist if self._was else self._case.me)
        if chosen != self._case.me and not self._case.coordinates:
            raise WrongAnswerError("Bara samordnaren kan öppna tider åt någon annan.")
        if is_specialist_of(chosen, service, self._case.snapshot):
            return chosen
        if not specialists_of(service, self._case.snapshot):
            raise WrongAnswerError("Ingen specialist hör till tjänsten i katalogen.")
        raise WrongAnswerError("Välj vem som håller tiden.")

    def _words(self, name: str) -> str:
        words = " ".join(self._get(name).split())
        known = (self._was.about, self._was.not_about) if self._was else ()
        if len(words) > LONGEST_WORDS and words not in known:
            raise WrongAnswerError(f"Skriv högst {LONGEST_WORDS} tecken.")
        return words

    def _eligible(self) -> Eligibility:
        written = self._get(fields.UNITS)
        if len(written) > LONGEST_LIST:
            raise WrongAnswerError(
                "Skriv högst 190 tecken. För många enheter: välj kommuner i stället."
            )
        kept = self._was.eligible.units if self._was and written == fields.UNCHANGED else None
        limits = read_limits("" if kept is not None else written, self._case.snapshot)
        if limits.wrong:
            raise WrongAnswerError(limits.wrong)
        if len(limits.units) > MOST_UNITS:
            raise WrongAnswerError(f"Högst {MOST_UNITS} enheter. Välj kommuner i stället.")
        known = towns_of(self._case.snapshot)
        towns = {town for town in self._get(fields.TOWNS).split(",") if town in known}
        chosen = set(self._get(fields.PROFESSIONS).split(","))
        professions = {profession for profession in Profession if profession.value in chosen}
        also = limits.eligible
        units = also.units if kept is None else kept
        return Eligibility(units, also.municipalities | towns, also.professions | professions)

    def _pilot(self) -> str:
        """The pilot that it belongs to. Its days and its centres hold beside those of the hour."""
        chosen = self._get(fields.PILOT)
        if chosen and self._case.pilots.get(chosen) is None:
            raise WrongAnswerError("Försöket finns inte längre. Välj ett annat, eller inget.")
        return chosen

    # -- when -----------------------------------------------------------------------------------

    def _begins(self) -> date:
        return self._was.first if self._was else local(self._case.now).date()

    def _times(self) -> HeldTimes:
        written = self._get(fields.WHEN)
        if not written:
            raise WrongAnswerError(NO_TIMES)
        read = read_times_field(written, self._case.now)
        if read.times is None:
            raise WrongAnswerError(read.wrong)
        times = read.times
        self._first_is_said = self._first_is_said or times.first is not None
        if times.first and times.first > local(self._case.now).date() + FARTHEST:
            raise WrongAnswerError("Första dagen är mer än ett år bort. Skriv en närmare.")
        if self._get(fields.EVEN) and not times.hours.even_on_days_off:
            hours = WorkingHours(times.hours.spans, even_on_days_off=True)
            return replace(times, hours=hours)
        return times

    def _held(self, hour: ConsultationHour) -> ConsultationHour:
        """The same with its first day on which it is held; refused where there is none to come."""
        hour = hour if self._first_is_said else self._from_next(hour)
        found = self._next(hour)
        if found is None:
            raise WrongAnswerError(self._why_never(hour))
        if hour.slots and found.end - found.start < hour.slots.length:
            minutes = int(hour.slots.length / timedelta(minutes=1))
            self.faults[fields.MODE] = f"Ingen tid om {minutes} minuter ryms. Välj kortare tider."
        if self._was is None:
            return replace(hour, first=found.day)
        return hour

    def _from_next(self, hour: ConsultationHour) -> ConsultationHour:
        """The same, with its weeks counted from the next time there can be: ”varannan tis”, said on
        a Tuesday afternoon, begins a week later."""
        found = self._next(replace(hour, weeks=EVERY_WEEK)) if hour.weeks else None
        return replace(hour, first=found.day) if found else hour

    def _next(self, hour: ConsultationHour) -> Sitting | None:
        return next_occasion(hour, self._case.now, self._case.calendar, self._case.pilots)

    def _why_never(self, hour: ConsultationHour) -> str:
        even = replace(hour, hours=WorkingHours(hour.hours.spans, even_on_days_off=True))
        if self._next(even) is None:
            return PASSED if hour.first == hour.last else WHICH_DAYS
        day = self._case.snapshot.calendar.day(hour.first)
        named = f" ({day.name[0].lower()}{day.name[1:]})" if day.name else ""
        return f"Dagen är ledig{named}. Skriv ”även röda dagar” efter tiden om du har öppet då."

    # -- how ------------------------------------------------------------------------------------

    def _slots(self) -> SlotPlan | None:
        mode = self._get(fields.MODE) or fields.DROP_IN
        extra = self._get(fields.BUFFER) or self._get(fields.MOST)
        if mode == fields.DROP_IN:
            if extra:
                raise WrongAnswerError(
                    "Paus och antal gäller bara bokade tider. Välj hur långa de är."
                )
            return None
        most = self._read(fields.MOST, lambda: self._number(fields.MOST))
        buffer = self._read(fields.BUFFER, lambda: self._minutes(fields.BUFFER))
        return SlotPlan(
            _minutes_of(mode), buffer or timedelta(0), most if most is not None else None
        )

    def _minutes(self, name: str) -> timedelta:
        written = self._get(name)
        return _minutes_of(written) if written else timedelta(0)

    def _number(self, name: str) -> int | None:
        written = self._get(name)
        if not written:
            return None
        if not re.fullmatch("[0-9]{1,3}", written, re.ASCII):
            raise WrongAnswerError("Skriv ett antal med siffror, till exempel 4.")
        return int(written)

    def _channel(self) -> HourChannel:
        written = self._get(fields.CHANNEL)
        found = next((channel for channel in HourChannel if channel.value == written), None)
        if found is None:
            raise WrongAnswerError("Välj hur ni möts.")
        return found

    def _where(self, channel: HourChannel | None) -> str:
        written = " ".join(self._get(fields.WHERE).split())
        if len(written) > LONGEST_WHERE:
            raise WrongAnswerError(f"Skriv högst {LONGEST_WHERE} tecken.")
        match channel:
            case HourChannel.PHONE:
                return _phone(written)
            case HourChannel.VIDEO:
                return _link(written)
            case _:
                return written

    def _release(self) -> Release:
        usual = self._was.release if self._was else Release()
        announced = self._read(fields.ANNOUNCED, lambda: self._announced(usual))
        back = self._read(fields.GIVEN_BACK, lambda: self._given_back(usual))
        if announced is None or back is None:
            return usual
        return Release(announced, back)

    def _announced(self, usual: Release) -> tuple[timedelta, ...]:
        written = self._get(fields.ANNOUNCED)
        if not written:
            return usual.announced
        if written.casefold() in _NEVER:
            return ()
        found = tuple(lengths_in(written))
        if not found:
            raise WrongAnswerError("Skriv till exempel ”24 h, 2 h” eller ”aldrig”.")
        return tuple(sorted(found, reverse=True))

    def _given_back(self, usual: Release) -> timedelta:
        written = self._get(fields.GIVEN_BACK)
        if not written:
            return usual.given_back
        if written.casefold() in _NEVER:
            return timedelta(0)
        found = list(lengths_in(written))
        if len(found) != 1:
            raise WrongAnswerError("Skriv till exempel ”30 min” eller ”aldrig”.")
        return found[0]


def lengths_in(written: str) -> Iterator[timedelta]:
    """All lengths of a list, ”24 h, 2 h”; none where something else stands among them."""
    found: list[timedelta] = []
    for item in re.split(r"\s*(?:,(?![0-9])|;|\boch\b)\s*", " ".join(written.split())):
        length = find_length(item)
        if length is None or length.without(item):
            return
        found.append(length.lasts)
    yield from found


def _minutes_of(written: str) -> timedelta:
    match = _MINUTES.fullmatch(written.strip())
    if match is None:
        raise WrongAnswerError("Skriv minuter, till exempel 20.")
    return int(match["number"]) * timedelta(minutes=1)


def _phone(written: str) -> str:
    if not written:
        raise WrongAnswerError("Skriv numret som den som ringer ska slå.")
    try:
        parsed = parse_phone(written)
    except PhoneError as wrong:
        raise WrongAnswerError(str(wrong)) from wrong
    if not any(character.isdigit() for character in parsed.number):
        raise WrongAnswerError("Skriv ett nummer, till exempel 08-465 004 00.")
    return written


def _link(written: str) -> str:
    """A link that leads to a page; what has no scheme gets the safe one."""
    if not written:
        raise WrongAnswerError("Skriv länken till videosamtalet.")
    whole = f"https://{written}" if _WITHOUT_SCHEME.fullmatch(written) else written
    if not is_web_address(whole):
        raise WrongAnswerError("Skriv en länk som börjar med https://.")
    return whole
