"""Swedish words for a moment inside a query: ”kardiologi fre kväll”, ”mage 24/12 kl 8”.

At most one day, one part of the day and one clock time are understood, wherever they stand. They
are taken away and the rest is handed on. What could as well be medicine (”PSA 12”, ”18 mån”,
”VAS 7/10”) is left alone, and so is what cannot be (”32/13”, ”kl 25”).

Every pattern is of bounded length over single blanks, so reading is linear in the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from directory.calendar import SHORT_WEEKDAYS, Calendar, local, to_utc
from directory.moment_words import MONTHS

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_HOUR_OF_A_DAY, _HOUR_OF_A_WEEKEND = 10, 12  # when nothing but the day was said
_LONG_PAST = timedelta(days=31)  # a date without a year that is older means next year
_COUNTRY = Calendar()


@dataclass(frozen=True, slots=True)
class When:
    """An instant in UTC, the words it was read from, and whether they said only a day."""

    moment: datetime
    words: str
    day_only: bool


def read_moment(text: str, now: datetime) -> tuple[When | None, str]:
    """The moment that `text` speaks of, and the text without those words and doubled blanks.

    A weekday, a clock time or a part of the day is the next one; a part of today that goes on is
    now. A night belongs to the evening it begins in. A day alone is 10:00, today alone is now.
    Never raises on any text.
    """
    plain = " ".join(text.split())
    read = _read_delay(plain, now) or _read_day_and_time(plain, now) or _read_now(plain, now)
    if read is None:
        return None, plain
    moment, day_only, places = read
    words, rest = _take_away(plain, places)
    return When(moment.astimezone(UTC), words, day_only), rest


_Place = tuple[int, int]
_Read = tuple[datetime, bool, list[_Place]]


def _take_away(plain: str, places: Iterable[_Place]) -> tuple[str, str]:
    """The words at the places, and what is left when they and their closing signs are gone."""
    taken: list[str] = []
    left: list[str] = []
    position = 0
    for start, end in sorted(places):
        left.append(plain[position:start])
        taken.append(plain[start:end].strip(" ,"))
        position = _skip_signs(plain, end)
    left.append(plain[position:])
    return " ".join(taken), " ".join(" ".join(left).split())


def _skip_signs(plain: str, position: int) -> int:
    while position < len(plain) and plain[position] in ",.;:!?":
        position += 1
    return position


# --- Patterns: single blanks, any case, å ä ö with or without their dots ------------------------

_BEGIN, _END = r"(?<![\w/–-])", r"(?![\w/–-])"
_NUMBER_BEGIN, _NUMBER_END = r"(?<![\w/–.,:+-])", r"(?![\w/–:%-]|[.,][0-9])"
_FILLER = r"(?P<filler>(?:(?:nu|på|den) ){0,2})"
_CLOCK = r"(?P<hour>[0-9]{1,2})(?:(?P<mark>[:.])(?P<minute>[0-9]{2}))?"
_WEEKDAY = (
    r"(?:(?:m[åa]n|tis|ons|tors|fre|l[öo]r|s[öo]n)dag(?:en)?|mån|tis|ons|tors?|fre|l[öo]r|sön)"
)
_PART = r"(?P<part>f[öo]rmiddag|eftermiddag|morgon|lunch|kv[äa]ll|natt)"
_PART_THEN = _PART.replace(")", "|bitti|fm|em)") + "(?:en)?"
_MONTH = (
    r"(?P<month>jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?"
    r"|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NAMED = (
    r"(?P<named>julafton|juldagen|annandag jul|ny[åa]rsafton|ny[åa]rsdagen|trettondagsafton"
    r"|trettondedag jul|sk[äa]rtorsdag(?:en)?|l[åa]ngfredag(?:en)?|p[åa]skafton|p[åa]skdagen"
    r"|annandag p[åa]sk|valborgsm[äa]ssoafton|f[öo]rsta maj|kristi himmelsf[äa]rdsdag"
    r"|pingstafton|pingstdagen|nationaldagen|midsommarafton|midsommardagen|allahelgonsafton"
    r"|alla helgons dag)"
)
_COUNT = r"(?P<count>[0-9]{1,3}|en|ett|tv[åa]|tre|fyra|fem|sex|sju|[åa]tta|nio|tio)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_DELAY = _pattern(
    rf"{_BEGIN}om (?:{_COUNT} ?(?P<unit>min(?:ut(?:er)?)?|tim(?:me|mar)?|h)"
    rf"|en (?P<short>kvart|halvtimme)){_END}"
)
_NOW = _pattern(rf"{_BEGIN}(?:just )?nu{_END}")
_DATE = _pattern(
    rf"{_BEGIN}{_FILLER}(?P<weekday>{_WEEKDAY},? (?:den )?)?{_NUMBER_BEGIN}"
    rf"(?:(?P<iso>20[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}})"
    rf"|(?P<day>[0-9]{{1,2}})(?:(?P<mark>[/.])(?P<number>[0-9]{{1,2}})|(?::e)? ?{_MONTH})"
    rf"(?:[/. ](?P<year>20[0-9]{{2}}))?){_NUMBER_END}"
)
_DAY_WORD = _pattern(
    rf"{_BEGIN}{_FILLER}(?:(?P<weekday>{_WEEKDAY})|(?P<after_next>(?:i )?[öo]ver ?morgon)"
    rf"|(?P<next>i ?mor(?:gon|ron|rn|n))|(?P<today>i ?dag)|(?P<weekend>(?:i |till )?helg(?:en)?)"
    rf"|om {_COUNT} (?P<unit>dag(?:ar)?|dygn|veck(?:a|or))|{_NAMED}){_END}"
)
_PART_AFTER_DAY = _pattern(rf",? (?:på )?{_PART_THEN}{_END}")
_THIS_PART = _pattern(rf"{_BEGIN}(?:nu )?i ?(?!morgon){_PART}{_END}")
_FIRST_PART = _pattern(rf"{_PART}{_END}(?! (?:och|eller)\b)")
_LAST_PART = _pattern(rf"{_BEGIN}{_PART}(?=[.?!]?$)")
_HOUR_AFTER_DAY = _pattern(rf",? {_CLOCK}{_NUMBER_END}")
_CLOCK_TIME = _pattern(
    rf"{_BEGIN}(?:på )?(?:(?P<kl>kl(?:ockan)?\.? ?)|{_NUMBER_BEGIN}){_CLOCK}{_NUMBER_END}"
)

# Words beside a number, a month or a part of the day that give it another meaning than a time.
_MEASURED = _pattern(
    r"kl|klockan|psa|tsh|t[34]|hb|hba1c|crp|sr|inr|bnp|ntprobnp|k|kalium|na|natrium|krea|kreatinin"
    r"|e?gfr|laktat|ph|bt|blodtryck|vas|nrs|nyha|gcs|rls|titer|ana|visus|apgar|bilirubin|al?at|asat"
    r"|ggt|ldh|tn[ti]|troponin|d-dimer|(?:p-)?glukos|ferritin|kobalamin|b12|urat|[ck]alcium|albumin"
    r"|bmi|ef|temp|grad|skala|poäng|score|typ|stadium|ratio|mmt|moca|mmse|news|dos"
)
_UNIT = _pattern(
    r"m?g|[µu]g|[mcd]?l|mmol(?:/l)?|kg|[cm]m|procent|år(?:ig|ing)?|veckors?|v|dagar|dygn|mån(?:aders?)?"
    r"|st|tabl|tablett(?:er)?|gånger|ggr|patient(?:er)?|barn|poäng|h|tim|timmar|min|minuter"
)
_COUNTED = _pattern(r"[0-9]+|varje|per|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|några|flera")
_NO_LONE_PART_AFTER = _pattern(
    r"och|eller|samt|på|varje|till|under|efter|före|innan|vid|god|var|hela|om"
)
_NUMBER_WORDS = {
    **{"en": 1, "ett": 1, "tva": 2, "tre": 3, "fyra": 4, "fem": 5},
    **{"sex": 6, "sju": 7, "atta": 8, "nio": 9, "tio": 10},
}
_PLAIN_LETTERS = str.maketrans("åäöıſ", "aaois")  # the last two are i and s to a regex that folds


def _folded(word: str) -> str:
    return word.lower().translate(_PLAIN_LETTERS)


_WEEKDAYS = {_folded(name): number for number, name in enumerate(SHORT_WEEKDAYS)}
_WINDOW = 24  # characters: longer than any word that is looked for beside a match


def _word_before(plain: str, position: int) -> str:
    words = plain[max(0, position - _WINDOW) : position].split()
    return words[-1].lower().rstrip(".,:;") if words else ""


def _word_after(plain: str, position: int) -> str:
    words = plain[position : position + _WINDOW].split()
    return words[0].lower().rstrip(".,:;") if words else ""


def _is_measured(plain: str, found: re.Match[str]) -> bool:
    """”VAS 7/10” and ”imorgon 2 patienter” hold no date and no hour."""
    before = _MEASURED.fullmatch(_word_before(plain, found.start()))
    return before is not None or _is_counting(plain, found)


def _is_counting(plain: str, found: re.Match[str]) -> bool:
    return _UNIT.fullmatch(_word_after(plain, found.end())) is not None


# --- Delays, and now -----------------------------------------------------------------------------


def _read_delay(plain: str, now: datetime) -> _Read | None:
    found = _DELAY.search(plain)
    if found is None:
        return None
    if found["short"]:
        minutes = 15 if found["short"].lower() == "kvart" else 30
    else:
        minutes = _count(found["count"]) * (1 if found["unit"].lower().startswith("m") else 60)
    return now.astimezone(UTC) + minutes * _MINUTE, False, [found.span()]


def _read_now(plain: str, now: datetime) -> _Read | None:
    found = _NOW.search(plain)
    return (now, False, [found.span()]) if found else None


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else _NUMBER_WORDS[_folded(words)]


# --- Days ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Days:
    """The dates that the words may mean, the nearest first, and what the day alone means."""

    place: _Place
    dates: tuple[date, ...]
    alone: int | None = _HOUR_OF_A_DAY  # the hour; None is now
    only_day: bool = True
    by_word: bool = True  # an hour may follow without ”kl”


def _first_days(plain: str, today: date) -> _Days | None:
    """The first understood day; a date goes before a weekday that begins at the same place."""
    found = [next(_dates(plain, today), None), next(_day_words(plain, today), None)]
    return min((days for days in found if days), key=lambda days: days.place[0], default=None)


def _dates(plain: str, today: date) -> Iterator[_Days]:
    for found in _DATE.finditer(plain):
        sure = found["iso"] or found["month"] or found["filler"] or found["weekday"]
        if not sure and (_is_measured(plain, found) or _is_clock(found)):
            continue
        day = _date(found, today)
        if day:
            alone = None if day == today else _HOUR_OF_A_DAY
            yield _Days(found.span(), (day,), alone, by_word=False)


def _is_clock(found: re.Match[str]) -> bool:
    """With a dot, ”22.30” is a clock time and ”24.12” a date: minutes are said in whole fives."""
    if found["mark"] != "." or found["year"] or len(found["number"]) < 2:
        return False
    return int(found["number"]) % 5 == 0 and int(found["day"]) < 24


def _date(found: re.Match[str], today: date) -> date | None:
    if found["iso"]:
        return _valid_date(*map(int, found["iso"].split("-")))
    number = found["number"]
    month = int(number) if number else MONTHS.index(_folded(found["month"])[:3]) + 1
    years = [int(found["year"])] if found["year"] else [today.year, today.year + 1]
    for year in years:
        day = _valid_date(year, month, int(found["day"]))
        if day and (found["year"] or day >= today - _LONG_PAST):
            return day
    return None


def _valid_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_words(plain: str, today: date) -> Iterator[_Days]:
    for found in _DAY_WORD.finditer(plain):
        if found["weekday"]:
            if not _is_a_month(plain, found):
                yield _Days(found.span(), _weekday_dates(found["weekday"], today))
        elif found["weekend"]:
            yield _weekend(found.span(), today)
        elif found["today"]:
            yield _Days(found.span(), (today,), alone=None)
        elif day := _single_day(found, today):
            yield _Days(found.span(), (day,), None if day == today else _HOUR_OF_A_DAY)


def _is_a_month(plain: str, found: re.Match[str]) -> bool:
    """”18 mån” and ”i mån av tid” are no Mondays."""
    if found["weekday"].lower() != "mån":
        return False
    counted = _COUNTED.fullmatch(_word_before(plain, found.start()))
    return counted is not None or _word_after(plain, found.end()) == "av"


def _weekday_dates(word: str, today: date) -> tuple[date, ...]:
    """Yesterday is among them: its night may still go on."""
    weekday = _WEEKDAYS[_folded(word)[:3]]
    near = (today + number * _ONE_DAY for number in range(-1, 8))
    return tuple(day for day in near if day.weekday() == weekday)


def _weekend(place: _Place, today: date) -> _Days:
    saturday = today + (5 - today.weekday()) * _ONE_DAY
    if today < saturday:
        return _Days(place, (saturday,), _HOUR_OF_A_WEEKEND, only_day=False)
    left = tuple(dict.fromkeys((today, saturday + _ONE_DAY)))
    return _Days(place, left, alone=None, only_day=False)


def _single_day(found: re.Match[str], today: date) -> date | None:
    if found["named"]:
        return _named_day(_folded(found["named"]), today)
    if found["count"]:
        days = 7 if found["unit"].lower().startswith("v") else 1
        return today + _count(found["count"]) * days * _ONE_DAY
    return today + (2 if found["after_next"] else 1) * _ONE_DAY


def _named_day(name: str, today: date) -> date | None:
    """The next day of that name; one in a thousand is hidden behind a red day of another name."""
    for day in _COUNTRY.days(today, today + 400 * _ONE_DAY):
        if any(_folded(one).startswith(name) for one in day.name.split(" och ")):
            return day.date
    return None


# --- Parts of the day, clock times, and all of them together -------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """Hours after the midnight that begins its day: when it begins, what is meant, when it ends."""

    begins: int
    hour: int
    ends: int

    def clock(self, minutes: int) -> int:
        """The clock as it is meant within this part: ”kväll kl 8” is 20, ”natt kl 3” tomorrow."""
        if self.begins >= 24:
            return minutes if minutes >= 18 * 60 else minutes + 24 * 60
        if self.begins >= 14 and 60 <= minutes < 12 * 60:
            return minutes + 12 * 60
        return minutes


_MORNING = _Part(8, 8, 10)
_FORENOON = _Part(10, 10, 12)
_AFTERNOON = _Part(14, 14, 18)
_PARTS = {
    "mor": _MORNING,
    "bit": _MORNING,
    "for": _FORENOON,
    "fm": _FORENOON,
    "lun": _Part(12, 12, 14),
    "eft": _AFTERNOON,
    "em": _AFTERNOON,
    "kva": _Part(19, 19, 24),
    "nat": _Part(24, 26, 30),
}


def _read_day_and_time(plain: str, now: datetime) -> _Read | None:
    today = local(now).date()
    days = _first_days(plain, today)
    places = [days.place] if days else []
    part_found = _part_after(plain, days) or _lone_part(plain, places)
    part = _PARTS[_folded(part_found["part"])[:3]] if part_found else None
    if part_found:
        places.append(part_found.span())
    clock_found = _hour_after(plain, places, days) or _clock_time(plain, places)
    clock = _minutes(clock_found) if clock_found else None
    if clock_found:
        places.append(clock_found.span())
    if not places:
        return None
    days = days or _Days((0, 0), tuple(today + number * _ONE_DAY for number in (-1, 0, 1)))
    moment = _next_moment(days, part, clock, now.astimezone(UTC))
    return moment, days.only_day and part is None and clock is None, places


def _part_after(plain: str, days: _Days | None) -> re.Match[str] | None:
    return _PART_AFTER_DAY.match(plain, days.place[1]) if days else None


def _lone_part(plain: str, places: list[_Place]) -> re.Match[str] | None:
    """”i kväll” anywhere; ”kväll” only first or last, and not after ”före” or ”morgon och”."""
    for found in _THIS_PART.finditer(plain):
        if _is_free(found, places):
            return found
    for lone in (_FIRST_PART.match(plain), _LAST_PART.search(plain)):
        if lone is None or not _is_free(lone, places):
            continue
        if not _NO_LONE_PART_AFTER.fullmatch(_word_before(plain, lone.start())):
            return lone
    return None


def _hour_after(plain: str, places: list[_Place], days: _Days | None) -> re.Match[str] | None:
    if days is None or days.by_word:
        for _, end in places:
            found = _HOUR_AFTER_DAY.match(plain, end)
            if found and _minutes(found) is not None and not _is_counting(plain, found):
                return found
    return None


def _clock_time(plain: str, places: list[_Place]) -> re.Match[str] | None:
    for found in _CLOCK_TIME.finditer(plain):
        sure = found["kl"] or (found["mark"] and not _is_measured(plain, found))
        if sure and _minutes(found) is not None and _is_free(found, places):
            return found
    return None


def _minutes(found: re.Match[str]) -> int | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= 24 * 60 else None


def _is_free(found: re.Match[str], places: list[_Place]) -> bool:
    return all(found.end() <= start or end <= found.start() for start, end in places)


def _next_moment(days: _Days, part: _Part | None, clock: int | None, now: datetime) -> datetime:
    """The first that has not passed; the last if all have, since a certain day was then said."""
    moment = now
    for day in days.dates:
        moment, passes = _moment_on(day, days.alone, part, clock, now)
        if passes > now:
            break
    return moment


def _moment_on(
    day: date, alone: int | None, part: _Part | None, clock: int | None, now: datetime
) -> tuple[datetime, datetime]:
    """What is meant if it is that day, and the instant when that has passed."""
    if clock is not None:
        said = part.clock(clock) if part else clock
        first, last = _instant(day, said), _instant(day, said, end=True)
        return (first if first + _MINUTE > now else last), last + _MINUTE
    if part:
        begins, meant, ends = (_instant(day, h * 60) for h in (part.begins, part.hour, part.ends))
        return (now if begins <= now < ends else meant), ends
    if alone is None:
        return now, now + _MINUTE
    moment = _instant(day, alone * 60)
    return moment, moment + _MINUTE


def _instant(day: date, minutes: int, *, end: bool = False) -> datetime:
    days, minutes = divmod(minutes, 24 * 60)
    return to_utc(day + days * _ONE_DAY, time(minutes // 60, minutes % 60), end=end)
