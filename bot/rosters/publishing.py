"""Incoming rosters: read, compared with those in force, previewed and published.

What grows with the size of a roster is worked out in threads: others are answered meanwhile.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Protocol
from urllib.parse import unquote

from bot.access import check_may_publish
from bot.incoming.isolated_reading import ReadRoster
from bot.live import Live
from bot.privacy import LOOKS_LIKE_IDENTITY, NAME_LOOKS_LIKE_IDENTITY
from bot.rosters.effect import RosterChange
from bot.rosters.news import roster_news
from bot.rosters.publishers import published_words
from directory.catalogue.identities import find_identity
from directory.catalogue.identities_in_names import find_identity_in_name
from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery
from directory.parts import REGION, revisions_of
from directory.picture import ShiftReads
from directory.publishing.plan import FOR_GOOD, RosterAnswers, RosterPlan, plan, whole_days
from directory.publishing.port import RosterPublishing
from directory.publishing.publication import Publication
from directory.publishing.unstaffed import Unstaffed
from directory.publishing.warnings import NO_WARNINGS, RosterWarnings
from directory.rosters.duty import Duty
from directory.rosters.kept import OVERRIDES, ROSTER_SOURCES
from directory.rosters.line import Line
from directory.rosters.override import Override
from directory.rosters.shift import LONGEST_SHIFT, Shift
from directory.rosters.somebody import Outsider
from directory.rosters.sources import RosterSource
from directory.snapshot import Snapshot
from directory.sources.isolated import RosterFile
from directory.sources.rosters.row import RosterContext, RosterReading
from directory.sources.rosters.usual_times import UsualTimes
from directory.walltime.days import TimeClass, local
from directory.walltime.hours import Hours

FARTHEST = timedelta(days=366)
COMPARED = timedelta(weeks=8)
"""How far ahead it is counted what becomes unstaffed, where a roster replaces all."""
RESTS_ON = (REGION, ROSTER_SOURCES, OVERRIDES, FOLLOWING)
"""The parts that a publication and its letters are worked out from."""


NOT_ALLOWED = "Bara samordnare kan läsa in scheman."


class UnknownServiceError(Exception):
    """There is no such service; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRoster:
    """An incoming roster: the content of a file, or of an address that is read regularly.

    `role`: the role where the content names none. `first`, `last`: local dates, both included;
    only shifts that begin then are read, and they replace the stored ones that do. `etag` and
    `modified`: the version, as the address states it.
    """

    service: str
    name: str
    content: bytes
    role: Role | None = None
    first: date | None = None
    last: date | None = None
    every_minutes: int = 0
    etag: str = ""
    modified: str = ""

    @property
    def source(self) -> str:
        """The id of its source: one for all files of a service, one for each address."""
        if not self.every_minutes:
            return self.service
        return f"{self.service}-{sha256(self.name.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an incoming roster would change in the rosters in force.

    `before`, `after`: the resolved duties of its lines from now on. `warnings`: what somebody
    should look at first. `answers`: what a human has said of it.
    """

    service: Service
    plan: RosterPlan
    answers: RosterAnswers
    before: Sequence[Duty] = ()
    after: Sequence[Duty] = ()
    warnings: RosterWarnings = NO_WARNINGS

    @property
    def unstaffed(self) -> tuple[Unstaffed, ...]:
        """The shifts that nobody would have."""
        return self.warnings.unstaffed

    @property
    def conflicts(self) -> tuple[Override, ...]:
        """The overrides that would no longer fit."""
        return self.warnings.conflicts

    @property
    def needs_word(self) -> bool:
        """Whether somebody must say first that shifts may be emptied, or may be lost."""
        emptied = bool(self.warnings.unstaffed) and not self.answers.unstaffed
        return emptied or (bool(self.warnings.lost) and not self.answers.lost)

    @property
    def may_publish(self) -> bool:
        """Whether nothing stops it: nobody's shift is emptied without somebody's word for it."""
        return self.plan.may_publish and not self.needs_word


class NotPublishableError(Exception):
    """Something stops the roster; `preview` says what."""

    def __init__(self, preview: Preview) -> None:
        super().__init__("roster not published")
        self.preview = preview


class RosterStore(ShiftReads, RosterPublishing, Protocol):
    """What reading and publishing rosters needs of the store."""


class Rostering:
    """Reads rosters and puts them in force. A roster stays in force until the next good one."""

    def __init__(
        self,
        store: RosterStore,
        live: Live,
        clock: Callable[[], datetime],
        read: ReadRoster,
    ) -> None:
        self._store = store
        self._live = live
        self._clock = clock
        self._read = read

    async def preview(self, incoming: IncomingRoster, answers: RosterAnswers) -> Preview:
        """What publishing would change; writes nothing. Raises UnknownServiceError."""
        now = self._clock()
        snapshot = self._snapshot()
        service = snapshot.services.get(incoming.service)
        if service is None:
            raise UnknownServiceError(f"Tjänsten ”{incoming.service}” finns inte.")
        source = _source(incoming, snapshot, now)
        context = _context(incoming, source, answers, service, snapshot, now)
        if says := _identity_around(incoming, answers, now):
            reading = RosterReading(faults=(says,))
        else:
            reading = await self._read(RosterFile(incoming.content, incoming.name, context))
        days = whole_days(*(_period(incoming, now) or _days(incoming, now)))
        end = FOR_GOOD if answers.replaces_all else days.end
        window = Hours(days.start, end).widened(LONGEST_SHIFT)
        stored = await self._store.load_rostered(window, source.id)
        period = _period(incoming, now)
        planned = await asyncio.to_thread(
            plan, reading, source, stored, answers, now=now, period=period
        )
        preview = Preview(service=service, plan=planned, answers=answers)
        return await self._compared(preview, stored, snapshot, now)

    async def publish(
        self,
        incoming: IncomingRoster,
        answers: RosterAnswers,
        actor: str,
        also: Sequence[Delivery] = (),
    ) -> Preview:
        """Put it in force and write the letters about it, and those of `also`, in one transaction.

        Raises NotPublishableError if something stops it: the last good one stays in force; and
        NotAllowedError if the actor may not publish, whichever way leads here.
        """
        return await self._live.decide(lambda: self._publish(incoming, answers, actor, also))

    async def _publish(
        self,
        incoming: IncomingRoster,
        answers: RosterAnswers,
        actor: str,
        also: Sequence[Delivery],
    ) -> Preview:
        expected = revisions_of(RESTS_ON, self._live.revisions)
        check_may_publish(actor, self._live.snapshot, NOT_ALLOWED)
        preview = await self.preview(incoming, answers)
        publication = preview.plan.publication
        if publication is None or not preview.may_publish:
            raise NotPublishableError(preview)
        now = self._clock()
        if _is_in_force(preview.plan, self._snapshot()):
            await self._store.note_source(publication.source, deliveries=also)
            await self._live.refresh()
            return preview
        news = [*await asyncio.to_thread(self._news, preview, publication, actor, now), *also]
        await self._store.publish_roster(
            publication, actor=actor, now=now, deliveries=news, expected=expected
        )
        await self._live.has_written(news)
        return preview

    def _news(
        self, preview: Preview, publication: Publication, actor: str, now: datetime
    ) -> Sequence[Delivery]:
        batch, snapshot = f"{publication.source.id}:{now.isoformat()}", self._snapshot()
        by = (published_words(actor, publication.source, snapshot),)
        return roster_news(preview.before, preview.after, snapshot, now, batch=batch, by=by)

    def _snapshot(self) -> Snapshot:
        if self._live.snapshot is None:
            raise UnknownServiceError("Ingen region är inläst. Läs in en först.")
        return self._live.snapshot

    async def _compared(
        self, preview: Preview, stored: Sequence[Shift], snapshot: Snapshot, now: datetime
    ) -> Preview:
        """The preview with the duties of its lines before and after, and what is to be looked at.

        A shift that begins on its last day may end a day later. What is replaced for good is
        compared for the weeks to come.
        """
        publication = preview.plan.publication
        hours = _shown(publication, now) if publication else None
        if publication is None or hours is None:
            return preview
        removed, added = await asyncio.to_thread(publication.difference, stored)
        source = publication.source
        change = RosterChange(
            id=source.id,
            service=source.service,
            source=source,
            roles=publication.roles,
            removed=removed,
            added=added,
        )
        effect = await change.effect(hours, self._store, snapshot)
        warnings = await asyncio.to_thread(effect.warnings, snapshot, now, preview.plan.unnamed)
        return replace(preview, before=effect.before, after=effect.after, warnings=warnings)


def _identity_around(incoming: IncomingRoster, answers: RosterAnswers, now: datetime) -> str:
    """Which of the words that come with the file hold an identity number; empty if none do."""
    today = local(now).date()
    if find_identity_in_name(unquote(incoming.name), today=today):
        return NAME_LOOKS_LIKE_IDENTITY
    accepted = (who.name for who in answers.names.values() if isinstance(who, Outsider))
    if any(find_identity(name, today=today) for name in (*answers.names, *accepted)):
        return LOOKS_LIKE_IDENTITY
    return ""


def _shown(publication: Publication, now: datetime) -> Hours | None:
    """The time that is compared, from now on: where it has no end, COMPARED."""
    hours = publication.hours
    if hours.end < FOR_GOOD:
        return hours.since(now)
    ends = [now + COMPARED, *(shift.end for shift in publication.shifts)]
    return Hours(max(now, hours.start), max(*ends, hours.start + COMPARED))


def _is_in_force(planned: RosterPlan, snapshot: Snapshot) -> bool:
    """Whether publishing would change nothing but the time of reading."""
    publication = planned.publication
    source = snapshot.of(ROSTER_SOURCES).get(publication.source.id) if publication else None
    if publication is None or source is None or publication.names:
        return False
    same = (publication.source.roles, publication.source.reaches) == (source.roles, source.reaches)
    return same and not (planned.new or planned.edited or planned.removed)


def _source(incoming: IncomingRoster, snapshot: Snapshot, now: datetime) -> RosterSource:
    """The source, marked as read now."""
    source = snapshot.of(ROSTER_SOURCES).get(incoming.source) or RosterSource(
        id=incoming.source, service=incoming.service, address=incoming.name, roles=frozenset()
    )
    return replace(
        source,
        address=incoming.name,
        role=incoming.role or source.role,
        every_minutes=incoming.every_minutes,
        etag=incoming.etag,
        modified=incoming.modified,
        checked=now,
        read=now,
        problem="",
    )


def usual_role(service: Service, snapshot: Snapshot) -> Role:
    """The role of a roster that names none: bakjour, or the first in the service's own chains.

    The first only where its chains name roles of its own, and bakjour is not among them.
    """
    steps = (step for at in TimeClass for step in snapshot.chain(service, at))
    own = [step.role for step in steps if step.role and step.of_service in ("", service.id)]
    return Role.SENIOR_ON_CALL if Role.SENIOR_ON_CALL in own or not own else own[0]


def _context(
    incoming: IncomingRoster,
    source: RosterSource,
    answers: RosterAnswers,
    service: Service,
    snapshot: Snapshot,
    now: datetime,
) -> RosterContext:
    first, last = _days(incoming, now)
    remembered = snapshot.of(ROSTER_SOURCES).meant_in(service.id)
    rotations = {role: snapshot.rotations(Line(service.id, role)) for role in Role}
    times = UsualTimes(service.shift_times, service.hours, rotations, snapshot.calendar)
    return RosterContext(
        service=service,
        people=tuple(snapshot.people.values()),
        remembered={**remembered, **answers.names},
        role=source.role or usual_role(service, snapshot),
        role_is_said=source.role is not None,
        shift_times=times.shift_times,
        day_hours=times.day_hours,
        is_workday=times.is_workday,
        works=times.works,
        first=first,
        last=last,
        today=local(now).date(),
    )


def _days(incoming: IncomingRoster, now: datetime) -> tuple[date, date]:
    """The local dates that are read: by default a year in both directions."""
    today = local(now).date()
    return incoming.first or today - FARTHEST, incoming.last or today + FARTHEST


def _period(incoming: IncomingRoster, now: datetime) -> tuple[date, date] | None:
    """The dates that the roster replaces; None = the days of its content.

    An address replaces from yesterday on, unless its first date is given.
    """
    first, last = _days(incoming, now)
    if incoming.every_minutes:
        return incoming.first or min(local(now).date() - timedelta(days=1), last), last
    return (first, last) if incoming.first and incoming.last else None
