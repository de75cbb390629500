"""Reads values from an open transaction."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.agreements.feedback import Feedback, VersionRead
from directory.calendar import Exceptional
from directory.chains import ChainStep
from directory.changes import ANSWERED, Account, Alias, ContactFailure, Kept
from directory.confirmations import Confirmation
from directory.feeds import Feed
from directory.oncall import LONGEST_SHIFT, Override, Shift
from directory.people import Person
from directory.phones import Phone
from directory.region import Region, RegionSettings, RolePhone, Term
from directory.repository import MOST_POPULAR, POPULAR_WITHIN, Popular, Revisions, Window
from directory.roster_sources import RosterName, RosterSource
from directory.rotation import Rotation
from directory.services import Service
from directory.snapshot import State
from directory.store import tables
from directory.store.plain import field_names
from directory.store.rows import KEPT_TABLES, TABLES, Columns, Owner, phone_of
from directory.subscriptions import Subscription
from directory.swaps import Offer
from directory.units import Unit

V = TypeVar("V")
K = TypeVar("K", bound=Kept)

_AT_A_TIME = 500
_OVERRIDES_KEPT = timedelta(days=1)
_FAILURES_KEPT = timedelta(days=30)


async def read_revisions(connection: AsyncConnection, *, lock: bool = False) -> Revisions:
    """The counters, both 0 before anything was written; `lock` keeps other writers waiting."""
    query = select(tables.revision)
    found = (await connection.execute(query.with_for_update() if lock else query)).one()
    return Revisions(found.region, found.state, found.agreements)


async def read_region(connection: AsyncConnection) -> Region | None:
    """The region without its shifts; None while none has been imported."""
    settings = await _all(connection, RegionSettings)
    if not settings:
        return None
    phones = await _phones(connection)
    return Region(
        settings=settings[0],
        units=tuple(
            [
                Unit(**row, phones=phones.pop(Owner(unit=row["id"]), ()))
                async for row in _columns(connection, _table(Unit))
            ]
        ),
        people=tuple(
            [
                Person(**row, phones=phones.pop(Owner(person=row["id"]), ()))
                async for row in _columns(connection, _table(Person))
            ]
        ),
        services=await _all(connection, Service),
        role_phones=tuple(
            RolePhone(owner.service, owner.role, phone, position)
            for owner, owned in phones.items()
            if owner.role
            for position, phone in enumerate(owned)
        ),
        chain_steps=await _all(connection, ChainStep),
        rotations=await _all(connection, Rotation),
        terms=await _all(connection, Term),
        calendar=await _all(connection, Exceptional),
    )


async def read_shifts(
    connection: AsyncConnection,
    window: Window | None = None,
    services: Collection[str] | None = None,
) -> AsyncIterator[Shift]:
    """The shifts that touch the window, or all; of these services, or of all.

    Never all in memory at once.
    """
    query = select(*(tables.shift.c[name] for name in field_names(Shift)))
    if window:
        first, last = window
        query = query.where(tables.shift.c.end > first, tables.shift.c.start < last)
    if services is not None:
        query = query.where(tables.shift.c.service.in_(services))
    async for row in _stream(connection, query):
        yield Shift(*row)


async def read_state(connection: AsyncConnection, now: datetime) -> State:
    """Overrides and offers until a day after their end, failures of 30 days, and the rest."""
    failure = tables.contact_failure
    recent = select(*[column for column in failure.c if column.name != "id"]).where(
        failure.c.reported >= now - _FAILURES_KEPT
    )
    accounts = await _values(connection, Account, select(tables.account))
    reads = await connection.execute(select(tables.roster_read))
    since, begun = now - _OVERRIDES_KEPT, now - _OVERRIDES_KEPT - LONGEST_SHIFT
    return State(
        overrides=await _kept(connection, Override, tables.override.c.end > since),
        offers=await _kept(connection, Offer, tables.offer.c.end > since),
        confirmations=await _kept(connection, Confirmation, tables.confirmation.c.start > begun),
        subscriptions=await _kept(connection, Subscription),
        roster_sources=await _kept(connection, RosterSource),
        roster_names=await _kept(connection, RosterName),
        feeds=await _kept(connection, Feed),
        feedback=await _kept(connection, Feedback, _recent_feedback(now)),
        agreements_read=await _kept(connection, VersionRead),
        rosters_read={row.service: row.read_at for row in reads},
        accounts={account.id: account for account in accounts},
        failures=await _values(
            connection, ContactFailure, recent.order_by(failure.c.reported, failure.c.id)
        ),
        aliases=await _values(connection, Alias, select(tables.alias).order_by(tables.alias.c.id)),
    )


def _recent_feedback(now: datetime) -> ColumnElement[bool]:
    """What is still open, and what was closed within 90 days."""
    held = tables.agreement_feedback.c
    return held.closed.is_(None) | (held.closed >= now - POPULAR_WITHIN)


async def read_popular(connection: AsyncConnection, now: datetime) -> Popular:
    """The services with an answer asked for most, unit by unit."""
    counted = tables.lookup_count.c
    query = (
        select(counted.unit, counted.service, func.count().label("times"))
        .where(counted.at >= now - POPULAR_WITHIN, counted.outcome == ANSWERED)
        .where(counted.command == "konsult")
        .where(counted.unit != "", counted.service != "")
        .group_by(counted.unit, counted.service)
        .order_by(counted.unit, func.count().desc(), counted.service)
    )
    popular: defaultdict[str, list[str]] = defaultdict(list)
    for row in await connection.execute(query):
        popular[row.unit].append(row.service)
    return {unit: tuple(services[:MOST_POPULAR]) for unit, services in popular.items()}


async def read_account(connection: AsyncConnection, account: str) -> Account | None:
    """What the account has chosen, if anything."""
    query = select(tables.account).where(tables.account.c.id == account)
    return next(iter(await _values(connection, Account, query)), None)


async def read_kept(connection: AsyncConnection, kind: type[K], id_: str) -> K | None:
    """The value of that kind with that id, if there is one."""
    found = await _kept(connection, kind, KEPT_TABLES[kind].c.id == id_)
    return next(iter(found), None)


async def _kept(
    connection: AsyncConnection, kind: type[K], which: ColumnElement[bool] | None = None
) -> tuple[K, ...]:
    """The values of a kind, all or those meant, in the order of their ids."""
    table = KEPT_TABLES[kind]
    query = select(*(table.c[name] for name in field_names(kind))).order_by(table.c.id)
    return await _values(connection, kind, query if which is None else query.where(which))


async def read_rostered(
    connection: AsyncConnection,
    window: Window,
    *,
    source: str = "",
    services: Collection[str] | None = None,
) -> tuple[Shift, ...]:
    """The shifts of roster sources that touch the window; of one source, of these services."""
    rostered, (first, last) = tables.rostered, window
    query = select(*(rostered.c[name] for name in field_names(Shift)))
    query = query.where(rostered.c.end > first, rostered.c.start < last)
    if source:
        query = query.where(rostered.c.source == source)
    if services is not None:
        query = query.where(rostered.c.service.in_(services))
    return await _values(connection, Shift, query.order_by(rostered.c.start))


async def read_alias(connection: AsyncConnection, alias: str) -> Alias | None:
    """The alias with that id, if there is one."""
    query = select(tables.alias).where(tables.alias.c.id == alias)
    return next(iter(await _values(connection, Alias, query)), None)


async def _phones(connection: AsyncConnection) -> dict[Owner, tuple[Phone, ...]]:
    phones: defaultdict[Owner, list[Phone]] = defaultdict(list)
    query = select(tables.phone).order_by(tables.phone.c.position)
    async for row in _columns(connection, query):
        owner, phone = phone_of(row)
        phones[owner].append(phone)
    return {owner: tuple(owned) for owner, owned in phones.items()}


def _table(kind: type) -> Select[Any]:
    table = TABLES[kind]
    return select(table).order_by(*table.primary_key.columns)


async def _all(connection: AsyncConnection, kind: type[V]) -> tuple[V, ...]:
    return await _values(connection, kind, _table(kind))


async def _values(connection: AsyncConnection, kind: type[V], query: Select[Any]) -> tuple[V, ...]:
    return tuple([kind(**row) async for row in _columns(connection, query)])


async def _columns(connection: AsyncConnection, query: Select[Any]) -> AsyncIterator[Columns]:
    names = query.selected_columns.keys()
    async for row in _stream(connection, query):
        yield dict(zip(names, row, strict=True))


async def _stream(connection: AsyncConnection, query: Select[Any]) -> AsyncIterator[Sequence[Any]]:
    """The rows, some hundred at a time, so that other tasks get their turn in between."""
    result = await connection.stream(query)
    async for rows in result.partitions(_AT_A_TIME):
        for row in rows:
            yield row
