"""What is told of the addresses that rosters are read from."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from bot.rosters.condition import roster_condition
from directory.catalogue.roles import Role
from directory.rosters.sources import RosterSource
from tests.chat import TUESDAY_DAYTIME

NOW = TUESDAY_DAYTIME
READ = RosterSource(
    id="a",
    service="kardiologi",
    address="https://schema.example.org/a.ics",
    roles=frozenset({Role.SENIOR_ON_CALL}),
    every_minutes=15,
    checked=NOW,
    read=NOW - timedelta(minutes=10),
)
FAILED = replace(READ, id="b", read=NOW - timedelta(hours=3), problem="svarar inte")
STALE = replace(READ, id="c", read=NOW - timedelta(hours=25))
NEVER = replace(READ, id="d", read=None, problem="svarar inte")
BY_HAND = replace(STALE, id="e", every_minutes=0, address="schema.xlsx")


@pytest.mark.parametrize(
    ("sources", "ok", "oldest", "says"),
    [
        ((), True, None, "Inga scheman läses från adresser."),
        ((BY_HAND,), True, None, "Inga scheman läses från adresser."),
        ((READ, BY_HAND), True, READ.read, "1 adress är läst. Den äldsta lästes tis 24 nov 13:55."),
        ((READ, FAILED), False, FAILED.read, "1 av 2 adresser har inte kunnat läsas in."),
        ((READ, STALE), False, STALE.read, "Den äldsta lästes mån 23 nov 13:05."),
        ((READ, NEVER), False, None, "Den äldsta har aldrig lästs."),
    ],
)
def test_the_one_that_was_read_longest_ago_and_those_that_fail(
    sources: tuple[RosterSource, ...], ok: bool, oldest: datetime | None, says: str
) -> None:
    condition = roster_condition(sources, NOW)
    assert (condition.line, condition.ok, condition.good) == ("rosters", ok, oldest)
    assert says in condition.says
    figure = REGISTRY.get_sample_value("konsult_roster_sources_oldest_read_timestamp_seconds")
    assert figure == (oldest.timestamp() if oldest else 0)
    failing = sum(bool(one.problem) for one in sources if one.every_minutes)
    assert REGISTRY.get_sample_value("konsult_roster_sources_failing") == failing
