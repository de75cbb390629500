"""Rosters on their way in: compared with what holds, stopped where a human must look, told to those concerned."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.rostering import Incoming, NotPublishableError, Preview, Rostering, UnknownServiceError
from directory.changes import Keep
from directory.line import Line
from directory.oncall import Duty
from directory.roles import Role
from directory.roster_plan import Answers, outsider
from directory.store.memory import MemoryRepository
from tests.builders import at, override, person, small_region
from tests.chat import Chat, open_chat

NOBODY = Answers(names={})
ROSTER = """datum;tid;roll;namn
2026-11-25;16-07:30;bakjour;{}
2026-11-26;16-07:30;bakjour;{}
2026-11-27;16-07:30;bakjour;{}
"""
INITIALS = {"anna-a": "AA", "bo-b": "BB", "cecilia-c": "CC", "david-d": "DD"}


async def chat() -> Chat:
    region = small_region()
    people = tuple(replace(p, initials=INITIALS.get(p.id, "")) for p in region.people)
    return await open_chat(replace(region, people=people))


def rostering(of: Chat) -> Rostering:
    return Rostering(of.repository, of.live, of.desk.now)


def roster(*who: str, **fields: object) -> Incoming:
    incoming = Incoming(service="kardiologi", name="jour.csv", content=_written(who))
    return replace(incoming, **fields)  # type: ignore[arg-type]  # fields of an incoming roster


def _written(who: tuple[str, ...]) -> bytes:
    return ROSTER.format(*who).encode() if who else b""


async def published(of: Chat, incoming: Incoming, answers: Answers = NOBODY) -> Preview:
    return await rostering(of).publish(incoming, answers, "web:karin-k")


def on(of: Chat, wall: str, role: Role = Role.SENIOR_ON_CALL) -> list[str]:
    assert of.live.snapshot is not None
    duties: list[Duty] = of.live.snapshot.rosters.duties(Line("kardiologi", role), at(wall)) or []
    return [duty.person for duty in duties]


def told(of: Chat) -> dict[str, tuple[str, ...]]:
    assert isinstance(of.repository, MemoryRepository)
    return {one.recipient: one.letter.lines for one in of.repository.deliveries.values()}


async def test_a_roster_in_force_answers_alone_in_its_roles() -> None:
    of = await chat()
    await published(of, roster("CC", "DD", "AA"))
    assert [on(of, f"2026-11-{day} 20:00") for day in (25, 26, 27)] == [
        ["cecilia-c"],
        ["david-d"],
        ["anna-a"],
    ]
    assert on(of, "2026-11-28 20:00") == []
    assert on(of, "2026-11-26 10:00", Role.CONSULTING_PHYSICIAN) != []
    seen = await of.user("hanna-h").types("/konsult kardiologi torsdag 20:00")
    assert "Bakjour David Dal" in seen.sees


async def test_until_its_first_shift_the_region_s_own_roster_holds_and_no_longer() -> None:
    of = await chat()
    own = on(of, "2026-11-24 20:00")
    weekend = "datum;från;till;roll;namn\n2026-11-25;03:00;16:00;bakjour;CC\n"
    await published(of, roster(content=weekend.encode()))
    assert on(of, "2026-11-24 20:00") == on(of, "2026-11-25 02:59") == own != []
    assert on(of, "2026-11-25 03:00") == ["cecilia-c"]
    assert on(of, "2026-11-25 16:00") == on(of, "2026-12-20 20:00") == []
    seen = await of.user("hanna-h").types("/konsult kardiologi")
    assert "Nästa byte" in seen.sees
    cut = told(of)[own[0]]
    assert any("tis 24 nov 16:00–07:30 → tis 24 nov 16:00–03:00" in line for line in cut)


async def test_an_earlier_month_that_is_read_in_later_moves_the_beginning_back() -> None:
    of = await chat()
    december = "datum;tid;roll;namn\n2026-12-01;16-07:30;bakjour;CC\n"
    await published(of, roster(content=december.encode()))
    assert on(of, "2026-11-26 20:00") != []
    await published(of, roster("DD", "DD", "DD"))
    assert on(of, "2026-11-26 20:00") == ["david-d"]
    assert on(of, "2026-11-29 20:00") == []
    assert on(of, "2026-12-01 20:00") == ["cecilia-c"]


async def test_the_next_file_takes_the_place_of_its_own_days_only() -> None:
    of = await chat()
    await published(of, roster("CC", "DD", "AA"))
    second = "datum;tid;roll;namn\n2026-11-27;16-07:30;bakjour;BB\n2026-11-28;16-07:30;bakjour;BB\n"
    preview = await published(of, roster(content=second.encode()))
    assert [(e.before.person, e.after.person) for e in preview.plan.edited] == [("anna-a", "bo-b")]
    assert (len(preview.plan.new), len(preview.plan.removed)) == (1, 0)
    assert [on(of, f"2026-11-{day} 20:00") for day in (25, 26, 27, 28)] == [
        ["cecilia-c"], ["david-d"], ["bo-b"], ["bo-b"],
    ]  # fmt: skip


async def test_what_is_said_of_a_period_removes_what_is_not_in_it() -> None:
    of = await chat()
    await published(of, roster("CC", "DD", "AA"))
    first = "datum;tid;roll;namn\n2026-11-25;16-07:30;bakjour;CC\n"
    preview = await published(
        of, roster(content=first.encode(), first=date(2026, 11, 25), last=date(2026, 11, 30))
    )
    assert [shift.person for shift in preview.plan.removed] == ["david-d", "anna-a"]
    assert on(of, "2026-11-26 20:00") == []


async def test_an_unknown_name_stops_it_until_somebody_says_who_it_is_and_that_is_remembered() -> (
    None
):
    of = await chat()
    with pytest.raises(NotPublishableError) as stopped:
        await published(of, roster("CC", "XX", "AA"))
    assert stopped.value.preview.plan.unknown == ("XX",)
    assert told(of) == {}
    await published(of, roster("CC", "XX", "AA"), Answers(names={"xx": "bo-b"}))
    assert on(of, "2026-11-26 20:00") == ["bo-b"]
    await published(of, roster("CC", "DD", "XX"))
    assert on(of, "2026-11-27 20:00") == ["bo-b"]


async def test_somebody_outside_the_directory_may_be_accepted_as_she_is_written() -> None:
    of = await chat()
    await published(
        of, roster("CC", "Hyrläkare", "AA"), Answers(names={"hyrläkare": outsider("Hyrläkare")})
    )
    seen = await of.user("hanna-h").types("/konsult kardiologi torsdag 20:00")
    assert "Bakjour Hyrläkare" in seen.sees
    assert "08-465 004 13" in seen.sees


async def test_somebody_outside_the_directory_is_told_nothing() -> None:
    of = await chat()
    locum = Answers(names={"hyrläkare": outsider("Hyrläkare")})
    await published(of, roster("CC", "Hyrläkare", "AA"), locum)
    await of.passes(of.desk.now() + timedelta(minutes=5))
    await published(of, roster("CC", "AA", "Hyrläkare"))
    assert on(of, "2026-11-27 20:00") == [outsider("Hyrläkare")]
    assert outsider("Hyrläkare") not in told(of)


async def test_a_row_that_cannot_be_understood_never_becomes_an_empty_shift() -> None:
    of = await chat()
    wrong = ROSTER.format("CC", "DD", "AA") + "2026-11-28;16-99;bakjour;BB\n"
    with pytest.raises(NotPublishableError) as stopped:
        await published(of, roster(content=wrong.encode()))
    [row] = stopped.value.preview.plan.stops
    assert "5" in row.place
    await published(of, roster(content=wrong.encode()), Answers(names={}, leave_out=True))
    assert on(of, "2026-11-25 20:00") == ["cecilia-c"]


async def test_a_roster_that_is_over_does_not_take_the_line_from_those_who_have_it() -> None:
    of = await chat()
    before = on(of, "2026-11-25 20:00")
    old = "datum;tid;roll;namn\n2026-10-01;16-07:30;bakjour;CC\n"
    with pytest.raises(NotPublishableError):
        await published(of, roster(content=old.encode()))
    assert on(of, "2026-11-25 20:00") == before != []


async def test_those_whose_shifts_changed_are_told_once_and_nobody_else() -> None:
    of = await chat()
    await published(of, roster("AA", "BB", "CC"))
    first = told(of)
    assert set(first) <= {"anna-a", "bo-b", "cecilia-c", "david-d", "sofia-s"}
    assert isinstance(of.repository, MemoryRepository)
    of.repository.deliveries.clear()
    await of.passes(of.desk.now() + timedelta(minutes=5))
    await published(of, roster("AA", "DD", "CC"))
    assert set(told(of)) == {"bo-b", "david-d", "sofia-s"}
    assert told(of)["david-d"] == (
        "Nytt pass: bakjour, Kardiologi Granvik · Granviks lasarett, tor 26 nov 16:00–07:30",
    )
    of.repository.deliveries.clear()
    await of.passes(of.desk.now() + timedelta(minutes=5))
    await published(of, roster("AA", "DD", "CC"))
    assert told(of) == {}


async def test_a_swap_survives_that_the_roster_is_read_again() -> None:
    of = await chat()
    await published(of, roster("AA", "BB", "CC"))
    swap = override(start="2026-11-26 16:00", hours=15.5, person="david-d", instead_of="bo-b")
    await of.live.write([Keep(swap)], "web:bo-b")
    await published(of, roster("AA", "BB", "DD"))
    assert on(of, "2026-11-26 20:00") == ["david-d"]
    assert "david-d" in told(of)


async def test_who_has_only_the_end_of_the_last_night_is_told_that_it_is_gone() -> None:
    of = await chat()
    await published(of, roster("AA", "BB", "CC"))
    until_midnight = override(
        start="2026-11-27 16:00", hours=8, person="david-d", instead_of="cecilia-c"
    )
    await of.live.write([Keep(until_midnight)], "web:cecilia-c")
    assert isinstance(of.repository, MemoryRepository)
    of.repository.deliveries.clear()
    await of.passes(of.desk.now() + timedelta(minutes=5))
    await published(of, roster("AA", "BB", "AA"))
    [line] = told(of)["cecilia-c"]
    assert line.startswith("Inte längre ditt:") and line.endswith("lör 28 nov 00:00–07:30")


async def test_a_last_night_that_is_changed_after_midnight_is_told() -> None:
    of = await chat()
    await published(of, roster("AA", "BB", "CC"))
    await of.passes(at("2026-11-28 01:00"))
    await published(of, roster("AA", "BB", "DD"))
    assert "david-d" in told(of)


async def test_an_address_speaks_of_all_that_lies_ahead() -> None:
    of = await chat()
    feed = roster("CC", "DD", "AA", name="https://schema.example/jour.csv", every_minutes=15)
    await published(of, feed)
    only = "datum;tid;roll;namn\n2026-11-25;16-07:30;bakjour;CC\n"
    await published(of, replace(feed, content=only.encode()))
    assert on(of, "2026-11-25 20:00") == ["cecilia-c"]
    assert on(of, "2026-11-27 20:00") == []


async def test_a_source_that_has_not_been_read_for_a_day_is_said_to_be_stale() -> None:
    of = await chat()
    await published(
        of, roster("CC", "DD", "AA", name="https://schema.example/jour.csv", every_minutes=15)
    )
    fresh = await of.user("hanna-h").types("/konsult kardiologi")
    assert "inte uppdaterats" not in fresh.sees
    await of.passes(at("2026-11-26 20:00"))
    assert "inte uppdaterats sedan" in (await fresh.types("/konsult kardiologi")).sees


async def test_the_region_s_own_roster_holds_again_when_a_source_is_taken_away() -> None:
    of = await chat()
    own = on(of, "2026-11-25 20:00")
    await published(of, roster("DD", "DD", "DD"))
    await of.repository.withdraw_roster("kardiologi", actor="test", now=of.desk.now())
    await of.live.refresh()
    assert on(of, "2026-11-25 20:00") == own


async def test_a_region_that_is_read_again_leaves_the_imported_roster() -> None:
    of = await chat()
    await published(of, roster("DD", "DD", "DD"))
    region = await of.repository.load_region()
    assert region is not None
    await of.repository.import_region(
        replace(region, people=(*region.people, person("ny-n"))), actor="test", now=of.desk.now()
    )
    await of.live.refresh()
    assert on(of, "2026-11-25 20:00") == ["david-d"]


async def test_a_service_that_does_not_exist() -> None:
    of = await chat()
    with pytest.raises(UnknownServiceError, match="finns inte"):
        await published(of, roster("AA", "BB", "CC", service="urologi"))


async def test_the_swaps_that_would_no_longer_fit_are_told_and_stay_in_force() -> None:
    of = await chat()
    await published(of, roster("AA", "BB", "CC"))
    fits = override("passar", "2026-11-26 16:00", hours=15.5, person="david-d", instead_of="bo-b")
    strange = override(
        "passar-inte", "2026-11-27 16:00", hours=15.5, person="david-d", instead_of="cecilia-c"
    )
    await of.live.write([Keep(fits), Keep(strange)], "web:bo-b")
    preview = await rostering(of).preview(roster("AA", "BB", "AA"), NOBODY)
    assert preview.conflicts == (strange,)
    await published(of, roster("AA", "BB", "AA"))
    assert on(of, "2026-11-27 20:00") == ["anna-a", "david-d"]
