"""One item's failure never ends a round: the others are done, and it is told of, counted and tried
again. Every registered job is gone through, with one damaged item in it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import copy
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bot.apart.failing import LONGEST_WAIT, Apart, waiting_after
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.hours.topics import OWN_HOURS
from bot.incoming.addresses import Fetched
from bot.incoming.shortages import NO_SHORTAGES, ShortageAccess
from bot.jobs import JobContext
from bot.letters.failing import FAULTS
from bot.rosters.topics import GAPS, REMINDERS
from bot.scheduler.registry import jobs
from bot.shortages.publishing import IncomingShortages, ShortagePublishing
from directory.agreements.topic import AGREEMENT_NEWS
from directory.catalogue.people import Access
from directory.changes import Keep
from directory.counting.lookups import Lookup
from directory.kinds import Kept
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.region import Region
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.sources import RosterSource
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.advice.content import AdviceContent
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.kept import shortage_feed
from directory.shortages.row import ShortageRow
from directory.sources.shortages.result import ShortageReading
from directory.store.memory_outbox import MemoryOutbox
from directory.transaction import StoreUnavailableError
from directory.walltime.days import local
from tests.agreements import owned, publish, version
from tests.bot.shortages.stories import published as shortages_published
from tests.builders import at, person, shift, small_region
from tests.chat import Chat, open_chat
from tests.shortages import a_group, a_row, an_advice, as_xml
from tests.stories.rosters import NIGHTS, published, read_roster_here, roster
from tests.stories.shifts import EVENING, offered, presses
from tests.stories.tid import bookable, lay
from tests.stories.tid_booking import waits

NOW = EVENING + timedelta(minutes=5)


class NoHour(str):
    """What has come into a row in the place of an hour; no clock shows it."""

    def __ge__(self, other: object) -> bool:
        return True

    def __le__(self, other: object) -> bool:
        return True


NO_HOUR: Any = NoHour("sju")


@dataclass
class Trial:
    """A damaged item among others, and what a round of its job must come to.

    `well`: what has been done for the others, `ill`: for the damaged one. `told`: who hears of it.
    """

    chat: Chat
    kind: ItemKind
    well: Callable[[], object]
    ill: Callable[[], object]
    heal: Callable[[], Awaitable[None]]
    told: Sequence[str] = ()
    drafts: tuple["Drafts", ...] = ()
    editors: tuple["Editor", ...] = ()
    fetch: Callable[[str, str, str], Awaitable[Fetched]] = field(default=lambda *_: unchanged())
    shortages: ShortageAccess = NO_SHORTAGES

    def context(self) -> JobContext:
        return JobContext(
            store=self.chat.repository,
            live=self.chat.live,
            outbox=self.chat.outbox,
            clock=self.chat.clock,
            fetch=self.fetch,
            read_roster=read_roster_here,
            shortages=self.shortages,
            drafts=self.drafts,
            editors=self.editors,
        )


async def unchanged() -> Fetched:
    return Fetched(None)


async def chat_of(region: Region | None = None) -> Chat:
    second = person("mats-m", unit="medicinkliniken", access=frozenset({Access.COORDINATOR}))
    small = region or small_region()
    return await open_chat(replace(small, people=(*small.people, second)), now=NOW)


async def chooses(chat: Chat, who: str, topic: Topic, target: str = "", hour: int = 7) -> None:
    chosen = Subscription(
        follower=who, topic=topic, target=target, pace=Pace.DAILY, made=NOW, hour=hour
    )
    await chat.repository.apply([Keep(chosen)], actor="test", now=NOW)
    await chat.live.refresh()


def letters(chat: Chat, who: str) -> list[str]:
    stored = chat.outbox.stored.values()
    ours = [one.delivery for one in stored if one.delivery.recipient == who]
    return [one.letter.title for one in ours if one.letter.topic != FAULTS]


# -- a damaged item for each job --------------------------------------------------------------


async def reminders() -> Trial:
    tomorrow = [shift("2026-11-25 16:00", who="anna-a"), shift("2026-11-25 16:00", of="medicin", who="eva-e")]  # fmt: skip
    chat = await chat_of(small_region(rotations=(), shifts=tuple(tomorrow)))
    await chooses(chat, "anna-a", REMINDERS.topic, hour=NO_HOUR)
    return Trial(
        chat,
        ItemKind.PERSON,
        well=lambda: letters(chat, "eva-e"),
        ill=lambda: letters(chat, "anna-a"),
        heal=lambda: chooses(chat, "anna-a", REMINDERS.topic),
        told=["karin-k"],
    )


async def gaps() -> Trial:
    empty = [shift("2026-11-24 16:00", who=""), shift("2026-11-24 16:00", of="medicin", who="")]
    chat = await chat_of(small_region(rotations=(), shifts=tuple(empty)))
    await chooses(chat, "karin-k", GAPS.topic, hour=NO_HOUR)
    return Trial(
        chat,
        ItemKind.PERSON,
        well=lambda: letters(chat, "mats-m"),
        ill=lambda: letters(chat, "karin-k"),
        heal=lambda: chooses(chat, "karin-k", GAPS.topic),
        told=["karin-k"],
    )


async def agreements() -> Trial:
    chat = await chat_of()
    gone = date(2026, 11, 20)
    await publish(chat, [version(owned(valid_to=gone)), version(owned("hud", owner="hanna-h", valid_to=gone))])  # fmt: skip
    await chooses(chat, "karin-k", AGREEMENT_NEWS, "ogon", hour=NO_HOUR)
    return Trial(
        chat,
        ItemKind.DOCUMENT,
        well=lambda: letters(chat, "hanna-h"),
        ill=lambda: letters(chat, "karin-k"),
        heal=lambda: chooses(chat, "karin-k", AGREEMENT_NEWS, "ogon"),
        told=["karin-k"],
    )


class Damaged(str):
    """Words that nothing can be made of, until they are mended."""

    broken = True

    def __hash__(self) -> int:
        if Damaged.broken:
            raise ValueError("damaged")
        return super().__hash__()


async def hours() -> Trial:
    chat = await chat_of()
    await lay(
        chat,
        bookable("alla dagar 18:30–20"),
        bookable("alla dagar 18:30–20", id="med-1", service="medicin", specialist="eva-e"),
    )
    await chooses(chat, "bo-b", OWN_HOURS.topic, hour=NO_HOUR)
    return Trial(
        chat,
        ItemKind.HOUR,
        well=lambda: letters(chat, "eva-e"),
        ill=lambda: letters(chat, "bo-b"),
        heal=lambda: chooses(chat, "bo-b", OWN_HOURS.topic),
        told=["karin-k"],
    )


async def queues() -> Trial:
    """Hanna waits for Bo's hour and Julia for Eva's; both have become free."""
    chat = await chat_of()
    of_eva = bookable("ons 13–13:30", id="med-1", service="medicin", specialist="eva-e")
    julia = replace(waits("julia-j"), hour="med-1")
    await lay(chat, bookable("ons 13–13:30"), of_eva, waits("hanna-h"), julia)
    await chooses(chat, "hanna-h", OWN_HOURS.topic, hour=NO_HOUR)
    return Trial(
        chat,
        ItemKind.PERSON,
        well=lambda: chat.letters("julia-j"),
        ill=lambda: chat.letters("hanna-h"),
        heal=lambda: chooses(chat, "hanna-h", OWN_HOURS.topic),
        told=["karin-k"],
    )


async def digests() -> Trial:
    Damaged.broken = True
    chat = await chat_of()
    for who, words in (("anna-a", Damaged("Ett brev")), ("bo-b", "Ett brev")):
        await chat.outbox.put([
            Delivery(
                key=f"{who}|{number}", recipient=who, made=NOW, due=NOW, together=True,
                letter=Letter(topic=Topic("egna pass"), title=f"Brev {number}", lines=(words,)),
            )
            for number in (1, 2)
        ])  # fmt: skip

    def digest(who: str) -> list[str]:
        return [title for title in letters(chat, who) if title == "Nytt för dig: 2 saker"]

    async def heal() -> None:
        Damaged.broken = False

    return Trial(
        chat,
        ItemKind.PERSON,
        well=lambda: digest("bo-b"),
        ill=lambda: digest("anna-a"),
        heal=heal,
        told=["karin-k"],
    )


@dataclass
class Drafts:
    broken: bool = False
    forgotten: list[datetime] = field(default_factory=list)

    async def forget(self, before: datetime) -> int:
        if self.broken:
            raise ValueError("damaged")
        self.forgotten.append(before)
        return 1


async def tidy() -> Trial:
    ill, well = Drafts(broken=True), Drafts()

    async def heal() -> None:
        ill.broken = False

    return Trial(
        await chat_of(),
        ItemKind.STORE,
        well=lambda: well.forgotten,
        ill=lambda: ill.forgotten,
        heal=heal,
        drafts=(ill, well),
    )


SITES = {"kardiologi": "https://ett.example/jour.csv", "medicin": "https://tva.example/jour.csv"}


async def rosters() -> Trial:
    chat = await chat_of()
    for service, address in SITES.items():
        nights = NIGHTS.format(*(["Bo Björn"] * 3 if service == "kardiologi" else ["Eva Ek"] * 3))
        incoming = roster(service=service, name=address, content=nights.encode(), every_minutes=15)
        await published(chat, incoming)
    chat.forgets_letters()
    await chat.passes(NOW + timedelta(minutes=20))
    broken = {SITES["kardiologi"]}

    async def fetch(address: str, etag: str, modified: str) -> Fetched:
        if address in broken:
            raise UnicodeEncodeError("utf-8", "\udcff", 0, 1, "an odd byte")
        return Fetched(None)

    def source(service: str) -> RosterSource:
        return next(one for one in chat.snapshot.of(ROSTER_SOURCES) if one.service == service)

    async def heal() -> None:
        assert source("kardiologi").problem.startswith("Det gick fel när schemat lästes in.")
        broken.clear()

    return Trial(
        chat,
        ItemKind.SOURCE,
        well=lambda: (source("medicin").checked or NOW) > NOW,
        ill=lambda: (source("kardiologi").checked or NOW) > NOW,
        heal=heal,
        told=["karin-k"],
        fetch=fetch,
    )


async def shortages() -> Trial:
    """The day is looked at, though the file of that day cannot be taken apart."""
    chat, broken = await chat_of(), [True]
    made = NOW - timedelta(days=1)

    async def read(content: bytes) -> ShortageReading:
        if broken and content == b"new":
            raise ValueError("damaged")
        rows = (a_row(local(NOW).date().isoformat()),)
        created = NOW - timedelta(hours=1) if content == b"new" else made
        return ShortageReading(created=created, rows=rows)

    async def fetch(address: str, etag: str, modified: str) -> Fetched:
        return Fetched(b"new")

    yesterday = ShortagePublishing(chat.store, chat.live, lambda: made, read)
    await yesterday.publish(IncomingShortages(content=b"old", source="https://lv.example"), "test")

    async def heal() -> None:
        assert shortage_feed(chat.snapshot).problem.startswith("Det gick fel när filen")
        broken.clear()

    return Trial(
        chat,
        ItemKind.STEP,
        well=lambda: shortage_feed(chat.snapshot).day == local(NOW).date(),
        ill=lambda: shortage_feed(chat.snapshot).created != made,
        heal=heal,
        told=["karin-k", "mats-m"],
        shortages=ShortageAccess("https://lv.example", fetch, read),
    )


@dataclass
class Editor:
    name: str = "slack"
    broken: bool = True
    drawn: list[str] = field(default_factory=list)

    async def redraw(self, reference: str, letter: Letter) -> bool:
        if self.broken and reference == "brev-0":
            raise ValueError("damaged")
        self.drawn.append(reference)
        return True


async def redrawing() -> Trial:
    chat, editor = await chat_of(), Editor()
    await offered(chat, vem="anna-a")
    monday = {"service": "kardiologi", "role": "bakjour", "person": "bo-b"}
    monday |= {"start": at("2026-11-30 16:00").isoformat(), "end": at("2026-12-01 07:30").isoformat()}  # fmt: skip
    await presses(chat.user("bo-b"), "erbjud", **monday, sätt="lämna", vem="cecilia-c")
    claimed = await chat.outbox.claim(NOW, most=9, lease=timedelta(minutes=1), holder="w")
    await chat.outbox.begin(dict.fromkeys((one.id for one in claimed), "slack"), holder="w")
    numbered = {one.id: f"brev-{number}" for number, one in enumerate(claimed)}
    await chat.outbox.mark_sent(numbered, NOW, holder="w")
    for one in chat.deliveries:
        offer = next(dict(button.data)["offer"] for button in one.letter.buttons)
        await presses(chat.user("bo-b"), "återta", offer=offer)

    async def heal() -> None:
        editor.broken = False

    return Trial(
        chat,
        ItemKind.LETTER,
        well=lambda: "brev-1" in editor.drawn,
        ill=lambda: "brev-0" in editor.drawn,
        heal=heal,
        editors=(editor,),
    )


async def shortage_digests() -> Trial:
    row = a_row("2026-08-01")
    chat = await chat_of()
    await files_in(chat, [a_row("2026-08-01", pack="annan")], NOW - timedelta(hours=1))
    await follows_all(chat, "anna-a", NO_HOUR)
    await follows_all(chat, "eva-e", NOW - timedelta(minutes=40))
    await files_in(chat, [a_row("2026-08-01", pack="annan"), row], NOW - timedelta(minutes=30))
    await chat.passes(NOW)
    return Trial(
        chat,
        ItemKind.PERSON,
        well=lambda: chat.letters("eva-e"),
        ill=lambda: chat.letters("anna-a"),
        heal=lambda: follows_all(chat, "anna-a", NOW - timedelta(minutes=40)),
        told=["karin-k"],
    )


async def two_groups(ill: ReplacementAdvice, well: ReplacementAdvice) -> Chat:
    """Anna's and Bo's advice, which is damaged, and Eva's and Mats's."""
    chat = await chat_of()
    theirs = a_group("eva-e", "mats-m", id_="medicin")
    other = replace(well, group="medicin", advice="b1")
    other = replace(other, approved_text=other.text_hash)
    kept: list[Kept] = [a_group("anna-a", "bo-b"), theirs, ill, other]
    await chat.repository.apply(list(map(Keep, kept)), actor="t", now=NOW)
    await chat.live.refresh()
    return chat


async def advice() -> Trial:
    """The last day is near; that of one of them is none."""
    ends = an_advice(AdviceState.SIGNED, now=NOW - timedelta(days=80))
    damaged = replace(ends, content=damaged_content(ends.content, "last", "snart"))
    chat = await two_groups(damaged, ends)

    async def heal() -> None:
        await chat.repository.apply([Keep(ends)], actor="t", now=NOW)
        await chat.live.refresh()

    return Trial(
        chat,
        ItemKind.ADVICE,
        well=lambda: letters(chat, "eva-e"),
        ill=lambda: letters(chat, "anna-a"),
        heal=heal,
        told=["karin-k", "mats-m"],
    )


async def advised_packs() -> Trial:
    """What both name is short; the names of one cannot be read."""
    named = (AdvisedMedicine(name="Plåstret", atc="G03CA03"),)
    other = (AdvisedMedicine(name="Annat", atc="G03CA04"),)
    sound = an_advice(AdviceState.SIGNED, now=NOW, concerns=other, replacements=named)
    damaged = replace(sound, content=damaged_content(sound.content, "replacements", (None,)))
    chat = await two_groups(damaged, sound)
    await files_in(chat, [a_row("2026-08-01")], NOW)

    async def heal() -> None:
        await chat.repository.apply([Keep(sound)], actor="t", now=NOW)
        await chat.live.refresh()

    return Trial(
        chat,
        ItemKind.ADVICE,
        well=lambda: chat.letters("eva-e"),
        ill=lambda: chat.letters("anna-a"),
        heal=heal,
        told=["karin-k", "mats-m"],
    )


class Unwritable(str):
    """A person's id that no letter can be addressed to."""

    def __str__(self) -> str:
        raise ValueError("damaged")


async def shortage_demand() -> Trial:
    """Two groups have estradiol on their lists."""
    chat = await chat_of()
    ids = {"ena": ("anna-a", Unwritable("bo-b")), "andra": ("cecilia-c", "eva-e")}
    await files_in(chat, [a_row()], NOW - timedelta(hours=1))
    await chat.live.medicines_indexed()
    await keeps_groups(chat, ids)
    asked = {Lookup(NOW, "rest", "answer", "G03CA03"): 14}
    await chat.repository.count(
        {**asked, Lookup(NOW - timedelta(days=20), "rest", "answer", "A"): 1}
    )
    await chat.passes(NOW)
    return Trial(
        chat,
        ItemKind.GROUP,
        well=lambda: chat.letters("eva-e"),
        ill=lambda: chat.letters("anna-a"),
        heal=lambda: keeps_groups(chat, {**ids, "ena": ("anna-a", "bo-b")}),
        told=["karin-k", "mats-m"],
    )


async def urgent_advice() -> Trial:
    """Two pieces of advice are urgent; of one nobody can say who approved it."""
    Damaged.broken = True
    other = (AdvisedMedicine(name="Annat", atc="G03CA04"),)
    mine = an_advice(AdviceState.SIGNED, now=NOW, urgent=True)
    damaged = replace(mine, approver=Damaged("bo-b"))
    chat = await two_groups(damaged, an_advice(AdviceState.SIGNED, now=NOW, urgent=True, concerns=other))  # fmt: skip
    for who, code in (("cecilia-c", "G03CA03"), ("hanna-h", "G03CA04")):
        await chooses(chat, who, SHORTAGE_NEWS, f"atc:{code}")

    async def heal() -> None:
        await chat.repository.apply([Keep(mine)], actor="t", now=NOW)
        await chat.live.refresh()

    return Trial(
        chat,
        ItemKind.ADVICE,
        well=lambda: letters(chat, "hanna-h"),
        ill=lambda: letters(chat, "cecilia-c"),
        heal=heal,
        told=["karin-k", "mats-m"],
    )


def damaged_content(content: AdviceContent, name: str, value: object) -> AdviceContent:
    damaged = copy(content)
    object.__setattr__(damaged, name, value)
    return damaged


async def keeps_groups(chat: Chat, ids: Mapping[str, Sequence[str]]) -> None:
    groups = [Keep(a_group(*members, id_=id_)) for id_, members in ids.items()]
    await chat.repository.apply(groups, actor="test", now=NOW)
    await chat.live.refresh()


async def files_in(chat: Chat, rows: Sequence[ShortageRow], now: datetime) -> None:
    await chat.passes(now)
    await shortages_published(chat, as_xml(rows, now - timedelta(minutes=1)), looked_at=True)


async def follows_all(chat: Chat, who: str, since: Any) -> None:
    chosen = Subscription(
        follower=who, topic=SHORTAGE_NEWS, target="atc:G", pace=Pace.DAILY, made=since
    )
    await chat.repository.apply([Keep(chosen)], actor="test", now=NOW)
    await chat.live.refresh()


TRIALS: Mapping[str, Callable[[], Awaitable[Trial]]] = {
    "reminders": reminders,
    "gaps": gaps,
    "agreements": agreements,
    "hours": hours,
    "queues": queues,
    "digests": digests,
    "tidy": tidy,
    "rosters": rosters,
    "shortages": shortages,
    "advised packs": advised_packs,
    "advice": advice,
    "urgent advice": urgent_advice,
    "shortage digests": shortage_digests,
    "shortage demand": shortage_demand,
    "redrawing": redrawing,
}


async def test_every_job_is_tried() -> None:
    context = (await tidy()).context()
    assert {job.name for job in jobs(context)} == TRIALS.keys()
    assert {job.apart.duty for job in jobs(context)} == TRIALS.keys()


@pytest.mark.parametrize("name", TRIALS)
async def test_the_rest_is_done_and_the_failed_one_is_told_counted_and_tried_again(
    name: str,
) -> None:
    trial = await TRIALS[name]()
    job = next(job for job in jobs(trial.context()) if job.name == name)
    now, failed = trial.chat.clock.now, counted(name, trial.kind)
    await job.run(now)
    assert trial.well() and not trial.ill()
    assert counted(name, trial.kind) == failed + 1
    assert told(trial.chat) == list(trial.told)

    await job.run(now + timedelta(seconds=30))
    assert counted(name, trial.kind) == failed + 1, "it waits"

    await job.run(now + timedelta(minutes=1))
    assert counted(name, trial.kind) == failed + 2, "and is tried again"
    assert told(trial.chat) == list(trial.told), "told once a day"

    await trial.heal()
    await job.run(now + timedelta(minutes=2))
    assert not trial.ill(), "it waits longer each time"
    await job.run(now + timedelta(minutes=4))
    assert trial.ill()
    assert REGISTRY.get_sample_value("konsult_items_failing", {"duty": name}) == 0


def counted(duty: str, kind: ItemKind) -> float:
    labels = {"duty": duty, "kind": kind.value}
    return REGISTRY.get_sample_value("konsult_items_failed_total", labels) or 0


def told(chat: Chat) -> list[str]:
    stored = chat.outbox.stored.values()
    return [one.delivery.recipient for one in stored if one.delivery.letter.topic == FAULTS]


async def test_the_letter_says_what_failed_and_when_it_is_tried_again() -> None:
    trial = await rosters()
    job = next(job for job in jobs(trial.context()) if job.name == "rosters")
    await job.run(trial.chat.clock.now)
    [letter] = [
        one.delivery.letter
        for one in trial.chat.outbox.stored.values()
        if one.delivery.letter.topic == FAULTS
    ]
    assert letter.title == (
        "Inläsningen av schemat fungerar inte: Kardiologi Granvik · Granviks lasarett"
    )
    assert letter.words[1].startswith("Nästa försök: ")


class Particular(MemoryOutbox):
    """A letter to Anna cannot be written."""

    damaged = "anna-a"

    async def put(self, deliveries: Sequence[Delivery]) -> int:
        if any(one.recipient == self.damaged for one in deliveries):
            raise ValueError("damaged")
        return await super().put(deliveries)


async def test_a_letter_that_cannot_be_written_holds_up_no_other() -> None:
    trial = await reminders()
    await trial.heal()
    outbox = Particular()
    context = replace(trial.context(), outbox=outbox)
    job = next(job for job in jobs(context) if job.name == "reminders")
    assert await job.run(NOW) == 1
    assert told_in(outbox) == {"eva-e", "karin-k"}
    outbox.damaged = ""
    await job.run(NOW + timedelta(minutes=1))
    assert told_in(outbox) == {"eva-e", "karin-k", "anna-a"}


def told_in(outbox: MemoryOutbox) -> set[str]:
    return {one.delivery.recipient for one in outbox.stored.values()}


# -- the mechanism ----------------------------------------------------------------------------


async def test_a_store_out_of_reach_is_no_item_s_failure() -> None:
    class Gone(Drafts):
        async def forget(self, before: datetime) -> int:
            raise StoreUnavailableError("gone")

    trial = replace(await tidy(), drafts=(Gone(), Drafts()))
    job = next(job for job in jobs(trial.context()) if job.name == "tidy")
    failed = counted("tidy", ItemKind.STORE)
    with pytest.raises(StoreUnavailableError):
        await job.run(NOW)
    assert counted("tidy", ItemKind.STORE) == failed


def test_the_wait_doubles_to_an_hour() -> None:
    minutes = [
        waiting_after(times) / timedelta(minutes=1) for times in (1, 2, 3, 4, 5, 6, 7, 10**6)
    ]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]
    assert waiting_after(10**9) == LONGEST_WAIT


def test_what_nobody_has_tried_for_a_day_is_forgotten() -> None:
    apart = Apart("a test")
    for number in range(3):
        moment = NOW + number * timedelta(days=2)
        done = Round(apart, moment).each(
            [str(number)], lambda id_: RoundItem(ItemKind.STEP, id_), fails
        )
        assert done == []
    assert REGISTRY.get_sample_value("konsult_items_failing", {"duty": "a test"}) == 1


def fails(id_: str) -> None:
    raise ValueError(id_)
