"""What somebody who asks is shown of an hour: when, how, what for, and how to get there.

The specialist sees the same before it is published.
"""

from collections.abc import Iterator, Sequence

from bot.cards import Contact, Heading, Link, Part, Phones, Text, is_web_address
from bot.commands.tid.words import days_words, mode_words
from bot.hours.said import holder_words, hour_words
from directory.catalogue.phones import tel_uri
from directory.hours.offered import ConsultationHour
from directory.snapshot import Snapshot


def hour_parts(hour: ConsultationHour, snapshot: Snapshot) -> Sequence[Part]:
    """Its heading, its conditions, and the way there; what it is not for is never left out."""
    return tuple(_parts(hour, snapshot))


def _parts(hour: ConsultationHour, snapshot: Snapshot) -> Iterator[Part]:
    yield Heading(hour_words(hour, snapshot), f"{days_words(hour)}, {mode_words(hour)}")
    if holder := holder_words(hour, snapshot):
        yield Text(holder, "Svarar")
    if hour.about:
        yield Text(hour.about, "För")
    if hour.not_about:
        yield Text(hour.not_about, "Inte för")
    yield from way_there(hour)


def way_there(hour: ConsultationHour) -> Iterator[Part]:
    """The number that can be dialled, the link that can be opened, or the words."""
    uri = tel_uri(hour.where)
    if uri is not None:
        yield Phones((Contact(hour.where, uri),))
    elif is_web_address(hour.where):
        yield Link("Öppna videosamtalet" if hour.channel == "video" else "Öppna", hour.where)
    elif hour.where:
        yield Text(hour.where, "Så når du den som svarar")
