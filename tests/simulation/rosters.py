"""The planners: they write each service's month, hand it in, and hand it in again when it changes."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

import pytest

from bot.rosters.publishing import IncomingRoster, NotPublishableError, Rostering
from directory.catalogue.people import Person
from directory.lazy.values import dataclass
from directory.publishing.plan import RosterAnswers, outsider
from directory.rosters.somebody import Somebody, as_written, read_somebody
from tests.simulation.clock import begins, days_of_month, ends, wall
from tests.simulation.files import SHAPES, fits
from tests.simulation.hospital import Hospital, Ward
from tests.simulation.oracle import LineKey, Oracle, Rostered, Touched

HOUR = timedelta(hours=1)
AT_THE_COMMAND_LINE = "konsult import roster"
Month = tuple[int, int]


@dataclass
class Planners:
    """What they have written so far, by service and month."""

    hospital: Hospital
    oracle: Oracle
    random: random.Random
    written: dict[tuple[str, Month], list[Rostered]] = field(default_factory=dict)
    shapes: Counter[str] = field(default_factory=Counter)
    stopped: int = 0
    _remembered: set[tuple[str, str]] = field(default_factory=set)

    # -- what they write ----------------------------------------------------------------

    def month_of(self, ward: Ward, month: Month) -> list[Rostered]:
        """A new month, at random; a shift in a hundred has nobody, another a locum from outside."""
        found: list[Rostered] = []
        for role, week in ward.weeks.items():
            latest: list[str] = []
            for day in days_of_month(*month):
                for start, end, days in week[day.weekday()]:
                    free = [one for one in ward.people if one not in latest[-2:]]
                    who = self.random.choice(free)
                    if self.random.random() < 1 / 50:
                        who = self.random.choice(("", OUTSIDER))
                    latest.append(who)
                    until = ends(day + timedelta(days=days), end)
                    found.append(Rostered((ward.service.id, role), who, begins(day, start), until))
        return found

    def changed(self, ward: Ward, month: Month, now: datetime) -> list[Rostered]:
        """The month with some of what lies ahead changed: somebody else, two people swapped, moved,
        removed, or as it has become by what people have agreed since."""
        shifts = list(self.written[ward.service.id, month])
        ahead = [one for one in shifts if one.start > now + HOUR]
        picked = self.random.sample(ahead, min(len(ahead), self.random.randint(1, 5)))
        if self.random.random() < 0.4:
            picked += [one for one in shifts if begins_last(one, month) and one.start > now]
        if self.random.random() < 0.3:
            shifts = self._as_agreed(shifts, now)
        for one in dict.fromkeys(picked):
            if one in shifts:
                shifts = self._with_change(shifts, one, ward)
        return list(dict.fromkeys(shifts))

    def _with_change(self, shifts: list[Rostered], one: Rostered, ward: Ward) -> list[Rostered]:
        others = [other for other in shifts if other != one]
        match self.random.choice(("somebody", "swap", "move", "longer", "remove", "nobody")):
            case "somebody":
                return [*others, one._replace(who=self.random.choice(ward.people))]
            case "swap":
                other = self.random.choice([o for o in shifts if o.line == one.line])
                if other == one or other.start < one.start - timedelta(days=9):
                    return shifts
                kept = [o for o in others if o != other]
                return [*kept, one._replace(who=other.who), other._replace(who=one.who)]
            case "move":
                return [*others, one._replace(start=one.start + HOUR, end=one.end + HOUR)]
            case "longer":
                return [*others, one._replace(end=one.end + 2 * HOUR)]
            case "remove":
                return others
            case _:
                return [*others, one._replace(who="")]

    def _as_agreed(self, shifts: list[Rostered], now: datetime) -> list[Rostered]:
        """Whoever has a whole shift by now is written into it, as a careful planner does."""
        found = []
        for one in shifts:
            stretches = self.oracle.stretches(one.line, one.start, one.end)
            holder = {(s.place.who, s.start, s.end) for s in stretches}
            if one.start > now and len(holder) == 1:
                [(who, start, end)] = holder
                one = one._replace(who=who) if (start, end) == (one.start, one.end) else one
            found.append(one)
        return found

    # -- how they hand it in ------------------------------------------------------------

    async def hand_in(
        self,
        rostering: Rostering,
        ward: Ward,
        month: Month,
        shifts: Sequence[Rostered],
        now: datetime,
    ) -> Touched:
        """A file of the month. Where a name stops it, somebody says who is meant, and it is handed
        in again."""
        days = days_of_month(*month)
        lines = [line for line in ward.lines if any(one.line == line for one in shifts)]
        shape = self.random.choice([one for one in SHAPES if fits(one, shifts)])
        names = self._names(shifts, shape)
        file = SHAPES[shape](sorted(shifts, key=lambda one: one.start), names, days)
        incoming = IncomingRoster(
            service=ward.service.id,
            name=file.name,
            content=file.content,
            first=days[0],
            last=days[-1],
        )
        strange = self._strange(ward.service.id, names)
        if strange:
            await self._stopped(rostering, incoming, strange)
        await rostering.publish(
            incoming, RosterAnswers(names=_said(strange), unstaffed=True), AT_THE_COMMAND_LINE
        )
        self.written[ward.service.id, month] = list(shifts)
        self.shapes[shape] += 1
        self.oracle.history.append(
            f"{rostering_words(lines)}roster {month} as {shape}, {len(shifts)} shifts"
        )
        midnight = datetime.min.time()
        first, last = begins(days[0], midnight), begins(days[-1] + timedelta(days=1), midnight)
        return self.oracle.rosters(lines, first, last, shifts, now)

    async def _stopped(
        self, rostering: Rostering, incoming: IncomingRoster, strange: dict[str, str]
    ) -> None:
        """The file is refused because of names that nobody knows, and nothing has changed."""
        with pytest.raises(NotPublishableError) as stopped:
            await rostering.publish(incoming, RosterAnswers(names={}), AT_THE_COMMAND_LINE)
        unknown = {name.casefold() for name in stopped.value.preview.plan.unknown}
        assert unknown == set(strange)
        self.stopped += 1

    def _strange(self, service: str, names: dict[str, str]) -> dict[str, str]:
        """Names that nobody has said before who is meant by."""
        found = {}
        for who, name in names.items():
            is_strange = name.startswith("Doktorn") or who == OUTSIDER
            if is_strange and (service, name) not in self._remembered:
                self._remembered.add((service, name))
                found[name.casefold()] = who
        return found

    def _names(self, shifts: Sequence[Rostered], shape: str) -> dict[str, str]:
        """Everybody as this planner writes them: by initials, name or address; now and then
        somebody as nobody else calls them."""
        with_times = "datum nedåt" in shape  # an address stands there alone
        way = self.random.choice((_initials, _name, _initials if with_times else _email))
        found = {"": "-"}
        for who in sorted({one.who for one in shifts} - {""}):
            known = self.hospital.people.get(who)
            found[who] = way(known) if known else who.removeprefix("~")
            if known and self.random.random() < 1 / 60:
                found[who] = f"Doktorn {known.initials.title()}"
        return found


def begins_last(shift: Rostered, month: Month) -> bool:
    """Whether it begins on the last day of the month."""
    return wall(shift.start).date() == days_of_month(*month)[-1]


def rostering_words(lines: Sequence[LineKey]) -> str:
    return "".join(f"{of}/{role.value} " for of, role in lines)


def _initials(person: Person) -> str:
    return person.initials


def _name(person: Person) -> str:
    return person.name


def _email(person: Person) -> str:
    return person.email


OUTSIDER = as_written(outsider("Hyrläkare Frisk"))


def _said(names: Mapping[str, str]) -> dict[str, Somebody]:
    """Whom the names mean, as a coordinator says it."""
    read = {name: read_somebody(who) for name, who in names.items()}
    return {name: who for name, who in read.items() if who}
