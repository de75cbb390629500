"""Letters about changed rosters, to those whose duties changed and to followers."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import links
from bot.access import Asker
from bot.letters import keys
from bot.letters.card import letter_button
from bot.rosters.topics import OWN_SHIFTS, ROSTER
from bot.texts import and_more, line_words, names_words
from directory.catalogue.people import Access
from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.letters.following import Following
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter
from directory.letters.preferences import by_time
from directory.rosters.changes import Moved, Replaced, moved, replaced
from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours
from directory.walltime.said import dated_span

MOST_LINES = 20


def roster_news(
    before: Sequence[Duty],
    after: Sequence[Duty],
    snapshot: Snapshot,
    now: datetime,
    *,
    batch: str,
    by: Sequence[str],
    footer: Sequence[str] = (),
) -> tuple[Delivery, ...]:
    """The letters about one batch of changes: at most one to each person for each service.

    `before` and `after` are the resolved duties of the changed lines, over all the time that the
    changes touch. `batch`: unique for this decision. A person whose own duties changed gets one
    letter about them and none as a follower. Outsiders get none. `by`: the lines that say who
    has made the changes, in every letter. `footer`: lines below the changes, for those whose own
    duties changed.
    """
    following = snapshot.of(FOLLOWING)
    return _Batch(snapshot, following, now, batch, tuple(by), tuple(footer)).news(before, after)


@dataclass(frozen=True, slots=True)
class _Batch:
    snapshot: Snapshot
    following: Following
    now: datetime
    batch: str
    by: tuple[str, ...]
    footer: tuple[str, ...]

    def news(self, before: Sequence[Duty], after: Sequence[Duty]) -> tuple[Delivery, ...]:
        personal = moved(before, after, self.now)
        own = [
            self._to_person(person, changes)
            for person, changes in personal.items()
            if isinstance(person, str) and person in self.snapshot.people
        ]
        seen = (one for one in replaced(before, after, self.now) if self._is_seen(one))
        changed = grouped(seen, lambda change: change.line.service)
        others = [
            self._to_follower(follower, service, changes)
            for service, changes in changed.items()
            for follower in dict.fromkeys(self._followers(service))
            if follower not in personal
        ]
        return tuple(delivery for delivery in (*own, *others) if delivery is not None)

    def _to_person(self, person: str, changes: Sequence[Moved]) -> Delivery | None:
        lines = tuple(_moved_words(change, self.snapshot, self.now) for change in changes)
        title = "Ditt pass har ändrats" if len(lines) == 1 else "Dina pass har ändrats"
        see = letter_button("Visa mina pass", links.see_my_shifts())
        lines = (*_at_most(lines), *self.footer, *self.by)
        letter = Letter(topic=OWN_SHIFTS.topic, title=title, lines=lines, buttons=(see,))
        happens = min(change.happens for change in changes)
        return self.following.deliver(
            letter,
            person,
            key=keys.own_shifts_changed(self.batch, person),
            now=self.now,
            happens=happens,
            usual=OWN_SHIFTS.usual(self.snapshot.people[person]),
            ends=_last_end(changes),
            urgency=by_time(self.now, happens),
        )

    def _to_follower(
        self, follower: str, service: str, changes: Sequence[Replaced]
    ) -> Delivery | None:
        lines = tuple(_replaced_words(change, self.snapshot, self.now) for change in changes)
        title = f"Ändrad jour: {self.snapshot.title(service)}"
        see = letter_button("Visa jouren", links.see_roster(service))
        lines = (*_at_most(lines), *self.by)
        letter = Letter(topic=ROSTER.topic, title=title, lines=lines, buttons=(see,))
        return self.following.deliver(
            letter,
            follower,
            key=keys.roster_changed(self.batch, service, follower),
            now=self.now,
            happens=changes[0].start,
            usual=ROSTER.usual(self.snapshot.people.get(follower)),
            ends=max(change.end for change in changes),
            urgency=by_time(self.now, changes[0].start),
            target=service,
        )

    def _is_seen(self, change: Replaced) -> bool:
        """Whether it reads differently: a name that is now somebody's, or hidden, does not."""
        before, after = (names_words(who, self.snapshot) for who in (change.before, change.after))
        return before != after

    def _asker(self, follower: str) -> Asker:
        person = self.snapshot.people.get(follower)
        unit = self.snapshot.units.get(person.unit) if person else None
        return Asker(follower, person, unit=unit)

    def _followers(self, service: str) -> Iterator[str]:
        """Followers who may see the service, and always the switchboard of its hospital."""
        changed = self.snapshot.services.get(service)
        if changed is None:
            return
        for follower in self.following.followers(ROSTER.topic, service):
            if self._asker(follower).may_ask(changed):
                yield follower
        if changed.hospital:
            for person in self.snapshot.people_with(Access.SWITCHBOARD):
                unit = self.snapshot.units.get(person.unit)
                if unit is not None and unit.hospital == changed.hospital:
                    yield person.id


def _last_end(changes: Sequence[Moved]) -> datetime:
    """When all that has changed is over, and nobody needs to know of it any more."""
    return max(hours.end for change in changes for hours in (*change.before, *change.after))


def _moved_words(change: Moved, snapshot: Snapshot, now: datetime) -> str:
    line = line_words(change.line, snapshot)
    before, after = (_spans(side, now) for side in (change.before, change.after))
    if not change.before:
        return f"Nytt pass: {line}, {after}"
    if not change.after:
        return f"Inte längre ditt: {line}, {before}"
    return f"Ändrat: {line}, {before} → {after}"


def _replaced_words(change: Replaced, snapshot: Snapshot, now: datetime) -> str:
    span = dated_span(change, now)
    before, after = (names_words(people, snapshot) for people in (change.before, change.after))
    return f"{change.line.role.heading} {span}: {before} → {after}"


def _spans(stretches: Sequence[Hours], now: datetime) -> str:
    return " och ".join(dated_span(stretch, now) for stretch in stretches)


def _at_most(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The first MOST_LINES, and how many more there are."""
    rest = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], f"{and_more(rest)}.") if rest > 0 else lines
