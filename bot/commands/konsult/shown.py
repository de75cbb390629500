"""A service's card by its id: what a choice or a form leads to."""

from bot import links
from bot.cards import Notice, Tone
from bot.commands.konsult.answer_card import AnswerCard
from bot.commands.konsult.question import AnswerWanted
from bot.questions.around import answering, around
from bot.questions.counted import counted
from bot.questions.fallback import lost
from bot.questions.request import Reply, Request
from bot.texts import FOR_WHOM
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.catalogue.units import Unit
from directory.snapshot import Snapshot


def show(card: AnswerCard, request: Request, snapshot: Snapshot) -> Reply:
    """The card of the service in the request's data, now or for the moment in it."""
    service = snapshot.services.get(request.data.get("service", ""))
    if service is None:
        return lost(request, snapshot, "Tjänsten finns inte längre. Ställ frågan igen.")
    if service.audience not in request.who.audiences():
        says = f"{snapshot.title(service.id)} är bara {FOR_WHOM[service.audience]}."
        return lost(request, snapshot, says)
    at = request.moment("at")
    moment = at or request.minute
    snapshot = around(moment, answering([service], snapshot), request, snapshot)
    typed = request.data.get(links.TYPED, "")
    question = AnswerWanted(service, moment, asked=at is not None, typed=typed)
    notices = outside_notices(service, request.who.home)
    drawn = card.draw(question, request.view(snapshot), notices=notices)
    return Reply(drawn, lookup=counted(request, "answer", service.id))


def outside_notices(service: Service, home: Unit | None) -> list[Notice]:
    """What is said of a service that was named although it does not serve the asker's area."""
    if home is None or not scope([service], home).outside:
        return []
    return [Notice(f"Tar inte emot från {home.municipality}.", Tone.WARNING)]
