"""What a transaction has written, as whoever wrote it knows it."""

from collections.abc import Sequence
from dataclasses import field

from directory.changes import Change
from directory.lazy.values import dataclass
from directory.parts import Revisions


@dataclass(frozen=True, slots=True)
class Written:
    """What a transaction has written.

    `changes`: in their order, with the values as they will be read back. `decisions`: of how many
    it was made. `revisions`: those of the parts that it moved, by one for each of these; no other
    write has the same.
    """

    changes: Sequence[Change] = ()
    revisions: Revisions = field(default_factory=dict)
    decisions: int = 1

    def is_next_after(self, revisions: Revisions) -> bool:
        """Whether nothing has been written to these parts between what is held and this."""
        before = self.decisions
        return all(revisions.get(name) == n - before for name, n in self.revisions.items())

    def is_held_in(self, revisions: Revisions) -> bool:
        """Whether what is held has been read since."""
        return all(revisions.get(name, -1) >= number for name, number in self.revisions.items())
