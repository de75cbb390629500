"""Which combinations of Slack settings hold; every fault is told at once, in Swedish."""

import pytest

from bot.platforms.slack.config import SLACK_API, SlackConfig, slack_config
from bot.settings import Settings, SettingsError
from directory.catalogue.people import Access

BOT, APP, SECRET = "xoxb-1", "xapp-1", "8f742231b10e8888abcd99yyyzzz85a5"


def settings(bot: str = "", app: str = "", secret: str = "", **others: str) -> Settings:
    tokens = {"SLACK_BOT_TOKEN": bot, "SLACK_APP_TOKEN": app, "SLACK_SIGNING_SECRET": secret}
    return Settings.model_validate({**tokens, **others})


def faults(**values: str) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        slack_config(settings(**values))
    return str(raised.value).splitlines()


def test_without_tokens_there_is_no_slack() -> None:
    assert slack_config(settings()) is None


@pytest.mark.parametrize(
    ("app", "secret"), [(APP, ""), ("", SECRET), (APP, SECRET)], ids=["socket", "http", "both"]
)
def test_a_bot_token_and_a_way_in(app: str, secret: str) -> None:
    config = slack_config(settings(BOT, app, secret))
    assert config is not None
    assert (config.app_token, config.signing_secret) == (app, secret)
    assert config.base_url == SLACK_API
    assert config.emergency == "Nödnummer 112"


@pytest.mark.parametrize(
    ("values", "begins"),
    [
        ({"bot": BOT}, ["SLACK_BOT_TOKEN: kräver också SLACK_APP_TOKEN"]),
        ({"app": APP}, ["SLACK_APP_TOKEN: kräver också SLACK_BOT_TOKEN"]),
        ({"secret": SECRET}, ["SLACK_SIGNING_SECRET: kräver också SLACK_BOT_TOKEN"]),
        (
            {"bot": "xapp-1", "app": "xoxb-1", "slack_coordinators": "anna, U01"},
            ["SLACK_BOT_TOKEN: ska börja med xoxb-", "SLACK_APP_TOKEN: ska börja med xapp-", "KONSULT_SLACK_COORDINATORS: ”anna”"],
        ),
        (
            {"slack_specialist_group": "@ortoped", "slack_api": "slack.com"},
            ["KONSULT_SLACK_SPECIALIST_GROUP: ”@ortoped”", "KONSULT_SLACK_API: ska vara"],
        ),
    ],
)  # fmt: skip
def test_every_fault_is_told_at_once(values: dict[str, str], begins: list[str]) -> None:
    told = faults(**values)
    assert len(told) == len(begins)
    for line, beginning in zip(told, begins, strict=True):
        assert line.startswith(beginning)


def test_no_fault_shows_a_secret() -> None:
    assert "hemlig" not in "\n".join(faults(bot="xoxp-hemlig", app="hemlig"))


def test_the_lists_give_rights() -> None:
    config = SlackConfig(BOT, APP, admins=frozenset({"U1"}), coordinators=frozenset({"U1", "U2"}))
    assert config.listed("U1") == {Access.ADMIN, Access.COORDINATOR}
    assert config.listed("U2") == {Access.COORDINATOR}
    assert config.listed("U3") == frozenset()
