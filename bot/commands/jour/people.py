"""Who has a duty, and on which number: in a table and in a list alike."""

from collections.abc import Sequence

from bot.cards import Contact, TableEntry
from bot.questions.request import View
from bot.texts import duty_contact, hours_words, standing_in_words, subject_words
from directory.catalogue.answering import AnsweringTimes, Answers
from directory.catalogue.phones import Phone
from directory.catalogue.services import Service
from directory.rosters.chains import AnswerStep, Gap
from directory.rosters.duty import Duty
from directory.walltime.said import until_words

NOBODY = "ingen inlagd"
_MISSING = {Gap.NO_NUMBER: ", inget nummer", Gap.CLOSED: ", numret svarar inte nu", None: ""}


def who_has(duty: Duty, view: View) -> str:
    """”Anna Asp”, ”Anna Asp (upptagen)”, ”Bo Björn (i stället för Anna Asp)”, ”ingen inlagd”."""
    person = view.snapshot.colleague(duty.person)
    if person is None:
        return NOBODY
    name = person.shown_as("bemannat")
    return f"{name} (upptagen)" if duty.busy else name + standing_in_words(duty, view.snapshot)


def number_of(duty: Duty, view: View) -> Contact | None:
    """The best number that the asker may see now, by the hours of those who answer in the duty."""
    times = _times(duty, view)
    phone = _seen(times.best_first(view.snapshot.phones_of(duty, view.now)), view)
    closed = phone is not None and times.of(phone) is Answers.NO
    said = hours_words(phone, times, times.moment) if phone and closed else ""
    return duty_contact(phone, duty, view.snapshot, detail=said) if phone else None


def _times(duty: Duty, view: View) -> AnsweringTimes:
    return view.snapshot.answering_times(duty.service, max(duty.start, view.now))


def of_duty(duty: Duty, view: View, detail: str) -> TableEntry:
    """The duty in a table."""
    gap = Gap.BUSY if duty.busy else None
    phones = _times(duty, view).best_first(view.snapshot.phones_of(duty, view.now))
    return _entry(who_has(duty, view), gap, phones, view, duty, detail)


def of_step(step: AnswerStep, service: Service, view: View) -> TableEntry:
    """The step in a table, until when it holds and, where another service answers, which."""
    duty = step.duty
    unstaffed = step.gap is Gap.UNSTAFFED
    who = who_has(duty, view) if duty else NOBODY if unstaffed else "jouren"
    who += _MISSING.get(step.gap, "")
    detail = ", ".join(
        words for words in (_elsewhere(step, service, view), _until(step, view)) if words
    )
    return _entry(who, step.gap, step.phones, view, duty, detail)


def _entry(
    who: str, gap: Gap | None, phones: Sequence[Phone], view: View, duty: Duty | None, detail: str
) -> TableEntry:
    phone = _seen(phones, view)
    of_function = view.snapshot.role_phones(duty.line) if duty else phones
    return TableEntry(
        who,
        duty_contact(phone, duty, view.snapshot) if phone else None,
        detail,
        amiss=gap is not None or who == NOBODY,
        fleeting=phone is not None and phone not in of_function,
    )


def _seen(phones: Sequence[Phone], view: View) -> Phone | None:
    return next((phone for phone in phones if view.who.may_see(phone)), None)


def _until(step: AnswerStep, view: View) -> str:
    return f"till {until_words(step.until, view.now)}" if step.until else ""


def _elsewhere(step: AnswerStep, service: Service, view: View) -> str:
    other = view.snapshot.services.get(step.service)
    return subject_words(other, view.snapshot) if other and other != service else ""
