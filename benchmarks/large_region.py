"""A region many times larger than a given one, always the same for the same input."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, islice

from directory.catalogue.terms import Term
from directory.region import Region, RolePhone
from directory.rosters.rotation import Rotation
from directory.rosters.shift import Shift
from directory.rosters.somebody import as_written, read_somebody

_YEAR = timedelta(days=364)
_MINUTE = timedelta(minutes=1)
_GAP_EVERY = 50  # shifts


def large_region(region: Region, *, around: date, factor: int, shifts: int) -> Region:
    """The region `factor` times, side by side, with single shifts instead of rotations.

    Every copy has ids, names and municipalities of its own; the first keeps those of the original.
    The shifts fill the year that has `around` in its middle, without pause, for every service and
    role that has a rotation; every fiftieth has nobody.
    """
    copies = [region, *(_copy(region, number) for number in range(1, factor))]
    rotations = [rotation for copy in copies for rotation in copy.rotations]
    return Region(
        settings=region.settings,
        units=tuple(chain.from_iterable(copy.units for copy in copies)),
        people=tuple(chain.from_iterable(copy.people for copy in copies)),
        services=tuple(chain.from_iterable(copy.services for copy in copies)),
        role_phones=tuple(chain.from_iterable(copy.role_phones for copy in copies)),
        chain_steps=tuple(chain.from_iterable(copy.chain_steps for copy in copies)),
        shifts=tuple(islice(_shifts(rotations, around, shifts), shifts)),
        terms=tuple(chain.from_iterable(copy.terms for copy in copies)),
        calendar=region.calendar,
    )


def with_scope(region: Region) -> Region:
    """Services for ”the whole region” name its municipalities, so that copies stay apart."""
    everywhere = frozenset(unit.municipality for unit in region.units)
    services = (replace(s, municipalities=s.municipalities or everywhere) for s in region.services)
    return replace(region, services=tuple(services))


def _copy(region: Region, number: int) -> Region:
    def own(text: str) -> str:
        return f"{text}-{number}" if text else ""

    def named(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{word} {number}" for word in words)

    own_ids = {row.id for rows in (region.units, region.services) for row in rows}
    return Region(
        settings=region.settings,
        units=tuple(
            replace(
                unit,
                id=own(unit.id),
                name=f"{unit.name} {number}",
                municipality=f"{unit.municipality} {number}",
                hospital=own(unit.hospital),
                hsa_id=own(unit.hsa_id),
                former_names=named(unit.former_names),
                aliases=named(unit.aliases),
            )
            for unit in region.units
        ),
        people=tuple(
            replace(
                person,
                id=own(person.id),
                name=f"{person.name} {number}",
                unit=own(person.unit),
                email=f"{number}.{person.email}" if person.email else "",
                hsa_id=own(person.hsa_id),
            )
            for person in region.people
        ),
        services=tuple(
            replace(
                service,
                id=own(service.id),
                name=f"{service.name} {number}",
                unit=own(service.unit),
                hospital=own(service.hospital),
                municipalities=frozenset(named(tuple(service.municipalities))),
                aliases=named(service.aliases),
            )
            for service in region.services
        ),
        role_phones=tuple(
            RolePhone(own(row.service), row.role, row.phone, row.position)
            for row in region.role_phones
        ),
        chain_steps=tuple(
            replace(step, service=own(step.service), of_service=own(step.of_service))
            for step in region.chain_steps
        ),
        rotations=tuple(
            replace(
                rotation,
                service=own(rotation.service),
                people=tuple(read_somebody(own(as_written(who))) for who in rotation.people),
            )
            for rotation in region.rotations
        ),
        terms=tuple(
            Term(f"{term.word} {number}", own(term.target))
            for term in region.terms
            if term.target in own_ids
        ),
    )


def _shifts(rotations: list[Rotation], around: date, wanted: int) -> Iterator[Shift]:
    """Line after line, each with the same number of equally long shifts one after the other."""
    lines: dict[tuple[str, str], list[Rotation]] = {}
    for rotation in rotations:
        lines.setdefault(rotation.line, []).append(rotation)
    each = -(-wanted // len(lines))
    length = max(_YEAR // each // _MINUTE, 1) * _MINUTE
    first = datetime.combine(around, time(7), tzinfo=UTC) - _YEAR / 2
    total = 0
    for same_line in lines.values():
        people = sorted({as_written(who) for rotation in same_line for who in rotation.people})
        for turn in range(each):
            total += 1
            person = "" if total % _GAP_EVERY == 0 else people[turn % len(people)]
            start = first + turn * length
            service, role = same_line[0].line
            yield Shift(service, role, read_somebody(person), start, start + length)
