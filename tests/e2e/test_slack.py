"""`konsult serve` with the demo region in a Slack workspace on this machine: over HTTP and Socket Mode."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pytest

from directory.lazy.values import dataclass
from tests.e2e import namespace, slack_peer
from tests.e2e.chromium import MISSING as NO_CHROMIUM
from tests.e2e.chromium import chromium_path
from tests.paths import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.e2e

SCENARIO = Path(__file__).with_name("slack_scenario.py")
LONGEST = 20 * PATIENCE  # all stories
OTHERWISE = ("failure", "error", "skipped")
"""What stands in the report of a test that has not passed."""


@dataclass(frozen=True)
class Told:
    """What the run in a network of its own has said, and which of its tests passed."""

    said: str
    passed: frozenset[str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """All stories, one after the other in one network; each has a workspace and a konsult of its own."""
    if not slack_peer.PEER.exists():
        pytest.skip(slack_peer.MISSING)
    report = tmp_path_factory.mktemp("slack") / "report.xml"
    quietly = ["-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    command = namespace.alone([sys.executable, "-m", "pytest", *quietly, str(SCENARIO)])
    if command is None:
        pytest.skip(namespace.MISSING)
    said = _run(command)
    return Told(said, _passed(report) if report.exists() else frozenset())


@pytest.mark.parametrize("way", list(slack_peer.WAYS))
@pytest.mark.parametrize("hand", ["by_driver", "slot_by_driver", "in_browser"])
def test_from_a_command_to_a_form_and_the_first_page(told: Told, way: str, hand: str) -> None:
    if hand == "in_browser" and not chromium_path():
        pytest.skip(NO_CHROMIUM)
    assert f"test_{hand}[{way}]" in told.passed, told.said


def _passed(report: Path) -> frozenset[str]:
    """The tests that neither failed, before, in or after themselves, nor were skipped."""
    cases = list(ElementTree.parse(report).iter("testcase"))
    otherwise = {
        case.get("name", "")
        for case in cases
        if any(case.find(how) is not None for how in OTHERWISE)
    }
    return frozenset(case.get("name", "") for case in cases) - otherwise


def _run(command: list[str]) -> str:
    """What it says; whatever the command has started is gone afterwards."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=LONGEST)
        return said
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
