"""HeldTimes as they are typed: ”fre 13–15”, ”varje tis 13–14 t.o.m. 19/12”, ”nu 2 h”."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.commands.tid.opening.typed_weeks import WeeksError, read_weeks, with_plain_days
from bot.texts import day_words, quoted
from directory.hours.weeks import EVERY_WEEK, Weeks, times_words
from directory.lazy.patterns import LazyPattern
from directory.lazy.values import dataclass
from directory.walltime.days import SHORT_WEEKDAYS, local
from directory.walltime.lengths import find_length
from directory.walltime.moment_patterns import BEGIN, END, count, pattern
from directory.walltime.moments import read_moment
from directory.walltime.opening import WorkingHours
from directory.walltime.opening_text import HoursError
from directory.walltime.opening_words import (
    CLOCK,
    DAY_GROUP,
    SHUT,
    WEEKDAY,
    clock_parts,
    weekday_number,
)
from directory.walltime.spoken_range import spoken_range

LONGEST_NOW = timedelta(hours=12)
_FIVE, _ONE_DAY = timedelta(minutes=5), timedelta(days=1)
_FARTHEST = timedelta(days=3 * 366)

NO_TIMES = "Skriv när, till exempel ”fre 13–15”, ”nu 2 h” eller ”varje tis 13–14 t.o.m. 19/12”."
NO_END = "Skriv också när det slutar, till exempel ”fre 13–15”."
HOW_LONG = "Skriv hur länge, till exempel ”nu 2 h” eller ”nu till 15”."
TOO_LONG = "Högst tolv timmar i taget. Skriv en kortare tid."
PASSED = "Den tiden har redan passerat. Skriv en som kommer."
WHICH_DAYS = "Skriv vilka dagar det gäller, till exempel ”varje tis 13–14”."
SEVERAL_DAYS = "Gäller det varje vecka? Skriv ”varje tis och tors 13–14”. Annars en dag i taget."
WHICH_LAST_DAY = "Vilken dag är den sista? Skriv till exempel ”t.o.m. 23/12”."
NO_LAST_DAY = "Jag förstår inte sista dagen. Skriv till exempel ”t.o.m. 19/12”."
WHICH_HALF = "Skriv klockslagen som på en 24-timmarsklocka, till exempel 13–15."
WHOLE_FIVES = "Tider börjar och slutar på hela femminuter, till exempel 13:05."


@dataclass(frozen=True, slots=True)
class HeldTimes:
    """When an hour is held. `first` None: from now on; `last` None: until further notice; no
    `weeks`: every week."""

    hours: WorkingHours
    first: date | None = None
    last: date | None = None
    weeks: frozenset[Weeks] = EVERY_WEEK

    @property
    def once(self) -> bool:
        """Whether it is held on one day only."""
        return self.first is not None and self.first == self.last and not self.weeks


@dataclass(frozen=True, slots=True)
class ReadTimes:
    """The times that were typed, or why there are none; and the other words."""

    times: HeldTimes | None
    wrong: str = ""
    rest: str = ""


def read_times(text: str, now: datetime) -> ReadTimes:
    """Find the times in what was typed. Never raises on any text."""
    plain = _with_signs(" ".join(text.split()))
    try:
        return _read(plain, now)
    except HoursError as wrong:
        return ReadTimes(None, str(wrong), plain)
    except (_TimesError, WeeksError) as wrong:
        return ReadTimes(None, str(wrong), plain)


def read_times_field(text: str, now: datetime) -> ReadTimes:
    """The same where nothing but times may stand."""
    read = read_times(text, now)
    left = without_fillers(read.rest)
    if read.times is not None and left:
        return ReadTimes(None, f"Jag förstår inte {quoted(left)} bland tiderna. {NO_TIMES}")
    return read


def times_text(times: HeldTimes) -> str:
    """The times as `read_times` reads them back."""
    if times.once and times.first is not None:
        spans, _, even = times.hours.text().partition(", även")
        _, _, clocks = spans.partition(" ")
        day = f"{SHORT_WEEKDAYS[times.first.weekday()]} {day_words(times.first)}"
        return f"{day} {clocks}{', även' + even if even else ''}"
    first = f", från {day_words(times.first)}" if times.first else ""
    last = f", t.o.m. {day_words(times.last)}" if times.last else ""
    days = times_words(times.hours, times.weeks)
    each = "" if times.weeks or days.startswith(("alla", "helg", "röda")) else "varje "
    return f"{each}{days}{first}{last}"


class _TimesError(Exception):
    """HeldTimes that cannot be; the message is a Swedish sentence."""


# -- the parts of the text --------------------------------------------------------------------

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
_AFTER = rf"(?![\w/:%]|[.,][0-9]|-[0-9]| ?(?:{_MONTH}|min|tim|h\b|st\b|år))"
_KL = r"(?:(?:kl(?:ockan)?\.?|från|mellan) ?)*"

_RANGE = pattern(
    rf"(?<![\w/.,:+–-])(?:(?P<shut>{SHUT}):? )?(?:{_KL}(?P<start>{CLOCK})(?: ?- ?| till | t )"
    rf"|(?:kl\.? )?mellan (?:kl\.? ?)?(?P<between>{CLOCK}) och )"
    rf"(?:kl(?:ockan)?\.? ?)?(?P<end>{CLOCK}){_AFTER}"
)
_BEGINS = pattern(rf"(?<![\w/.,:+–-]){_KL}(?P<start>{CLOCK}),? (?=(?:i|under) )")
_NOW = pattern(rf"{BEGIN}(?:från )?(?:just )?nu(?: direkt)?{END}")
_NOW_UNTIL = pattern(
    r"^,? ?(?:(?:fram )?tills?|-|och till) ?(?:kl(?:ockan)?\.? ?)?"
    rf"(?P<end>{CLOCK})(?!\w|[.,:/][0-9])"
)
_EVERY = pattern(rf"{BEGIN}(?:varje vecka|varje|veckovis|var|alla)(?! dag(?:ar)?\b){END}")
_ALWAYS = pattern(rf"{BEGIN}(?:tills vidare|utan slut){END}")
_EVEN = pattern(
    rf"{BEGIN}(?P<even>även|också|inkl\.?|inklusive|med)(?: på)? (?:röda dagar|helgdagar){END}"
    rf"|{BEGIN}(?:inte|ej|utom|(?:hoppa )?över|utan|ingen|inga)(?: på)? (?:röda dagar|helgdagar)"
    rf"{END}"
)
_UNTIL = pattern(
    rf"{BEGIN}(?:t\.? ?o\.? ?m\.?|till och med|fram till(?: och med)?|längst till|slutar|tills?)"
    r"(?=[ :])"
)
_UNTIL_SOME_FEAST = pattern(
    rf"{BEGIN}(?:t\.? ?o\.? ?m\.?|till och med):? (?:jul|nyår|påsk|pingst|midsommar)"
    rf"(?:en|helgen)?{END}"
)
_SURE_UNTIL = pattern(rf"{BEGIN}(?:t\.? ?o\.? ?m\.?|till och med)(?=[ :])")
_FROM = pattern(
    rf"{BEGIN}(?:fr\.? ?o\.? ?m\.?|från och med|(?:med )?start(?:ar)?|börjar|från)(?=[ :])"
)
_FOR_WEEKS = pattern(
    rf"{BEGIN}(?:i|under) (?P<count>[0-9]{{1,3}}|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio)"
    rf" (?P<unit>veck(?:a|or)|månad(?:er)?){END}"
)
_DAYS = pattern(
    rf"(?<!\w)(?:(?P<first>{WEEKDAY})(?: ?- ?(?P<last>{WEEKDAY}))?|(?P<group>{DAY_GROUP}))(?!\w)"
)
_PLURAL = pattern(r"dagar(?:na)?$")
_FILLERS = frozenset(
    (
        *(
            "öppet",
            "öppen",
            "kl",
            "klockan",
            "den",
            "på",
            "i",
            "och",
            "samt",
            "mellan",
            "från",
            "till",
            "gång",
        ),
        *("varje", "alla", "veckovis", "dag", "dagen", "en", "vid", "vecka", "förmiddag"),
        *("förmiddagen", "eftermiddag", "eftermiddagen", "fm", "em", "kväll", "kvällen", "morgon"),
    )
)
_AFTERNOON = pattern(r"(?<!\w)(?:em|\w*eftermiddag(?:en)?|\w*kväll(?:en)?)(?!\w)")
_LONGEST_DAY = 5  # words of a day: ”fredag den 19 december 2026”


def _with_signs(text: str) -> str:
    """One sign for all dashes, and the word for what joins."""
    plain = re.sub(r"[–—−‐‑]", "-", text)
    return " ".join(re.sub(r"[()]|(?<= )\+(?= )", " och ", plain).split())


def without_fillers(rest: str) -> str:
    """What is left when the small words beside times are taken away."""
    words = (word.strip(" ,.;:-()") for word in rest.split())
    return " ".join(word for word in words if word and word.casefold() not in _FILLERS)


def _cut(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())


# -- reading ----------------------------------------------------------------------------------


@dataclass
class _Text:
    """What is left to read, and what has been read."""

    left: str
    even: bool = False
    first: date | None = None
    last: date | None = None
    every: bool = False
    weeks: frozenset[Weeks] = EVERY_WEEK

    def take(self, pattern: LazyPattern) -> re.Match[str] | None:
        """Take the first match out of the text."""
        match = pattern.search(self.left)
        if match is not None:
            self.left = _cut(self.left, *match.span())
        return match


def _read(plain: str, now: datetime) -> ReadTimes:
    typed = read_weeks(with_plain_days(plain), now)
    plain = typed.rest
    text = _Text(plain, first=typed.first, last=typed.last, every=typed.said, weeks=typed.weeks)
    if _UNTIL_SOME_FEAST.search(plain):
        raise _TimesError(WHICH_LAST_DAY)
    if (spoken := spoken_range(plain)) and not _RANGE.search(plain):
        raise _TimesError(_digits_words(*spoken))
    if _AFTERNOON.search(plain) and any(map(_is_morning, _RANGE.finditer(plain))):
        raise _TimesError(WHICH_HALF)
    if match := text.take(_EVEN):
        text.even = bool(match["even"])
    if _NOW.search(plain) and not _RANGE.search(plain):
        return _from_now(text, now)
    _take_bounds(text, now)
    text.every = any([text.take(_ALWAYS), text.every])
    if _is_weekly(text):
        return _weekly(text)
    return _once(text, now)


def _digits_words(morning: str, afternoon: str) -> str:
    return f"Skriv klockslagen med siffror: {quoted(morning)} eller {quoted(afternoon)}."


def _is_morning(clocks: re.Match[str]) -> bool:
    hour, _ = clock_parts(clocks["start"] or clocks["between"])
    return hour < 12


def _from_now(text: _Text, now: datetime) -> ReadTimes:
    match = _NOW.search(text.left)
    after = text.left[match.end() :] if match else ""
    before = text.left[: match.start()] if match else ""
    until = _NOW_UNTIL.match(after)
    length = None if until else find_length(text.left)
    if until:
        end = _next_clock(until["end"], now)
        rest = f"{before} {after[until.end() :]}"
    elif length:
        end = now + length.lasts
        rest = _NOW.sub(" ", length.without(text.left))
    else:
        raise _TimesError(HOW_LONG)
    if end - now > LONGEST_NOW:
        raise _TimesError(PASSED if until else TOO_LONG)
    if end <= now:
        raise _TimesError(HOW_LONG)
    begins, ends = (
        local(_five_down(now)),
        local(_five_down(end + _FIVE - timedelta(microseconds=1))),
    )
    day = begins.date()
    clocks = f"{begins:%H:%M}-{ends:%H:%M}"
    return ReadTimes(_on_day(day, [clocks], even=True), rest=" ".join(rest.split()))


def _next_clock(written: str, now: datetime) -> datetime:
    when, _ = read_moment(f"kl {written}", now)
    if when is None:
        raise _TimesError(HOW_LONG)
    return when.moment


def _five_down(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


def _take_bounds(text: _Text, now: datetime) -> None:
    """The first and the last day, where they are said."""
    if found := _bound(text.left, _UNTIL, now):
        text.last, text.left = found
        text.every = True
    elif _SURE_UNTIL.search(text.left):
        raise _TimesError(NO_LAST_DAY)
    if found := _bound(text.left, _FROM, now):
        text.first, text.left = found
        text.every = True
    if match := text.take(_FOR_WEEKS):
        number = count(match["count"])
        days = 7 * number if match["unit"].startswith("veck") else 30 * number
        text.last = (text.first or local(now).date()) + (days - 1) * _ONE_DAY
        text.every = True


def _bound(left: str, keyword: LazyPattern, now: datetime) -> tuple[date, str] | None:
    """The day after the first of the keywords that is followed by one, and the other words."""
    for match in keyword.finditer(left):
        words = left[match.end() :].lstrip(" :").split()[:_LONGEST_DAY]
        for number in range(len(words), 0, -1):
            day = _day(" ".join(words[:number]).rstrip(",.;"), now)
            if day is not None:
                after = left[match.end() :].lstrip(" :").split()[number:]
                return day, " ".join([left[: match.start()].strip(" ,"), *after])
    return None


def _day(words: str, now: datetime) -> date | None:
    """The day, if that is all that the words say."""
    when, rest = read_moment(words, now)
    if when is None:  # ”till jul”
        when, rest = read_moment(f"i {words}", now)
    if when is None or rest or not when.day_only:
        return None
    day = local(when.moment).date()
    return day if abs(day - local(now).date()) <= _FARTHEST else None


def _is_weekly(text: _Text) -> bool:
    if text.take(_EVERY):
        text.every = True
    days = list(_DAYS.finditer(text.left))
    several = any(
        day["group"] or day["last"] or _PLURAL.search(day["first"].rstrip(".")) for day in days
    )
    if text.every and days:
        return True
    if (
        text.every
        and (text.last is not None or text.weeks)
        and not days
        and _RANGE.search(text.left)
    ):
        raise _TimesError(WHICH_DAYS)
    return several


def _weekly(text: _Text) -> ReadTimes:
    """Days and clock times in the order in which they stand, as `WorkingHours` reads them."""
    whole = _whole(text)
    if whole is not None:
        return whole
    found = sorted([*_ranges(text.left), *_day_tokens(text.left)], key=lambda token: token.span[0])
    if not any(token.is_clocks for token in found):
        raise _TimesError(NO_END if _BEGINS.search(text.left) or found else NO_TIMES)
    hours = WorkingHours.parse(" ".join([*(token.words for token in found), *_even_words(text)]))
    rest = _without([token.span for token in found], text.left)
    return ReadTimes(_checked(HeldTimes(hours, text.first, text.last, text.weeks)), rest=rest)


def _even_words(text: _Text) -> list[str]:
    return ["även röda dagar"] if text.even else []


def _whole(text: _Text) -> ReadTimes | None:
    """The hours as `WorkingHours.text` writes them, where nothing else is said."""
    try:
        hours = WorkingHours.parse(" ".join([text.left.strip(" ,"), *_even_words(text)]))
    except HoursError:
        return None
    return (
        ReadTimes(_checked(HeldTimes(hours, text.first, text.last, text.weeks)))
        if hours.spans
        else None
    )


@dataclass(frozen=True, slots=True)
class _Token:
    span: tuple[int, int]
    words: str
    is_clocks: bool


def _ranges(left: str) -> Iterator[_Token]:
    taken: list[tuple[int, int]] = []
    for match in _RANGE.finditer(left):
        taken.append(match.span())
        shut = "ej " if match["shut"] else ""
        clocks = f"{match['start'] or match['between']}-{match['end']}"
        yield _Token(match.span(), f"{shut}{clocks}", True)
    for match in _BEGINS.finditer(left):
        length = find_length(left[match.end() :])
        if length is None or length.start or length.later:
            continue
        span = match.start(), match.end() + length.end
        if not any(start < span[1] and span[0] < end for start, end in taken):
            yield _Token(span, _lasting(match["start"], length.lasts), True)


def _lasting(start: str, lasts: timedelta) -> str:
    [(_, begins, _)] = WorkingHours.parse(
        f"mån {start}-{'23:59' if start != '23:59' else '24'}"
    ).spans
    if not timedelta(0) < lasts <= LONGEST_NOW:
        raise _TimesError(TOO_LONG)
    ends = datetime.combine(date(2026, 1, 1), begins) + lasts
    return f"{begins:%H:%M}-{ends:%H:%M}"


def _day_tokens(left: str) -> Iterator[_Token]:
    for match in _DAYS.finditer(left):
        if match["group"]:
            yield _Token(match.span(), match["group"], False)
        else:
            days = (SHORT_WEEKDAYS[weekday_number(d)] for d in (match["first"], match["last"]) if d)
            yield _Token(match.span(), "-".join(days), False)


def _without(spans: Sequence[tuple[int, int]], left: str) -> str:
    for start, end in sorted(spans, reverse=True):
        left = f"{left[:start]} {left[end:]}"
    return " ".join(left.split())


def _once(text: _Text, now: datetime) -> ReadTimes:
    ranges = sorted(_ranges(text.left), key=lambda token: token.span[0])
    if not ranges:
        when, _ = read_moment(text.left, now)
        raise _TimesError(NO_END if when else NO_TIMES)
    clocks = [token.words for token in ranges]
    WorkingHours.parse(f"mån {' och '.join(clocks)}")
    other = _without([token.span for token in ranges], text.left)
    day, rest = _date_of(other, clocks, now)
    if _DAYS.search(rest):
        raise _TimesError(SEVERAL_DAYS)
    if text.every:
        return ReadTimes(_on_days(day, text, clocks), rest=rest)
    return ReadTimes(_on_day(day, clocks, even=text.even), rest=rest)


def _on_days(day: date, text: _Text, clocks: Sequence[str]) -> HeldTimes:
    """”från 1/12 13–15”: which weekdays is not said."""
    if text.last is None and text.first is None:
        raise _TimesError(WHICH_DAYS)
    if text.last is None or text.first == text.last:
        return _on_day(text.first or day, clocks, even=text.even)
    raise _TimesError(WHICH_DAYS)


def _date_of(words: str, clocks: Sequence[str], now: datetime) -> tuple[date, str]:
    """The day that the words name: the next such that is not over yet; today for none."""
    last = [clock for clock in clocks if clock[0].isdecimal()][-1]
    begins, _, ends = last.partition("-")
    crosses = clock_parts(ends) <= clock_parts(begins)
    clock = begins if crosses else ends
    at = "23:59" if clock_parts(clock) >= (24, 0) else clock
    when, rest = read_moment(words, now)
    if when is None:
        named, _ = read_moment(f"kl {at}", now)
        return (local(named.moment) if named else local(now)).date(), rest
    timed, _ = read_moment(f"{when.words} kl {at}", now)
    day = local((timed or when).moment).date()
    return day, rest


def _on_day(day: date, clocks: Sequence[str], *, even: bool) -> HeldTimes:
    words = f"{SHORT_WEEKDAYS[day.weekday()]} {' och '.join(clocks)}"
    hours = WorkingHours.parse(f"{words}{', även röda dagar' if even else ''}")
    return _checked(HeldTimes(hours, day, day))


def _checked(times: HeldTimes) -> HeldTimes:
    clocks = [clock for _, *both in times.hours.spans for clock in both]
    if any(clock.minute % 5 for clock in clocks):
        raise _TimesError(WHOLE_FIVES)
    return times
