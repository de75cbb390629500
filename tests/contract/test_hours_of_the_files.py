"""An import of the region's files, the hours and the groups in them, in every store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.live import Live
from bot.region.importing import RegionImporting
from directory.changes import Add, Change, Forget, Keep
from directory.hours.bookings import BookingState
from directory.hours.files.imported import HoursRefusedError
from directory.hours.files.offered_rows import OfferedInFiles
from directory.hours.files.pilot_row import PilotRow
from directory.hours.files.row import HourRow
from directory.hours.kept import OFFERED
from directory.hours.offered import HourMode
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.sources.medicine_groups.row import GroupRow
from tests.builders import small_region
from tests.contract.conftest import NOW, Store
from tests.directory.hours.making import a_booking, a_closure, an_hour
from tests.shortages import a_group

REGION = small_region()
ROW = HourRow.of(an_hour("tis 13–15", id_="ger-1"))
OTHER = HourRow.of(an_hour("ons 13–15", id_="ger-2"))
IN_CHAT = an_hour("fre 13–15", id_="8f2c")
BOOKED = a_booking(NOW + timedelta(days=1))
ILL = replace(a_closure(), start=NOW, end=NOW + timedelta(days=1))


def _said(change: Change) -> str:
    return f"-{change.id}" if isinstance(change, Forget) else change.value.id


class Files:
    """The way in of a region's files, as the command line has it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.way_in = RegionImporting(
            store.repository, Live(store.repository, lambda: NOW), lambda: NOW
        )

    async def say(self, *rows: HourRow) -> list[str]:
        changed = await self.way_in.import_region(REGION, "test", OfferedInFiles(hours=rows))
        return [_said(one.written) for one in changed.offers]

    async def offered(self) -> set[str]:
        return {hour.id for hour in (await self.store.read(OFFERED)).hours}

    async def write(self, *changes: Keep | Add) -> None:
        await self.store.repository.apply(changes, actor="test", now=NOW)


@pytest.fixture
async def files(store: Store) -> Files:
    return Files(store)


async def test_the_hours_of_the_files_come_change_and_go_with_the_region(files: Files) -> None:
    assert await files.say(ROW, OTHER) == ["ger-1", "ger-2"]
    assert await files.say(ROW, OTHER) == []
    later = replace(ROW, where="rum 3")
    assert await files.say(later) == ["-ger-2", "ger-1"]
    [hour] = (await files.store.read(OFFERED)).hours
    assert (hour.where, hour.made, hour.is_from_files) == ("rum 3", NOW, True)


async def test_an_import_never_touches_what_was_opened_in_chat(files: Files) -> None:
    await files.say(ROW)
    await files.write(Add(IN_CHAT), Add(ILL))
    assert await files.say() == ["-ger-1"]
    offered = await files.store.read(OFFERED)
    assert list(offered.hours) == [IN_CHAT]
    assert offered.closures == (ILL,)


async def test_what_was_opened_or_changed_in_chat_is_left_alone_and_said(files: Files) -> None:
    await files.say(ROW, OTHER)
    [changed] = [hour for hour in (await files.store.read(OFFERED)).hours if hour.id == "ger-1"]
    theirs = replace(changed.taken_over("web:gun-ek"), where="hemma")
    await files.write(Keep(theirs), Add(IN_CHAT))
    rows = replace(ROW, where="rum 3"), replace(OTHER, id="8f2c")
    difference = await files.way_in.difference(REGION, OfferedInFiles(hours=rows))
    assert [row.id for row in difference.left] == ["ger-1", "8f2c"]
    assert await files.say(*rows) == ["-ger-2"]
    assert set((await files.store.read(OFFERED)).hours) == {theirs, IN_CHAT}


PILOT = PilotRow(
    id="p1",
    name="BUP på video",
    first=NOW.date(),
    last=NOW.date() + timedelta(days=90),
    units=frozenset({"bjorken"}),
    owners=frozenset({"anna-a"}),
)


async def test_pilots_come_change_and_go_unless_the_chat_needs_them(files: Files) -> None:
    async def pilots(*rows: PilotRow) -> list[str]:
        offered = OfferedInFiles(pilots=rows)
        changed = await files.way_in.import_region(REGION, "test", offered)
        return [_said(one.written) for one in changed.offers]

    assert await pilots(PILOT) == ["p1"]
    assert await pilots(PILOT) == []
    wider = replace(PILOT, units=frozenset({"bjorken", "hjartkliniken"}))
    assert await pilots(wider) == ["p1"]
    [stored] = (await files.store.read(OFFERED)).pilots
    assert PilotRow.of(stored) == wider
    await files.write(Add(replace(IN_CHAT, pilot="p1")))
    with pytest.raises(HoursRefusedError, match="”p1” kan inte tas bort"):
        await pilots()
    await files.write(Keep(stored.taken_over("web:birgit")))
    assert await pilots(PILOT) == []
    assert await pilots() == []


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (replace(ROW, specialist="bo-b"),),
        (replace(ROW, service="ortopedi"),),
        (replace(ROW, mode=HourMode.DROP_IN, length=None),),
    ],
    ids=["gone", "somebody else", "another service", "no slots"],
)
async def test_what_is_booked_is_not_taken_away(files: Files, rows: tuple[HourRow, ...]) -> None:
    await files.say(ROW)
    await files.write(Add(BOOKED))
    with pytest.raises(HoursRefusedError, match="”ger-1” har 1 bokad tid kvar"):
        await files.say(*rows)
    with pytest.raises(HoursRefusedError):
        await files.way_in.difference(REGION, OfferedInFiles(hours=rows))
    assert await files.offered() == {"ger-1"}


async def test_a_last_day_and_other_times_leave_what_is_booked(files: Files) -> None:
    await files.say(ROW)
    await files.write(Add(BOOKED))
    assert await files.say(replace(OTHER, id="ger-1", last=OTHER.first)) == ["ger-1"]


async def test_what_was_cancelled_or_is_over_holds_nothing_back(files: Files) -> None:
    await files.say(ROW)
    over = replace(BOOKED, id="b2", start=NOW - timedelta(hours=2), end=NOW - timedelta(hours=1))
    cancelled = replace(BOOKED, state=BookingState.CANCELLED)
    await files.write(Add(cancelled), Add(over))
    assert await files.say() == ["-ger-1"]


async def test_specialist_groups_come_change_and_go_unless_the_chat_has_them(files: Files) -> None:
    async def groups(*rows: GroupRow) -> list[str]:
        changed = await files.way_in.import_region(REGION, "test", groups=rows)
        return [_said(one.written) for one in changed.groups]

    row = GroupRow.of(a_group())
    assert await groups(row) == ["kvinnohalsa"]
    assert await groups(row) == []
    assert await groups(replace(row, medicines=("G03", "G02"))) == ["kvinnohalsa"]
    [stored] = await files.store.read(MEDICINE_GROUPS)
    assert stored == a_group(medicines=["G03", "G02"])
    await files.write(Keep(stored.with_medicines(["G04"], "web:anna-a")))
    assert await groups() == []
    changed = await files.way_in.difference(REGION, groups=[row])
    assert (changed.groups, changed.left) == ([], [row])
