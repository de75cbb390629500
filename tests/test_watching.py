"""docs/alerts.yml and docs/dashboard.json: every expression speaks of what konsult shows, and tells what to do."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.app import build
from tests.promql import Exposed, misfits
from tests.settings import settings

DOCS = Path(__file__).parent.parent / "docs"
RULES = [
    rule
    for group in yaml.safe_load((DOCS / "alerts.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
]
DASHBOARD = json.loads((DOCS / "dashboard.json").read_text("utf-8"))
PANELS = DASHBOARD["panels"]
ALL_LINES = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
    "smtp_host": "smtp.example.org",
    "mail_from": "konsult@example.org",
}
_SEEN: dict[str, list[dict[str, str]]] = {}


@pytest.fixture
async def exposed(tmp_path: Path) -> Exposed:
    """What a konsult with every line shows before anything has been asked; looked at once."""
    if not _SEEN:
        chosen = settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'k.db'}", **ALL_LINES)
        async with build(chosen, with_demo=False) as app:
            transport = httpx.ASGITransport(app=app.web())
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
                text = (await http.get("/metrics")).text
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                _SEEN.setdefault(sample.name, []).append(sample.labels)
    return _SEEN


# -- alerts ----------------------------------------------------------------------------------------


async def test_every_rule_asks_for_what_konsult_shows(exposed: Exposed) -> None:
    assert {rule["alert"]: list(misfits(rule["expr"], exposed)) for rule in RULES} == {
        rule["alert"]: [] for rule in RULES
    }


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("konsult_line_okk == 0", "konsult_line_okk: no such metric"),
        ('konsult_line_ok{lines="store"} == 0', 'konsult_line_ok: nothing has lines="store"'),
        ('konsult_line_ok{line="stroe"} == 0', 'konsult_line_ok: nothing has line="stroe"'),
        (
            'konsult_line_ok{line=~"store|stroe"}',
            'konsult_line_ok: nothing has line=~"store|stroe"',
        ),
        ("sum by (chanel) (konsult_outbox_age_seconds)", "chanel: no such label in sum by"),
        ("konsult_ready and on(hostt) konsult_ready", "hostt: no such label in konsult_ready"),
        ("rate(konsult_answers_total[5m])", "konsult_answers_total: no such metric"),
    ],
)
async def test_a_slip_in_an_expression_is_seen(wrong: str, says: str, exposed: Exposed) -> None:
    [said] = misfits(wrong, exposed)
    assert said.startswith(says)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_rule_says_how_soon_how_bad_what_it_means_and_what_to_do(rule: Any) -> None:
    assert rule["for"] and rule["labels"]["severity"] in ("critical", "warning")
    assert rule["annotations"].keys() == {"summary", "description", "action"}
    assert all(len(words) > 10 and "!" not in words for words in rule["annotations"].values())


def test_no_two_rules_have_one_name_and_the_trials_make_each_speak() -> None:
    names = [rule["alert"] for rule in RULES]
    assert len(set(names)) == len(names)
    trials = yaml.safe_load((DOCS / "alerts_test.yml").read_text("utf-8"))["tests"]
    counted = [one for trial in trials for one in trial.get("promql_expr_test", ())]
    spoken = {re.search('"(.*)"', row["labels"]) for one in counted for row in one["exp_samples"]}
    listed = [one for trial in trials for one in trial.get("alert_rule_test", ())]
    alone = {one["alertname"] for one in listed if one.get("exp_alerts")}
    assert {found[1] for found in spoken if found} | alone == set(names)


@pytest.fixture
def promtool() -> str:
    here = DOCS.parent / ".venv" / "promtool" / "promtool"
    found = shutil.which("promtool") or (str(here) if here.exists() else None)
    if found is None:
        pytest.skip("missing: promtool")
    return found


@pytest.mark.parametrize("what", [("check", "alerts.yml"), ("test", "alerts_test.yml")])
def test_prometheus_itself_takes_the_rules_and_each_speaks_when_it_should(
    what: tuple[str, str], promtool: str
) -> None:
    command, file = what
    done = subprocess.run(
        [promtool, command, "rules", DOCS / file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


# -- the dashboard ---------------------------------------------------------------------------------


def _expressions() -> Iterator[tuple[str, str]]:
    for panel in PANELS:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


async def test_every_panel_asks_for_what_konsult_shows(exposed: Exposed) -> None:
    wrong = {title: said for title, expr in _expressions() for said in misfits(expr, exposed)}
    assert wrong == {}


def test_the_dashboard_is_one_that_grafana_imports() -> None:
    assert DASHBOARD.keys() >= {"title", "uid", "schemaVersion", "panels", "templating", "time"}
    assert DASHBOARD["id"] is None and DASHBOARD["schemaVersion"] >= 30
    [source] = [one["name"] for one in DASHBOARD["__inputs"] if one["type"] == "datasource"]
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    for panel in PANELS:
        assert panel.keys() >= {"id", "type", "title", "description", "gridPos", "targets"}
        assert panel["type"] in {one["id"] for one in DASHBOARD["__requires"]}
        refs = [target["refId"] for target in panel["targets"]]
        assert refs and len(set(refs)) == len(refs)
        for one in (panel, *panel["targets"]):
            assert one["datasource"] == {"type": "prometheus", "uid": f"${{{source}}}"}


def test_no_panel_lies_on_another_or_beyond_the_edge() -> None:
    def cells(panel: Any) -> set[tuple[int, int]]:
        at = panel["gridPos"]
        return {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}

    assert all(0 <= x < 24 for panel in PANELS for x, _ in cells(panel))
    for one, other in combinations(PANELS, 2):
        assert not cells(one) & cells(other), (one["title"], other["title"])


@pytest.mark.parametrize(
    "metric",
    [
        "konsult_answer_seconds_bucket",
        "konsult_lookups_total",
        "konsult_line_ok",
        "konsult_line_last_good_timestamp_seconds",
        "konsult_outbox_age_seconds",
        "konsult_deliveries_total",
        "konsult_roster_sources_failing",
        "konsult_failures_total",
    ],
)
def test_what_an_operator_asks_for_first_has_a_panel(metric: str) -> None:
    assert any(metric in expr for _, expr in _expressions())


async def test_every_figure_of_ours_is_in_the_operators_page(exposed: Exposed) -> None:
    page = (DOCS / "operations.md").read_text("utf-8")
    ours = {name.removesuffix("_bucket") for name in exposed if name.startswith("konsult_")}
    parts = ("_created", "_sum", "_count")
    assert sorted(name for name in ours if not name.endswith(parts) and name not in page) == []
