"""The life of agreements: owners are reminded before one goes out, readers of what they owe."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.agreements.due_letters import acknowledge_letter, expiry_letter, ownerless_letter
from bot.agreements.topic import AGREEMENTS
from bot.live import Live
from bot.scheduler.duty import Duty, Telling
from directory.agreements.acknowledging import not_acknowledged
from directory.agreements.kept import in_force
from directory.agreements.owners import named_owners, owners
from directory.agreements.version import AgreementVersion
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter, Outbox
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Something to tell people of a version; `about` is its only one for each of them.

    `to_owners`: they answer for the document, so that they are told unless they have chosen
    otherwise; what comes to them at the same time is told together.
    """

    about: str
    version: AgreementVersion
    people: tuple[str, ...]
    letter: Letter
    to_owners: bool = True


def agreements(live: Live, outbox: Outbox) -> Duty:
    """The duty."""
    return Telling("agreements", timedelta(hours=1), due, live, outbox)


def due(snapshot: Snapshot, now: datetime) -> list[Delivery]:
    """What is to be told at `now` of the agreements in force, if it has not been told.

    To those who answer for a document: that it goes out, once from 90 and once from 30 days before
    its last day, and once when it has lapsed, each from eight in the morning on. To coordinators:
    that a version has no owner, once; again after a quarter, when the outbox has forgotten it. To
    those who have been asked to acknowledge a version: one reminder, after 14 days.
    What somebody has chosen and the quiet hours are kept.
    """
    told = (
        _delivery(person, occasion, snapshot, now)
        for version in in_force(snapshot).values()
        for occasion in occasions(version, snapshot, now)
        for person in occasion.people
    )
    return [delivery for delivery in told if delivery is not None]


def occasions(version: AgreementVersion, snapshot: Snapshot, now: datetime) -> Iterator[Occasion]:
    """All that is to be told of a version at `now`, whether it has been told or not."""
    yield from _goes_out(version, snapshot, now)
    yield from _is_ownerless(version, snapshot)
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
        if window.opens <= now < window.closes:
            yield Occasion(
                about=f"utgår|{window.days}|{version.id}",
                version=version,
                people=_owners(version, snapshot),
                letter=expiry_letter(version, snapshot, lapsed=window.days == 0),
            )


def _is_ownerless(version: AgreementVersion, snapshot: Snapshot) -> Iterator[Occasion]:
    if not named_owners(version.agreement.head, snapshot):
        yield Occasion(
            about=f"utan ägare|{version.id}",
            version=version,
            people=_owners(version, snapshot),
            letter=ownerless_letter(version),
        )


def _waits_to_be_read(
    version: AgreementVersion, snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    opens = version.added + ACKNOWLEDGED_WITHIN
    if opens <= now < opens + CAUGHT_UP_WITHIN:
        yield Occasion(
            about=f"kvittens|{version.id}",
            version=version,
            people=not_acknowledged(version, snapshot),
            letter=acknowledge_letter(version),
            to_owners=False,
        )


def _owners(version: AgreementVersion, snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(person.id for person in owners(version.agreement.head, snapshot))


def _delivery(
    person: str, occasion: Occasion, snapshot: Snapshot, now: datetime
) -> Delivery | None:
    usual = AGREEMENTS.usual(snapshot.people.get(person))
    delivery = snapshot.of(FOLLOWING).deliver(
        occasion.letter,
        person,
        key=f"avtal|{occasion.about}|{person}",
        now=now,
        happens=now + CAN_WAIT,
        usual=Pace.AT_ONCE if occasion.to_owners else usual,
        target=occasion.version.document,
    )
    return replace(delivery, digest=True) if delivery and occasion.to_owners else delivery
