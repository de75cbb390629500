"""The web chat as a platform: its pages, the probes, and the inbox."""

from starlette.routing import Mount

from bot.platforms.platform import Core, PassivePlatform, Platform, PlatformSpec
from bot.platforms.probes import probe_routes
from bot.platforms.web.app import create_web
from bot.platforms.web.inbox import WebInbox
from bot.platforms.web.settings import WebSettings


def _create(settings: WebSettings, core: Core) -> Platform:
    chat = create_web(
        core.desk,
        settings.way_in(),
        extra_routes=probe_routes(core.live, core.health),
        calendars=core.calendars.read,
        present=core.live.present,
        public_url=core.settings.public_url,
        recorded=core.recorded,
        shortages=core.shortages,
        uploads=core.files.rosters,
        agreements=core.files.agreements,
        heads=core.files.heads,
    )
    return PassivePlatform(sender=WebInbox(), answers=[Mount("/", chat)])


WEB = PlatformSpec("web", WebSettings, _create)
