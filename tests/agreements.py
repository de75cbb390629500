"""Short ways to build agreements, three invented ones, and a chat in which they are in force."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from directory.agreements.document import Agreement, AgreementKind, Block, BlockKind, Head, Section
from directory.agreements.in_force import Agreements
from directory.agreements.indexed import indexed
from directory.agreements.kept import AGREEMENTS
from directory.agreements.version import AgreementVersion
from directory.parts import Parts
from directory.region import Region
from directory.snapshot import Snapshot
from tests.bot.scheduler.ticks import NOTHING_HELD, picture
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat

LEAD = "Ska inte remitteras:"


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def section(heading: str, *blocks: Block | str, **fields: Any) -> Section:
    found = tuple(paragraph(one) if isinstance(one, str) else one for one in blocks)
    return Section(number=0, heading=heading, blocks=found, **fields)


def agreement(document: str, title: str, *sections: Section, **head: Any) -> Agreement:
    numbered = tuple(replace(one, number=number) for number, one in enumerate(sections))
    return Agreement(head=Head(id=document, title=title, **head), sections=numbered)


def heart_failure(**head: Any) -> Agreement:
    usual = {
        "kind": AgreementKind.HOK,
        "version": "2",
        "owner": "hjartkliniken",
        "revised": date(2026, 1, 15),
        "valid_to": date(2027, 11, 14),
        "source": "https://region.example/hok12",
        "acknowledge": True,
    }
    return agreement(
        "hok-hjartsvikt",
        "Hjärtsvikt i samverkan",
        section(
            "Remiss vid hjärtsvikt",
            "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom 2 veckor.",
            LEAD,
            Block(BlockKind.ITEM, "stabil hjärtsvikt utan förändrade symtom", LEAD),
            Block(BlockKind.ITEM, "patient i livets slut", LEAD),
        ),
        section("Uppföljning", "Kreatinin och kalium kontrolleras efter två veckor."),
        **usual | head,
    )


def blood_pressure(**head: Any) -> Agreement:
    usual = {"kind": AgreementKind.RMR, "version": "1", "valid_to": date(2025, 11, 14)}
    return agreement(
        "rmr-hypertoni",
        "Hypertoni",
        section("Sekundär hypertoni", "Aldosteron-reninkvot tas vid lågt kalium före remiss."),
        **usual | head,
    )


def migraine(**head: Any) -> Agreement:
    return agreement(
        "migran",
        "Migrän",
        section("Triptaner", "Triptan ges vid anfall, högst tio dagar i månaden."),
        **head,
    )


def owned(document: str = "ogon", **head: Any) -> Agreement:
    """An agreement of one section, owned by Karin unless something else is said."""
    remiss = section("Remiss", "Remiss skrivs av läkare.")
    return agreement(document, document.capitalize(), remiss, **{"owner": "karin-k"} | head)


def version(of: Agreement, *, days_ago: float = 200, by: str = "web:karin-k") -> AgreementVersion:
    added = TUESDAY_DAYTIME - timedelta(days=days_ago)
    return AgreementVersion(agreement=of, added=added, added_by=by)


ALL = (version(heart_failure()), version(blood_pressure()), version(migraine()))


def with_agreements(
    region: Region, now: datetime, *versions: AgreementVersion, parts: Parts = NOTHING_HELD
) -> Snapshot:
    """What a process holds at a moment, with these agreements in force."""
    return picture(region, now, parts.having(AGREEMENTS, _indexed(versions)))


@lru_cache(maxsize=4)
def _indexed(versions: tuple[AgreementVersion, ...]) -> Agreements:
    """Indexed once, however often the clock ticks over the same versions."""
    return indexed(versions)


async def publish(chat: Chat, versions: Iterable[AgreementVersion]) -> None:
    """The versions are in force, and indexed."""
    for one in versions:
        await chat.repository.publish_agreements([one], actor=one.added_by, now=one.added)
    await chat.live.refresh()
    await chat.live.agreements_indexed()


async def agreement_chat(
    *versions: AgreementVersion, region: Region | None = None, now: datetime = TUESDAY_DAYTIME
) -> Chat:
    """A chat with these agreements, else all three."""
    chat = await open_chat(region, now)
    await publish(chat, versions or ALL)
    return chat
