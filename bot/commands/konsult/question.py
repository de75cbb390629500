"""What an answer card is asked: one service at one moment."""

from datetime import datetime, timedelta

from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot

_STILL_NOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AnswerWanted:
    """The service and the moment; `asked` is False for ”now”.

    `failed`: the steps that have given no answer, each by its name in `named`.
    `typed`: the words of the subject. `role`: the role that was asked for, which is called first.
    `in_danger`: the words tell of danger to life, so that nothing but the chain is shown.
    """

    service: Service
    moment: datetime
    asked: bool = False
    failed: tuple[str, ...] = ()
    typed: str = ""
    role: Role | None = None
    in_danger: bool = False

    @property
    def asked_at(self) -> datetime | None:
        """The moment, where it is not ”now”."""
        return self.moment if self.asked else None

    def is_past(self, now: datetime) -> bool:
        """Whether it asks for a time that has passed."""
        return self.asked and self.moment < now


def still_now(service: Service, moment: datetime, now: datetime, snapshot: Snapshot) -> bool:
    """Whether a moment that was asked for has come and its answer holds: a choice was made at once.

    Within the hour, and nothing has changed since.
    """
    if not now - _STILL_NOW <= moment <= now:
        return False
    change = snapshot.answer(service, moment, now=now).next_change
    return change is None or change > now
