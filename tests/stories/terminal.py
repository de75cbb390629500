"""The command line as a person at a terminal meets it: each command in a process of its own.

Most are forked from a process that has imported konsult.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.__main__ import main
from tests.paths import ROOT
from tests.patience import PATIENCE
from tests.stories.forked import FORKED


class Terminal:
    """A shell in an empty folder with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        database = f"sqlite+aiosqlite:///{folder}/var/konsult.db"
        clean = {k: v for k, v in os.environ.items() if not k.startswith("KONSULT_")}
        self.environment = {**clean, "KONSULT_DATABASE_URL": database, "PYTHONPATH": str(ROOT)}

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
            how = self.folder, {**self.environment, **environment}, (out, err)
            process = FORKED.Process(target=_run, args=(arguments, *how))
            process.start()
            process.join(PATIENCE)
            process.kill()  # nothing happens to one that has ended
            self.complaints = err.read_text("utf-8")
            assert process.exitcode == code, self.complaints
            return out.read_text("utf-8")


def _run(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    written: tuple[Path, Path],
) -> None:
    """`konsult` with these arguments, in the folder, what it prints in two files."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for stream, path in zip((sys.stdout, sys.stderr), written, strict=True):
        stream.flush()
        with path.open("wb") as file:
            os.dup2(file.fileno(), stream.fileno())
    sys.argv = ["konsult", *arguments]
    main()
