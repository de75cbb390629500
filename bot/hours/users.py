"""Who may use an hour, and who of those that follow its service is told of it."""

from collections.abc import Sequence

from bot.access import Asker
from bot.hours.topics import HOURS
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.letters.kept import FOLLOWING
from directory.snapshot import Snapshot


def may_use(hour: ConsultationHour, who: Asker, snapshot: Snapshot) -> bool:
    """Whether they may book it or call in: by what the directory has of them, whatever way leads
    there."""
    service = snapshot.services.get(hour.service)
    profession = who.person.profession if who.person else None
    pilots = snapshot.of(OFFERED).pilots
    return (
        service is not None and who.may_ask(service) and pilots.may_use(hour, who.unit, profession)
    )


def asker_behind(recipient: str, snapshot: Snapshot) -> Asker:
    """Who reads letters to a recipient, as the directory knows them."""
    person = snapshot.people.get(recipient)
    unit = snapshot.units.get(person.unit) if person else None
    return Asker(recipient, person, unit=unit)


def followers_of(hour: ConsultationHour, snapshot: Snapshot) -> Sequence[str]:
    """Those who follow the hours of the service and may use this one."""
    followers = snapshot.of(FOLLOWING).followers(HOURS.topic, hour.service)
    return [
        follower
        for follower in dict.fromkeys(followers)
        if follower != hour.specialist and may_use(hour, asker_behind(follower, snapshot), snapshot)
    ]
