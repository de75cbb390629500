"""What can be followed, and what each role is told of without having asked."""

import pytest

from bot.agreements.topic import AGREEMENTS
from bot.commands.topics import TOPICS
from bot.hours.topics import HOURS, OWN_HOURS
from bot.region.number_topic import NUMBERS
from bot.rosters.topics import GAPS, OWN_SHIFTS, REMINDERS, ROSTER
from bot.shortages.topics import SHORTAGES
from directory.catalogue.people import Access
from directory.letters.subscriptions import Pace
from tests.builders import person

_ALWAYS = (Pace.AT_ONCE, Pace.AT_ONCE, Pace.AT_ONCE)


@pytest.mark.parametrize(
    ("access", "paces"),
    [
        (Access.CLINICIAN, (*_ALWAYS, Pace.OFF, Pace.OFF, Pace.OFF, Pace.OFF)),
        (
            Access.COORDINATOR,
            (*_ALWAYS, Pace.OFF, Pace.OFF, Pace.DAILY, Pace.OFF),
        ),
        (
            Access.SWITCHBOARD,
            (*_ALWAYS, Pace.DAILY, Pace.OFF, Pace.OFF, Pace.OFF),
        ),
    ],
)
def test_what_each_role_is_told_without_asking(access: Access, paces: tuple[Pace, ...]) -> None:
    who = person(access=frozenset({access}))
    topics = (OWN_SHIFTS, REMINDERS, OWN_HOURS, ROSTER, NUMBERS, GAPS, AGREEMENTS)
    assert {*topics, HOURS, SHORTAGES} == set(TOPICS)
    assert HOURS.usual(who) is SHORTAGES.usual(who) is Pace.OFF
    assert tuple(topic.usual(who) for topic in topics) == paces


def test_no_two_topics_are_kept_or_typed_alike() -> None:
    kept = [topic.topic for topic in TOPICS]
    typed = [word for topic in TOPICS for word in topic.words]
    leads = [lead for topic in TOPICS if topic.search for lead in topic.search.leads]
    for words in (kept, typed, leads):
        assert len(set(words)) == len(words)


def test_what_a_topic_is_kept_as_has_not_changed() -> None:
    assert [topic.topic for topic in TOPICS] == [
        "egna pass",
        "påminnelser",
        "egna konsulttider",
        "luckor",
        "jour",
        "konsulttider",
        "nummer",
        "överenskommelser",
        "restnoteringar",
    ]
