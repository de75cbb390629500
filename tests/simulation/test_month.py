"""Seeds of a month: three konsult on one database, and everything that can go wrong around them.

More of them by hand: `make simulate SEEDS=1000`. docs/architecture.md says how it works.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from tests.paths import ROOT
from tests.simulation.month.reached import every_state

SEEDS = 10
"""Each episode is in two of them at least."""
NOT_PLAYED = {"delivery moot", "fate moot"}
"""Of booked consultation hours alone; every other state that the code names is reached."""
RARER = {"duty lost"}
"""So few seeds do not reach it for sure."""
PEERS = ("slack ", "mail ", "roster ")


def played(*asked: str) -> Sequence[dict[str, Any]]:
    """What became of some seeds, each with what was wrong."""
    command = [sys.executable, "-m", "tests.simulation.month", "--json", *asked]
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.slow
def test_every_seed_is_judged_right(record_property: Any) -> None:
    results = played("--seeds", str(SEEDS))
    wrong = [
        "\n".join([*one["last"], *one["wrong"], f"make simulate SEEDS=1 FROM={one['seed']}"])
        for one in results
        if one["wrong"]
    ]
    assert not wrong, "\n\n".join(wrong)
    assert len(results) == SEEDS
    assert all(one["letters"] > 40 and one["answers"] for one in results)
    found = {state for one in results for state in one["reached"]}
    named = {state for state in every_state() if not state.startswith(PEERS)}
    seldom = NOT_PLAYED | RARER
    assert named - found <= seldom, f"never reached: {named - found - seldom}"
    record_property("shown", "\n".join(sorted(found)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [18, 55])
def test_a_deed_whose_answer_was_lost_is_known_of(seed: int) -> None:
    """Slack says nothing for 26 hours; whoever takes over more was on already."""
    [result] = played("--seeds", "1", "--from", str(seed))
    assert not result["wrong"], result["wrong"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sabotage", "found"),
    [("drops", "lost: "), ("doubles", "twice: "), ("misleads", "wrong answer: ")],
)
def test_the_judge_can_fail(sabotage: str, found: str) -> None:
    """The same seed that is right by itself."""
    [result] = played("--seeds", "1", "--sabotage", sabotage)
    assert any(what.startswith(found) for what in result["wrong"]), result["wrong"]
