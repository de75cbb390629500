"""Why nothing came of a request: a page, or an entry in a chat that is already open."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.cards import Tone, notice
from bot.failures import log_failure
from bot.platforms.web.pages import entry, is_htmx
from bot.platforms.web.render import TEMPLATES

_TITLES = {
    403: "Du kommer inte in här",
    404: "Sidan finns inte",
    405: "Så går det inte att göra här",
    413: "För mycket text",
    500: "Något gick fel",
}
_SENTENCES = {
    404: "Adressen leder ingenstans. Gå till frågorna och börja därifrån.",
    405: "Gå till frågorna och börja därifrån.",
}
_OUT_OF_REACH = "Katalogen kan inte nås just nu. Inget har ändrats. Försök igen om en stund."


def refusal_page(request: Request, status: int, sentence: str = "") -> HTMLResponse:
    """What went wrong and what to do.

    An entry never replaces the card whose button was pressed: its numbers stay.
    """
    title = _TITLES.get(status, "Det gick inte")
    says = sentence or _SENTENCES.get(status, "Gå tillbaka till frågorna och försök igen.")
    if is_htmx(request):
        refused = notice(says, tone=Tone.WARNING)
        place = {"HX-Retarget": "#entries", "HX-Reswap": "beforeend"}
        return HTMLResponse(entry("", refused), status, headers=place)
    page = TEMPLATES.get_template("refusal.html")
    return HTMLResponse(page.render(title=title, sentence=says, status=status), status)


def failure_words(error: Exception) -> str:
    """What the reader sees when something of ours has failed; the log has the same reference."""
    says = log_failure("web request failed", error)
    return f"{says} Försök igen om en stund. Ring sjukhusets växel om det är bråttom."


def refused(request: Request, error: Exception) -> Response:
    """The page of an HTTPException: our own words, or for an unknown address or method Swedish ones
    in place of Starlette's."""
    if not isinstance(error, HTTPException):
        raise error
    ours = error.status_code not in (404, 405)
    page = refusal_page(request, error.status_code, error.detail if ours else "")
    page.headers.update(error.headers or {})
    return page


def out_of_reach(request: Request, error: Exception) -> Response:
    """The store cannot be reached: nothing has been changed."""
    return refusal_page(request, 503, _OUT_OF_REACH)


def to_people(request: Request, error: Exception) -> Response:
    """Nobody has been chosen yet in the demo: go to the list of people."""
    if is_htmx(request):
        return Response(status_code=403, headers={"HX-Redirect": "/person"})
    return RedirectResponse("/person", 303)
