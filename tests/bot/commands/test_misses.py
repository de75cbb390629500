"""What was not understood is counted after the answer, and never with what could be a patient's."""

import pytest

from directory.counting.misses import Miss, kept
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat

NOW = TUESDAY_DAYTIME


async def _missed(chat: Chat, typed: str) -> list[Miss]:
    await chat.user("hanna-h").types(typed)
    return chat.missed


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/konsult Qwertologi", "qwertologi"),
        ("/konsult vem kan jag ringa om qwertologi i natt?", "qwertologi"),
        ("/konsult bakjour qwertologi Granvik imorgon", "qwertologi"),
        ("/konsult qwertologi 24/12 kl 8", "qwertologi"),
        ("/konsult qwertologi 4711", ""),
        ("/konsult sju ord som ingen här har skrivit förut qwerty", ""),
        ("/konsult " + "q" * 61, ""),
        ("/nummer Qwertbackens", "qwertbackens"),
        ("/jour qwertologi", "qwertologi"),
        ("/jag qwertbacken", "qwertbacken"),
    ],
)
async def test_words_are_kept_bare_and_only_if_they_may_be(typed: str, words: str) -> None:
    chat = await open_chat()
    (miss,) = await _missed(chat, typed)
    command = typed.split()[0].removeprefix("/")
    assert (miss.at, miss.command, miss.words, miss.taken) == (NOW, command, words, False)


@pytest.mark.parametrize(
    "typed",
    ["/konsult kardiologi", "/konsult 19121212-1212 qwertologi", "/konsult", "/konsult granvik"],
)
async def test_what_was_understood_refused_or_empty_is_no_miss(typed: str) -> None:
    assert await _missed(await open_chat(), typed) == []


async def test_a_suggestion_that_is_taken_counts_for_the_words_it_was_made_for() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardologgi i natt")
    (miss,) = chat.missed
    assert (miss.words, miss.suggested) == ("kardologgi", True)
    await hanna.taps("Kardiologi")
    assert "Kardiologi Granvik" in hanna.sees
    assert [(m.words, m.taken) for m in chat.missed] == [
        ("kardologgi", False),
        ("kardologgi", True),
    ]
    await chat.counts()
    (told,) = await chat.repository.load_misses(NOW)
    assert (told.times, told.taken, told.untaught) == (1, 1, 0)


async def test_a_unit_that_was_suggested_and_taken_is_counted_too() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/nummer jekens")
    await hanna.taps("Ekens hälsocentral (Åsbo)")
    assert [(m.words, m.taken) for m in chat.missed] == [("jekens", False), ("jekens", True)]


async def test_a_place_does_not_answer_for_words_that_mean_nothing() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult pizza Granvik")
    assert hanna.lines[0] == "Jag förstår inte ”pizza”."


async def test_a_forged_button_stores_nothing_that_may_not_be_kept() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardologgi")
    await hanna.taps("Kardiologi", miss="rum 12 sal 4")
    assert chat.missed[-1].words == ""


def test_a_miss_protects_itself() -> None:
    with pytest.raises(ValueError, match="may not be kept"):
        Miss(NOW, "konsult", "rum 12")
    with pytest.raises(ValueError, match="aware"):
        Miss(NOW.replace(tzinfo=None), "konsult", "rum")
    assert kept("sex ord får plats i raden") == "sex ord får plats i raden"
