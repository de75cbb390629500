"""What everybody reads: no ”hon” or ”han” for a person of unknown sex, and no names of our classes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.paths import ROOT

GENDERED = re.compile(r"(?<![\w|(])(hon|han|henne|honom|hennes|hans)(?![\w|)])", re.IGNORECASE)
WORD_LISTS = {
    "directory/agreements/words.py",
    "directory/names/reading.py",
    "directory/names/spoken.py",
}
"""Words that are read, not said; in a pattern they stand between bars."""

SOURCES = [
    path
    for room in ("bot", "directory")
    for path in sorted((ROOT / room).rglob("*"))
    if path.suffix in (".py", ".html") and path.relative_to(ROOT).as_posix() not in WORD_LISTS
]


def said(path: Path) -> Iterator[str]:
    """Each text in a file that somebody may be shown; a docstring is none."""
    if path.suffix == ".html":
        yield path.read_text("utf-8")
        return
    tree = ast.parse(path.read_text("utf-8"))
    unsaid = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in unsaid
        ):
            yield node.value


def test_nobodys_sex_is_guessed() -> None:
    texts = [(path.name, text) for path in SOURCES for text in said(path)]
    assert len(texts) > 1000
    assert [found for found in texts if GENDERED.search(found[1])] == []


def test_an_error_is_not_shown_by_the_name_of_its_class() -> None:
    """It may be logged and kept as a code, and name a value in an error of ours."""
    shown = re.compile(r"(Error|stop|Refusal|print)\(.*type\(.*\)\.__name__")
    lines = [
        f"{path.name}: {line.strip()}"
        for path in SOURCES
        for line in path.read_text("utf-8").splitlines()
        if shown.search(line) and "SendError" not in line and "TooManyQueriesError" not in line
    ]
    assert lines == []


def test_a_warning_is_marked_by_the_platform_alone() -> None:
    """A text that says ”Obs” itself would be read as ”Obs: Obs”."""
    drawn = [ROOT / "bot/platforms", ROOT / "bot/cli"]
    elsewhere = [path for path in SOURCES if not any(path.is_relative_to(room) for room in drawn)]
    texts = [(path.name, text) for path in elsewhere for text in said(path)]
    assert [found for found in texts if re.match("obs[:!]", found[1], re.IGNORECASE)] == []
