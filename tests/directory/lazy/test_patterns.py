"""Patterns that are compiled when they are first looked for."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import bot
import directory
from directory.lazy.patterns import LazyPattern
from directory.walltime.moment_patterns import CLOCK_TIME

NOT_TO_IMPORT = ("__main__", "env")
"""What does something when it is imported: commands, and Alembic's environment."""


def test_it_is_compiled_by_the_first_that_looks_for_it() -> None:
    pattern = LazyPattern("(")
    with pytest.raises(re.error):
        pattern.search("(")


def test_it_looks_as_what_re_compiles() -> None:
    lazy, compiled = LazyPattern("å(b)?", re.IGNORECASE), re.compile("å(b)?", re.IGNORECASE)
    for text in ("", "åb", "xÅ", "åbå"):
        for look in ("search", "match", "fullmatch"):
            assert str(getattr(lazy, look)(text)) == str(getattr(compiled, look)(text))
        assert str([*lazy.finditer(text)]) == str([*compiled.finditer(text)])
        assert lazy.sub("-", text) == compiled.sub("-", text)
        assert lazy.split(text) == compiled.split(text)
    assert lazy.match("xåb", 1), "from a place on"


def test_from_the_first_call_on_it_is_the_compiled_one_that_looks() -> None:
    pattern = LazyPattern("a")
    pattern.search("a")
    assert vars(pattern)["search"] == pattern.compiled.search


def test_all_of_them_are_patterns() -> None:
    found = [pattern for module in _modules() for pattern in _patterns(module)]
    assert CLOCK_TIME in found, "they are looked through"
    for pattern in found:
        assert isinstance(pattern.compiled, re.Pattern)


def _modules() -> Iterator[object]:
    for package in (bot, directory):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.rpartition(".")[2] not in NOT_TO_IMPORT:
                yield importlib.import_module(found.name)


def _patterns(module: object) -> Iterator[LazyPattern]:
    for value in vars(module).values():
        each = value.values() if isinstance(value, dict) else (value,)
        yield from (one for one in each if isinstance(one, LazyPattern))
