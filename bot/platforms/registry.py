"""The platforms: the only list of them. A new platform is a folder and a line here."""

from collections.abc import Sequence
from typing import Any

from bot.platforms.email.platform import EMAIL
from bot.platforms.platform import PlatformSpec
from bot.platforms.slack.platform import SLACK
from bot.platforms.web.platform import WEB

Registry = Sequence[PlatformSpec[Any]]

PLATFORMS: Registry = (SLACK, EMAIL, WEB)
"""In the order in which they are tried to reach a person. The web chat is last: its routes take
every address that no other platform has."""
