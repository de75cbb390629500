"""The first questions that konsult proposes: one set for each kind of work, and all of them answered."""

from datetime import date

import pytest

from bot.questions.examples import examples_for
from directory.sources.region.region_files import read_region
from tests.chat import Chat, open_chat
from tests.paths import ROOT

PEOPLE = {
    "general practitioner": "disa-fjallgren",
    "emergency physician": "saga-bruhnfelt",
    "specialist": "elham-tavakolian",
    "coordinator": "birgit-sandelov",
    "nurse": "marita-spovhed",
    "nobody known": "",
}


async def demo_chat() -> Chat:
    return await open_chat(read_region(ROOT / "demo", today=date(2026, 11, 24)).region)


async def test_each_kind_of_work_has_its_own() -> None:
    chat = await demo_chat()
    visitors = [chat.user(person).visitor for person in PEOPLE.values()]
    assert len({examples_for(chat.desk.asker(visitor)) for visitor in visitors}) == len(PEOPLE)


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
async def test_whoever_takes_one_is_answered(person: str) -> None:
    chat = await demo_chat()
    user = chat.user(person)
    for example in examples_for(chat.desk.asker(user.visitor)):
        answered = await chat.desk.ask(user.visitor, example)
        assert answered.by is not None and answered.card.parts
        seen = (await user.types(example)).sees
        assert "förstår inte" not in seen and "hittar" not in seen, seen
        assert example[0] == "/" or answered.by.name == "konsult"
