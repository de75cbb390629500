"""What is asked for more than usual of a group's medicines, above the list of advice."""

from collections.abc import Iterator

from bot.cards import Choices, Option, Part, Text
from bot.commands.rest.advising.case import coordinates, own_groups
from bot.commands.rest.case import RestCase
from bot.links import see_medicine
from bot.shortages.demand.asked_for import AskedFor, rises
from bot.shortages.demand.words import demand_words, usual_words
from directory.query import UnreadError
from directory.shortages.demand.queries import QuestionsSince
from directory.shortages.demand.rise import first_day

MOST = 5
_UNREAD = "Hur mycket som har frågats kan inte läsas just nu."


def asked_more(case: RestCase) -> Iterator[Part]:
    """Rises of the asker's groups, and of every group for a coordinator; nothing for others."""
    if not own_groups(case) and not coordinates(case):
        return
    try:
        questions = case.request.ask(QuestionsSince(first_day(case.today)))
    except UnreadError:
        yield Text(_UNREAD)
        return
    asked = [one for one in rises(questions, case.snapshot, case.now) if _concerns(one, case)]
    if asked:
        yield Choices("Efterfrågat mer än vanligt", tuple(map(_option, asked[:MOST])))


def _concerns(asked: AskedFor, case: RestCase) -> bool:
    return coordinates(case) or any(group in asked.groups for group in own_groups(case))


def _option(asked: AskedFor) -> Option:
    return Option(demand_words(asked), see_medicine(asked.substance), usual_words(asked))
