"""Any text, any asker, any moment: what is shown has a number to call."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards import Card, Choices, More, Option, Part, can_be_called
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.platforms.terminal.render import card_text
from directory.catalogue.specialties import official_lexicon
from tests.builders import at
from tests.chat import Chat
from tests.tired.asking import DAYTIME, demo_chat

NEAR, FAR = st.integers(0, 60 * 24 * 13), st.integers(-60 * 24 * 1000, 60 * 24 * 360)
MOMENTS = st.one_of(NEAR, FAR).map(lambda minutes: DAYTIME + timedelta(minutes=minutes))


@cache
def _chat() -> Chat:
    return asyncio.run(demo_chat())


@cache
def _words() -> list[str]:
    """The words of the vocabulary, of the region and of everyday talk."""
    lexicon, snapshot = official_lexicon(), _chat().snapshot
    words = [word for row in lexicon.specialties for word in (row.name, *row.conditions)]
    words += [word for row in lexicon.specialties for word in (*row.lay_terms, *row.clinics)]
    words += [name for unit in snapshot.units.values() for name in (unit.name, *unit.aliases)]
    words += [service.name for service in snapshot.services.values()]
    words += ["barn", "gravid v 32", "85-åring", "3 mån", "i natt", "2026-12-24", "bakjour", "112"]
    return words + sorted(lexicon.filler_words)


def _visitors() -> list[Visitor]:
    snapshot = _chat().snapshot
    known = [snapshot.people[id_] for id_ in snapshot.settings.demo_people]
    return [Visitor("web:okänd", None), *(Visitor(f"web:{who.id}", who) for who in known)]


TEXTS = st.deferred(
    lambda: st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(_words()), min_size=1, max_size=5).map(
            lambda w: " ".join(w)[:200]
        ),
    )
)
VISITORS = st.deferred(lambda: st.sampled_from(_visitors()))


def _answered(visitor: Visitor, text: str, now: datetime) -> Card:
    desk = _chat().desk.at(now.astimezone(UTC))
    return asyncio.run(desk.ask(visitor, f"/konsult {text}")).card


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, VISITORS, MOMENTS)
def test_every_answer_has_a_number_to_call(text: str, visitor: Visitor, now: datetime) -> None:
    card = _answered(visitor, text, now)
    assert can_be_called(card.parts), card


FAR_TIMES = ["2026-08-24 23:23", "2026-01-15 03:00", "2027-03-02 10:15", "2027-09-18 22:40"]
WITH_CHOICES = ["hjärtstopp", "urologi", "kirurgi", "ortopedjour", "förlossning", "hjärta", "barn"]


def _options(parts: Sequence[Part]) -> Iterator[Option]:
    """The choices that lead to a service or a subject, folded ones too."""
    for part in parts:
        if isinstance(part, More):
            yield from _options(part.parts)
        elif isinstance(part, Choices):
            yield from (option for option in part.options if option.press.command == "konsult")


@pytest.mark.parametrize("moment", FAR_TIMES)
@pytest.mark.parametrize("said", [True, False], ids=["said in the words", "as if it were then"])
def test_a_choice_has_its_number_at_any_moment(moment: str, said: bool) -> None:
    """However far from what is in memory; it is a number of the card that the choice leads to."""
    desk = _chat().desk
    asyncio.run(
        _choices_have_numbers(desk if said else desk.at(at(moment)), moment if said else "")
    )


async def _choices_have_numbers(desk: FrontDesk, when: str) -> None:
    stranger = Visitor("web:okänd", None)
    texts = [f"/konsult {text} {when}" for text in WITH_CHOICES]
    texts += ["/nummer södra sjukhuset", "/nummer norra sjukhuset"]
    offered = [
        (text, option)
        for text in texts
        for option in _options((await desk.ask(stranger, text)).card.parts)
    ]
    assert len(offered) > len(texts)
    for text, option in offered:
        assert option.contact is not None, (text, option)
        there = card_text((await desk.press(stranger, option.press, {})).card)
        assert option.contact.text in there, (text, option)
