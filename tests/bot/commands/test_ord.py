"""/ord: what was missed, and words that a coordinator teaches with one tap."""

from datetime import timedelta

import pytest

from bot.live import Live
from directory.names.aliases import Alias
from directory.names.kept import ALIASES
from directory.store.memory import MemoryStore
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat
from tests.stories.gone_store import flaky_chat


async def _after(*typed: str) -> Chat:
    """A chat in which Hanna has typed these, and some seconds have passed."""
    chat = await open_chat()
    for text in typed:
        await chat.user("hanna-h").types(text)
    await chat.counts()
    return chat


async def _aliases(chat: Chat) -> dict[str, str]:
    aliases = (await chat.repository.load_parts(TUESDAY_DAYTIME)).of(ALIASES)
    return {alias.word: alias.target for alias in aliases}


async def test_a_coordinator_teaches_a_missed_word_with_one_tap() -> None:
    chat = await _after(*["/konsult kardologgi"] * 3, "/konsult pumpis")
    karin = await chat.user("karin-k").types("/ord")
    assert karin.lines[0] == "Ord som inte gick att förstå · 90 dagar"
    assert "kardologgi – 3 gånger" in karin.sees
    assert karin.sees.index("kardologgi – 3 gånger") < karin.sees.index("pumpis – 1 gång")

    await karin.taps("Kardiologi Granvik · Granviks lasarett")
    assert karin.lines[0] == "”kardologgi” betyder nu Kardiologi Granvik · Granviks lasarett."
    assert await _aliases(chat) == {"kardologgi": "kardiologi"}
    hanna = await chat.user("hanna-h").types("/konsult bakjour kardologgi i natt")
    assert hanna.lines[0].startswith("Kardiologi Granvik")
    assert "kardologgi" not in (await karin.types("/ord")).sees


async def test_adding_a_word_is_undone_at_once() -> None:
    chat = await _after()
    karin = await chat.user("karin-k").types("/ord nytt pumpis = kardiologi")
    assert (await chat.user().types("/konsult pumpis")).lines[0].startswith("Kardiologi")
    await karin.taps("Ångra")
    assert karin.lines[0] == "”pumpis” är borttaget."
    assert "Jag förstår inte ”pumpis”." in (await chat.user().types("/konsult pumpis")).sees


async def test_what_is_written_is_resolved_by_names() -> None:
    chat = await _after("/konsult pumpis")
    karin = await chat.user("karin-k").types("/ord")
    await karin.taps("Annat …")
    await karin.taps("Lägg till", ord="pumpis", betyder="qwertologi")
    assert "Jag förstår inte ”qwertologi”." in karin.sees
    await karin.taps("Lägg till", ord="pumpis", betyder="medicinjouren")
    assert karin.lines[0] == "”pumpis” betyder nu Internmedicin Granvik · Granviks lasarett."
    assert await _aliases(chat) == {"pumpis": "medicin"}


async def test_several_meanings_are_a_choice() -> None:
    chat = await _after()
    karin = await chat.user("karin-k").types("/ord nytt snurrighet = yrsel")
    assert "Vad ska ”snurrighet” betyda?" in karin.lines[0]
    await karin.taps("Neurologi")
    assert await _aliases(chat) == {"snurrighet": "neurologi"}


async def test_a_unit_gets_a_nickname() -> None:
    chat = await _after("/nummer trollgården")
    karin = await chat.user("karin-k").types("/ord")
    assert "trollgården – 1 gång" in karin.sees
    await karin.types("/ord nytt trollgården = björken")
    assert karin.lines[0] == "”trollgården” betyder nu Björkens hälsocentral (Granvik)."
    seen = await chat.user().types("/nummer trollgården")
    assert seen.lines[0].startswith("Björkens hälsocentral")
    assert "trollgården" not in (await karin.types("/ord")).sees


async def test_a_suggestion_that_was_taken_is_not_shown_as_missed() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardologgi")
    await hanna.taps("Kardiologi")
    await chat.counts()
    assert "Inga ord väntar" in (await chat.user("karin-k").types("/ord")).sees


async def test_words_leave_the_list_until_they_are_asked_again() -> None:
    chat = await _after("/konsult pizza")
    karin = await chat.user("karin-k").types("/ord")
    await karin.taps("Ta bort ur listan")
    assert "Inga ord väntar" in (await karin.types("/ord")).sees
    await chat.user().types("/konsult pizza")
    await chat.counts()
    assert "pizza – 1 gång" in (await karin.types("/ord")).sees


async def test_only_the_number_is_told_of_what_may_not_be_kept() -> None:
    chat = await _after("/konsult qwertologi 4711", "/konsult qwertologi 4712")
    seen = (await chat.user("karin-k").types("/ord")).sees
    assert "Dessutom 2 gånger vars ord inte sparas" in seen
    assert "qwertologi" not in seen


async def test_the_list_can_be_searched_and_forgets_after_ninety_days() -> None:
    chat = await _after("/konsult pizza", "/konsult pumpis")
    karin = await chat.user("karin-k").types("/ord pum")
    assert "pumpis" in karin.sees and "pizza" not in karin.sees
    await chat.passes(TUESDAY_DAYTIME + timedelta(days=91))
    assert "Inga ord väntar" in (await karin.types("/ord")).sees


async def test_a_long_list_is_folded() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    chat = await _after(*(f"/konsult qwq{letter * 5}" for letter in letters))
    karin = await chat.user("karin-k").types("/ord")
    assert "Visa 20 till" in karin.sees
    assert "Och 1 till." in karin.sees


async def test_added_words_are_listed_and_taken_away() -> None:
    chat = await _after()
    karin = await chat.user("karin-k").types("/ord alias")
    assert karin.lines[0] == "Inga ord är tillagda här."
    await karin.types("/ord nytt pumpis = kardiologi")
    await karin.types("/ord alias")
    assert "pumpis = Kardiologi Granvik" in karin.sees
    await karin.taps("Ta bort")
    assert karin.lines[0] == "”pumpis” är borttaget."
    assert await _aliases(chat) == {}
    await karin.taps("Ångra")
    assert await _aliases(chat) == {"pumpis": "kardiologi"}


async def test_a_new_meaning_says_the_old_one_and_undo_brings_it_back() -> None:
    chat = await _after()
    karin = await chat.user("karin-k").types("/ord nytt pumpis = kardiologi")
    await karin.types("/ord nytt Pumpis = medicinjouren")
    assert "Förut betydde det Kardiologi Granvik · Granviks lasarett." in karin.lines[0]
    await karin.taps("Ångra")
    assert await _aliases(chat) == {"pumpis": "kardiologi"}


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("Kirurgi", "”kirurgi” är en specialitets officiella namn"),
        ("öron-, näs- och halssjukdomar", "officiella namn"),
        ("oron nas och halssjukdomar", "officiella namn"),
        ("x", "Skriv ett ord på 2–60 tecken"),
        ("q" * 61, "Skriv ett ord på 2–60 tecken"),
        ("ett två tre fyra fem sex sju", "högst 6 ord"),
        ("…", "Skriv ett ord på 2–60 tecken"),
        ("4711", "Bara siffror"),
        ("i natt", "läses som en tid"),
        ("pumpis i natt", "läses som en tid"),
        ("bakjour", "säger inget om ämnet"),
        ("vem kan jag ringa om", "säger inget om ämnet"),
        ("Granvik", "är redan namnet på ett ställe"),
    ],
)
async def test_a_word_that_cannot_be_taught_is_refused(word: str, says: str) -> None:
    chat = await _after()
    karin = await chat.user("karin-k").types(f"/ord nytt {word} = kardiologi")
    assert says in karin.sees
    assert await _aliases(chat) == {}


@pytest.mark.parametrize(
    "typed", ["/ord nytt", "/ord nytt pumpis", "/ord nytt pumpis =", "/ord ny = x"]
)
async def test_what_is_left_out_is_asked_for(typed: str) -> None:
    karin = await (await _after()).user("karin-k").types(typed)
    assert "Nytt ord" in karin.sees


async def test_an_identity_number_is_refused_before_anything_else() -> None:
    chat = await _after()
    karin = await chat.user("karin-k").types("/ord nytt 19121212-1212 = kardiologi")
    assert "person" in karin.lines[0].casefold()
    assert await _aliases(chat) == {}


async def test_a_button_for_what_is_gone_adds_nothing() -> None:
    chat = await _after("/konsult kardologgi")
    karin = await chat.user("karin-k").types("/ord")
    await karin.taps("Kardiologi Granvik · Granviks lasarett", mål="finns-inte")
    assert "finns inte längre" in karin.sees
    assert await _aliases(chat) == {}


@pytest.mark.parametrize("who", ["hanna-h", "sofia-s", ""])
async def test_only_coordinators_teach(who: str) -> None:
    chat = await _after()
    seen = await chat.user(who).types("/ord nytt pumpis = kardiologi")
    assert seen.sees == "/ord är bara för samordnare."
    assert await _aliases(chat) == {}


async def test_the_audit_says_who_what_before_and_after() -> None:
    store = MemoryStore()
    chat = await open_chat(repository=store)
    karin: User = await chat.user("karin-k").types("/ord nytt pumpis = kardiologi")
    await karin.taps("Ångra")
    added, removed = [line for line in store.audit if line.entity == Alias.__name__]
    assert (added.actor, added.action, added.before) == ("test:karin-k", "added", None)
    assert added.after == {"id": "pumpis", "word": "pumpis", "target": "kardiologi"}
    assert (removed.action, removed.before, removed.after) == ("removed", added.after, None)


async def test_another_process_knows_the_word_when_it_looks_again() -> None:
    chat = await _after()
    other = Live(chat.repository, lambda: TUESDAY_DAYTIME)
    await other.refresh()
    await chat.user("karin-k").types("/ord nytt pumpis = kardiologi")
    assert not other.present().names.subject("pumpis").claimed
    await other.refresh()
    assert other.present().names.subject("pumpis").claimed


async def test_a_word_that_could_not_be_saved_is_not_said_to_be() -> None:
    chat, store = await flaky_chat()
    store.gone = True
    karin = await chat.user("karin-k").types("/ord nytt pumpis = kardiologi")
    assert karin.lines[0] == "Det kunde inte sparas just nu. Försök igen om en stund."
    assert not (await chat.user().types("/konsult pumpis")).lines[0].startswith("Kardiologi")
