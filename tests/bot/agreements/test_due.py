"""Owners are told before an agreement goes out, coordinators of those without owner; each once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agreements.due import agreements, due
from bot.apart.failing import Apart
from bot.letters.digests import put_digests
from bot.live import Live
from directory.agreements.feedback import Feedback, FeedbackKind, VersionRead
from directory.agreements.topic import AGREEMENT_NEWS
from directory.agreements.version import AgreementVersion
from directory.catalogue.people import Access
from directory.changes import Keep
from directory.letters.outbox import Delivery, LetterButton
from directory.letters.subscriptions import Pace, Subscription
from directory.parts import Parts
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox
from directory.walltime.days import local
from tests.agreements import owned, version, with_agreements
from tests.bot.scheduler.ticks import NOTHING_HELD, chosen, put, titles
from tests.builders import at, held, person, small_region
from tests.stories.jobs import job_context

LAST = date(2026, 11, 30)
OGON = version(owned(valid_to=LAST))
FOLLOWED = at("2025-06-01 12:00")
GOES_OUT = "Överenskommelse går ut 30 nov 2026: Ogon"
LAPSED = "Överenskommelse har gått ut: Ogon"


def told(
    ticks: Iterable[datetime], *versions: AgreementVersion, parts: Parts = NOTHING_HELD
) -> list[Delivery]:
    """What has been put after the ticks, first to last; `made` is the tick that put it."""
    snapshot = with_agreements(small_region(), FOLLOWED, *versions, parts=parts)
    return put(due(snapshot, now) for now in ticks)


def hourly(first: str, days: int) -> list[datetime]:
    return [at(first) + timedelta(hours=number) for number in range(24 * days)]


def test_ninety_and_thirty_days_before_and_the_day_after_each_once() -> None:
    found = told(hourly("2026-08-01 00:00", 160), OGON)
    assert [(one.made, one.letter.title) for one in found] == [
        (at("2026-09-01 08:00"), GOES_OUT),
        (at("2026-10-31 08:00"), GOES_OUT),
        (at("2026-12-01 08:00"), LAPSED),
    ]
    assert {one.recipient for one in found} == {"karin-k"}
    assert all(one.due == one.made for one in found)


def test_the_letter_says_until_when_and_what_to_do() -> None:
    said = Feedback(
        id="f-1", document="ogon", version=OGON.id, heading="Remiss", passage="Remiss skrivs av läkare.",
        kind=FeedbackKind.UNCLEAR, comment="av vilken?", reporter="web:hanna-h", unit="bjorken", at=FOLLOWED,
    )  # fmt: skip
    closed = Feedback(
        id="f-2", document="ogon", version=OGON.id, heading="Remiss", passage="Remiss skrivs av läkare.",
        kind=FeedbackKind.WRONG, comment="", reporter="web:hanna-h", unit="bjorken", at=FOLLOWED,
        answer="Rättat.", closed=FOLLOWED, closed_by="web:karin-k",
    )  # fmt: skip
    [before] = told([at("2026-11-01 09:00")], OGON, parts=held(said, closed))
    assert before.letter.title == GOES_OUT
    assert before.letter.words == (
        "Gäller till och med 30 nov 2026.",
        "Gå igenom den. Läs sedan in en ny version, eller samma text med en ny sista dag.",
        "Ta med 1 ställe som kallats otydligt och väntar på svar.",
    )
    see = LetterButton("Visa dokumentet", "avtal", "dokument", (("dokument", "ogon"),))
    assert before.letter.buttons == (see,)
    [after] = told([at("2026-12-02 09:00")], OGON)
    assert after.letter.title == LAPSED
    assert after.letter.words[0] == "Gällde till och med 30 nov 2026."


def test_a_late_tick_catches_up_and_what_is_long_gone_is_not_told() -> None:
    late = [at("2026-10-20 11:00"), at("2026-11-28 11:00"), at("2026-12-20 11:00")]
    assert [one.made for one in told(late, OGON)] == late
    assert told([at("2027-01-05 11:00")], OGON) == []


def test_on_its_last_day_it_still_holds_and_the_next_night_nothing_is_said() -> None:
    assert titles(told([at("2026-11-30 23:59")], OGON)) == [("karin-k", GOES_OUT)]
    assert told([at("2026-12-01 00:00"), at("2026-12-01 07:59")], OGON) == []


def test_a_new_version_with_another_last_day_is_reminded_of_by_itself() -> None:
    new = version(owned(valid_to=date(2028, 11, 30), version="2"))
    assert told([at("2026-11-20 09:00")], new) == []
    assert titles(told([at("2028-11-20 09:00")], new)) == [
        ("karin-k", "Överenskommelse går ut 30 nov 2028: Ogon")
    ]


def test_at_night_it_waits_for_the_morning() -> None:
    [found] = told([at("2026-11-15 23:00")], OGON)
    assert (found.made, found.due) == (at("2026-11-15 23:00"), at("2026-11-16 07:00"))


def test_an_owner_is_told_at_once_unless_she_has_chosen() -> None:
    tick = [at("2026-11-15 10:00")]
    off = chosen("karin-k", AGREEMENT_NEWS, Pace.OFF, target="ogon")
    assert told(tick, OGON, parts=off) == []
    daily = chosen("karin-k", AGREEMENT_NEWS, Pace.DAILY, hour=16)
    assert [one.due for one in told(tick, OGON, parts=daily)] == [at("2026-11-15 16:00")]


def test_without_an_owner_coordinators_are_told_once_for_each_version() -> None:
    lost = version(owned("kol", owner="Arbetsgrupp kol"))
    blank = version(owned("stroke", owner=""))
    found = told(hourly("2026-11-01 09:00", 3), lost, blank)
    assert [(one.recipient, one.made) for one in found] == [("karin-k", at("2026-11-01 09:00"))] * 2
    assert [one.letter.words[-1] for one in found] == [
        "”Kol”: ägaren ”Arbetsgrupp kol” inte finns i katalogen",
        "”Stroke”: ägare saknas",
    ]


def test_who_gets_a_reminder_in_the_place_of_an_owner_is_told_why() -> None:
    lost = version(owned("kol", owner="Arbetsgrupp kol", valid_to=LAST))
    found = told([at("2026-11-15 10:00")], lost)
    [reminder] = [one for one in found if one.letter.title.startswith("Överenskommelse går ut")]
    assert reminder.letter.words[-1] == (
        "Du får brevet därför att ägaren ”Arbetsgrupp kol” inte finns i katalogen."
    )


@pytest.mark.parametrize("owner", ["Hjärtkliniken", "hjartkliniken", "Karin Kulle", " KARIN-K "])
def test_an_owner_is_named_in_several_ways(owner: str) -> None:
    found = told([at("2026-11-15 10:00")], version(owned(owner=owner, valid_to=LAST)))
    assert [one.recipient for one in found] == ["karin-k"]


def test_only_the_coordinators_of_the_unit_that_the_document_is_about() -> None:
    other = person("ada-a", unit="eken", access=frozenset({Access.COORDINATOR}))
    region = small_region(people=(*small_region().people, other))
    now = at("2026-11-15 10:00")
    of_unit = version(owned(owner="", units=("eken",), valid_to=LAST))
    of_none = version(owned(owner="", valid_to=LAST))
    assert {one.recipient for one in due(with_agreements(region, now, of_unit), now)} == {"ada-a"}
    everybody = {one.recipient for one in due(with_agreements(region, now, of_none), now)}
    assert everybody == {"ada-a", "karin-k"}


def follows(who: str, made: datetime = FOLLOWED, pace: Pace = Pace.AT_ONCE) -> Subscription:
    return Subscription(follower=who, topic=AGREEMENT_NEWS, target="ogon", pace=pace, made=made)


def test_who_has_not_acknowledged_in_a_fortnight_is_reminded_once() -> None:
    asks = replace(version(owned(acknowledge=True)), added=at("2026-11-02 12:00"))
    parts = held(
        follows("hanna-h"),
        follows("ivar-i"),
        follows("web:gast@example.org"),
        follows("julia-j", made=at("2026-11-03 12:00")),
        follows("eva-e", pace=Pace.OFF),
        VersionRead(document="ogon", version=asks.id, reader="ivar-i", at=asks.added),
        VersionRead(document="ogon", version="förra", reader="hanna-h", at=FOLLOWED),
    )
    found = told(hourly("2026-11-10 12:00", 60), asks, parts=parts)
    assert [(one.recipient, one.made) for one in found] == [
        ("hanna-h", at("2026-11-16 12:00")),
        ("web:gast@example.org", at("2026-11-16 12:00")),
    ]
    letter = found[0].letter
    assert letter.title == "Väntar på din kvittens: Ogon"
    assert [button.label for button in letter.buttons] == ["Visa ändringarna", "Kvittera"]
    unasked = replace(version(owned()), added=at("2026-11-02 12:00"))
    assert told(hourly("2026-11-10 12:00", 60), unasked, parts=parts) == []


async def test_run_twice_it_writes_once_and_what_comes_together_is_one_letter() -> None:
    now = at("2026-11-15 10:00")
    repository = MemoryStore()
    await repository.import_region(small_region(), actor="test", now=now)
    both = OGON, version(owned("kol", valid_to=LAST))
    await repository.publish_agreements(both, actor="test", now=now)
    await repository.apply([Keep(follows("hanna-h"))], actor="test", now=now)
    live, outbox = Live(repository, lambda: now), MemoryOutbox(repository.deliveries)
    job = agreements(job_context(repository, live, outbox))
    assert await job.run(now) == 0
    await live.refresh()
    await live.agreements_indexed()
    assert [await job.run(now), await job.run(now + timedelta(hours=1))] == [2, 0]
    assert await put_digests(outbox, Apart("digests"), now) == 1
    [item] = await outbox.inbox("karin-k", now, most=10)
    assert item.letter.title == "Nytt för dig: 2 saker"
    titles = [line for line in item.letter.words if not line.startswith("–")]
    assert sorted(titles) == [f"Överenskommelse går ut 30 nov 2026: {of}" for of in ("Kol", "Ogon")]
    assert await outbox.inbox("hanna-h", now, most=10) == ()


@given(st.lists(st.integers(0, 220 * 24 * 60), max_size=25))
@settings(max_examples=40, deadline=None)
def test_whenever_it_ticks_each_reminder_comes_at_the_first_tick_of_its_time(
    minutes: list[int],
) -> None:
    begin = at("2026-07-01 00:00")
    ticks = [begin + timedelta(minutes=number) for number in sorted(minutes)]
    expected = [
        (inside[0], title)
        for title, opens, closes in (
            (GOES_OUT, "2026-09-01 08:00", "2026-10-31 08:00"),
            (GOES_OUT, "2026-10-31 08:00", "2026-12-01 00:00"),
            (LAPSED, "2026-12-01 08:00", "2026-12-31 08:00"),
        )
        if (inside := [tick for tick in ticks if at(opens) <= tick < at(closes)])
    ]
    assert [(one.made, one.letter.title) for one in told(ticks, OGON)] == expected
    quiet = [one for one in told(ticks, OGON) if not 7 <= local(one.due).hour < 21]
    assert quiet == []
