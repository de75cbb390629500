"""/pass where it is hard: far away, doubled roles, hidden names, hostile buttons, a store that is gone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import Asker
from bot.cards import Press
from bot.commands.passen import COMMAND
from bot.commands.passen.reading import read_end, read_end_field, read_start_field
from bot.questions.request import Request
from directory.catalogue.roles import Role
from directory.changes import Keep
from directory.query import answered
from directory.region import Region
from tests.builders import at, override, shift, small_region
from tests.chat import Chat, open_chat
from tests.stories.gone_store import flaky_chat
from tests.stories.shifts import EVENING, THURSDAY, offered, offers, overrides, presses


def single_shifts() -> Region:
    """Bakjour in kardiologi by single shifts alone: Bo and David every other night for months."""
    nights = [
        replace(
            shift("2026-11-20 16:00", who=("bo-b", "david-d")[n % 2]),
            start=at("2026-11-20 16:00") + timedelta(days=n),
            end=at("2026-11-21 07:30") + timedelta(days=n),
        )
        for n in range(90)
    ]
    return small_region(rotations=(), shifts=tuple(nights))


async def test_a_shift_far_away_is_offered_swapped_and_undone() -> None:
    chat = await open_chat(single_shifts(), now=EVENING)
    bo = await chat.user("bo-b").types("/pass")
    for _ in range(3):
        await bo.taps("Visa senare pass")
    assert bo.lines[0] == "Dina pass · från tis 5 jan 18:00"
    await (await bo.taps("Erbjud")).taps("Erbjud", vem="david-d", sätt="byta")
    assert "Vilket av David Dals pass" in bo.sees
    [label] = [line.strip("– ") for line in bo.lines if "tis 12 jan" in line]
    await bo.taps(label)
    assert "Erbjudet till David Dal" in bo.lines[0]
    david = await (await chat.user("david-d").types("/pass")).taps("Ja, byt")
    assert "Klart" in david.lines[0], david.sees
    assert len(overrides(chat)) == 2
    seen = await chat.user("hanna-h").types("/jour kardiologi 12/1 18:00")
    assert "Bo Björn (i stället för David Dal)" in seen.sees
    await (await bo.types("/pass")).taps("Ångra bytet")
    assert overrides(chat) == ()


async def test_pass_and_jour_list_the_same_after_changes() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a", från="tor 20:00", till="23")
    await (await chat.user("anna-a").types("/pass")).taps("Ta passet")
    await (await chat.user("cecilia-c").types("/pass ta kardiologi 2 timmar")).taps("Ta över")
    jour = (await chat.user("hanna-h").types("/jour kardiologi tor 16:00")).sees
    anna = (await chat.user("anna-a").types("/pass")).sees
    bo = (await chat.user("bo-b").types("/pass")).sees
    assert "tor 20:00–23:00  Bakjour                   Anna Asp (i stället för Bo Björn)" in jour
    assert "tor 20:00–23:00: Bakjour" in anna and "(i stället för Bo Björn)" in anna
    assert "tor 16:00–20:00: Bakjour" in bo and "tor 23:00–07:30: Bakjour" in bo


async def test_where_two_are_on_the_one_replaced_is_chosen() -> None:
    both = (shift("2026-11-24 16:00", who="anna-a"), shift("2026-11-24 16:00", who="bo-b"))
    chat = await open_chat(small_region(rotations=(), shifts=both), now=EVENING)
    cecilia = await chat.user("cecilia-c").types("/pass ta kardiologi 2 timmar")
    assert cecilia.lines[0] == "Flera har passet då. I stället för vem?"
    await (await cecilia.taps("Bo Björn")).taps("Ta över")
    assert sorted(chat.on_duty("2026-11-24 19:00")) == ["anna-a", "cecilia-c"]
    assert sorted(chat.on_duty("2026-11-24 20:00")) == ["anna-a", "bo-b"]


async def test_the_empty_one_of_two_places_is_taken() -> None:
    both = (shift("2026-11-26 16:00", who="anna-a"), shift("2026-11-26 16:00", who=""))
    chat = await open_chat(small_region(rotations=(), shifts=both), now=EVENING)
    bo = await (await chat.user("bo-b").types("/pass")).taps("Ta passet")
    await bo.taps("Ta över")
    assert sorted(chat.on_duty(THURSDAY)) == ["anna-a", "bo-b"]


async def test_a_gap_to_come_is_taken_and_another_s_shift_is_not() -> None:
    gap = shift("2026-11-26 16:00", who="")
    hers = shift("2026-11-27 16:00", who="anna-a")
    chat = await open_chat(small_region(rotations=(), shifts=(gap, hers)), now=EVENING)
    for one, says in ((gap, "Du tar över bakjour"), (hers, "Passet är någon annans.")):
        seen = await presses(
            chat.user("bo-b"),
            "ta",
            service="kardiologi",
            role="bakjour",
            start=one.start.isoformat(),
            end=one.end.isoformat(),
        )
        assert seen.lines[0].startswith(says)


async def test_a_member_sees_what_is_empty_in_her_services_and_takes_it() -> None:
    chat = await open_chat(now=EVENING)
    fredrik = await chat.user("fredrik-f").types("/pass")
    assert "tor 16:00–07:30: Obemannat: Primärjour, Internmedicin Granvik" in fredrik.sees
    await fredrik.taps("Ta passet")
    assert "Har samtidigt: bakjour, Internmedicin Granvik" in fredrik.sees  # his own on Thursday
    await (await chat.user("eva-e").types("/pass")).taps("Ta passet")
    eva = chat.user("eva-e")
    await (await (await eva.types("/pass")).taps("Ta passet")).taps("Ta över")
    seen = await chat.user("hanna-h").types("/jour medicin tor 16:00")
    assert "Primärjour  Eva Ek" in seen.sees


async def test_a_hidden_name_is_not_listed_to_colleagues_but_to_the_coordinator() -> None:
    region = small_region()
    people = tuple(
        replace(one, show_name=False) if one.id == "david-d" else one for one in region.people
    )
    chat = await open_chat(replace(region, people=people), now=EVENING)
    bo = await offered(chat, vem="david-d")
    assert "”david-d” finns inte bland dem" in bo.sees
    assert "David" not in (await bo.types("/pass ta kardiologi")).sees
    karin = await chat.user("karin-k").types("/pass kardiologi")
    assert "Bakjour: David Dal" in karin.sees


async def test_one_half_of_a_swap_is_not_ended_alone() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    anna = await (await chat.user("anna-a").types("/pass")).taps("Ta passet")
    await presses(anna, "sluta", ändring=overrides(chat)[0].id)
    assert anna.lines[0] == "Det här är ett byte. Det kan ångras i /pass tills det börjar."
    assert chat.on_duty(THURSDAY) == ["anna-a"]


async def test_what_could_not_be_saved_is_not_said_to_be() -> None:
    chat, store = await flaky_chat(EVENING)
    bo = await chat.user("bo-b").types("/pass ta kardiologi")
    store.gone = True
    await bo.taps("Ta över")
    assert bo.lines == ["Det kunde inte sparas just nu. Försök igen om en stund."]


async def test_a_letter_s_button_pressed_twice_says_that_it_is_done() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    [offer] = offers(chat)
    anna = await presses(chat.user("anna-a"), "anta", offer=offer.id)
    before = chat.all_letters
    await presses(anna, "anta", offer=offer.id)
    assert anna.lines[0] == "Anna Asp har redan tagit passet. Inget har ändrats nu."
    assert chat.all_letters == before


NAMES = ("service", "role", "person", "start", "end", "offer", "ändring", "tjänst", "vem", "till")
WORDS = st.sampled_from(
    [
        *("kardiologi", "bakjour", "bo-b", "david-d", "-", "", "alla", "kardiologi|bakjour", "x"),
        *("2026-11-24T15:00:00+00:00", "2026-11-25T06:30:00+00:00", "2026-13-01", "2 timmar"),
        *("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "2026-11-24T15:00:00"),
    ]
)
EXTRA = st.sampled_from(["ja", "från", "sätt", "för", "r_role", "r_start", "r_end", "ändra", "to"])


@given(
    st.sampled_from([*COMMAND.actions, "finns-inte"]),
    st.dictionaries(st.one_of(st.sampled_from(NAMES), EXTRA), WORDS, max_size=9),
    st.sampled_from(["bo-b", "karin-k", "hanna-h", ""]),
)
async def test_no_button_however_made_breaks_anything(
    action: str, data: dict[str, str], who: str
) -> None:
    chat = await _calm()
    snapshot = chat.snapshot
    asker = Asker(f"test:{who}", snapshot.people.get(who))
    request = Request("", asker, EVENING, action, data)
    reply = await answered(
        lambda known: COMMAND.answer(replace(request, known=known), snapshot), chat.reads
    )
    assert reply.rests_on or not reply.changes


_CALM: list[Chat] = []


async def _calm() -> Chat:
    """One chat for all examples: nothing is written in them."""
    if not _CALM:
        _CALM.append(await open_chat(now=EVENING))
    return _CALM[0]


@given(
    st.text(max_size=60)
    | st.from_regex(r"(till |i |om )?[0-9]{1,5}([:.,][0-9]{1,2})?( ?[a-zåäö]{1,8})?")
)
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    for read in (read_end(text, EVENING), read_end_field(text, EVENING)):
        assert read.moment is None or EVENING < read.moment <= EVENING + timedelta(days=7)
        assert not (read.moment and read.wrong)
    start = read_start_field(text, EVENING)
    assert start is None or start >= EVENING


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("22", "2026-11-24 22:00"),
        ("till 22", "2026-11-24 22:00"),
        ("kl 7", "2026-11-25 07:00"),
        ("2 timmar", "2026-11-24 20:00"),
        ("1,5 timmar", "2026-11-24 19:30"),
        ("en kvart", "2026-11-24 18:15"),
        ("fre 07:30", "2026-11-27 07:30"),
        ("imorgon 7", "2026-11-25 07:00"),
        ("7 imorgon", "2026-11-25 07:00"),
        ("24 nov 21:30", "2026-11-24 21:30"),
    ],
)
def test_an_end_in_a_field(text: str, end: str) -> None:
    assert read_end_field(text, EVENING).moment == at(end)


async def test_a_person_beside_the_roster_and_an_override_without_her_do_no_harm() -> None:
    chat = await open_chat(now=EVENING)
    strange = replace(override(person="borta"), role=Role.SENIOR_ON_CALL)
    await chat.live.write([Keep(strange)], "test")
    for typed in ("/pass kardiologi", "/pass"):
        user = chat.user("karin-k")
        answer = await user.desk.press(user.visitor, Press("pass", typed[5:].strip()), {})
        user.card = answer.card
        assert "Något gick fel" not in user.sees
