"""The year: people decide by the buttons of /tid, the clock ticks, and the oracle keeps count."""

import random
from collections import Counter
from dataclasses import field
from datetime import UTC, date, datetime, timedelta

from bot.cards import Press
from bot.hours.due import due
from bot.hours.topics import HOURS
from directory.hours.bookings import Booking
from directory.hours.kept import BOOKED
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.letters.subscriptions import Pace, Subscription
from tests.chat import Chat, open_chat
from tests.simulation.hours.oracle import Had, Oracle, Span, Told, instant, sittings
from tests.simulation.hours.series import ASKERS, BY_ID, FOLLOWERS, MADE, PILOT, SERIES
from tests.stories.tid import lay

YEAR = instant(date(2026, 1, 1), 0), instant(date(2027, 1, 1), 0)
DECISIONS, ILLNESSES = 700, 12
ILL = {"bo-b", "cecilia-c", "eva-e", "gun-g", "david-d"}
"""Those whose hours do not go on past midnight: a day's illness closes whole sittings of theirs."""
_LAG = 20  # minutes that the job may be late


@dataclass
class Year:
    """A chat, what the oracle knows of it, and the letters so far."""

    chat: Chat
    chance: random.Random
    oracle: Oracle = field(default_factory=Oracle)
    letters: dict[str, Delivery] = field(default_factory=dict)
    ticks: list[datetime] = field(default_factory=list)
    refused: int = 0

    async def play(self) -> None:
        """Decisions and ticks in the order of time."""
        spans = list(sittings())
        plan = [(at, "tick") for at in self._looks(spans)]
        plan += [(at, "decide") for at in self._working_hours(DECISIONS)]
        plan += [(at, "ill") for at in self._working_hours(ILLNESSES)]
        for at, what in sorted(plan):
            self.chat.clock.now = at
            match what:
                case "tick":
                    await self._look(at)
                case "ill":
                    await self._is_ill(at)
                case _:
                    await self._decides(at, spans)

    def _looks(self, spans: list[Span]) -> set[datetime]:
        """Around every moment at which something may be due, and somewhat late."""
        moments = [instant(date(2026, 6, 1), 9 * 60)]
        for span in spans:
            release = span.series.hour.release
            before = [timedelta(hours=1), *(release.announced if span.slots else ())]
            moments += [span.start - one for one in before]
            for start, _ in span.slots:
                moments += [start - timedelta(days=1), start - timedelta(hours=1)]
                moments.append(start - release.given_back)
        late = (one + timedelta(minutes=self.chance.randrange(_LAG)) for one in moments)
        return {one for one in late if YEAR[0] <= one < YEAR[1]}

    def _working_hours(self, number: int) -> list[datetime]:
        days = [date(2026, 1, 2) + timedelta(self.chance.randrange(355)) for _ in range(number)]
        return [
            instant(day, 6 * 60 + self.chance.randrange(600)) + timedelta(seconds=30)
            for day in days
        ]

    async def _look(self, now: datetime) -> None:
        await self.chat.live.refresh()
        self.ticks.append(now)
        for delivery in due(self.chat.snapshot, now):
            self.letters.setdefault(delivery.key, delivery)

    # -- what people do ------------------------------------------------------------------------

    async def _presses(self, who: str, action: str, **data: str) -> str:
        await self.chat.live.refresh()
        user = self.chat.user(who)
        user.card = (await user.desk.press(user.visitor, Press("tid", "", action, data), {})).card
        return user.sees

    async def _decides(self, now: datetime, spans: list[Span]) -> None:
        mine = [one for one in self.oracle.had if one.until is None and now < one.start]
        roll = self.chance.random()
        if mine and roll < 0.2:
            await self._cancels(self.chance.choice(mine), now)
        elif mine and roll < 0.4:
            await self._moves(self.chance.choice(mine), now, spans)
        else:
            await self._books(now, spans)

    def _slot(
        self, now: datetime, spans: list[Span], service: str = ""
    ) -> tuple[Span, datetime, datetime] | None:
        near = [
            (span, start, end)
            for span in spans
            if now < span.start < now + timedelta(days=10)
            and service in ("", span.series.hour.service)
            for start, end in span.slots
        ]
        return self.chance.choice(near) if near else None

    async def _books(self, now: datetime, spans: list[Span]) -> None:
        chosen = self._slot(now, spans)
        if chosen is None:
            return
        span, start, end = chosen
        series, who = span.series, self.chance.choice([*ASKERS])
        may = series.is_for(ASKERS[who]) and self.oracle.is_free(series, start, end, now)
        before = self._stored()
        said = await self._presses(
            who, "boka", tid=series.id, start=start.isoformat(), ämne="en fråga", ändå="ja"
        )
        assert (self._stored() - before == Counter([(series.id, start, who)])) == may, said
        if may:
            name = self._name(series.id, start)
            self.oracle.had.append(Had(name, series.id, start, end, who, now, now))
            self._decided(series.hour.specialist, "bokning")
        else:
            self.refused += 1

    async def _cancels(self, one: Had, now: datetime) -> None:
        said = await self._presses(one.who, "avboka", **self._named(one), ja="ja")
        assert (one.hour, one.start, one.who) not in self._stored(), said
        one.until = now
        self._decided(BY_ID[one.hour].hour.specialist, "bokning")

    async def _moves(self, one: Had, now: datetime, spans: list[Span]) -> None:
        old = BY_ID[one.hour]
        chosen = self._slot(now, spans, old.hour.service)
        if chosen is None or (chosen[0].series.id, chosen[1]) == (one.hour, one.start):
            return
        span, start, end = chosen
        series = span.series
        one.until = now  # may move over its own time
        may = series.is_for(ASKERS[one.who]) and self.oracle.is_free(series, start, end, now)
        one.until = None
        said = await self._presses(
            one.who, "flytta", **self._named(one), tid=series.id, start=start.isoformat(), ändå="ja"
        )
        booking = self.chat.snapshot.of(BOOKED).bookings.get(one.name.split()[0])
        assert booking is not None and booking.takes_time
        assert ((booking.hour, booking.start) == (series.id, start)) == may, said
        if may:
            one.until = now
            name = self._name(series.id, start)
            self.oracle.had.append(Had(name, series.id, start, end, one.who, one.made, now))
            for specialist in {old.hour.specialist, series.hour.specialist}:
                self._decided(specialist, "bokning")

    async def _is_ill(self, now: datetime) -> None:
        who = self.chance.choice(sorted(ILL))
        ends = instant(now.date() + timedelta(days=1), 0)
        await self.chat.live.refresh()
        user = await self.chat.user(who).types("/tid sjuk idag")
        if "[Ställ in]" not in user.sees:
            return
        await user.taps("Ställ in")
        lost = [
            one
            for one in self.oracle.had
            if one.until is None
            and BY_ID[one.hour].hour.specialist == who
            and now < one.end
            and one.start < ends
        ]
        self.oracle.closed.append((who, now, ends, now))
        for one in lost:
            one.until = now
        for booker in {one.who for one in lost}:
            self._decided(booker, "stängd")

    def _booking(self, hour: str, start: datetime) -> Booking:
        return next(
            booking
            for booking in self.chat.snapshot.of(BOOKED).bookings
            if booking.takes_time and (booking.hour, booking.start) == (hour, start)
        )

    def _named(self, one: Had) -> dict[str, str]:
        booking = self._booking(one.hour, one.start)
        return {"bokning": booking.id, "ändring": str(booking.sequence)}

    def _name(self, hour: str, start: datetime) -> str:
        booking = self._booking(hour, start)
        return f"{booking.id} {booking.sequence}"

    def _stored(self) -> Counter[tuple[str, datetime, str]]:
        return Counter(
            (one.hour, one.start.astimezone(UTC), one.booked_by)
            for one in self.chat.snapshot.of(BOOKED).bookings
            if one.takes_time
        )

    def _decided(self, who: str, what: str) -> None:
        self.oracle.decided[who, what, ""] += 1

    # -- what they were told -------------------------------------------------------------------

    def told(self) -> Counter[Told]:
        """What everybody has been told, as the oracle names it."""
        by_the_clock = (_named_by_key(key) for key in self.letters)
        decided = ((one.recipient, one.key.split("|")[1], "") for one in self.chat.deliveries)
        return Counter(by_the_clock) + Counter(decided)


def _named_by_key(key: str) -> Told:
    _, kind, *rest, who = key.split("|")
    match kind, rest:
        case "påminnelse", [booking, sequence, number]:
            return who, f"påminnelse {number}", f"{booking} {sequence}"
        case "släppt", [sitting, number]:
            return who, f"släppt {number}", sitting
        case "försök", [pilot, _last]:
            return who, "försök", pilot
        case _, [hour, start]:
            return who, kind, f"{hour} {start}"
    raise AssertionError(key)


async def played(seed: int) -> Year:
    """A year with this seed."""
    chat = await open_chat(now=YEAR[0])
    following = [
        Subscription(follower=who, topic=HOURS.topic, target=service, pace=Pace.AT_ONCE, made=MADE)
        for who in FOLLOWERS
        for service in ("kardiologi", "medicin")
    ]
    await lay(chat, PILOT, *(series.hour for series in SERIES), *following)
    year = Year(chat, random.Random(seed))
    await year.play()
    return year
