"""Fields that are asked for side by side: ”både kirurg och narkos”, ”ortoped samt infektion”."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from directory.names.entries import Weight
from directory.names.evidence import Evidence

_AND = frozenset({"and", "eller", "och", "or", "plus", "samt"})


def named_together(
    tokens: Sequence[str], evidence: list[Evidence], fillers: Collection[str]
) -> list[Evidence]:
    """The evidence, where what is joined to the name of a field by ”och” is named as well.

    Only words that say nothing may stand between: ”neurolog och någon som granskar bilderna”.
    """
    named = [row for row in evidence if row.entry.sort >= Weight.NAME]
    return [
        replace(row, entry=replace(row.entry, sort=Weight.NAME))
        if row.entry.sort < Weight.SETTING
        and any(_joined(tokens, row, other, fillers) for other in named)
        else row
        for row in evidence
    ]


def kept(tokens: Sequence[str], evidence: list[Evidence], spans: list[Evidence]) -> list[Evidence]:
    """The evidence with the names of fields that a finding took for its own: ”infektion och
    ortoped, protesen är varig” asks for both."""
    named = [row for row in spans if row.entry.sort >= Weight.NAME]
    lost = [
        row
        for row in named
        if row not in evidence and any(_joined(tokens, row, one, _AND) for one in named)
    ]
    return [*evidence, *lost]


def _joined(
    tokens: Sequence[str], row: Evidence, named: Evidence, fillers: Collection[str]
) -> bool:
    first, then = sorted((row, named), key=lambda one: one.start)
    between = tokens[first.end : then.start]
    return not _AND.isdisjoint(between) and all(word in fillers or word in _AND for word in between)
