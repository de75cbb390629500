"""The letter of a day: exactly the packs that concern its reader, none twice, and the ways on."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shortages.digests.letter import MOST_BUTTONS, MOST_LINES, digest_letter
from directory.letters.outbox import Letter
from directory.shortages.advice.advice import AdviceState
from directory.shortages.advice.changes import AdviceChange, AdviceNews
from directory.shortages.following.advised import AdviceWindow
from directory.shortages.following.look import Follow, FollowerNews, ShortageLook
from directory.shortages.following.news import NewsKind, PackTold, pack_news
from directory.shortages.following.target import read_target
from directory.shortages.groups.group import MedicineGroups
from directory.shortages.pack_changes import moment_of, pack_changes
from directory.shortages.row import ShortageRow
from directory.shortages.state import PackSituation, situations
from tests.shortages import a_group, a_row, an_advice, of_product
from tests.stories.advice import advised

DAY = date(2026, 9, 1)
BEFORE, NOW = datetime(2026, 8, 31, 5, tzinfo=UTC), datetime(2026, 9, 1, 5, 30, tzinfo=UTC)
CODES = ("G03CA03", "G03FA01", "C01CA24", "N02BE01")
_PACK = re.compile(r"Medel(\d+) ")
GROUPS = MedicineGroups([a_group(medicines=["G03", "ämne2"])])
MEANS: Mapping[str, Sequence[int]] = {
    "atc:G03": (0, 1, 4, 5),
    "atc:C01CA": (2, 6),
    "substans:ämne3": (3,),
    "lista:kvinnohalsa": (0, 1, 2, 4, 5),
    "läkemedel:medel7": (7,),
    "lista:borta": (),
}
"""The packs of each target: pack n has the code n modulo four."""


def row(number: int, start: str, forecast: str = "", ended: str = "", *, ceases: bool = False) -> ShortageRow:  # fmt: skip
    product = of_product(f"Medel{number} 5 mg Tablett", CODES[number % 4], f"ämne{number}", npl=f"n{number}")  # fmt: skip
    return a_row(start, forecast, ended, pack=str(number), shortage=f"s{number}", ceases=ceases, product=product)  # fmt: skip


def ways(number: int) -> Sequence[ShortageRow]:
    """How a pack may be."""
    return (
        row(number, "2026-08-01", "2026-10-01"),
        row(number, "2026-08-01", "2026-10-09"),
        row(number, "2026-08-01", "2026-11-01"),
        row(number, "2026-08-01", "2026-08-20"),
        row(number, "2026-08-01", "2026-10-01", "2026-08-30"),
        row(number, "2026-09-20"),
        row(number, "2026-11-20"),
        row(number, "2026-11-20", ceases=True),
    )


ALL_WAYS = st.lists(st.integers(0, 7), min_size=8, max_size=8)


def at(places: Iterable[int], day: date) -> Mapping[str, PackSituation]:
    return situations([ways(number)[place] for number, place in enumerate(places)], day)


def looked(was: Sequence[int], now: Sequence[int], targets: Iterable[str]) -> FollowerNews:
    before, after = at(was, DAY - timedelta(days=1)), at(now, DAY)
    read = filter(None, map(read_target, targets))
    follows = [Follow(target.meant(GROUPS), BEFORE) for target in read]
    changes = pack_changes(before, after, NOW - timedelta(hours=1))
    return ShortageLook(after, changes, DAY).of("anna-a", follows, None)


@given(ALL_WAYS, ALL_WAYS, st.sets(st.sampled_from(sorted(MEANS)), min_size=1))
def test_exactly_the_packs_that_concern_the_reader_are_told_of_and_none_twice(
    was: list[int], now: list[int], targets: set[str]
) -> None:
    found = looked(was, now, sorted(targets))
    before, after = at(was, DAY - timedelta(days=1)), at(now, DAY)
    concern = {str(number) for target in targets for number in MEANS[target]}
    new = {
        pack
        for pack in concern
        if pack_news(PackTold(moment_of(before[pack]), DAY - timedelta(days=1)), after[pack])
    }
    assert Counter(one.now.pack.npl_pack_id for one in found.news) == Counter(new)


async def letter(found: FollowerNews) -> Letter:
    return digest_letter(found, (await advised()).snapshot, "", NOW)


async def test_the_letter_says_each_of_them_once_and_leads_to_each_substance_and_to_all() -> None:
    found = looked([0] * 8, [2, 7, 4, 0, 3, 1, 6, 2], MEANS)
    said = await letter(found)
    told = Counter(number for line in said.words for number in _PACK.findall(line))
    assert told == Counter(["0", "1", "2", "4", "6", "7"])
    assert [one.label for one in said.buttons] == [
        *(f"Visa Ämne{number}" for number in (0, 1, 2, 4, 6, 7)),
        "Visa allt nytt",
    ]
    assert dict(said.buttons[0].data) == {"läkemedel": "G03CA03"}
    assert (said.buttons[-1].command, said.buttons[-1].action) == ("rest", "")
    assert said.title == "Restnoteringar: nytt om 6 substanser"


async def test_what_does_not_fit_is_counted_and_led_to() -> None:
    rows = [row(number, "2026-08-01") for number in range(60)]
    present = situations(rows, DAY)
    changes = pack_changes({}, present, NOW)
    follows = [Follow(target.meant(GROUPS), BEFORE) for code in "GCN" if (target := read_target(f"atc:{code}"))]  # fmt: skip
    said = await letter(ShortageLook(present, changes, DAY).of("anna-a", follows, None))
    assert (
        said.words[MOST_LINES] == f"Och {120 - MOST_LINES} rader till: tryck på ”Visa allt nytt”."
    )
    assert len(said.buttons) == MOST_BUTTONS + 1


@pytest.mark.parametrize("target", ["lista:kvinnohalsa", "atc:G03CA03"])
def test_what_begins_soon_and_what_moves_a_fortnight_is_told_of_lists_as_of_codes(
    target: str,
) -> None:
    moved = {0: NewsKind.SOON, 4: NewsKind.MOVED}
    found = looked([6, 0, 0, 0, 0, 0, 0, 0], [5, 1, 1, 1, 2, 1, 1, 1], [target])
    assert {int(one.now.pack.npl_pack_id): one.kind for one in found.news} == moved


async def test_advice_stands_under_its_substance_and_alone_where_nothing_else_is_new() -> None:
    chat = await advised()
    signed = an_advice(AdviceState.SIGNED, now=NOW - timedelta(hours=3))
    assert signed.approved
    change = AdviceChange(signed.approved, AdviceNews.NEW, signed)
    present = situations([a_row(shortage="1")], DAY)
    target = read_target("lista:kvinnohalsa")
    assert target
    look = ShortageLook(present, (), DAY, AdviceWindow([change], NOW))
    found = look.of("anna-a", [Follow(target.meant(GROUPS), BEFORE)], None)
    assert found.told.advised == NOW
    said = digest_letter(found, chat.snapshot, "", NOW)
    assert said.title == "Restnoteringar: Estradiol"
    assert said.words[0] == "Estradiol (G03CA03)"
    assert said.words[1].startswith("– Nytt ersättningsråd från Kvinnosjukdomar, skrivet av Anna")
    assert "Gel" not in "".join(said.words)
    again = look.of("anna-a", [Follow(target.meant(GROUPS), BEFORE)], found.told)
    assert (again.news, again.advice) == ((), ())
    later = look.of("anna-a", [Follow(target.meant(GROUPS), NOW)], None)
    assert later.advice == (), "nobody is told of what was before they followed"
    with pytest.raises(ValueError, match="inget nytt"):
        digest_letter(again, chat.snapshot, "", NOW)
