"""The button ”Annan tid”: a form for a day and a time."""

from dataclasses import replace
from datetime import datetime

from bot.cards import Card, DateField, Form, Press, TimeField
from bot.commands.konsult.answer_card import AnswerCard
from bot.commands.konsult.shown import show
from bot.questions.fallback import lost
from bot.questions.request import Reply, Request
from directory.catalogue.services import Service
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc


def ask(card: AnswerCard, request: Request, snapshot: Snapshot) -> Reply:
    """Ask for a day and a time, then show the card for them."""
    service = snapshot.services.get(request.data.get("service", ""))
    if service is None:
        return lost(request, snapshot, "Tjänsten finns inte längre. Ställ frågan igen.")
    if "dag" not in request.data:
        return Reply(Card((), _time_form(service, request, snapshot)))
    day, clock = request.data.get("dag", ""), request.data.get("tid", "") or "10:00"
    try:
        asked = datetime.fromisoformat(f"{day} {clock}")
    except ValueError:
        return Reply(Card((), _time_form(service, request, snapshot, wrong=True)))
    if asked.tzinfo is not None or abs((asked.date() - request.now.date()).days) > 366:
        return Reply(Card((), _time_form(service, request, snapshot, wrong=True)))
    at = to_utc(asked.date(), asked.time()).isoformat()
    return show(card, replace(request, data={"service": service.id, "at": at}), snapshot)


def _time_form(
    service: Service, request: Request, snapshot: Snapshot, *, wrong: bool = False
) -> Form:
    wall = local(request.now)
    day = request.data.get("dag", f"{wall:%Y-%m-%d}")
    clock = request.data.get("tid", f"{wall:%H:%M}")
    error = "Skriv en dag inom ett år, till exempel 2026-12-24, och en tid som 08:00."
    return Form(
        f"{snapshot.title(service.id)}: annan tid",
        (
            DateField("dag", "Dag", day, error if wrong else ""),
            TimeField("tid", "Klockan", clock),
        ),
        Press("konsult", action="annan-tid", data={"service": service.id}),
        "Visa vem som svarar då",
    )
