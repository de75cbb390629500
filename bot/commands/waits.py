"""What waits for somebody: a line for each kind, given by the command that has its list."""

from collections.abc import Callable, Iterable

from bot.cards import Press
from bot.questions.request import Request
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Waits:
    """”3 luckor i schemat”, what is first to know of them, and where the list is."""

    count: int
    one: str
    many: str
    list: Press
    detail: str = ""

    @property
    def words(self) -> str:
        """The count with its words."""
        return f"{self.count} {self.one if self.count == 1 else self.many}"


Contributor = Callable[[Request, Snapshot], Iterable[Waits]]
"""What waits for the asker in one command's lists; only what they are responsible for."""
