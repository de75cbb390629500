"""The judge of a month: which letter was which, where several say the same."""

from datetime import datetime, timedelta

import pytest

from tests.builders import at
from tests.simulation.month.judge import Judge, Must
from tests.simulation.month.peers import Got
from tests.simulation.month.region import LINES
from tests.simulation.month.world import Trouble
from tests.simulation.oracle import Oracle

CECILIA = "cecilia-c"
FIRST, SECOND, THIRD = at("2026-03-26 16:00"), at("2026-03-29 07:00"), at("2026-04-06 16:00")
LATER = at("2026-04-20 12:00")
SOON = timedelta(seconds=2)
BEGINS = "Ditt pass börjar"


def judged(*came: datetime, refused: datetime | None = None) -> list[str]:
    """What is wrong where three shifts begin and so many letters of it have come."""
    judge = Judge(Oracle(LINES), troubles=[])
    judge.musts = {due: Must(CECILIA, BEGINS, due) for due in (FIRST, SECOND, THIRD)}
    judge.finals = [(refused, CECILIA)] if refused else []
    judge.told([_letter(when) for when in came], LATER)
    return [what.partition(":")[0] for what in judge.wrong]


def test_every_letter_in_time_is_right() -> None:
    assert judged(FIRST + SOON, SECOND + SOON, THIRD + SOON) == []


def test_one_that_no_way_led_to_is_not_told_by_the_next() -> None:
    assert judged(SECOND + SOON, THIRD + SOON, refused=FIRST + SOON) == []


def test_one_that_is_lost_is_the_only_one_that_is() -> None:
    assert judged(SECOND + SOON, THIRD + SOON) == ["lost"]


def test_one_that_comes_late_is_found() -> None:
    assert judged(FIRST + timedelta(hours=7), SECOND + SOON, THIRD + SOON) == ["late"]


@pytest.mark.parametrize(
    ("came", "wrong"), [((), []), ((FIRST + SOON,), []), ((SECOND,), ["of no use"])]
)
def test_what_is_so_no_longer_may_have_come_and_must_not_come(
    came: tuple[datetime, ...], wrong: list[str]
) -> None:
    judge = Judge(Oracle(LINES), troubles=[Trouble("peer", FIRST, SECOND)])
    judge.must("slot", CECILIA, BEGINS, FIRST, LATER)
    judge.is_moot("slot", FIRST + 30 * SOON)
    judge.told([_letter(when) for when in came], LATER)
    assert [what.partition(":")[0] for what in judge.wrong] == wrong


def _letter(when: datetime) -> Got:
    return Got(when, "email", CECILIA, f"{when}", BEGINS, BEGINS, process=None)


def test_one_more_than_had_to_come_is_found() -> None:
    assert judged(FIRST + SOON, SECOND + SOON, THIRD + SOON, THIRD + 2 * SOON) == ["uncalled for"]
