"""`konsult` with its arguments, in a process that is forked from one that has imported it."""

import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.__main__ import main
from directory.lazy.values import dataclass
from tests.stories.forked import FORKED


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where konsult is started: its folder and environment, and the files (or the one) that it adds to."""

    folder: Path
    environment: Mapping[str, str]
    out: Path
    err: Path


def konsult_process(arguments: Sequence[str], around: Surroundings) -> ForkServerProcess:
    """The process, started."""
    process = FORKED.Process(target=_run, args=(arguments, around))
    process.start()
    return process


def _run(arguments: Sequence[str], around: Surroundings) -> None:
    os.chdir(around.folder)
    os.environ.clear()
    os.environ.update(around.environment)
    for stream, path in ((sys.stdout, around.out), (sys.stderr, around.err)):
        stream.flush()
        with path.open("ab") as file:
            os.dup2(file.fileno(), stream.fileno())
    sys.argv = ["konsult", *arguments]
    main()
