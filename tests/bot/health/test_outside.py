"""A line remembers when it last worked and why it does not, and says so without anybody's name."""

from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from bot.health.outside import LineFailure, OutsideLine
from tests.builders import at
from tests.clock import HandClock

NOON = at("2026-11-24 12:00")


def _line(clock: HandClock, **how: object) -> OutsideLine:
    return OutsideLine("a_line", "Provlinjen", clock, **how)  # type: ignore[arg-type]  # a test's own


def test_one_that_has_not_been_used_is_not_held_to_be_broken() -> None:
    condition = _line(HandClock(NOON)).condition(NOON)
    assert (condition.ok, condition.since, condition.good) == (True, None, None)
    assert condition.says == "Provlinjen: inte använd än."


def test_since_is_when_it_began_to_be_as_it_is() -> None:
    clock = HandClock(NOON)
    line = _line(clock)
    line.worked()
    clock.moves(minutes=10)
    line.worked()
    working = line.condition(clock())
    assert (working.ok, working.since, working.good) == (True, NOON, NOON + timedelta(minutes=10))
    clock.moves(minutes=5)
    line.failed(LineFailure.UNREACHABLE, "timeout")
    clock.moves(minutes=5)
    line.failed(LineFailure.UNREACHABLE, "timeout")
    broken = line.condition(clock())
    assert (broken.ok, broken.since, broken.good) == (
        False,
        NOON + timedelta(minutes=15),
        working.good,
    )
    assert broken.says == (
        "Provlinjen: ingen kontakt (timeout) sedan tis 24 nov 12:15. Fungerade senast tis 24 nov 12:10."
    )
    line.worked()
    assert line.condition(clock()).since == NOON + timedelta(minutes=20)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (LineFailure.REFUSED, "nekas (k1)"),
        (LineFailure.UNREACHABLE, "ingen kontakt (k1)"),
        (LineFailure.LIMITED, "ombedd att vänta (k1)"),
    ],
)
def test_each_kind_is_said_and_counted(kind: LineFailure, said: str) -> None:
    labels = {"line": "a_line", "kind": kind.value}
    before = REGISTRY.get_sample_value("konsult_line_failures_total", labels) or 0.0
    clock = HandClock(NOON)
    line = _line(clock, hint="Se efter.")
    line.failed(kind, "k1", rests=60)
    assert line.condition(NOON).says == (
        f"Provlinjen: {said} sedan tis 24 nov 12:00. Vilar till 12:01. Se efter."
    )
    clock.moves(minutes=1)
    assert "Vilar" not in line.condition(clock()).says
    assert REGISTRY.get_sample_value("konsult_line_failures_total", labels) == before + 1


def test_every_kind_is_there_from_the_start() -> None:
    OutsideLine("a_new_line", "Ny", HandClock(NOON))
    for kind in LineFailure:
        labels = {"line": "a_new_line", "kind": kind.value}
        assert REGISTRY.get_sample_value("konsult_line_failures_total", labels) == 0


def test_what_anybody_can_cause_is_told_of_for_a_while_only() -> None:
    clock = HandClock(NOON)
    line = _line(clock, told_for=timedelta(minutes=5))
    line.worked()
    line.failed(LineFailure.REFUSED)
    assert not line.condition(NOON + timedelta(minutes=4, seconds=59)).ok
    assert line.condition(NOON + timedelta(minutes=5)).ok
