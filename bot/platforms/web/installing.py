"""konsult as a program on a phone: its manifest, what works without a network, and that page."""

import hashlib
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.desk import Desk
from bot.platforms.web import pages
from bot.platforms.web.render import TEMPLATES
from bot.platforms.web.sign_in import SignIn

_MODULES = ("kept.js", "earlier.js")
"""What other scripts import, by its plain name."""

_FILES = ("chat.css", "tables.css", "tables.js", "offline.js", "favicon.svg")

_MANIFEST = {
    "name": "konsult",
    "short_name": "konsult",
    "description": "Vem som svarar nu, på vilket nummer och till när.",
    "lang": "sv",
    "dir": "ltr",
    "id": "/",
    "start_url": "/",
    "scope": "/",
    "display": "standalone",
    "theme_color": "#0b5a83",
    "background_color": "#eef1f3",
    "categories": ["medical", "productivity"],
}


class Installing:
    """Without a network the worker shows one page: the last answers that the browser has kept,
    marked as old, and the number to call instead."""

    def __init__(self, desk: Desk, sign_in: SignIn) -> None:
        self._desk = desk
        self._sign_in = sign_in

    def routes(self) -> list[Route]:
        """The manifest and the worker hold nothing about anybody, and need no sign-in."""
        return [
            Route("/manifest.webmanifest", self.manifest),
            Route("/sw.js", self.worker),
            Route("/utan-nat", self.offline),
        ]

    async def manifest(self, request: Request) -> Response:
        """GET /manifest.webmanifest."""
        return JSONResponse(
            {**_MANIFEST, "icons": _icons()}, media_type="application/manifest+json"
        )

    async def worker(self, request: Request) -> Response:
        """GET /sw.js: renewed when any of the files that it keeps has changed."""
        return Response(
            worker_script(), media_type="text/javascript", headers={"Cache-Control": "no-cache"}
        )

    async def offline(self, request: Request) -> Response:
        """GET /utan-nat: what the worker keeps, for whoever is signed in."""
        who = self._desk.asker(self._sign_in.visitor(request, self._desk))
        page = TEMPLATES.get_template("offline.html")
        return HTMLResponse(
            page.render(number=self._desk.in_need(who), device=pages.device_key(who))
        )


@cache
def worker_script() -> str:
    """The worker with its files, and their checksum as its version."""
    files = [*map(pages.static_url, _FILES), *(f"/static/{name}" for name in _MODULES)]
    shown = [*files, *map(pages.static_url, _MODULES), _source("offline.html"), _source("sw.js")]
    version = hashlib.sha256("\n".join(shown).encode()).hexdigest()[:12]
    return TEMPLATES.get_template("sw.js").render(files=files, version=version)


def _source(template: str) -> str:
    assert TEMPLATES.loader is not None, "templates are files"
    return TEMPLATES.loader.get_source(TEMPLATES, template)[0]


def _icons() -> list[dict[str, str]]:
    """A drawing for any size, and pictures that a phone may cut into its own shape."""
    drawing = {"src": pages.static_url("favicon.svg"), "type": "image/svg+xml", "sizes": "any"}
    pictures = [
        {
            "src": pages.static_url(f"icon-{purpose}-{size}.png"),
            "type": "image/png",
            "sizes": f"{size}x{size}",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    return [drawing, *pictures]
