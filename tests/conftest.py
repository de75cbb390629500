"""What every test may use, and how the run tells what the machine lacked.

A test that needs something that is not installed skips with a reason that starts with `missing:`. The run ends
with a list of those; with CI=true they make it fail.
"""

import os

import pytest
from hypothesis import settings

# Examples are not timed: a busy machine is no fault of the program.
settings.register_profile("konsult", deadline=None)
settings.load_profile("konsult")

pytest_plugins = ["tests.postgres", "tests.databases"]

_MARK = "missing:"
_LONG = ("tests/simulation/", "tests/test_dockerfile.py", "tests/bot/cli/", "tests/e2e/")
"""Where single tests take long: begun first, so that no process is left with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, else the order in which they were found; the same in every process."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true, what is missing is a failure."""
    if _missing(session.config) and _must_be_complete():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Tables that tests recorded as ”shown”; once for each thing what was missing, and how often."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "shown":
                terminalreporter.section(report.nodeid)
                terminalreporter.write_line(str(value))
    missing = _missing(config)
    if not missing:
        return
    terminalreporter.section("missing (failure, as CI=true)" if _must_be_complete() else "missing")
    for reason in sorted(set(missing)):
        terminalreporter.line(f"{reason} ({missing.count(reason)} skipped)", yellow=True)


def _must_be_complete() -> bool:
    return os.environ.get("CI") == "true"


def _missing(config: pytest.Config) -> list[str]:
    """The reasons of all skips that name something missing; none in an xdist worker, which shows nothing."""
    reporter: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    skips = reporter.stats.get("skipped", []) if reporter else []
    reasons = [str(skip.longrepr[2]).removeprefix("Skipped: ") for skip in skips]
    return [reason.removeprefix(_MARK).strip() for reason in reasons if reason.startswith(_MARK)]
