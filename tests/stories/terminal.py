"""The command line as a person at a terminal meets it: each command in a process of its own.

Most are forked from a process that has imported konsult.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.paths import ROOT
from tests.patience import PATIENCE
from tests.stories.konsult_process import Surroundings, konsult_process


class Terminal:
    """A shell in an empty folder; the database is the usual one, in the folder `var` in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        clean = {k: v for k, v in os.environ.items() if not k.startswith("KONSULT_")}
        self.environment = {**clean, "PYTHONPATH": str(ROOT)}

    def starts_konsult(self, *arguments: str) -> str:
        """The same in an interpreter that has imported nothing yet: `python -m bot`."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        self.complaints = done.stderr
        return done.stdout

    def konsult(self, *arguments: str, code: int = 0, **environment: str) -> str:
        """What is printed on standard output; what went to standard error is in `complaints`."""
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            around = Surroundings(self.folder, {**self.environment, **environment}, out, err)
            process = konsult_process(arguments, around)
            process.join(PATIENCE)
            process.kill()  # nothing happens to one that has ended
            self.complaints = err.read_text("utf-8")
            assert process.exitcode == code, self.complaints
            return out.read_text("utf-8")
