"""A document: what its head says, its sections, and its versions here."""

from collections.abc import Iterator

from bot.agreements.rights import CHANGE_PATH, may_change
from bot.cards import Actions, Card, Facts, Heading, Link, Option, Part, Text, is_web_address
from bot.commands.avtal.changes_page import changes_button
from bot.commands.avtal.following import follow_button
from bot.commands.avtal.places import SectionPlace, document_of
from bot.commands.avtal.words import (
    day_of,
    name_words,
    owner_words,
    press,
    section_words,
    source_link,
    standing_notice,
)
from bot.questions.choices import MOST_FOLDED, folded_choices
from bot.questions.request import Reply, Request, refused
from bot.texts import day_words
from directory.agreements.document import Head
from directory.agreements.queries import VersionsOf
from directory.agreements.version import AgreementVersion
from directory.calendars.queries import PageWanted
from directory.query import UnreadError
from directory.snapshot import Snapshot


def document_page(request: Request, snapshot: Snapshot) -> Reply:
    """The document that a button means."""
    version = document_of(request, snapshot)
    if version is None:
        return refused("Dokumentet finns inte längre. Sök igen med ”/avtal” och några ord.")
    head = version.agreement.head
    try:
        earlier = len(request.ask(VersionsOf((version.document,)))[version.document]) - 1
    except UnreadError:
        earlier = None
    parts: tuple[Part, ...] = (
        Heading(head.title, name_words(head).removeprefix(f"{head.title} · ")),
        *standing_notice(version.agreement, day_of(request.now)),
        Facts((*_facts(head, snapshot), *_history(version, earlier))),
        *source_link(head),
        *_change(version, request, snapshot),
        Actions(
            (
                follow_button(version, request.who, snapshot),
                *([changes_button(version, "Senaste ändringarna")] if earlier else []),
            )
        ),
        *_sections(version),
    )
    return Reply(Card(parts))


def _change(version: AgreementVersion, request: Request, snapshot: Snapshot) -> list[Part]:
    """The way to the page where owner, version and validity are changed, for those who may."""
    if not may_change(request.who, version, snapshot):
        return []
    address = request.ask(PageWanted(f"{CHANGE_PATH}/{version.document}"))
    if is_web_address(address):
        return [Link("Ändra ägare, version och giltighet", address)]
    return [Text(f"Ändra ägare, version och giltighet i webbchatten: {address}")]


def _facts(head: Head, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    specialties = [snapshot.specialties.get(id_) for id_ in head.specialties]
    units = [snapshot.units.get(id_) for id_ in head.units]
    facts = (
        ("Nummer", head.number),
        ("Version", head.version),
        ("Gäller från", day_words(head.valid_from) if head.valid_from else ""),
        ("Gäller till", day_words(head.valid_to) if head.valid_to else ""),
        ("Ägare", owner_words(head, snapshot) or "saknas"),
        ("Parter", ", ".join(head.parties)),
        ("Fastställd", day_words(head.adopted) if head.adopted else ""),
        ("Reviderad", day_words(head.revised) if head.revised else ""),
        ("Ersätter", head.replaces),
        ("Specialiteter", ", ".join(specialty.name for specialty in specialties if specialty)),
        ("Enheter", ", ".join(unit.name for unit in units if unit)),
    )
    return (pair for pair in facts if pair[1])


def _history(version: AgreementVersion, earlier: int | None) -> Iterator[tuple[str, str]]:
    """`earlier`: how many versions came before it; None where they cannot be read just now."""
    yield "Inlagd här", day_words(day_of(version.added))
    if earlier is None:
        yield "Tidigare versioner", "kan inte läsas just nu"
    elif earlier:
        yield "Versioner här", str(earlier + 1)


def _sections(version: AgreementVersion) -> list[Part]:
    sections = version.agreement.sections
    options = [
        Option(
            section_words(section, version.agreement),
            press("avsnitt", SectionPlace(version, section).data),
        )
        for section in sections[:MOST_FOLDED]
    ]
    left = len(sections) - len(options)
    hint = f"Fler avsnitt (och {left} till, sök med ”/avtal”)" if left else "Fler avsnitt"
    return folded_choices("Avsnitt", options, rest_prompt=hint) if options else []
