"""Every setting stands in the code, .env.example, compose.yaml, docs/operations.md and the Dockerfile
alike: what is in one and not in the others fails, with its usual value too."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from bot.settings import setting_name
from tests.paths import ROOT
from tests.settings import KINDS


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return value.value if isinstance(value, StrEnum) else str(value)


USUAL = {
    setting_name(kind, name): _shown(field.default)
    for kind in KINDS
    for name, field in kind.model_fields.items()
}
"""The usual value of every setting, by its name."""

OF_COMPOSE = {"POSTGRES_PASSWORD"}
"""What compose.yaml needs besides: konsult reads it as a part of KONSULT_DATABASE_URL."""

FIXED = {"KONSULT_DATABASE_URL", "KONSULT_HOST", "KONSULT_SIGN_IN"}
"""What compose.yaml decides by itself."""

_NAME = re.compile(r"\b(?:KONSULT|SLACK)_[A-Z_]+[A-Z]\b")
_GIVEN = re.compile(r"\$\{([A-Z_]+):([-?])([^}]*)\}")


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


COMPOSE: dict[str, Any] = yaml.safe_load(_text("compose.yaml"))
BOT: dict[str, Any] = COMPOSE["services"]["bot"]


def _examples() -> Iterator[tuple[str, str]]:
    """The lines of .env.example that set something, those that are commented out too."""
    for found in re.finditer(r"^#?([A-Z_]+)=(.*)$", _text(".env.example"), re.MULTILINE):
        yield found[1], found[2]


def _given() -> Iterator[tuple[str, str]]:
    """What compose.yaml passes on: the variable of each of its names, and its usual value."""
    for found in _GIVEN.finditer(_text("compose.yaml")):
        yield found[1], found[3] if found[2] == "-" else ""


def _table() -> Iterator[tuple[list[str], list[str]]]:
    """The rows of the table of settings in docs/operations.md: names and usual values."""
    section = _text("docs/operations.md").partition("## Settings\n")[2].partition("\n## ")[0]
    for line in section.splitlines():
        names, usual = ([cell.strip() for cell in line.split("|")] + [""] * 3)[1:3]
        if line.startswith("| `"):
            yield re.findall(r"`([^`]+)`", names), [cell.strip(" `") for cell in usual.split(", ")]


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for kind in KINDS for field in kind.model_fields.values())


def test_the_example_has_every_setting_once_and_no_other() -> None:
    names = [name for name, _ in _examples()]
    assert sorted(names) == sorted([*USUAL, *OF_COMPOSE])


def test_compose_passes_on_every_setting_and_no_other() -> None:
    environment = BOT["environment"]
    assert set(environment) | {"KONSULT_PORT"} == set(USUAL)
    for name, value in environment.items():
        if name not in FIXED:
            assert _GIVEN.fullmatch(value) and f"${{{name}:" in value, name
    assert any("${KONSULT_PORT:-" in port for port in BOT["ports"])
    assert {name for name, _ in _given()} <= set(USUAL) | OF_COMPOSE


def test_the_table_has_every_setting_once_and_no_other() -> None:
    names = [name for row, _ in _table() for name in row]
    assert sorted(names) == sorted(USUAL)


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", ".env.example", "README.md", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))])  # fmt: skip
def test_no_page_names_a_setting_that_there_is_not(name: str) -> None:
    assert set(_NAME.findall(_text(name))) <= set(USUAL) | OF_COMPOSE


def test_compose_and_the_table_have_the_usual_values() -> None:
    for name, value in _given():
        assert value == USUAL.get(name, ""), name
    for names, told in _table():
        usual = told if len(told) == len(names) else told * len(names)
        for name, value in zip(names, usual, strict=True):
            shown = USUAL[name] or ("Slack's own" if name == "KONSULT_SLACK_API" else "–")
            assert value == shown, name


EXAMPLES = {
    "KONSULT_DATABASE_URL",
    "KONSULT_PUBLIC_URL",
    "KONSULT_ROSTER_HOSTS",
    "KONSULT_RECOMMENDED_DRUGS",
    "KONSULT_SHORTAGES_CONTACT",
    "KONSULT_SHORTAGES_SOURCE",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
}
"""Those that .env.example shows with a value to write like, instead of the usual one."""


def test_the_example_shows_the_usual_values() -> None:
    for name, value in _examples():
        if name not in EXAMPLES:
            assert value == USUAL.get(name, ""), name


# --- What the image, compose and the code must agree on besides ---


def _lines(word: str) -> list[str]:
    text = re.sub(r"\\\n", " ", _text("Dockerfile"))
    return [line.partition(" ")[2] for line in text.splitlines() if line.startswith(f"{word} ")]


def test_the_port_is_one() -> None:
    ((command, ), (exposed, ), (health, )) = (_lines("CMD"), _lines("EXPOSE"), _lines("HEALTHCHECK"))  # fmt: skip
    arguments = json.loads(command)
    assert arguments[arguments.index("--port") + 1] == exposed == USUAL["KONSULT_PORT"]
    assert f"http://127.0.0.1:{exposed}/healthz" in health
    (port,) = BOT["ports"]
    assert port.endswith(f":{exposed}")
    assert arguments[arguments.index("--host") + 1] == BOT["environment"]["KONSULT_HOST"]


def test_what_is_kept_is_in_the_one_volume_that_the_user_owns() -> None:
    (volume,), (folder,), (user,) = _lines("VOLUME"), _lines("WORKDIR")[-1:], _lines("USER")
    environment = dict(re.findall(r"(KONSULT_\w+)=(\S+)", " ".join(_lines("ENV"))))
    assert set(environment) == {"KONSULT_DATABASE_URL"}
    assert environment["KONSULT_DATABASE_URL"].startswith(f"sqlite+aiosqlite:///{volume}/")
    assert folder == volume
    assert [mounted.partition(":")[2] for mounted in BOT["volumes"]] == [volume]
    uid, _, gid = user.partition(":")
    (made,) = (line for line in _lines("RUN") if "useradd" in line)
    assert f"--owner={uid} --group={gid}" in made and made.endswith(volume)
    assert "user" not in BOT


def test_compose_s_database_is_the_one_that_it_starts() -> None:
    database = COMPOSE["services"]["database"]["environment"]
    url = BOT["environment"]["KONSULT_DATABASE_URL"]
    name, _, rest = url.partition("://")[2].partition(":")
    assert name == database["POSTGRES_USER"]
    assert rest == f"{database['POSTGRES_PASSWORD']}@database:5432/{database['POSTGRES_DB']}"
    declared = {mounted.partition(":")[0] for one in COMPOSE["services"].values() for mounted in one["volumes"]}  # fmt: skip
    assert declared == set(COMPOSE["volumes"])
