"""The demo's list of people and the choice among them; a question that came first is kept."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.desk import Desk
from bot.platforms.web import pages
from bot.platforms.web.posted import read_post
from bot.platforms.web.sign_in import COOKIE, Demo, visitor_of
from bot.platforms.web.waiting_question import waiting_question, with_question
from bot.texts import NO_REGION
from directory.catalogue.people import Person

NOBODY_CHOSEN = (
    "Regionen har inga personer att välja. Skriv några i demo_personer i region.yaml "
    "och läs in den igen."
)


class People:
    """The demo's list of people and the choice among them."""

    def __init__(self, desk: Desk, demo: Demo) -> None:
        self._desk = desk
        self._demo = demo

    async def show(self, request: Request) -> Response:
        """GET /person: the list; `q` is the question that waits for the choice."""
        chosen = self._demo.person_of(request.cookies.get(COOKIE, ""), self._desk)
        choices = [
            pages.PersonChoice(self._demo.token(person), person, self._unit(person))
            for person in self._desk.demo_people()
        ]
        none = NOBODY_CHOSEN if self._desk.has_region() else NO_REGION
        return HTMLResponse(pages.people_page(choices, chosen, none, waiting_question(request)))

    async def choose(self, request: Request) -> Response:
        """POST /person: choose a person; an invalid value leads back to the list."""
        posted = await read_post(request)
        token, question = posted.value("person"), posted.value("q")
        if self._demo.person_of(token, self._desk) is None:
            return RedirectResponse(with_question("/person", question), 303)
        response = RedirectResponse(with_question("/", question), 303)
        response.set_cookie(COOKIE, token, httponly=True, samesite="lax", path="/")
        return response

    def _unit(self, person: Person) -> str:
        home = self._desk.asker(visitor_of(person)).home
        return home.name if home else ""
