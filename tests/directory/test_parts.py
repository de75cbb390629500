"""Kinds say which values are loaded; parts hold what is made of them."""

from datetime import UTC, datetime, timedelta

import pytest

from directory.kinds import Kind, Loaded
from directory.lazy.values import dataclass
from directory.parts import ById, Part, Parts, Revised, revisions_of

NOW = datetime(2026, 11, 24, 13, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Note:
    """Something that may end."""

    id: str
    ends: datetime | None = None


NOTE = Kind(Note, ends="ends", kept_for=timedelta(hours=1))
NOTES = Part.of("notes", NOTE, ById)
COUNTS = Part("counts", (NOTE, ENDLESS := Kind(Note)), lambda loaded: len(loaded.of(NOTE)))


def test_a_value_is_loaded_until_so_long_after_its_end() -> None:
    for ago, loaded in ((-INSTANT, True), (timedelta(0), False), (INSTANT, False)):
        assert NOTE.loads(Note("a", NOW - timedelta(hours=1) - ago), NOW) is loaded
    assert NOTE.loads(Note("a"), NOW)
    assert ENDLESS.loads(Note("a", NOW - timedelta(days=9_000)), NOW)


def test_where_the_last_instant_is_included_the_value_is_loaded_in_it() -> None:
    until = Kind(Note, ends="ends", kept_for=timedelta(hours=1), inclusive=True)
    assert until.loads(Note("a", NOW - timedelta(hours=1)), NOW)
    assert not until.loads(Note("a", NOW - timedelta(hours=1) - INSTANT), NOW)


def test_the_order_is_that_of_the_kind() -> None:
    first, second = Note("b", NOW), Note("a", NOW + INSTANT)
    assert Kind(Note).in_order([first, second]) == (second, first)
    assert Kind(Note, order=("ends", "id")).in_order([second, first]) == (first, second)


def test_a_part_that_is_not_held_is_empty() -> None:
    assert Parts().of(NOTES) == ById()
    assert Parts().of(COUNTS) == COUNTS.empty == 0
    assert NOTES not in Parts() and not Parts()


def test_newer_parts_take_the_place_of_older_ones_and_leave_the_others() -> None:
    held = Parts().having(NOTES, ById([Note("a")])).having(COUNTS, 1)
    newer = held | Parts().having(COUNTS, 2)
    assert (newer.of(COUNTS), held.of(COUNTS)) == (2, 1)
    assert newer.of(NOTES) is held.of(NOTES)
    assert list(newer) == [NOTES, COUNTS]


def test_a_part_is_made_of_all_its_kinds() -> None:
    loaded = Loaded({NOTE: (Note("a"), Note("b"))})
    assert COUNTS.make(loaded) == 2
    assert list(NOTES.make(loaded)) == [Note("a"), Note("b")]
    assert loaded.of(ENDLESS) == ()


def test_values_are_found_by_their_ids_and_kept_in_order() -> None:
    notes = ById([Note("b"), Note("a")])
    assert [note.id for note in notes] == ["b", "a"]
    assert (notes.get("a"), notes.get("c")) == (Note("a"), None)
    assert notes.has("a") and not notes.has("c")
    assert notes == ById([Note("b"), Note("a")]) != ById([Note("a"), Note("b")])


def test_the_revisions_of_what_a_decision_rests_on() -> None:
    region = Revised("region")
    assert revisions_of([region, NOTES], {"region": 3, "notes": 5, "counts": 8}) == {
        "region": 3,
        "notes": 5,
    }
    with pytest.raises(KeyError):
        revisions_of([NOTES], {})
