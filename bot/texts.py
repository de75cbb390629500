"""Swedish sentences and words that more than one command uses; no markup."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.cards import Contact
from directory.catalogue.answering import AnsweringTimes, Answers
from directory.catalogue.phones import Audience, Phone
from directory.catalogue.services import Service
from directory.catalogue.units import Unit
from directory.rosters.chains import AnswerStep, StepKind
from directory.rosters.duty import Duty
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.line import Line
from directory.rosters.somebody import Colleague, Somebody
from directory.snapshot import Answer, Snapshot
from directory.walltime.days import DayKind, TimeClass
from directory.walltime.said import MONTHS, age_words, moment_words, until_words
from directory.walltime.written_hours import read_written_hours

FOR_WHOM = {
    Audience.EVERYONE: "för alla",
    Audience.CLINICIANS: "för vårdens personal",
    Audience.PRIMARY_CARE: "för primärvården",
    Audience.EMERGENCY: "för akutmottagningar",
    Audience.MUNICIPAL: "för kommunens sjuksköterskor",
    Audience.COORDINATORS: "för samordnare",
}


CLOSING_WORDS = {
    StepKind.FALLBACK: "Reservrutin",
    StepKind.MANAGEMENT: "Ledningsnivå",
    StepKind.SWITCHBOARD: "Växeln",
}
NO_REGION = (
    "Ingen region är inläst, så det finns inga svar än. "
    "Den som sköter konsult läser in en med ”konsult import region MAPP”."
)
ROSTER_UNREAD = "Schemat kan inte läsas just nu"
OWN_NUMBER_LATER = "Det egna numret visas bara under passet."
DID_NOT_WORK = "Numret fungerade inte"
UNSAVED = "Det kunde inte sparas just nu. Försök igen om en stund."


def perhaps_saved(where: str, what: str = "Det") -> str:
    """What may still be written when the answer has to be given; `where` it is seen then."""
    return f"{what} sparas fortfarande. Titta i {where} om en stund, innan du gör om det."


def quoted(words: str, longest: int = 60) -> str:
    """What somebody wrote, in quotation marks, shortened if it is long."""
    plain = " ".join(words.split())
    return f"”{plain if len(plain) <= longest else plain[: longest - 1] + '…'}”"


def capitalised(words: str) -> str:
    """The words with a capital letter first; the rest as they are."""
    return words[:1].upper() + words[1:]


def all_of(words: Sequence[str]) -> str:
    """”gel”, ”gel och plåster”, ”gel, plåster och spray”."""
    return " och ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def times_words(count: int) -> str:
    """”1 gång”, ”3 gånger”."""
    return f"{count} gång" if count == 1 else f"{count} gånger"


def and_more(count: int, what: str = "") -> str:
    """”Och 3 till” or ”Och 3 rader till”: how many are not shown."""
    return f"Och {_till(count, what)}"


def show_more(count: int, what: str = "") -> str:
    """”Visa 3 till” or ”Visa 3 rader till”: on what is folded."""
    return f"Visa {_till(count, what)}"


def _till(count: int, what: str) -> str:
    return f"{count} {what} till" if what else f"{count} till"


def subject_words(service: Service, snapshot: Snapshot) -> str:
    """The service's subject inside a sentence: ”kardiologi”."""
    specialty = snapshot.specialties.get(service.specialty)
    return specialty.name.casefold() if specialty else service.name


def when_words(answer: Answer, now: datetime, *, asked: bool) -> str:
    """”nu tis 14:05, dagtid” or ”tor 24 dec 08:00, jourtid (julafton)”."""
    moment = moment_words(answer.moment, now)
    lead = moment if asked else f"nu {moment}"
    return f"{lead}, {_hours_words(answer)}"


def _hours_words(answer: Answer) -> str:
    if not answer.service.kind.always_answers:
        return "öppet" if answer.open else "stängt"
    named = answer.day.kind in (DayKind.RED_DAY, DayKind.EVE, DayKind.BRIDGE) and answer.day.name
    kind = "dagtid" if answer.time_class is TimeClass.OFFICE else "jourtid"
    return f"{kind} ({answer.day.name[0].lower()}{answer.day.name[1:]})" if named else kind


def unit_words(unit: Unit) -> str:
    """”Björkens hälsocentral (Lövånger)”: the name, and the municipality if the name lacks it."""
    if unit.municipality.casefold() in unit.name.casefold():
        return unit.name
    return f"{unit.name} ({unit.municipality})"


def step_words(step: AnswerStep, answer: Answer, snapshot: Snapshot) -> str:
    """”Bakjour Majken Ö”, ”Bakjour internmedicin”, ”Reservrutin”."""
    if step.role is None:
        return CLOSING_WORDS[step.kind]
    words = [step.role.heading]
    if step.service != answer.service.id and step.service in snapshot.services:
        words.append(subject_words(snapshot.services[step.service], snapshot))
    if step.person is not None:
        words.append(step.person.shown_as(""))
    return " ".join(word for word in words if word)


def contact(phone: Phone, *, bare: bool = False, detail: str = "") -> Contact:
    """A phone as a contact; a link only where an outside phone can dial it.

    `bare` leaves out the kind of number, when it has been shown already.
    """
    return (
        Contact(phone.number, phone.uri(), detail=detail)
        if bare
        else Contact(phone.text(), phone.uri(), phone.label, detail)
    )


def duty_contact(
    phone: Phone, duty: Duty | None, snapshot: Snapshot, *, bare: bool = False, detail: str = ""
) -> Contact:
    """A phone that reaches who is on duty, marked where it is their own."""
    until = duty.end if duty and snapshot.is_own(phone, duty) else None
    return replace(contact(phone, bare=bare, detail=detail), own_until=until)


def hours_words(phone: Phone, times: AnsweringTimes, now: datetime) -> str:
    """”vard 08–16”, or ”vard 08–16, stängt nu, öppnar mån 08:00”; nothing of one always open."""
    if read_written_hours(phone.hours) == _ALWAYS:
        return ""
    if times.of(phone) is not Answers.NO:
        return phone.hours
    return f"{phone.hours}, {closed_words(times.opens(phone), times.moment, now)}"


def closed_words(opens: datetime | None, moment: datetime, now: datetime) -> str:
    """”stängt nu, öppnar 08:00”; ”då” where another moment than now was asked about."""
    then = f", öppnar {until_words(opens, moment)}" if opens else ""
    return f"stängt {'nu' if moment == now else 'då'}{then}"


_ALWAYS = read_written_hours("dygnet runt")


def standing_in_words(duty: Duty, snapshot: Snapshot) -> str:
    """” (i stället för Bo Björn)”, with its leading space; empty if the name may not be shown."""
    person = snapshot.colleague(duty.stands_in_for)
    name = person.shown_as("") if person else ""
    return f" (i stället för {name})" if name else ""


def day_words(day: date) -> str:
    """”14 nov 2027”: agreements live for years, so the year is always said."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def roster_words(service: Service, snapshot: Snapshot, now: datetime) -> str:
    """Where the roster comes from and when it was last read."""
    read = snapshot.roster_read(service.id)
    if read is None:
        return "schemat är inte inläst"
    if any(
        roster_source.problem
        for roster_source in snapshot.of(ROSTER_SOURCES).of_service(service.id)
    ):
        return f"schemat har inte gått att läsa på nytt, det här är från {age_words(read, now)}"
    source = f" från {service.roster_source}" if service.roster_source else ""
    if snapshot.is_stale(service, now):
        return f"schemat{source} har inte uppdaterats sedan {age_words(read, now)}"
    return f"schema{source} inläst {age_words(read, now)}"


def line_words(line: Line, snapshot: Snapshot) -> str:
    """”bakjour, Kardiologi · Norra sjukhuset”."""
    return f"{line.role.value}, {snapshot.title(line.service)}"


def names_words(people: Sequence[Somebody], snapshot: Snapshot) -> str:
    """The names of those on duty that may be shown; ”obemannat” if there is nobody."""
    if not people:
        return "obemannat"
    return ", ".join(_name(snapshot.colleague(person)) for person in people)


def _name(person: Colleague | None) -> str:
    return person.shown_as("bemannat") if person else "bemannat"
