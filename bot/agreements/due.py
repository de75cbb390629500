"""Reminders about agreements: to owners before one expires, to readers who must acknowledge."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.agreements.due_letters import (
    acknowledge_letter,
    expiry_letter,
    ownerless_letter,
    unsearched_letter,
)
from bot.agreements.topic import AGREEMENTS
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import AT_ONCE, Separately
from bot.jobs import Job, JobContext, telling
from bot.letters import keys
from directory.agreements.acknowledging import not_acknowledged
from directory.agreements.kept import AGREEMENTS as INDEXED
from directory.agreements.kept import in_force
from directory.agreements.owners import named_owners, owners
from directory.agreements.version import AgreementVersion
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.occasions import Occasion, due_of
from directory.letters.outbox import Delivery, Letter, Urgency
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
    """When a reminder that a document expires may be sent: from `opens` until `closes`, exclusive.

    `days`: how many before its last day; 0 when it has expired.
    """

    days: int
    opens: datetime
    closes: datetime


def agreements(context: JobContext) -> Job:
    """The job; runs every hour."""
    return telling("agreements", timedelta(hours=1), due, context)


def due(snapshot: Snapshot, now: datetime, separately: Separately = AT_ONCE) -> list[Delivery]:
    """The letters that are due at `now` about the agreements in force; the outbox drops repeats.

    To owners: that a document expires, from 90 and from 30 days before its last day, and that it
    has expired, each once, from eight in the morning on. To coordinators: that a version has no
    owner, once; again after a quarter, when the outbox has forgotten it. To owners: that a document
    cannot be searched. To those who have been
    asked to acknowledge a version: one reminder, after 14 days.
    Recipients' choices and quiet hours are respected.
    """
    letters = separately.each(
        in_force(snapshot).values(),
        lambda version: RoundItem(ItemKind.DOCUMENT, version.document),
        lambda version: due_of(occasions(version, snapshot, now), snapshot.of(FOLLOWING), now),
    )
    return [delivery for of_version in letters for delivery in of_version]


def occasions(version: AgreementVersion, snapshot: Snapshot, now: datetime) -> Iterator[Occasion]:
    """Every occasion for a letter about a version, with its recipient as of `now`."""
    yield from _expires(version, snapshot, now)
    yield from _is_ownerless(version, snapshot, now)
    yield from _is_unsearched(version, snapshot, now)
    yield from _awaits_acknowledgement(version, snapshot, now)


def windows(last: date) -> tuple[Window, ...]:
    """When the owners of a document are reminded that `last` is its last day."""
    first, second = (to_utc(last - timedelta(days), MORNING) for days in (_FIRST, _SECOND))
    day_after = last + timedelta(days=1)
    lapsed = to_utc(day_after, MORNING)
    return (
        Window(_FIRST, first, second),
        Window(_SECOND, second, to_utc(day_after, time(0))),
        Window(0, lapsed, lapsed + CAUGHT_UP_WITHIN),
    )


def _expires(version: AgreementVersion, snapshot: Snapshot, now: datetime) -> Iterator[Occasion]:
    last = version.agreement.head.valid_to
    for window in windows(last) if last else ():
        letter = partial(expiry_letter, version, snapshot, lapsed=window.days == 0)
        key = partial(keys.agreement_ends, window.days, version.id)
        for occasion in _to_owners(version, key, letter, snapshot, now):
            yield replace(occasion, opens=window.opens, closes=window.closes, ends=window.closes)


def _is_ownerless(
    version: AgreementVersion, snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    if not named_owners(version.agreement.head, snapshot):
        key = partial(keys.without_owner, version.id)
        letter = partial(ownerless_letter, version)
        yield from _to_owners(version, key, letter, snapshot, now)


def _is_unsearched(
    version: AgreementVersion, snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    agreements = snapshot.of(INDEXED)
    if agreements is not None and version.document in agreements.unsearched:
        key = partial(keys.unsearched, version.id)
        yield from _to_owners(version, key, partial(unsearched_letter, version), snapshot, now)


def _to_owners(
    version: AgreementVersion,
    key: Callable[[str], str],
    letter: Callable[[], Letter],
    snapshot: Snapshot,
    now: datetime,
) -> Iterator[Occasion]:
    """For each owner, unless they have chosen otherwise; letters of the same time are combined."""
    for owner in owners(version.agreement.head, snapshot):
        yield Occasion(
            to=owner.id,
            key=key(owner.id),
            letter=letter,
            happens=now + CAN_WAIT,
            usual=Pace.AT_ONCE,
            ends=None,
            urgency=Urgency.USUAL,
            target=version.document,
            together=True,
        )


def _awaits_acknowledgement(
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
            ends=None,
            urgency=Urgency.USUAL,
            target=version.document,
            opens=opens,
            closes=opens + CAUGHT_UP_WITHIN,
        )
