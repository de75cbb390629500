"""`konsult serve` with the demo region in a Slack workspace on this machine: over HTTP and Socket Mode."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e import namespace, slack_peer
from tests.e2e.chromium import MISSING as NO_CHROMIUM
from tests.e2e.chromium import chromium_path
from tests.paths import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.e2e

SCENARIO = Path(__file__).with_name("slack_scenario.py")
LONGEST = 5 * PATIENCE  # a whole scenario


@pytest.mark.parametrize("way", list(slack_peer.WAYS))
@pytest.mark.parametrize("hand", ["by_driver", "in_browser"])
def test_from_a_command_to_a_form_and_the_first_page(way: str, hand: str) -> None:
    if not slack_peer.PEER.exists():
        pytest.skip(slack_peer.MISSING)
    if hand == "in_browser" and not chromium_path():
        pytest.skip(NO_CHROMIUM)
    one = f"{SCENARIO}::test_{hand}[{way}]"
    command = namespace.alone([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", one])
    if command is None:
        pytest.skip(namespace.MISSING)
    code, said = _run(command)
    assert code == 0, said


def _run(command: list[str]) -> tuple[int, str]:
    """Exit code and output; whatever the command has started is gone afterwards."""
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
        return process.returncode, said
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
