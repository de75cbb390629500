"""What the fakes of all capabilities begin with: values in memory, and how changes are written."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from directory.changes import Add, Change, Forget, Keep, types_in
from directory.counting.kept import MISSED_WORDS
from directory.counting.misses import MissedWords
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.store.audit import AuditLine, gone_line, kept_line
from directory.store.memory_kinds import MemoryKind, MemoryMisses
from directory.store.stored import Registry
from directory.transaction import MovedError, TakenError


class MemoryRoom:
    """What was audited, and what is to be told, can be read in `audit` and `deliveries`."""

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
        """All of the changes, or none if one of them cannot be carried out."""
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
                held = self._kinds[type(value)]
                before = next(iter(held.find(value.id)), None)
                held.keep(value)
                return [kept_line(held.kind, before, value, actor=actor, at=now)]
            case Add(value):
                held = self._kinds[type(value)]
                held.add(value)
                return [kept_line(held.kind, None, value, actor=actor, at=now)]
            case Forget(kind, id_):
                held = self._kinds[kind]
                gone = held.find(id_)
                held.forget(id_)
                return [gone_line(held.kind, value, actor=actor, at=now) for value in gone]
