"""In which weeks an hour is held, as it is typed: ”varannan”, ”jämna veckor”, ”första tisdagen i
månaden”, ”v 48–50”."""

import re
from datetime import date, datetime, timedelta

from directory.hours.weeks import OF_MONTH, Weeks
from directory.lazy.values import dataclass
from directory.walltime.days import SHORT_WEEKDAYS, local
from directory.walltime.moment_patterns import BEGIN, END, folded, pattern
from directory.walltime.opening_words import CLOCK, SHORT_WEEKDAY, WEEKDAY, weekday_number

ONE_AT_A_TIME = (
    "Skriv en serie i taget: först den ena med sina veckor, till exempel ”tis 13–14 jämna veckor”, "
    "sedan den andra."
)
WHICH_WEEKS = (
    "Det går att välja varje vecka, varannan, var tredje eller var fjärde, jämna eller udda "
    "veckor, eller ”första tisdagen i månaden”. Lägg annars in dagarna en och en."
)
LESS_THESE = (
    "Öppna serien utan undantag. Ställ sedan in de dagar som inte hålls, på konsulttidens kort."
)
_ONE_DAY, _ONE_WEEK = timedelta(days=1), timedelta(days=7)

_APART = {"annan": Weeks.EVERY_OTHER, "tredje": Weeks.EVERY_THIRD, "fjarde": Weeks.EVERY_FOURTH}
_ORDINALS = {
    **dict(zip(("forsta", "andra", "tredje", "fjarde", "sista"), OF_MONTH, strict=True)),
    **dict(zip(("1:a", "2:a", "3:e", "4:e"), OF_MONTH[:4], strict=True)),
}
_ORDINAL = r"(?:f[öo]rsta|andra|tredje|fj[äa]rde|sista|[12]:a|[34]:e)"
_MONTHLY = r"(?:i|varje|per)(?: (?:varje|var))? månad(?:en)?"
_OF_MONTH = pattern(
    rf"{BEGIN}(?:den |var(?:je)? )?"
    rf"(?P<which>{_ORDINAL}(?:(?:, ?| och | & |, och ){_ORDINAL}){{0,4}})"
    rf" (?:(?P<day>{WEEKDAY}) )?{_MONTHLY}{END}"
)
_SOME = pattern(
    rf"{BEGIN}(?:var(?P<other>annan)|var(?:je)? (?P<apart>annan|tredje|fj[äa]rde))"
    rf"(?: veck(?:a|or))?{END}"
    rf"|{BEGIN}var(?:je)? (?:14:e|fjortonde) dag{END}"
)
_PARITY = pattern(
    rf"{BEGIN}(?:på |under )?(?P<parity>j[äa]mna?|udda) (?:veck(?:a|or)(?:na)?|v\.?(?=[ ,]|$))"
    rf"|{BEGIN}(?P<before>j[äa]mna|udda) (?=(?:m[åa]n|tis|ons|tors|fre|l[öo]r|s[öo]n)dagar)"
)
_OTHERWISE = pattern(
    rf"{BEGIN}(?:varannan (?:dag|månad)|var(?:je)? (?!fjortonde dag)\w+ (?:månad|dag)(?:en)?"
    r"|var(?:je)? (?!14:e dag)(?:femte|sjätte|sjunde|åttonde|[0-9]+:[ea])(?: veck(?:a|or))?"
    r"|varje månad|en gång (?:i|per) månad(?:en)?"
    rf"|(?:två|tre) gånger (?:i|per) (?:månad(?:en)?|vecka(?:n)?)){END}"
)
_LESS = pattern(
    rf"{BEGIN}(?:utom|förutom|ej|inte|hoppa över|men inte)(?: i)?"
    r" v(?:eck(?:a|or(?:na)?)|\.)? ?[0-9]"
)
_WEEK = r"v(?:eck(?:a|or(?:na)?)|\.)? ?"
_SPAN = pattern(
    rf"{BEGIN}(?:under |i |från )?{_WEEK}(?P<first>[0-9]{{1,2}})"
    r" ?(?:-|till(?: och med)?|t\.?o\.?m\.?) ?"
    rf"(?:v(?:ecka|\.)? ?)?(?P<last>[0-9]{{1,2}})(?![0-9:./])"
)
_ONE_WEEK_NAMED = pattern(
    rf"{BEGIN}(?:i |under )?v(?:ecka|\.)? ?(?P<week>[0-9]{{1,2}})(?![0-9:./,-])"
)
_CLOCKS = pattern(rf"(?<![\w/.-]){CLOCK}(?: ?- ?| till | och ){CLOCK}(?!\w)")
_DAY = pattern(rf"(?<!\w){WEEKDAY}(?!\w)")
_ANY_DAY = rf"(?:{WEEKDAY}|{SHORT_WEEKDAY})"
_DAY_RANGE = pattern(
    rf"(?<![\w-])(?P<first>{_ANY_DAY}) ?(?:-|till(?: och med)?|t\.?o\.?m\.?) ?"
    rf"(?P<last>{_ANY_DAY})(?!\w)"
)
_SHORT_DAY = pattern(
    rf"(?<![\w-])(?P<day>{SHORT_WEEKDAY})"
    rf"(?= ?[:,]? ?(?:kl\.? ?)?[0-9]|(?:,| och) {_ANY_DAY}(?!\w))"
)


class WeeksError(Exception):
    """Weeks that cannot be; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class TypedWeeks:
    """The weeks, the first and the last day where they were said by weeks, and the other words."""

    weeks: frozenset[Weeks]
    first: date | None
    last: date | None
    rest: str

    @property
    def said(self) -> bool:
        """Whether anything was said of weeks."""
        return bool(self.weeks) or self.first is not None


def with_plain_days(text: str) -> str:
    """Weekdays as they are usually written: ”må–to”, ”mån till tors” and ”to 13” are shortened."""
    ranges = _DAY_RANGE.sub(lambda days: f"{_short(days['first'])}-{_short(days['last'])}", text)
    return _SHORT_DAY.sub(lambda day: _short(day["day"]), ranges)


def _short(day: str) -> str:
    return SHORT_WEEKDAYS[weekday_number(day)]


def read_weeks(text: str, now: datetime) -> TypedWeeks:
    """Find what is said of weeks. Raises WeeksError."""
    if _LESS.search(text):
        raise WeeksError(LESS_THESE)
    weeks, left = _of_month(text)
    for read in (_some, _parity):
        more, left = read(left)
        weeks = [*weeks, *more]
    if _OTHERWISE.search(left):
        raise WeeksError(WHICH_WEEKS)
    chosen = frozenset(weeks)
    if len(chosen) > 1 and not chosen <= set(OF_MONTH):
        raise WeeksError(ONE_AT_A_TIME)
    return _with_span(chosen, left, now)


def _of_month(text: str) -> tuple[list[Weeks], str]:
    """The weekday is left in the text, unless it stands there anyway."""
    match = _OF_MONTH.search(text)
    if match is None:
        return [], text
    others = _cut(text, match)
    day = _short(match["day"]) if match["day"] else ""
    left = others if not day or _named_in(day, others) else _cut(text, match, f" {day} ")
    found = re.findall(_ORDINAL, match["which"], re.IGNORECASE)
    weeks, more = [_ORDINALS[folded(word)] for word in found], _OF_MONTH.search(others)
    if more:
        raise WeeksError(ONE_AT_A_TIME)
    return weeks, left


def _named_in(day: str, text: str) -> bool:
    return any(_short(match.group()) == day for match in _DAY.finditer(text))


def _some(text: str) -> tuple[list[Weeks], str]:
    match = _SOME.search(text)
    if match is None or _OTHERWISE.search(text):
        return [], text
    word = match["other"] or match["apart"]
    return [_APART[folded(word)] if word else Weeks.EVERY_OTHER], _cut(text, match)


def _parity(text: str) -> tuple[list[Weeks], str]:
    found = [match["parity"] or match["before"] for match in _PARITY.finditer(text)]
    weeks = [Weeks.ODD if folded(word) == "udda" else Weeks.EVEN for word in found]
    return weeks, " ".join(_PARITY.sub(" ", text).split())


def _with_span(weeks: frozenset[Weeks], text: str, now: datetime) -> TypedWeeks:
    """”v 48–50” as days; ”tis v 49” as a date, where one weekday is named.

    Clock times must be left: ”nästa vecka 13–15” has no other.
    """
    today = local(now).date()
    if (match := _SPAN.search(text)) and _CLOCKS.search(_cut(text, match)):
        first, last = _days_of(int(match["first"]), int(match["last"]), today)
        return TypedWeeks(weeks, first, last, _cut(text, match))
    match, named = _ONE_WEEK_NAMED.search(text), list(_DAY.finditer(text))
    if match is None or len(named) != 1 or not _CLOCKS.search(_cut(text, match)):
        return TypedWeeks(weeks, None, None, text)
    first, _ = _days_of(int(match["week"]), int(match["week"]), today)
    day = first + weekday_number(named[0].group()) * _ONE_DAY
    without = _cut(text, match)
    return TypedWeeks(weeks, None, None, _DAY.sub(f"den {day.isoformat()}", without))


def _days_of(first: int, last: int, today: date) -> tuple[date, date]:
    """Monday of the first and Sunday of the last week, of those that are not over yet."""
    year = today.isocalendar().year
    for begins in (year - 1, year, year + 1):
        ends = begins + (last < first)
        if not (_is_week(begins, first) and _is_week(ends, last)):
            continue
        sunday = date.fromisocalendar(ends, last, 7)
        if sunday >= today:
            return date.fromisocalendar(begins, first, 1), sunday
    raise WeeksError("Den veckan finns inte. Skriv en mellan 1 och 52, till exempel ”v 48–50”.")


def _is_week(year: int, week: int) -> bool:
    last = date(year, 12, 28).isocalendar().week
    return 1 <= week <= last


def _cut(text: str, match: re.Match[str], instead: str = " ") -> str:
    return " ".join(f"{text[: match.start()]}{instead}{text[match.end() :]}".split())
