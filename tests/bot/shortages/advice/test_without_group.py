"""Advice whose group is no longer there: coordinators may withdraw it, and the import says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.region.importing import RegionImporting
from directory.changes import Forget, Keep
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.groups.group import MedicineGroup
from directory.sources.medicine_groups.imported import left_advice_lines
from directory.sources.medicine_groups.row import GroupRow
from tests.bot.shortages.advice.looking import advice
from tests.bot.shortages.stories import NOW
from tests.builders import small_region
from tests.chat import Chat
from tests.shortages import a_group, an_advice
from tests.stories.advice import advised, presses

SIGNED = an_advice(AdviceState.SIGNED, now=NOW)
WAITING = an_advice(AdviceState.WAITING, now=NOW, advice="b")
NAMED = "Ersättningsrådet om Estradiol (G03CA03) från"


async def left(*kept: ReplacementAdvice) -> Chat:
    """The group is gone, as from the region's files."""
    chat = await advised(*(kept or (SIGNED,)))
    await chat.store.apply([Forget(MedicineGroup, "kvinnohalsa")], actor="t", now=NOW)
    await chat.live.refresh()
    return chat


async def test_a_coordinator_finds_it_reads_it_and_withdraws_it() -> None:
    chat = await left()
    karin = await chat.user("karin-k").types("/rest råd")
    assert "Från grupper som inte finns längre" in karin.sees
    await karin.taps("Estradiol (G03CA03)")
    assert "Råd från en specialistgrupp som inte finns längre (kvinnohalsa)" in karin.sees
    assert "Ingen i gruppen finns kvar i katalogen" in karin.sees
    await karin.taps("Återkalla")
    await presses(karin, "råd-återkalla", SIGNED, skäl="Gruppen är nedlagd.")
    withdrawn = advice(chat)
    assert (withdrawn.state, withdrawn.withdrew) == (AdviceState.WITHDRAWN, "karin-k")
    assert "Återkallat av Karin Kulle: Gruppen är nedlagd." in karin.sees


@pytest.mark.parametrize("who", ["anna-a", "bo-b", "hanna-h", "eva-e"])
async def test_nobody_else_can(who: str) -> None:
    chat = await left()
    user = await presses(chat.user(who), "råd-återkalla", SIGNED, skäl="därför")
    assert advice(chat) == SIGNED
    assert "finns inte längre" in user.sees


async def test_a_coordinator_does_not_withdraw_what_a_group_can_see_to_itself() -> None:
    chat = await advised(SIGNED)
    karin = await presses(chat.user("karin-k"), "råd-återkalla", SIGNED, skäl="därför")
    assert advice(chat) == SIGNED
    assert "Bara gruppens medlemmar" in karin.sees
    await presses(karin, "råd", SIGNED)
    assert "Återkalla" not in karin.sees


async def test_nor_is_there_anybody_where_all_members_have_left() -> None:
    chat = await advised(SIGNED, group=a_group("borta-a", "borta-b"))
    karin = await presses(chat.user("karin-k"), "råd-återkalla", SIGNED, skäl="Ingen är kvar.")
    assert advice(chat).state is AdviceState.WITHDRAWN
    assert "Återkallat av Karin Kulle" in karin.sees


async def test_the_card_of_the_medicine_says_that_the_group_is_gone() -> None:
    chat = await left()
    hanna = await chat.user("hanna-h").types("/rest östradiol")
    assert "Ersättningsråd från en specialistgrupp som inte finns längre" in hanna.sees


# -- the import ------------------------------------------------------------------------------


async def imports(chat: Chat, *groups: MedicineGroup, dry: bool = False) -> list[str]:
    importing = RegionImporting(chat.store, chat.live, chat.clock)
    rows = [GroupRow.of(group) for group in groups]
    region = small_region()
    if dry:
        changed = await importing.difference(region, groups=rows)
    else:
        changed = await importing.import_region(region, "test", groups=rows)
    return list(left_advice_lines(changed.advice))


async def test_it_warns_by_name_of_what_a_group_leaves_behind() -> None:
    chat = await advised(SIGNED, WAITING)
    expected = [
        f"{NAMED} Kvinnosjukdomar (kvinnohalsa) har ingen kvar i gruppen. Det gäller till och med "
        "2026-11-18 och kan bara återkallas av en samordnare (/rest råd).",
        "Utkastet till ersättningsråd om Estradiol (G03CA03) från Kvinnosjukdomar (kvinnohalsa) "
        "har ingen kvar i gruppen. Det kan inte godkännas av någon.",
    ]
    assert await imports(chat, dry=True) == expected
    assert await imports(chat) == expected


async def test_as_long_as_it_is_so() -> None:
    chat = await advised(SIGNED)
    await imports(chat)
    [line] = await imports(chat)
    assert line.startswith(f"{NAMED} kvinnohalsa har ingen kvar")
    chat.clock.now = NOW + timedelta(days=100)
    assert await imports(chat) == []


async def test_not_of_what_has_a_group_or_is_over() -> None:
    over = replace(SIGNED, state=AdviceState.WITHDRAWN, over=NOW)
    chat = await advised(SIGNED)
    assert await imports(chat, a_group("anna-a", "bo-b")) == []
    chat = await advised(over)
    assert await imports(chat) == []


async def test_of_a_group_changed_in_chat_whose_members_the_files_no_longer_have() -> None:
    chat = await advised(SIGNED)
    theirs = a_group("borta-a", "borta-b", made_by="web:karin-k")
    await chat.store.apply([Keep(theirs)], actor="t", now=NOW)
    [line] = await imports(chat)
    assert line.startswith(f"{NAMED} Kvinnosjukdomar (kvinnohalsa) har ingen kvar")
