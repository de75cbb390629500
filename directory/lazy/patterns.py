"""Patterns of what is written that are compiled when they are first looked for."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class LazyPattern:
    """A pattern as `re.compile` takes it, compiled by the first that looks for it: those of what
    may be written take long to compile, and most of them no start needs (adr/0023).

    Its methods are those of `re.Pattern`; from the first call on they are the compiled one's own.
    """

    def __init__(self, text: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._text = text
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Raises re.error for what is no pattern."""
        return re.compile(self._text, self._flags)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """The first place."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """At the beginning."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """The whole text."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """One place after the other."""
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        """The text with each place replaced."""
        return self.compiled.sub

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        """What stands between the places."""
        return self.compiled.split
