"""How the house hangs together, where ruff and import-linter cannot say it."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent


def test_nothing_is_imported_from_a_module_of_tests() -> None:
    """What several of them need is in stories/, or beside them in a module of its own."""
    borrowed = {
        file.relative_to(TESTS).as_posix(): names
        for file in sorted(TESTS.rglob("*.py"))
        if (names := [name for name in _imported(file) if ".test_" in name])
    }
    assert borrowed == {}


def test_a_platform_is_named_in_its_own_folder_and_in_the_registry_alone() -> None:
    """Adding one, or taking one away, touches nothing else."""
    own = ROOT / "bot/platforms/slack"
    named = {
        file.relative_to(ROOT).as_posix()
        for folder in ("bot", "directory")
        for file in (ROOT / folder).rglob("*.py")
        if not file.is_relative_to(own) and "slack" in file.read_text("utf-8").casefold()
    }
    assert named == {"bot/platforms/registry.py"}


def _imported(file: Path) -> Iterator[str]:
    """What a file imports, with the modules; ruff sees to it that none is imported further down."""
    for statement in ast.parse(file.read_text("utf-8")).body:
        match statement:
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{name.name}" for name in names)
            case ast.Import(names=names):
                yield from (name.name for name in names)
