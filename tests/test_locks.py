"""The lock files pin what pyproject.toml asks for, with hashes, and name no address."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.locks import DEV, HASH, RUNTIME, named, pins, requirements
from tests.paths import ROOT


def _asked(*tables: list[str]) -> set[str]:
    return {named(requirement) for table in tables for requirement in table}


PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
NEEDED = _asked(PROJECT["dependencies"], PYPROJECT["build-system"]["requires"])
NEEDED_FOR_DEVELOPING = NEEDED | _asked(PROJECT["optional-dependencies"]["dev"])


@pytest.mark.parametrize(
    ("lock", "needed"), [(RUNTIME, NEEDED), (DEV, NEEDED_FOR_DEVELOPING)], ids=["runtime", "dev"]
)
def test_every_dependency_is_locked(lock: Path, needed: set[str]) -> None:
    assert needed - pins(lock).keys() == set(), "run make lock"


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=["runtime", "dev"])
def test_every_line_has_an_exact_version_and_a_hash(lock: Path) -> None:
    loose = [line for line in requirements(lock) if "==" not in line or not HASH.search(line)]

    assert loose == []


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=["runtime", "dev"])
def test_no_lock_names_an_address_or_changes_the_index(lock: Path) -> None:
    telling = re.compile(r"https?:|://|^\s*-|@\s", re.MULTILINE)

    assert [line for line in requirements(lock) if telling.search(line.split("--hash")[0])] == []
    assert "://" not in lock.read_text()


def test_developers_run_the_versions_that_are_shipped() -> None:
    shipped, developed = pins(RUNTIME), pins(DEV)

    assert {name: pin for name, pin in shipped.items() if developed.get(name) != pin} == {}
