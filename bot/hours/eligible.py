"""Who may use an hour, whoever asks: somebody in the chat, or the job that makes offers."""

from bot.access import Asker
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.snapshot import Snapshot


def may_use(hour: ConsultationHour, who: Asker, snapshot: Snapshot) -> bool:
    """Whether they may book it or call in: by what the directory has of them and of its service."""
    service = snapshot.services.get(hour.service)
    return (
        service is not None
        and who.may_ask(service)
        and snapshot.of(OFFERED).pilots.may_use(hour, who.unit, who.profession)
    )


def may_be_given(hour: ConsultationHour, owner: str, snapshot: Snapshot) -> bool:
    """The same of somebody who is not here: by the id that their letters go to."""
    person = snapshot.people.get(owner)
    unit = snapshot.units.get(person.unit) if person else None
    return may_use(hour, Asker(owner, person, unit=unit), snapshot)
