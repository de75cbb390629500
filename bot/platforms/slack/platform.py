"""Slack as a platform: used where a bot token is set."""

from bot.commands import COMMANDS
from bot.platforms.platform import Core, Manifest, Platform, PlatformSpec
from bot.platforms.slack.config import NAME
from bot.platforms.slack.manifest import manifest_text
from bot.platforms.slack.settings import SlackSettings


def _create(settings: SlackSettings, core: Core) -> Platform | None:
    config = settings.config(core.settings)
    if config is None:
        return None
    from bot.platforms.slack.app import create_slack  # noqa: PLC0415  # brings Bolt (adr/0023)

    return create_slack(core.desk, config, core.plain_text, core.clock, claims=core.claims)


MANIFEST = Manifest(
    title="Slack",
    help="Skriv beskrivningen av appen, att klistra in hos Slack.",
    help_of_address="Adressen som Slack ska nå konsult på. Utan den: Socket Mode.",
    text=lambda address: manifest_text(COMMANDS, address),
)

SLACK = PlatformSpec(NAME, SlackSettings, _create, MANIFEST)
