"""Nothing acts twice, and what is remembered has an end."""

from datetime import timedelta

from bot.platforms.seen import Seen
from tests.builders import at


def test_a_key_is_new_once_and_again_when_its_time_is_over() -> None:
    now = [at("2026-11-24 14:05")]
    seen = Seen(lambda: now[0], timedelta(minutes=5))
    assert seen.is_new("a")
    assert not seen.is_new("a")
    now[0] += timedelta(minutes=5)
    assert not seen.is_new("a")
    now[0] += timedelta(seconds=1)
    assert seen.is_new("a")


def test_the_oldest_are_forgotten_first() -> None:
    seen = Seen(lambda: at("2026-11-24 14:05"), timedelta(minutes=5), most=3)
    assert all(seen.is_new(key) for key in "abcd")
    assert len(seen) == 3
    assert not seen.is_new("d")
    assert seen.is_new("a")
