"""”Sjuk”: nothing is held for a day or more, of whatever hour; one dialog says who is told what."""

import re
from datetime import date, timedelta

from bot.cards import Actions, Card, Choices, Form, Notice, Option, TextField
from bot.commands.tid.case import NOT_YOURS, HourCase, back, press, refused
from bot.commands.tid.keeping.close import books, closed, draft_of, hours_of
from bot.commands.tid.keeping.closed_card import ID, SEEN, SURE, moved, preview, seen_of
from bot.commands.tid.keeping.instead import Instead, instead_fields, read_instead
from bot.questions.request import Reply
from directory.catalogue.people import Access
from directory.hours.closing import Closing, closing_all, today, whole_days
from directory.hours.closures import ClosureReason
from directory.hours.kept import OFFERED
from directory.lazy.values import dataclass
from directory.walltime.days import SHORT_WEEKDAYS, local
from directory.walltime.moments import read_moment
from directory.walltime.said import MONTHS

WHO, FROM, TILL = "vem", "från", "tom"
LONGEST = timedelta(days=60)
NOTHING_OWN = "Du har inga konsulttider att ställa in."
NO_DAY = "Jag förstår inte dagen. Skriv till exempel ”idag”, ”fredag” eller ”9/12”."
BEFORE = "Sista dagen kan inte ligga före den första."
TOO_LONG = "Högst 60 dagar i taget."
_TILL = re.compile(r"(?<!\w)(?:till och med|t\.? ?o\.? ?m\.?|fram till|tills?|-|–)(?!\w) ?", re.I)
_FROM = re.compile(r"(?<!\w)(?:från(?: och med)?|fr\.?o\.?m\.?)(?!\w) ?", re.I)
_SMALL = re.compile(r"(?<!\w)(?:jag|är|på|och|hemma|frånvarande|med|hela|dagen)(?!\w)", re.I)


@dataclass(frozen=True, slots=True)
class IllDays:
    """The first and the last day; `wrong`: why they cannot be, and what was said instead."""

    first: date
    last: date
    wrong_first: str = ""
    wrong_last: str = ""
    said_first: str = ""
    said_last: str = ""

    @property
    def is_right(self) -> bool:
        """Whether they can be."""
        return not (self.wrong_first or self.wrong_last)


def typed(words: str, case: HourCase) -> Reply:
    """”sjuk idag”, ”sjuk till fredag”, ”sjuk imorgon”."""
    who, rest = _who(words, case)
    if not who:
        return _which(case)
    first, _, last = _split(rest)
    return _shown(who, read_days(first, last, case), read_instead(case), case)


def _split(words: str) -> tuple[str, str, str]:
    plain = " ".join(_FROM.sub("", _SMALL.sub(" ", words)).split())
    match = _TILL.search(plain)
    if match is None:
        return plain, "", ""
    return plain[: match.start()].strip(), match.group(), plain[match.end() :].strip()


def _who(words: str, case: HourCase) -> tuple[str, str]:
    """Whose hours: the asker's own, or those of somebody whom a coordinator names."""
    if case.coordinates:
        for person in case.snapshot.people_with(Access.SPECIALIST):
            if person.name.casefold() in words.casefold():
                rest = re.sub(re.escape(person.name), " ", words, flags=re.I)
                return person.id, rest
    return (case.me if hours_of(case.me, case) else ""), words


def _which(case: HourCase) -> Reply:
    """A coordinator chooses among those who have hours to come."""
    if not case.coordinates:
        return refused(NOTHING_OWN)
    ids = dict.fromkeys(hour.specialist for hour in case.snapshot.of(OFFERED).hours)
    people = [case.snapshot.people[one] for one in ids if one in case.snapshot.people]
    options = tuple(
        Option(person.name, press("sjuk", {WHO: person.id}))
        for person in sorted(people, key=lambda person: person.name)
        if hours_of(person.id, case)
    )
    if not options:
        return refused("Ingen har konsulttider att ställa in.")
    return Reply(Card((Choices("Vem är sjuk?", options[:40]), Actions((back(),)))))


def read_days(first: str, last: str, case: HourCase) -> IllDays:
    """The days as they are typed or answered: nothing is today, and no last day the first one."""
    now = today(case.now)
    begins = _day(first, case) if first else now
    if begins is None:
        return IllDays(now, now, wrong_first=NO_DAY, said_first=first, said_last=last)
    ends = _day(last, case) if last else begins
    if ends is None:
        return IllDays(begins, begins, wrong_last=NO_DAY, said_last=last)
    if begins < now:
        begins = now
    if ends < begins:
        return IllDays(begins, begins, wrong_last=BEFORE, said_last=last)
    too_long = TOO_LONG if ends - begins > LONGEST else ""
    return IllDays(begins, ends, wrong_last=too_long, said_last=last)


def _day(words: str, case: HourCase) -> date | None:
    when, rest = read_moment(words, case.now)
    return local(when.moment).date() if when and not rest else None


def pressed(case: HourCase) -> Reply:
    """The dialog; with the yes of its button it is done."""
    who = case.get(WHO) or (case.me if hours_of(case.me, case) else "")
    if who and who != case.me and not case.coordinates:
        return refused(NOT_YOURS)
    if not who:
        return _which(case)
    days, instead = read_days(case.get(FROM), case.get(TILL), case), read_instead(case)
    if case.get(SURE) and days.is_right and not instead.wrong:
        return _done(who, days, instead, case)
    return _shown(who, days, instead, case)


def _closing(who: str, days: IllDays, instead: Instead, case: HourCase) -> Closing:
    draft = draft_of(who, "", ClosureReason.ILL, instead, _service(who, case), case)
    span = whole_days(days.first, days.last, case.now)
    return closing_all(who, span, draft, books(case))


def _service(who: str, case: HourCase) -> str:
    """That of what comes first."""
    own = hours_of(who, case)
    return own[0][0].service if own else ""


def _shown(who: str, days: IllDays, instead: Instead, case: HourCase, *notices: Notice) -> Reply:
    form = _form(who, days, instead, case)
    if not days.is_right or instead.wrong:
        return Reply(Card(notices, form))
    data = {
        "gör": "sjuk",
        WHO: who,
        FROM: days.first.isoformat(),
        TILL: days.last.isoformat(),
        **instead.data,
    }
    title = f"Sjuk {_days_words(days, case)}{_whose(who, case)}"
    return Reply(
        preview(title, _closing(who, days, instead, case), instead, data, form, case, *notices)
    )


def _whose(who: str, case: HourCase) -> str:
    person = case.snapshot.people.get(who)
    return f": {person.name}" if person and who != case.me else ""


def _days_words(days: IllDays, case: HourCase) -> str:
    first = "idag" if days.first == today(case.now) else _words(days.first)
    return first if days.first == days.last else f"{first} till och med {_words(days.last)}"


def _words(day: date) -> str:
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def _form(who: str, days: IllDays, instead: Instead, case: HourCase) -> Form:
    first = days.said_first if days.wrong_first else _words(days.first)
    last = days.said_last if days.wrong_first or days.wrong_last else _words(days.last)
    hint = "”idag”, ”fredag” eller ”9/12”"
    fields = (
        TextField(FROM, "Första dagen", first, hint, days.wrong_first, required=False),
        TextField(TILL, "Sista dagen", last, hint, days.wrong_last, required=False),
        *instead_fields(instead, _service(who, case), case),
    )
    return Form("Ändra", fields, press("sjuk", {WHO: who}), "Visa vem som får veta vad")


def _done(who: str, days: IllDays, instead: Instead, case: HourCase) -> Reply:
    if any(one.id == case.get(ID) for one in case.snapshot.of(OFFERED).closures):
        return Reply(Card((Notice("Det är redan anmält."), Actions((back(),)))))
    closing = _closing(who, days, instead, case)
    if case.get(SEEN) != seen_of(closing):
        return _shown(who, days, instead, case, moved())
    return closed(closing, instead, None, case)
