"""/bevaka: what somebody is told of unasked; by words, by taps, undone, and only what is theirs."""

from dataclasses import replace

import pytest

from bot.cards import Press
from bot.region.number_topic import NUMBERS
from bot.rosters.topics import ROSTER
from directory.catalogue.phones import Audience
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.region import Region
from directory.store.memory import MemoryStore
from tests.builders import service, small_region
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat
from tests.stories.gone_store import flaky_chat

FOLLOWED = "Ändrad jour: Kardiologi Granvik · Granviks lasarett"


async def kept(chat: Chat) -> dict[tuple[str, Topic, str], tuple[Pace, int]]:
    chosen = (await chat.repository.load_parts(TUESDAY_DAYTIME)).of(FOLLOWING)
    return {(s.follower, s.topic, s.target): (s.pace, s.hour) for s in chosen}


@pytest.mark.parametrize(
    "typed",
    [
        "/bevaka kardiologi",
        "/bevaka ny kardiologi granvik",
        "/bevaka HIA",
        "/bevaka jour kardiologi",
    ],
)
async def test_a_roster_is_followed_by_its_words(typed: str) -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types(typed)
    assert hanna.lines[0] == f"{FOLLOWED}: direkt."
    assert await kept(chat) == {("hanna-h", ROSTER.topic, "kardiologi"): (Pace.AT_ONCE, 7)}


@pytest.mark.parametrize(
    "typed", ["/bevaka nummer björken", "/bevaka björken", "/bevaka norra hälsocentralen"]
)
async def test_the_numbers_of_a_unit_are_followed(typed: str) -> None:
    chat = await open_chat()
    await chat.user("karin-k").types(typed)
    assert await kept(chat) == {("karin-k", NUMBERS.topic, "bjorken"): (Pace.AT_ONCE, 7)}


async def test_the_pace_is_said_in_words_or_chosen_in_a_form() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/bevaka kardiologi dagligen kl 8")
    assert hanna.lines[0] == f"{FOLLOWED}: en gång om dagen kl 8."
    await hanna.taps("Ändra")
    await hanna.taps("Spara", pace="av", hour="8")
    assert hanna.lines[0] == f"{FOLLOWED}: av."
    await hanna.taps("Ångra")
    assert await kept(chat) == {("hanna-h", ROSTER.topic, "kardiologi"): (Pace.DAILY, 8)}
    await hanna.types("/bevaka påminnelser dagligen 20")
    assert hanna.lines[0] == "Påminnelser om dina pass: en gång om dagen kl 20."


async def test_an_answer_that_cannot_be_is_asked_for_again() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/bevaka påminnelser")
    for pace, hour in (("ibland", "7"), ("dagligen", "24"), ("dagligen", "sju")):
        await hanna.taps("Spara", pace=pace, hour=hour)
        assert "Välj hur snart" in hanna.sees
    assert await kept(chat) == {}


async def test_undo_takes_a_new_one_away_and_brings_a_removed_one_back() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/bevaka kardiologi dagligen 9")
    await hanna.taps("Ångra")
    assert await kept(chat) == {}
    await hanna.types("/bevaka kardiologi dagligen 9")
    await hanna.types("/bevaka bort kardiologi")
    assert hanna.lines[0] == f"Du bevakar inte längre: {FOLLOWED}."
    assert await kept(chat) == {}
    await hanna.taps("Ångra")
    assert await kept(chat) == {("hanna-h", ROSTER.topic, "kardiologi"): (Pace.DAILY, 9)}


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("", []),
        ("hanna-h", ["Ändringar i dina egna pass – direkt", "Påminnelser om dina pass – direkt", "Konsulttider som du håller eller har bokat – direkt"]),
        ("karin-k", ["Ändringar i dina egna pass – direkt", "Påminnelser om dina pass – direkt", "Konsulttider som du håller eller har bokat – direkt", "Luckor i de jourer du ansvarar för – en gång om dagen kl 7"]),
        ("sofia-s", ["Ändringar i dina egna pass – direkt", "Påminnelser om dina pass – direkt", "Konsulttider som du håller eller har bokat – direkt", "Ändrad jour på ditt sjukhus – en gång om dagen kl 7"]),
    ],
)  # fmt: skip
async def test_the_list_begins_with_what_one_is_told_by_role(who: str, told: list[str]) -> None:
    chat = await open_chat()
    seen = await chat.user(who).types("/bevaka")
    assert [line.removesuffix(":") for line in seen.lines if " – " in line] == told
    assert seen.lines[0] == ("Det här får du veta" if told else "Du bevakar inget än")


async def test_the_list_shows_what_has_been_chosen_and_each_can_be_changed() -> None:
    chat = await open_chat()
    karin = await chat.user("karin-k").types("/bevaka luckor av")
    assert karin.lines[0] == "Luckor i de jourer du ansvarar för: av."
    await karin.types("/bevaka nummer eken")
    await karin.taps("Visa allt")
    assert "Luckor i de jourer du ansvarar för – av" in karin.sees
    assert "Ändrade nummer: Ekens hälsocentral (Åsbo) – direkt" in karin.sees
    await karin.taps("Ta bort")
    assert "Du bevakar inte längre: Ändrade nummer" in karin.lines[0]


async def test_somebody_without_a_row_follows_under_her_account() -> None:
    chat = await open_chat()
    stranger = await chat.user().types("/bevaka kardiologi")
    assert await kept(chat) == {("test:okänd", ROSTER.topic, "kardiologi"): (Pace.AT_ONCE, 7)}
    await stranger.types("/bevaka luckor av")
    assert "Det gäller bara dem" in stranger.lines[0]


async def test_several_meanings_are_a_choice_and_one_that_is_followed_already_is_said() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/bevaka hjärtkliniken")
    assert hanna.lines[0] == "Vad vill du bevaka för ”hjärtkliniken”?"
    await hanna.taps("Ändrade nummer: Hjärtkliniken (Granvik)")
    assert list(await kept(chat)) == [("hanna-h", NUMBERS.topic, "hjartkliniken")]
    await hanna.types("/bevaka nummer hjärtkliniken")
    assert hanna.lines[0].startswith("Du bevakar redan detta.")


async def test_what_is_not_understood_is_asked_for_in_a_form_and_noted() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/bevaka xyzzy")
    assert "Jag hittar ingen jour eller enhet för ”xyzzy”" in hanna.sees
    assert [miss.words for miss in chat.missed] == ["xyzzy"]
    await hanna.taps("Sök", vad="björken")
    assert list(await kept(chat)) == [("hanna-h", NUMBERS.topic, "bjorken")]
    assert (
        "Ingen bevakning för ”kardiologi”"
        in (await hanna.types("/bevaka bort kardiologi")).lines[0]
    )


def with_secret() -> Region:
    region = small_region()
    secret = service(
        "akutlinje",
        name="Akutlinjen",
        specialty="akutsjukvård",
        audience=Audience.EMERGENCY,
        unit="akuten",
    )
    return replace(region, services=(*region.services, secret))


async def test_a_service_that_is_not_for_her_cannot_be_followed_by_words_or_by_hand() -> None:
    chat = await open_chat(with_secret())
    hanna = await chat.user("hanna-h").types("/bevaka akutlinjen")
    assert "Jag hittar ingen jour eller enhet för ”akutlinjen”" in hanna.sees
    for action in ("följ", "spara", "ångra", "ändra"):
        data = {"topic": "jour", "target": "akutlinje", "pace": "direkt", "hour": "7"}
        await chat.desk.press(hanna.visitor, Press("bevaka", action=action, data=data), {})
    for data in (
        {"topic": "nonsens", "target": "x"},
        {"topic": "luckor", "target": "kardiologi", "pace": "direkt"},
        {},
    ):
        await chat.desk.press(hanna.visitor, Press("bevaka", action="följ", data=data), {})
    assert await kept(chat) == {}
    await chat.user("karin-k").types("/bevaka akutlinjen")
    assert list(await kept(chat)) == [("karin-k", ROSTER.topic, "akutlinje")]


async def test_a_service_that_is_gone_can_still_be_taken_away() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/bevaka kardiologi")
    await chat.repository.import_region(
        small_region(
            services=small_region().services[1:],
            chain_steps=(),
            role_phones=(),
            rotations=(),
            terms=(),
        ),
        actor="test",
        now=TUESDAY_DAYTIME,
    )
    await chat.passes(TUESDAY_DAYTIME)
    await hanna.types("/bevaka")
    assert "Ändrad jour: kardiologi (finns inte längre) – direkt" in hanna.sees
    await hanna.taps("Ta bort")
    assert await kept(chat) == {}


async def test_every_change_is_audited() -> None:
    store = MemoryStore()
    chat = await open_chat(repository=store)
    hanna = await chat.user("hanna-h").types("/bevaka kardiologi")
    await hanna.taps("Ångra")
    lines = [line for line in store.audit if line.entity == Subscription.__name__]
    assert [(line.actor, line.action) for line in lines] == [
        ("test:hanna-h", "added"),
        ("test:hanna-h", "removed"),
    ]


async def test_what_could_not_be_saved_is_not_said_to_be() -> None:
    chat, store = await flaky_chat()
    store.gone = True
    hanna = await chat.user("hanna-h").types("/bevaka kardiologi")
    assert hanna.lines[0] == "Det kunde inte sparas just nu. Försök igen om en stund."


async def test_the_consultation_hours_of_a_service() -> None:
    chat = await open_chat()
    gp = await chat.user("hanna-h").types("/bevaka konsulttider kardiologi")
    assert "Konsulttider: Kardiologi Granvik" in gp.sees
    assert [one.topic for one in chat.snapshot.of(FOLLOWING).of("hanna-h")] == ["konsulttider"]
