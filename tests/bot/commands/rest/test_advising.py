"""Advice from the first word to the last: written, sent, approved, changed, taken back."""

from datetime import timedelta

import pytest

from bot.cards import Press
from directory.changes import Keep
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.advice.kept import ADVICE
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import Chat, User, open_chat
from tests.shortages import a_group, a_row, an_advice

ANSWERS = {
    "gäller": "östradiol",
    "istället": "Gel i motsvarande dos.",
    "ersätts": "= Divigel",
    "inteför": "",
    "källor": "Läkemedelsboken",
    "första": "2026-08-20",
    "sista": "2026-11-18",
    "brådskande": "",
}


async def group_meets(*kept: ReplacementAdvice) -> tuple[Chat, User, User]:
    chat = await open_chat(now=NOW)
    await published(chat, file([a_row(shortage="1")]))
    changes = [Keep(a_group("anna-a", "bo-b")), *map(Keep, kept)]
    await chat.store.apply(changes, actor="t", now=NOW)
    await chat.live.refresh()
    await chat.live.medicines_indexed()
    return chat, chat.user("anna-a"), chat.user("bo-b")


async def sends(user: User, **answers: str) -> User:
    """The answers of the form, as its platform sends them."""
    form = user.card.form
    assert form is not None, user.sees
    user.card = (await user.desk.press(user.visitor, form.press, {**ANSWERS, **answers})).card
    return user


def versions(chat: Chat) -> list[ReplacementAdvice]:
    return list(chat.snapshot.of(ADVICE))


async def test_one_writes_another_approves_and_it_holds() -> None:
    chat, anna, bo = await group_meets()
    await anna.types("/rest råd östradiol")
    await sends(anna)
    assert "utkast" in anna.sees
    assert "Divigel (namnges inte i Läkemedelsverkets fil)" in anna.sees
    await anna.taps("Skicka för godkännande")
    await bo.types("/rest")
    assert "Väntar på att du godkänner" in bo.sees
    await bo.types("/rest råd")
    await bo.taps("Estradiol (G03CA03)")
    assert "Gel i motsvarande dos." in bo.sees
    await bo.taps("Godkänn")
    assert "version 1, gäller" in bo.sees
    [advice] = versions(chat)
    assert advice.is_in_force(NOW)
    assert (advice.writer, advice.approver) == ("anna-a", "bo-b")


@pytest.mark.parametrize(
    ("field", "answer", "says"),
    [
        ("gäller", "kaffe", "finns inte bland"),
        ("gäller", " ; ", "vilka läkemedel"),
        ("gäller", "= Hemlagat", "finns inte bland"),
        ("ersätts", "kaffe", "Skriv ”= kaffe”"),
        ("istället", "", "Fyll i"),
        ("källor", "", "Fyll i"),
        ("första", "imorgon", "2026-11-30"),
        ("sista", "2026-08-19", "passerat"),
        ("sista", "2027-09-01", "högst ett år"),
    ],
)
async def test_a_fault_stands_at_its_field_and_nothing_is_kept(
    field: str, answer: str, says: str
) -> None:
    chat, anna, _ = await group_meets()
    await anna.types("/rest råd östradiol")
    await sends(anna, **{field: answer})
    form = anna.card.form
    assert form is not None
    wrong = {one.name: one.error for one in form.fields if one.error}
    assert set(wrong) == {field}
    assert says in wrong[field]
    assert versions(chat) == []


async def test_an_edit_between_reading_and_approving_is_not_approved() -> None:
    chat, anna, bo = await group_meets(an_advice(AdviceState.WAITING, now=NOW))
    await bo.types("/rest råd")
    await bo.taps("Estradiol (G03CA03)")
    await anna.types("/rest råd")
    await anna.taps("Estradiol (G03CA03)")
    await anna.taps("Ändra")
    await sends(anna, istället="Plåster.")
    await anna.taps("Skicka för godkännande")
    await bo.taps("Godkänn")
    assert "Texten har ändrats" in bo.sees
    [advice] = versions(chat)
    assert (advice.state, advice.content.instead) == (AdviceState.WAITING, "Plåster.")


async def test_it_is_sent_back_with_a_question_and_taken_back_with_a_reason() -> None:
    chat, anna, bo = await group_meets(an_advice(AdviceState.WAITING, now=NOW))
    await bo.types("/rest råd")
    await bo.taps("Estradiol (G03CA03)")
    await bo.taps("Skicka tillbaka")
    await sends(bo, skäl="Vilken dos?")
    await anna.types("/rest råd")
    await anna.taps("Estradiol (G03CA03)")
    assert "Skickat tillbaka: Vilken dos?" in anna.sees
    await anna.taps("Skicka för godkännande")
    await bo.types("/rest råd")
    await bo.taps("Estradiol (G03CA03)")
    await bo.taps("Godkänn")
    await bo.taps("Återkalla")
    await sends(bo, skäl="Fel dos.")
    assert "Återkallat av" in bo.sees
    [advice] = versions(chat)
    assert (advice.state, advice.reason) == (AdviceState.WITHDRAWN, "Fel dos.")


async def test_a_new_version_takes_over_when_it_is_approved() -> None:
    chat, anna, bo = await group_meets(an_advice(AdviceState.SIGNED, now=NOW - timedelta(days=1)))
    await bo.types("/rest råd")
    await bo.taps("Estradiol (G03CA03)")
    await bo.taps("Ny version eller förläng")
    await bo.taps("Ändra")
    await sends(bo, istället="Plåster.")
    await bo.taps("Skicka för godkännande")
    old, new = versions(chat)
    assert (old.is_in_force(NOW), new.is_in_force(NOW)) == (True, False)
    await anna.types("/rest")
    await anna.taps("Estradiol (G03CA03)")
    await anna.taps("Godkänn")
    old, new = versions(chat)
    assert (old.state, new.is_in_force(NOW)) == (AdviceState.REPLACED, True)
    await anna.taps("Version 1")
    assert "Gel i motsvarande dos." in anna.sees
    assert "ersatt av en ny version" in anna.sees


@pytest.mark.parametrize("who", ["anna-a", "bo-b"])
async def test_a_draft_can_be_thrown_away_by_any_member(who: str) -> None:
    chat, _, _ = await group_meets(an_advice(now=NOW))
    member = chat.user(who)
    await member.types("/rest råd")
    await member.taps("Estradiol (G03CA03)")
    await member.taps("Kasta utkastet")
    assert versions(chat) == []
    told = [
        put for put in chat.store.deliveries.values() if "kastat utkastet" in str(put.letter.lines)
    ]
    assert [put.recipient for put in told] == ([] if who == "anna-a" else ["anna-a"])


async def three_meet(*kept: ReplacementAdvice) -> tuple[Chat, User, User, User]:
    chat, anna, bo = await group_meets(*kept)
    third = next(one for one in sorted(chat.snapshot.people) if one not in ("anna-a", "bo-b"))
    await chat.store.apply([Keep(a_group("anna-a", "bo-b", third))], actor="t", now=NOW)
    await chat.live.refresh()
    return chat, anna, bo, chat.user(third)


async def opened(user: User) -> User:
    await user.types("/rest råd")
    return await user.taps("Estradiol (G03CA03)")


async def test_another_member_changes_the_draft_and_only_a_third_approves_it() -> None:
    chat, anna, bo, third = await three_meet(an_advice(now=NOW))
    await (await opened(bo)).taps("Ändra")
    await sends(bo, istället="Plåster.", källor="FASS")
    assert "Ändrat av: Bo" in " ".join(bo.sees.split())
    assert "vad som används i stället och källor" in bo.sees
    await bo.taps("Skicka för godkännande")
    for writer in (anna, bo):
        assert "[Godkänn]" not in (await opened(writer)).sees
        waiting = versions(chat)[0]
        data = {"råd": waiting.id, "text": waiting.text_hash}
        press = Press("rest", action="råd-godkänn", data=data)
        writer.card = (await writer.desk.press(writer.visitor, press, {})).card
        assert "kan inte godkänna" in writer.sees
    await third.types("/rest")
    await third.taps("Estradiol (G03CA03)")
    await third.taps("Godkänn")
    await third.types("/rest östradiol")
    assert "Anna Asp och Bo" in third.sees


async def test_where_all_would_have_written_nobody_could_approve() -> None:
    chat, _, bo = await group_meets(an_advice(now=NOW))
    await (await opened(bo)).taps("Ändra")
    await sends(bo, istället="Plåster.")
    assert "ingen kan godkänna" in bo.sees
    assert versions(chat) == [an_advice(now=NOW)]


async def test_two_who_write_at_once_do_not_write_over_each_other() -> None:
    chat, anna, bo, _ = await three_meet(an_advice(now=NOW))
    await (await opened(anna)).taps("Ändra")
    await (await opened(bo)).taps("Ändra")
    await sends(bo, istället="Plåster.")
    await sends(anna, istället="Spray.")
    assert "har ändrat utkastet medan du skrev" in anna.sees
    assert "Plåster." in anna.sees and "Spray." in anna.sees
    assert versions(chat)[0].content.instead == "Plåster."
    await sends(anna, istället="Plåster eller spray.")
    assert versions(chat)[0].content.instead == "Plåster eller spray."


ACTIONS = ("skicka", "godkänn", "tillbaka", "återkalla", "ny-version", "kasta", "skriv")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", list(AdviceState)[:3])
async def test_who_is_in_no_group_can_do_nothing_whatever_way_leads_there(
    action: str, state: AdviceState
) -> None:
    advice = an_advice(state, now=NOW)
    chat, _, _ = await group_meets(advice)
    hanna = chat.user("hanna-h")
    data = {"råd": advice.id, "text": advice.text_hash, "skäl": "därför", **ANSWERS}
    press = Press("rest", action=f"råd-{action}", data=data)
    hanna.card = (await hanna.desk.press(hanna.visitor, press, {})).card
    assert versions(chat) == [advice]
    assert any(words in hanna.sees for words in ("medlem", "samordnaren", "Bara", "gäller inte"))


async def test_drafts_are_seen_by_members_and_coordinators_alone() -> None:
    advice = an_advice(AdviceState.WAITING, now=NOW)
    chat, _, _ = await group_meets(advice)
    hanna = chat.user("hanna-h")
    await hanna.types("/rest råd")
    assert "Estradiol" not in hanna.sees
    press = Press("rest", action="råd", data={"råd": advice.id})
    hanna.card = (await hanna.desk.press(hanna.visitor, press, {})).card
    assert "Gel i" not in hanna.sees
    await hanna.types("/rest råd östradiol")
    assert "Råd skrivs av medlemmarna" in hanna.sees


async def test_the_card_of_the_medicine_shows_what_holds_and_nothing_else() -> None:
    signed = an_advice(AdviceState.SIGNED, now=NOW - timedelta(days=1), not_for="Under 18 år.")
    waiting = an_advice(AdviceState.WAITING, now=NOW, advice="b", instead="Plåster.")
    chat, _, _ = await group_meets(signed, waiting)
    hanna = chat.user("hanna-h")
    await hanna.types("/rest östradiol")
    shown = ("från Kvinnosjukdomar", "Gel i motsvarande dos.", "Under 18 år.", "Läkemedelsboken", "19 aug 2026", "17 nov 2026")  # fmt: skip
    assert [words for words in shown if words not in hanna.sees] == []
    assert "Plåster." not in hanna.sees
    chat.clock.now = NOW + timedelta(days=91)
    await hanna.types("/rest östradiol")
    assert "Gel i motsvarande dos." not in hanna.sees


async def test_what_waits_for_a_member_stands_on_their_first_page_and_on_rest() -> None:
    signed = an_advice(AdviceState.SIGNED, now=NOW, advice="b")
    chat, anna, bo = await group_meets(an_advice(AdviceState.WAITING, now=NOW), signed)
    await bo.types("/hem")
    assert "1 ersättningsråd att läsa och godkänna" in bo.sees
    assert "snart slutar" not in bo.sees
    assert "Väntar på dig" not in (await anna.types("/hem")).sees, "who has written it"
    assert "ersättningsråd" not in (await chat.user("hanna-h").types("/hem")).sees
    chat.clock.now = NOW + timedelta(days=76)
    await anna.types("/hem")
    assert "1 ersättningsråd som snart slutar gälla" in anna.sees
    assert "först 18 nov 2026" in anna.sees
    await anna.taps("1 ersättningsråd som snart slutar gälla")
    assert "gäller, slutar snart" in anna.sees
    assert "Slutar snart gälla" in (await anna.types("/rest")).sees
    hanna = await chat.user("hanna-h").types("/rest östradiol")
    assert "18 nov 2026, slutar snart" in hanna.sees


async def test_advice_that_is_being_renewed_does_not_wait() -> None:
    signed = an_advice(AdviceState.SIGNED, now=NOW)
    chat, anna, _ = await group_meets(signed, an_advice(now=NOW, version=2))
    chat.clock.now = NOW + timedelta(days=80)
    assert "snart slutar" not in (await anna.types("/hem")).sees
