"""A service's card by its id: what a choice or a form leads to."""

from dataclasses import replace
from datetime import datetime

from bot import links
from bot.cards import Notice, Tone
from bot.commands.konsult.answer_card import AnswerCard
from bot.commands.konsult.question import AnswerWanted, still_now
from bot.questions.around import answering, around, asked_time
from bot.questions.counted import counted
from bot.questions.danger import danger_notices
from bot.questions.request import Reply, Request
from bot.questions.service_asked import service_asked
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.catalogue.units import Unit
from directory.names.danger import danger_in
from directory.snapshot import Snapshot


def show(card: AnswerCard, request: Request, snapshot: Snapshot) -> Reply:
    """The card of the service in the request's data: now, or for the other time that was asked for
    when the button was made."""
    service, at = service_asked(request, snapshot), asked_time(request)
    if isinstance(service, Reply):
        return service
    moment = at or request.minute
    snapshot = around(moment, answering([service], snapshot), request, snapshot)
    question = _question(service, at, request, snapshot)
    notices = [*said_first(request, snapshot), *outside_notices(service, request.who.home)]
    drawn = card.draw(question, request.view(snapshot), notices=notices)
    return Reply(drawn, lookup=counted(request, "answer", service.id))


def _question(
    service: Service, at: datetime | None, request: Request, snapshot: Snapshot
) -> AnswerWanted:
    question = of_now(service, request)
    if at is None or still_now(service, at, request.minute, snapshot):
        return question
    return replace(question, moment=at, asked=True)


def of_now(service: Service, request: Request) -> AnswerWanted:
    """The service in the minute of the press, with the words and the role of its button."""
    typed, role = request.data.get(links.TYPED, ""), links.role_in(request.data)
    danger = danger_in(typed) is not None
    return AnswerWanted(service, request.minute, typed=typed, role=role, in_danger=danger)


def said_first(request: Request, snapshot: Snapshot) -> tuple[Notice, ...]:
    """What the words that a button carries make it say before anything else, as when typed."""
    return danger_notices(danger_in(request.data.get(links.TYPED, "")), snapshot.settings)


def outside_notices(service: Service, home: Unit | None) -> list[Notice]:
    """What is said of a service that was named although it does not serve the asker's area."""
    if home is None or not scope([service], home).outside:
        return []
    return [Notice(f"Tar inte emot från {home.municipality}.", Tone.WARNING)]
