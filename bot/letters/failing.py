"""Letters to coordinators: what konsult could not do for one item, while the others were done."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.apart.items import Failure, ItemKind, RoundItem
from bot.letters import keys
from directory.agreements.kept import in_force
from directory.agreements.owners import owners
from directory.catalogue.people import Person
from directory.hours.kept import OFFERED
from directory.hours.pilots import Pilot
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.letters.preferences import undisturbed
from directory.letters.subscriptions import Topic
from directory.rosters.kept import ROSTER_SOURCES
from directory.shortages.advice.kept import ADVICE
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.snapshot import Snapshot
from directory.staffing.responsible import (
    responsible,
    responsible_at,
    responsible_for_region,
)
from directory.walltime.days import local
from directory.walltime.said import moment_words

FAULTS = Topic("driftfel")
_A_DAY = timedelta(days=1)
"""The next day's letter says it again."""
_WHAT = {
    "reminders": "Påminnelser",
    "gaps": "Besked om luckor",
    "agreements": "Påminnelser om överenskommelsen",
    "hours": "Besked om konsulttider",
    "queues": "Väntelistor och köer till konsulttider",
    "digests": "Den dagliga sammanfattningen",
    "shortage digests": "Den dagliga sammanfattningen av restnoteringar",
    "advice": "Påminnelser om ersättningsråd som går ut",
    "urgent advice": "Brådskande ersättningsråd",
    "advised packs": "Bevakningen av det som ersättningsråd namnger",
    "shortage demand": "Besked om frågor till specialistgruppen",
    "rosters": "Inläsningen av schemat",
    "index": "Sökningen",
}


@dataclass(frozen=True, slots=True)
class _About:
    """What an item is called, and who can put it right."""

    title: str
    people: Sequence[Person]


def failing_letters(
    duty: str, failures: Iterable[Failure], snapshot: Snapshot, now: datetime
) -> Iterator[Delivery]:
    """To those who answer for each item, once a day; none where nobody of the directory does."""
    for failure in failures:
        about = _about(failure.item, snapshot)
        if about is None:
            continue
        letter = _letter(duty, about, failure, now)
        for person in about.people:
            yield Delivery(
                key=keys.failing(duty, failure.item.id, local(now).date(), person.id),
                recipient=person.id,
                letter=letter,
                made=now,
                due=undisturbed(now, now),
                ends=now + _A_DAY,
                urgency=Urgency.USUAL,
            )


def _letter(duty: str, about: _About, failure: Failure, now: datetime) -> Letter:
    what = _WHAT.get(duty, "Något")
    lines = (
        "Det gick fel för just den här. Allt annat går som vanligt.",
        f"Nästa försök: {moment_words(failure.again, now)}, därefter så länge det behövs.",
        f"Säg till den som sköter konsult om det inte går över (ref {failure.reference}).",
    )
    return Letter(topic=FAULTS, title=f"{what} fungerar inte: {about.title}", lines=lines)


def _about(item: RoundItem, snapshot: Snapshot) -> _About | None:
    match item.kind:
        case ItemKind.SERVICE:
            return _of_service(item.id, snapshot)
        case ItemKind.SOURCE:
            source = next((one for one in snapshot.of(ROSTER_SOURCES) if one.id == item.id), None)
            return _of_service(source.service, snapshot) if source else None
        case ItemKind.PERSON:
            person = snapshot.people.get(item.id)
            return _About(person.name, responsible_at(person.unit, snapshot)) if person else None
        case ItemKind.DOCUMENT:
            version = in_force(snapshot).get(item.id)
            head = version.agreement.head if version else None
            return _About(head.title, owners(head, snapshot)) if head else None
        case ItemKind.HOUR:
            hour = snapshot.of(OFFERED).hours.get(item.id)
            return _of_service(hour.service, snapshot) if hour else None
        case ItemKind.ADVICE:
            return _of_advice(item.id, snapshot)
        case ItemKind.PILOT:
            pilot = snapshot.of(OFFERED).pilots.get(item.id)
            return _About(pilot.name, _owners(pilot, snapshot)) if pilot else None
        case ItemKind.GROUP:
            group = snapshot.of(MEDICINE_GROUPS).get(item.id)
            return _About(group.name, responsible_for_region(snapshot)) if group else None
        case _:
            return None


def _of_advice(id_: str, snapshot: Snapshot) -> _About | None:
    """Coordinators can put it right, as far as anybody can: the group is not asked to."""
    versions = snapshot.of(ADVICE).versions(id_)
    if not versions:
        return None
    names = ", ".join(one.name for one in versions[-1].content.concerns)
    return _About(names, responsible_for_region(snapshot))


def _owners(pilot: Pilot, snapshot: Snapshot) -> Sequence[Person]:
    return [snapshot.people[id_] for id_ in sorted(pilot.owners) if id_ in snapshot.people]


def _of_service(id_: str, snapshot: Snapshot) -> _About | None:
    service = snapshot.services.get(id_)
    return _About(snapshot.title(id_), responsible(service, snapshot)) if service else None
