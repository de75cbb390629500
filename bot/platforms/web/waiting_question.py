"""The question of an address, kept while a person is chosen in the demo."""

from urllib.parse import urlencode

from starlette.requests import Request

from bot.platforms.web.posted import harmless
from directory.catalogue.identities import find_identity

_LONGEST = 200


def waiting_question(request: Request) -> str:
    """What the address asks; empty where it is too long or holds a personal identity number."""
    return _kept(harmless(request.query_params.get("q", "")))


def with_question(path: str, question: str) -> str:
    """The path with a question that may be asked there."""
    kept = _kept(question)
    return f"{path}?{urlencode({'q': kept})}" if kept else path


def _kept(question: str) -> str:
    return "" if len(question) > _LONGEST or find_identity(question) else question
