"""docs/agreements.md cannot go stale: it names every key, and its example is read as it stands."""

import re
from dataclasses import fields

import pytest

from bot.cli.agreements import ENDINGS
from directory.agreements.document import AgreementKind, Head
from directory.sources.agreements.head import ASKED_FOR
from directory.sources.agreements.head_part import KEY_NAMES, KEY_OF
from tests.directory.sources.agreements.shown import agreement, read
from tests.paths import DOCS

PAGE = (DOCS / "agreements.md").read_text(encoding="utf-8")
SECTIONS = {
    title.strip(): text for title, _, text in (part.partition("\n") for part in PAGE.split("\n## "))
}
ROWS = dict(re.findall(r"^\| (?!key|---)(\w+) \|.*\| ([^|]*) \|$", SECTIONS["Front matter"], re.M))


def test_every_key_is_documented_in_the_order_of_the_code() -> None:
    assert tuple(ROWS) == KEY_NAMES


def test_the_page_says_which_are_asked_for() -> None:
    asked = {KEY_OF[field].name for field in ASKED_FOR if field != "title"}
    assert {name for name, missing in ROWS.items() if missing == "asked for"} == asked


def test_the_example_has_every_key_and_is_read_without_a_word() -> None:
    [front] = re.findall(r"```yaml\n(.*?)```", SECTIONS["Front matter"], re.S)
    reading = read(f"{front}# Ögon\n\nText.\n")
    assert (reading.faults, reading.missing) == ((), ())
    head = agreement(reading).head
    assert all(getattr(head, field.name) for field in fields(Head))


@pytest.mark.parametrize("kind", AgreementKind)
def test_every_kind_is_documented(kind: AgreementKind) -> None:
    assert kind.value in SECTIONS["Front matter"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_is_documented(ending: str) -> None:
    assert f"`{ending}`" in SECTIONS["File formats"]
