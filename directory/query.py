"""How a command reads what is not in memory: it asks, and is run again with the answer.

A query is a hashable value that answers itself from `Reads`. What it reads from is a port, declared
beside what is read and bound to its implementation where the program is built. So nothing here
knows what there is to read.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Generic, Protocol, TypeVar, cast

from directory.lazy.values import dataclass

MOST_QUERIES = 10

R = TypeVar("R")
T = TypeVar("T")
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class Port(Generic[R]):
    """The key to an implementation of R, a reading protocol. Compared by identity."""

    def __init__(self, name: str) -> None:
        self.name = name

    def by(self, implementation: R) -> "Binding":
        """For `Reads`: the port with its implementation."""
        return Binding(self, implementation)


@dataclass(frozen=True, slots=True)
class Binding:
    """A port and its implementation; made by `Port.by`, which checks their types."""

    port: Port[Any]
    implementation: object


class UnboundPortError(LookupError):
    """The port has no implementation in this program."""


class Reads:
    """What queries are answered from: an implementation for each port."""

    def __init__(self, *bindings: Binding) -> None:
        self._implementations = {binding.port: binding.implementation for binding in bindings}

    def of(self, port: Port[R]) -> R:
        """The implementation of the port; UnboundPortError if there is none."""
        if port not in self:
            raise UnboundPortError(port.name)
        return cast(R, self._implementations[port])

    async def answer(self, query: "Query[Any]") -> object:
        """See `Reading`; waits as long as it takes."""
        return await query.answer(self)

    def __contains__(self, port: Port[Any]) -> bool:
        return port in self._implementations


class Query(Protocol[V_co]):
    """A question to the store, as a hashable value; equal ones have one answer in a request."""

    def answer(self, reads: Reads) -> Coroutine[Any, Any, V_co]:
        """Read it; StoreUnavailableError if the store is out of reach."""


class ReadAtOnce(Generic[V]):
    """A query for which nothing is waited: whoever asks has the answer, and is not run again.

    Equal ones have equal answers.
    """

    __slots__ = ()

    def at_once(self, reads: Reads) -> V:
        """The answer."""
        raise NotImplementedError

    async def answer(self, reads: Reads) -> V:
        """See `Query`."""
        return self.at_once(reads)


class Reading(Protocol):
    """Answers queries."""

    async def answer(self, query: Query[Any]) -> object:
        """The query's answer; UnreadError where there is none to be had now."""


class Unanswered(BaseException):
    """The command is to be run again with the answer.

    A BaseException, since it is no error: an `except Exception` must not catch it.
    """

    def __init__(self, query: Query[Any]) -> None:
        super().__init__(query)
        self.query = query


class TooManyQueriesError(RuntimeError):
    """A command asks for one thing after another; it should ask for all of them in one query."""


class UnreadError(Exception):
    """What was asked for cannot be read just now; who asks may say so, and what to do instead."""

    def __init__(self, query: Query[Any]) -> None:
        super().__init__(type(query).__name__)


_UNREAD = object()


class Known:
    """The answers to the queries that a request has made, and from what others are read at once."""

    def __init__(
        self, answers: Mapping[Query[Any], object] | None = None, reads: Reads | None = None
    ) -> None:
        self._answers = answers or {}
        self._reads = reads

    def ask(self, query: Query[V]) -> V:
        """The answer, if it is known; raises `Unanswered` if it is not, UnreadError if it cannot
        be known now."""
        if query not in self._answers:
            if self._reads is not None and isinstance(query, ReadAtOnce):
                return cast(V, query.at_once(self._reads))
            raise Unanswered(query)
        if self._answers[query] is _UNREAD:
            raise UnreadError(query)
        return cast(V, self._answers[query])

    def knowing(self, query: Query[V], answer: V) -> "Known":
        """The same with one more answer."""
        return Known({**self._answers, query: answer}, self._reads)

    def lacking(self, query: Query[Any]) -> "Known":
        """The same with one more query that cannot be answered now."""
        return Known({**self._answers, query: _UNREAD}, self._reads)

    @property
    def lacks(self) -> bool:
        """Whether a query could not be answered: what follows holds for this moment only."""
        return _UNREAD in self._answers.values()

    def __len__(self) -> int:
        return len(self._answers)


class Patience(Protocol):
    """How long something is waited for. Raises StoreUnavailableError after that."""

    async def __call__(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work returns."""


async def as_long_as_it_takes(work: Coroutine[Any, Any, T]) -> T:
    """What the work returns, whenever that is."""
    return await work


async def answered(run: Callable[[Known], T], reading: Reading, reads: Reads | None = None) -> T:
    """What `run` returns once it knows the answers to all its queries, or that there are none.

    `reads`: from what those are answered for which nothing is waited. It is run again after each
    other answer, so it must have no effects before it has asked. TooManyQueriesError if it never
    ends; whatever `reading` raises but UnreadError.
    """
    known = Known(reads=reads)
    while True:
        try:
            return run(known)
        except Unanswered as unanswered:
            query = unanswered.query
        if len(known) == MOST_QUERIES:
            raise TooManyQueriesError(f"more than {MOST_QUERIES}; then {type(query).__name__}")
        try:
            known = known.knowing(query, await reading.answer(query))
        except UnreadError:
            known = known.lacking(query)
