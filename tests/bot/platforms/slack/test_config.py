"""Which combinations of Slack settings hold; every fault is told at once, in Swedish."""

import pytest

from bot.platforms.slack.config import SLACK_API, SlackConfig
from bot.platforms.slack.settings import SlackSettings
from bot.settings import SettingsError
from directory.catalogue.people import Access
from tests.settings import settings

BOT, APP, SECRET = "xoxb-1", "xapp-1", "8f742231b10e8888abcd99yyyzzz85a5"


def config(bot: str = "", app: str = "", secret: str = "", **others: str) -> SlackConfig | None:
    tokens = {"SLACK_BOT_TOKEN": bot, "SLACK_APP_TOKEN": app, "SLACK_SIGNING_SECRET": secret}
    chosen = settings(**tokens, **others)
    return chosen.of(SlackSettings).config(chosen.common)


def faults(**values: str) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        config(**values)
    return str(raised.value).splitlines()


def test_without_tokens_there_is_no_slack() -> None:
    assert config() is None


@pytest.mark.parametrize(
    ("app", "secret"), [(APP, ""), ("", SECRET), (APP, SECRET)], ids=["socket", "http", "both"]
)
def test_a_bot_token_and_a_way_in(app: str, secret: str) -> None:
    way_in = config(BOT, app, secret)
    assert way_in is not None
    assert (way_in.app_token, way_in.signing_secret) == (app, secret)
    assert way_in.base_url == SLACK_API
    assert way_in.emergency == "Nödnummer 112"


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
    lists = SlackConfig(BOT, APP, admins=frozenset({"U1"}), coordinators=frozenset({"U1", "U2"}))
    assert lists.listed("U1") == {Access.ADMIN, Access.COORDINATOR}
    assert lists.listed("U2") == {Access.COORDINATOR}
    assert lists.listed("U3") == frozenset()
