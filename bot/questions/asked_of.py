"""What every answer of a command needs: who asks, for what, and of which snapshot."""

from datetime import datetime

from bot.questions.request import Request
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A question with the snapshot that it is asked of. `now` is the whole minute."""

    request: Request
    snapshot: Snapshot

    @property
    def now(self) -> datetime:
        """The minute that the clock shows."""
        return self.request.minute

    @property
    def me(self) -> str:
        """The asker's id: that of their row in the directory, if they have one."""
        return self.request.who.id

    def get(self, name: str) -> str:
        """What the button carries, or the form answers, under the name."""
        return self.request.data.get(name, "").strip()
