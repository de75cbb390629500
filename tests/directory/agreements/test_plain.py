"""Agreements as JSON holds them: the form is that of every database there is, and of every version's id."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.agreements.document import Agreement, AgreementKind, Block, BlockKind, Head, Section
from directory.agreements.plain import agreement_as_plain, agreement_of_plain, head_as_plain
from directory.agreements.version import version_id

AGREEMENT = Agreement(
    head=Head(
        id="hok-hjartsvikt", title="Hjärtsvikt", kind=AgreementKind.HOK, number="HÖK 12", version="2", parties=("Hjärtkliniken", "Primärvården"),
        owner="hjartkliniken", adopted=date(2025, 1, 1), valid_to=date(2027, 1, 1), specialties=("kardiologi",), acknowledge=True,
    ),
    sections=(
        Section(
            number=0, heading="Remiss", level=3, path=("Vård", "Öppen"),
            blocks=(Block(BlockKind.ITEM, "stabil svikt", "Ska inte remitteras:", 1), Block(BlockKind.ROW, "Problem: feber; Remiss: akut")),
        ),
        Section(number=1, heading="Vem"),
    ),
    file="hok12.md",
)  # fmt: skip
STORED = """{
  "file": "hok12.md",
  "head": {
    "id": "hok-hjartsvikt", "title": "Hjärtsvikt", "kind": "HÖK", "number": "HÖK 12", "version": "2",
    "parties": ["Hjärtkliniken", "Primärvården"], "owner": "hjartkliniken", "adopted": "2025-01-01", "revised": null,
    "valid_from": null, "valid_to": "2027-01-01", "replaces": "", "specialties": ["kardiologi"], "units": [],
    "source": "", "acknowledge": true
  },
  "sections": [
    {
      "number": 0, "heading": "Remiss", "level": 3, "path": ["Vård", "Öppen"],
      "blocks": [["punkt", "stabil svikt", "Ska inte remitteras:", 1], ["rad", "Problem: feber; Remiss: akut", "", 0]]
    },
    {"number": 1, "heading": "Vem", "level": 2, "path": [], "blocks": []}
  ]
}"""


def test_what_a_database_has_is_read_and_written_as_it_is() -> None:
    stored = json.loads(STORED)
    assert agreement_of_plain(stored) == AGREEMENT
    assert json.loads(json.dumps(agreement_as_plain(AGREEMENT))) == stored
    assert json.loads(json.dumps(head_as_plain(AGREEMENT.head))) == stored["head"]
    assert version_id(AGREEMENT) == "334d972de4f13b69fa38a90e"


def test_a_head_of_another_release_is_read() -> None:
    stored = json.loads(STORED)
    stored["head"]["later"] = "something that this release does not know"
    del stored["head"]["acknowledge"]
    assert agreement_of_plain(stored).head.acknowledge is False


@pytest.mark.parametrize(
    "wrong", [{"title": 1}, {"kind": "?"}, {"adopted": "snart"}, {"units": "hjartkliniken"}, {"owner": None}]
)  # fmt: skip
def test_what_was_never_written_is_refused(wrong: dict[str, Any]) -> None:
    stored = json.loads(STORED)
    stored["head"] |= wrong
    with pytest.raises(ValueError):
        agreement_of_plain(stored)


TEXT = st.text(max_size=20)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
DAYS = st.none() | st.dates()
HEADS = st.builds(
    Head, id=TEXT, title=TEXT, kind=st.sampled_from(AgreementKind), number=TEXT, version=TEXT, parties=TEXTS, owner=TEXT, adopted=DAYS,
    revised=DAYS, valid_from=DAYS, valid_to=DAYS, replaces=TEXT, specialties=TEXTS, units=TEXTS, source=TEXT, acknowledge=st.booleans(),
)  # fmt: skip
BLOCKS = st.builds(Block, st.sampled_from(BlockKind), TEXT, TEXT, st.integers(0, 9))
SECTIONS = st.builds(
    Section, number=st.integers(0, 99), heading=TEXT, level=st.integers(1, 6), path=TEXTS, blocks=st.lists(BLOCKS, max_size=3).map(tuple)
)  # fmt: skip


@given(st.builds(Agreement, head=HEADS, sections=st.lists(SECTIONS, max_size=3).map(tuple), file=TEXT))  # fmt: skip
def test_what_comes_back_is_what_was_kept(agreement: Agreement) -> None:
    assert agreement_of_plain(json.loads(json.dumps(agreement_as_plain(agreement)))) == agreement
