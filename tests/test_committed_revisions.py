"""A migration that has been committed is never edited again: databases have been through it.

`directory/store/migrations/committed.txt` has a line for each, in their order, and is only added to.
"""

import hashlib
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.paths import ROOT

MIGRATIONS = "directory/store/migrations"
LIST = f"{MIGRATIONS}/committed.txt"
_OF = re.compile(r'^(revision|down_revision) = (?:"(\w+)"|None)$', re.MULTILINE)


def _files() -> list[Path]:
    return sorted((ROOT / MIGRATIONS / "versions").glob("[0-9]*.py"))


def _line(file: Path) -> str:
    content = file.read_bytes().replace(b"\r\n", b"\n")
    return f"{hashlib.sha256(content).hexdigest()}  {file.name}"


def _listed() -> list[str]:
    return (ROOT / LIST).read_text("utf-8").splitlines()


def _is_kept(earlier: Sequence[str], later: Sequence[str]) -> bool:
    """Whether every line is still there, in the same order."""
    rest = iter(later)
    return all(line in rest for line in earlier)


def test_each_is_as_it_was_committed() -> None:
    now, listed = [_line(file) for file in _files()], _listed()
    edited = [line for line in listed if line not in now]
    new = [line for line in now if line not in listed]
    assert not edited, "changed or removed since it was committed; write a new migration instead"
    assert not new, f"add to the end of {LIST}:\n" + "\n".join(new)
    assert now == listed


def test_each_follows_the_one_before() -> None:
    """`newest_revision` is the last by its number: a number must not be passed by."""
    chain = []
    for file in _files():
        says = dict((name, number or None) for name, number in _OF.findall(file.read_text("utf-8")))
        assert file.name.startswith(f"{says['revision']}_"), file.name
        chain.append((says["down_revision"], says["revision"]))
    assert [before for before, _ in chain] == [None, *(revision for _, revision in chain[:-1])]


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no git history here, so the list is not compared with what it was: {done.stderr.strip()[:80]}")  # fmt: skip
    return done.stdout


def _earlier() -> Iterator[list[str]]:
    """The list as it stood at each commit that is known here."""
    for commit in _git("log", "--format=%H", "--", LIST).split():
        shown = subprocess.run(
            ["git", "show", f"{commit}:{LIST}"], cwd=ROOT, capture_output=True, text=True
        )
        if shown.returncode == 0:
            yield shown.stdout.splitlines()


def test_the_list_is_only_added_to() -> None:
    earlier = list(_earlier())
    if not earlier:
        pytest.skip("the list is in no commit that is known here, so there is nothing to compare")
    assert all(_is_kept(lines, _listed()) for lines in earlier)


@pytest.mark.parametrize(
    ("later", "kept"),
    [("abc", True), ("abxc", True), ("abcd", True), ("ac", False), ("acb", False), ("xbc", False)],
)
def test_what_counts_as_added_to(later: str, kept: bool) -> None:
    assert _is_kept("abc", later) == kept
