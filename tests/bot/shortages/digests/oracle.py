"""What each follower must be told on a day, worked out without konsult's rules.

It remembers everything that each follower knows of each pack, and reads the rows by itself.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime, timedelta

from directory.lazy.values import dataclass
from directory.shortages.row import ShortageKind, ShortageRow

FORTNIGHT, THREE_WEEKS = timedelta(days=14), timedelta(days=21)


@dataclass(frozen=True)
class Seen:
    """A pack on a day. `how`: a word; `late`: whether a forecast has passed."""

    how: str
    late: bool = False
    begins: date | None = None
    back: date | None = None


def seen(rows: Iterable[ShortageRow], day: date) -> Seen:
    """How a pack is by its rows; those that ended or vanished count as nothing but their end."""
    live = [row for row in rows if row.gone is None and not _over(row, day)]
    short = [row for row in live if row.kind is ShortageKind.SHORTAGE]
    gone = [row for row in live if row.kind is ShortageKind.CESSATION]
    begun = [row for row in short if _begun(row, day)]
    ends = [row.interval.forecast_end for row in (begun or short)]
    back = max((end for end in ends if end), default=None) if None not in ends else None
    late = bool(begun) and back is not None and back < day
    if gone:
        first = min(row.interval.start or date.min for row in gone)
        ahead = first if first > day else None
        beside = "" if not short else " och slut" if begun else " och snart slut"
        how = f"{'upphör' if ahead else 'har upphört'}{beside}"
        return Seen(how, late, ahead, back)
    if begun:
        return Seen("slut", late, None, back)
    if short:
        return Seen("kommer", False, min(row.interval.start or date.min for row in short), back)
    returns = [row.interval.actual_end for row in rows if _over(row, day) and _returns(row)]
    others = [_end(row, day) for row in rows if not (_over(row, day) and _returns(row))]
    last = max((end for end in returns if end), default=date.min)
    return Seen("åter" if last > max(others, default=date.min) else "försvunnen")


def _returns(row: ShortageRow) -> bool:
    """Whether its end is a return: a withdrawal's is only where it was called off beforehand."""
    start, end = row.interval.start, row.interval.actual_end
    return row.kind is ShortageKind.SHORTAGE or bool(start and end and end < start)


def _end(row: ShortageRow, day: date) -> date:
    """When it ended or vanished."""
    end = row.interval.actual_end
    return end if end and end <= day else row.gone or day


def _over(row: ShortageRow, day: date) -> bool:
    return row.interval.actual_end is not None and row.interval.actual_end <= day


def _begun(row: ShortageRow, day: date) -> bool:
    return row.interval.start is None or row.interval.start <= day


UNDECIDED = ("gått ut", "avslutat")
"""Ends that nobody decided, and that nothing is urgent about."""
NEVER = datetime.max.replace(tzinfo=UTC)
Knows = dict[str, tuple[Seen, date]]


@dataclass
class Reader:
    """A follower: the packs that concern them at the moment, and what they know of each and since
    when. `glance`: how every pack was when they were last told anything."""

    packs: frozenset[str]
    knows: Knows = field(default_factory=dict)
    glance: Knows = field(default_factory=dict)
    heard: datetime = NEVER

    def begins(self, now: Mapping[str, Seen], at: datetime, day: date) -> None:
        """They begin to follow."""
        self.glance = {pack: (one, day) for pack, one in now.items()}
        self.heard = at

    def reads(
        self, now: Mapping[str, Seen], at: datetime, day: date, decided: "Decisions"
    ) -> dict[str, str]:
        """What they must be told, by pack, as the word that leads it; and of advice, by what became
        of it and its code. They know it afterwards."""
        known = {pack: self.knows.get(pack, self.glance.get(pack)) for pack in self.packs}
        told = {
            pack: lead
            for pack in sorted(self.packs & now.keys())
            if (lead := _lead(known[pack], now[pack], day))
        }
        advice = decided.heard_of(self.packs & now.keys(), self.heard, at)
        if told or advice:
            self.knows = {pack: one for pack, one in known.items() if one and pack not in told}
            self.knows |= {pack: (now[pack], day) for pack in told}
            self.glance = {pack: (one, day) for pack, one in now.items()}
            self.heard = at
        return told | advice


@dataclass
class Decision:
    """What became of some advice on the packs of a code."""

    at: datetime
    advice: str
    what: str
    code: str
    urgent: bool = False


@dataclass
class Decisions:
    """All that became of advice. `codes`: that of each pack."""

    codes: Mapping[str, str]
    made: list[Decision] = field(default_factory=list)

    def heard_of(self, packs: Collection[str], since: datetime, until: datetime) -> dict[str, str]:
        """The last that became of each advice on one of the packs; what is urgent has been told,
        but for an end that nobody decided."""
        due = sorted((one for one in self.made if since <= one.at < until), key=lambda one: one.at)
        last = {one.advice: one for one in due}
        codes = {self.codes[pack] for pack in packs}
        return {
            f"{one.what} {one.code}": "råd"
            for one in last.values()
            if one.code in codes and not (one.urgent and one.what not in UNDECIDED)
        }


def _lead(known: tuple[Seen, date] | None, now: Seen, day: date) -> str:
    soon = now.begins is not None and now.begins - day <= THREE_WEEKS
    is_short = now.how not in ("åter", "försvunnen")
    if known is None or known[0].how != now.how:
        if known is None and not is_short:
            return ""
        if now.how == "kommer":
            return "Förvarning" if soon else "Kommande"
        if "upphör" in now.how:
            return "Upphör"
        others = {"slut": "Restnoterad nu", "åter": "Åter enligt Läkemedelsverket"}
        return others.get(now.how, "Inte längre listad")
    before, when = known
    if now.late and not before.late:
        return "Prognosen har passerat"
    was_soon = before.begins is not None and before.begins - when <= THREE_WEEKS
    if soon and not was_soon:
        return "Förvarning"
    if _far(before.begins, now.begins):
        return "Ny start"
    return "Ny prognos" if _far(before.back, now.back) else ""


def _far(one: date | None, other: date | None) -> bool:
    if one is None or other is None:
        return one != other
    return abs(one - other) >= FORTNIGHT
