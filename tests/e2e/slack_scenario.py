"""konsult in a real conversation with a Slack workspace. test_slack.py runs this in a network of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.slack_asking import ByDriver, Somebody, in_browser
from tests.e2e.slack_peer import (
    BIRGIT,
    CHANNEL,
    DISA,
    HTTP,
    REFERRAL,
    SLACK,
    WAYS,
    read_in_agreements,
    workspace_with_konsult,
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With an agreement; each story has a copy."""
    return read_in_agreements(tmp_path_factory.mktemp("database"))


@pytest.fixture(params=list(WAYS), autouse=True)
def workspace(request: pytest.FixtureRequest, database: Path, tmp_path: Path) -> Iterator[Path]:
    shutil.copy(database, tmp_path)
    with workspace_with_konsult(tmp_path, request.param):
        yield tmp_path


@pytest.fixture(autouse=True)
def nothing_failed(workspace: Path) -> Iterator[None]:
    """Nothing that konsult logs is a failure, and all that it answers is for the asker alone."""
    yield
    assert "slack failed" not in (workspace / "konsult.log").read_text("utf-8")
    messages = HTTP.get(f"{SLACK}/_control/messages/{CHANNEL}").json()["messages"]
    assert {message.get("subtype") for message in messages if "bot_id" in message} <= {"ephemeral"}


def test_by_driver() -> None:
    story(ByDriver(DISA), ByDriver(BIRGIT))


def test_slot_by_driver() -> None:
    """The labels of slots go with the day: the first that is free is taken."""
    disa = ByDriver(DISA)
    disa.types("/tid ortopedi norra").sees("Ortopedi")
    disa.taps(next(label for label in disa.labels() if label.startswith(("tis ", "tor "))))
    disa.sends("   ").is_told("Skriv med några ord vad du vill fråga om.")
    disa.sends("röntgensvar handled").reads_and_closes("Bokat: ")
    disa.types("/tid mina bokningar").sees("Dina bokningar", "röntgensvar handled")


def test_in_browser(browser: Browser) -> None:
    with (
        in_browser(DISA, browser.new_page()) as disa,
        in_browser(BIRGIT, browser.new_page()) as birgit,
    ):
        story(disa, birgit)


def story(disa: Somebody, birgit: Somebody) -> None:
    disa.types("/konsult kirurgi norra").sees("Kirurgi", "Norra sjukhuset", "08-465 004")
    disa.taps("Fick ej svar").sees("Noterat: inget svar från")
    birgit.types("/ejsvar").sees("Fick ej svar, 30 dagar", "Kirurgi")
    disa.types("/ejsvar").sees("/ejsvar är bara för samordnare.")

    disa.types("/jag").sees("Disa Fjällgren", "Norrbackens hälsocentral").taps("Byt hemenhet")
    disa.sends("xyzzy").is_told("Ingen enhet heter ”xyzzy”.")
    disa.sends("södra sjukhuset").reads_and_closes("Din hemenhet är nu Södra sjukhuset")
    disa.sees("Din hemenhet är nu Södra sjukhuset")
    disa.finds_at_home("Södra sjukhuset")
    disa.types("/konsult kirurgi").sees("Kirurgi", "Södra sjukhuset")

    disa.types("/avtal remiss hjärtsvikt").sees("Remiss till hjärtmottagningen", REFERRAL)
    disa.taps("Visa hela avsnittet").sees("Remiss till hjärtmottagningen", REFERRAL)
    disa.taps("Otydligt/fel").sends("Från vilken dag?", choosing="Otydligt")
    disa.reads_and_closes("Tack. Birgit Sandelöv")
    birgit.types("/avtal kö").sees("1 väntar på svar", REFERRAL, "Från vilken dag?")
