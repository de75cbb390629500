"""Times as they are typed or answered: ”4 timmar”, ”till 22”, ”till fre 07:30”."""

import re
from datetime import datetime, timedelta

from directory.lazy.values import dataclass
from directory.swaps.taking import LONGEST_TAKE
from directory.walltime.lengths import find_length
from directory.walltime.moments import read_moment

_TILL = re.compile(r"(?<!\w)(?:fram )?tills? (?P<moment>.{1,60})$", re.IGNORECASE)
ENDED = "Den tiden har redan passerat. Skriv en som kommer."
NO_TIME = "Jag förstår inte tiden. Skriv till exempel ”22:00”, ”fre 07:30” eller ”4 timmar”."
TOO_LONG = "Högst sju dygn i taget. Skriv en kortare tid."
TOO_SHORT = "Tiden måste vara längre än noll. Skriv till exempel ”4 timmar”."
FROM_NOW = "Det börjar nu. Skriv hur länge, till exempel ”4 timmar”, eller ”till 22”."
WHICH_HOUR = "Skriv klockslaget också, till exempel ”fre 07:30”."


@dataclass(frozen=True, slots=True)
class Read:
    """The end that was typed, or why it cannot be; both empty where there is none.

    `rest`: the other words.
    """

    moment: datetime | None = None
    wrong: str = ""
    rest: str = ""


def read_end(text: str, start: datetime) -> Read:
    """The end of something that begins at `start`, taken out of what was typed."""
    plain = " ".join(text.split())
    length = find_length(plain)
    if length is not None and length.later:
        return Read(wrong=FROM_NOW, rest=length.without(plain))
    if length is not None:
        return _judged(start + length.lasts, start, length.without(plain))
    till = _TILL.search(plain)
    if till is None:
        return Read(rest=plain)
    moment, wrong, after = _moment(till["moment"], start)
    rest = " ".join(f"{plain[: till.start()]} {after}".split())
    return Read(wrong=wrong, rest=rest) if moment is None else _judged(moment, start, rest)


def read_end_field(text: str, start: datetime) -> Read:
    """The end as a field answers it: the same, with or without ”till”."""
    read = read_end(text, start)
    if read.wrong == FROM_NOW or (read.moment is None and not read.wrong):
        read = read_end(f"till {text}", start)
    return Read(wrong=NO_TIME) if read.rest and not read.wrong else read


def read_start_field(text: str, earliest: datetime) -> datetime | None:
    """A beginning as a field answers it, not before `earliest`; ”nu” is `earliest`."""
    moment, _, _ = _moment(text, earliest - timedelta(minutes=1))
    return None if moment is None else max(moment, earliest)


def _moment(words: str, start: datetime) -> tuple[datetime | None, str, str]:
    """The moment, or why there is none, and the words that are not part of it."""
    when, rest = read_moment(words, start)
    if when is None or (when.day_only and re.match("[0-9]", rest)):
        when, rest = read_moment(f"kl {words}", start)
    if when is None:
        return None, NO_TIME, ""
    if when.day_only:
        return None, WHICH_HOUR, rest
    return when.moment, "", rest


def _judged(moment: datetime, start: datetime, rest: str) -> Read:
    if moment == start:
        return Read(wrong=TOO_SHORT, rest=rest)
    if moment < start:
        return Read(wrong=ENDED, rest=rest)
    wrong = TOO_LONG if moment - start > LONGEST_TAKE else ""
    return Read(None if wrong else moment, wrong, rest)
