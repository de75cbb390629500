"""/rest förval: what kinds of units follow unasked, by whom it is decided, and how one is rid of it."""

from dataclasses import replace

import pytest

from bot.access import Asker
from bot.cards import Press
from bot.shortages.deciding import kinds_decided
from bot.shortages.followers import follower_named
from bot.shortages.unit_kinds import MANY, kind_said
from directory.catalogue.people import Access
from directory.catalogue.units import UnitKind
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace
from directory.region import Region
from directory.shortages.following.defaults import SHORTAGE_DEFAULTS, ShortageDefault
from tests.builders import person, small_region, unit
from tests.chat import Chat, open_chat
from tests.stories.advice import advised

LIST = "lista:kvinnohalsa"


def defaults(chat: Chat) -> list[tuple[UnitKind, str]]:
    return [(one.unit_kind, one.target) for one in chat.snapshot.of(SHORTAGE_DEFAULTS)]


@pytest.mark.parametrize(
    ("typed", "kind", "target"),
    [
        ("förval hälsocentraler kvinnosjukdomar", UnitKind.HEALTH_CENTRE, LIST),
        ("förval vårdcentraler gyn", UnitKind.HEALTH_CENTRE, LIST),
        ("förval G03 för vc", UnitKind.HEALTH_CENTRE, "atc:G03"),
        ("förval nytt för hälsocentral östradiol", UnitKind.HEALTH_CENTRE, "substans:östradiol"),
        ("förval akutmottagningar C01CA", UnitKind.EMERGENCY_DEPARTMENT, "atc:C01CA"),
    ],
)
async def test_a_default_is_set_in_words_after_it_is_said_how_many_it_concerns(
    typed: str, kind: UnitKind, target: str
) -> None:
    chat = await advised()
    karin = await chat.user("karin-k").types(typed)
    assert "Spara förvalet?" in karin.sees
    assert "Det gäller" in karin.sees
    assert defaults(chat) == []
    await karin.taps("Spara förvalet")
    assert defaults(chat) == [(kind, target)]
    await karin.types(f"/rest {typed}")
    assert "är redan förvalt" in karin.sees


async def test_a_default_is_set_by_a_form_and_what_is_unclear_is_asked_about() -> None:
    chat = await advised()
    karin = await chat.user("karin-k").types("/rest")
    await karin.taps("Förval för enheter")
    assert "Inga förval finns än" in karin.sees
    await karin.taps("Nytt förval")
    await karin.taps("Fortsätt", enheter="hälsocentral", vad="")
    assert "Skriv ett läkemedel" in karin.sees
    await karin.taps("Fortsätt", enheter="hälsocentral", vad="abrakadabra")
    assert "Jag hittar inget läkemedel" in karin.sees
    await karin.taps("Fortsätt", enheter="hälsocentral", vad="kvinnosjukdommar")
    assert "Vad menar du med ”kvinnosjukdommar”, för hälsocentraler?" in karin.sees
    await karin.taps("listan Kvinnosjukdomar")
    await karin.taps("Spara förvalet")
    assert "Sparat: listan Kvinnosjukdomar för hälsocentraler." in karin.sees
    await karin.taps("Visa alla förval")
    assert (
        "Hälsocentraler: listan Kvinnosjukdomar (sedan 20 aug 2026, av Karin Kulle)" in karin.sees
    )
    await karin.taps("Ta bort")
    assert defaults(chat) == []
    await karin.types("/rest förval bort vårdcentraler")
    assert "Inga förval finns än" in karin.sees


@pytest.mark.parametrize("typed", ["förval månbaser G03", "förval G03"])
async def test_units_that_are_not_understood_are_asked_about(typed: str) -> None:
    chat = await advised()
    karin = await chat.user("karin-k").types(f"/rest {typed}")
    assert "För vilka enheter menar du" in karin.sees
    assert "hälsocentraler" in karin.sees


async def test_a_person_sees_what_is_followed_by_default_and_why_and_turns_it_off_and_on() -> None:
    chat = await advised()
    karin = await chat.user("karin-k").types("/rest förval hälsocentraler gyn")
    await karin.taps("Spara förvalet")
    hanna = await chat.user("hanna-h").types("/bevaka")
    row = "Restnoteringar: listan Kvinnosjukdomar – {} (förval för hälsocentraler, satt av samordnaren)"  # fmt: skip
    assert row.format("en gång om dagen kl 7:30") in hanna.sees
    follows = follower_named("hanna-h", chat.snapshot)
    assert follows and follows.hour == 7
    await hanna.taps("Stäng av")
    assert follower_named("hanna-h", chat.snapshot) is None
    await hanna.types("/bevaka")
    assert row.format("av") in hanna.sees
    assert follower_named("ivar-i", chat.snapshot), "the others still follow it"
    await hanna.taps("Slå på")
    assert follower_named("hanna-h", chat.snapshot)
    await hanna.types("/bevaka rest gyn dagligen 9")
    follows = follower_named("hanna-h", chat.snapshot)
    assert follows and (follows.hour, len(follows.follows)) == (9, 1)
    await hanna.types("/bevaka bort rest gyn")
    assert follower_named("hanna-h", chat.snapshot) is None
    await hanna.types("/bevaka")
    assert row.format("av") in hanna.sees


async def test_ending_all_ends_defaults_too_also_those_that_come_later() -> None:
    chat = await advised()
    karin = await chat.user("karin-k").types("/rest förval hälsocentraler gyn")
    await karin.taps("Spara förvalet")
    hanna = await chat.user("hanna-h").types("/bevaka rest av")
    await hanna.taps("Sluta bevaka den")
    assert follower_named("hanna-h", chat.snapshot) is None
    await karin.types("/rest förval hälsocentraler C01")
    await karin.taps("Spara förvalet")
    assert follower_named("hanna-h", chat.snapshot) is None
    own = {one.target: one.pace for one in chat.snapshot.of(FOLLOWING).of("hanna-h")}
    assert own == {"": Pace.OFF}


async def test_a_default_is_audited_with_who_decided_it() -> None:
    chat = await advised()
    karin = await chat.user("karin-k").types("/rest förval hälsocentraler gyn")
    await karin.taps("Spara förvalet")
    await karin.taps("Visa alla förval")
    await karin.taps("Ta bort")
    lines = [line for line in chat.store.audit if line.entity == ShortageDefault.__name__]
    assert [(line.actor, line.before is None, line.after is None) for line in lines] == [
        ("test:karin-k", True, False),
        ("test:karin-k", False, True),
    ]


@pytest.mark.parametrize("who", ["hanna-h", "bo-b", "sofia-s", ""])
async def test_only_coordinators_decide_and_others_are_told_where_their_own_are(who: str) -> None:
    chat = await advised()
    user = await chat.user(who).types("/rest förval hälsocentraler gyn")
    assert "bestäms av samordnaren" in user.sees
    await user.types("/rest")
    assert "Förval för enheter" not in user.sees
    pressed = {"enheter": "hälsocentral", "mål": LIST}
    for action in ("förvalen", "förval-nytt", "förval-sök", "förval-spara", "förval-bort"):
        reply = await user.desk.press(user.visitor, Press("rest", action=action, data=pressed), {})
        assert "bestäms av samordnaren" in str(reply.card)
    assert defaults(chat) == []


def region() -> Region:
    """With a coordinator at one health centre, one at the hospital, and one of the region."""
    small = small_region()
    coordinates = frozenset({Access.CLINICIAN, Access.COORDINATOR})
    staff = unit("staben", name="Regionstaben", kind=UnitKind.OTHER)
    there = (("local", "bjorken"), ("staff", "staben"))
    people = (person(id_, unit=where, access=coordinates) for id_, where in there)
    return replace(small, units=(*small.units, staff), people=(*small.people, *people))


async def test_a_coordinator_decides_for_the_kinds_that_are_theirs_alone() -> None:
    chat = await open_chat(region())
    known = chat.snapshot

    def decided(id_: str, *granted: Access) -> set[UnitKind]:
        one = known.people[id_]
        asker = Asker(f"test:{id_}", one, granted=frozenset(granted), unit=known.units[one.unit])
        return set(kinds_decided(asker, known))

    there = {one.kind for one in known.units.values()}
    assert decided("staff") == there
    assert decided("hanna-h") == set()
    assert decided("hanna-h", Access.ADMIN) == there
    assert UnitKind.HEALTH_CENTRE not in decided("karin-k"), "one of them has its own coordinator"
    assert UnitKind.EMERGENCY_DEPARTMENT in decided("karin-k")
    assert UnitKind.EMERGENCY_DEPARTMENT not in decided("local"), "the hospital has its own"


async def test_who_may_not_decide_for_a_kind_is_told_who_does() -> None:
    chat = await open_chat(region())
    karin = await chat.user("karin-k").types("/rest förval hälsocentraler G03")
    assert "Du bestämmer inte för alla hälsocentraler" in karin.sees
    pressed = {"enheter": "hälsocentral", "mål": "atc:G03"}
    for action in ("förval-spara", "förval-sök", "förval-bort"):
        reply = await karin.desk.press(
            karin.visitor, Press("rest", action=action, data=pressed), {}
        )
        assert "Du bestämmer inte för alla hälsocentraler" in str(reply.card)
    assert defaults(chat) == []


def test_every_kind_is_said_and_read_back() -> None:
    assert set(MANY) == set(UnitKind)
    for kind, words in MANY.items():
        assert kind_said(words) is kind
        assert kind_said(kind.value) is kind
    assert kind_said("VÅRDCENTRALER") is kind_said("vardcentral") is UnitKind.HEALTH_CENTRE
    assert kind_said("vårdcentralen björken") is None
