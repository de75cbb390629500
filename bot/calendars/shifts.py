"""Duties as calendar events; whose address it is decides what they may hold."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from bot.calendars.uids import uid_of
from directory.calendars.address import Feed
from directory.calendars.published import CalendarEvent, PublishedCalendar
from directory.catalogue.phones import Audience, Phone
from directory.lazy.values import dataclass
from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words

DAYS_BEHIND = timedelta(days=732)
"""Two years and a day, leap years too: after an incident it is asked who was on."""
DAYS_AHEAD = timedelta(days=90)
ALWAYS_BEHIND = timedelta(days=7)
"""So much of the past is shown however many events there are."""
MOST_EVENTS = 10_000
"""Beyond that the oldest are left out: three lines of three shifts a day are 7,400."""
DAYS_AT_A_TIME = 14
FOR_ALL = frozenset({Audience.EVERYONE, Audience.CLINICIANS})
"""Anybody with the address can read it, so it holds only numbers for all clinicians."""


def usual_hours(now: datetime) -> Hours:
    """From the beginning of the local day two years ago to the end of the one in ninety days."""
    today, midnight = local(now).date(), datetime.min.time()
    first, after = today - DAYS_BEHIND, today + DAYS_AHEAD + timedelta(days=1)
    return Hours(to_utc(first, midnight), to_utc(after, midnight))


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of a calendar's hours, and the events that begin in them."""

    hours: Hours
    events: tuple[CalendarEvent, ...]


def duty_calendar(
    feed: Feed, hours: Hours, snapshot: Snapshot, now: datetime, *, cut: bool = False
) -> PublishedCalendar:
    """The calendar of the feed's service or person, from a snapshot with the shifts of the hours.

    `cut`: the hours are fewer than usual, since the store is out of reach.
    """
    slices = list(slices_of(feed, hours, snapshot, now))
    return of_slices(feed, slices, snapshot, now, cut=cut)


def of_slices(
    feed: Feed,
    slices: Sequence[Slice],
    snapshot: Snapshot,
    now: datetime,
    *,
    cut: bool = False,
    beside: Sequence[CalendarEvent] = (),
) -> PublishedCalendar:
    """The calendar of slices that come the latest first. `beside`: what stands there besides
    duties."""
    service = snapshot.services.get(feed.service)
    title = f"Jour {snapshot.title(service.id)}" if service else "Mina pass"
    hours = Hours(slices[-1].hours.start, slices[0].hours.end)
    return PublishedCalendar(
        name=title,
        description=_span_words(hours, now, cut=cut),
        events=(*(event for one in reversed(slices) for event in one.events), *beside),
        busy=bool(feed.person),
    )


def slices_of(feed: Feed, hours: Hours, snapshot: Snapshot, now: datetime) -> Iterator[Slice]:
    """The feed's duties as events, some weeks at a time so that answers come in between.

    The latest first, until there are so many that no more are shown.
    """
    count, parts = 0, list(_parts(hours))
    for part in parts:
        duties = _duties(feed, part, snapshot)
        begun = [duty for duty in duties if part is parts[-1] or part.start <= duty.start]
        count += len(begun)
        if count > MOST_EVENTS and part.end <= now - ALWAYS_BEHIND:
            return
        yield Slice(part, tuple(_events(feed, begun, snapshot)))


def _parts(hours: Hours) -> Iterator[Hours]:
    """The hours cut at midnight every second week, the same days always; the latest first."""
    first, last = local(hours.start).toordinal(), local(hours.end).toordinal()
    cuts = (day for day in range(first, last + 1) if day % DAYS_AT_A_TIME == 0)
    midnights = (to_utc(date.fromordinal(day), time.min) for day in cuts)
    within = [moment for moment in midnights if hours.start < moment < hours.end]
    edges = [hours.start, *within, hours.end]
    yield from (Hours(start, end) for end, start in pairwise(reversed(edges)))


def _duties(feed: Feed, hours: Hours, snapshot: Snapshot) -> list[Duty]:
    if feed.person:
        return snapshot.rosters.of_person(feed.person, hours)
    lines = snapshot.own_lines(snapshot.services[feed.service])
    return snapshot.rosters.schedule(lines, hours)


def _span_words(hours: Hours, now: datetime, *, cut: bool) -> str:
    first, last = dated_words(hours.start, now), dated_words(hours.end, now)
    says = f"Visar pass från {first} till {last}."
    return f"{says} Fler visas när katalogen kan nås igen." if cut else says


def _events(feed: Feed, duties: Sequence[Duty], snapshot: Snapshot) -> Iterator[CalendarEvent]:
    beside: Counter[str] = Counter()
    for duty in duties:
        place = f"{duty.service}|{duty.role}|{duty.start.isoformat()}"
        beside[place] += 1
        yield CalendarEvent(
            # without the person on duty: when somebody takes over a shift the event is the same
            uid=uid_of(f"{feed.id}|{place}|{beside[place]}"),
            start=duty.start,
            end=duty.end,
            summary=_summary(feed, duty, snapshot),
            description=_numbers(duty, snapshot) if feed.contacts else "",
        )


def _summary(feed: Feed, duty: Duty, snapshot: Snapshot) -> str:
    """”Bakjour Kardiologi · Norra sjukhuset: Majken Ö (upptagen)”."""
    what = f"{duty.role.heading} {snapshot.title(duty.service)}"
    who = "" if feed.person else _who(feed, duty, snapshot)
    return what + (f": {who}" if who else "") + (" (upptagen)" if duty.busy else "")


def _who(feed: Feed, duty: Duty, snapshot: Snapshot) -> str:
    person = snapshot.colleague(duty.person)
    if person is None:
        return "obemannat"
    return person.shown_as("") if feed.contacts else ""


def _numbers(duty: Duty, snapshot: Snapshot) -> str:
    """The numbers of the function. Nobody's own: a calendar is read when they are off duty too."""
    phones = snapshot.role_phones(duty.line)
    return "\n".join(_phone_words(phone) for phone in phones if phone.audience in FOR_ALL)


def _phone_words(phone: Phone) -> str:
    return f"{phone.label}: {phone.text()}" if phone.label else phone.text()
