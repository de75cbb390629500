"""A Slack workspace on this machine (local-slack, see scripts/slack_peer.sh) with konsult in it.

It listens on all interfaces, so it is only ever started inside a network of its own.
"""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.paths import ROOT
from tests.patience import PATIENCE
from tests.stories.konsult_process import Surroundings, konsult_process

VERSION = "0.1.8"
PEER = ROOT / ".venv/slack-peer" / VERSION / "local-slack"
MISSING = f"missing: no local Slack {VERSION}: tests of Slack were skipped (make slack)"

HTTP = httpx.Client(timeout=PATIENCE, limits=httpx.Limits(max_keepalive_connections=0))
"""One for all requests, as each loads certificates anew."""

SLACK, KONSULT = "http://127.0.0.1:3000", "http://127.0.0.1:8000"
APP, BOT_USER, CHANNEL = "A0KONSULT", "U0KONSULT", "C0ALLMANT"
DISA, BIRGIT = "U0DISA", "U0BIRGIT"
NAMES = {DISA: "Disa Fjällgren", BIRGIT: "Birgit Sandelöv"}
DATABASE = "konsult.db"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-test-only", "xapp-test-only", "signing-secret-test-only"

REFERRAL = "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom två veckor."
AGREEMENT = f"""---
titel: Hjärtsvikt i samverkan
ägare: birgit-sandelov
---
## Remiss till hjärtmottagningen
{REFERRAL}

## Uppföljning
Kreatinin och kalium kontrolleras efter två veckor på hälsocentralen.
"""

WAYS: Mapping[str, Mapping[str, str]] = {
    "http": {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET},
    "socket": {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN},
}
"""What konsult is given, by the way in which Slack reaches it."""


@contextmanager
def workspace_with_konsult(folder: Path, way: str) -> Iterator[None]:
    """Slack and `konsult serve` with the demo region, each in a process of its own, until the end."""
    config = folder / "workspace.yaml"
    config.write_text(yaml.safe_dump(_workspace(way)), "utf-8")
    slack = [str(PEER), "--config", str(config), "--port", "3000", "--base-host", "127.0.0.1"]
    with ExitStack() as stack:
        stack.enter_context(_slack(slack, folder / "slack.log"))
        _wait_for(lambda: HTTP.get(f"{SLACK}/_control/state").is_success, folder / "slack.log")
        stack.enter_context(_konsult(folder, way))
        _wait_for(lambda: _ready(way), folder / "konsult.log")
        yield


def read_in_agreements(folder: Path) -> Path:
    """A database with an agreement that was read in by hand, as a region does before konsult starts."""
    (folder / "hjartsvikt.md").write_text(AGREEMENT, "utf-8")
    arguments = ("import", "agreements", str(folder / "hjartsvikt.md"))
    process = konsult_process(arguments, _around(folder, {}))
    process.join(PATIENCE)
    process.kill()  # nothing happens to one that has ended
    assert process.exitcode == 0, (folder / "konsult.log").read_text("utf-8")
    return folder / DATABASE


def _around(folder: Path, settings: Mapping[str, str]) -> Surroundings:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("KONSULT_", "SLACK_"))}
    (folder / DATABASE).touch()  # one that is named is there
    own = {"KONSULT_DATABASE_URL": f"sqlite+aiosqlite:///{folder / DATABASE}"}
    log = folder / "konsult.log"
    return Surroundings(ROOT, {**clean, **own, **settings}, out=log, err=log)


def _workspace(way: str) -> dict[str, Any]:
    users = [
        {"id": DISA, "name": "disa", "email": "disa.fjallgren@vidalven.example"},
        {"id": BIRGIT, "name": "birgit", "email": "birgit.sandelov@vidalven.example"},
    ]
    app = {
        "appId": APP,
        "botUserId": BOT_USER,
        "botName": "konsult",
        "botToken": BOT_TOKEN,
        "appToken": APP_TOKEN,
        "signingSecret": SECRET,
        "mode": "events" if way == "http" else "socket",
        "requestUrl": f"{KONSULT}/slack/events",
    }
    members = [DISA, BIRGIT, BOT_USER]
    return {
        "workspace": {"name": "Vidälven", "domain": "vidalven", "teamId": "T0VIDALVEN"},
        "apps": [app],
        "users": [{**user, "real_name": NAMES[user["id"]]} for user in users],
        "channels": [{"id": CHANNEL, "name": "allmänt", "members": members}],
    }


def _ready(way: str) -> bool:
    """Whether konsult can answer, and has called Slack up where that is the way."""
    if not HTTP.get(f"{KONSULT}/readyz").is_success:
        return False
    log = HTTP.get(f"{SLACK}/_control/log").json()["log"]
    return way == "http" or any(entry["summary"].startswith("socket connected") for entry in log)


@contextmanager
def _slack(command: list[str], log: Path) -> Iterator[None]:
    with log.open("w") as written:
        process = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def _konsult(folder: Path, way: str) -> Iterator[None]:
    settings = {"KONSULT_SLACK_API": f"{SLACK}/api/", **WAYS[way]}
    process = konsult_process(("serve", "--port", "8000"), _around(folder, settings))
    try:
        yield
    finally:
        process.terminate()
        process.join(PATIENCE)
        process.kill()  # nothing happens to one that has ended


def _wait_for(happens: Callable[[], bool], log: Path) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        try:
            if happens():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"did not start:\n{log.read_text('utf-8')}")
