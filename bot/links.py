"""Presses for buttons outside the command that answers them: command, action and data.

A command makes its own buttons. What other commands, letters and platforms press is made here, so
that they need not import the command.
"""

from collections.abc import Mapping
from datetime import datetime

from bot.cards import NO_DATA, Press
from directory.catalogue.phones import Phone
from directory.catalogue.roles import ON_CALL_ROLES, Role
from directory.rosters.duty import Duty
from directory.rosters.somebody import as_written

TYPED = "ord"
"""The field of a choice with the words that it was offered for."""
ROLE = "roll"
"""The field with the role that was asked for."""
SAID = "sagt"
"""The field with the instant at which words were typed that are repeated later: ”i natt” goes on
meaning that night."""
OWNER, NUMBER = "ägare", "nummer"
"""The fields of a button about a number: the unit or the service that has it, and the number."""
DOCUMENT, VERSION = "dokument", "version"
"""The fields of a button with an agreement and a version of it."""

HOUR, START = "tid", "start"
"""The fields of a button with a consultation hour, and the instant at which a slot begins."""
BOOKING, CHANGE = "bokning", "ändring"
"""The fields of a button with a booking, and which of its changes the button was made for."""

ADVICE = "råd"
"""The field of a button with a version of some replacement advice."""

_LONGEST_TYPED = 100


def ask(words: str, data: Mapping[str, str] = NO_DATA) -> Press:
    """Who answers for what the words name."""
    return Press("konsult", words, data=data)


def see_service(
    service: str, at: datetime | None = None, typed: str = "", role: Role | None = None
) -> Press:
    """Who answers for the service when it is pressed, or at another time that was asked for.

    `typed`: the words that led to it. `role`: the role that was asked for.
    """
    return Press("konsult", action="visa", data=_service(service, at) | carrying(typed, role))


def role_in(data: Mapping[str, str]) -> Role | None:
    """The role that was asked for, of a button's data."""
    return next((role for role in ON_CALL_ROLES if role.value == data.get(ROLE)), None)


def carrying(typed: str, role: Role | None = None) -> dict[str, str]:
    """The words, unless they are too long, and the role that was asked for, as data of a button."""
    words = {TYPED: typed} if 0 < len(typed) <= _LONGEST_TYPED else {}
    return words | ({ROLE: role.value} if role else {})


def see_roster(service: str, at: datetime | None = None) -> Press:
    """Who is on duty in the service, the day that begins when it is pressed, or at another time
    that was asked for."""
    return Press("jour", action="visa", data=_service(service, at))


def see_rosters(words: str) -> Press:
    """Who is on duty in the services that the words name."""
    return Press("jour", words)


def see_gaps() -> Press:
    """What is missing in the rosters that the asker is responsible for."""
    return Press("jour", action="luckor")


def see_numbers(unit: str) -> Press:
    """The unit's numbers."""
    return Press("nummer", action="visa", data={"unit": unit})


def number_did_not_work(owner: str, phone: Phone | None = None) -> Press:
    """A number of the unit or the service did not work; without the number, it is asked which."""
    number = {NUMBER: phone.text()} if phone else {}
    return Press("nummer", action="fel", data={OWNER: owner} | number)


def see_my_shifts() -> Press:
    """The asker's own shifts, and what awaits their answer."""
    return Press("pass")


def confirm_duty(duty: Duty) -> Press:
    """The person on duty confirms it."""
    return Press("pass", action="bekräfta", data=_duty(duty))


def say_number_is_wrong(duty: Duty) -> Press:
    """The person on duty says that the number shown is wrong."""
    return Press("pass", action="nummer-fel", data=_duty(duty))


def see_document(document: str) -> Press:
    """The agreement: its facts and its sections."""
    return Press("avtal", action="dokument", data={DOCUMENT: document})


def see_changes(document: str, version: str) -> Press:
    """What the version of the agreement changed."""
    return Press("avtal", action="ändringar", data={DOCUMENT: document, VERSION: version})


def acknowledge(document: str, version: str) -> Press:
    """The asker has read the version of the agreement."""
    return Press("avtal", action="kvittera", data={DOCUMENT: document, VERSION: version})


def see_hours() -> Press:
    """The consultation hours that are open for the asker, and what they have booked."""
    return Press("tid")


def see_hour(hour: str) -> Press:
    """The consultation hour, and what of it is free."""
    return Press("tid", action="visa", data={HOUR: hour})


def book_slot(hour: str, start: datetime) -> Press:
    """Book the slot of the hour: the topic is asked for."""
    return Press("tid", action="boka", data=_slot(hour, start))


def let_offer_go(hour: str, start: datetime) -> Press:
    """Whoever is offered the slot lets it go by, and it goes to the next one who waits."""
    return Press("tid", action="avstå", data=_slot(hour, start))


def see_booking(booking: str) -> Press:
    """The booking: when, what for, and what can be done with it."""
    return Press("tid", action="bokning", data={BOOKING: booking})


def join_line(hour: str) -> Press:
    """Stand in the line of the hour, while it is open: the topic is asked for."""
    return Press("tid", action="kö", data={HOUR: hour})


def see_line(hour: str) -> Press:
    """The asker's place in the line; for those who hold the hour, who is next."""
    return Press("tid", action="kön", data={HOUR: hour})


MEDICINE = "läkemedel"
"""The field of a button with an ATC code, or the NPL id of a product that has none."""
CONCERNS = "gäller"
"""The field of the form of advice with the medicines that are short."""


def see_shortages() -> Press:
    """What is new of the medicines that the asker follows."""
    return Press("rest")


def follow_shortages() -> Press:
    """What of medicines can be followed, and the lists to choose among."""
    return Press("bevaka", "rest")


def follow_medicine(named: str) -> Press:
    """The asker is told once a day of what changes of a medicine, by its code or its name."""
    return Press("bevaka", f"rest {named}")


def see_medicine(substance: str) -> Press:
    """How the packs of a medicine are."""
    return Press("rest", action="visa", data={MEDICINE: substance})


def write_advice(medicines: str) -> Press:
    """The form of new advice on medicines."""
    return Press("rest", action="råd-skriv", data={CONCERNS: medicines})


def see_advice_version(version: str) -> Press:
    """The version of the replacement advice, and what the asker may do with it."""
    return Press("rest", action="råd", data={ADVICE: version})


def see_advice() -> Press:
    """What to use while medicines are short, as specialist groups advise."""
    return Press("rest", "råd")


def renew_advice(version: str) -> Press:
    """A new version of the replacement advice is begun, with its text."""
    return Press("rest", action="råd-förnya", data={ADVICE: version})


def let_advice_end(version: str) -> Press:
    """The replacement advice ends by itself: there is nothing more to do."""
    return Press("rest", action="råd-låt-gå-ut", data={ADVICE: version})


def see_following() -> Press:
    """What the asker follows."""
    return Press("bevaka")


def choose_home_unit() -> Press:
    """A form for the asker's home unit."""
    return Press("jag", action="byt")


def ask_for_home_unit() -> Press:
    """The question that a new asker gets once."""
    return Press("jag", action="första")


def see_first_page() -> Press:
    """The first page of a platform that has one."""
    return Press("hem")


def see_what_waits() -> Press:
    """What waits for the asker; as a coordinator too, where they are one."""
    return Press("hem", action="väntar")


def saying(when: datetime) -> dict[str, str]:
    """The instant at which the words of a press were typed, as its data."""
    return {SAID: when.isoformat()}


def _slot(hour: str, start: datetime) -> dict[str, str]:
    return {HOUR: hour, START: start.isoformat()}


def _service(service: str, at: datetime | None) -> dict[str, str]:
    return {"service": service} | ({"at": at.isoformat()} if at else {})


def _duty(duty: Duty) -> dict[str, str]:
    return {
        "service": duty.service,
        "role": str(duty.role),
        "start": duty.start.isoformat(),
        "person": as_written(duty.person),
    }
