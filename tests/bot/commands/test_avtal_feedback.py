"""”Otydligt/fel”: to the owners' queue with the passage, and back with an answer."""

from dataclasses import replace

import pytest

from directory.agreements.feedback import Feedback
from directory.agreements.kept import READER_FEEDBACK
from directory.catalogue.people import Access
from tests.agreements import ALL, agreement_chat, heart_failure, publish, version
from tests.builders import at, person, small_region
from tests.chat import TUESDAY_DAYTIME, Chat, User

SENTENCE = "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom 2 veckor."
NOT_REFERRED = (
    "Ska inte remitteras:",
    "• stabil hjärtsvikt utan förändrade symtom",
    "• patient i livets slut",
)
PASSAGE = (SENTENCE, *NOT_REFERRED)


async def _report(user: User, kind: str = "otydligt", comment: str = "Vilka veckor?") -> User:
    await user.types("/avtal remiss hjärtsvikt")
    await user.taps("Otydligt/fel")
    return await user.taps("Skicka", slag=kind, kommentar=comment)


async def _kept(chat: Chat) -> tuple[Feedback, ...]:
    return tuple((await chat.repository.load_parts(TUESDAY_DAYTIME)).of(READER_FEEDBACK))


async def test_the_passage_goes_to_the_owner_and_the_reader_is_told_to_whom() -> None:
    chat = await agreement_chat()
    hanna = await _report(chat.user("hanna-h"))
    assert hanna.lines[0].startswith("Tack. Karin Kulle får veta det.")
    (kept,) = await _kept(chat)
    assert (kept.heading, kept.passage, kept.comment) == ("Remiss vid hjärtsvikt", "\n".join(PASSAGE), "Vilka veckor?")  # fmt: skip
    (told,) = chat.deliveries
    assert told.recipient == "karin-k"
    assert told.letter.title == "Otydligt: Hjärtsvikt i samverkan"
    assert told.letter.words == (
        "Avsnitt: Remiss vid hjärtsvikt",
        f"”{' '.join(PASSAGE)}”",
        "Kommentar: Vilka veckor?",
        "Från Björkens hälsocentral (Granvik)",
    )
    assert "Hanna" not in repr(told.letter) and "hanna-h" not in repr(told.letter)


async def test_a_second_tap_does_nothing_more() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    await hanna.taps("Otydligt/fel")
    form = hanna.card
    for _ in range(2):
        hanna.card = form
        await hanna.taps("Skicka", slag="fel", kommentar="")
        assert hanna.lines[0].startswith("Tack.")
    assert len(await _kept(chat)) == len(chat.deliveries) == 1


async def test_a_kind_that_is_none_is_asked_for_again() -> None:
    chat = await agreement_chat()
    hanna = await _report(chat.user("hanna-h"), kind="bra", comment="min kommentar")
    assert "Välj otydligt eller fel." in hanna.sees and "min kommentar" in hanna.sees
    assert await _kept(chat) == ()


async def test_an_identity_number_in_the_comment_is_refused_and_kept_nowhere() -> None:
    chat = await agreement_chat()
    hanna = await _report(chat.user("hanna-h"), comment="gäller 850101-1236")
    assert "personnummer" in hanna.sees
    assert await _kept(chat) == () and chat.deliveries == []


async def test_of_a_whole_section_all_of_it_is_the_passage() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    await hanna.taps("Visa hela avsnittet")
    await hanna.taps("Otydligt/fel")
    await hanna.taps("Skicka", slag="fel")
    (kept,) = await _kept(chat)
    assert tuple(kept.passage.split("\n")) == PASSAGE


async def test_the_owner_answers_and_the_reader_hears_it() -> None:
    chat = await agreement_chat()
    await _report(chat.user("hanna-h"))
    karin = await chat.user("karin-k").types("/avtal kö")
    assert karin.lines == [
        "Otydligt eller fel · 1 väntar på svar",
        "Hjärtsvikt i samverkan: Remiss vid hjärtsvikt · otydligt",
        f"”{' '.join(PASSAGE)}”",
        "Kommentar: Vilka veckor?",
        "14:05 · från Björkens hälsocentral (Granvik)",
        "[Besvara]  [Avsluta utan svar]  [Se avsnittet]",
    ]
    await karin.taps("Besvara")
    await karin.taps("Skicka svaret", svar="Två hela veckor.")
    assert karin.lines[0] == "Svaret är skickat till den som frågade."
    told = chat.deliveries[-1]
    assert (told.recipient, told.letter.title) == ("hanna-h", "Svar om Hjärtsvikt i samverkan")
    assert told.letter.words[-2:] == ("Svar: Två hela veckor.", "Karin Kulle har svarat.")
    (kept,) = await _kept(chat)
    assert (kept.answer, kept.closed_by) == ("Två hela veckor.", "test:karin-k")
    assert (await karin.taps("Visa kön")).lines[0] == "Inget väntar på svar."


async def test_two_who_answer_at_once_send_one_answer() -> None:
    chat = await agreement_chat()
    await _report(chat.user("hanna-h"))
    karin, other = chat.user("karin-k"), chat.user("karin-k")
    for one in (karin, other):
        await one.types("/avtal kö")
        await one.taps("Besvara")
    await karin.taps("Skicka svaret", svar="Ja.")
    await other.taps("Skicka svaret", svar="Nej.")
    assert other.lines[0] == "Den är redan avslutad."
    assert [one.answer for one in await _kept(chat)] == ["Ja."]


async def test_it_can_be_closed_without_an_answer() -> None:
    chat = await agreement_chat()
    await _report(chat.user("hanna-h"))
    karin = await chat.user("karin-k").types("/avtal kö")
    await karin.taps("Avsluta utan svar")
    assert karin.lines[0] == "Avslutat utan svar."
    assert len(chat.deliveries) == 1


async def test_an_empty_answer_is_asked_for_again() -> None:
    chat = await agreement_chat()
    await _report(chat.user("hanna-h"))
    karin = await chat.user("karin-k").types("/avtal kö")
    await karin.taps("Besvara")
    assert "Skriv ett svar" in (await karin.taps("Skicka svaret", svar="  ")).sees


async def test_an_owner_who_is_no_coordinator_sees_her_own() -> None:
    chat = await agreement_chat(version(heart_failure(owner="Anna Asp")), *ALL[1:])
    await _report(chat.user("hanna-h"))
    anna = await chat.user("anna-a").types("/avtal kö")
    assert anna.lines[0] == "Otydligt eller fel · 1 väntar på svar"
    await anna.taps("Se avsnittet")
    assert anna.lines[0].startswith("Remiss vid hjärtsvikt")


@pytest.mark.parametrize("who", ["hanna-h", "bo-b", ""])
async def test_others_neither_see_nor_answer(who: str) -> None:
    chat = await agreement_chat()
    await _report(chat.user("hanna-h"))
    other = await chat.user(who).types("/avtal kö")
    assert other.lines[0].startswith("Inget väntar på dig.")
    karin = await chat.user("karin-k").types("/avtal kö")
    other.card = karin.card
    assert (await other.taps("Avsluta utan svar")).lines[0].startswith("Bara den som äger")
    assert [one.closed for one in await _kept(chat)] == [None]


async def test_what_was_said_of_a_withdrawn_document_waits_for_coordinators() -> None:
    chat = await agreement_chat()
    await _report(chat.user("hanna-h"))
    await chat.repository.withdraw_agreement("hok-hjartsvikt", actor="x", now=TUESDAY_DAYTIME)
    await publish(chat, [])
    karin = await chat.user("karin-k").types("/avtal kö")
    assert "hok-hjartsvikt: Remiss vid hjärtsvikt · otydligt" in karin.sees
    assert "finns inte längre" in (await karin.taps("Se avsnittet")).sees


async def test_a_document_without_an_owner_goes_to_the_queue_of_coordinators() -> None:
    people = tuple(replace(one, access=one.access - {Access.COORDINATOR}) for one in small_region().people)  # fmt: skip
    chat = await agreement_chat(region=small_region(people=people))
    assert "ingen ägare är utsedd" in (await _report(chat.user("hanna-h"))).sees
    assert chat.deliveries == []


async def test_many_owners_are_a_number() -> None:
    extra = tuple(
        person(f"x-{n}", unit="hjartkliniken", access=frozenset({Access.COORDINATOR}))
        for n in range(4)
    )
    chat = await agreement_chat(region=small_region(people=(*small_region().people, *extra)))
    assert (await _report(chat.user("hanna-h"))).lines[0].startswith("Tack. Karin Kulle och 4 till")
    assert len(chat.deliveries) == 5


async def test_an_owner_hears_as_soon_as_she_has_chosen_and_not_at_night() -> None:
    chat = await agreement_chat(now=at("2026-11-24 23:00"))
    await _report(chat.user("hanna-h"))
    await chat.user("karin-k").types("/bevaka avtal hjärtsvikt dagligen 9")
    await _report(chat.user("hanna-h"), comment="igen")
    await chat.user("karin-k").types("/bevaka avtal hjärtsvikt av")
    await _report(chat.user("hanna-h"), comment="en gång till")
    due = [(one.due, one.together) for one in chat.deliveries]
    assert due == [(at("2026-11-25 07:00"), False), (at("2026-11-25 09:00"), True)]
    assert "3 väntar på svar" in (await chat.user("karin-k").types("/avtal kö")).lines[0]


async def test_a_long_queue_is_folded() -> None:
    chat = await agreement_chat()
    for number in range(7):
        await _report(chat.user("hanna-h"), comment=f"Fråga {number}")
    karin = await chat.user("karin-k").types("/avtal kö")
    assert "– Visa 2 till –" in karin.sees
