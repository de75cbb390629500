"""What stands unasked on the card of the demo region: a section that answers, or nothing."""

import asyncio
from functools import cache

import pytest

from bot.cards import Card, More, Part, Text
from directory.agreements.version import AgreementVersion
from directory.sources.agreements.reading import read_agreement
from directory.sources.region.region_files import read_region
from tests.agreements import agreement_chat
from tests.builders import at
from tests.chat import User
from tests.paths import DEMO

ACUTE_EYE = "Överenskommelse: Akut samma dag"
WORSE = "Överenskommelse: Akut försämring"
LIMITS = "Överenskommelse: Välgrundad misstanke och gränsvärden"
PREGNANT = "Överenskommelse: Gravida och kvinnor i fertil ålder"
NOTHING = ""

ROWS = [
    # a disease of the service that no agreement is about: never the clinic's own section instead
    ("hjärtinfarkt", NOTHING),
    ("förmaksflimmer", NOTHING),
    ("hjärtsvikt", NOTHING),
    ("perikardit", NOTHING),
    ("urinretention", NOTHING),
    ("hematuri", NOTHING),
    ("njursten", NOTHING),
    ("prostatit", NOTHING),
    ("pneumothorax", NOTHING),
    ("urologi hematuri", NOTHING),
    ("heart attack", NOTHING),
    # only mentioned, by a document that is about something else
    ("bröstsmärta", NOTHING),
    ("feber urologi", NOTHING),
    # a title alone
    ("kol", NOTHING),
    ("psa", NOTHING),
    ("neurologi stroke", NOTHING),
    ("prostatacancer", NOTHING),
    # care afterwards, unless it is named
    ("kol exacerbation", WORSE),
    ("kol försämring", WORSE),
    ("kol akut", WORSE),
    ("neurologi rehab efter stroke", "Överenskommelse: Rehabilitering efter utskrivning"),
    # the text says the words, or what they mean
    ("synbortfall", ACUTE_EYE),
    ("plötslig synförlust", ACUTE_EYE),
    ("glaukom", ACUTE_EYE),
    ("rött öga", ACUTE_EYE),
    ("ögon ridå i synfältet", ACUTE_EYE),
    ("ögon vagel", "Överenskommelse: Det som hör hemma i primärvården"),
    ("gråstarr", "Överenskommelse: Gråstarr"),
    ("katarakt", "Överenskommelse: Gråstarr"),
    ("gyn urinläckage", "Överenskommelse: Urinläckage"),
    ("framfall", "Överenskommelse: Framfall"),
    ("gyn postmenopausal blödning", "Överenskommelse: Blödning efter klimakteriet"),
    ("kardiologi hypertoni gravid", PREGNANT),
    ("lungmottagning syrgas i hemmet", "Överenskommelse: Syrgas i hemmet"),
    # a value is answered by a limit in its direction
    ("högt psa", LIMITS),
    ("förhöjt psa", LIMITS),
    ("lågt psa", NOTHING),
    # only the service
    ("kardiologi", "Från kliniken: Mycket högt tryck akut"),
    ("hjärtjouren", "Från kliniken: Mycket högt tryck akut"),
    ("urologen", "Från kliniken: Välgrundad misstanke och gränsvärden"),
    ("urolgi", "Från kliniken: Välgrundad misstanke och gränsvärden"),
    ("lunga", "Från kliniken: Akut försämring"),
    ("ögon", NOTHING),
]  # fmt: skip


@cache
def answers() -> dict[str, User]:
    """What Disa, a GP, sees for each row."""
    return asyncio.run(_asked())


async def _asked() -> dict[str, User]:
    region = read_region(DEMO).region
    assert region is not None
    chat = await agreement_chat(*_agreements(), region=region, now=at("2026-11-24 14:05"))
    return {
        typed: await chat.user("disa-fjallgren").types(f"/konsult {typed}") for typed, _ in ROWS
    }


def _agreements() -> list[AgreementVersion]:
    read = [
        read_agreement(file.read_bytes(), file.name) for file in sorted((DEMO / "avtal").iterdir())
    ]
    found = [one.agreement for one in read if one.agreement is not None]
    assert len(found) == len(read)
    added = at("2026-10-01 08:00")
    return [AgreementVersion(agreement=one, added=added, added_by="test:x") for one in found]


def unasked(card: Card) -> str:
    """What the agreements say on the card, folded or not."""
    parts: list[Part] = []
    for part in card.parts:
        parts += part.parts if isinstance(part, More) else [part]
    said = [f"{part.label}: {part.text}" for part in parts if isinstance(part, Text)]
    return "".join(one for one in said if one.startswith(("Överenskommelse: ", "Från kliniken: ")))


@pytest.mark.parametrize(("typed", "section"), ROWS)
def test_a_section_that_answers_or_nothing(typed: str, section: str) -> None:
    disa = answers()[typed]
    said = unasked(disa.card)
    assert said.partition(" –")[0] == section, said
    assert ("Läs avsnittet" in disa.sees) is bool(section)
