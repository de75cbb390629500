"""Runs every check, even after one has failed, and ends with what failed and what was missing.

usage: check.py [--quick] [arguments for pytest]

`--quick` leaves out pytest. With CI=true, something missing counts as failed.
"""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
REPORT = ROOT / "test-results" / "pytest.xml"

LINT = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}
IN_TWO = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # the order: tests/conftest.py
PYTEST = ["pytest", *IN_TWO, f"--junitxml={REPORT}"]


def main(arguments: list[str]) -> int:
    """The exit status: 0 when every check passed and, with CI=true, nothing was missing."""
    checks = LINT if "--quick" in arguments else {**LINT, "pytest": [*PYTEST, *arguments]}
    REPORT.unlink(missing_ok=True)
    failed = [name for name, command in checks.items() if not _passes(name, command)]
    missing = _missing()
    _say("\n== Result")
    _say(*[f"failed:  {name}" for name in failed])
    _say(*[f"missing: {what} ({tests} tests skipped)" for what, tests in missing.items()])
    incomplete = bool(missing) and os.environ.get("CI") == "true"
    if incomplete:
        _say("CI=true: what is missing counts as failed.")
    if not failed and not incomplete:
        _say(f"All passed: {', '.join(checks)}.")
    return int(bool(failed) or incomplete)


def _passes(name: str, command: list[str]) -> bool:
    _say(f"\n== {name}")
    tool = BIN / command[0]
    if not tool.exists():
        _say(f"{command[0]} is not installed: run make setup.")
        return False
    return subprocess.run([tool, *command[1:]], cwd=ROOT, check=False).returncode == 0


def _missing() -> Counter[str]:
    """What skipped tests lacked, and how many; the reason of such a skip starts with `missing:`."""
    if not REPORT.exists():
        return Counter()
    reasons = [skip.get("message", "") for skip in ElementTree.parse(REPORT).iter("skipped")]
    return Counter(
        reason.removeprefix("missing:").strip()
        for reason in reasons
        if reason.startswith("missing:")
    )


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
