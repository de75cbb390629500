"""The button ”Annan tid”: a form for a day and a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.cards import Card, DateField, Form, Press, TimeField
from bot.commands.konsult.answer_card import AnswerCard
from bot.commands.konsult.shown import show
from bot.links import TYPED, carrying, role_in
from bot.questions.around import is_near
from bot.questions.request import Reply, Request
from bot.questions.service_asked import service_asked
from directory.catalogue.services import Service
from directory.snapshot import Snapshot
from directory.walltime.days import local
from directory.walltime.iso import read_iso
from directory.walltime.moment_past import read_past
from directory.walltime.moments import read_moment

_USUAL = "10:00"


def ask(card: AnswerCard, request: Request, snapshot: Snapshot) -> Reply:
    """Ask for a day and a time, then show the card for them."""
    service = service_asked(request, snapshot)
    if isinstance(service, Reply):
        return service
    if "dag" not in request.data:
        return Reply(Card((), _time_form(service, request, snapshot)))
    asked = _asked(request.data.get("dag", ""), request.data.get("tid", ""), request.now)
    if asked is None or not is_near(asked, request.now):
        return Reply(Card((), _time_form(service, request, snapshot, wrong=True)))
    data = _about(service, request.data) | {"at": asked.isoformat()}
    return show(card, replace(request, data=data), snapshot)


def _about(service: Service, data: Mapping[str, str]) -> dict[str, str]:
    """The service, and the words and the role that the card answered."""
    return {"service": service.id} | carrying(data.get(TYPED, ""), role_in(data))


def _asked(day: str, clock: str, now: datetime) -> datetime | None:
    """The moment of the two fields; the day's may hold the whole of it, as ISO 8601 writes it."""
    whole = read_iso(day)
    if whole is not None and whole.clock is not None:
        return whole.utc()
    words = f"{day} kl {clock or _USUAL}"
    past, rest = read_past(words, now)
    when, rest = (past.when, rest) if past else read_moment(words, now)
    return when.moment if when and not rest else None


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
        Press("konsult", action="annan-tid", data=_about(service, request.data)),
        "Visa vem som svarar då",
    )
