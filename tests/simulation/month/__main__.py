"""Plays seeds: `python -m tests.simulation.month --seeds 10 --from 1`; exit status 1 if one fails.

`--also 18` plays one more, `--also 1:drops` a seed of which the world spoils something.
"""

import argparse
import asyncio
import gc
import json
import logging
import os
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from threading import Lock

import structlog

from directory.lazy.values import dataclass
from tests.simulation.month.chance import decided_by
from tests.simulation.month.play import Play, Sabotage
from tests.simulation.month.reached import every_state, reached
from tests.simulation.month.region import fill
from tests.simulation.month.world import World

HASHES = "PYTHONHASHSEED"


@dataclass(frozen=True)
class Result:
    """What became of a seed."""

    seed: int
    wrong: list[str]
    reached: list[str]
    sabotage: str = ""
    letters: int = 0
    answers: int = 0
    last: tuple[str, ...] = ()


def main() -> int:
    if os.environ.get(HASHES) != "0":  # the order of sets is the machine's otherwise
        os.environ[HASHES] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulation.month", *sys.argv[1:]])
    asked = _asked()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    results = []
    seeds = [(seed, Sabotage.NONE) for seed in range(asked.first, asked.first + asked.seeds)]
    for result in played([*seeds, *asked.also], asked.at_once):
        results.append(result)
        _say(json.dumps(asdict(result)) if asked.json else _words(result))
    if not asked.json:
        counted = Counter(state for result in results for state in result.reached)
        _say("\n".join(f"{state:45} {counted[state]}" for state in sorted(every_state())))
    return int(any(result.wrong for result in results))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.simulation.month", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--also", action="append", default=[], type=_seed)
    return parser.parse_args()


def _seed(written: str) -> tuple[int, Sabotage]:
    number, _, sabotage = written.partition(":")
    return int(number), Sabotage(sabotage)


def played(seeds: Sequence[tuple[int, Sabotage]], at_once: int) -> Iterator[Result]:
    """Each seed in a process of its own, forked from one in which three konsult are up."""
    folder = Path(tempfile.mkdtemp(prefix="konsult-month-"))
    decided_by(0)
    asyncio.run(fill(folder / "konsult.db"))
    world = World(folder)
    world.warmed()
    gc.collect()
    gc.freeze()  # what all of them share is not written to by counting it
    with ThreadPoolExecutor(at_once) as pool:
        yield from pool.map(lambda one: _forked(world, *one), seeds)
    shutil.rmtree(folder)


_ALONE = Lock()
"""One fork at a time: another's pipe would stay open in it."""


def _forked(world: World, seed: int, sabotage: Sabotage) -> Result:
    with _ALONE:
        said, says = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(said)
            with os.fdopen(says, "w") as out:
                json.dump(asdict(_play(world, seed, sabotage)), out)
            os._exit(0)
        os.close(says)
    with os.fdopen(said) as heard:
        written = heard.read()
    os.waitpid(pid, 0)
    return Result(**json.loads(written)) if written else Result(seed, ["the process died"], [])


def _play(world: World, seed: int, sabotage: Sabotage) -> Result:
    with tempfile.TemporaryDirectory(dir=world.folder) as own:
        world.moves(Path(own))
        decided_by(seed)
        play = Play(world, seed, sabotage=sabotage)
        wrong = play.judge.wrong
        try:
            world.loop.run_until_complete(play.run())
        except Exception:  # whatever it is, the seed has found it
            wrong.append(traceback.format_exc())
        wrong += [f"nobody looked after {one}" for one in world.loop.errors]
        found = sorted(reached(world, play.seen))
        got, said = len(world.around.got), tuple(world.said) if wrong else ()
        return Result(seed, wrong, found, sabotage, got, play.judge.compared, said)


def _words(result: Result) -> str:
    counted = f"{result.letters} letters, {result.answers} answers"
    if not result.wrong:
        return f"{result.seed}: right, {counted}"
    return "\n".join(
        [
            *(f"  {line}" for line in result.last),
            *(f"- {what}" for what in result.wrong),
            f"{result.seed}: WRONG, {counted}. Again: make simulate SEEDS=1 FROM={result.seed}",
        ]
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
