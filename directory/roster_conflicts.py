"""Overrides that no longer fit what a roster says."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from directory.oncall import VACANCY, Override, Span
from directory.roster_sources import Publication


def conflicts(
    publication: Publication, overrides: Iterable[Override], now: datetime
) -> list[Override]:
    """The live overrides that replace somebody whom the new roster does not have then, the next
    one first. They stay in force all the same: a human must look."""
    held = list(overrides)
    touched = (one for one in held if _is_touched(one, publication, now))
    strange = (one for one in touched if not _fits(one, publication, held))
    return sorted(strange, key=lambda one: one.start)


def _is_touched(override: Override, publication: Publication, now: datetime) -> bool:
    line = override.service == publication.source.service and override.role in publication.roles
    within = override.touches(publication.first, publication.last)
    return line and within and override.end > now and bool(override.instead_of)


def _fits(override: Override, publication: Publication, held: Sequence[Override]) -> bool:
    """Whether somebody has the place that it replaces: by the roster, or by another override."""
    replaced = "" if override.instead_of == VACANCY else override.instead_of
    others = [one for one in held if one is not override and one.service == override.service]
    spans: list[Span] = [*publication.shifts, *others]
    return any(
        span.person == replaced and span.start < override.end and span.end > override.start
        for span in spans
        if span.role is override.role
    )
