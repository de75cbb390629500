"""What somebody who is typing may be about to write: names that begin as it does.

A name begins as what is typed if any of its words does, å, ä and ö typed or not; a condition only
by its first word. Nothing is guessed: a misspelt beginning has no completions.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from directory.lazy.values import dataclass
from directory.names.normalise import fold, restored, words

MOST_COMPLETIONS = 8
SHORTEST = 2


class CompletionKind(IntEnum):
    """What a name is of, the likeliest first."""

    SUBJECT = 0
    UNIT = 1
    COMMAND = 2
    CONDITION = 4


@dataclass(frozen=True, slots=True)
class Completable:
    """A name to complete to, what it is, and the other names that lead to it."""

    text: str
    kind: CompletionKind
    detail: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completed:
    """All that stands in the field once it has been chosen; `detail`: the name that begins as was
    typed, where that is another, else what it is."""

    text: str
    kind: CompletionKind
    detail: str = ""


class _Key(NamedTuple):
    """Where a name begins: at its first word, or later in it. `other`: by another name of it."""

    beginning: str
    is_inside: bool
    which: int
    other: str = ""


_Order = tuple[bool, bool, int, int, str]


class Completions:
    """Names by their beginnings."""

    def __init__(self, names: Iterable[Completable]) -> None:
        self._names = tuple(names)
        self._keys = sorted(key for i, name in enumerate(self._names) for key in _keys(i, name))

    def of(self, typed: str, most: int = MOST_COMPLETIONS) -> list[Completed]:
        """The best completions of what is typed: of all of it, else of the last words after a
        whole name (”kardiologi nor”)."""
        tokens = typed.split()
        if found := self._best(_forms(typed), set(CompletionKind)):
            return [self._completed("", key) for key in found[:most]]
        for cut in range(1, len(tokens)):
            head, tail = " ".join(tokens[:cut]), " ".join(tokens[cut:])
            if found := self._best(_forms(tail), self._following(head)):
                return [self._completed(f"{head} ", key) for key in found[:most]]
        return []

    def _following(self, head: str) -> set[CompletionKind]:
        """What may follow a whole name: a unit after a subject, anything after a command."""
        forms = _forms(head)
        kinds = {
            self._names[key.which].kind
            for form in forms
            for key in self._exactly(form)
            if not key.is_inside
        }
        if CompletionKind.COMMAND in kinds:
            return set(CompletionKind) - {CompletionKind.COMMAND}
        return {CompletionKind.UNIT} if kinds else set()

    def _best(self, forms: Sequence[str], kinds: set[CompletionKind]) -> list[_Key]:
        """The names that begin so and have more to them, each once, the likeliest first."""
        best: dict[int, tuple[_Order, _Key]] = {}
        for form in forms:
            for key in self._from(form) if kinds and len(form) >= SHORTEST else ():
                name = self._names[key.which]
                ranked = (self._order(key, name, form), key)
                if name.kind in kinds:
                    best[key.which] = min(best.get(key.which, ranked), ranked)
        more = [found for found in best.values() if not self._is_all_there(found[1], forms)]
        return [key for _, key in sorted(more)]

    def _from(self, form: str) -> Iterator[_Key]:
        for place in range(bisect_left(self._keys, (form,)), len(self._keys)):
            if not self._keys[place].beginning.startswith(form):
                return
            yield self._keys[place]

    def _exactly(self, form: str) -> Iterator[_Key]:
        for key in self._from(form):
            if key.beginning != form:
                return
            yield key

    def _order(self, key: _Key, name: Completable, form: str) -> _Order:
        """Names that begin so before those with such a word in them, and the region's own before
        conditions; what is exactly an abbreviation comes first."""
        is_condition = name.kind is CompletionKind.CONDITION
        likely = name.kind if is_condition or not key.other else CompletionKind.CONDITION - 1
        return key.is_inside, key.beginning != form, likely, len(name.text), name.text

    def _is_all_there(self, key: _Key, forms: Sequence[str]) -> bool:
        return not set(_forms(self._names[key.which].text)).isdisjoint(forms)

    def _completed(self, before: str, key: _Key) -> Completed:
        name = self._names[key.which]
        return Completed(before + name.text, name.kind, key.other or name.detail)


def _keys(index: int, name: Completable) -> Iterator[_Key]:
    for written in (name.text, *name.others):
        folded = [fold(word) for word in words(written)]
        other = "" if written == name.text else written
        is_long_list = name.kind is CompletionKind.CONDITION
        for place in range(1 if is_long_list else len(folded)):
            yield _Key(" ".join(folded[place:]), place > 0, index, other)


def _forms(typed: str) -> Sequence[str]:
    """What is typed without å, ä and ö, and with aa, ae and oe read as these."""
    written = words(typed)
    plain = " ".join(map(fold, written))
    return list(dict.fromkeys((plain, " ".join(fold(restored(word)) for word in written))))
