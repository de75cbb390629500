"""Why a request was refused or failed: a page, or an entry in an open chat."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.cards import Tone, notice
from bot.failures import failure_kind, log_failure
from bot.platforms.web.pages import entry, is_htmx
from bot.platforms.web.render import TEMPLATES
from bot.platforms.web.waiting_question import waiting_question, with_question
from bot.texts import NO_REGION
from directory.transaction import UnsureError

_TITLES = {
    403: "Du kommer inte in här",
    404: "Sidan finns inte",
    405: "Så går det inte att göra här",
    413: "För mycket text",
    500: "Något gick fel",
    503: "Det finns inga svar just nu",
}
_SENTENCES = {
    404: "Adressen leder ingenstans. Gå till frågorna och börja därifrån.",
    405: "Gå till frågorna och börja därifrån.",
}
CALL_IF_URGENT = "Ring sjukhusets växel om det är bråttom."
_OUT_OF_REACH = "Katalogen kan inte nås just nu. Inget har ändrats. Försök igen om en stund."
_UNSURE = "Databasen svarade inte på om det sparades. Titta efter om en stund, innan du gör om det."

_FAILED = failure_kind("web request failed")


def refusal_page(request: Request, status: int, sentence: str = "") -> HTMLResponse:
    """What went wrong and what to do.

    An entry never replaces the card whose button was pressed: its numbers stay visible.
    """
    title = _TITLES.get(status, "Det gick inte")
    words = sentence or _SENTENCES.get(status, "Gå tillbaka till frågorna och försök igen.")
    if is_htmx(request):
        refused = notice(words, tone=Tone.WARNING)
        place = {"HX-Retarget": "#entries", "HX-Reswap": "beforeend"}
        return HTMLResponse(entry("", refused), status, headers=place)
    page = TEMPLATES.get_template("refusal.html")
    return HTMLResponse(page.render(title=title, sentence=words, status=status), status)


def failure_words(error: Exception) -> str:
    """What the reader sees on an internal error; the log has the same reference."""
    sentence = log_failure(_FAILED, error)
    return f"{sentence} Försök igen om en stund. {CALL_IF_URGENT}"


def refused(request: Request, error: Exception) -> Response:
    """The page of an HTTPException: its detail, but Swedish words of ours for 404 and 405."""
    if not isinstance(error, HTTPException):
        raise error
    ours = error.status_code not in (404, 405)
    page = refusal_page(request, error.status_code, error.detail if ours else "")
    page.headers.update(error.headers or {})
    return page


def not_allowed(request: Request, error: Exception) -> Response:
    """The page of a NotAllowedError: its own sentence; nothing has been changed."""
    return refusal_page(request, 403, str(error))


def out_of_reach(request: Request, error: Exception) -> Response:
    """The page of a StoreUnavailableError: nothing has been changed, if that is known."""
    is_unsure = isinstance(error, UnsureError)
    return refusal_page(request, 503, _UNSURE if is_unsure else _OUT_OF_REACH)


def without_region(request: Request, error: Exception) -> Response:
    """The page of a NoRegionError: what is missing, and who puts it right."""
    return refusal_page(request, 503, f"{NO_REGION} {CALL_IF_URGENT}")


def to_people(request: Request, error: Exception) -> Response:
    """No person has been chosen in the demo: redirect to the list, with the question that waits."""
    people = with_question("/person", waiting_question(request))
    if is_htmx(request):
        return Response(status_code=403, headers={"HX-Redirect": people})
    return RedirectResponse(people, 303)
