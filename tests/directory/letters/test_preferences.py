"""How soon somebody is told: as they have chosen, not in quiet hours, never too late."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.agreements.topic import AGREEMENT_NEWS
from directory.letters.following import Following
from directory.letters.preferences import Choice, Timing, timing, undisturbed
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.walltime.days import local
from tests.builders import at
from tests.stories.random_shifts import YEAR

ROSTER = Topic("jour")
AFTERNOON, NIGHT = at("2026-11-24 14:00"), at("2026-11-24 23:00")


def subscription(
    topic: Topic, target: str = "", pace: Pace = Pace.AT_ONCE, hour: int = 7
) -> Subscription:
    return Subscription(
        follower="anna-a", topic=topic, target=target, pace=pace, made=AFTERNOON, hour=hour
    )


def test_a_choice_about_one_service_goes_before_one_about_all() -> None:
    chosen = Following(
        [
            subscription(ROSTER, "kardiologi", Pace.OFF),
            subscription(ROSTER, "", Pace.DAILY, 15),
        ]
    )
    ask = {
        target: chosen.choice("anna-a", ROSTER, target, usual=Pace.AT_ONCE)
        for target in ("kardiologi", "medicin")
    }
    assert ask == {"kardiologi": Choice(Pace.OFF), "medicin": Choice(Pace.DAILY, 15)}
    assert chosen.choice("bo-b", ROSTER, "medicin", usual=Pace.OFF) == Choice(Pace.OFF)
    assert list(chosen.followers(ROSTER, "kardiologi")) == ["anna-a"]


def test_an_owner_is_told_of_her_agreement_at_once_unless_she_has_chosen() -> None:
    quiet = Subscription(
        follower="anna-a", topic=AGREEMENT_NEWS, target="ogon", pace=Pace.OFF, made=AFTERNOON
    )
    ask = {
        (who, document): Following([quiet]).choice(
            who, AGREEMENT_NEWS, document, usual=Pace.AT_ONCE
        )
        for who, document in [("anna-a", "ogon"), ("anna-a", "kol"), ("bo-b", "ogon")]
    }
    assert ask == {
        ("anna-a", "ogon"): Choice(Pace.OFF),
        ("anna-a", "kol"): Choice(Pace.AT_ONCE),
        ("bo-b", "ogon"): Choice(Pace.AT_ONCE),
    }


@pytest.mark.parametrize(
    ("now", "happens", "due"),
    [
        (AFTERNOON, "2026-12-01 08:00", "2026-11-24 14:00"),
        (NIGHT, "2026-12-01 08:00", "2026-11-25 07:00"),
        (NIGHT, "2026-11-25 08:00", "2026-11-24 23:00"),
        (at("2026-11-25 03:00"), "2026-11-26 08:00", "2026-11-25 07:00"),
        (at("2026-10-24 23:30"), "2026-11-26 08:00", "2026-10-25 07:00"),
    ],
)
def test_quiet_hours(now: datetime, happens: str, due: str) -> None:
    assert timing(Choice(Pace.AT_ONCE), now, at(happens)) == Timing(at(due), digest=False)


def test_a_digest_comes_at_its_hour_unless_that_is_too_late() -> None:
    daily = Choice(Pace.DAILY, 15)
    assert timing(daily, AFTERNOON, at("2026-12-01 08:00")) == Timing(
        at("2026-11-24 15:00"), digest=True
    )
    assert timing(daily, at("2026-11-24 15:00"), at("2026-12-01 08:00")) == Timing(
        at("2026-11-25 15:00"), digest=True
    )
    assert timing(daily, at("2026-11-24 16:00"), at("2026-11-24 20:00")) == Timing(
        at("2026-11-24 16:00"), digest=False
    )
    assert timing(Choice(Pace.OFF), AFTERNOON, AFTERNOON) is None


@given(YEAR, st.integers(0, 400))
def test_nobody_is_woken_for_what_can_wait_and_nothing_waits_too_long(
    now: datetime, hours: int
) -> None:
    happens = now + timedelta(hours=hours)
    due = undisturbed(now, happens)
    assert now <= due <= now + timedelta(hours=11)
    if hours > 12:
        assert 7 <= local(due).hour < 21
    else:
        assert due == now
