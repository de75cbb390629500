"""The life of agreements: owners are reminded before one goes out, readers of what they owe."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.agreements.due_letters import acknowledge_letter, expiry_letter, ownerless_letter
from bot.agreements.topic import AGREEMENTS
from bot.jobs import Job, JobContext, telling
from bot.letters import keys
from directory.agreements.acknowledging import not_acknowledged
from directory.agreements.kept import in_force
from directory.agreements.owners import named_owners, owners
from directory.agreements.version import AgreementVersion
from directory.letters.kept import FOLLOWING
from directory.letters.occasions import Occasion, due_of
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Pace
from directory.snapshot import Snapshot
from directory.walltime.days import to_utc

MORNING = time(8)
CAN_WAIT = timedelta(days=365)
"""Nothing here is so urgent that it could not wait for the morning, or for a digest."""
ACKNOWLEDGED_WITHIN = timedelta(days=14)
CAUGHT_UP_WITHIN = timedelta(days=30)

_FIRST, _SECOND = 90, 30


@dataclass(frozen=True, slots=True)
class Window:
    """A reminder that a document goes out is sent from `opens` on, and not from `closes` on.

    `days` is how many before its last day; 0 when it has lapsed.
    """

    days: int
    opens: datetime
    closes: datetime


def agreements(context: JobContext) -> Job:
    """Looked at every hour."""
    return telling("agreements", timedelta(hours=1), due, context)


def due(snapshot: Snapshot, now: datetime) -> list[Delivery]:
    """What is to be told at `now` of the agreements in force, if it has not been told.

    To those who answer for a document: that it goes out, once from 90 and once from 30 days before
    its last day, and once when it has lapsed, each from eight in the morning on. To coordinators:
    that a version has no owner, once; again after a quarter, when the outbox has forgotten it. To
    those who have been asked to acknowledge a version: one reminder, after 14 days.
    What somebody has chosen and the quiet hours are kept.
    """
    told = (
        occasion
        for version in in_force(snapshot).values()
        for occasion in occasions(version, snapshot, now)
    )
    return due_of(told, snapshot.of(FOLLOWING), now)


def occasions(version: AgreementVersion, snapshot: Snapshot, now: datetime) -> Iterator[Occasion]:
    """All that is told of a version, with what is told to whom at `now`."""
    yield from _goes_out(version, snapshot, now)
    yield from _is_ownerless(version, snapshot, now)
    yield from _waits_to_be_read(version, snapshot, now)


def windows(last: date) -> tuple[Window, ...]:
    """When those who answer for a document are reminded that `last` is its last day."""
    first, second = (to_utc(last - timedelta(days), MORNING) for days in (_FIRST, _SECOND))
    after = last + timedelta(days=1)
    lapsed = to_utc(after, MORNING)
    return (
        Window(_FIRST, first, second),
        Window(_SECOND, second, to_utc(after, time(0))),
        Window(0, lapsed, lapsed + CAUGHT_UP_WITHIN),
    )


def _goes_out(version: AgreementVersion, snapshot: Snapshot, now: datetime) -> Iterator[Occasion]:
    last = version.agreement.head.valid_to
    for window in windows(last) if last else ():
        letter = partial(expiry_letter, version, snapshot, lapsed=window.days == 0)
        key = partial(keys.agreement_ends, window.days, version.id)
        for owner in _to_owners(version, key, letter, snapshot, now):
            yield replace(owner, opens=window.opens, closes=window.closes)


def _is_ownerless(
    version: AgreementVersion, snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    if not named_owners(version.agreement.head, snapshot):
        key = partial(keys.without_owner, version.id)
        letter = partial(ownerless_letter, version)
        yield from _to_owners(version, key, letter, snapshot, now)


def _to_owners(
    version: AgreementVersion,
    key: Callable[[str], str],
    letter: Callable[[], Letter],
    snapshot: Snapshot,
    now: datetime,
) -> Iterator[Occasion]:
    """Those who answer for a document are told unless they have chosen otherwise; what comes to
    them at the same time is told together."""
    for owner in owners(version.agreement.head, snapshot):
        yield Occasion(
            to=owner.id,
            key=key(owner.id),
            letter=letter,
            happens=now + CAN_WAIT,
            usual=Pace.AT_ONCE,
            target=version.document,
            together=True,
        )


def _waits_to_be_read(
    version: AgreementVersion, snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    opens = version.added + ACKNOWLEDGED_WITHIN
    for reader in not_acknowledged(version, snapshot):
        yield Occasion(
            to=reader,
            key=keys.not_acknowledged(version.id, reader),
            letter=partial(acknowledge_letter, version),
            happens=now + CAN_WAIT,
            usual=AGREEMENTS.usual(snapshot.people.get(reader)),
            target=version.document,
            opens=opens,
            closes=opens + CAUGHT_UP_WITHIN,
        )
