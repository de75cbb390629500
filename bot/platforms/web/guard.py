"""For every request: security headers, no cross-site posts, and a page for every failure."""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.platforms.web.refusals import failure_words, refusal_page

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

FOREIGN_POST = "Frågan kom från en annan sida än den här. Öppna sidan på nytt och försök igen."


class Guard:
    """Outermost: every response gets the headers; an error becomes a page with a reference."""

    def __init__(self, app: ASGIApp, refusal: Callable[[Request], str]) -> None:
        self._app = app
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(MutableHeaders(scope=message))
            await send(message)

        try:
            await self._pass_on(scope, receive, send_guarded)
        except ClientDisconnect:
            return
        except Exception as error:
            if started:
                raise
            page = refusal_page(Request(scope), 500, failure_words(error))
            await page(scope, receive, send_guarded)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        refusal = self._refusal(request)
        if not refusal and request.method not in ("GET", "HEAD") and not is_own_post(request):
            refusal = FOREIGN_POST
        app = refusal_page(request, 403, refusal) if refusal else self._app
        await app(scope, receive, send)


def is_own_post(request: Request) -> bool:
    """Whether the browser says that one of our own pages posted it.

    Sec-Fetch-Site decides if it is sent; otherwise the Origin must equal the Host.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    scheme, _, address = request.headers.get("origin", "").partition("://")
    return scheme in ("http", "https") and address == request.headers.get("host")


def _add_headers(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
