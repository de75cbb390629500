"""What each follower must be told on a day, worked out without konsult's rules.

It remembers everything that each follower knows of each pack, and reads the rows by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

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


@dataclass
class Reader:
    """A follower: the packs that concern them, and what they know of each and since when."""

    packs: frozenset[str]
    knows: dict[str, tuple[Seen, date]] = field(default_factory=dict)

    def begins(self, now: Mapping[str, Seen], day: date) -> None:
        """They begin to follow."""
        self.knows = {pack: (one, day) for pack, one in now.items() if pack in self.packs}

    def reads(self, now: Mapping[str, Seen], day: date) -> dict[str, str]:
        """What they must be told, by pack, as the word that leads it; they know it afterwards."""
        told = {}
        for pack in sorted(self.packs & now.keys()):
            known = self.knows.get(pack)
            lead = _lead(known, now[pack], day)
            if lead:
                told[pack] = lead
                self.knows[pack] = (now[pack], day)
        return told


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
