"""Broadcasts and drills protect themselves; what an approval holds for; how sending goes."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.broadcasts.broadcast import Broadcast, BroadcastKind, fingerprint_of
from directory.broadcasts.drill import MARK, Drill
from directory.broadcasts.states import BroadcastProgress, RecipientState, SendingPace
from tests.builders import at

NOW = at("2026-11-24 14:05")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WATER = Broadcast(
    id="vatten", kind=BroadcastKind.CRISIS, title="Vattnet", lines=("Koka allt vatten.",), sender="dan",
    made=NOW, due=NOW, ends=NOW + DAY, targeted=3, fingerprint="f",
)  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"id": "a|b"},
        {"title": " "},
        {"ends": NOW},
        {"version": 2},
        {"corrects": "x"},
        {"targeted": -1},
    ],
)
def test_what_is_no_broadcast(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"utskick|rättelse"):
        replace(WATER, **wrong)


@pytest.mark.parametrize(
    ("since_due", "since_looked", "asks"),
    [(0, None, False), (15, None, False), (16, None, True), (60, 1, False), (60, 16, True)],
)
def test_what_is_late_asks(since_due: int, since_looked: int | None, *, asks: bool) -> None:
    now = NOW + since_due * MINUTE
    looked = None if since_looked is None else now - since_looked * MINUTE
    assert WATER.asks(looked, now) is asks
    assert not replace(WATER, withdrawn=NOW).asks(looked, now)
    assert not WATER.asks(None, NOW + 2 * DAY)


@given(st.lists(st.text(max_size=3), unique=True, min_size=1), st.randoms(use_true_random=False))
def test_an_approval_holds_for_this_text_to_exactly_these(ids: list[str], random: Any) -> None:
    bound = fingerprint_of("Vattnet", ["Koka."], ids, WATER.ends)
    shuffled = random.sample(ids, len(ids))
    assert fingerprint_of("Vattnet", ["Koka."], shuffled, WATER.ends) == bound
    assert fingerprint_of("Vattnet", ["Koka."], ids[1:], WATER.ends) != bound
    assert fingerprint_of("Vattnet", ["Koka", "."], ids, WATER.ends) != bound
    assert fingerprint_of("Vattnet", ["Koka."], ids, WATER.ends + MINUTE) != bound


def test_a_drill_says_so_everywhere_and_shares_no_id_with_a_broadcast() -> None:
    drill = Drill(
        id="övning-1", title="Vattnet", lines=("Koka.",), sender="dan", made=NOW, ends=NOW
    )
    assert drill.subject == f"{MARK}: Vattnet"
    assert drill.wording[0].startswith(MARK)
    assert drill.wording[-1].startswith(MARK)
    with pytest.raises(ValueError, match="övning"):
        replace(drill, id="vatten")
    with pytest.raises(ValueError, match="övning"):
        replace(WATER, id="övning-1")
    assert {"kind", "targeted"}.isdisjoint(field.name for field in fields(Drill))


def progress(waits: int = 0, moved: Any = None, **states: int) -> BroadcastProgress:
    counted = {state: states.get(state.value, 0) for state in RecipientState}
    return BroadcastProgress(targeted=3, states=counted, waits=waits, moved=moved)


def test_nobody_is_missing() -> None:
    whole = progress(delivered=1, unknown=1, withdrawn=1)
    assert (whole.adds_up, whole.went_out, whole.stopped) == (True, 2, 1)
    assert not progress(delivered=2).adds_up
    assert not progress(delivered=3, planned=1).adds_up


@pytest.mark.parametrize(
    ("waits", "moved", "asks", "pace"),
    [
        (0, None, False, SendingPace.DONE),
        (0, None, True, SendingPace.DONE),
        (1, None, True, SendingPace.RESTS),
        (1, None, False, SendingPace.STUCK),
        (1, 1, False, SendingPace.GOING),
        (1, 6, False, SendingPace.STUCK),
    ],
)
def test_slow_is_not_stuck(waits: int, moved: int | None, pace: SendingPace, *, asks: bool) -> None:
    now = NOW + 30 * MINUTE
    since = None if moved is None else now - moved * MINUTE
    assert progress(waits, since).pace(NOW, now, asks=asks) is pace
