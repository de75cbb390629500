"""What an answer card is asked: one service at one moment."""

from dataclasses import dataclass
from datetime import datetime

from directory.catalogue.services import Service


@dataclass(frozen=True, slots=True)
class AnswerWanted:
    """The service and the moment; `asked` is False for ”now”.

    `failed`: the numbers of the steps that have given no answer, in the order of the whole chain.
    `typed`: the words of the subject.
    """

    service: Service
    moment: datetime
    asked: bool = False
    failed: tuple[int, ...] = ()
    typed: str = ""

    @property
    def asked_at(self) -> datetime | None:
        """The moment, where it is not ”now”."""
        return self.moment if self.asked else None
