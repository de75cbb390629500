"""What advice names instead runs short; what it is about is back: who is told, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.shortages.advice.letters import advice_letter
from bot.shortages.advice.matters import ADVICE_MATTERS
from directory.changes import Forget, Keep
from directory.letters.matters import is_so_by
from directory.letters.outbox import Urgency
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.row import ShortageRow
from tests.bot.shortages.advice.looking import advice, begins, jobs_of, lines, reads, runs, told
from tests.bot.shortages.stories import NOW
from tests.chat import Chat
from tests.shortages import a_row, an_advice, of_product
from tests.stories.advice import advised, presses

DAY = timedelta(days=1)
GEL = of_product("Gelet 0,5 mg Gel", "G03CA03", "estradiol", npl="gel")
SPRAY = of_product("Sprayen 1,53 mg Spray", "G03CA03", "estradiol", npl="spray")
PLASTER = AdvisedMedicine(name="Plåstret", products=(a_row().product.npl_id,))
OUT = a_row("2026-08-01", shortage="1")
GROUP = ["anna-a", "bo-b"]
SHORT = "Det som rådet namnger i stället tar slut"
CLOSED = "Ersättningsrådet är avslutat, åter enligt Läkemedelsverket"
AGAIN = "Restnoterat igen efter att rådet avslutades"


def named() -> ReplacementAdvice:
    """Advice on the patch, which names the gel and the spray."""
    instead = (AdvisedMedicine(name="Gelet", products=("gel",)), AdvisedMedicine(name="Sprayen", products=("spray",)))  # fmt: skip
    return an_advice(AdviceState.SIGNED, now=NOW, concerns=(PLASTER,), replacements=instead)


def gel(start: str, **more: str) -> ShortageRow:
    return a_row(start, pack="g1", shortage="g", product=GEL, **more)  # type: ignore[arg-type]  # dates as written


def spray(start: str) -> ShortageRow:
    return a_row(start, pack="s1", shortage="s", product=SPRAY)


async def short(*kept: ReplacementAdvice) -> Chat:
    return await advised(*(kept or (named(),)), rows=[OUT])


async def test_the_group_is_told_at_once_when_what_is_named_runs_short() -> None:
    chat = await short()
    await runs(chat, jobs_of(chat))
    assert told(chat) == []
    await reads(chat, [OUT, gel("2026-08-21")], NOW + DAY)
    await runs(chat, jobs_of(chat))
    assert told(chat) == [(one, SHORT) for one in GROUP]
    [letter, _] = chat.deliveries
    assert letter.urgency is Urgency.URGENT
    assert (letter.due, letter.ends) == (NOW + DAY, named().over)
    assert "– Restnoterad nu: Gelet 0,5 mg Gel, Påse, 8 plåster, sedan 21 aug 2026" in lines(letter)
    assert "Källa: Läkemedelsverket, uppgifter från fre 21 aug" in lines(letter)


async def test_once_for_each_change_and_again_for_another_that_is_named() -> None:
    chat = await short()
    jobs = jobs_of(chat)
    for days, rows in enumerate([[gel("2026-08-21")], [gel("2026-08-21")], [gel("2026-08-21"), spray("2026-09-01")]], start=1):  # fmt: skip
        await reads(chat, [OUT, *rows], NOW + days * DAY)
        await runs(chat, [*jobs, *jobs_of(chat)])
        await runs(chat, jobs)
    assert told(chat) == [(one, SHORT) for one in GROUP * 2]
    assert "Gelet" not in "\n".join(chat.deliveries[-1].letter.words)
    assert "Förvarning: Sprayen 1,53 mg Spray" in lines(chat.deliveries[-1])


async def test_what_is_back_and_runs_short_again_is_told_again() -> None:
    chat = await short()
    gone = gel("2026-08-21", ended="2026-08-22")
    for days, row in enumerate([gel("2026-08-21"), gone, gel("2026-08-21")], start=1):
        await reads(chat, [OUT, row], NOW + days * DAY)
        await runs(chat, jobs_of(chat))
    assert told(chat) == [(one, SHORT) for one in GROUP * 2]


async def test_what_comes_is_told_three_weeks_before_without_any_file() -> None:
    chat = await short()
    await reads(chat, [OUT, gel("2026-09-20")], NOW + DAY)
    for days in range(2, 40):
        await begins(chat, NOW + days * DAY)
        await runs(chat, jobs_of(chat))
    assert told(chat) == [(one, SHORT) for one in GROUP]
    assert chat.deliveries[0].made == datetime(2026, 8, 30, 6, tzinfo=UTC)


@pytest.mark.parametrize(("start", "waits"), [("2026-08-20", False), ("2026-09-05", True)])
async def test_at_night_only_what_is_out_already_comes_at_once(start: str, waits: bool) -> None:
    chat = await short()
    night = datetime(2026, 8, 21, 1, tzinfo=UTC)
    await reads(chat, [OUT, gel(start)], night)
    await runs(chat, jobs_of(chat))
    due = datetime(2026, 8, 21, 5, tzinfo=UTC) if waits else night
    assert [one.due for one in chat.deliveries] == [due, due]


async def test_what_was_short_when_it_was_approved_is_told_once() -> None:
    chat = await advised(named(), rows=[OUT, gel("2026-08-01")])
    await runs(chat, jobs_of(chat))
    await runs(chat, jobs_of(chat))
    assert told(chat) == [(one, SHORT) for one in GROUP]


async def test_a_new_version_that_names_the_same_is_not_told_of_it_again() -> None:
    chat = await advised(named(), rows=[OUT, gel("2026-08-01")])
    await runs(chat, jobs_of(chat))
    await presses(chat.user("bo-b"), "råd-förnya", named())
    await presses(chat.user("bo-b"), "råd-skicka", advice(chat))
    await presses(chat.user("anna-a"), "råd-godkänn", advice(chat))
    assert advice(chat).version == 2
    chat.forgets_letters()
    await runs(chat, jobs_of(chat))
    assert told(chat) == []


async def test_drafts_and_what_has_ended_are_not_looked_at() -> None:
    chat = await short(replace(named(), state=AdviceState.WITHDRAWN), an_advice(AdviceState.WAITING, now=NOW, advice="b", concerns=(PLASTER,), replacements=named().content.replacements))  # fmt: skip
    await reads(chat, [OUT, gel("2026-08-21")], NOW + DAY)
    await runs(chat, jobs_of(chat))
    assert told(chat) == []


# -- back --------------------------------------------------------------------------------------

BACK = a_row("2026-08-01", ended="2026-08-21", shortage="1")


async def test_when_all_is_back_the_advice_is_closed_and_the_group_is_told() -> None:
    chat = await short()
    await reads(chat, [BACK], NOW + DAY)
    await runs(chat, [*jobs_of(chat), *jobs_of(chat)])
    closed = advice(chat)
    assert (closed.state, closed.over) == (AdviceState.CLOSED, NOW + DAY)
    assert closed.withdrew == "Läkemedelsverkets uppgifter"
    assert closed.reason.endswith("är åter, enligt uppgifter från fre 21 aug 07:55.")
    assert told(chat) == [(one, CLOSED) for one in GROUP]
    anna = await chat.user("anna-a").types("/rest råd")
    assert "avslutat: åter enligt Läkemedelsverket" in anna.sees
    await anna.taps("Plåstret")
    assert "Avslutat 21 aug 2026 av Läkemedelsverkets uppgifter: Alla förpackningar" in anna.sees
    assert "Gelet" not in (await chat.user("hanna-h").types("/rest östradiol")).sees


@pytest.mark.parametrize(
    "rows",
    [
        [BACK, a_row("2026-08-05", shortage="2")],
        [BACK, a_row("2026-12-05", shortage="2")],
        [BACK, a_row("2027-01-01", shortage="2", ceases=True)],
        [BACK, a_row("2026-08-05", shortage="2", pack="other")],
        [a_row("2026-08-01", ended="2026-08-25", shortage="1")],
    ],
    ids=["another row of the pack", "coming", "ceases", "another pack", "ends later"],
)
async def test_it_is_not_closed_before_all_is_back(rows: list[ShortageRow]) -> None:
    chat = await short()
    await reads(chat, rows, NOW + DAY)
    await runs(chat, jobs_of(chat))
    assert (advice(chat).state, told(chat)) == (AdviceState.SIGNED, [])


async def test_a_pack_that_was_back_before_the_approval_closes_nothing() -> None:
    chat = await advised(named(), rows=[a_row("2026-06-01", ended="2026-08-01", shortage="1")])
    await runs(chat, jobs_of(chat))
    assert (advice(chat).state, told(chat)) == (AdviceState.SIGNED, [])


async def test_an_end_that_the_file_has_said_beforehand_closes_it_on_its_day() -> None:
    chat = await short()
    await reads(chat, [a_row("2026-08-01", ended="2026-08-25", shortage="1")], NOW + DAY)
    await runs(chat, jobs_of(chat))
    assert advice(chat).state is AdviceState.SIGNED
    await begins(chat, NOW + 5 * DAY)
    await runs(chat, jobs_of(chat))
    assert (advice(chat).state, told(chat)) == (AdviceState.CLOSED, [(one, CLOSED) for one in GROUP])  # fmt: skip


async def test_short_again_is_told_once_with_a_way_to_renew() -> None:
    chat = await short()
    for days, rows in enumerate([[BACK], [BACK, a_row("2026-10-01", shortage="2")], [BACK, a_row("2026-10-01", shortage="2")]], start=1):  # fmt: skip
        await reads(chat, rows, NOW + days * DAY)
        await runs(chat, [*jobs_of(chat), *jobs_of(chat)])
    assert told(chat) == [(one, title) for title in (CLOSED, AGAIN) for one in GROUP]
    letter = chat.deliveries[-1].letter
    assert "Rådet avslutades 21 aug 2026 och visas inte. Förnya det om det ska gälla igen." in letter.words  # fmt: skip
    assert [button.label for button in letter.buttons] == ["Förnya rådet", "Visa rådet"]
    bo = await presses(chat.user("bo-b"), letter.buttons[0].action, advice(chat))
    assert "version 2, utkast" in bo.sees
    assert advice(chat).content.last > (NOW + 89 * DAY).date()


async def test_a_renewed_one_is_closed_and_told_of_by_itself() -> None:
    chat = await short()
    await reads(chat, [BACK], NOW + DAY)
    await runs(chat, jobs_of(chat))
    again = a_row("2026-08-22", shortage="2")
    await reads(chat, [BACK, again], NOW + 2 * DAY)
    await runs(chat, jobs_of(chat))
    await presses(chat.user("bo-b"), "råd-förnya", advice(chat))
    await presses(chat.user("bo-b"), "råd-skicka", advice(chat))
    await presses(chat.user("anna-a"), "råd-godkänn", advice(chat))
    chat.forgets_letters()
    over = a_row("2026-08-22", ended="2026-08-23", shortage="2")
    await reads(chat, [BACK, over], NOW + 3 * DAY)
    await runs(chat, jobs_of(chat))
    await reads(chat, [BACK, a_row("2026-08-24", shortage="2")], NOW + 4 * DAY)
    await runs(chat, jobs_of(chat))
    assert told(chat) == [(one, title) for title in (CLOSED, AGAIN) for one in GROUP]


async def test_what_is_closed_or_withdrawn_before_it_is_told_is_not_told() -> None:
    chat = await short()
    await reads(chat, [OUT, gel("2026-08-21")], NOW + DAY)
    await runs(chat, jobs_of(chat))
    [letter, _] = chat.deliveries
    is_so = is_so_by(ADVICE_MATTERS, lambda: chat.snapshot)
    assert is_so(letter.letter, chat.clock.now)
    await presses(chat.user("bo-b"), "råd-återkalla", advice(chat), skäl="Fel dos.")
    assert not is_so(letter.letter, chat.clock.now)


async def test_where_the_group_is_gone_coordinators_are_told() -> None:
    chat = await short()
    gone = Forget(MedicineGroup, "kvinnohalsa")
    await chat.store.apply([gone, Keep(named())], actor="t", now=NOW)
    await chat.live.refresh()
    await reads(chat, [OUT, gel("2026-08-21")], NOW + DAY)
    await runs(chat, jobs_of(chat))
    assert told(chat) == [("karin-k", SHORT)]


async def test_on_a_day_whose_states_are_not_known_nothing_is_said() -> None:
    chat = await short()
    await reads(chat, [OUT, gel("2026-09-20")], NOW + DAY)
    await runs(chat, jobs_of(chat))
    await chat.passes(NOW + 30 * DAY)
    await runs(chat, jobs_of(chat))
    assert told(chat) == []


async def test_what_only_vanished_is_told_once_and_closes_nothing() -> None:
    chat = await short()
    for days in range(1, 4):
        await reads(chat, [gel("2026-06-01", ended="2026-08-20")], NOW + days * DAY)
        await runs(chat, [*jobs_of(chat), *jobs_of(chat)])
    title = "Inget som rådet gäller är restnoterat längre"
    assert (advice(chat).state, told(chat)) == (AdviceState.SIGNED, [(one, title) for one in GROUP])
    assert "– Inte längre listad: Plåstret 50 mikrogram" in lines(chat.deliveries[0])


def test_a_title_holds_what_it_can_and_the_letter_all() -> None:
    names = [f"Läkemedel nummer {number} 50 mikrogram/24 timmar Depotplåster" for number in range(5)]  # fmt: skip
    many = an_advice(concerns=tuple(AdvisedMedicine(name=name, atc="G03CA03") for name in names))
    letter = advice_letter(many, "Rubrik", ["En rad."], "")
    assert letter.title == f"Rubrik: {names[0]}, {names[1]} och 3 till"
    assert letter.lines == (f"Gäller: {', '.join(names)}", "En rad.")
    one = an_advice(concerns=(AdvisedMedicine(name="ord " * 50, atc="G03CA03"),))
    shown = advice_letter(one, "Rubrik", [], "")
    assert len(shown.title) < 140 and shown.title.endswith("ord …")
    assert shown.lines == (f"Gäller: {'ord ' * 50}",)
