"""The house as docs/architecture.md draws it: where ruff and import-linter cannot say it."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.paths import ROOT

TESTS = Path(__file__).parent
PRODUCT = ("bot", "directory")
MOST_LOOSE = {"bot": 12, "directory": 10}
SAYS_NOTHING = re.compile(r"(utils?|helpers?|common|misc|managers?|service)\.py")
"""A consult service is one of the field's own words; a file of several is services.py."""

Layers = Sequence[frozenset[str]]
"""The names of each layer, the highest first."""


# -- files and names ------------------------------------------------------------------------


@pytest.mark.parametrize("package", PRODUCT)
def test_few_files_lie_loose(package: str) -> None:
    loose = {file.name for file in (ROOT / package).glob("*.py")}
    assert len(loose) <= MOST_LOOSE[package], sorted(loose)


def test_a_class_name_means_one_thing() -> None:
    """In the whole product; a private one is its module's own affair."""
    homes: dict[str, list[str]] = defaultdict(list)
    for file in _product():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(file.relative_to(ROOT).as_posix())
    twice = [f"{name}: {', '.join(files)}" for name, files in homes.items() if len(files) > 1]
    assert twice == [], "\n".join(["", *twice])


def test_every_file_says_what_it_is_about() -> None:
    names = [file.relative_to(ROOT).as_posix() for file in _product()]
    assert [name for name in names if SAYS_NOTHING.fullmatch(name.split("/")[-1])] == []
    assert [name for name in names if re.search(r"/(utils?|helpers?|common|misc)/", name)] == []


# -- rooms and layers -----------------------------------------------------------------------


@pytest.mark.parametrize("package", PRODUCT)
def test_every_room_is_in_a_layer(package: str) -> None:
    """import-linter itself must see to it (`exhaustive`, no exceptions), and nothing is made up."""
    [contract] = _layers_of(package)
    assert contract.get("exhaustive") is True
    assert "exhaustive_ignores" not in contract
    names = [name for layer in _layers(contract) for name in layer]
    assert sorted(names) == sorted(_rooms(package))


@pytest.mark.parametrize("package", PRODUCT)
def test_the_picture_shows_the_rooms_and_layers_of_the_contracts(package: str) -> None:
    [contract] = _layers_of(package)
    assert _picture()[package] == _layers(contract)


def test_what_the_picture_calls_a_folder_is_one() -> None:
    for package, _, name in _drawn():
        home = ROOT / package / (name if name.endswith("/") else f"{name}.py")
        assert home.exists(), f"{package}: {name}"


def test_the_page_names_no_place_that_is_not_there() -> None:
    """A place is ”live” or ”bot/live”, with its ending where it is a file that is to be opened."""
    for place in re.findall(r"`([\w.]+(?:/[\w.]+)+)/?`", _page()):
        homes = [ROOT / place, *(ROOT / package / place for package in PRODUCT)]
        assert any(home.exists() or home.with_suffix(".py").exists() for home in homes), place


# -- tests ----------------------------------------------------------------------------------


def test_nothing_is_imported_from_a_module_of_tests() -> None:
    """What several of them need is in stories/, or beside them in a module of its own."""
    borrowed = {
        file.relative_to(TESTS).as_posix(): names
        for file in sorted(TESTS.rglob("*.py"))
        if (names := [name for name in _imported(file) if ".test_" in name])
    }
    assert borrowed == {}


# -- how they are read ----------------------------------------------------------------------


def _product() -> list[Path]:
    return sorted(file for package in PRODUCT for file in (ROOT / package).rglob("*.py"))


def _rooms(package: str) -> Iterator[str]:
    """The modules and the folders with code that lie at the top of a package."""
    for path in (ROOT / package).iterdir():
        if path.suffix == ".py" and path.stem != "__init__":
            yield path.stem
        if path.is_dir() and any(path.rglob("*.py")):
            yield path.name


def _layers_of(package: str) -> list[Mapping[str, Any]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return [
        contract
        for contract in contracts["contracts"]
        if contract["type"] == "layers" and package in contract.get("containers", ())
    ]


def _layers(contract: Mapping[str, Any]) -> Layers:
    """Names in a layer stand between `|` (independent) or `:`, optional ones within parentheses."""
    return [frozenset(re.findall(r"[\w.]+", layer)) for layer in contract["layers"]]


def _picture() -> Mapping[str, Layers]:
    """Of each package the layers that the picture shows."""
    packages: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for package, layer, name in _drawn():
        packages[package][layer].add(name.removesuffix("/"))
    return {name: [frozenset(of[n]) for n in sorted(of)] for name, of in packages.items()}


def _drawn() -> Iterator[tuple[str, int, str]]:
    """The rooms in the block of docs/architecture.md that is marked ```rooms: package, layer, name.

    A package begins its line, a room is indented (a folder ends with a slash; words may follow
    after two spaces), and an empty line parts the layers.
    """
    [block] = re.findall(r"^```rooms\n(.*?)^```$", _page(), re.DOTALL | re.MULTILINE)
    package, layer = "", 0
    for number, line in enumerate(block.splitlines()):
        if room := re.fullmatch(r"  (\w+/?)(  .*)?", line):
            yield package, layer, room[1]
        elif line.strip():
            package, layer = line.removesuffix("/"), number
        else:
            layer = number


def _page() -> str:
    return (ROOT / "docs" / "architecture.md").read_text("utf-8")


def _imported(file: Path) -> Iterator[str]:
    """What a file imports, with the modules; ruff sees to it that none is imported further down."""
    for statement in ast.parse(file.read_text("utf-8")).body:
        match statement:
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{name.name}" for name in names)
            case ast.Import(names=names):
                yield from (name.name for name in names)
