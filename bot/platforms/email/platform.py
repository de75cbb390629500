"""E-mail as a platform: it only sends."""

from bot.health.outside import OutsideLine
from bot.platforms.email.letters import Email
from bot.platforms.email.settings import EmailSettings
from bot.platforms.platform import Core, PassivePlatform, Platform, PlatformSpec


def _create(settings: EmailSettings, core: Core) -> Platform | None:
    post = settings.post(core.settings.public_url)
    if post is None:
        return None
    line = OutsideLine("email", "E-post", core.clock)
    return PassivePlatform(sender=Email(post, line=line), lines=[line])


EMAIL = PlatformSpec("email", EmailSettings, _create, answers=False)
