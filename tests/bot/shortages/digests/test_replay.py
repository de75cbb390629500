"""Generated months: each follower gets at most one digest a day, with exactly what concerns them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from bot.apart.failing import Apart
from bot.shortages.digests.job import SETTLED, ShortageDigesting
from directory.catalogue.units import UnitKind
from directory.changes import Keep
from directory.kinds import Kept
from directory.lazy.values import dataclass
from directory.letters.subscriptions import Pace, Subscription
from directory.shortages.advice.advice import (
    AdviceState,
    ReplacementAdvice,
    approved,
    closed,
    next_version,
    replaced,
    sent,
    withdrawn,
)
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.following.defaults import ShortageDefault
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.row import RowKey, ShortageInterval, ShortageRow
from directory.walltime.days import local, to_utc
from tests.bot.shortages.digests.oracle import Decision, Decisions, Reader, Seen, seen
from tests.bot.shortages.stories import published, publishing
from tests.chat import Chat, open_chat
from tests.shortages import a_group, a_row, an_advice, as_xml, of_product

DAYS = 45
PACKS = 24
CODES = ("G03CA03", "G03FA01", "J01CA04", "J01FA09", "N02BE01")
AUTUMN, SPRING = date(2026, 10, 10), date(2027, 3, 10)
_SAID = re.compile(r"– (?P<lead>[^:]+): Medel(?P<pack>\d+) ")
_SUBSTANCE = re.compile(r"Substans\d+ \((?P<code>\w+)\)")
ADVISED = {
    "– Nytt ersättningsråd från": "nytt",
    "– Ny version av ersättningsrådet från": "ny version",
    " är återkallat ": "återkallat",
    " har gått ut: ": "gått ut",
    " är avslutat.": "avslutat",
}
LIST = "lista:kvinnohalsa"
FOLLOWED = {
    "anna-a": ("atc:G03", 7),
    "bo-b": ("atc:J01CA04", 7),
    "cecilia-c": (LIST, 7),
    "eva-e": ("atc:N", 18),
    "karin-k": ("atc:J01", 9),
}
"""What each has chosen and at which hour. Those at health centres follow G03 unasked, and those at
switchboards the list of a group, which the group changes now and then."""
UNASKED = {"hanna-h": ("atc:G03", 7), "sofia-s": (LIST, 7)}
LISTS = (("G03",), ("G03CA03", "J01"), ("N02BE01",), ("substans3", "G03FA01"), ("J01CA04",))


def concerned(listed: Iterable[str]) -> frozenset[str]:
    """The packs that codes mean, and substances, each of which has one."""
    wanted = tuple(listed)
    return frozenset(
        str(n)
        for n in range(PACKS)
        if CODES[n % len(CODES)].startswith(wanted) or f"substans{n}" in wanted
    )


def of_target(target: str, listed: Iterable[str]) -> frozenset[str]:
    return concerned(listed) if target == LIST else concerned([target.removeprefix("atc:")])


@dataclass
class Specialists:
    """A group that gives advice by chance: new, anew, withdrawn, closed, or let go by."""

    chance: Random
    decided: Decisions
    holds: dict[str, ReplacementAdvice] = field(default_factory=dict)

    def decide(self, now: datetime) -> Iterator[ReplacementAdvice]:
        """What is written of it."""
        for code in CODES:
            held, what = self.holds.get(code), self.chance.random()
            if held is None or held.has_ended(now):
                if what < 0.15:
                    yield self._new(code, now)
            elif what < 0.06:
                yield from self._anew(code, held, now)
            elif what < 0.12:
                over = withdrawn(held, "fel", "bo-b", a_group(), now)
                yield self._ends(code, over, "återkallat", now)
            elif what < 0.18:
                yield self._ends(code, closed(held, "Åter.", now), "avslutat", now)

    def _new(self, code: str, now: datetime) -> ReplacementAdvice:
        about = AdvisedMedicine(name=code, atc=code)
        last = local(now).date() + timedelta(days=self.chance.randrange(1, 15))
        urgent = self.chance.random() < 0.3
        new = an_advice(AdviceState.SIGNED, now=now, advice=f"{code}-{now:%m%d}", concerns=(about,), last=last, urgent=urgent)  # fmt: skip
        return self._begins(code, new, "nytt", now)

    def _anew(
        self, code: str, held: ReplacementAdvice, now: datetime
    ) -> Iterator[ReplacementAdvice]:
        draft = sent(next_version(held, held.version + 1, "anna-a", a_group(), now), "anna-a", a_group())  # fmt: skip
        self._forgets_end(held)
        yield replaced(held, now)
        new = approved(draft, draft.text_hash, "bo-b", a_group(), now)
        yield self._begins(code, new, "ny version", now)

    def _begins(
        self, code: str, new: ReplacementAdvice, what: str, now: datetime
    ) -> ReplacementAdvice:
        self.holds[code] = new
        assert new.over
        for at, word in ((now, what), (new.over, "gått ut")):
            self.decided.made.append(Decision(at, new.advice, word, code, new.content.urgent))
        return new

    def _ends(
        self, code: str, over: ReplacementAdvice, what: str, now: datetime
    ) -> ReplacementAdvice:
        self._forgets_end(over)
        del self.holds[code]
        self.decided.made.append(Decision(now, over.advice, what, code, over.content.urgent))
        return over

    def _forgets_end(self, held: ReplacementAdvice) -> None:
        made = self.decided.made
        made[:] = [one for one in made if (one.advice, one.what) != (held.advice, "gått ut")]


@dataclass
class Feed:
    """The authority's file, as it is made anew each night by chance."""

    chance: Random
    rows: dict[RowKey, ShortageRow] = field(default_factory=dict)
    dropped: dict[RowKey, ShortageRow] = field(default_factory=dict)

    def passes(self, day: date) -> None:
        """Some rows come, end, move, are touched or vanish."""
        for number in range(PACKS):
            what = self.chance.random()
            key = (f"s-{number}", str(number))
            row = self.rows.get(key)
            if row is None and what < 0.12:
                self.rows[key] = self._new(number, day)
                self.dropped.pop(key, None)
            elif row is not None and what < 0.35:
                self._changes(key, row, day)
            if self.chance.random() < 0.01:
                start = day + timedelta(days=self.chance.randrange(-5, 60))
                ceasing = self._row(number, start, None, ceases=True)
                self.rows.setdefault(ceasing.key, ceasing)

    def _new(self, number: int, day: date) -> ShortageRow:
        start = day + timedelta(days=self.chance.choice([-3, 0, 2, 15, 25, 40]))
        forecast = start + timedelta(days=self.chance.randrange(5, 60))
        return self._row(number, start, self.chance.choice([None, forecast, forecast]))

    def _row(
        self, number: int, start: date, forecast: date | None, *, ceases: bool = False
    ) -> ShortageRow:
        code = CODES[number % len(CODES)]
        product = of_product(f"Medel{number} 5 mg Tablett", code, f"substans{number}", npl=f"n{number}")  # fmt: skip
        written = str(forecast or "")
        sort = "c" if ceases else "s"
        return a_row(str(start), written, pack=str(number), shortage=f"{sort}-{number}", ceases=ceases, product=product)  # fmt: skip

    def _changes(self, key: RowKey, row: ShortageRow, day: date) -> None:
        interval = row.interval
        moved = timedelta(days=self.chance.choice([-20, -6, -3, 3, 3, 5, 6, 13, 14, 30]))
        match self.chance.randrange(8):
            case 0 if interval.actual_end is None and interval.start and interval.start <= day:
                interval = replace(interval, actual_end=day)
            case 1 if interval.actual_end is not None:
                interval = replace(interval, actual_end=None)
            case 2 if interval.start and interval.start > day:
                interval = replace(interval, start=interval.start + moved)
            case 3 if self.chance.random() < 0.2:
                del self.rows[key]
                self.dropped[key] = replace(row, gone=day)
                return
            case 4 | 5 | 6 if interval.forecast_end:
                interval = replace(interval, forecast_end=interval.forecast_end + moved)
        self.rows[key] = replace(row, interval=interval, updated=day)

    def said(self) -> tuple[Mapping[RowKey, ShortageRow], Mapping[RowKey, ShortageRow]]:
        return dict(self.rows), dict(self.dropped)


@dataclass
class Month:
    """konsult in a month by chance, and what the oracle says of it."""

    chance: Random
    chat: Chat
    feed: Feed
    readers: dict[str, Reader]
    specialists: Specialists
    jobs: list[ShortageDigesting] = field(default_factory=list)
    known: dict[RowKey, ShortageRow] = field(default_factory=dict)
    expected: list[tuple[date, str, dict[str, str]]] = field(default_factory=list)

    def begins_again(self) -> None:
        """Two processes, of which nothing remembers what was before."""
        self.jobs = [
            ShortageDigesting(self.chat.store, self.chat.live, "", Apart("x")) for _ in range(2)
        ]

    def picture(self, day: date) -> Mapping[str, Seen]:
        by_pack: dict[str, list[ShortageRow]] = {}
        for row in self.known.values():
            by_pack.setdefault(row.pack.npl_pack_id, []).append(row)
        return {pack: seen(rows, day) for pack, rows in by_pack.items()}

    async def reads_file(self, now: datetime) -> None:
        await self.chat.passes(now)
        listed, dropped = self.feed.said()
        content = as_xml(listed.values(), now - timedelta(minutes=5))
        outcome = await published(self.chat, content, looked_at=True)
        assert outcome.publication, outcome.refusals
        as_read = {
            key: replace(row, gone=row.gone or local(now).date())
            for key, row in self.known.items()
            if key in dropped
        }
        self.known = {**self.known, **as_read, **listed}

    async def ticks(self, now: datetime) -> None:
        """A minute in both processes; in turn, as their lease has them."""
        await self.chat.passes(now)
        await publishing(self.chat).begin_day(now, "test")
        for job in self.jobs:
            if not await job.rests(now):
                await job.run(now)

    def is_read(self, day: date, hour: int) -> None:
        """Those whose hour it is must have been told by now."""
        now, until = self.picture(day), self.chat.clock.now - SETTLED
        for name, reader in self.readers.items():
            if {**FOLLOWED, **UNASKED}[name][1] == hour:
                told = reader.reads(now, until, day, self.specialists.decided)
                if told:
                    self.expected.append((day, name, told))

    def told(self) -> Iterator[tuple[date, str, dict[str, str]]]:
        for delivery in self.chat.deliveries:
            says = dict(_said(delivery.letter.words))
            yield local(delivery.due).date(), delivery.recipient, says

    async def decides(self, now: datetime) -> None:
        """The group gives advice, and changes its list."""
        await self.chat.passes(now)
        kept: list[Kept] = list(self.specialists.decide(now))
        if self.chance.random() < 0.15:
            listed = self.chance.choice(LISTS)
            kept.append(a_group(medicines=listed))
            for name, (target, _) in {**FOLLOWED, **UNASKED}.items():
                self.readers[name].packs = of_target(target, listed)
        if kept:
            await self.chat.store.apply(list(map(Keep, kept)), actor="test", now=now)
            await self.chat.passes(now)


def _said(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The packs of a letter with what leads them; advice by what became of it and its code."""
    code, packs = "", Counter[str]()
    for line in words:
        if substance := _SUBSTANCE.fullmatch(line):
            code = substance["code"]
        elif pack := _SAID.match(line):
            packs[pack["pack"]] += 1
            yield pack["pack"], pack["lead"]
        elif advice := [what for begins, what in ADVISED.items() if begins in line]:
            assert "Gel i motsvarande dos" not in line
            assert "Kvinnosjukdomar" in line
            yield f"{advice[0]} {code}", "råd"
    assert all(count == 1 for count in packs.values()), packs


async def month(seed: int, first: date) -> Month:
    chance = Random(seed)
    begins = to_utc(first, time(12))
    since = begins + timedelta(minutes=1)
    chat = await open_chat(now=begins)
    chosen = [
        Subscription(follower=who, topic=SHORTAGE_NEWS, target=target, pace=Pace.DAILY, made=since, hour=hour)
        for who, (target, hour) in FOLLOWED.items()
    ]  # fmt: skip
    defaults = [
        ShortageDefault(unit_kind=kind, target=target, made=since, made_by="test:karin-k")
        for kind, target in ((UnitKind.HEALTH_CENTRE, "atc:G03"), (UnitKind.SWITCHBOARD, LIST))
    ]
    off = [
        Subscription(follower=person.id, topic=SHORTAGE_NEWS, target=target, pace=Pace.OFF, made=begins)
        for person in chat.snapshot.people.values()
        for target in [chance.choice(["", "atc:G03"])]
        if person.id not in {**FOLLOWED, **UNASKED}
    ]  # fmt: skip
    readers = {
        who: Reader(of_target(target, LISTS[0]))
        for who, (target, _) in {**FOLLOWED, **UNASKED}.items()
    }
    decided = Decisions({str(n): CODES[n % len(CODES)] for n in range(PACKS)})
    whole = Month(chance, chat, Feed(chance), readers, Specialists(chance, decided))
    while not whole.feed.rows:
        whole.feed.passes(first)
    await whole.reads_file(begins)
    kept: list[Kept] = [*chosen, *off, *defaults, a_group(medicines=LISTS[0])]
    await chat.store.apply(list(map(Keep, kept)), actor="test", now=begins)
    await chat.passes(begins + timedelta(minutes=2))
    for reader in readers.values():
        reader.begins(whole.picture(first), since, first)
    whole.begins_again()
    return whole


async def played(seed: int, first: date) -> Month:
    whole = await month(seed, first)
    for ahead in range(1, DAYS):
        day = first + timedelta(days=ahead)
        await a_day(whole, day)
    return whole


async def a_day(whole: Month, day: date) -> None:
    """Files come at night, one minute too late, or not at all; konsult may stand still meanwhile."""
    chance = whole.chance
    stands_still_until = chance.choice([0, 0, 0, 8, 10])
    whole.feed.passes(day)
    file_at = chance.choice([(2, 55), (2, 55), (7, 20), (7, 31), (13, 0), None])
    if chance.random() < 0.2:
        whole.begins_again()
    moments = {(0, 1), (7, 29), (7, 30), (7, 31), (8, 0), (9, 30), (10, 0), (12, 30), (18, 29), (18, 30), (23, 0)}  # fmt: skip
    unread = {7, 9, 18}
    decides = {(3, 0), (7, 27), (11, 0), (20, 0)}
    for hour, minute in sorted(moments | decides | ({file_at} if file_at else set())):
        if hour < stands_still_until:
            continue
        now = to_utc(day, time(hour, minute))
        if (hour, minute) == file_at:
            await whole.reads_file(now)
        if (hour, minute) in decides:
            await whole.decides(now)
        if chance.random() < 0.2:
            whole.begins_again()
        await whole.ticks(now)
        for come in sorted(one for one in unread if (hour, minute) >= (one, 30)):
            whole.is_read(day, come)
            unread.discard(come)


@pytest.mark.parametrize(("seed", "first"), [(1, AUTUMN), (2, SPRING), (3, AUTUMN)])
async def test_each_follower_is_told_exactly_what_concerns_them_once_a_day(
    seed: int, first: date
) -> None:
    whole = await played(seed, first)
    told = sorted(whole.told(), key=lambda one: one[:2])
    assert len({(day, who) for day, who, _ in told}) == len(told)
    assert {who for _, who, _ in told} == {*FOLLOWED, *UNASKED}
    expected = sorted(whole.expected, key=lambda one: one[:2])
    for one, other in zip(told, expected, strict=True):
        assert one == other
    said = {key.rpartition(" ")[0] for _, _, says in told for key in says if says[key] == "råd"}
    assert said == set(ADVISED.values())
    assert {lead for _, _, says in told for lead in says.values()} >= {
        "Restnoterad nu", "Förvarning", "Kommande", "Upphör", "Prognosen har passerat", "Ny prognos", "Åter enligt Läkemedelsverket",
    }  # fmt: skip


def test_the_interval_of_a_row_is_what_the_months_change() -> None:
    """A month without moves of fewer than fourteen days would prove nothing about them."""
    feed = Feed(Random(1))
    small = 0
    for ahead in range(DAYS):
        before = {key: row.interval for key, row in feed.rows.items()}
        feed.passes(AUTUMN + timedelta(days=ahead))
        small += sum(_is_small(was, feed.rows[key].interval) for key, was in before.items() if key in feed.rows)  # fmt: skip
    assert small > 20


def _is_small(was: ShortageInterval, now: ShortageInterval) -> bool:
    if was.forecast_end is None or now.forecast_end is None:
        return False
    return timedelta(0) < abs(now.forecast_end - was.forecast_end) < timedelta(days=14)
