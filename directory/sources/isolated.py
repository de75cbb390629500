"""What is read in a process of its own: the kinds of files, their limits, how answers cross.

A task goes to the process as a pickle, since both ends of that way are ours. The answer comes from
where something hostile has been read, so it is JSON of a known form and nothing else: a line for
each piece of it, small enough that other work goes on between two.
"""

import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from directory.lazy.values import dataclass
from directory.sources.agreements.result import AgreementReading
from directory.sources.rosters.row import RosterContext, RosterReading
from directory.sources.shortages.result import ShortageReading

R = TypeVar("R")
V = TypeVar("V")

_AT_A_TIME = 200

TOO_MUCH = (
    "Filen tar för lång tid eller för mycket minne att läsa. Dela den, eller spara den på nytt."
)
TOO_MUCH_OF_THE_AUTHORITY = (
    "Läkemedelsverkets fil tog för lång tid eller för mycket minne att läsa; den brukar läsas på "
    "några sekunder. Hämta den på nytt. Blir det likadant är den inte som den brukar, eller "
    "servern överbelastad."
)
"""Nobody here can divide the authority's file, and half of it would look as if the rest were
back."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as received: what `read_roster` is given."""

    content: bytes
    name: str
    context: RosterContext


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may take: `memory` in bytes of address space, `seconds` by the clock."""

    memory: int
    seconds: int

    def hold(self) -> None:
        """Hold this process to the limits for good; the system ends it where it goes beyond them.

        It can write no file either, and leaves no core.
        """
        resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, self.seconds)


@dataclass(frozen=True, slots=True)
class FileKind(Generic[R]):
    """A kind of file. `code`: the byte that names it; `too_much`: the answer where the process was
    ended before it had one. `pieces` divides an answer, `joined` puts its pieces together."""

    code: bytes
    limits: ReadingLimits
    answer: type[R]
    too_much: R
    pieces: Callable[[R], Iterator[R]]
    joined: Callable[[Sequence[R]], R]

    def written(self, answer: R) -> Iterator[bytes]:
        """The lines of an answer, the last one empty."""
        for piece in self.pieces(answer):
            yield self._adapter.dump_json(piece) + b"\n"
        yield b"\n"

    def read(self, lines: bytes) -> R:
        """The inverse of `written`; ValueError for lines that it cannot have written."""
        if not lines.endswith(b"\n\n"):
            raise ValueError("an answer without its end")
        return self.joined([self._adapter.validate_json(line) for line in lines.split(b"\n")[:-2]])

    @property
    def _adapter(self) -> TypeAdapter[R]:
        kind: Any = self.answer
        return _adapter_of(kind)


@cache
def _adapter_of(kind: Any) -> TypeAdapter[Any]:
    """Made for the first file of the kind: making all of them was part of every start."""
    return TypeAdapter(kind)


def _roster_pieces(reading: RosterReading) -> Iterator[RosterReading]:
    yield replace(reading, rows=())
    for rows in _some_at_a_time(reading.rows):
        yield RosterReading(rows=rows)


def _joined_roster(pieces: Sequence[RosterReading]) -> RosterReading:
    rows = tuple(chain.from_iterable(piece.rows for piece in pieces))
    return replace(pieces[0], rows=rows)


def _agreement_pieces(reading: AgreementReading) -> Iterator[AgreementReading]:
    agreement = reading.agreement
    if agreement is None:
        yield reading
        return
    yield replace(reading, agreement=replace(agreement, sections=()))
    for sections in _some_at_a_time(agreement.sections):
        yield AgreementReading(agreement=replace(agreement, sections=sections))


def _joined_agreement(pieces: Sequence[AgreementReading]) -> AgreementReading:
    agreements = [piece.agreement for piece in pieces if piece.agreement]
    if not agreements:
        return pieces[0]
    sections = tuple(chain.from_iterable(agreement.sections for agreement in agreements))
    return replace(pieces[0], agreement=replace(agreements[0], sections=sections))


def _shortage_pieces(reading: ShortageReading) -> Iterator[ShortageReading]:
    yield replace(reading, rows=())
    for rows in _some_at_a_time(reading.rows):
        yield ShortageReading(rows=rows)


def _joined_shortages(pieces: Sequence[ShortageReading]) -> ShortageReading:
    rows = tuple(chain.from_iterable(piece.rows for piece in pieces))
    return replace(pieces[0], rows=rows)


def _some_at_a_time(values: Sequence[V]) -> Iterator[tuple[V, ...]]:
    for start in range(0, len(values), _AT_A_TIME):
        yield tuple(values[start : start + _AT_A_TIME])


ROSTER = FileKind(
    code=b"r",
    limits=ReadingLimits(memory=512 << 20, seconds=19),
    answer=RosterReading,
    too_much=RosterReading(faults=(TOO_MUCH,)),
    pieces=_roster_pieces,
    joined=_joined_roster,
)
AGREEMENT = FileKind(
    code=b"a",
    limits=ReadingLimits(memory=2 << 30, seconds=60),
    answer=AgreementReading,
    too_much=AgreementReading(agreement=None, faults=(TOO_MUCH,)),
    pieces=_agreement_pieces,
    joined=_joined_agreement,
)
SHORTAGES = FileKind(
    code=b"s",
    limits=ReadingLimits(memory=1 << 30, seconds=60),
    answer=ShortageReading,
    too_much=ShortageReading(faults=(TOO_MUCH_OF_THE_AUTHORITY,)),
    pieces=_shortage_pieces,
    joined=_joined_shortages,
)
