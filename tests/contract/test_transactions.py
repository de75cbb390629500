"""On both databases an import is written whole or not at all, and readers see one moment."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.accounts.account import ACCOUNTS, Account
from directory.changes import Keep
from directory.parts import REGION, Revisions
from directory.region import Region, normalised
from directory.rosters.kept import ROSTER_AGES
from directory.store.audit import AuditLine, audit
from directory.store.engine import reading
from directory.store.region_tables import unit as unit_table
from directory.store.registry import REGISTRY
from directory.store.store import SqlStore
from tests.builders import role_phone, rotation, service, shift, small_region, unit
from tests.contract.conftest import NOW, rows

_UNKNOWN = {
    "unit of a service": small_region(services=(service("kardiologi", unit="nowhere"),)),
    "hospital of a unit": small_region(units=(*small_region().units, unit("x", hospital="y"))),
    "service of a role's phone": small_region(role_phones=(role_phone("nothing"),)),
    "service of a rotation": small_region(rotations=(rotation("nothing"),)),
    "service of a shift": small_region(shifts=(shift(of="nothing"),)),
    "person of a shift": small_region(shifts=(shift(who="nobody"),)),
}


def moved(times: int) -> Revisions:
    """The revisions after so many imports, each of which has changed something."""
    written = dict.fromkeys((REGION.name, ROSTER_AGES.name), times)
    return {**dict.fromkeys(REGISTRY.revised, 0), **written}


@pytest.mark.parametrize("what", _UNKNOWN)
async def test_an_import_that_fails_leaves_everything_as_it_was(
    migrated: AsyncEngine, what: str
) -> None:
    repository = SqlStore(migrated)
    before = small_region(shifts=(shift(),))
    await repository.import_region(before, actor="konsult", now=NOW)
    audited = await rows(migrated, audit, AuditLine)

    with pytest.raises(IntegrityError):
        await repository.import_region(_UNKNOWN[what], actor="konsult", now=NOW)

    region = await repository.load_region()
    assert region is not None
    assert normalised(region) == normalised(before)
    assert await repository.revisions() == moved(1)
    assert await rows(migrated, audit, AuditLine) == audited


async def test_a_value_that_breaks_off_an_import_leaves_nothing(migrated: AsyncEngine) -> None:
    repository = SqlStore(migrated)
    broken = replace(small_region().services[0], hours="not hours")  # type: ignore[arg-type]  # on purpose

    with pytest.raises(StatementError):
        await repository.import_region(small_region(services=(broken,)), actor="a", now=NOW)

    assert await repository.revisions() is None
    assert await rows(migrated, audit, AuditLine) == []


async def test_changes_are_written_together_or_not_at_all(migrated: AsyncEngine) -> None:
    repository = SqlStore(migrated)
    good = Keep(Account("web:a", "bjorken"))
    bad = Keep(Account("web:b", None))  # type: ignore[arg-type]  # on purpose

    with pytest.raises(IntegrityError):
        await repository.apply([good, bad], actor="a", now=NOW)

    assert tuple((await repository.load_parts(NOW)).of(ACCOUNTS)) == ()
    assert await rows(migrated, audit, AuditLine) == []


async def test_imports_at_once_end_as_one_of_them(migrated: AsyncEngine) -> None:
    regions = [small_region(shifts=(shift(hours=hours),)) for hours in (1, 2, 3, 4)]
    repositories = [SqlStore(migrated) for _ in regions]

    await asyncio.gather(
        *(
            repository.import_region(region, actor="konsult", now=NOW)
            for repository, region in zip(repositories, regions, strict=True)
        )
    )

    stored = await repositories[0].load_region()
    assert stored is not None
    assert normalised(stored) in [normalised(region) for region in regions]
    assert await repositories[0].revisions() == moved(4)


async def test_a_reader_sees_one_moment(migrated: AsyncEngine) -> None:
    repository = SqlStore(migrated)
    await repository.import_region(small_region(), actor="konsult", now=NOW)

    async with reading(migrated) as connection:
        before = (await connection.execute(unit_table.select())).all()
        await repository.import_region(_renamed(), actor="konsult", now=NOW)
        after = (await connection.execute(unit_table.select())).all()

    assert before == after


def _renamed() -> Region:
    units = (replace(one, name=f"Nya {one.name}") for one in small_region().units)
    return replace(small_region(), units=tuple(units))
