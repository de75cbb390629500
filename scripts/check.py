"""Runs every check, even after one has failed, and ends with what failed and what was missing.

usage: check.py [--quick] [arguments for pytest]

`--quick` leaves out pytest. With CI=true, something missing counts as failed.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
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
COLLECT = ["pytest", "--collect-only", "-qq"]
KEEPS_BYTECODE = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
"""The environment of every check: the tests' asserts are rewritten once, in ten seconds."""


def main(arguments: list[str]) -> int:
    """The exit status: 0 when every check passed and, with CI=true, nothing was missing."""
    checks = LINT if "--quick" in arguments else {**LINT, "pytest": [*PYTEST, *arguments]}
    REPORT.unlink(missing_ok=True)
    with _tests_compiled_meanwhile() if "pytest" in checks else nullcontext():
        failed = [name for name in LINT if not _passes(name, checks[name])]
    failed += [name for name in checks.keys() - LINT if not _passes(name, checks[name])]
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
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, env=KEEPS_BYTECODE, check=False)
    return done.returncode == 0


@contextmanager
def _tests_compiled_meanwhile() -> Iterator[None]:
    """The quick checks leave a core idle. Whatever is wrong with a test, its own run tells."""
    tool = BIN / COLLECT[0]
    if not tool.exists():
        yield
        return
    with subprocess.Popen(
        [tool, *COLLECT[1:]],
        cwd=ROOT,
        env=KEEPS_BYTECODE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ):
        yield


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
