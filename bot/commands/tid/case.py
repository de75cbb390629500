"""A question to /tid with the snapshot that it is asked of: whose hours, and who may what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from bot import links
from bot.cards import Actions, Button, Card, Notice, Part, Press, Tone
from bot.hours.eligible import may_use
from bot.questions.asked_of import AskedOf
from bot.questions.request import Reply
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.hours.availability import Diary, Slot, availability
from directory.hours.kept import OFFERED, diary_of
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilots
from directory.lazy.values import dataclass
from directory.staffing.members import is_member
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours

COMMAND = "tid"
GONE = "Konsulttiden finns inte längre. Skriv /tid så visas det som gäller nu."
NOT_FOR_YOU = "Konsulttiden är inte öppen för din enhet. Skriv /tid så visas de som är det."
NOT_YOURS = "Konsulttiden ändras bara av den som håller den, eller av samordnaren."


@dataclass(frozen=True, slots=True)
class HourCase(AskedOf):
    """A question about consultation hours."""

    @property
    def coordinates(self) -> bool:
        """Whether the asker keeps the hours of others as well."""
        return self.request.who.has(Access.COORDINATOR)

    def answering(self, name: str, answer: str) -> Self:
        """The same as if this had been answered under the name."""
        data = {**self.request.data, name: answer}
        return replace(self, request=replace(self.request, data=data))

    def hour(self) -> ConsultationHour | None:
        """The hour that the button names."""
        return self.snapshot.of(OFFERED).hours.get(self.get(links.HOUR))

    def service(self, hour: ConsultationHour) -> Service | None:
        """The service of the hour, while it is in the directory."""
        return self.snapshot.services.get(hour.service)

    def may_use(self, hour: ConsultationHour) -> bool:
        """Whether the asker may book it or call in."""
        return may_use(hour, self.request.who, self.snapshot)

    def keeps(self, hour: ConsultationHour) -> bool:
        """Whether the asker may change it: it is theirs, or they coordinate."""
        return self.coordinates or self.me == hour.specialist

    def may_see(self, hour: ConsultationHour) -> bool:
        """Whether the asker may know of it at all."""
        return self.may_use(hour) or self.keeps(hour) or self.answers(hour)

    def answers(self, hour: ConsultationHour) -> bool:
        """Whether the asker answers in it: who holds it, and colleagues of its service."""
        service, me = self.service(hour), self.request.who.person
        if service is None or me is None:
            return False
        return me.id == hour.specialist or is_member(me, service, self.snapshot)

    def slots(self, hour: ConsultationHour, span: Hours) -> Sequence[Slot]:
        """Its slots in the span, as they are for the asker now."""
        kept = self.diary(hour)
        return availability(hour, kept, span, self.calendar, self.now, for_holder=self.me)

    def diary(self, hour: ConsultationHour) -> Diary:
        """What stands in the way of its specialist's hours."""
        return diary_of(hour, self.snapshot)

    @property
    def pilots(self) -> Pilots:
        """The pilots that hours may belong to."""
        return self.snapshot.of(OFFERED).pilots

    @property
    def calendar(self) -> Calendar:
        """The days off of the region."""
        return self.snapshot.calendar


def on_hour(act: Callable[[ConsultationHour, HourCase], Reply]) -> Callable[[HourCase], Reply]:
    """The action on the hour of the button, if it is there and the asker may know of it."""

    def pressed(case: HourCase) -> Reply:
        hour = case.hour()
        if hour is None:
            return refused(GONE)
        return act(hour, case) if case.may_see(hour) else refused(NOT_FOR_YOU)

    return pressed


def on_own_hour(
    act: Callable[[ConsultationHour, HourCase], Reply],
) -> Callable[[HourCase], Reply]:
    """The action on the hour of the button, if the asker may change it."""

    def pressed(hour: ConsultationHour, case: HourCase) -> Reply:
        return act(hour, case) if case.keeps(hour) else refused(NOT_YOURS)

    return on_hour(pressed)


def press(action: str, data: Mapping[str, str]) -> Press:
    """A press of an action of /tid."""
    return Press(COMMAND, action=action, data=data)


def about(hour: ConsultationHour) -> dict[str, str]:
    """The hour as data of a button."""
    return {links.HOUR: hour.id}


def back(label: str = "Visa konsulttider") -> Button:
    """Leads to the list."""
    return Button(label, Press(COMMAND))


def refused(says: str, *more: Part) -> Reply:
    """A sentence that says why nothing was changed, and the way on."""
    return Reply(Card((Notice(says, Tone.WARNING), *more, Actions((back(),)))))
