"""Plays seeds: `python -m tests.simulation.month [--seeds N] [--first SEED] [--processes N]`."""

import logging
import os
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

import asyncio
import structlog

from tests.simulation.month.chance import decided_by
from tests.simulation.month.play import Play
from tests.simulation.month.region import fill
from tests.simulation.month.world import World


def main() -> None:
    seeds, first = int(sys.argv[1]), int(sys.argv[2])
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    decided_by(0)
    asyncio.run(fill(folder / "konsult.db"))
    world = World(folder)
    began = time.process_time()
    world.warmed()
    print("warm", time.process_time() - began)
    for seed in range(first, first + seeds):
        if seeds > 1:
            pid = os.fork()
            if pid:
                os.waitpid(pid, 0)
                continue
        began = time.process_time()
        with_own = Path(tempfile.mkdtemp(dir=folder))
        world.moves(with_own)
        decided_by(seed)
        play = Play(world, seed)
        try:
            world.loop.run_until_complete(play.run())
            wrong = play.judge.wrong
        except Exception:
            wrong = [traceback.format_exc()]
        wrong += [str(e) for e in world.loop.errors][:2]
        print(seed, "ok" if not wrong else "WRONG", f"{time.process_time() - began:.2f} s", len(world.around.got), len(play.judge.musts), play.judge.compared)
        for one in wrong[:6]:
            print("   ", one)
        if wrong and "-v" in sys.argv:
            print("\n".join(world.said))
        sys.stdout.flush()
        shutil.rmtree(with_own)
        if seeds > 1:
            os._exit(0)
    shutil.rmtree(folder)


main()
