"""Letters about changed numbers: to those who follow the unit, of what they may see."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.app import build, system_clock
from bot.region.importing import RegionImporting
from bot.region.number_news import number_news
from bot.region.number_topic import NUMBERS
from bot.region.shift_news import BY_FILES
from directory.accounts.account import Account
from directory.catalogue.phones import Audience, Phone
from directory.changes import Keep
from directory.letters.outbox import Delivery
from directory.letters.subscriptions import Pace, Subscription
from directory.region import Region
from directory.store.engine import create_engine
from directory.store.outbox import SqlOutbox
from tests.builders import at, held, phone, small_region
from tests.settings import settings

NOW = at("2026-11-24 12:00")
BEFORE = small_region()


def follows(who: str, of: str = "bjorken", pace: Pace = Pace.AT_ONCE) -> Subscription:
    return Subscription(follower=who, topic=NUMBERS.topic, target=of, pace=pace, made=NOW)


def with_phones(*phones: Phone, of: str = "bjorken") -> Region:
    units = tuple(replace(u, phones=phones) if u.id == of else u for u in BEFORE.units)
    return replace(BEFORE, units=units)


def news(
    after: Region,
    *subscriptions: Subscription,
    before: Region | None = BEFORE,
    accounts: Sequence[Account] = (),
) -> dict[str, Delivery]:
    parts = held(*subscriptions, *accounts)
    told = number_news(before, after, parts, NOW, batch="b1")
    letters = {one.recipient: one for one in told}
    assert len(letters) == len(told), "one letter for each"
    return letters


def test_a_follower_is_told_what_was_and_what_is() -> None:
    after = with_phones(
        phone("0980-319 202"), phone("0980-319 203", label="Läkarlinje", hours="8–16")
    )
    told = news(after, follows("julia-j"), follows("hanna-h", "eken"))
    assert set(told) == {"julia-j"}
    assert told["julia-j"].letter.title == "Ändrade nummer: Björkens hälsocentral (Granvik)"
    assert told["julia-j"].letter.words == (
        "0980-319 200 → 0980-319 202",
        "Läkarlinje: 0980-319 201 → 0980-319 203, 8–16",
        BY_FILES,
    )


def test_new_and_removed_numbers_and_a_unit_that_is_gone() -> None:
    first, second = next(u for u in BEFORE.units if u.id == "bjorken").phones
    added = news(
        with_phones(first, second, phone("0980-319 204", label="Reception")), follows("julia-j")
    )
    assert added["julia-j"].letter.words == ("Nytt nummer: 0980-319 204 (Reception)", BY_FILES)
    fewer = news(with_phones(first), follows("julia-j"))
    assert fewer["julia-j"].letter.words == ("Borttaget: 0980-319 201 (Läkarlinje)", BY_FILES)
    gone = replace(BEFORE, units=tuple(u for u in BEFORE.units if u.id != "bjorken"))
    assert (
        news(gone, follows("julia-j"))["julia-j"].letter.words[-2].startswith("Enheten finns inte")
    )


def test_what_was_only_checked_anew_and_a_first_import_are_no_news() -> None:
    first, second = next(u for u in BEFORE.units if u.id == "bjorken").phones
    checked = with_phones(second, replace(first, verified=date(2026, 11, 1), source="KIV"))
    assert news(checked, follows("julia-j")) == {}
    assert news(BEFORE, follows("julia-j"), before=None) == {}


def test_nobody_hears_of_a_number_that_is_not_for_her() -> None:
    secret = phone("0980-319 240", audience=Audience.EMERGENCY)
    first, second = next(u for u in BEFORE.units if u.id == "bjorken").phones
    after = with_phones(first, second, secret)
    at_emergency = [Account("slack:U1", "akuten")]
    told = news(
        after,
        follows("julia-j"),
        follows("slack:U1"),
        follows("slack:U2"),
        follows("karin-k"),
        accounts=at_emergency,
    )
    assert set(told) == {"karin-k"}


def test_her_choice_the_night_and_those_who_have_left() -> None:
    after = with_phones(phone("0980-319 202"))
    told = news(
        after,
        follows("julia-j", pace=Pace.OFF),
        follows("hanna-h", pace=Pace.DAILY),
        follows("gone-g"),
    )
    assert set(told) == {"hanna-h"}
    assert (told["hanna-h"].due, told["hanna-h"].together) == (at("2026-11-25 07:00"), True)


async def test_an_import_of_a_region_tells_its_followers(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'konsult.db'}"
    async with build(settings(database_url=url), with_demo=False) as app:
        importing = RegionImporting(app.store, app.live, system_clock)
        await importing.import_region(BEFORE, actor="test")
        await app.live.write([Keep(follows("julia-j"))], "test")
        changed = await importing.import_region(with_phones(phone("0980-319 202")), actor="test")
        assert changed.rows
        [only] = app.live.present().units["bjorken"].phones
        assert only.number == "0980-319 202"
    engine = create_engine(url)
    [item] = await SqlOutbox(engine).inbox("julia-j", at("2100-01-01 00:00"), most=9)
    assert item.letter.topic == "nummer"
    await engine.dispose()
