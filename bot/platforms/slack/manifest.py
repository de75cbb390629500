"""The app manifest, made from the commands."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from bot.commands.base import Command

PATH = "/slack/events"
NAME = "konsult"
DESCRIPTION = "Vem som svarar nu, på vilket nummer och till när. Svaret syns bara för dig."

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "commands": "ta emot /konsult och de andra kommandona",
        "chat:write": "svara och skicka brev i samtalet med appen, synligt bara för dig",
        "im:write": "öppna samtalet med den som ska ha ett brev",
        "im:history": "läsa samtalet med appen, och inget annat: vad du skriver, om brev kom fram",
        "app_mentions:read": "läsa ett meddelande som nämner @konsult, och inget annat i kanalen",
        "users:read": "se om den som frågar är medlem, gäst eller avstängd",
        "users:read.email": "känna igen en person på e-postadressen i personer.csv",
        "usergroups:read": "se vilka som är med i gruppen för samordnare eller specialister",
    }
)
"""The scopes of the app, each with the reason, as in docs/slack.md."""

EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "app_home_opened": "startsidan visas",
        "app_mention": "någon skriver @konsult i en kanal",
        "message.im": "någon skriver direkt till appen",
    }
)

_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")
_RESERVED = frozenset({"/help"})


def manifest_text(commands: Sequence[Command], address: str = "") -> str:
    """The manifest as JSON, to paste into Slack."""
    return json.dumps(manifest(commands, address), ensure_ascii=False, indent=2) + "\n"


def manifest(commands: Sequence[Command], address: str = "") -> dict[str, Any]:
    """The manifest: Socket Mode, or Slack posting to `address` where one is given.

    Raises ValueError, in Swedish, for an address that Slack cannot post to.
    """
    url = _request_url(address) if address else ""
    target = {"request_url": url} if url else {}
    return {
        "display_information": {"name": NAME, "description": DESCRIPTION},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "slash_commands": [
                slash for command in commands for slash in _slash_commands(command, url)
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**target, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **target},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def slash_names(command: Command) -> tuple[str, ...]:
    """The slash commands of a command: its name and the aliases that Slack allows.

    Slack allows a–z, digits, _ and - only, and reserves some names. A hidden command has none.
    """
    if command.hidden:
        return ()
    names = (f"/{name}" for name in (command.name, *command.aliases))
    return tuple(name for name in names if _COMMAND.fullmatch(name) and name not in _RESERVED)


def _slash_commands(command: Command, url: str) -> Iterator[dict[str, Any]]:
    hint = command.signature.partition(" ")[2]
    whom = f" Bara för {', '.join(sorted(command.access))}." if command.access else ""
    for name in slash_names(command):
        yield {
            "command": name,
            **({"url": url} if url else {}),
            "description": f"{command.summary}{whom}",
            **({"usage_hint": hint} if hint else {}),
            "should_escape": False,
        }


def _request_url(address: str) -> str:
    parts = urlsplit(address.strip())
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(
            f"Adressen ”{address}” duger inte. Skriv den som https://konsult.region.se, "
            "den måste kunna nås från internet."
        )
    path = parts.path.rstrip("/").removesuffix(PATH)
    return f"https://{parts.netloc}{path}{PATH}"
