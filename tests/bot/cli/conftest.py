"""A database with the demo region, made once as a newcomer makes it; each test may have a copy."""

import shutil
from pathlib import Path

import pytest

from tests.stories.terminal import Terminal


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which konsult has been asked its first question."""
    terminal = Terminal(tmp_path_factory.mktemp("demo"))
    terminal.starts_konsult("ask", "/hjalp")
    assert terminal.complaints == "Ingen databas fanns: skapade den med demoregionen.\n"
    return terminal.folder


@pytest.fixture
def terminal(demo: Path, tmp_path: Path) -> Terminal:
    """A terminal in a folder of its own, with a copy of that database."""
    shutil.copytree(demo / "var", tmp_path / "var")
    return Terminal(tmp_path)
