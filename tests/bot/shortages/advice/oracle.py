"""What a group and those who follow must be told of advice, worked out without konsult's rules.

It reads the rows by itself, and remembers what has been told as people do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta

from directory.lazy.values import dataclass
from directory.shortages.row import ShortageRow
from tests.bot.shortages.digests.oracle import seen

THREE_WEEKS, FORTNIGHT, MONTH = timedelta(days=21), timedelta(days=14), timedelta(days=30)
SHORT = "Det som rådet namnger i stället tar slut"
CLOSED = "Ersättningsrådet är avslutat, åter enligt Läkemedelsverket"
AGAIN = "Restnoterat igen efter att rådet avslutades"
UNLISTED = "Inget som rådet gäller är restnoterat längre"
ENDS, ENDED = "Ersättningsrådet går ut", "Ersättningsrådet har gått ut"
URGENT, NEWER = "Brådskande ersättningsråd", "Brådskande: ny version av ett ersättningsråd"
WITHDRAWN = "Brådskande: ett ersättningsråd är återkallat"

Rows = Mapping[str, Sequence[ShortageRow]]


def active(rows: Iterable[ShortageRow], day: date) -> list[ShortageRow]:
    """The rows that the file has and that have not ended."""
    ends = [(row, row.interval.actual_end) for row in rows if row.gone is None]
    return [row for row, end in ends if end is None or end > day]


def is_short(rows: Iterable[ShortageRow], day: date) -> bool:
    """Whether one of them has begun, or begins within three weeks."""
    starts = [row.interval.start for row in active(rows, day)]
    return any(start is None or start <= day + THREE_WEEKS for start in starts)


@dataclass(frozen=True)
class Event:
    """Somebody is told of advice at a moment; `packs`: which of them the letter names."""

    at: datetime
    to: str
    what: str
    advice: str
    packs: tuple[str, ...] = ()


@dataclass
class Piece:
    """Some advice as it stands: what it is about and what it names, by packs."""

    id: str
    concerns: tuple[str, ...]
    names: tuple[str, ...]
    urgent: bool
    version: int = 0
    holds: bool = False
    approved: datetime | None = None
    last: date = date.min
    known: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    closed: bool = False
    heard: set[str] = field(default_factory=set)


@dataclass
class Oracle:
    """All advice, what packs were like at the last look, and when each came back."""

    pieces: Sequence[Piece]
    group: Sequence[str]
    told: list[Event] = field(default_factory=list)
    was: dict[str, str] = field(default_factory=dict)
    back: dict[str, datetime] = field(default_factory=dict)
    vanished: dict[str, datetime] = field(default_factory=dict)

    def looks(self, rows: Rows, day: date, now: datetime, *, first: bool = False) -> None:
        """A file has been read, or a day has begun."""
        for pack, of_pack in rows.items():
            how = seen(of_pack, day).how
            before = self.was.get(pack)
            if how in ("åter", "försvunnen") and before not in (None, how) and not first:
                since = self.back if how == "åter" else self.vanished
                since[pack] = now
            self.was[pack] = how

    def approves(self, piece: Piece, last: date, now: datetime) -> None:
        """A version is approved."""
        piece.version += 1
        piece.holds, piece.closed, piece.approved, piece.last = True, False, now, last
        piece.done.clear()
        if piece.urgent:
            piece.done.add("nytt")

    def withdraws(self, piece: Piece) -> None:
        piece.holds = False
        if piece.urgent:
            piece.done.discard("nytt")
            piece.done.add("återkallat")

    def ticks(self, rows: Rows, now: datetime, clock: datetime, followers: Mapping[str, set[str]]) -> None:  # fmt: skip
        """konsult looks; `clock`: the same moment as it is said in Sweden."""
        for piece in self.pieces:
            self._packs(piece, rows, now, clock.date())
        for piece in self.pieces:
            self._days(piece, now, clock)
        for piece in self.pieces:
            self._urgent(piece, now, followers)

    def _say(self, now: datetime, what: str, piece: Piece, people: Iterable[str], packs: Iterable[str] = ()) -> None:  # fmt: skip
        for person in sorted(people):
            self.told.append(Event(now, person, what, piece.id, tuple(sorted(packs))))

    def _packs(self, piece: Piece, rows: Rows, now: datetime, day: date) -> None:
        holds = piece.holds and day <= piece.last
        about = {pack: rows[pack] for pack in piece.concerns if pack in rows}
        listed = {pack for pack in about if active(about[pack], day)}
        if not holds:
            piece.known.clear()
        if holds:
            since = self._since(self.back, piece, about)
            if all(seen(one, day).how == "åter" for one in about.values()) and since:
                piece.holds, piece.closed = False, True
                piece.known.clear()
                self._say(now, CLOSED, piece, self.group)
                return
            short = {pack for pack in piece.names if pack in rows and is_short(rows[pack], day)}
            if new := short - piece.known:
                self._say(now, SHORT, piece, self.group, new)
            piece.known = short
            left = {pack for pack in about if seen(about[pack], day).how == "försvunnen"}
            was_so = since | self._since(self.vanished, piece, about)
            if left and not listed and was_so and "inte listat" not in piece.done:
                piece.done.add("inte listat")
                self._say(now, UNLISTED, piece, self.group, left)
        elif piece.closed and listed and "igen" not in piece.done:
            piece.done.add("igen")
            self._say(now, AGAIN, piece, self.group, listed)

    def _since(
        self, moments: Mapping[str, datetime], piece: Piece, packs: Iterable[str]
    ) -> set[str]:
        """The packs of which this has become so since the approval."""
        approved = piece.approved
        return {
            pack for pack in packs if pack in moments and approved and moments[pack] >= approved
        }

    def _days(self, piece: Piece, now: datetime, clock: datetime) -> None:
        if not piece.holds or piece.approved is None:
            return
        day, is_morning = clock.date(), clock.hour >= 8
        reminded = piece.last - FORTNIGHT
        is_late = piece.approved.astimezone(clock.tzinfo) > clock.replace(year=reminded.year, month=reminded.month, day=reminded.day, hour=8, minute=0)  # fmt: skip
        comes = (day, is_morning) >= (reminded, True) and day <= piece.last
        if comes and not is_late and "påmint" not in piece.done:
            piece.done.add("påmint")
            self._say(now, ENDS, piece, self.group)
        over = piece.last + timedelta(days=1)
        if (day, is_morning) >= (over, True) and day < over + MONTH and "slut" not in piece.done:
            piece.done.add("slut")
            self._say(now, ENDED, piece, self.group)

    def _urgent(self, piece: Piece, now: datetime, followers: Mapping[str, set[str]]) -> None:
        about = set(piece.concerns)
        people = {who for who, packs in followers.items() if packs & about}
        if "nytt" in piece.done and piece.holds:
            piece.done.discard("nytt")
            piece.heard |= people
            self._say(now, URGENT if piece.version == 1 else NEWER, piece, people)
        if "återkallat" in piece.done:
            piece.done.discard("återkallat")
            self._say(now, WITHDRAWN, piece, people | piece.heard)
