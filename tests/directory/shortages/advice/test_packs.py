"""Which packs advice speaks of, when what it names instead runs short, and when all is back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.advice.packs import all_back, packs_of, runs_short
from directory.shortages.row import ShortageRow
from directory.shortages.soon import SOON
from directory.shortages.state import PackState, situation, situations
from tests.shortages import ESTRADIOL, a_row, of_product

DAY = date(2026, 8, 20)


def days(ahead: int) -> str:
    return str(DAY + timedelta(days=ahead))


GONE = replace(a_row(shortage="v"), gone=DAY - timedelta(days=3))
SHORT: Sequence[tuple[str, list[ShortageRow], bool]] = [
    ("out", [a_row("2026-08-01")], True),
    ("since when is not known", [a_row("")], True),
    ("its forecast has passed", [a_row("2026-06-01", "2026-08-01")], True),
    ("within three weeks, to the day", [a_row(days(SOON.days))], True),
    ("a day later", [a_row(days(SOON.days + 1))], False),
    ("has ceased", [a_row("2026-08-01", ceases=True)], True),
    ("ceases within three weeks", [a_row(days(20), ceases=True)], True),
    ("ceases next year", [a_row("2027-03-01", ceases=True)], False),
    ("ceases next year, out now", [a_row("2027-03-01", ceases=True), a_row("2026-08-01", shortage="b")], True),
    ("ceases next year, out soon", [a_row("2027-03-01", ceases=True), a_row(days(10), shortage="b")], True),
    ("back", [a_row("2026-06-01", ended="2026-08-01")], False),
    ("one row ended, another goes on", [a_row("2026-06-01", ended="2026-08-01"), a_row("2026-08-05", shortage="b")], True),
    ("no longer listed", [GONE], False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"), [row[1:] for row in SHORT], ids=[r[0] for r in SHORT]
)
def test_a_pack_runs_short_now_or_within_three_weeks(
    rows: list[ShortageRow], expected: bool
) -> None:
    assert runs_short(situation(rows, DAY)) is expected


BACK = [a_row("2026-06-01", ended="2026-08-10", pack="back", shortage="b")]
OUT = [a_row("2026-08-01", pack="out", shortage="o")]
LATER = [a_row("2027-02-01", pack="later", shortage="l")]
VANISHED = [replace(GONE, pack=replace(GONE.pack, npl_pack_id="vanished"))]
ENDED_AND_GONE = [replace(BACK[0], gone=date(2026, 8, 15))]
CEASES = [a_row("2027-02-01", pack="ceases", ceases=True, shortage="c")]
CLOSING: Sequence[tuple[str, list[ShortageRow], list[str], bool]] = [
    ("the only one is back", BACK, ["back"], True),
    ("it was back before", BACK, [], False),
    ("another came back", BACK, ["other"], False),
    ("one is still out", [*BACK, *OUT], ["back"], False),
    ("one is to come", [*BACK, *LATER], ["back"], False),
    ("one ceases", [*BACK, *CEASES], ["back"], False),
    ("one is no longer listed", [*BACK, *VANISHED], ["back"], False),
    ("its row ended before it vanished", ENDED_AND_GONE, ["back"], True),
    ("nothing is known", [], ["back"], False),
]


@pytest.mark.parametrize(
    ("rows", "returned", "expected"), [row[1:] for row in CLOSING], ids=[r[0] for r in CLOSING]
)
def test_all_is_back_only_where_each_pack_is_and_one_has_come_back_since(
    rows: list[ShortageRow], returned: list[str], expected: bool
) -> None:
    assert all_back(situations(rows, DAY), returned) is expected


def test_a_medicine_means_its_code_its_products_or_its_packs_and_none_for_animals() -> None:
    gel = of_product("Gel 0,5 mg", "G03CA03", "estradiol", npl="gel")
    animal = of_product("Häst", "QG03CA03", "estradiol", npl="häst")
    rows = [
        a_row(pack="1", shortage="1"),
        a_row(pack="2", shortage="2"),
        a_row(pack="3", shortage="3", product=gel),
        a_row(pack="4", shortage="4", product=animal),
    ]
    present = situations(rows, DAY)

    def meant(**medicine: object) -> set[str]:
        return set(packs_of([AdvisedMedicine(name="x", **medicine)], present))  # type: ignore[arg-type]  # as each row says

    assert meant(atc="G03CA03") == {"1", "2", "3"}
    assert meant(atc="G03CA03", products=(ESTRADIOL.npl_id,)) == {"1", "2"}
    assert meant(atc="G03CA03", products=(ESTRADIOL.npl_id,), packs=("2",)) == {"2"}
    assert meant(products=("häst",)) == set()
    assert meant() == set()
    assert present["1"].state is PackState.NOW
