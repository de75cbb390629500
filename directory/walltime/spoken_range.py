"""Clock times from one to another in words: ”halv nio–tio”, ”kvart över ett till två”."""

from directory.walltime.moment_patterns import BEGIN, count, pattern

_NUMBER = r"(?:[0-9]{1,2}|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)"
_BESIDE = r"(?:halv|(?:kvart|fem|tio|tjugo) (?:i|över))"
_TIME = rf"(?:{_BESIDE} )?{_NUMBER}"
_RANGE = pattern(
    rf"{BEGIN}(?:mellan |från |kl\.? )*(?P<first>{_TIME})(?: ?- ?| till | och )(?:kl\.? )?"
    rf"(?P<last>{_TIME})(?![\w:-])"
)
_HALF_A_DAY = 12 * 60


def spoken_range(text: str) -> tuple[str, str] | None:
    """What it is in digits, in the morning and in the afternoon: (”8:30–10”, ”20:30–22”).

    None where there is none, or where both are digits.
    """
    for match in _RANGE.finditer(text):
        words = match["first"], match["last"]
        if all(word.isdecimal() for word in words):
            continue
        first, last = (_minutes(word) for word in words)
        if first is None or last is None:
            continue
        last += _HALF_A_DAY if last <= first else 0
        later = [(minutes + _HALF_A_DAY) % (2 * _HALF_A_DAY) for minutes in (first, last)]
        return f"{_digits(first)}–{_digits(last)}", f"{_digits(later[0])}–{_digits(later[1])}"
    return None


def _minutes(words: str) -> int | None:
    beside, _, number = words.lower().rpartition(" ")
    hour = count(number)
    if hour > 12 and (beside or hour > 24):
        return None
    return hour * 60 + _moved(beside)


def _moved(beside: str) -> int:
    if not beside:
        return 0
    first, _, way = beside.partition(" ")
    if first == "halv":
        return -30
    return count(first) * (-1 if way == "i" else 1)


def _digits(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}" if minute else str(hour)
