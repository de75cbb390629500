"""Letters about changed rosters: to exactly those whose duties changed and to those who follow."""

from dataclasses import replace
from typing import Any

from bot.rosters.news import roster_news
from bot.rosters.topics import ROSTER
from directory.catalogue.phones import Audience
from directory.letters.outbox import Delivery, Urgency
from directory.letters.subscriptions import Pace, Subscription
from directory.parts import ById, Parts
from directory.rosters.duty import Duty
from directory.rosters.kept import OVERRIDES
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours
from tests.builders import at, between, held, override, small_region

NOW = at("2026-11-24 12:00")
WINDOW = between("2026-11-01 00:00", "2026-12-31 00:00")


def snapshot(*subscriptions: Subscription, **parts: Any) -> Snapshot:
    return Snapshot(small_region(**parts), held(*subscriptions), window=WINDOW, loaded_at=NOW)


def duties(of: Snapshot) -> list[Duty]:
    hours = Hours(NOW, at("2026-11-30 00:00"))
    return of.rosters.schedule(of.own_lines(of.services["kardiologi"]), hours)


def follows(who: str, pace: Pace = Pace.AT_ONCE) -> Subscription:
    return Subscription(follower=who, topic=ROSTER.topic, target="kardiologi", pace=pace, made=NOW)


def news(*subscriptions: Subscription, **parts: Any) -> dict[str, Delivery]:
    before = snapshot(*subscriptions, **parts)
    on = before.rosters.duties(override().line, at("2026-11-27 20:00"))
    assert on is not None
    took = override(start="2026-11-27 16:00", hours=15.5, person="bo-b", instead_of=on[0].person)
    after = before.with_parts(Parts().having(OVERRIDES, ById([took])))
    told = roster_news(
        duties(before),
        duties(after),
        before,
        NOW,
        batch="b1",
        by=("Karin Kulle har gjort ändringen.",),
    )
    letters = {one.recipient: one for one in told}
    assert len(letters) == len(told), "one letter for each"
    return letters


def test_the_two_concerned_and_a_follower_are_told_once_each_what_was_and_what_is() -> None:
    told = news(follows("hanna-h"), follows("bo-b"))
    assert set(told) == {"bo-b", "cecilia-c", "hanna-h", "sofia-s"}
    assert told["bo-b"].letter.words == (
        "Nytt pass: bakjour, Kardiologi Granvik · Granviks lasarett, fre 27 nov 16:00–07:30",
        "Karin Kulle har gjort ändringen.",
    )
    assert told["cecilia-c"].letter.words[0].startswith("Inte längre ditt: bakjour")
    assert told["hanna-h"].letter.title == "Ändrad jour: Kardiologi Granvik · Granviks lasarett"
    assert told["hanna-h"].letter.words == (
        "Bakjour fre 27 nov 16:00–07:30: Cecilia Ceder → Bo Björn",
        "Karin Kulle har gjort ändringen.",
    )


def test_the_switchboard_hears_in_its_digest_and_those_who_want_nothing_do_not() -> None:
    told = news(follows("hanna-h", Pace.OFF))
    assert "hanna-h" not in told
    assert told["sofia-s"].together
    assert not told["bo-b"].together


def test_who_follows_a_service_that_is_not_meant_for_her_is_not_told() -> None:
    region = small_region()
    only = tuple(
        replace(s, audience=Audience.EMERGENCY) if s.id == "kardiologi" else s
        for s in region.services
    )
    told = news(follows("hanna-h"), services=only)
    assert "hanna-h" not in told
    assert "bo-b" in told


def test_nothing_is_told_where_nothing_has_changed() -> None:
    same = snapshot(follows("hanna-h"))
    assert roster_news(duties(same), duties(same), same, NOW, batch="b1", by=()) == ()


def test_a_changed_roster_is_told_until_what_has_changed_is_over() -> None:
    assert {(one.ends, one.urgency) for one in news().values()} == {
        (at("2026-11-28 07:30"), Urgency.USUAL)  # changed three days before
    }
