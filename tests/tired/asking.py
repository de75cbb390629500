"""Asks the questions of a file in the demo region and has the answers judged."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from directory.lazy.values import dataclass
from directory.region import Region
from directory.sources.region.region_files import read_region
from tests.builders import at
from tests.chat import Chat, open_chat
from tests.paths import DEMO
from tests.tired.judge import fault
from tests.tired.rows import ASKERS, TiredQuestion

DAYTIME = at("2026-11-24 10:20")
NIGHT = at("2026-11-28 23:40")


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with what is wrong with its answer; empty if it is right."""

    question: TiredQuestion
    fault: str


async def demo_chat(now: datetime = DAYTIME) -> Chat:
    """A chat on the demo region."""
    return await open_chat(_demo(), now)


async def judged(questions: Sequence[TiredQuestion], chat: Chat) -> list[Judged]:
    """Each question asked by its person."""
    return [await _judge(question, chat) for question in questions]


async def _judge(question: TiredQuestion, chat: Chat) -> Judged:
    user = chat.user(ASKERS[question.asker])
    answered = await chat.desk.ask(user.visitor, question.text)
    return Judged(question, fault(question.expect, answered, chat.snapshot))


@cache
def _demo() -> Region:
    region = read_region(DEMO).region
    assert region is not None
    return region
