"""Swedish words for what has been: ”igår kväll”, ”i fredags”, ”förra helgen”, ”för 3 dagar sedan”.

In a question about a patient they tell when something happened. Whoever asks decides whether they
are the time that is asked about; `read_moment` never takes them for it.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache

from directory.lazy.values import dataclass
from directory.walltime.days import SHORT_WEEKDAYS, Calendar, local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.moment_patterns import DATE, WHAT_HAS_BEEN, count, folded, word_before
from directory.walltime.moments import When, read_moment

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_NOON, _ANY_TIME = time(12), datetime(2026, 7, 15, 20, tzinfo=UTC)
_COUNTRY = Calendar()
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS = {
    name: number
    for names in (map(folded, SHORT_WEEKDAYS), _ENGLISH)
    for number, name in enumerate(names)
}
_BEGIN, _END = r"(?<![\w/–-])", r"(?![\w/–-])"
_WEEKDAY = r"(?:m[åa]n|tis|ons|tors|fre|l[öo]r|s[öo]n)"
_ENGLISH_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUMBER = r"[0-9]{1,3}|en|ett|tv[åa]|tre|fyra|fem|sex|sju|[åa]tta|nio|tio|elva|tolv"
_AGO = r"(?:sedan|sen|tillbaka|ago)"
_YESTERDAY = r"(?:i ?g[åa]r|yesterday)"
_BEFORE = r"(?:(?:i ?)?f[öo]rr ?(?:i ?)?g[åa]r|day before yesterday)"


@dataclass(frozen=True, slots=True)
class PastTime:
    """A moment that has been, and all the time that its words name: the day, weekend or week; from
    a moment of a day on, a day."""

    when: When
    hours: Hours


_Meant = tuple[str, int]
"""A moment as `read_moment` reads it, and how many days from then on are named; 0: a moment."""
_Meaning = Callable[[re.Match[str], datetime], _Meant | None]


@lru_cache(maxsize=2048)
def read_past(text: str, now: datetime) -> tuple[PastTime | None, str]:
    """The first time in the text that has been, with a part of the day or a clock time beside it,
    and the text without those words; None where there is none. Never raises on any text."""
    plain = " ".join(text.split())
    if _MAY_BE.search(plain) is None:
        return None, plain
    for (start, end), (iso, days) in _all_found(plain, now):
        after = _as_read(plain[end:])
        when, rest = read_moment(f"{plain[:start]}{iso}{after}", now)
        if when is not None and iso in when.words:
            words = when.words.replace(iso, plain[start:end])
            return _spoken(replace(when, words=words), days), rest
    return None, plain


def read_asked_past(text: str, now: datetime) -> tuple[When | None, str]:
    """The time of a question about what was (”vem hade jour i natt”): the last such that has been,
    where the words could as well mean the next."""
    when, rest = read_moment(text, now)
    if when is None or when.moment <= now or _AHEAD.search(when.words) is not None:
        return when, rest
    if DATE.search(when.words) is not None:
        return _year_before(when, now), rest
    for back in (_DAY, _WEEK):
        earlier, rest = read_moment(text, now - back)
        if earlier is not None and earlier.moment <= now:
            return earlier, rest
    return when, rest


def split_past(text: str) -> tuple[str, str]:
    """The words of a text for a time that has been, and the others: when that was is not asked."""
    past, rest = read_past(text, _ANY_TIME)
    return (past.when.words, rest) if past else ("", rest)


def past_words(text: str) -> tuple[str, ...]:
    """The words of a text for a time that has been, read or not, that are not told of somebody:
    ”i somras”, but not ”feber sedan i lördags”."""
    plain = " ".join(text.split())
    if _MAY_BE.search(plain) is None:
        return ()
    found = [match for pattern in (*_meanings(), _unread()) for match in pattern.finditer(plain)]
    free: list[re.Match[str]] = []
    for match in sorted(found, key=lambda one: (one.start(), -one.end())):
        is_told = WHAT_HAS_BEEN.fullmatch(word_before(plain, match.start()))
        if not is_told and (not free or free[-1].end() <= match.start()):
            free.append(match)
    return tuple(match.group().strip() for match in free)


def _all_found(plain: str, now: datetime) -> Iterator[tuple[tuple[int, int], _Meant]]:
    """In the order of the text, the longest of those that begin together first."""
    found = [
        (match.span(), meant)
        for pattern, meaning in _meanings().items()
        for match in pattern.finditer(plain)
        if (meant := meaning(match, now))
    ]
    yield from sorted(found, key=lambda one: (one[0][0], -one[0][1]))


def _as_read(after: str) -> str:
    """What follows the day, as it is read after a date: ”morse”, and an hour without ”kl”."""
    apart = f" {after}" if after[:1].isalpha() else after
    part = re.sub(r"^ morse(?!\w)", " morgon", apart, flags=re.IGNORECASE)
    return re.sub(r"^,? ([0-9]{1,2}(?:[:.][0-9]{2})?)(?=$|[ ?!,])", r" kl \1", part)


def _spoken(when: When, days: int) -> PastTime:
    if not (when.day_only and days):
        return PastTime(when, Hours(when.moment, when.moment + _DAY))
    first = local(when.moment).date()
    hours = Hours(to_utc(first, time()), to_utc(first + days * _DAY, time()))
    if days == 2:
        when = replace(when, moment=to_utc(first, _NOON), day_only=False)
    return PastTime(when, hours)


def _year_before(when: When, now: datetime) -> When:
    wall = local(when.moment)
    for years in range(1, 9):
        try:
            day = wall.date().replace(year=wall.year - years)
        except ValueError:  # a leap day
            continue
        moment = to_utc(day, wall.time())
        if moment <= now:
            return replace(when, moment=moment)
    return when


# -- what the words mean ----------------------------------------------------------------------


def _on(day: date, days: int = 1, part: str = "") -> _Meant:
    return f"{day.isoformat()} {part}".strip(), days


def _at(moment: datetime) -> _Meant:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}Z", 0


def _monday(now: datetime) -> date:
    today = local(now).date()
    return today - today.weekday() * _DAY


def _number(match: re.Match[str]) -> int:
    return _WEEKDAYS[folded(match["weekday"])[:3]]


def _last(match: re.Match[str], now: datetime) -> date:
    """”i fredags” is the last one before today."""
    today = local(now).date()
    return today - ((today.weekday() - _number(match) - 1) % 7 + 1) * _DAY


def _last_weekday(match: re.Match[str], now: datetime) -> _Meant:
    return _on(_last(match, now))


def _of_last_week(match: re.Match[str], now: datetime) -> _Meant:
    """”förra fredagen” is of the week before this one, as ”nästa fredag” is of the one after."""
    return _on(_monday(now) - _WEEK + _number(match) * _DAY)


def _night_to(match: re.Match[str], now: datetime) -> _Meant:
    today = local(now).date()
    morning = today - (_DAY if match["gone"] else timedelta(0))
    if match["weekday"]:
        morning = _last(match, now)
    return _on(morning - _DAY, part="natt")


def _days_ago(days: int, part: str = "") -> _Meaning:
    return lambda match, now: _on(local(now).date() - days * _DAY, part=part)


def _week(match: re.Match[str], now: datetime) -> _Meant:
    return _on(_monday(now) - _WEEK, 7)


def _weekend(match: re.Match[str], now: datetime) -> _Meant:
    return _on(_monday(now) - 2 * _DAY, 2)


def _ago(match: re.Match[str], now: datetime) -> _Meant:
    today, number, unit = local(now).date(), count(match["count"]), folded(match["unit"])
    if unit.startswith("min"):
        return _at(now - timedelta(minutes=number))
    if unit.startswith(("h", "t")):
        return _at(now - timedelta(hours=number))
    if unit.startswith("d"):
        return _on(today - number * _DAY)
    if unit.startswith(("v", "w")):
        return _on(today - number * _WEEK)
    return _on(_months_before(today, number * (12 if unit.startswith(("a", "y")) else 1)))


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _a_while_ago(match: re.Match[str], now: datetime) -> _Meant:
    is_quarter = match["short"].casefold() == "kvart"
    return _at(now - timedelta(minutes=15 if is_quarter else 30))


def _last_feast(match: re.Match[str], now: datetime) -> _Meant | None:
    wanted, today = _FEASTS[folded(match["feast"])], local(now).date()
    days = [
        day.date
        for day in _COUNTRY.days(today - 400 * _DAY, today - _DAY)
        if any(folded(word).startswith(wanted) for word in day.name.split(" och "))
    ]
    return _on(days[-1]) if days else None


_FEASTS = {"jul": "julafton", "pask": "paskafton", "pingst": "pingstafton"}
_FEASTS |= {"midsomr": "midsommarafton", "midsommr": "midsommarafton", "nyar": "nyarsafton"}


def _pattern(text: str, end: str = _END) -> re.Pattern[str]:
    return re.compile(f"{_BEGIN}(?:{text}){end}", re.IGNORECASE)


_LAST = r"(?:förra|forra|föregående|senaste|last)"


@cache
def _meanings() -> Mapping[re.Pattern[str], _Meaning]:
    """Compiled for the first text that may hold one of them."""
    return {
        _pattern(rf"{_YESTERDAY}(?=kväll|natt|morse|förmiddag|eftermiddag)", end=""): _days_ago(1),
        _pattern(_YESTERDAY): _days_ago(1),
        _pattern("i ?morse|this morning"): _days_ago(0, "morgon"),
        _pattern("i ?förmiddags"): _days_ago(0, "förmiddag"),
        _pattern("i ?eftermiddags"): _days_ago(0, "eftermiddag"),
        _pattern(rf"(?:i |under )?{_LAST} natt(?:en)?|last night|natten som (?:gick|var|varit)"): (
            _days_ago(1, "natt")
        ),
        _pattern(
            rf"natt(?:en)? (?:till|mot) (?:(?P<gone>{_YESTERDAY})|i ?dag"
            rf"|i ?(?P<weekday>{_WEEKDAY})dags)"
        ): _night_to,
        _pattern(_BEFORE): _days_ago(2),
        _pattern(rf"i ?(?P<weekday>{_WEEKDAY})dags"): _last_weekday,
        _pattern(rf"(?:i |på )?(?:senaste|den gångna) (?P<weekday>{_WEEKDAY})dag(?:en)?"): (
            _last_weekday
        ),
        _pattern(rf"last (?P<weekday>{_ENGLISH_DAY})"): _last_weekday,
        _pattern(
            r"(?:i |på )?(?:förra|forra) (?:veckans )?"
            rf"(?P<weekday>{_WEEKDAY})dag(?:en)?"
        ): _of_last_week,
        _pattern(
            rf"(?:i |på )?(?P<weekday>{_WEEKDAY})dag(?:en|s)? (?:i )?(?:förra|forra) veckan"
        ): _of_last_week,
        _pattern(rf"(?:i |under |hela )*{_LAST} (?:veckan|week)"): _week,
        _pattern(r"(?:i )?veckan som (?:gick|var|har varit)"): _week,
        _pattern(rf"(?:i |under |hela )*{_LAST} (?:helg(?:en)?|weekend)"): _weekend,
        _pattern(r"(?:i )?helgen som (?:gick|var|har varit)"): _weekend,
        _pattern(
            rf"(?:för )?(?:ca |cirka |ungefär |typ )?(?P<count>{_NUMBER}) ?"
            r"(?P<unit>min(?:ut(?:er)?|utes?)?|tim(?:me|mar)?|h|hours?|dag(?:ar)?|dygn|days?"
            rf"|veck(?:a|or)|weeks?|månad(?:er)?|manad(?:er)?|months?|år|years?) {_AGO}"
        ): _ago,
        _pattern(rf"för en (?P<short>kvart|halvtimme) {_AGO}"): _a_while_ago,
        _pattern(r"i (?P<feast>jul|påsk|pask|pingst|midsom(?:ma)?r|nyår)as"): _last_feast,
    }


_MAY_BE = re.compile(
    r"g[åa]r|dags|f[öo]rra|f[öo]reg|senaste|sedan|sen\b|tillbaka|ago|last|yester|morse|this m"
    r"|som (?:gick|var|har)|natt(?:en)? (?:till|mot)|gångna|ras\b|as\b|fjol|härom",
    re.IGNORECASE,
)
"""One of these is in all the patterns: most questions hold none."""
_AHEAD = re.compile(r"i ?mor(?:g|r)|mor?gon|tomorrow|nästa|(?<!\w)om ", re.IGNORECASE)
"""What can only be ahead."""


@cache
def _unread() -> re.Pattern[str]:
    return _pattern(
        r"(?:i |under )?(?:förra|forra) \w+|i ?fjol|i ?(?:våras|varas|somras|höstas|hostas|vintras)"
        r"|häromdagen|häromkvällen|häromnatten"
        r"|för (?:länge|några \w+|ett tag|flera \w+) (?:sedan|sen)"
        r"|\w+ (?:hours|days|weeks|months) ago"
    )
