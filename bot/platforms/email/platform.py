"""E-mail as a platform: it only sends."""

from bot.platforms.email.letters import Email
from bot.platforms.email.settings import EmailSettings
from bot.platforms.platform import Core, PassivePlatform, Platform, PlatformSpec


def _create(settings: EmailSettings, core: Core) -> Platform | None:
    post = settings.post(core.settings.public_url)
    return PassivePlatform(sender=Email(post)) if post else None


EMAIL = PlatformSpec("email", EmailSettings, _create, answers=False)
