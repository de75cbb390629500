"""Who is on duty, worked out once more and simply: a list of quarters for each line of a roster.

What holds in a quarter of a line is worked out from what the roster has there and from what people
have done since, one after another. What each deed means:

- TAKES: from `first` to `last` the person is in the place of whomever it names; of whoever is
  there where it names nobody; where there is no such place, they stand there by themselves.
- BUSY: whoever it names cannot answer. A stand-in is in their place; without one they stay, busy.
- LEAVES: whoever it names is gone, and their place has nobody.

Whoever has taken places is in the line once, in that of the shift that began first, and not at all
beside a shift of their own. Nothing here is the product's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from tests.simulation.clock import QUARTERS, instant, quarter

NOBODY = "-"
DAY = timedelta(days=1)
"""Names the place of a shift that has no person."""
LineKey = tuple[str, Role]


class Rostered(NamedTuple):
    """A shift as the roster has it; an empty `who` is a gap."""

    line: LineKey
    who: str
    start: datetime
    end: datetime


class Place(NamedTuple):
    """Who is in a place of a line; `origin` tells the places apart."""

    origin: object
    who: str
    busy: bool


class Kind(Enum):
    TAKES = auto()
    BUSY = auto()
    LEAVES = auto()


def _otherwise(places: Sequence[tuple[Place, ...]], at: int, before: int) -> int:
    """The first quarter after this one that is not as it is; `before`, if it is so until then."""
    here = places[at]
    for following in range(at + 1, before):
        if places[following] is not here and places[following] != here:
            return following
    return before


@dataclass(eq=False)
class Deed:
    """What somebody has done to a line, from one quarter to another, the last exclusive."""

    id: str
    line: LineKey
    kind: Kind
    who: str
    instead_of: str
    first: int
    last: int

    def means(self, place: Place) -> bool:
        return self.instead_of in ("", place.who or NOBODY)

    def done_to(self, place: Place) -> Place:
        if not self.means(place):
            return place
        if self.kind is Kind.TAKES:
            return Place(place.origin, self.who, False)
        if self.kind is Kind.BUSY:
            return Place(place.origin, self.who or place.who, not self.who)
        return Place(place.origin, "", False)

    def words(self) -> str:
        span = f"{instant(self.first):%d %b %H:%M}–{instant(self.last):%d %b %H:%M}Z"
        return f"{self.kind.name} {self.who or '-'} for {self.instead_of or 'anybody'} {span}"


@dataclass(frozen=True)
class Stretch:
    """Somebody's time in a place without change, UTC."""

    line: LineKey
    place: Place
    start: datetime
    end: datetime


@dataclass
class Row:
    """One line: the roster, the deeds in their order, and what comes of them."""

    rostered: list[tuple[Place, ...]] = field(default_factory=lambda: [()] * QUARTERS)
    deeds: list[Deed] = field(default_factory=list)
    places: list[tuple[Place, ...]] = field(default_factory=lambda: [()] * QUARTERS)

    def work_out(self, first: int, last: int) -> None:
        """Anew from one quarter to another; where nothing begins or ends, it is as in the one before."""
        near = [deed for deed in self.deeds if deed.first < last and deed.last > first]
        edges = {first, *(at for deed in near for at in (deed.first, deed.last))}
        known: tuple[Place, ...] | None = None
        found: tuple[Place, ...] = ()
        for at in range(first, last):
            if self.rostered[at] is not known or at in edges:
                known = self.rostered[at]
                found = _once(_with(known, at, near))
            self.places[at] = found


def _with(rostered: tuple[Place, ...], at: int, deeds: Iterable[Deed]) -> list[Place]:
    places = list(rostered)
    for deed in deeds:
        if not deed.first <= at < deed.last:
            continue
        found = any(deed.means(place) for place in places)
        places = [deed.done_to(place) for place in places]
        if deed.kind is Kind.TAKES and not found:
            places.append(Place(deed, deed.who, False))
    return places


def _once(places: Iterable[Place]) -> tuple[Place, ...]:
    known = list(places)
    own = [place for place in known if _is_own(place)]
    found = {place.origin: place for place in own}
    there = {place.who for place in own if place.who}
    for place in known:
        if place not in own and place.who not in there:
            there.add(place.who)
            found[place.origin] = place
    return tuple(found.values())


def _begun(place: Place) -> tuple[datetime, str]:
    assert isinstance(place.origin, Rostered)
    return place.origin.start, place.who


def _is_own(place: Place) -> bool:
    """Whether the roster has the person there, or nobody is."""
    rostered = isinstance(place.origin, Rostered) and place.origin.who == place.who
    return rostered or not place.who


class Touched:
    """What some lines were before an event: from the event's own quarter on."""

    def __init__(self, oracle: "Oracle", now: datetime, *, by_roster: bool = False) -> None:
        self.by_roster = by_roster
        self._oracle = oracle
        self._now = quarter(now)
        self._before: dict[LineKey, dict[int, tuple[Place, ...]]] = {}

    def keep(self, line: LineKey, first: int, last: int) -> None:
        """Remember these quarters, which are about to change."""
        held = self._before.setdefault(line, {})
        for at in range(max(first, self._now), last):
            held.setdefault(at, self._oracle.rows[line].places[at])

    def changes(self) -> Iterator["Change"]:
        """Every run of quarters that are otherwise than before, in the same way."""
        for line, held in self._before.items():
            after = self._oracle.rows[line].places
            run: Change | None = None
            for at in sorted(held):
                was, is_ = held[at], after[at]
                if run and (run.last, run.before, run.after) == (at, was, is_):
                    run = run._replace(last=at + 1)
                    continue
                if run:
                    yield run
                run = Change(line, at, at + 1, was, is_) if was != is_ else None
            if run:
                yield run

    def stretch(self, line: LineKey, who: str, first: int, last: int) -> list[bool] | None:
        """Whether a person had, and has, some of the one shift that these changed quarters are of:
        in them or, from now on, beside them. None where they are of several shifts, or where they are
        busy in them or beside them."""
        run = range(first, last + 1)
        after = self._oracle.rows[line].places
        around = _different(after[first - 1 : last + 2])
        if any(place.who == who and place.busy for places in around for place in places):
            return None
        sides = [self._origins(line, who, run, side) for side in (0, 1)]
        origins = sides[0] | sides[1]
        if len(origins) != 1:
            return None
        beside = [
            at
            for at in (first - 1, last + 1)
            if at >= self._now
            and any(origins & self._origins(line, who, (at,), side) for side in (0, 1))
        ]
        return [bool(sides[side] or self._origins(line, who, beside, side)) for side in (0, 1)]

    def _origins(self, line: LineKey, who: str, quarters: Iterable[int], side: int) -> set[object]:
        """The places that a person has in these quarters, before (0) or after (1)."""
        after = self._oracle.rows[line].places
        before: dict[int, tuple[Place, ...]] = {} if side else self._before.get(line, {})
        found = _different(before.get(at, after[at]) for at in quarters)
        return {place.origin for places in found for place in places if place.who == who}


def _different(quarters: Iterable[tuple[Place, ...]]) -> Iterable[tuple[Place, ...]]:
    """Each of them once: what has not changed from one quarter to the next is one object."""
    return {id(places): places for places in quarters}.values()


class Change(NamedTuple):
    """Some quarters of a line, the last exclusive, that were all the same before and are after."""

    line: LineKey
    first: int
    last: int
    before: tuple[Place, ...]
    after: tuple[Place, ...]

    def moved(self) -> Iterator[tuple[str, bool]]:
        """Whoever was there and is not, or is and was not; with whether they are. However many
        pieces somebody is there in: the same time is no news."""
        was, is_ = (
            {place.who for place in side if place.who} for side in (self.before, self.after)
        )
        yield from ((who, who in is_) for who in was ^ is_)


class Oracle:
    """All lines of the hospital."""

    def __init__(self, lines: Iterable[LineKey]) -> None:
        self.rows = {line: Row() for line in lines}
        self.history: list[str] = []

    # -- what happens -------------------------------------------------------------------

    def rosters(
        self,
        lines: Iterable[LineKey],
        first: datetime,
        last: datetime,
        shifts: Sequence[Rostered],
        now: datetime,
    ) -> Touched:
        """Of these lines, the shifts that begin from first to last are now these; what lasted more
        than a day longer is there again when the last of these is over."""
        touched = Touched(self, now, by_roster=True)
        for line in lines:
            row = self.rows[line]
            mine = {one for one in shifts if one.line == line}
            gone = {
                place.origin
                for at in range(quarter(first), quarter(last))
                for place in row.rostered[at]
                if isinstance(place.origin, Rostered) and first <= place.origin.start < last
            }
            over = max([last, *(new.end for new in mine)])
            for old in gone - mine:
                assert isinstance(old, Rostered)
                self._roster(row, touched, old, present=False)
                if old.end > max(over, last + DAY):
                    self._roster(row, touched, old._replace(start=over), present=True)
            for new in mine - gone:
                self._roster(row, touched, new, present=True)
        return touched

    def _roster(self, row: Row, touched: Touched, shift: Rostered, *, present: bool) -> None:
        begin, end = quarter(shift.start), quarter(shift.end)
        touched.keep(shift.line, begin, end)
        place = Place(shift, shift.who, False)
        known: tuple[Place, ...] | None = None
        found: tuple[Place, ...] = ()
        for at in range(begin, end):
            if row.rostered[at] is not known:
                known = row.rostered[at]
                others = [one for one in known if one != place]
                found = tuple(sorted([*others, place] if present else others, key=_begun))
            row.rostered[at] = found
        row.work_out(begin, end)

    def does(self, deeds: Iterable[Deed], now: datetime) -> Touched:
        """People have done this, in this order."""
        touched = Touched(self, now)
        for deed in deeds:
            touched.keep(deed.line, deed.first, deed.last)
            self.rows[deed.line].deeds.append(deed)
            self.rows[deed.line].work_out(deed.first, deed.last)
        return touched

    def ends(self, deeds: Iterable[Deed], now: datetime) -> Touched:
        """These deeds hold no longer: from now on, or not at all where they had not begun."""
        touched = Touched(self, now)
        for deed in deeds:
            begin, end = max(deed.first, quarter(now)), deed.last
            touched.keep(deed.line, begin, end)
            deed.last = begin
            if deed.last <= deed.first:
                self.rows[deed.line].deeds.remove(deed)
            self.rows[deed.line].work_out(begin, end)
        return touched

    # -- what is so ---------------------------------------------------------------------

    def places(self, line: LineKey, moment: datetime) -> tuple[Place, ...]:
        """Who is there at the moment."""
        return self.rows[line].places[quarter(moment)]

    def until(self, line: LineKey, place: Place, moment: datetime) -> datetime:
        """The first quarter after the moment at which the place is otherwise."""
        places, at = self.rows[line].places, quarter(moment) + 1
        while place in places[at]:
            at += 1
        return instant(at)

    def since(self, line: LineKey, place: Place, moment: datetime) -> datetime:
        """From when on the place has been as it is at the moment."""
        places, at = self.rows[line].places, quarter(moment)
        while place in places[at - 1]:
            at -= 1
        return instant(at)

    def stretch(self, line: LineKey, place: Place, moment: datetime) -> Stretch:
        return Stretch(
            line, place, self.since(line, place, moment), self.until(line, place, moment)
        )

    def stretches(self, line: LineKey, first: datetime, last: datetime) -> list[Stretch]:
        """Every stretch of the line that touches first–last."""
        found: dict[tuple[Place, datetime], Stretch] = {}
        places = self.rows[line].places
        begin = quarter(first)
        for at in range(begin, quarter(last)):
            for place in places[at]:
                if at == begin or place not in places[at - 1]:
                    one = self.stretch(line, place, instant(at))
                    found[place, one.start] = one
        return list(found.values())

    def next_change(self, lines: Iterable[LineKey], moment: datetime) -> datetime:
        """The first quarter after the moment at which any of the lines is otherwise."""
        at, found = quarter(moment), QUARTERS - 1
        for line in lines:
            found = _otherwise(self.rows[line].places, at, found)
        return instant(found)

    def lines_of(self, who: str, moment: datetime) -> set[LineKey]:
        """The lines in which the person is at the moment."""
        at = quarter(moment)
        return {
            line
            for line, row in self.rows.items()
            if any(place.who == who for place in row.places[at])
        }

    def story(self, line: LineKey, moment: datetime) -> str:
        """The roster and the deeds that touch a moment of a line, for whoever looks for a fault."""
        at, row = quarter(moment), self.rows[line]
        shifts = [
            f"  {one.who or '-'} {one.start:%d %b %H:%M}–{one.end:%d %b %H:%M}Z"
            for place in row.rostered[at]
            if isinstance(one := place.origin, Rostered)
        ]
        deeds = [f"  {one.id}: {one.words()}" for one in row.deeds if one.first <= at < one.last]
        name = f"{line[0]}/{line[1].value}"
        events = [f"  {one}" for one in self.history if name in one.split()][-12:]
        return "\n".join(
            [f"{line} at {moment}", "roster:", *shifts, "deeds:", *deeds, "events:", *events]
        )
