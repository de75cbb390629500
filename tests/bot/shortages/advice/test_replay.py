"""Months by chance: the group and those who follow are told exactly what an oracle says, and nobody
is told anything twice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from random import Random

from bot.jobs import Job
from bot.shortages.advice.ending import advice_ends
from bot.shortages.advice.packs import advised_packs
from bot.shortages.advice.urgent import urgent_advice
from directory.changes import Change, Keep
from directory.lazy.values import dataclass
from directory.letters.subscriptions import Pace, Subscription
from directory.shortages.advice.advice import AdviceState, replaced, withdrawn
from directory.shortages.advice.kept import ADVICE
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.row import RowKey, ShortageInterval, ShortageRow
from directory.walltime.days import local, to_utc
from tests.bot.shortages.advice.looking import begins, jobs_of, reads, runs
from tests.bot.shortages.advice.oracle import (
    AGAIN,
    CLOSED,
    ENDED,
    ENDS,
    NEWER,
    SHORT,
    UNLISTED,
    URGENT,
    WITHDRAWN,
    Event,
    Oracle,
    Piece,
)
from tests.chat import Chat, open_chat
from tests.shortages import a_group, a_row, an_advice, of_product

DAYS = 130
PACKS = 8
GROUP = a_group("anna-a", "bo-b")
AUTUMN, SPRING = date(2026, 9, 20), date(2027, 2, 10)
FOLLOWED = {"hanna-h": "G03CA00", "eva-e": "G03", "karin-k": "J01"}
PIECES = [
    Piece("ett", ("0", "1"), ("2", "3", "4"), urgent=False),
    Piece("två", ("2",), ("5", "6"), urgent=True),
    Piece("tre", ("5", "6"), (), urgent=True),
    Piece("fyra", ("7",), ("0", "2"), urgent=False),
]
_NAMED = re.compile(r"Medel(\d) ")


def code_of(pack: str) -> str:
    return f"G03CA0{int(pack) % 2}"


def medicine(*packs: str) -> tuple[AdvisedMedicine, ...]:
    return tuple(
        AdvisedMedicine(name=f"Medel{pack}", atc=code_of(pack), products=(f"n{pack}",))
        for pack in packs
    )


@dataclass
class Months:
    """konsult in some months by chance, and the oracle beside it."""

    chance: Random
    chat: Chat
    oracle: Oracle
    listed: dict[RowKey, ShortageRow] = field(default_factory=dict)
    known: dict[RowKey, ShortageRow] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)

    def begins_again(self) -> None:
        """Two processes, of which nothing remembers what was before."""
        self.jobs = [job for _ in range(2) for job in jobs_of(self.chat, advised_packs, advice_ends, urgent_advice)]  # fmt: skip
        self.jobs.sort(key=lambda job: ("advised packs", "advice", "urgent advice").index(job.name))

    @property
    def rows(self) -> Mapping[str, list[ShortageRow]]:
        by_pack: dict[str, list[ShortageRow]] = {}
        for row in self.known.values():
            by_pack.setdefault(row.pack.npl_pack_id, []).append(row)
        return by_pack

    def turns(self, day: date) -> None:
        """The authority's rows of another day: some come, end, move or vanish."""
        for pack in map(str, range(PACKS)):
            keys = [key for key in self.listed if key[1] == pack]
            running = [key for key in keys if self.listed[key].interval.actual_end is None]
            what = self.chance.random()
            if what < 0.05 and len(keys) < 3:
                self._comes(pack, day)
            elif running and what < 0.16:
                key = self.chance.choice(running)
                self._changes(key, day)
            elif keys and what < 0.165:
                del self.listed[self.chance.choice(keys)]

    def _comes(self, pack: str, day: date) -> None:
        start = day + timedelta(days=self.chance.choice([-2, 0, 0, 3, 20, 21, 22, 40]))
        ceases = self.chance.random() < 0.06
        product = of_product(f"Medel{pack} 5 mg Tablett", code_of(pack), f"ämne{pack}", npl=f"n{pack}")  # fmt: skip
        number = f"{pack}-{self.chance.randrange(10**6)}"
        row = a_row(str(start), pack=pack, shortage=number, ceases=ceases, product=product)
        self.listed[row.key] = row

    def _changes(self, key: RowKey, day: date) -> None:
        row = self.listed[key]
        if self.chance.random() < 0.7:
            end = day + timedelta(days=self.chance.choice([0, 0, 0, 5]))
            interval = replace(row.interval, actual_end=end)
        else:
            start = (row.interval.start or day) + timedelta(days=self.chance.choice([-9, 9]))
            interval = ShortageInterval(start=start)
        self.listed[key] = replace(row, interval=interval)

    async def reads_file(self, now: datetime, *, first: bool = False) -> None:
        await reads(self.chat, list(self.listed.values()), now)
        day = local(now).date()
        gone = {
            key: replace(row, gone=row.gone or day)
            for key, row in self.known.items()
            if key not in self.listed
        }
        self.known = {**gone, **self.listed}
        self.oracle.looks(self.rows, day, now, first=first)

    async def people_decide(self, now: datetime) -> None:
        """Some approve, renew or withdraw, at noon."""
        for piece in self.oracle.pieces:
            what = self.chance.random()
            holds = piece.holds and local(now).date() <= piece.last
            if what < (0.02 if holds else 0.12):
                await self._approves(piece, now)
            elif holds and what < 0.027:
                await self._withdraws(piece, now)

    async def _approves(self, piece: Piece, now: datetime) -> None:
        before = self.chat.snapshot.of(ADVICE).signed(piece.id)
        last = local(now).date() + timedelta(days=self.chance.choice([6, 13, 14, 20, 45, 90]))
        signed = an_advice(
            AdviceState.SIGNED, now=now, version=piece.version + 1, advice=piece.id, last=last,
            concerns=medicine(*piece.concerns), replacements=medicine(*piece.names), urgent=piece.urgent,
        )  # fmt: skip
        older = [Keep(replaced(before, now))] if before else []
        await self._keeps(*older, Keep(signed))
        self.oracle.approves(piece, last, now)

    async def _withdraws(self, piece: Piece, now: datetime) -> None:
        signed = self.chat.snapshot.of(ADVICE).signed(piece.id)
        assert signed is not None
        await self._keeps(Keep(withdrawn(signed, "fel dos", "bo-b", GROUP, now)))
        self.oracle.withdraws(piece)

    async def _keeps(self, *changes: Change) -> None:
        await self.chat.store.apply(changes, actor="t", now=self.chat.clock.now)
        await self.chat.live.refresh()

    async def ticks(self, now: datetime) -> None:
        """A minute in both processes; in turn, as their leases have them."""
        await runs(self.chat, self.jobs)
        followers = {who: {str(n) for n in range(PACKS) if code_of(str(n)).startswith(code)} for who, code in FOLLOWED.items()}  # fmt: skip
        self.oracle.ticks(self.rows, now, local(now), followers)

    def told(self) -> Iterator[Event]:
        versions = {one.id: one for one in self.chat.snapshot.of(ADVICE)}
        for stored in self.chat.outbox.stored.values():
            letter = stored.delivery.letter
            shown = dict(letter.buttons[-1].data)["råd"]
            what = re.sub(r" \d+ \w+ \d{4}$", "", letter.title.rpartition(":")[0])
            named = "\n".join(str(line) for line in letter.lines if str(line).startswith("–"))
            packs = tuple(sorted(set(_NAMED.findall(named))))
            yield Event(stored.delivery.made, stored.delivery.recipient, what, versions[shown].advice, packs)  # fmt: skip


async def played(seed: int, first: date) -> Months:
    begin = to_utc(first, time(12))
    chat = await open_chat(now=begin)
    wishes = [Keep(Subscription(follower=who, topic=SHORTAGE_NEWS, target=f"atc:{code}", pace=Pace.DAILY, made=begin)) for who, code in FOLLOWED.items()]  # fmt: skip
    await chat.store.apply([Keep(GROUP), *wishes], actor="t", now=begin)
    pieces = [replace(one, known=set(), done=set(), heard=set()) for one in PIECES]
    months = Months(Random(seed), chat, Oracle(pieces, sorted(GROUP.members)))
    for ahead in range(-20, 0):
        months.turns(first + timedelta(days=ahead))
    await months.reads_file(begin, first=True)
    months.begins_again()
    for ahead in range(1, DAYS):
        await a_day(months, first + timedelta(days=ahead))
    return months


async def a_day(months: Months, day: date) -> None:
    """Files come in the night or late, or not at all; some days nothing runs."""
    chance = months.chance
    months.turns(day)
    if chance.random() < 0.1:
        return
    begins_at = chance.choice([(0, 1), (0, 1), (0, 1), (9, 30)])
    file_at = chance.choice([(2, 55), (2, 55), (2, 55), (13, 10), None])
    moments = {begins_at, (7, 59), (8, 0), (12, 0), (23, 0)} | ({file_at} if file_at else set())
    for hour, minute in sorted(one for one in moments if one >= begins_at):
        now = to_utc(day, time(hour, minute))
        if (hour, minute) == begins_at:
            await begins(months.chat, now)
            months.oracle.looks(months.rows, day, now)
        await months.chat.passes(now)
        if (hour, minute) == file_at:
            await months.reads_file(now)
        if (hour, minute) == (12, 0):
            await months.people_decide(now)
        if chance.random() < 0.2:
            months.begins_again()
        await months.ticks(now)


async def test_everybody_is_told_exactly_what_the_oracle_says() -> None:
    """Months in which something never happens would prove nothing about it: all of it does."""
    reached: set[str] = set()
    for seed, first in ((1, AUTUMN), (2, SPRING), (3, AUTUMN)):
        months = await played(seed, first)
        told, expected = list(months.told()), months.oracle.told
        assert len(set(told)) == len(told)
        assert _in_order(told) == _in_order(expected)
        versions = list(months.chat.snapshot.of(ADVICE))
        closed = [one for one in versions if one.state is AdviceState.CLOSED]
        assert len(closed) == len({(one.at, one.advice) for one in told if one.what == CLOSED})
        reached |= {one.what for one in told}
    assert reached == {SHORT, CLOSED, AGAIN, UNLISTED, ENDS, ENDED, URGENT, NEWER, WITHDRAWN}


def _in_order(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda one: (one.at, one.advice, one.what, one.to, one.packs))
