"""A group is told that its medicine is asked for more than usual: once, and whether advice exists."""

from datetime import timedelta

from bot.cards import Press, TextField
from bot.shortages.demand.job import shortage_demand
from bot.shortages.demand.matters import DEMAND_MATTERS
from directory.changes import Keep
from directory.counting.lookups import Lookup
from directory.letters.matters import is_so_by
from directory.shortages.advice.advice import AdviceState
from directory.shortages.groups.group import MedicineGroup
from directory.walltime.days import local
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import Chat, open_chat
from tests.shortages import a_group, a_row, an_advice, of_product
from tests.stories.jobs import job_context

E2, CARDIAC = "G03CA03", "C01CA03"
NORADRENALIN = of_product("Droppet 1 mg/ml Koncentrat", CARDIAC, "noradrenalin", npl="4", atc_name="Noradrenalin")  # fmt: skip
ONE_WEEK = timedelta(days=7)


async def group_chat(*groups: MedicineGroup) -> Chat:
    chat = await open_chat(now=NOW)
    await published(chat, file([a_row(shortage="1"), a_row(shortage="2", pack="2", product=NORADRENALIN)]))  # fmt: skip
    await chat.store.apply(list(map(Keep, groups or (a_group(),))), actor="t", now=NOW)
    await chat.live.refresh()
    await chat.live.medicines_indexed()
    await asked(chat, "N06BA04", 1, days_ago=29)
    return chat


async def asked(chat: Chat, substance: str, times: int, days_ago: float = 0) -> None:
    at = chat.clock.now - timedelta(days=days_ago)
    await chat.repository.count({Lookup(at, "rest", "answer", substance): times})


async def looked(chat: Chat) -> int:
    job = shortage_demand(job_context(chat.repository, chat.live, chat.outbox, clock=chat.clock))
    return await job.run(chat.clock.now)


async def test_the_members_are_told_of_a_rise_and_that_no_advice_exists() -> None:
    chat = await group_chat()
    await asked(chat, E2, 6, days_ago=1)
    await asked(chat, E2, 8)
    await asked(chat, E2, 42, days_ago=10)
    assert await looked(chat) == 2
    assert set(chat.all_letters) == {"anna-a", "bo-b"}
    assert chat.letters("anna-a") == [
        "14 frågor om estradiol på två dagar, inget råd finns",
        "Vanligt är 3 på två dagar.",
        "Läkemedlet står på listan för Kvinnosjukdomar. Bara antalet frågor räknas, inte vem som "
        "frågar.",
    ]
    letter = chat.deliveries[0]
    assert (letter.ends - NOW) == timedelta(days=2) if letter.ends else False
    assert [button.label for button in letter.letter.buttons] == [
        "Skriv ett råd",
        "Visa restnoteringen",
    ]


async def test_a_member_who_has_left_the_directory_gets_nothing() -> None:
    chat = await group_chat(a_group("anna-a", "har-slutat"))
    await asked(chat, E2, 12)
    assert await looked(chat) == 1
    assert set(chat.all_letters) == {"anna-a"}


async def test_it_says_that_advice_exists_where_it_does() -> None:
    chat = await group_chat()
    await chat.store.apply([Keep(an_advice(AdviceState.SIGNED, now=NOW))], actor="t", now=NOW)
    await chat.live.refresh()
    await asked(chat, E2, 12)
    await looked(chat)
    assert chat.letters("bo-b")[:2] == [
        "12 frågor om estradiol på två dagar, råd finns",
        "Annars brukar det knappt komma några.",
    ]
    [button] = chat.deliveries[0].letter.buttons
    assert button.label == "Visa restnoteringen"


async def test_a_letter_that_waits_is_moot_once_advice_exists() -> None:
    chat = await group_chat()
    await asked(chat, E2, 12)
    await looked(chat)
    is_so = is_so_by(DEMAND_MATTERS, lambda: chat.snapshot)
    letter = chat.deliveries[0].letter
    assert is_so(letter, NOW)
    await chat.store.apply([Keep(an_advice(AdviceState.SIGNED, now=NOW))], actor="t", now=NOW)
    await chat.live.refresh()
    assert not is_so(letter, NOW)


async def test_nobody_is_told_again_within_a_week() -> None:
    chat = await group_chat()
    await asked(chat, "N06BA04", 1, days_ago=15)
    await asked(chat, E2, 12)
    assert await looked(chat) == 2
    assert await looked(chat) == 0
    await chat.passes(NOW + ONE_WEEK - timedelta(hours=1))
    await asked(chat, E2, 40)
    assert await looked(chat) == 0
    await chat.passes(NOW + ONE_WEEK)
    assert await looked(chat) == 2


async def test_each_group_hears_of_its_own_medicines() -> None:
    cardiology = a_group("cecilia-c", "eva-e", medicines=("C01CA",), id_="hjarta")
    chat = await group_chat(a_group(), cardiology)
    await asked(chat, E2, 9)
    await asked(chat, CARDIAC, 11)
    await asked(chat, "N06BA04", 30)
    assert await looked(chat) == 2
    assert set(chat.all_letters) == {"cecilia-c", "eva-e"}
    assert chat.letters("eva-e")[0].startswith("11 frågor om noradrenalin på två dagar")


async def test_the_card_of_a_medicine_is_what_is_counted() -> None:
    chat = await group_chat()
    hanna = chat.user("hanna-h")
    for typed in ("/rest östradiol", "finns östradiol?", "/rest", "/rest xyzzyq", "/rest C01CA"):
        await hanna.types(typed)
    assert [(one.outcome, one.service) for one in chat.counted] == [
        ("answer", E2),
        ("answer", E2),
        ("answer", CARDIAC),
    ]
    await chat.counts()
    assert [(one.substance, one.times) for one in await chat.store.load_substance_questions(local(NOW).date())] == [(CARDIAC, 1), (E2, 2)]  # fmt: skip


async def test_the_list_of_advice_shows_it_to_the_group_and_to_coordinators() -> None:
    chat = await group_chat()
    await asked(chat, E2, 14)
    for who in ("anna-a", "karin-k"):
        user = await chat.user(who).types("/rest råd")
        assert "14 frågor om estradiol på två dagar, inget råd finns" in user.sees
        assert "https://konsult.example.org/rest/oversikt" in user.sees
    await user.taps("14 frågor om estradiol på två dagar, inget råd finns")
    assert user.lines[0] == "Estradiol · G03CA03"
    hanna = await chat.user("hanna-h").types("/rest råd")
    assert "frågor" not in hanna.sees
    assert "/rest/oversikt" not in hanna.sees


async def test_the_letter_leads_to_a_form_with_the_medicine() -> None:
    chat = await group_chat()
    await asked(chat, E2, 14)
    await looked(chat)
    button = chat.deliveries[0].letter.buttons[0]
    press = Press(button.command, action=button.action, data=dict(button.data))
    anna = chat.user("anna-a")
    anna.card = (await chat.desk.press(anna.visitor, press, {})).card
    form = anna.card.form
    assert form is not None
    values = {one.name: one.value for one in form.fields if isinstance(one, TextField)}
    assert values["gäller"] == E2
