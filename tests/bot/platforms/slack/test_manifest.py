"""The manifest against what Slack's published schema allows, and against the commands."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.commands import cli
from bot.commands import COMMANDS
from bot.platforms.slack.manifest import EVENTS, SCOPES, manifest, manifest_text, slash_names
from tests.paths import ROOT

PAGE = (ROOT / "docs/slack.md").read_text("utf-8")
ADDRESS = "https://konsult.example.se"

NEEDS = {"app_mention": "app_mentions:read", "message.im": "im:history"}
"""The scope without which Slack refuses an event; app_home_opened wants none."""


def slashes(address: str = "") -> dict[str, dict[str, Any]]:
    return {
        slash["command"]: slash
        for slash in manifest(COMMANDS, address)["features"]["slash_commands"]
    }


@pytest.mark.parametrize("address", ["", ADDRESS], ids=["socket", "http"])
def test_it_keeps_within_the_limits_of_slack(address: str) -> None:
    made = manifest(COMMANDS, address)
    assert set(made) == {"display_information", "features", "oauth_config", "settings"}
    assert 1 <= len(made["display_information"]["name"]) <= 35
    assert 1 <= len(made["display_information"]["description"]) <= 140
    assert 1 <= len(made["features"]["bot_user"]["display_name"]) <= 80
    assert 1 <= len(made["features"]["slash_commands"]) <= 50
    for slash in made["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", slash["command"])
        assert 1 <= len(slash["description"]) <= 2000
        assert 1 <= len(slash.get("usage_hint", "x")) <= 1000
        assert set(slash) <= {"command", "url", "description", "usage_hint", "should_escape"}
    assert all(len(scope) <= 50 for scope in made["oauth_config"]["scopes"]["bot"])
    assert len(made["settings"]["event_subscriptions"]["bot_events"]) <= 100


def test_every_command_and_its_aliases_can_be_typed() -> None:
    names = slashes()
    assert len(names) == len(manifest(COMMANDS)["features"]["slash_commands"])
    for command in COMMANDS:
        assert (f"/{command.name}" in names) is not command.hidden
        assert set(slash_names(command)) <= set(names)
    assert {"/konsult", "/nummer", "/vc", "/jour", "/jag", "/hjalp", "/ejsvar"} <= set(names)


def test_a_command_says_how_it_is_used_and_for_whom() -> None:
    names = slashes()
    assert names["/konsult"]["usage_hint"] == "ämne, gärna enhet och tid"
    assert names["/vc"]["usage_hint"] == names["/nummer"]["usage_hint"]
    assert names["/ejsvar"]["description"].endswith("Bara för samordnare.")
    assert not any(slash["should_escape"] for slash in names.values())


def test_without_an_address_konsult_connects_to_slack() -> None:
    made = manifest(COMMANDS)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(made)


@pytest.mark.parametrize(
    "written", [ADDRESS, f"{ADDRESS}/", f"{ADDRESS}/slack/events", f" {ADDRESS}/slack/events/"]
)
def test_with_an_address_slack_posts_to_it(written: str) -> None:
    made = manifest(COMMANDS, written)
    wanted = f"{ADDRESS}/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == wanted
    assert made["settings"]["interactivity"]["request_url"] == wanted
    assert {slash["url"] for slash in slashes(written).values()} == {wanted}


@pytest.mark.parametrize(
    "written", ["http://konsult.example.se", "konsult.example.se", "https://", "https://x.se/?a=1"]
)
def test_an_address_that_slack_cannot_reach_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="duger inte"):
        manifest(COMMANDS, written)


def test_every_event_has_the_scope_it_needs() -> None:
    assert {scope for event, scope in NEEDS.items() if event in EVENTS} <= set(SCOPES)


@pytest.mark.parametrize("options", [[], ["--url", ADDRESS]], ids=["socket", "http"])
def test_what_the_command_line_writes_can_be_pasted(options: list[str]) -> None:
    written = CliRunner().invoke(cli, ["slack", "manifest", *options])
    assert written.exit_code == 0
    assert written.stdout == manifest_text(COMMANDS, *options[1:])
    assert json.loads(written.stdout) == manifest(COMMANDS, *options[1:])


def test_a_wrong_address_is_a_sentence() -> None:
    refused = CliRunner().invoke(cli, ["slack", "manifest", "--url", "http://konsult.example.se"])
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith("Adressen ”http://konsult.example.se” duger inte.")


def test_the_page_explains_the_scopes_that_are_asked_for_and_no_others() -> None:
    rows = dict(re.findall(r"^\| `([a-z_:.]+)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert rows == {**SCOPES, **EVENTS}


def test_the_page_tells_of_the_settings_and_the_command() -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "connections:write"):
        assert f"`{name}`" in PAGE
    assert "konsult slack manifest" in PAGE


def says() -> Iterator[str]:
    """Every text in the program, those that are put together in pieces as their pieces."""
    for file in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_the_page_quotes_sentences_as_they_are() -> None:
    quoted = re.findall(r"^\| \*(.+?)\* \|", PAGE, re.MULTILINE)
    assert len(quoted) > 10
    texts = list(says())
    for piece in [piece for sentence in quoted for piece in sentence.split("…") if piece.strip()]:
        assert any(piece.strip() in text for text in texts), piece
