"""Settings without an environment."""

from bot.platforms.registry import PLATFORMS
from bot.settings import Common, Settings, SettingsPart, checked

KINDS: tuple[type[SettingsPart], ...] = (Common, *(spec.settings for spec in PLATFORMS))
"""Every section that konsult has."""


def settings(*more: type[SettingsPart], **values: str) -> Settings:
    """What these values give, each by the name of its field or of its variable; the rest as usual.

    `more`: sections besides those of konsult's own platforms.
    """
    return checked((*KINDS, *more), lambda kind, usual: kind.model_validate({**values, **usual}))
