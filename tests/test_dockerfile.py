"""What the image installs starts without the repository around it, and the image keeps to its few rights.

No container engine is needed: the build stage of the Dockerfile is carried out in a temporary directory, its COPY
and RUN lines as they stand, with that directory in place of /opt and /src. Only the pinned libraries are not unpacked
once more: what stands in requirements.lock is taken from the environment of the tests, in which pip put the same pins
by the same hashes (tests/test_locks.py), and nothing else of that environment is there.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackagePath, distribution
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.locks import RUNTIME, pins
from tests.paths import ROOT
from tests.patience import PATIENCE

INSTALLS_THE_PINS = "pip install --require-hashes -r requirements.lock"
NOT_SENT = ("__pycache__", "*.pyc", "*.egg-info")
UNTRACKED = (
    *NOT_SENT,
    ".git",
    ".venv",
    ".*_cache",
    ".hypothesis",
    "build",
    "dist",
    "var",
    "test-results",
)


class Instruction(NamedTuple):
    """One instruction of a Dockerfile, its continuation lines joined."""

    word: str
    rest: str


def _stages() -> list[list[Instruction]]:
    """The Dockerfile's stages, each from its FROM on."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = [
        Instruction(*line.split(maxsplit=1))
        for line in text.replace("\\\n", " ").splitlines()
        if line.strip()
    ]
    starts = [number for number, line in enumerate(lines) if line.word == "FROM"]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


BUILD, FINAL = _stages()


def _only(stage: list[Instruction], word: str) -> str:
    (found,) = [line.rest for line in stage if line.word == word]
    return found


def _compose() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text())[
        "services"
    ]
    return services


# --- It installs and starts ---


def _tracked_files(target: Path) -> None:
    """A copy of what git knows, as it stands in the working tree; of everything where git knows nothing."""
    names = _known_to_git()
    if not names:
        shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*UNTRACKED))
    for name in names:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def _known_to_git() -> list[str]:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return []
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    return [name for name in listed.stdout.split("\0") if name]


def _copy(rest: str, checkout: Path, source: Path) -> None:
    """COPY: files into a folder, the contents of a folder into a folder of that name."""
    *names, target = rest.split()
    for name in names:
        if (checkout / name).is_dir():
            shutil.copytree(checkout / name, source / target)
        else:
            shutil.copy(checkout / name, source / target)


def _run(command: str, source: Path, opt: Path) -> None:
    here = command.replace("/opt/", f"{opt}/").replace(
        "python -m venv", f"{sys.executable} -m venv"
    )
    done = subprocess.run(
        here, shell=True, cwd=source, env=_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, f"RUN {command}\n{done.stdout}{done.stderr}"


def _pinned_libraries(source: Path, opt: Path) -> None:
    """What requirements.lock names, each in the version that it pins, and nothing else."""
    (target,) = (opt / "konsult" / "lib").glob("python*/site-packages")
    shutil.rmtree(target / "setuptools", ignore_errors=True)  # an older one, from making the venv
    for old in target.glob("setuptools-*"):
        shutil.rmtree(old)
    for name, version in pins(source / RUNTIME.name).items():
        found = distribution(name)
        assert found.version == version, f"{name} {found.version} is installed, not {version}"
        for file in found.files or ():
            _placed(file, target)


def _placed(file: PackagePath, target: Path) -> None:
    """Libraries alone: their commands beside the environment's Python are not what is tried."""
    here = Path(file.locate())
    if ".." in file.parts or not here.is_file():
        return
    (target / file).parent.mkdir(parents=True, exist_ok=True)
    (target / file).unlink(missing_ok=True)
    (target / file).symlink_to(here)


def _environment(**more: str) -> dict[str, str]:
    """This process's environment, without what would let the repository or its settings show through."""
    own = ("PYTHON", "KONSULT_", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)} | more


@pytest.fixture(scope="module")
def konsult(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The konsult command, installed as the build stage installs it."""
    work = tmp_path_factory.mktemp("image")
    checkout, source, opt = work / "checkout", work / "src", work / "opt"
    source.mkdir()
    opt.mkdir()
    _tracked_files(checkout)
    for line in BUILD:
        if line.word == "COPY":
            _copy(line.rest, checkout, source)
        elif line.word == "RUN" and line.rest.endswith(INSTALLS_THE_PINS):
            _pinned_libraries(source, opt)
        elif line.word == "RUN":
            _run(line.rest, source, opt)
    shutil.rmtree(source)
    return opt / "konsult" / "bin" / "konsult"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty folder in place of /data."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def _answer(konsult: Path, data: Path, *arguments: str) -> str:
    """What the installed command prints, run as the image runs it."""
    address = f"sqlite+aiosqlite:///{data / 'konsult.db'}"
    environment = _environment(KONSULT_DATABASE_URL=address, PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(
        [konsult, *arguments],
        cwd=data,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_installed_command_explains_itself(konsult: Path, data: Path) -> None:
    assert "serve" in _answer(konsult, data, "--help")


@pytest.mark.slow
def test_the_installed_command_answers_with_an_empty_data_folder(konsult: Path, data: Path) -> None:
    assert "ordning" in _answer(konsult, data, "db", "upgrade")
    assert "/konsult" in _answer(konsult, data, "ask", "/hjalp")


# --- It has few rights ---


def test_it_does_not_run_as_root() -> None:
    user, _, group = _only(FINAL, "USER").partition(":")

    assert int(user) >= 10_000
    assert int(group) >= 10_000


def test_its_health_is_asked_without_a_tool_that_the_image_lacks() -> None:
    command = json.loads(_only(FINAL, "HEALTHCHECK").partition("CMD")[2])

    assert command[:2] == ["python", "-c"]
    assert "/healthz" in command[2]
    compile(command[2], "HEALTHCHECK", "exec")


def test_it_stops_when_asked_and_is_konsult_itself() -> None:
    assert _only(FINAL, "STOPSIGNAL") == "SIGTERM"
    assert json.loads(_only(FINAL, "ENTRYPOINT")) == ["konsult"]
    assert json.loads(_only(FINAL, "CMD"))[0] == "serve"


def test_everything_installed_is_pinned_by_hash() -> None:
    installs = [line.rest for line in BUILD if line.word == "RUN" and " install " in line.rest]

    assert installs
    assert all(
        "--require-hashes -r requirements.lock" in line or "--no-deps" in line for line in installs
    )


def test_only_what_is_copied_is_sent_to_the_build() -> None:
    copied = {name for line in BUILD if line.word == "COPY" for name in line.rest.split()[:-1]}
    ignore = (ROOT / ".dockerignore").read_text().splitlines()

    assert "*" in ignore
    assert {line[1:] for line in ignore if line.startswith("!")} == copied


def test_every_image_has_a_version_and_no_host() -> None:
    from_dockerfile = [
        line.rest.split()[0] for stage in (BUILD, FINAL) for line in stage if line.word == "FROM"
    ]
    from_compose = [str(service["image"]) for service in _compose().values() if "image" in service]

    for image in from_dockerfile + from_compose:
        assert re.fullmatch(r"[a-z]+:\d[\w.-]*", image), image


def test_no_address_but_its_own_is_named() -> None:
    text = (ROOT / "Dockerfile").read_text()

    assert re.findall(r"://([\w.-]+)", text) == ["127.0.0.1"]
    assert not re.search(r"index-url|find-links|trusted-host|PIP_", text)


@pytest.mark.parametrize("name", sorted(_compose()))
def test_each_service_of_compose_is_confined(name: str) -> None:
    service = _compose()[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "/tmp" in str(service["tmpfs"])


def test_compose_opens_nothing_but_the_bot_on_loopback() -> None:
    ports = [
        (name, port) for name, service in _compose().items() for port in service.get("ports", [])
    ]

    assert [name for name, _ in ports] == ["bot"]
    assert all(port.startswith("127.0.0.1:") for _, port in ports)


def test_compose_has_its_secrets_from_the_environment_alone() -> None:
    for service in _compose().values():
        for name, value in service["environment"].items():
            if re.search("PASSWORD|SECRET|TOKEN", name):
                assert re.fullmatch(r"\$\{[A-Z_]+:(\?.+|-)\}", value), name
            assert not re.search(r"://[^$@]*:[^$@]+@", value), name
