"""A sender that does as it is told, and an outbox that is out of reach as often as a test says."""

import asyncio
from collections import defaultdict, deque
from dataclasses import field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.delivery.buckets import Rate
from bot.delivery.sender import Addressee, SendError
from directory.lazy.values import dataclass
from directory.letters.outbox import Claimed, Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.store.memory_outbox import MemoryOutbox
from directory.transaction import StoreUnavailableError

START = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
LETTER = Letter(topic=Topic("byten"), title="Byte föreslaget")
RATE = Rate(per_second=5, burst=10)
TAKEN_OVER_WITHIN = timedelta(seconds=30)
"""What konsult promises: so soon another process has what a killed one had claimed."""


@dataclass
class RecordingSender:
    """Keeps what it sends; `will` says what happens at the next sends, `known` what find finds."""

    name: str
    rate: Rate = RATE
    send_within: float = 10.0
    remembers: bool = True
    sent: list[str] = field(default_factory=list)
    looked_for: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    faults: deque[BaseException | asyncio.Event] = field(default_factory=deque)
    find_faults: deque[Exception] = field(default_factory=deque)

    def reaches(self, to: Addressee) -> bool:
        return bool(to.accounts.get(self.name) or to.email)

    def will(self, *faults: BaseException | asyncio.Event) -> None:
        self.faults.extend(faults)

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        match self.faults.popleft() if self.faults else None:
            case asyncio.Event() as opened:
                await opened.wait()
            case BaseException() as fault:
                raise fault
        self.sent.append(to.recipient)
        return f"{self.name}:{claimed.id}"

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        self.looked_for.append(to.recipient)
        if self.find_faults:
            raise self.find_faults.popleft()
        return self.known.get(to.recipient)


class BrokenOutbox(MemoryOutbox):
    """An outbox whose methods are out of reach as often as `out` says, by their names."""

    def __init__(self) -> None:
        super().__init__()
        self.out: dict[str, int] = defaultdict(int)

    def _reach(self, method: str) -> None:
        if self.out[method]:
            self.out[method] -= 1
            raise StoreUnavailableError(method)

    async def claim(self, now: datetime, **how: Any) -> tuple[Claimed, ...]:
        self._reach("claim")
        return await super().claim(now, **how)

    async def begin(self, on: Any, **how: Any) -> frozenset[str]:
        self._reach("begin")
        return await super().begin(on, **how)

    async def mark_sent(self, ids: Any, now: datetime, **how: Any) -> None:
        self._reach("mark_sent")
        await super().mark_sent(ids, now, **how)

    async def retry_at(self, id_: str, due: datetime, error: str, **how: Any) -> None:
        self._reach("retry_at")
        await super().retry_at(id_, due, error, **how)


def delivery(recipient: str = "anna-a", **fields: Any) -> Delivery:
    usual: dict[str, Any] = {"key": recipient, "letter": LETTER, "made": START, "due": START}
    return Delivery(recipient=recipient, **usual | fields)


def too_early(after: float = 30.0) -> SendError:
    return SendError("ratelimited", retry_after=after)
