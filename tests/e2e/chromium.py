"""Which Chromium the browser tests drive. `python -m tests.e2e.chromium` prints it, or fails when there is none."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from playwright.sync_api import sync_playwright

from tests.patience import PATIENCE

MISSING = "missing: no Chromium that starts: browser tests were skipped (make browser)"

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@cache
def chromium_path() -> str | None:
    """The first Chromium that starts: KONSULT_CHROMIUM and nothing else when it is set, else one on PATH, else
    the one that Playwright has downloaded."""
    named = os.environ.get("KONSULT_CHROMIUM")
    if named:
        return named if _starts(named) else None
    on_path = (shutil.which(name) for name in _NAMES)
    found = next((path for path in on_path if path and _starts(path)), None)
    return found or _playwrights_own()


def _playwrights_own() -> str | None:
    """Asked in a thread of its own, as Playwright refuses to be asked inside a running event loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        path = thread.submit(_where_playwright_keeps_it).result()
    return path if _starts(path) else None


def _where_playwright_keeps_it() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Ubuntu's `chromium-browser` may be a stub without a browser, so the file alone proves nothing."""
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=PATIENCE).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    if not chromium_path():
        sys.exit(MISSING)
    sys.stdout.write(f"{chromium_path()}\n")
