"""The repository in memory: for tests, and to try konsult without any database."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from directory.changes import (
    ANSWERED,
    Account,
    AddAlias,
    Alias,
    Change,
    ContactFailure,
    DismissMiss,
    Forget,
    Keep,
    Kept,
    Lookup,
    RemoveAlias,
    SetHomeUnit,
)
from directory.confirmations import Confirmation
from directory.feeds import Feed
from directory.misses import Miss, MissedWords
from directory.names.normalise import key
from directory.oncall import LONGEST_SHIFT, Override, Shift
from directory.outbox import Delivery
from directory.region import Region, RowChange, diff
from directory.repository import (
    MOST_POPULAR,
    POPULAR_WITHIN,
    MovedError,
    Popular,
    Repository,
    Revisions,
    Window,
)
from directory.roster_sources import (
    Publication,
    RosterName,
    RosterSource,
    joined,
    roster_difference,
    sourced_lines,
)
from directory.snapshot import State
from directory.store.audit import AuditLine, gone_line, kept_line, row_line
from directory.store.missing import counts, most_frequent_first, oldest_kept
from directory.subscriptions import Subscription
from directory.swaps import Offer

K = TypeVar("K", bound=Kept)


class MemoryRepository(Repository):
    """Keeps everything as values. What was audited and counted can be read in its lists."""

    def __init__(self, region: Region | None = None) -> None:
        self.audit: list[AuditLine] = []
        self.lookups: list[Lookup] = []
        self._region = region
        self._revisions = Revisions(1, 1) if region else Revisions(0, 0)
        self._read: dict[str, datetime] = {}
        self._accounts: dict[str, Account] = {}
        self._kept: dict[tuple[type[Kept], str], Kept] = {}
        self._rostered: dict[str, list[Shift]] = {}
        self.deliveries: dict[str, Delivery] = {}
        self._failures: list[ContactFailure] = []
        self._aliases: dict[str, Alias] = {}
        self._misses: list[Miss] = []

    async def revisions(self) -> Revisions | None:
        return self._revisions if self._region else None

    async def load_region(self, window: Window | None = None) -> Region | None:
        if self._region is None or window is None:
            return self._region
        shifts = self._region.shifts
        return replace(self._region, shifts=tuple(s for s in shifts if _touches(s, window)))

    async def load_shifts(self, window: Window, services: Collection[str]) -> tuple[Shift, ...]:
        own = self._region.shifts if self._region else ()
        rostered = await self.load_rostered(window)
        shifts = joined(own, rostered, sourced_lines(self._all(RosterSource)))
        return tuple(s for s in shifts if s.service in services and _touches(s, window))

    async def load_rostered(self, window: Window, source: str = "") -> tuple[Shift, ...]:
        meant = [source] if source else self._rostered
        shifts = [shift for one in meant for shift in self._rostered.get(one, ())]
        return tuple(sorted((s for s in shifts if _touches(s, window)), key=lambda s: s.start))

    async def load_state(self, now: datetime) -> State:
        yesterday, month_ago = now - timedelta(days=1), now - timedelta(days=30)
        recent = [failure for failure in self._failures if failure.reported >= month_ago]
        return State(
            overrides=tuple(one for one in self._all(Override) if one.end > yesterday),
            offers=tuple(one for one in self._all(Offer) if one.end > yesterday),
            confirmations=tuple(
                one for one in self._all(Confirmation) if one.start > yesterday - LONGEST_SHIFT
            ),
            subscriptions=self._all(Subscription),
            roster_sources=self._all(RosterSource),
            roster_names=self._all(RosterName),
            feeds=self._all(Feed),
            rosters_read=dict(self._read),
            accounts=dict(self._accounts),
            failures=tuple(sorted(recent, key=lambda failure: failure.reported)),
            aliases=tuple(self._aliases[id_] for id_ in sorted(self._aliases)),
        )

    async def load_popular(self, now: datetime) -> Popular:
        asked = Counter(
            (lookup.unit, lookup.service)
            for lookup in self.lookups
            if (lookup.command, lookup.outcome) == ("konsult", ANSWERED)
            and lookup.at >= now - POPULAR_WITHIN
            and lookup.unit
            and lookup.service
        )
        popular: dict[str, tuple[str, ...]] = {}
        for (unit, service), _ in sorted(asked.items(), key=lambda row: (-row[1], row[0])):
            popular[unit] = (*popular.get(unit, ()), service)[:MOST_POPULAR]
        return popular

    async def load_misses(self, now: datetime) -> tuple[MissedWords, ...]:
        return self._missed(now)

    def _missed(self, now: datetime, only: str | None = None) -> tuple[MissedWords, ...]:
        told: dict[tuple[str, str], MissedWords] = {}
        for (day, command, words), count in counts(self._misses).items():
            if day >= oldest_kept(now) and only in (None, words):
                before = told.get((words, command))
                told[words, command] = MissedWords(
                    words,
                    command,
                    count.times + (before.times if before else 0),
                    count.taken + (before.taken if before else 0),
                    max(count.last, before.last) if before else count.last,
                )
        return most_frequent_first(told.values())

    async def import_region(
        self,
        region: Region,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
    ) -> Sequence[RowChange]:
        changes = diff(self._region, region)
        moved = self._region != region
        self._region = region
        self._read = {service.id: now for service in region.services}
        self.audit += [row_line(change, actor=actor, at=now) for change in changes]
        self._put(deliveries)
        self._move(region=moved)
        return changes

    async def apply(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        self._require(expected)
        self._write(changes, actor, now)
        self._put(deliveries)
        if changes or deliveries:
            self._move()

    async def publish_roster(
        self,
        publication: Publication,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> Sequence[RowChange]:
        self._require(expected)
        source = publication.source
        stored = self._rostered.setdefault(source.id, [])
        changes = roster_difference(stored, publication)
        gone = {change.before for change in changes}
        new = [change.after for change in changes if isinstance(change.after, Shift)]
        self._rostered[source.id] = [shift for shift in stored if shift not in gone] + new
        self.audit += [row_line(change, actor=actor, at=now) for change in changes]
        self._write([Keep(source), *map(Keep, publication.names)], actor, now)
        self._read[source.service] = now
        self._put(deliveries)
        self._move(region=True)
        return changes

    async def note_source(
        self, source: RosterSource, *, deliveries: Sequence[Delivery] = ()
    ) -> None:
        if (RosterSource, source.id) in self._kept:
            self._kept[RosterSource, source.id] = source
            self._put(deliveries)
        self._move()

    async def withdraw_roster(self, source: str, *, actor: str, now: datetime) -> None:
        self._rostered.pop(source, None)
        self._write([Forget(RosterSource, source)], actor, now)
        self._move(region=True)

    def _require(self, expected: Revisions | None) -> None:
        if expected not in (None, self._revisions):
            raise MovedError

    def _write(self, changes: Sequence[Change], actor: str, now: datetime) -> None:
        for change in changes:
            self.audit += self._carry_out(change, actor, now)

    def _put(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self.deliveries.setdefault(delivery.key, delivery)

    async def count(self, lookups: Sequence[Lookup]) -> None:
        self.lookups += lookups

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        self._misses += misses

    def _carry_out(self, change: Change, actor: str, now: datetime) -> list[AuditLine]:
        match change:
            case ContactFailure():
                self._failures.append(change)
                return [kept_line(change.service, None, change, actor=actor, at=now)]
            case SetHomeUnit():
                account = Account(change.account, change.unit)
                before = self._accounts.get(account.id)
                self._accounts[account.id] = account
                return [kept_line(account.id, before, account, actor=actor, at=now)]
            case Keep(value):
                earlier = self._kept.get((type(value), value.id))
                self._kept[type(value), value.id] = value
                return [kept_line(value.id, earlier, value, actor=actor, at=now)]
            case Forget(kind, id_):
                held = self._kept.pop((kind, id_), None)
                return [gone_line(id_, held, actor=actor, at=now)] if held else []
            case AddAlias():
                alias = change.alias()
                replaced = self._aliases.get(alias.id)
                self._aliases[alias.id] = alias
                return [kept_line(alias.id, replaced, alias, actor=actor, at=now)]
            case RemoveAlias(word):
                alias_gone = self._aliases.pop(key(word), None)
                lines = [alias_gone] if alias_gone else []
                return [gone_line(one.id, one, actor=actor, at=now) for one in lines]
            case DismissMiss(words):
                missed = self._missed(now, words)
                self._misses = [miss for miss in self._misses if miss.words != words]
                return [gone_line(words, one, actor=actor, at=now) for one in missed]

    def _all(self, kind: type[K]) -> tuple[K, ...]:
        found = {value.id: value for value in self._kept.values() if isinstance(value, kind)}
        return tuple(found[id_] for id_ in sorted(found))

    def _move(self, *, region: bool = False) -> None:
        self._revisions = Revisions(self._revisions.region + region, self._revisions.state + 1)


def _touches(shift: Shift, window: Window) -> bool:
    first, last = window
    return shift.end > first and shift.start < last
