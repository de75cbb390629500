"""Any text, any asker, any moment: what is shown has a number to call."""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards import Card, can_be_called
from bot.desk import Visitor
from directory.catalogue.specialties import official_lexicon
from tests.chat import Chat
from tests.tired.asking import DAYTIME, demo_chat

MOMENTS = st.integers(0, 60 * 24 * 13).map(lambda minutes: DAYTIME + timedelta(minutes=minutes))


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
