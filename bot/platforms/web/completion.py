"""POST /forslag: what somebody who is typing may be about to write.

Posted, so that half a question stands in no log of addresses.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.desk import Desk
from bot.platforms.web.posted import read_post
from bot.platforms.web.render import TEMPLATES
from bot.platforms.web.sign_in import NoRegionError, NotChosenError, SignIn
from directory.names.completion import CompletionKind

LONGEST_TYPED = 100

KIND_WORDS = {
    CompletionKind.SUBJECT: "ämne",
    CompletionKind.UNIT: "enhet",
    CompletionKind.COMMAND: "kommando",
    CompletionKind.CONDITION: "ämne",
}


class CompletionList:
    """The options of the list below the field, for whoever is signed in; nothing for others."""

    def __init__(self, desk: Desk, sign_in: SignIn) -> None:
        self._desk = desk
        self._sign_in = sign_in

    async def show(self, request: Request) -> Response:
        """The options as HTML; 204 where there are none."""
        try:
            visitor = self._sign_in.visitor(request, self._desk)
        except (NotChosenError, NoRegionError, HTTPException):
            return Response(status_code=204)
        typed = (await read_post(request)).value("text")
        if len(typed) > LONGEST_TYPED:
            return Response(status_code=204)
        found = self._desk.completions(self._desk.asker(visitor), typed)
        if not found:
            return Response(status_code=204)
        options = TEMPLATES.get_template("completions.html")
        return HTMLResponse(options.render(completions=found, kinds=KIND_WORDS))
