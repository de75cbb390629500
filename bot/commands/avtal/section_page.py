"""A whole section: points under their lead, rows of tables whole, long ones folded."""

from collections.abc import Iterator, Sequence

from bot.cards import Actions, Card, Heading, More, Part, Source, Text
from bot.commands.avtal.following import follow_button
from bot.commands.avtal.places import SectionPlace, document_button, document_of, place_of
from bot.commands.avtal.unclear import unclear_button
from bot.commands.avtal.words import (
    day_of,
    name_words,
    section_words,
    source_link,
    source_words,
    standing_notice,
)
from bot.questions.request import Reply, Request, refused
from directory.agreements.document import Block
from directory.agreements.excerpt import block_lines
from directory.snapshot import Snapshot

BLOCKS_AT_ONCE = 15
FOLDED_FROM = 20


def section_page(request: Request, snapshot: Snapshot) -> Reply:
    """The section of the button; its document, if the section no longer exists."""
    place = place_of(request, snapshot)
    if place is None:
        version = document_of(request, snapshot)
        says = "Avsnittet finns inte längre. Det kan ha ändrats i en ny version."
        return refused(says, *([document_button(version)] if version else []))
    head = place.agreement.head
    whole = SectionPlace(place.version, place.section)
    buttons = (
        unclear_button(whole),
        follow_button(place.version, request.who, snapshot),
        document_button(place.version),
    )
    parts: tuple[Part, ...] = (
        Heading(section_words(place.section, place.agreement), name_words(head)),
        *standing_notice(place.agreement, day_of(request.now)),
        *_folded(place.section.blocks),
        Source(source_words(head, snapshot)),
        *source_link(head),
        Actions(buttons),
    )
    return Reply(Card(parts))


def _folded(blocks: Sequence[Block]) -> Iterator[Part]:
    """What is folded begins with the words that its list stands under."""
    if not blocks:
        yield Text("Avsnittet har ingen egen text.")
    first = len(blocks) if len(blocks) <= FOLDED_FROM else BLOCKS_AT_ONCE
    yield from map(Text, block_lines(blocks[:first]))
    if blocks[first:]:
        yield More(tuple(map(Text, block_lines(blocks[first:]))), "Visa resten av avsnittet")
