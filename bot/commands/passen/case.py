"""A question to /pass with the snapshot that it is asked of, and what every answer needs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Self

from bot import links
from bot.cards import Actions, Button, Card, Notice, Part, Press, Tone
from bot.commands.passen.piece import Piece, near, read_piece
from bot.questions.around import around
from bot.questions.asked_of import AskedOf
from bot.questions.request import Reply
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.lazy.values import dataclass
from directory.rosters.holding import has
from directory.rosters.kept import OVERRIDES
from directory.rosters.line import Line
from directory.rosters.somebody import ANYBODY, Colleague, Replaceable, Somebody, read_somebody
from directory.staffing.edits import made_last
from directory.staffing.members import services_of_member
from directory.swaps.kept import OFFERS
from directory.swaps.taking import Stamp
from directory.walltime.hours import Hours

COMMAND = "pass"


@dataclass(frozen=True, slots=True)
class PassCase(AskedOf):
    """A question about shifts: they change on the whole minute."""

    @property
    def for_others(self) -> bool:
        """Whether the asker may change the shifts of others."""
        return self.request.who.has(Access.COORDINATOR, Access.SWITCHBOARD)

    @property
    def approves(self) -> bool:
        """Whether the asker may approve what two have agreed."""
        return self.request.who.has(Access.COORDINATOR)

    def may(self, *people: Replaceable | None) -> bool:
        """Whether the asker is one of them, or may act for others."""
        return self.for_others or self.me in people

    def on_behalf(self, *people: Replaceable | None) -> bool:
        """Whether the asker acts for somebody else when acting for these."""
        return self.me not in people

    def moment(self, name: str) -> datetime | None:
        """The moment under the name."""
        return near(self.get(name), self.now)

    def lacks_sense(self, names: Iterable[str]) -> bool:
        """Whether something is written under one of the names that is no moment, or too far away
        to be one of a roster."""
        return any(self.get(name) and self.moment(name) is None for name in names)

    def colleague(self, name: str) -> Colleague | None:
        """Who is written under the name."""
        return self.snapshot.colleague(read_somebody(self.get(name)))

    def service(self, line: Line) -> Service:
        """The service of a line that is known to exist."""
        return self.snapshot.services[line.service]

    def stamp(self, line: Line, number: int = 0) -> Stamp:
        """The id and time of something new that is laid on the line; the id is free."""
        taken = (*self.snapshot.of(OVERRIDES), *self.snapshot.of(OFFERS))
        id_ = _letters(f"{self.request.who.account}|{self.request.now.isoformat()}|{number}")
        if any(held.id.startswith(id_) for held in taken):
            return self.stamp(line, number + 1)
        made = made_last(self.snapshot, line, self.request.now)
        return Stamp(id_, made, self.request.who.account)

    def reaching(self, hours: Hours, services: Iterable[str]) -> Self:
        """The same of a snapshot with the shifts of the services in the hours."""
        snapshot = around(hours.start, services, self.request, self.snapshot, until=hours.end)
        return replace(self, snapshot=snapshot)

    def starting(self, moment: datetime) -> Self:
        """The same with a list that begins at the moment."""
        data = {**self.request.data, "från": moment.isoformat()}
        return replace(self, request=replace(self.request, data=data))

    def judging(self, hours: Hours, line: Line, *people: Somebody | None) -> Self:
        """The same with all that the hours of the line must be judged by: its shifts, and those
        that these people may have elsewhere."""
        return self.reaching(hours, self._services(line, people))

    def _services(self, line: Line, people: Iterable[Somebody | None]) -> Iterator[str]:
        yield line.service
        for member in map(self.snapshot.colleague, people):
            if member:
                yield from (service.id for service in services_of_member(member, self.snapshot))


def with_piece(
    act: Callable[[Piece, PassCase], Reply], *, gaps: bool = False
) -> Callable[[PassCase], Reply]:
    """The action on the piece of the button, if it still is as the button says and the asker may
    change it. `gaps`: also where nobody has it."""

    def pressed(case: PassCase) -> Reply:
        piece = read_piece(case.request.data, case.now)
        if piece is None or piece.line.service not in case.snapshot.services:
            return refused("Passet finns inte längre. Skriv /pass så visas hur det är nu.")
        if not case.may(piece.person):
            return refused(NOT_YOURS)
        if piece.person is None and not gaps:
            return refused("Ingen har passet. Låt någon ta över det i stället.")
        case = case.judging(piece.hours, piece.line, piece.person)
        whose = piece.person or ANYBODY
        if not has(case.snapshot.rosters, piece.line, whose, piece.hours):
            return refused(
                "Passet har ändrats sedan du såg det. Skriv /pass så visas hur det är nu."
            )
        return act(piece, case)

    return pressed


NO_SUCH_TIME = "Tiden är för långt bort eller går inte att läsa. Skriv /pass så visas passen."
NOT_YOURS = "Andras pass ändras av samordnaren eller växeln. Dina egna ser du med /pass."


def press(action: str, data: Mapping[str, str]) -> Press:
    """A press of an action of /pass."""
    return Press(COMMAND, action=action, data=data)


def back(label: str = "Visa mina pass") -> Button:
    """Leads to the list."""
    return Button(label, links.see_my_shifts())


def refused(says: str, *more: Part) -> Reply:
    """A sentence that says why nothing was changed, and the way on."""
    return Reply(Card((Notice(says, Tone.WARNING), *more, Actions((back(),)))))


def _letters(words: str) -> str:
    """Sixteen letters, others for other words: no digits that could be taken for a patient's."""
    return "".join(chr(ord("a") + byte % 26) for byte in sha256(words.encode()).digest()[:16])
