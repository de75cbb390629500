"""Rosters on their way in: compared with what holds, stopped where a human must look, told to those concerned."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.rosters.publishing import IncomingRoster, NotPublishableError, UnknownServiceError
from bot.rosters.withdrawing import TakesShiftsError, Withdrawing
from directory.catalogue.roles import Role
from directory.changes import Keep
from directory.publishing.plan import RosterAnswers, outsider
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.somebody import as_written
from tests.builders import at, override, person
from tests.stories.rosters import NIGHTS, NO_ANSWERS, published, roster, roster_chat, rostering

ADDRESS = "https://schema.example/jour.csv"
EMPTYING = RosterAnswers(names={}, unstaffed=True)


async def test_a_roster_in_force_answers_alone_in_its_roles() -> None:
    chat = await roster_chat()
    await published(chat, roster("CC", "DD", "AA"))
    assert [chat.on_duty(f"2026-11-{day} 20:00") for day in (25, 26, 27)] == [
        ["cecilia-c"],
        ["david-d"],
        ["anna-a"],
    ]
    assert chat.on_duty("2026-11-26 10:00", role=Role.CONSULTING_PHYSICIAN) != []
    seen = await chat.user("hanna-h").types("/konsult kardiologi torsdag 20:00")
    assert "Bakjour David Dal" in seen.sees


async def test_before_its_first_shift_and_after_its_last_day_the_region_s_own_roster_holds() -> (
    None
):
    chat = await roster_chat()
    own = chat.on_duty("2026-11-24 20:00")
    later = chat.on_duty("2026-11-26 02:00"), chat.on_duty("2026-12-20 20:00")
    weekend = "datum;från;till;roll;namn\n2026-11-25;03:00;16:00;bakjour;CC\n"
    with pytest.raises(NotPublishableError) as stopped:
        await published(chat, roster(content=weekend.encode()))
    assert [str(one.start) for one in stopped.value.preview.unstaffed] == [
        "2026-11-25 15:00:00+00:00"
    ]
    await published(chat, roster(content=weekend.encode()), EMPTYING)
    assert chat.on_duty("2026-11-24 20:00") == chat.on_duty("2026-11-25 02:59") == own != []
    assert chat.on_duty("2026-11-25 03:00") == ["cecilia-c"]
    assert chat.on_duty("2026-11-25 16:00") == chat.on_duty("2026-11-25 23:59") == []
    assert (chat.on_duty("2026-11-26 02:00"), chat.on_duty("2026-12-20 20:00")) == later
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "Nästa byte" in seen.sees
    cut = chat.letters(own[0])
    assert any("tis 24 nov 16:00–07:30 → tis 24 nov 16:00–03:00" in line for line in cut)


async def test_an_earlier_month_that_is_read_in_later_takes_its_own_days_only() -> None:
    chat = await roster_chat()
    december = "datum;tid;roll;namn\n2026-12-01;16-07:30;bakjour;CC\n"
    await published(chat, roster(content=december.encode()))
    own = chat.on_duty("2026-11-29 20:00")
    await published(chat, roster("DD", "DD", "DD"))
    assert chat.on_duty("2026-11-26 20:00") == ["david-d"]
    assert chat.on_duty("2026-11-29 20:00") == own != []
    assert chat.on_duty("2026-12-01 20:00") == ["cecilia-c"]


async def test_the_next_file_takes_the_place_of_its_own_days_only() -> None:
    chat = await roster_chat()
    await published(chat, roster("CC", "DD", "AA"))
    second = "datum;tid;roll;namn\n2026-11-27;16-07:30;bakjour;BB\n2026-11-28;16-07:30;bakjour;BB\n"
    preview = await published(chat, roster(content=second.encode()))
    assert [(e.before.person, e.after.person) for e in preview.plan.edited] == [("anna-a", "bo-b")]
    assert (len(preview.plan.new), len(preview.plan.removed)) == (1, 0)
    assert [chat.on_duty(f"2026-11-{day} 20:00") for day in (25, 26, 27, 28)] == [
        ["cecilia-c"], ["david-d"], ["bo-b"], ["bo-b"],
    ]  # fmt: skip


async def test_what_is_said_of_a_period_removes_what_is_not_in_it() -> None:
    chat = await roster_chat()
    await published(chat, roster("CC", "DD", "AA"))
    first = "datum;tid;roll;namn\n2026-11-25;16-07:30;bakjour;CC\n"
    preview = await published(
        chat,
        roster(content=first.encode(), first=date(2026, 11, 25), last=date(2026, 11, 30)),
        EMPTYING,
    )
    assert [shift.person for shift in preview.plan.removed] == ["david-d", "anna-a"]
    assert chat.on_duty("2026-11-26 20:00") == []


async def test_an_unknown_name_stops_it_until_somebody_says_who_it_is_and_that_is_remembered() -> (
    None
):
    chat = await roster_chat()
    with pytest.raises(NotPublishableError) as stopped:
        await published(chat, roster("CC", "XX", "AA"))
    assert stopped.value.preview.plan.unknown == ("XX",)
    assert chat.all_letters == {}
    await published(chat, roster("CC", "XX", "AA"), RosterAnswers(names={"xx": "bo-b"}))
    assert chat.on_duty("2026-11-26 20:00") == ["bo-b"]
    await published(chat, roster("CC", "DD", "XX"))
    assert chat.on_duty("2026-11-27 20:00") == ["bo-b"]


async def test_somebody_outside_the_directory_may_be_accepted_as_she_is_written() -> None:
    chat = await roster_chat()
    await published(
        chat,
        roster("CC", "Hyrläkare", "AA"),
        RosterAnswers(names={"hyrläkare": outsider("Hyrläkare")}),
    )
    seen = await chat.user("hanna-h").types("/konsult kardiologi torsdag 20:00")
    assert "Bakjour Hyrläkare" in seen.sees
    assert "08-465 004 13" in seen.sees


async def test_somebody_outside_the_directory_is_told_nothing() -> None:
    chat = await roster_chat()
    locum = RosterAnswers(names={"hyrläkare": outsider("Hyrläkare")})
    await published(chat, roster("CC", "Hyrläkare", "AA"), locum)
    await chat.passes(chat.desk.now() + timedelta(minutes=5))
    await published(chat, roster("CC", "AA", "Hyrläkare"))
    assert chat.on_duty("2026-11-27 20:00") == [as_written(outsider("Hyrläkare"))]
    assert chat.letters(as_written(outsider("Hyrläkare"))) == []


async def test_a_row_that_cannot_be_understood_never_becomes_an_empty_shift() -> None:
    chat = await roster_chat()
    wrong = NIGHTS.format("CC", "DD", "AA") + "2026-11-28;16-99;bakjour;BB\n"
    with pytest.raises(NotPublishableError) as stopped:
        await published(chat, roster(content=wrong.encode()))
    [row] = stopped.value.preview.plan.stops
    assert "5" in row.place
    await published(chat, roster(content=wrong.encode()), RosterAnswers(names={}, leave_out=True))
    assert chat.on_duty("2026-11-25 20:00") == ["cecilia-c"]


async def test_a_roster_that_is_over_does_not_take_the_line_from_those_who_have_it() -> None:
    chat = await roster_chat()
    before = chat.on_duty("2026-11-25 20:00")
    old = "datum;tid;roll;namn\n2026-10-01;16-07:30;bakjour;CC\n"
    with pytest.raises(NotPublishableError):
        await published(chat, roster(content=old.encode()))
    assert chat.on_duty("2026-11-25 20:00") == before != []


async def test_those_whose_shifts_changed_are_told_once_and_nobody_else() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    first = chat.all_letters
    assert set(first) <= {"anna-a", "bo-b", "cecilia-c", "david-d", "sofia-s"}
    chat.forgets_letters()
    await chat.passes(chat.desk.now() + timedelta(minutes=5))
    await published(chat, roster("AA", "DD", "CC"))
    assert set(chat.all_letters) == {"bo-b", "david-d", "sofia-s"}
    assert chat.letters("david-d") == [
        "Ditt pass har ändrats",
        "Nytt pass: bakjour, Kardiologi Granvik · Granviks lasarett, tor 26 nov 16:00–07:30",
        "Karin Kulle har publicerat schemat ”jour.csv”.",
    ]
    assert chat.letters("sofia-s")[-1] == "Karin Kulle har publicerat schemat ”jour.csv”."
    chat.forgets_letters()
    await chat.passes(chat.desk.now() + timedelta(minutes=5))
    await published(chat, roster("AA", "DD", "CC"))
    assert chat.all_letters == {}


async def test_a_swap_survives_that_the_roster_is_read_again() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    swap = override(start="2026-11-26 16:00", hours=15.5, person="david-d", instead_of="bo-b")
    await chat.live.write([Keep(swap)], "web:bo-b")
    await published(chat, roster("AA", "BB", "DD"))
    assert chat.on_duty("2026-11-26 20:00") == ["david-d"]
    assert chat.letters("david-d") != []


async def test_who_is_entered_for_what_they_have_already_is_told_nothing() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    swap = override(start="2026-11-26 16:00", hours=15.5, person="david-d", instead_of="bo-b")
    await chat.live.write([Keep(swap)], "web:bo-b")
    chat.forgets_letters()
    await chat.passes(chat.desk.now() + timedelta(minutes=5))
    await published(chat, roster("AA", "DD", "CC"))
    assert chat.on_duty("2026-11-26 20:00") == ["david-d"]
    assert chat.all_letters == {}


async def test_a_name_that_is_known_now_is_no_change_to_those_who_follow() -> None:
    chat = await roster_chat()
    await published(
        chat, roster("CC", "Dal D", "AA"), RosterAnswers(names={"dal d": outsider("David Dal")})
    )
    chat.forgets_letters()
    await chat.passes(chat.desk.now() + timedelta(minutes=5))
    await published(chat, roster("CC", "Dal D", "AA"), RosterAnswers(names={"dal d": "david-d"}))
    assert set(chat.all_letters) == {"david-d"}


async def test_unknown_names_are_left_out_where_that_is_said_and_their_shifts_are_empty() -> None:
    chat = await roster_chat()
    left_out = RosterAnswers(names={}, leave_out=True)
    with pytest.raises(NotPublishableError) as stopped:
        await published(chat, roster("CC", "XX", "AA"), left_out)
    [empty] = stopped.value.preview.unstaffed
    assert (empty.start, empty.unnamed) == (at("2026-11-26 16:00"), True)
    await published(chat, roster("CC", "XX", "AA"), replace(left_out, unstaffed=True))
    days = [chat.on_duty(f"2026-11-{day} 20:00") for day in (25, 26, 27)]
    assert days == [["cecilia-c"], [], ["anna-a"]]


async def test_nobody_loses_a_shift_unseen_where_that_is_asked_for() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    unseen = RosterAnswers(names={}, lost=False)
    with pytest.raises(NotPublishableError) as stopped:
        await published(chat, roster("AA", "DD", "CC"), unseen)
    warnings = stopped.value.preview.warnings
    assert [(one.person, one.start) for one in warnings.lost] == [("bo-b", at("2026-11-26 16:00"))]
    assert warnings.unstaffed == ()
    longer = NIGHTS.format("AA", "BB", "CC").replace("26;16-07:30", "26;15-07:30")
    await published(chat, roster(content=longer.encode()), unseen)
    await published(chat, roster(content=longer.replace("BB", "DD").encode()))
    assert chat.on_duty("2026-11-26 20:00") == ["david-d"]


async def test_two_at_once_and_another_source_of_the_same_role_are_warned_of() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC", name=ADDRESS, every_minutes=15))
    preview = await rostering(chat).preview(roster("AA", "DD", "CC"), NO_ANSWERS)
    assert [(one.start, one.before, one.after) for one in preview.warnings.doubled] == [
        (at("2026-11-26 16:00"), ("bo-b",), ("bo-b", "david-d"))
    ]
    [other] = preview.warnings.also_said
    assert (other.source.address, other.reach.role) == (ADDRESS, Role.SENIOR_ON_CALL)
    again = await rostering(chat).preview(
        roster("AA", "DD", "CC", name=ADDRESS, every_minutes=15), NO_ANSWERS
    )
    assert (again.warnings.doubled, again.warnings.also_said) == ((), ())


async def test_who_loses_shifts_when_a_source_is_taken_away_is_told() -> None:
    chat = await roster_chat()
    own = [chat.on_duty(f"2026-11-{day} 20:00") for day in (25, 26, 27)]
    await published(chat, roster("DD", "DD", "DD"))
    chat.forgets_letters()
    taking_away = Withdrawing(chat.repository, chat.live, chat.clock)
    with pytest.raises(TakesShiftsError) as stopped:
        await taking_away.withdraw("kardiologi", "konsult roster remove", lost=False)
    assert {one.person for one in stopped.value.warnings.lost} == {"david-d"}
    assert chat.on_duty("2026-11-26 20:00") == ["david-d"]
    assert chat.all_letters == {}
    done = await taking_away.withdraw("kardiologi", "konsult roster remove", lost=True)
    assert [chat.on_duty(f"2026-11-{day} 20:00") for day in (25, 26, 27)] == own
    gone = {person for people in own for person in people if person != "david-d"}
    assert set(chat.all_letters) == {"david-d", "sofia-s", *gone}
    assert done.told == len(chat.all_letters)
    assert chat.letters("david-d")[0] == "Dina pass har ändrats"
    assert chat.letters("david-d")[1].startswith("Inte längre ditt: bakjour")
    said = "Den som sköter konsult har tagit bort schemat ”jour.csv”."
    assert chat.letters("david-d")[-1] == said


async def test_who_has_only_the_end_of_the_last_night_is_told_that_it_is_gone() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    until_midnight = override(
        start="2026-11-27 16:00", hours=8, person="david-d", instead_of="cecilia-c"
    )
    await chat.live.write([Keep(until_midnight)], "web:cecilia-c")
    chat.forgets_letters()
    await chat.passes(chat.desk.now() + timedelta(minutes=5))
    await published(chat, roster("AA", "BB", "AA"))
    [_, line, _] = chat.letters("cecilia-c")
    assert line.startswith("Inte längre ditt:") and line.endswith("lör 28 nov 00:00–07:30")


async def test_a_last_night_that_is_changed_after_midnight_is_told() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    await chat.passes(at("2026-11-28 01:00"))
    await published(chat, roster("AA", "BB", "DD"))
    assert chat.letters("david-d") != []


async def test_an_address_speaks_of_all_that_lies_ahead() -> None:
    chat = await roster_chat()
    feed = roster("CC", "DD", "AA", name="https://schema.example/jour.csv", every_minutes=15)
    await published(chat, feed)
    only = "datum;tid;roll;namn\n2026-11-25;16-07:30;bakjour;CC\n"
    await published(chat, replace(feed, content=only.encode()), EMPTYING)
    assert chat.on_duty("2026-11-25 20:00") == ["cecilia-c"]
    assert chat.on_duty("2026-11-27 20:00") == []


async def test_a_source_that_has_not_been_read_for_a_day_is_said_to_be_stale() -> None:
    chat = await roster_chat()
    await published(
        chat, roster("CC", "DD", "AA", name="https://schema.example/jour.csv", every_minutes=15)
    )
    fresh = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "inte uppdaterats" not in fresh.sees
    await chat.passes(at("2026-11-26 20:00"))
    assert "inte uppdaterats sedan" in (await fresh.types("/konsult kardiologi")).sees


async def test_the_region_s_own_roster_holds_again_when_a_source_is_taken_away() -> None:
    chat = await roster_chat()
    own = chat.on_duty("2026-11-25 20:00")
    await published(chat, roster("DD", "DD", "DD"))
    await chat.repository.withdraw_roster("kardiologi", actor="test", now=chat.desk.now())
    await chat.live.refresh()
    assert chat.on_duty("2026-11-25 20:00") == own


async def test_a_region_that_is_read_again_leaves_the_imported_roster() -> None:
    chat = await roster_chat()
    await published(chat, roster("DD", "DD", "DD"))
    region = await chat.repository.load_region()
    assert region is not None
    await chat.repository.import_region(
        replace(region, people=(*region.people, person("ny-n"))), actor="test", now=chat.desk.now()
    )
    await chat.live.refresh()
    assert chat.on_duty("2026-11-25 20:00") == ["david-d"]


async def test_a_service_that_does_not_exist() -> None:
    chat = await roster_chat()
    with pytest.raises(UnknownServiceError, match="finns inte"):
        await published(chat, roster("AA", "BB", "CC", service="urologi"))


async def test_the_swaps_that_would_no_longer_fit_are_told_and_stay_in_force() -> None:
    chat = await roster_chat()
    await published(chat, roster("AA", "BB", "CC"))
    fits = override("passar", "2026-11-26 16:00", hours=15.5, person="david-d", instead_of="bo-b")
    strange = override(
        "passar-inte", "2026-11-27 16:00", hours=15.5, person="david-d", instead_of="cecilia-c"
    )
    await chat.live.write([Keep(fits), Keep(strange)], "web:bo-b")
    preview = await rostering(chat).preview(roster("AA", "BB", "AA"), NO_ANSWERS)
    assert preview.conflicts == (strange,)
    await published(chat, roster("AA", "BB", "AA"))
    assert chat.on_duty("2026-11-27 20:00") == ["anna-a", "david-d"]


async def test_a_past_row_steers_nothing_of_the_time_until_the_first_coming_shift() -> None:
    chat = await roster_chat()
    own = [chat.on_duty(f"2026-11-{day} 20:00") for day in (25, 26, 27)]
    text = "datum;tid;roll;namn\n2026-10-01;16-07:30;bakjour;CC\n2026-11-28;16-07:30;bakjour;CC\n"
    preview = await published(chat, roster(content=text.encode()))
    assert [shift.person for shift in preview.plan.new] == ["cecilia-c"]
    assert [chat.on_duty(f"2026-11-{day} 20:00") for day in (25, 26, 27)] == own
    assert chat.on_duty("2026-11-28 20:00") == ["cecilia-c"]


async def test_a_past_shift_at_an_address_steers_nothing_either() -> None:
    chat = await roster_chat()
    own = [chat.on_duty(f"2026-11-{day} 20:00") for day in (24, 25, 26)]
    text = "datum;tid;roll;namn\n2026-11-23;16-20;bakjour;CC\n2026-11-28;16-07:30;bakjour;CC\n"
    address = "https://example.org/jour.csv"
    await published(chat, roster(content=text.encode(), name=address, every_minutes=15))
    assert [chat.on_duty(f"2026-11-{day} 20:00") for day in (24, 25, 26)] == own
    assert chat.on_duty("2026-11-28 20:00") == ["cecilia-c"]


@pytest.mark.parametrize(
    ("incoming", "answers"),
    [
        (roster("CC", "DD", "AA", name="121212-1212.csv"), NO_ANSWERS),
        (roster("CC", "DD", "AA", name="https://x.example/121212%2D1212.ics"), NO_ANSWERS),
        (roster(content=NIGHTS.format("CC", "DD", "121212-1212").encode()), NO_ANSWERS),
        (roster("CC", "DD", "AA"), RosterAnswers(names={"zz": outsider("(121212) 1212")})),
        (roster("CC", "DD", "AA"), RosterAnswers(names={"121212:1212": "anna-a"})),
        (
            roster(content=NIGHTS.format("CC", "DD", "19121212-tf12").encode()),
            RosterAnswers(names={}, leave_out=True, replaces_all=True, unstaffed=True),
        ),
    ],
)
async def test_a_patient_s_number_stops_a_roster_whatever_was_said_and_is_not_repeated(
    incoming: IncomingRoster, answers: RosterAnswers
) -> None:
    chat = await roster_chat()
    with pytest.raises(NotPublishableError) as stopped:
        await published(chat, incoming, answers)
    plan = stopped.value.preview.plan
    (says,) = plan.reading.faults
    assert "personnummer" in says and "1212" not in says
    assert plan.reading.rows == () and chat.snapshot.of(ROSTER_SOURCES).get("kardiologi") is None
