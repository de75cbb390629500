"""Who must be told of an event, worked out from the oracle's quarters; and who was."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import datetime

from bot.rosters.topics import ROSTER
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.letters.subscriptions import Pace
from tests.simulation.clock import instant, next_seven
from tests.simulation.hospital import Hospital
from tests.simulation.oracle import Change, LineKey, Oracle, Place, Touched

OWN = ("Ditt pass har ändrats", "Dina pass har ändrats")


@dataclass
class Expected:
    """Whose own shifts an event has changed, and in which services others are on than before, from
    when at the earliest."""

    own: dict[str, datetime] = field(default_factory=dict)
    services: dict[str, datetime] = field(default_factory=dict)
    lines: dict[LineKey, datetime] = field(default_factory=dict)
    stretches: dict[str, list[list[bool]]] = field(default_factory=dict)
    """For each run of quarters that people have changed: whether the shift that it is of had, and has,
    some time."""


def expected(touched: Touched, now: datetime) -> Expected:
    """What the quarters say that are otherwise than before. A quarter that has begun counts from
    now on; whoever is busy has their shift as before, but nobody reaches them."""
    found = Expected()
    changes = list(touched.changes())
    for who, stretch in () if touched.by_roster else _stretches(changes, touched):
        found.stretches.setdefault(who, []).append(stretch)
    for change in changes:
        line, when = change.line, max(instant(change.first), now)
        for who, _ in change.moved():
            found.own[who] = min(when, found.own.get(who, when))
            found.lines[line] = min(when, found.lines.get(line, when))
        if _reached(change.before) != _reached(change.after):
            found.services[line[0]] = min(when, found.services.get(line[0], when))
            found.lines[line] = min(when, found.lines.get(line, when))
    return found


def _stretches(changes: Sequence[Change], touched: Touched) -> Iterator[tuple[str, list[bool]]]:
    """For each person and run of quarters in which they are, or were, and are not, or were not: whether
    they had, and have, some of the shift: in the run or beside it."""
    runs: dict[tuple[str, LineKey, bool], list[int]] = {}
    for change in changes:
        for who, is_there in change.moved():
            quarters = runs.setdefault((who, change.line, is_there), [])
            quarters.extend(range(change.first, change.last))
    for (who, line, _), quarters in runs.items():
        first, last = quarters[0], quarters[-1]
        one = touched.stretch(line, who, first, last)
        is_unbroken = last - first + 1 == len(quarters)
        yield from [(who, one)] if one and is_unbroken else [(who, []), (who, [])]


def _reached(places: Iterable[Place]) -> set[str]:
    return {place.who for place in places if place.who and not place.busy}


@dataclass
class Letters:
    """Compares what was put into the outbox with what had to be."""

    hospital: Hospital
    oracle: Oracle
    compared: Counter[str] = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def judge(self, touched: Touched | None, put: Sequence[Delivery], now: datetime) -> None:
        """Everybody concerned has one letter of this batch, and nobody else has any."""
        keys = [one.key for one in put]
        if len(set(keys)) < len(keys) or self.keys & set(keys):
            self._is_wrong("a key was used again", keys, touched, now)
        self.keys.update(keys)
        news = [one for one in put if one.letter.title in OWN or one.letter.topic == ROSTER.topic]
        self.compared["andra brev"] += len(put) - len(news)
        must = expected(touched, now) if touched else Expected()
        self._own(must, [one for one in news if one.letter.title in OWN], touched, now)
        self._followers(must, [o for o in news if o.letter.title not in OWN], touched, now)

    def _own(
        self, must: Expected, put: list[Delivery], touched: Touched | None, now: datetime
    ) -> None:
        told = Counter(one.recipient for one in put)
        concerned = Counter(who for who in must.own if who in self.hospital.people)
        if told != concerned:
            lines = [one.letter.words for one in put if one.recipient in told - concerned]
            self._is_wrong(
                f"own shifts {lines}", [told - concerned, concerned - told], touched, now
            )
        for one in put:
            self._says(one, must, touched, now)
        if any(one.together for one in put):
            self._is_wrong("own shifts wait for a digest", put, touched, now)
        self.compared["egna pass"] += len(put)

    def _says(self, one: Delivery, must: Expected, touched: Touched | None, now: datetime) -> None:
        """Where people have changed one stretch, the letter says whether it is new, gone or cut."""
        stretches = must.stretches.get(one.recipient, [])
        if len(stretches) != 1:
            return
        was, is_ = stretches[0]
        word = "Ändrat" if was and is_ else "Inte längre ditt" if was else "Nytt pass"
        self.compared["brevets ord"] += 1
        if not one.letter.words[0].startswith(f"{word}: "):
            self._is_wrong(f"{one.letter.words} is not ”{word}”", one.recipient, touched, now)

    def _followers(
        self, must: Expected, put: list[Delivery], touched: Touched | None, now: datetime
    ) -> None:
        told = Counter((one.recipient, one.together) for one in put)
        concerned: Counter[tuple[str, bool]] = Counter()
        for service, happens in must.services.items():
            hospital = self.hospital.wards[service].service.hospital
            paces = {self.hospital.switchboards[hospital]: Pace.DAILY} | {
                one.follower: one.pace
                for one in self.hospital.subscriptions
                if one.target == service
            }
            for follower, pace in paces.items():
                if pace is not Pace.OFF and follower not in must.own:
                    waits = pace is Pace.DAILY and next_seven(now) < happens
                    concerned[follower, waits] += 1
        if told != concerned:
            self._is_wrong("followers", [told - concerned, concerned - told], touched, now)
        for _, waits in told.elements():
            self.compared["följare, i dygnsbrev" if waits else "följare, direkt"] += 1

    def _is_wrong(self, what: str, more: object, touched: Touched | None, now: datetime) -> None:
        lines = expected(touched, now).lines if touched else {}
        story = "\n".join(self.oracle.story(line, at) for line, at in list(lines.items())[:3])
        self.wrong.append(f"{what} at {now}: {more}\n{story}")
