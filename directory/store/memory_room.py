"""The base of the stores in memory: values, and how changes are written."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from directory.changes import Add, Change, Forget, Keep, types_in
from directory.counting.kept import MISSED_WORDS
from directory.counting.misses import MissedWords
from directory.grouping import grouped
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.store.audit import AuditLine, removed_line, written_line
from directory.store.memory_kinds import MemoryKind, MemoryMisses
from directory.store.stored import Registry
from directory.transaction import MovedError, TakenError


class MemoryRoom:
    """Tests can read the audit lines in `audit` and the deliveries in `deliveries`."""

    def __init__(self, registry: Registry) -> None:
        self.audit: list[AuditLine] = []
        self.deliveries: dict[str, Delivery] = {}
        self._registry = registry
        self._revisions = dict.fromkeys(registry.revised, 0)
        self._misses = MemoryMisses(MISSED_WORDS)
        self._kinds: dict[type, MemoryKind[Any]] = {
            type_: MemoryKind(store.kind) for type_, store in registry.kinds.items()
        }
        self._kinds[MissedWords] = self._misses
        rivals = grouped(self._kinds.values(), lambda kept: kept.kind.takes_among)
        for kept in self._kinds.values():
            kept.rivals = rivals[kept.kind.takes_among]

    def _require(self, expected: Revisions | None) -> None:
        rests_on = expected or {}
        if any(self._revisions[name] != number for name, number in rests_on.items()):
            raise MovedError

    def _move(self, *names: str) -> None:
        for name in names:
            self._revisions[name] += 1

    def _put(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self.deliveries.setdefault(delivery.key, delivery)

    def _write(self, changes: Sequence[Change], actor: str, now: datetime) -> None:
        """Carry out all changes, or none if one of them cannot be."""
        undo = [self._kinds[type_].saved() for type_ in types_in(changes)]
        try:
            lines = [line for change in changes for line in self._carry_out(change, actor, now)]
        except TakenError:
            for put_back in undo:
                put_back()
            raise
        self.audit += lines

    def _carry_out(self, change: Change, actor: str, now: datetime) -> list[AuditLine]:
        match change:
            case Keep(value):
                store = self._kinds[type(value)]
                before = next(iter(store.find(value.id)), None)
                store.keep(value)
                return [written_line(store.kind, before, value, actor=actor, at=now)]
            case Add(value):
                store = self._kinds[type(value)]
                store.add(value)
                return [written_line(store.kind, None, value, actor=actor, at=now)]
            case Forget(kind, id_):
                store = self._kinds[kind]
                removed = store.find(id_)
                store.forget(id_)
                return [removed_line(store.kind, value, actor=actor, at=now) for value in removed]
