"""Seeds of a month: three konsult on one database, and everything that can go wrong around them.

More of them by hand: `make simulate SEEDS=1000`. docs/architecture.md says how it works.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from tests.paths import ROOT
from tests.simulation.month.reached import every_state

SEEDS = 10
"""Each episode is in two of them at least."""
LOST_ANSWERS = (18, 55)
SABOTAGED = {
    "drops": ((1,), "lost: "),
    "doubles": ((1,), "twice: "),
    "misleads": ((1,), "wrong answer: "),
    "hides": ((2, 3, 4), "uncalled for: "),
}
"""What the world spoils of seeds that are right by themselves, and what the judge has to say of one
of them at least: whether somebody is told of a hidden roster before it is asked for again is chance."""
PEERS = ("slack ", "mail ", "roster ")

pytestmark = pytest.mark.slow

Months = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def months() -> Months:
    """What became of all seeds, by what was asked for: they share what it costs to begin."""
    spoilt = [f"{seed}:{what}" for what, (seeds, _) in SABOTAGED.items() for seed in seeds]
    also = [*map(str, LOST_ANSWERS), *spoilt]
    command = [sys.executable, "-m", "tests.simulation.month", "--json", "--seeds", str(SEEDS)]
    ran = subprocess.run(
        [*command, *(word for one in also for word in ("--also", one))],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout, ran.stderr
    results = map(json.loads, ran.stdout.splitlines())
    return {f"{one['seed']}:{one['sabotage']}".rstrip(":"): one for one in results}


def test_every_seed_is_judged_right(months: Months, record_property: Any) -> None:
    results = [months[str(seed)] for seed in range(1, SEEDS + 1)]
    wrong = [
        "\n".join([*one["last"], *one["wrong"], f"make simulate SEEDS=1 FROM={one['seed']}"])
        for one in results
        if one["wrong"]
    ]
    assert not wrong, "\n\n".join(wrong)
    assert all(one["letters"] > 40 and one["answers"] for one in results)
    found = {state for one in results for state in one["reached"]}
    named = {state for state in every_state() if not state.startswith(PEERS)}
    assert not named - found, f"never reached: {named - found}"
    record_property("shown", "\n".join(sorted(found)))


@pytest.mark.parametrize("seed", LOST_ANSWERS)
def test_a_deed_whose_answer_was_lost_is_known_of(months: Months, seed: int) -> None:
    """Slack says nothing for 26 hours; whoever takes over more was on already."""
    assert not months[str(seed)]["wrong"], months[str(seed)]["wrong"]


@pytest.mark.parametrize("sabotage", list(SABOTAGED))
def test_the_judge_can_fail(months: Months, sabotage: str) -> None:
    seeds, found = SABOTAGED[sabotage]
    wrong = [what for seed in seeds for what in months[f"{seed}:{sabotage}"]["wrong"]]
    assert any(what.startswith(found) for what in wrong), wrong
