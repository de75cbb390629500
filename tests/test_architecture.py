"""How the tests hang together, where ruff and import-linter cannot say it."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent


def test_nothing_is_imported_from_a_module_of_tests() -> None:
    """What several of them need is in stories/, or beside them in a module of its own."""
    borrowed = {
        file.relative_to(TESTS).as_posix(): names
        for file in sorted(TESTS.rglob("*.py"))
        if (names := [name for name in _imported(file) if ".test_" in name])
    }
    assert borrowed == {}


def _imported(file: Path) -> Iterator[str]:
    """What a file imports, with the modules; ruff sees to it that none is imported further down."""
    for statement in ast.parse(file.read_text("utf-8")).body:
        match statement:
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{name.name}" for name in names)
            case ast.Import(names=names):
                yield from (name.name for name in names)
