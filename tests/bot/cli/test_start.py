"""What konsult has loaded when it answers: not what only few questions need (adr/0023)."""

import os
import re
import signal
import subprocess
import sys
from threading import Timer

from tests.patience import PATIENCE
from tests.stories.terminal import Terminal

WARMED = "holidays.countries.sweden"
"""The red days, which every question needs, with those of all countries."""
LATER = frozenset(
    {
        "aiohttp",  # an address that is read, Slack
        "alembic",  # a database of another age
        "apscheduler",  # the jobs, which begin when it answers
        "docx",  # agreements are read in a process of their own
        "icalendar",  # a calendar that is subscribed to
        "lxml",
        "matplotlib",  # charts of the report of consultation hours
        "mako",
        "openpyxl",
        "pdfplumber",
        "psycopg",  # PostgreSQL
        "recurring_ical_events",
        "slack_bolt",  # Slack
        "slack_sdk",
        "sqlalchemy.dialects.postgresql",
        "directory.evaluation.agreements",  # how well questions are answered
        "directory.evaluation.lookup",
        "directory.sources.region.difference",  # a region that is read from its files
        "directory.sources.region.region_files",
        "directory.sources.region.region_sheets",
        "websockets",
        "xlrd",
    }
)
ONLY_THE_SERVER = frozenset({"uvicorn"})
_IMPORTED = re.compile(r"import time:\s+\d+ \|\s+\d+ \|\s*(\S+)")


def test_a_server_answers_before_what_few_questions_need_is_loaded(terminal: Terminal) -> None:
    imported, afterwards = set(), ""
    command = [sys.executable, "-X", "importtime", "-m", "bot", "serve"]
    with subprocess.Popen(
        command,
        cwd=terminal.folder,
        env=terminal.environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "konsult svarar på" in line:
                break
            imported |= set(_IMPORTED.findall(line))
        too_long = Timer(PATIENCE, process.terminate)
        too_long.start()
        for line in process.stderr:
            if (afterwards := "".join(_IMPORTED.findall(line))) == WARMED:
                break
        too_long.cancel()
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE)
        imported |= set() if process.returncode == 0 else {said}
    assert {"bot.desk.front", "sqlalchemy", "uvicorn"} <= imported, "the lines are read"
    assert imported & (LATER | {WARMED}) == set()
    assert afterwards == WARMED, "loaded beside the answers, so that the first one does not"


def test_a_question_in_the_terminal_loads_no_server(terminal: Terminal) -> None:
    environment = {**os.environ, **terminal.environment, "PYTHONPROFILEIMPORTTIME": "1"}
    command = [sys.executable, "-m", "bot", "ask", "kardiologi"]
    done = subprocess.run(
        command, cwd=terminal.folder, env=environment, capture_output=True, text=True, check=True
    )
    imported = set(_IMPORTED.findall(done.stderr))
    assert {"bot.desk.front", "sqlalchemy"} <= imported, "the lines are read"
    assert imported & (LATER | ONLY_THE_SERVER) == set()
