"""A command asks for what is not in memory, and is run again with the answer; ports are open."""

from dataclasses import field
from typing import Protocol, assert_type

import pytest

from directory.lazy.values import dataclass
from directory.query import (
    MOST_QUERIES,
    Known,
    Port,
    Query,
    ReadAtOnce,
    Reads,
    TooManyQueriesError,
    Unanswered,
    UnboundPortError,
    UnreadError,
    answered,
)


class Shelves(Protocol):
    """A reading port that nothing but this test knows."""

    async def count(self, product: str) -> int:
        """How many there are."""


SHELVES = Port[Shelves]("shelves")


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many there are of a product."""

    product: str

    async def answer(self, reads: Reads) -> int:
        return await reads.of(SHELVES).count(self.product)


@dataclass
class Stock:
    """Serves the port, and notes what it was asked."""

    counts: dict[str, int]
    asked: list[str] = field(default_factory=list)

    async def count(self, product: str) -> int:
        self.asked.append(product)
        return self.counts[product]


async def test_what_is_asked_for_is_read_and_given() -> None:
    stock = Stock({"kanyl": 7})

    def words(known: Known) -> str:
        left = known.ask(CountOf("kanyl"))
        assert_type(left, int)
        return f"{left} kvar"

    assert await answered(words, Reads(SHELVES.by(stock))) == "7 kvar"


async def test_several_queries_are_answered_one_after_the_other() -> None:
    stock = Stock({"kanyl": 7, "spruta": 2})

    def total(known: Known) -> int:
        return known.ask(CountOf("kanyl")) + known.ask(CountOf("spruta"))

    assert await answered(total, Reads(SHELVES.by(stock))) == 9
    assert stock.asked == ["kanyl", "spruta"]


async def test_equal_queries_are_asked_once() -> None:
    stock = Stock({"kanyl": 7})

    def twice(known: Known) -> int:
        return known.ask(CountOf("kanyl")) + known.ask(CountOf("kanyl"))

    assert await answered(twice, Reads(SHELVES.by(stock))) == 14
    assert stock.asked == ["kanyl"]


@dataclass(frozen=True)
class NameOf(ReadAtOnce[str]):
    item: str

    def at_once(self, reads: Reads) -> str:
        return f"{self.item} på {reads.of(SHELVES)}"


async def test_what_nothing_is_waited_for_is_known_without_being_asked_again() -> None:
    reads, runs = Reads(SHELVES.by(Stock({"kanyl": 7}))), list[Known]()

    def run(known: Known) -> tuple[str, int]:
        runs.append(known)
        return known.ask(NameOf("kanyl")), known.ask(CountOf("kanyl"))

    name, count = await answered(run, reads, reads)
    assert name == await reads.answer(NameOf("kanyl"))
    assert (count, len(runs)) == (7, 2)
    assert await answered(run, reads) == (name, 7)
    assert len(runs) == 2 + 3


async def test_what_a_query_asks_may_depend_on_an_earlier_answer() -> None:
    stock = Stock({"kanyl": 0, "spruta": 2})

    def replacement(known: Known) -> int:
        return known.ask(CountOf("kanyl")) or known.ask(CountOf("spruta"))

    assert await answered(replacement, Reads(SHELVES.by(stock))) == 2


async def test_a_command_that_is_never_content_is_a_fault_and_not_a_loop() -> None:
    stock = Stock({str(number): number for number in range(100)})

    def greedy(known: Known) -> int:
        return sum(known.ask(CountOf(str(number))) for number in range(100))

    with pytest.raises(TooManyQueriesError, match="CountOf"):
        await answered(greedy, Reads(SHELVES.by(stock)))
    assert len(stock.asked) == MOST_QUERIES

    def just_enough(known: Known) -> int:
        return sum(known.ask(CountOf(str(number))) for number in range(MOST_QUERIES))

    assert await answered(just_enough, Reads(SHELVES.by(stock))) == sum(range(MOST_QUERIES))


async def test_a_guard_against_faults_does_not_take_a_question_for_one() -> None:
    def guarded(known: Known) -> int:
        try:
            return known.ask(CountOf("kanyl"))
        except Exception:
            return -1

    assert await answered(guarded, Reads(SHELVES.by(Stock({"kanyl": 7})))) == 7
    assert not issubclass(Unanswered, Exception)


async def test_what_nothing_serves_is_a_clear_fault() -> None:
    with pytest.raises(UnboundPortError, match="shelves"):
        await answered(lambda known: known.ask(CountOf("kanyl")), Reads())


async def test_ports_of_the_same_name_are_different_ports() -> None:
    other = Port[Shelves]("shelves")
    reads = Reads(SHELVES.by(Stock({"kanyl": 7})))
    assert SHELVES in reads and other not in reads


async def test_what_cannot_be_read_is_told_to_whoever_asks_once_and_for_this_time_only() -> None:
    class Gone(Reads):
        async def answer(self, query: Query[object]) -> object:
            raise UnreadError(query)

    seen: list[Known] = []

    def run(known: Known) -> str:
        seen.append(known)
        try:
            known.ask(CountOf("kanyl"))
        except UnreadError:
            return "cannot be read"
        return "read"

    assert await answered(run, Gone()) == "cannot be read"
    assert [known.lacks for known in seen] == [False, True]
