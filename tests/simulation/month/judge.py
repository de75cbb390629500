"""Who had to be told what, and when, worked out from what was decided; and who was told.

Nothing here is the product's: the oracle has the rosters and the deeds, and the rules of when a
letter is written are said once more.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from directory.lazy.values import dataclass
from tests.simulation.clock import begins, next_seven, quarter, wall
from tests.simulation.month.peers import Got
from tests.simulation.month.region import BY_ID, COORDINATOR, FOLLOWER, LINES, POLLED, SWITCHBOARD
from tests.simulation.month.world import Trouble
from tests.simulation.oracle import Deed, LineKey, Oracle, Stretch, Touched
from tests.simulation.telling import expected

WEEK, DAY, HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
QUIET = (time(21), time(7))
IN_TIME = timedelta(seconds=130)
"""A tick of a minute, its turn on the channel, and a few seconds for everything else."""
AFTER_TROUBLE = timedelta(minutes=17)
"""The longest wait between two attempts, and the next one."""
AFTER_DOUBT = timedelta(hours=5, minutes=25)
"""A mail that may have come is sent again after an hour and after four more."""
AFTER_URGENT_DOUBT = timedelta(hours=1, minutes=30)
"""The same for what is urgent: after ten minutes and after an hour."""
BEGUN = timedelta(seconds=15)
"""What has begun to be sent before its end may come a little later."""
EXCUSED = timedelta(seconds=90)
WEEKDAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(eq=False)
class Must:
    """Somebody has to be told, from `due` on. `may`: it is not certain that they have to."""

    person: str
    words: str
    due: datetime
    may: bool = False
    got: Got | None = None
    ends: datetime | None = None
    """After which it is of no use: what could not come before need not, and must not."""

    def __str__(self) -> str:
        return f"{self.person} ”{self.words}” {self.due:%Y-%m-%d %H:%M:%S}{' ?' * self.may}"


@dataclass
class Judge:
    """What has to be told, and what is amiss."""

    oracle: Oracle
    troubles: list[Trouble]
    musts: dict[object, Must] = field(default_factory=dict)
    made: dict[str, datetime] = field(default_factory=dict)
    finals: list[tuple[datetime, str]] = field(default_factory=list)
    misread: list[datetime] = field(default_factory=list)
    says: Callable[[str], None] = lambda what: None
    compared: int = 0
    wrong: list[str] = field(default_factory=list)

    # -- what has to be told --------------------------------------------------------------------

    def changed(self, touched: Touched, now: datetime) -> None:
        """A decision: those whose shifts it changes, and who follows the service."""
        found = expected(touched, now)
        self.says(f"must be told: {sorted(found.own)} {sorted(found.services)}")
        for who, happens in found.own.items():
            self._must(("own", who, now), who, "pass har ändrats", undisturbed(now, happens))
        for service, happens in found.services.items():
            title = f"Ändrad jour: {service.capitalize()}"
            if service == POLLED and FOLLOWER.id not in found.own:
                due = undisturbed(now, happens)
                self._must(("follows", service, now), FOLLOWER.id, title, due)
            morning = next_seven(now)
            due = morning if morning < happens else undisturbed(now, happens)
            self._must(("board", service, now), SWITCHBOARD.id, title, due)
        self.look(now)

    def learned(self, made: datetime, now: datetime) -> None:
        """A decision of a moment that has passed: since then some were expected to be told that
        a shift begins which it had made begin later."""
        begin = {("start", who, one.start) for who, own in self._shifts(now).items() for one in own}
        for key in [one for one in self.musts if isinstance(one, tuple) and one[0] == "start"]:
            if made <= key[2] <= now and key not in begin and self.musts[key].got is None:
                del self.musts[key]

    def look(self, now: datetime) -> None:
        """Reminders that are due now and have not been before."""
        for who, own in self._shifts(now).items():
            by_day: dict[date, list[Stretch]] = defaultdict(list)
            for one in own:
                by_day[wall(one.start).date()].append(one)
                self._start(who, one, now)
            for day, today in by_day.items():
                self._eve(who, day, today, now)
                self._week(who, day, today, now)

    def openings(self, now: datetime) -> list[datetime]:
        """When a reminder is due next, as it is now."""
        found = {one.due for one in self.musts.values() if one.due > now}
        for own in self._shifts(now).values():
            for one in own:
                eve = begins(wall(one.start).date() - DAY, time(18))
                found |= {at for at in (one.start, one.start - WEEK, eve) if at > now}
        return sorted(found)

    def _shifts(self, now: datetime) -> dict[str, list[Stretch]]:
        found: dict[str, list[Stretch]] = defaultdict(list)
        for line in LINES:
            for one in self.oracle.stretches(line, now - 2 * HOUR, now + 9 * DAY):
                if one.place.who in BY_ID:
                    found[one.place.who].append(one)
        return found

    def _start(self, who: str, one: Stretch, now: datetime) -> None:
        closes = min(one.start + 2 * HOUR, one.end)
        if one.start <= now < closes and not self._taken_since(one, one.start - 2 * HOUR):
            due = undisturbed(now, one.start)
            self._must(("start", who, one.start), who, "Ditt pass börjar", due, ends=closes)

    def _eve(self, who: str, day: date, today: list[Stretch], now: datetime) -> None:
        opens = begins(day - DAY, time(18))
        ahead = [one for one in today if one.start > now and not self._taken_since(one, opens)]
        if ahead and opens <= now < max(one.start for one in ahead):
            due = undisturbed(now, min(one.start for one in ahead))
            last = max(one.start for one in ahead)
            words = f"Påminnelse: pass {day_words(day)}"
            self._must(("eve", who, day), who, words, due, ends=last)

    def _week(self, who: str, day: date, today: list[Stretch], now: datetime) -> None:
        new = [o for o in today if o.start > now and not self._taken_since(o, o.start - WEEK)]
        if new:
            first = min(one.start for one in new)
            if first - WEEK <= now < first - WEEK + DAY:
                due = undisturbed(now, first)
                self._must(("week", who, day), who, f"Om en vecka: pass {day_words(day)}", due)

    def _taken_since(self, one: Stretch, moment: datetime) -> bool:
        """Whether a deed of theirs gave them the time, after the moment."""
        return any(
            self.made[deed.id] > moment and deed.who == one.place.who and _touch(deed, one)
            for deed in self.oracle.rows[one.line].deeds
        )

    def _must(
        self, key: object, who: str, words: str, due: datetime, ends: datetime | None = None
    ) -> None:
        if key not in self.musts and who in BY_ID:
            self.musts[key] = Must(who, words, due, ends=ends)

    def must(self, key: object, who: str, words: str, due: datetime, ends: datetime) -> None:
        """A decision of its own kind: what it has to be told of, and until when that is of use."""
        self._must(key, who, words, due, ends=ends)

    def is_moot(self, key: object, now: datetime) -> None:
        """What they had to be told is so no longer: it may have come, and must not come now."""
        self.musts[key].may, self.musts[key].ends = True, now

    # -- who is on ------------------------------------------------------------------------------

    def on(self, line: LineKey, moment: datetime) -> set[str]:
        return {place.who for place in self.oracle.places(line, moment) if place.who}

    def answered(self, line: LineKey, said: set[str], moments: list[datetime], what: str) -> None:
        """The names on a card are right, as of one of these moments."""
        self.compared += 1
        if said not in [self.on(line, moment) for moment in moments]:
            story = self.oracle.story(line, moments[-1])
            self.wrong.append(
                f"wrong answer: {what}: {said}, not {self.on(line, moments[-1])}\n{story}"
            )

    # -- who was told ---------------------------------------------------------------------------

    def told(self, got: list[Got], until: datetime) -> None:
        """Every letter that came had to, once; and every one that had to came in time."""
        by_mark: dict[str, list[Got]] = defaultdict(list)
        for one in got:
            by_mark[one.mark].append(one)
        for copies in by_mark.values():
            self._matched(copies[0])
            for earlier, again in pairwise(copies):
                if not self._is_excused(earlier):
                    self.wrong.append(f"twice: {_words(again)} after {earlier.at}")
        for must in self.musts.values():
            self._came(must, until)

    def _matched(self, got: Got) -> None:
        """One that came too late is none of those that it would have been in time for."""
        fits = [
            must
            for must in self.musts.values()
            if must.got is None
            and must.person == got.person
            and must.words in got.words
            and must.due - timedelta(seconds=1) <= got.at
        ]
        in_time = [must for must in fits if got.at <= self._latest(must, got.channel)]
        chosen = sorted(in_time or fits, key=lambda must: (self._has_no_way(must), must.due))
        for must in chosen if got.person == SWITCHBOARD.id else chosen[:1]:
            must.got = got
        if not fits and not self._tells_of_a_fault(got):
            self.wrong.append(f"uncalled for: {_words(got)}")

    def _tells_of_a_fault(self, got: Got) -> bool:
        """Whether it says that a roster could not be read, when it could not."""
        if got.person != COORDINATOR.id or "Schemat kan inte läsas in" not in got.words:
            return False
        return any(at <= got.at < at + 2 * DAY for at in self.misread)

    def _is_excused(self, earlier: Got) -> bool:
        """Whether konsult cannot know that the earlier one came: the answer was lost, or whoever had
        it could not note it."""
        if not earlier.told:
            return True
        return any(
            one.first - EXCUSED <= earlier.at <= one.last
            for one in self.troubles
            if one.what != "peer"
        )

    def _latest(self, must: Must, channel: str = "") -> datetime:
        """When it has to have come, by the channel that it came by or has to come by."""
        usual = "slack" if BY_ID[must.person].slack == "member" else "email"
        by_mail = (channel or usual) == "email"
        doubt = AFTER_URGENT_DOUBT if must.ends else AFTER_DOUBT
        return self.deadline(must.due, doubt if by_mail else AFTER_TROUBLE)

    def _came(self, must: Must, until: datetime) -> None:
        deadline = self._latest(must, must.got.channel if must.got else "")
        if must.got is None:
            in_vain = self._is_tried_for_a_day(must)
            in_vain |= must.ends is not None and deadline >= must.ends
            if deadline <= until and not (must.may or in_vain or self._has_no_way(must)):
                self.wrong.append(f"lost: {must}, at the latest {deadline}")
        elif must.got.at > deadline:
            self.wrong.append(f"late: {must} came {must.got.at}, at the latest {deadline}")
        elif must.ends is not None and must.got.at > must.ends + BEGUN:
            self.wrong.append(f"of no use: {must} came {must.got.at}, after {must.ends}")

    def _has_no_way(self, must: Must) -> bool:
        """Whether nothing leads to them, or what does said for good that it does not."""
        deadline = self._latest(must)
        one = BY_ID[must.person]
        is_member = one.slack == "member"
        if not is_member and not one.mail:
            return True
        return any(who == must.person and must.due <= at <= deadline for at, who in self.finals)

    def _is_tried_for_a_day(self, must: Must) -> bool:
        """Whether the only way to them was closed for as long as konsult tries one."""
        closed = [one for one in self.troubles if one.what == "peer" and one.first <= must.due]
        return not BY_ID[must.person].mail and any(one.last - must.due >= DAY for one in closed)

    def deadline(self, due: datetime, after: timedelta) -> datetime:
        """When it has to have come: at once, or when konsult can again."""
        latest = due + IN_TIME
        while True:
            later = max(
                [latest]
                + [
                    one.last + after
                    for one in self.troubles
                    if one.first <= latest and one.last >= due
                ]
            )
            if later == latest:
                return latest
            latest = later


def undisturbed(now: datetime, happens: datetime) -> datetime:
    """Not between nine in the evening and seven, unless it happens within twelve hours."""
    clock = wall(now).time()
    if (clock < QUIET[0] and clock >= QUIET[1]) or happens - now <= 12 * HOUR:
        return now
    return next_seven(now)


def day_words(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def _touch(deed: Deed, one: Stretch) -> bool:
    return deed.first < quarter(one.end) and quarter(one.start) < deed.last


def _words(got: Got) -> str:
    return f"{got.person} by {got.channel} {got.at:%Y-%m-%d %H:%M:%S}: {got.words[:300]!r}"
