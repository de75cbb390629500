"""An hour as the answers that describe it: for the form that changes it, and for buttons."""

from datetime import timedelta

from bot.commands.tid.opening import fields
from bot.commands.tid.opening.judging import LONGEST_LIST
from bot.commands.tid.opening.limits import unit_names
from bot.commands.tid.opening.times import HeldTimes, times_text
from directory.hours.offered import ConsultationHour, Release
from directory.snapshot import Snapshot

_HOUR = timedelta(hours=1)


def answers_of(hour: ConsultationHour, snapshot: Snapshot) -> dict[str, str]:
    """The answers; judged again they give the same hour."""
    answers = {
        fields.SERVICE: hour.service,
        fields.WHO: hour.specialist,
        fields.WHEN: times_text(HeldTimes(hour.hours, hour.first, hour.last, hour.weeks)),
        fields.MODE: _minutes(hour.slots.length) if hour.slots else fields.DROP_IN,
        fields.CHANNEL: hour.channel.value,
        fields.WHERE: hour.where,
        fields.ABOUT: hour.about,
        fields.NOT_ABOUT: hour.not_about,
        fields.BUFFER: _minutes(hour.slots.buffer) if hour.slots and hour.slots.buffer else "",
        fields.MOST: str(hour.slots.most) if hour.slots and hour.slots.most else "",
        fields.UNITS: _units(hour, snapshot),
        fields.TOWNS: ",".join(sorted(hour.eligible.municipalities)),
        fields.PROFESSIONS: ",".join(sorted(hour.eligible.professions)),
        fields.PILOT: hour.pilot,
        **_release(hour.release),
    }
    return {name: answer for name, answer in answers.items() if answer}


def _units(hour: ConsultationHour, snapshot: Snapshot) -> str:
    names = unit_names(hour.eligible.units, snapshot)
    return names if len(names) <= LONGEST_LIST else fields.UNCHANGED


def _release(release: Release) -> dict[str, str]:
    usual = Release()
    announced = ", ".join(map(length_words, release.announced)) or "aldrig"
    back = length_words(release.given_back) if release.given_back else "aldrig"
    return {
        fields.ANNOUNCED: announced if release.announced != usual.announced else "",
        fields.GIVEN_BACK: back if release.given_back != usual.given_back else "",
    }


def length_words(lasts: timedelta) -> str:
    """”24 h”, ”30 min”."""
    return f"{lasts // _HOUR} h" if lasts % _HOUR == timedelta(0) else f"{_minutes(lasts)} min"


def _minutes(lasts: timedelta) -> str:
    return str(lasts // timedelta(minutes=1))
