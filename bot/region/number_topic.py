"""The topic of changed numbers of a unit."""

from datetime import date

from bot.access import Asker
from bot.letters.followable import Followable, Meant, Search, Watchable
from bot.texts import unit_words
from directory.letters.subscriptions import Topic
from directory.names.found import Certainty, TargetKind
from directory.snapshot import Snapshot


def _is_for(unit: str, who: Asker, snapshot: Snapshot) -> bool:
    return unit in snapshot.units


def _title(unit: str, snapshot: Snapshot) -> str:
    entry = snapshot.units.get(unit)
    return f"Ändrade nummer: {unit_words(entry) if entry else f'{unit} (finns inte längre)'}"


def meant_unit(words: str, who: Asker, snapshot: Snapshot, today: date) -> Meant:
    """The units whose numbers the words may mean."""
    resolved = snapshot.names.unit(words)
    ids = [hit.target.id for hit in resolved.hits if hit.target.kind is TargetKind.UNIT]
    units = dict.fromkeys(id_ for id_ in ids if id_ in snapshot.units)
    numbers = tuple(Watchable(NUMBERS, unit) for unit in units)
    return Meant(numbers, resolved.certainty is not Certainty.NEAREST)


NUMBERS = Followable(
    topic=Topic("nummer"),
    is_for=_is_for,
    title=_title,
    search=Search(leads=("nummer",), meant=meant_unit),
    example="”/bevaka nummer björken” för en enhets nummer",
)
