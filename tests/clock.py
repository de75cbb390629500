"""A clock that is moved by hand."""

from datetime import datetime, timedelta

from directory.lazy.values import dataclass


@dataclass
class HandClock:
    """Stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def moves(self, **by: float) -> None:
        self.now += timedelta(**by)
