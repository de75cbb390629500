"""The lock files pin what pyproject.toml asks for, with hashes, and name no address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.paths import ROOT

RUNTIME = ROOT / "requirements.lock"
DEV = ROOT / "requirements-dev.lock"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def _requirements(lock: Path) -> list[str]:
    """Each requirement on one line, its hashes after it, comments left out."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", "").splitlines()


def _name(requirement: str) -> str:
    """`Psycopg[binary] >= 3` is called psycopg."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def _pins(lock: Path) -> dict[str, str]:
    """Name → exact version, of those that are installed here: two locks may say of one library in
    other words where it is not for."""
    pinned = [Requirement(line.split("--hash")[0].strip()) for line in _requirements(lock)]
    return {
        _name(one.name): str(one.specifier).removeprefix("==")
        for one in pinned
        if one.marker is None or one.marker.evaluate()
    }


def _asked(*tables: list[str]) -> set[str]:
    return {_name(requirement) for table in tables for requirement in table}


PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
NEEDED = _asked(PROJECT["dependencies"], PYPROJECT["build-system"]["requires"])
NEEDED_FOR_DEVELOPING = NEEDED | _asked(PROJECT["optional-dependencies"]["dev"])


@pytest.mark.parametrize(
    ("lock", "needed"), [(RUNTIME, NEEDED), (DEV, NEEDED_FOR_DEVELOPING)], ids=["runtime", "dev"]
)
def test_every_dependency_is_locked(lock: Path, needed: set[str]) -> None:
    assert needed - _pins(lock).keys() == set(), "run make lock"


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=["runtime", "dev"])
def test_every_line_has_an_exact_version_and_a_hash(lock: Path) -> None:
    loose = [line for line in _requirements(lock) if "==" not in line or not HASH.search(line)]

    assert loose == []


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=["runtime", "dev"])
def test_no_lock_names_an_address_or_changes_the_index(lock: Path) -> None:
    telling = re.compile(r"https?:|://|^\s*-|@\s", re.MULTILINE)

    assert [line for line in _requirements(lock) if telling.search(line.split("--hash")[0])] == []
    assert "://" not in lock.read_text()


def test_developers_run_the_versions_that_are_shipped() -> None:
    shipped, developed = _pins(RUNTIME), _pins(DEV)

    assert {name: pin for name, pin in shipped.items() if developed.get(name) != pin} == {}
