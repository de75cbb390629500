"""The command line in a process of its own, in a folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT


class Terminal:
    """A shell in an empty folder with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        database = f"sqlite+aiosqlite:///{folder}/var/konsult.db"
        clean = {k: v for k, v in os.environ.items() if not k.startswith("KONSULT_")}
        self.environment = {**clean, "KONSULT_DATABASE_URL": database}

    def konsult(self, *arguments: str, code: int = 0, **environment: str) -> str:
        """What is printed on standard output; what went to standard error is in `complaints`."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env={**self.environment, **environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == code, done.stderr
        self.complaints = done.stderr
        return done.stdout
