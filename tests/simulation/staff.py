"""The staff: they act through the real desk, and what they have done is laid on the oracle."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta

from bot.cards import Actions, Card, Choices, More, Part, Press
from bot.platforms.terminal.pressing import find_press
from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.kept import OVERRIDES
from directory.rosters.somebody import as_written
from tests.chat import Chat, User
from tests.simulation.clock import BEGINNING, instant, is_plain, quarter, shown
from tests.simulation.hospital import Hospital, Ward
from tests.simulation.oracle import Deed, Kind, LineKey, Oracle, Place, Stretch, Touched

HOUR = timedelta(hours=1)
Row = Mapping[str, str]


@dataclass
class Pact:
    """An offer that waits for an answer, or that has become something."""

    id: str
    kind: str
    given: Stretch
    to: str
    taker: str = ""
    returned: Stretch | None = None
    deeds: list[Deed] = field(default_factory=list)

    @property
    def ends(self) -> datetime:
        return min(self.given.start, self.returned.start if self.returned else self.given.start)


@dataclass
class Staff:
    """Everybody who works. `now` is the clock; `act` lets somebody do something of a kind."""

    chat: Chat
    hospital: Hospital
    oracle: Oracle
    random: random.Random
    now: datetime = BEGINNING
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    open: list[Pact] = field(default_factory=list)
    agreed: list[Pact] = field(default_factory=list)
    settled: list[Pact] = field(default_factory=list)
    own: list[Deed] = field(default_factory=list)
    touched: Touched | None = None

    # -- the ways to press --------------------------------------------------------------

    async def _press(self, who: str, action: str, data: Row, **answers: str) -> User:
        user = self.chat.user(who)
        press = Press("pass", "", action, data)
        user.card = (await self.chat.desk.press(user.visitor, press, answers)).card
        assert "Något gick fel" not in user.sees, f"{action} {data} {answers}\n{user.sees}"
        return user

    async def _type(self, who: str, text: str) -> User:
        user = await self.chat.user(who).types(text)
        assert "Något gick fel" not in user.sees, f"{text}\n{user.sees}"
        return user

    def _did(self, kind: str, user: User, *words: str) -> bool:
        """Whether the card says that it is done; counted either way."""
        first = user.lines[0] if user.lines else ""
        right = any(word in first for word in words)
        (self.done if right else self.refused)[kind] += 1
        if not right:
            self.refusals[f"{kind}: {' '.join(first.split()[:4])}"] += 1
        return right

    def _note(self, deeds: Iterable[Deed], what: str) -> None:
        for one in deeds:
            self.oracle.history.append(
                f"{one.line[0]}/{one.line[1].value} {self.now:%d %b %H:%M}Z {what}: {one.words()}"
            )

    def _lay(self, deeds: list[Deed], what: str) -> None:
        self._note(deeds, what)
        self.touched = self.oracle.does(deeds, self.now)

    def _lift(self, deeds: list[Deed], what: str) -> None:
        self._note(deeds, what)
        self.touched = self.oracle.ends(deeds, self.now)

    # -- whom and what ------------------------------------------------------------------

    @property
    def minute(self) -> datetime:
        """The whole minute of the clock; acts happen on the quarter."""
        return self.now.replace(second=0, microsecond=0)

    def colleague(self, of: LineKey, *but: str) -> str:
        """Somebody else of the service."""
        people = [one for one in self.hospital.wards[of[0]].people if one not in but]
        return self.random.choice(people)

    def clerk(self, ward: Ward) -> str:
        """A coordinator; now and then the switchboard."""
        hospital = ward.service.hospital
        switchboard = self.hospital.switchboards[hospital]
        return self.random.choice(
            [switchboard, self.hospital.coordinators[hospital], self.coordinator(ward)]
        )

    def coordinator(self, ward: Ward) -> str:
        """The service's own, else the hospital's."""
        return ward.coordinator or self.hospital.coordinators[ward.service.hospital]

    def line(self) -> LineKey:
        return self.random.choice(self.hospital.lines)

    def somebodys(
        self, line: LineKey, hours: tuple[int, int], *, running: bool = False
    ) -> Stretch | None:
        """A stretch of somebody of the directory in the line, so many hours from now."""
        for _ in range(6):
            ahead = self.random.randint(hours[0] * 4, hours[1] * 4)
            moment = self.minute + ahead * timedelta(minutes=15)
            for place in self.oracle.places(line, moment):
                one = self.oracle.stretch(line, place, moment)
                fits = running or one.start > self.minute
                if place.who in self.hospital.people and not place.busy and fits:
                    return one
        return None

    def part_of(self, one: Stretch) -> tuple[datetime, datetime]:
        """The whole of what is left of a stretch, or a part of it; times that are shown once."""
        start, end = max(one.start, self.minute), one.end
        quarters = range(quarter(start) + 1, quarter(end))
        plain = [at for at in map(instant, quarters) if is_plain(at)]
        if len(plain) < 8 or self.random.random() < 0.6:
            return start, end
        first, last = sorted(self.random.sample(plain, 2))
        return first, last

    # -- give away and swap ---------------------------------------------------------------

    async def offers(self, kind: str, line: LineKey, hours: tuple[int, int] = (1, 420)) -> None:
        """”lämna” or ”byta”, to one or to all, by themselves or by a coordinator for them."""
        one = self.somebodys(line, hours)
        if one is None:
            return
        giver, to_all = one.place.who, self.random.random() < 0.4
        to = "alla" if to_all else self.colleague(line, giver)
        by = giver if self.random.random() < 0.85 else self.clerk(self.hospital.wards[line[0]])
        first, last = self.part_of(one)
        times = (
            {"från": shown(first), "till": shown(last)}
            if (first, last) != (one.start, one.end)
            else {}
        )
        answers = {"vem": to, "sätt": kind, **times}
        user = await self._press(by, "erbjud", _data(one), **answers)
        given = replace(one, start=first, end=last)
        name = f"{'erbjuder' if kind == 'lämna' else 'erbjuder byte'} {'alla' if to_all else 'en'}"
        returned = None
        if choices := [p for p in presses(user.card) if p.action == "erbjud-mot"]:
            chosen = self.random.choice(choices)
            returned = _returned(line[0], to, chosen.data)
            user = await self._follow(user, chosen)
        if self._did(name, user, "Erbjudet till"):
            taken_back = find_press(user.card, "Ta tillbaka")
            assert taken_back is not None
            pact = Pact(taken_back.data["offer"], kind, given, "" if to_all else to)
            pact.returned = returned
            self.open.append(pact)

    async def _follow(self, user: User, press: Press) -> User:
        user.card = (await self.chat.desk.press(user.visitor, press, {})).card
        assert "Något gick fel" not in user.sees, user.sees
        return user

    async def answers(self, pact: Pact) -> None:
        """Whoever was asked says yes or no; the offerer may take it back."""
        self.open.remove(pact)
        ward, draw = self.hospital.wards[pact.given.line[0]], self.random.random()
        taker = pact.to or self.colleague(pact.given.line, pact.given.place.who)
        if draw < 0.07 and pact.to:
            self._did(
                "tackar nej", await self._press(taker, "avböj", {"offer": pact.id}), "tackat nej"
            )
            return
        if draw < 0.12:
            user = await self._press(pact.given.place.who, "återta", {"offer": pact.id})
            self._did("återtar", user, "återtaget")
            return
        by = taker if draw < 0.9 else self.clerk(ward)
        user = await self._press_shown(by, "anta", pact.id, {"för": taker} if by != taker else {})
        if choices := [p for p in presses(user.card) if "r_start" in p.data]:
            chosen = self.random.choice(choices)
            pact.returned = _returned(pact.given.line[0], taker, chosen.data)
            user = await self._follow(user, chosen)
        pact.taker = taker
        if user.lines[0].startswith("Tack. Bytet gäller först"):
            self.done["tackar ja, väntar på samordnaren"] += 1
            self.agreed.append(pact)
        elif self._did(_kind_of(pact), user, "Klart."):
            self._settle(pact)

    async def _press_shown(self, who: str, action: str, offer: str, more: Row) -> User:
        """The button of an offer in somebody's own list, where it is among the first; else as that
        button would be pressed, from a letter."""
        user = await self._type(who, "/pass")
        for press in presses(user.card):
            if (press.action, press.data.get("offer")) == (action, offer) and not more:
                return await self._follow(user, press)
        return await self._press(who, action, {"offer": offer, **more})

    def _settle(self, pact: Pact) -> None:
        """The taker is where the giver was, and for a swap the giver where the taker was."""
        one, back = pact.given, pact.returned
        pact.deeds = [_takes(f"{pact.id}-1", one, pact.taker)]
        if back is not None:
            pact.deeds.append(_takes(f"{pact.id}-2", back, one.place.who))
        self._lay(pact.deeds, _kind_of(pact))
        self.settled.append(pact)

    async def approves(self, pact: Pact) -> None:
        """A coordinator says yes, or no."""
        self.agreed.remove(pact)
        coordinator = self.coordinator(self.hospital.wards[pact.given.line[0]])
        if self.random.random() < 0.1:
            user = await self._press_shown(coordinator, "neka", pact.id, {})
            self._did("nekar", user, "Bytet godkändes inte")
            return
        user = await self._press_shown(coordinator, "godkänn", pact.id, {})
        if self._did("godkänner", user, "Klart."):
            self._settle(pact)

    async def undoes(self, pact: Pact) -> None:
        """One of the two, whom the other agrees with, or a coordinator: it is as if it had not
        been."""
        self.settled.remove(pact)
        coordinator = self.coordinator(self.hospital.wards[pact.given.line[0]])
        who = self.random.choice([pact.given.place.who, pact.taker, coordinator])
        user = await self._press_shown(who, "ångra", pact.id, {})
        if "får frågan om bytet ska ångras" in user.sees:
            other = pact.taker if who == pact.given.place.who else pact.given.place.who
            user = await self._press_shown(other, "ångra", pact.id, {})
        if self._did("ångrar byte", user, "Bytet är ångrat"):
            self._lift(pact.deeds, "ångrar byte")

    # -- alone ----------------------------------------------------------------------------

    async def takes_over(self, line: LineKey, *, hours: int = 0) -> None:
        """Somebody of the service has the line from now on, for some hours; by words or buttons."""
        who, hours = self.colleague(line), hours or self.random.randint(1, 12)
        if self.random.random() < 0.5:
            name = self.hospital.wards[line[0]].service.name
            user = await self._type(who, f"/pass ta {line[1].value} {name} {hours} timmar")
        else:
            data = {"service": line[0], "role": str(line[1])}
            user = await self._press(who, "ta", data, till=f"{hours} timmar")
        await self._takes("tar över nu", user, line, who, self.minute, self.minute + hours * HOUR)

    async def _takes(
        self, kind: str, user: User, line: LineKey, who: str, start: datetime, end: datetime
    ) -> None:
        """Where several are on, one of them is chosen; then it is shown, and done."""
        instead_of = ""
        choices = [p for p in presses(user.card) if "instead_of" in p.data]
        if choices and find_press(user.card, "Ta över") is None:
            chosen = self.random.choice(choices)
            instead_of = chosen.data["instead_of"]
            user = await self._follow(user, chosen)
        if find_press(user.card, "Ta över") is not None:
            user = await user.taps("Ta över")
        if not self._did(kind, user, " har nu "):
            return
        deeds = [
            Deed(self._id_of(line, who, part[0]), line, Kind.TAKES, who, instead_of, *part)
            for part in self._lacking(line, who, start, end)
        ]
        self.own += deeds
        self._lay(deeds, kind)

    def _id_of(self, line: LineKey, who: str, first: int) -> str:
        """What the list in /pass would have on the button that ends it."""
        held = self.chat.snapshot.of(OVERRIDES)
        mine = [one for one in held if (one.line, as_written(one.person)) == (line, who)]
        begun = [one for one in mine if one.start == instant(first)]
        return max(begun, key=lambda one: one.made).id if begun else ""

    def _lacking(
        self, line: LineKey, who: str, start: datetime, end: datetime
    ) -> list[tuple[int, int]]:
        """The parts of a time in which somebody is not in the line: they take each of them."""
        parts: list[tuple[int, int]] = []
        places = self.oracle.rows[line].places
        for at in range(quarter(start), quarter(end)):
            if any(place.who == who for place in places[at]):
                continue
            if parts and parts[-1][1] == at:
                parts[-1] = (parts[-1][0], at + 1)
            else:
                parts.append((at, at + 1))
        return parts

    async def takes_vacancy(self, line: LineKey) -> None:
        """Somebody takes a shift that has nobody, in the next fortnight."""
        first, last = self.minute, self.minute + timedelta(days=14)
        stretches = self.oracle.stretches(line, first, last)
        vacant = [one for one in stretches if not one.place.who]
        if not vacant:
            return
        one = self.random.choice(vacant)
        who = self.colleague(line)
        data = {key: value for key, value in _data(one).items() if key != "person"}
        user = await self._press(who, "ta", data)
        start = max(one.start, self.minute)
        await self._takes("tar obemannat pass", user, line, who, start, one.end)

    async def is_busy(self, line: LineKey, *, stand_in: bool, by_clerk: bool = False) -> None:
        """Whoever is on, or will be, cannot answer for a while."""
        one = self.somebodys(line, (0, 0) if self.random.random() < 0.6 else (0, 48), running=True)
        if one is None:
            return
        start, end = self.part_of(one)
        vem = self.colleague(line, one.place.who) if stand_in else "-"
        who = self.clerk(self.hospital.wards[line[0]]) if by_clerk else one.place.who
        kind = "upptagen, ersättare" if stand_in else "upptagen, nästa steg"
        kind = "sjuk: upptagen" if by_clerk else kind
        times = {"från": shown(start), "till": shown(end), "vem": vem}
        if start <= self.minute:
            times["från"] = "nu"
        if not is_plain(start) or not is_plain(end):
            return
        if start == self.minute and not stand_in and not by_clerk and self.random.random() < 0.3:
            if len(self.oracle.lines_of(who, self.now)) == 1:
                user = await self._type(who, f"/pass upptagen till {shown(end)}")
            else:
                return
        else:
            user = await self._press(who, "upptagen", _data(one), **times)
        if self._did(kind, user, " är upptagen "):
            found = [p for p in presses(user.card) if p.action == "sluta"]
            other = vem if stand_in else ""
            deed = Deed(
                found[0].data["ändring"],
                line,
                Kind.BUSY,
                other,
                one.place.who,
                quarter(start),
                quarter(end),
            )
            self.own.append(deed)
            self._lay([deed], kind)

    async def leaves(self, line: LineKey, *, by_clerk: bool = False) -> None:
        """Somebody leaves what is left of a shift, and nobody comes instead."""
        one = self.somebodys(line, (0, 200), running=True)
        if one is None:
            return
        ward = self.hospital.wards[line[0]]
        who = self.clerk(ward) if by_clerk else one.place.who
        kind = "sjuk: lämnar" if by_clerk else "lämnar utan ersättare"
        user = await self._press(who, "lämna", _data(one))
        if find_press(user.card, "Lämna obemannat") is not None:
            user = await user.taps("Lämna obemannat")
        if self._did(kind, user, "Passet är lämnat utan ersättare"):
            found = [p for p in presses(user.card) if p.action == "sluta"]
            first = quarter(max(one.start, self.minute))
            id_, last = found[0].data["ändring"], quarter(one.end)
            deed = Deed(id_, line, Kind.LEAVES, "", one.place.who, first, last)
            self.own.append(deed)
            self._lay([deed], kind)

    async def comes_back(self, deed: Deed) -> None:
        """Whoever took over, was busy or left says that it is over, or is not to be."""
        self.own.remove(deed)
        who = deed.who if deed.kind is Kind.TAKES else deed.instead_of
        if who not in self.hospital.people or self.random.random() < 0.1:
            who = self.clerk(self.hospital.wards[deed.line[0]])
        kind = {
            Kind.TAKES: "avslutar övertagande",
            Kind.BUSY: "är tillbaka",
            Kind.LEAVES: "tar tillbaka",
        }
        user = await self._press(who, "sluta", {"ändring": deed.id})
        if self._did(kind[deed.kind], user, "Klart."):
            self._lift([deed], kind[deed.kind])

    # -- illness --------------------------------------------------------------------------

    async def is_ill(self, line: LineKey) -> None:
        """A coordinator lets somebody take over from one who is ill, or leaves the shift empty."""
        draw = self.random.random()
        if draw < 0.2:
            await self.leaves(line, by_clerk=True)
            return
        if draw < 0.35:
            await self.is_busy(line, stand_in=self.random.random() < 0.5, by_clerk=True)
            return
        one = self.somebodys(line, (0, 60), running=True)
        if one is None:
            return
        taker = self.colleague(line, one.place.who)
        data = {key: value for key, value in _data(one).items() if key != "person"}
        clerk = self.clerk(self.hospital.wards[line[0]])
        user = await self._press(clerk, "ta", {**data, "för": "ja", "person": taker})
        await self._takes(
            "sjuk: annan tar över", user, line, taker, max(one.start, self.minute), one.end
        )


def _data(one: Stretch) -> dict[str, str]:
    """What a button of the stretch carries."""
    return {
        "service": one.line[0],
        "role": str(one.line[1]),
        "person": one.place.who,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
    }


def _returned(service: str, who: str, data: Row) -> Stretch | None:
    """What goes the other way, as the button says it; None where the other one is to choose."""
    if "r_start" not in data:
        return None
    start, end = (datetime.fromisoformat(data[key]) for key in ("r_start", "r_end"))
    return Stretch((service, Role(data["r_role"])), Place("", who, False), start, end)


def _takes(id_: str, one: Stretch, taker: str) -> Deed:
    span = quarter(one.start), quarter(one.end)
    return Deed(id_, one.line, Kind.TAKES, taker, one.place.who, *span)


def _kind_of(pact: Pact) -> str:
    whom = "en" if pact.to else "alla"
    return f"byte, {whom}" if pact.kind == "byta" else f"ger bort, {whom}"


def presses(card: Card) -> list[Press]:
    """Every button and choice of a card."""
    return list(_presses_of(card.parts))


def _presses_of(parts: Iterable[Part]) -> Iterator[Press]:
    for part in parts:
        match part:
            case Actions():
                yield from (button.press for button in part.buttons)
            case Choices():
                yield from (option.press for option in part.options)
            case More():
                yield from _presses_of(part.parts)
            case _:
                pass
