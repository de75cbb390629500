"""The time of a question, where it may have been: who was on yesterday, and not what happened then.

In a list (/jour, /pass) words for what has been are the time that is asked about. Of a patient they
tell when something happened, and the answer is of now.
"""

import re
from datetime import datetime, timedelta

from bot.questions.services import names_services, tells_of_patient
from directory.lazy.patterns import LazyPattern
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.moment_past import past_words, read_asked_past, read_past, split_past
from directory.walltime.moment_unread import unread_times
from directory.walltime.moments import When, read_moment, split_moment

_DAY = timedelta(days=1)
_WAS = r"(?:hade|var|gick|jobbade|arbetade|tjänstgjorde|svarade|stod|tog)"
_ASKED = LazyPattern(
    rf"^(?:vem|vilka|vilken(?: \w+)?|vad heter den)(?: är det)?(?: som)? {_WAS}(?!\w)"
    rf"|^(?:hade|var) (?:vem|vilka)(?!\w)",
    re.IGNORECASE,
)
_TENSE = LazyPattern(rf"^{_WAS} ", re.IGNORECASE)
_FRAME = LazyPattern(
    rf"(?<!\w)(?:vem|vilka|vilken|som|{_WAS}|haft|varit|är|har|det|jour(?:en|er|erna)?|jourhavande"
    r"|på|i|för|hos|vid|inom|under|läkare|schemat?|den|då|tjänst)(?!\w)",
    re.IGNORECASE,
)


_WHO_WAS = LazyPattern(
    rf"(?<!\w)(?:(?:vem|vilka|som|jag|vi) {_WAS}|{_WAS} (?:jag|vi))(?!\w)",
    re.IGNORECASE,
)
TENSE = "hade"
"""Before the words of a list: what could as well be the next time is the last."""


def split_time(sentence: str, words: str) -> tuple[str, str]:
    """The time in the words of a sentence, as it is typed after a command, and the others.

    Where the sentence asks who was, the words say so too.
    """
    past, rest = split_past(words)
    if past:
        return past, rest
    when, rest = split_moment(words)
    return (f"{TENSE} {when}" if when and _WHO_WAS.search(sentence) else when), rest


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """What of a text is a time: the moment, the hours that it names, and what is left.

    `unread`: words for a time that were not read, or are one more than that which was.
    """

    when: When | None
    hours: Hours | None
    rest: str
    unread: tuple[str, ...] = ()


def time_of_list(text: str, said: datetime) -> TimeAsked:
    """The time of a list of who is, or was, on duty; after ”hade” it has been."""
    tense = _TENSE.match(text)
    plain = text[tense.end() :] if tense else text
    past, rest = read_past(plain, said)
    if past is not None:
        return TimeAsked(past.when, past.hours, rest, _unread(rest))
    when, rest = (read_asked_past if tense or _ASKED.match(plain) else read_moment)(plain, said)
    hours = _hours(when) if when else None
    if when and when.moment < said and "helg" in when.words.casefold():
        hours = _weekend_of(when.moment)
    return TimeAsked(when, hours, rest, _unread(rest))


def time_of_question(text: str, said: datetime, snapshot: Snapshot) -> TimeAsked:
    """The time of a question for somebody to call: one that has been only where the question is
    who was on then, and nothing is told of a patient."""
    past, rest = read_past(text, said)
    if past is not None and _is_who_was(rest, snapshot):
        return TimeAsked(past.when, past.hours, rest, _unread(rest))
    asked = _ASKED.match(text.strip()) is not None and names_services(text, snapshot)
    when, rest = (read_asked_past if asked else read_moment)(text, said)
    return TimeAsked(when, _hours(when) if when else None, rest, unread_times(rest))


def passed_over(rest: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The words for what has been that are not the time of the answer, where whom to ask is named:
    with what is wrong with a patient they say when it happened."""
    words = past_words(rest)
    return words if words and names_services(rest, snapshot) else ()


def _is_who_was(words: str, snapshot: Snapshot) -> bool:
    if not words.strip() or tells_of_patient(words):
        return False
    if _ASKED.match(words):
        return names_services(words, snapshot)
    return names_services(words, snapshot) and all(
        _is_name(word, snapshot) for word in _FRAME.sub(" ", words).split()
    )


def _is_name(word: str, snapshot: Snapshot) -> bool:
    """Whether the word alone names a field, a service, a place or a role, and no complaint."""
    query = snapshot.names.query(word)
    return query.role is not None or names_services(word, snapshot)


def _unread(rest: str) -> tuple[str, ...]:
    return (*unread_times(rest), *past_words(rest))


def _weekend_of(moment: datetime) -> Hours:
    """The Saturday and the Sunday of the week of a moment."""
    day, midnight = local(moment).date(), datetime.min.time()
    saturday = day + (5 - day.weekday()) * _DAY
    return Hours(to_utc(saturday, midnight), to_utc(saturday + 2 * _DAY, midnight))


def _hours(when: When) -> Hours:
    """A day from the moment on; where only a day was said, all of it."""
    if not when.day_only:
        return Hours(when.moment, when.moment + _DAY)
    day, midnight = local(when.moment).date(), datetime.min.time()
    return Hours(to_utc(day, midnight), to_utc(day + _DAY, midnight))
