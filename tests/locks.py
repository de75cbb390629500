"""What the lock files pin."""

import re
from pathlib import Path

from packaging.requirements import Requirement

from tests.paths import ROOT

RUNTIME = ROOT / "requirements.lock"
DEV = ROOT / "requirements-dev.lock"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def requirements(lock: Path) -> list[str]:
    """Each requirement on one line, its hashes after it, comments left out."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", "").splitlines()


def named(requirement: str) -> str:
    """`Psycopg[binary] >= 3` is called psycopg."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def pins(lock: Path) -> dict[str, str]:
    """Name → exact version, of those that are installed here: two locks may say of one library in
    other words where it is not for."""
    pinned = [Requirement(line.split("--hash")[0].strip()) for line in requirements(lock)]
    return {
        named(one.name): str(one.specifier).removeprefix("==")
        for one in pinned
        if one.marker is None or one.marker.evaluate()
    }
