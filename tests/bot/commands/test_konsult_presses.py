"""What is pressed on an answer is answered for the minute of the press; other times only as asked."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.cards import Card, More, Press, Step, Subheading
from bot.platforms.terminal.pressing import find_press, presses
from bot.platforms.terminal.render import card_text
from bot.platforms.web.render import card_html
from directory.catalogue.phones import PhoneKind
from directory.catalogue.roles import Role
from directory.changes import Keep
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.region import Region
from directory.rosters.override import Override, OverrideKind
from directory.rosters.shift import Shift
from directory.rosters.somebody import read_somebody
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours
from tests.bot.platforms.web.browser import browse_as
from tests.builders import at, override, phone, shift, small_region
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat
from tests.tired.asking import demo_chat


def failures(chat: Chat) -> list[ContactFailure]:
    return list(chat.snapshot.of(CONTACT_FAILURES))


async def at_change(region: Region | None = None) -> tuple[Chat, User]:
    """A card drawn a quarter before the consulting physician goes home."""
    chat = await open_chat(region, now=at("2026-11-24 16:45"))
    return chat, await chat.user("hanna-h").types("/konsult kardiologi")


# -- ”Fick ej svar” -------------------------------------------------------------------------


async def test_a_press_after_the_change_says_so_and_shows_who_is_on_now() -> None:
    chat, hanna = await at_change()
    assert "Cecilia Ceder" in hanna.lines[1]
    await chat.passes(at("2026-11-24 22:10"))
    await hanna.taps("Fick ej svar")
    assert hanna.lines[0] == (
        "Jouren byttes 17:00. Nu svarar Primärjour internmedicin Eva Ek. "
        "Noterat: inget svar från Konsultläkare Cecilia Ceder 08-465 004 10."
    )
    assert hanna.lines[1].endswith("nu tis 22:10, jourtid")
    assert hanna.lines[2].startswith("1 Primärjour internmedicin Eva Ek")
    assert "Ceder" not in "\n".join(hanna.lines[1:])
    [failure] = failures(chat)
    assert (failure.contact, failure.step, failure.asked_for) == (
        "Konsultläkare Cecilia Ceder 08-465 004 10",
        1,
        at("2026-11-24 16:45"),
    )


async def test_a_failed_step_that_is_still_on_stays_failed_over_a_change() -> None:
    chat = await open_chat(now=at("2026-11-24 16:50"))
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Fick ej svar")
    await hanna.taps("Fick ej svar")
    assert [one.contact.split("  ")[0][:13] for one in failures(chat)] == [
        "Konsultläkare",
        "Bakjour David",
    ]
    await chat.passes(at("2026-11-24 17:05"))
    await hanna.taps("Fick ej svar")
    tried = hanna.lines[hanna.lines.index("Redan prövade:") + 1 :]
    assert tried[0].split("  ")[0].endswith("Bakjour David Dal") and "fick ej svar" in tried[0]
    assert "Cecilia" not in "\n".join(tried)
    assert hanna.lines[2].startswith("1 Primärjour internmedicin")
    numbers = [int(line.split()[0]) for line in hanna.lines if line[:1].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_a_step_is_found_by_what_it_is_when_the_chain_has_changed_under_it() -> None:
    """A consulting physician has been put first meanwhile: the bakjour is the second now."""
    store_chat = await open_chat(now=at("2026-11-28 12:00"))
    hanna = await store_chat.user("hanna-h").types("/konsult kardiologi bakjour")
    await hanna.types("/konsult medicin")
    assert hanna.lines[1].startswith("1 Primärjour")
    taken = override(
        "tar-1", start="2026-11-28 12:01", hours=3, service="medicin", role=Role.PRIMARY_ON_CALL,
        person="fredrik-f",
    )  # fmt: skip
    await store_chat.store.apply([Keep(taken)], actor="test", now=at("2026-11-28 12:02"))
    await store_chat.passes(at("2026-11-28 12:05"))
    await hanna.taps("Fick ej svar")
    assert hanna.lines[0].startswith("Jouren byttes 12:01. Nu svarar Primärjour Fredrik Fors.")
    [failure] = failures(store_chat)
    assert failure.contact.startswith("Primärjour") and "Fredrik" not in failure.contact


async def test_a_card_of_yesterday_is_answered_anew_and_says_so() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await chat.passes(at("2026-11-25 14:05"))
    await hanna.taps("Fick ej svar")
    assert hanna.lines[0].startswith("Kortet var från i går 14:05, det här är ett nytt svar.")
    assert hanna.lines[1].endswith("nu ons 14:05, dagtid")
    assert "fick ej svar" not in "\n".join(hanna.lines[1:])
    [failure] = failures(chat)
    assert failure.asked_for == TUESDAY_DAYTIME


@pytest.mark.parametrize(
    "forged",
    [
        {"at": "2026-11-24T07:30:00+00:00", "failed": "1,2"},  # of an earlier version
        {"at": "0001-01-01T00:00:00+14:00", "steg": "abcdefgh", "vad": "bakjour"},
        {"at": "9999-12-31T23:59:59-14:00", "steg": "abcdefgh", "vad": "bakjour"},
        {"at": "2026-11-25T14:05:00+00:00", "steg": "abcdefgh", "vad": "bakjour"},
        {"at": "nu", "steg": "x", "vad": "allt", "failed": "abcdefgh,1"},
        {},
    ],
)
async def test_a_button_that_names_no_step_gives_the_present_answer(
    forged: dict[str, str],
) -> None:
    chat = await open_chat()
    press = Press("konsult", action="ej-svar", data={"service": "kardiologi", **forged})
    hanna = chat.user("hanna-h")
    card = (await chat.desk.press(hanna.visitor, press, {})).card
    lines = card_text(card).splitlines()
    assert lines[0] == "Det här är ett nytt svar: kortet du tryckte på var för gammalt."
    assert lines[1].endswith("nu tis 14:05, dagtid")
    assert failures(chat) == []


async def test_a_step_that_the_rosters_no_longer_have_is_reported_by_its_role() -> None:
    chat = await open_chat()
    data = {"at": "2026-11-24T12:00:00+00:00", "steg": "abcdefgh", "vad": "bakjour"}
    press = Press("konsult", action="ej-svar", data={"service": "kardiologi", **data})
    card = (await chat.desk.press(chat.user("hanna-h").visitor, press, {})).card
    assert card_text(card).startswith("Jouren har ändrats. Nu svarar Konsultläkare Cecilia Ceder.")
    assert [one.contact for one in failures(chat)] == ["Bakjour"]


async def test_a_report_never_holds_a_persons_own_number() -> None:
    chat = await open_chat(small_region(role_phones=(), chain_steps=()), at("2026-11-25 14:05"))
    taken = override("tar-1", start="2026-11-25 08:00", hours=8, role=Role.CONSULTING_PHYSICIAN, person="anna-a")  # fmt: skip
    await chat.store.apply([Keep(taken)], actor="test", now=TUESDAY_DAYTIME)
    await chat.passes(at("2026-11-25 14:06"))
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "Anna Asp  070-174 06 05" in hanna.lines[1]
    await hanna.taps("Fick ej svar")
    assert "Anna" in failures(chat)[0].contact and "070" not in failures(chat)[0].contact


async def test_danger_to_life_and_the_asked_role_stay_on_what_is_pressed() -> None:
    chat = await demo_chat()
    amir = await chat.user("amir-rostamzad").types("/konsult stroke")
    assert amir.lines[0] == "Fara för liv: ring 112"
    await amir.taps("Fick ej svar")
    assert amir.lines[0] == "Fara för liv: ring 112"
    assert amir.lines[1].startswith("Noterat: inget svar från")
    disa = await chat.user("disa-fjallgren").types("/konsult bakjour kardiologi")
    assert disa.lines[1].startswith("1 Bakjour")
    await disa.taps("Fick ej svar")
    assert disa.lines[0].startswith("Noterat: inget svar från Bakjour")
    tried = disa.lines[disa.lines.index("Redan prövade:") + 1]
    assert "Bakjour" in tried and "du frågade efter bakjour" in tried


# -- another time ---------------------------------------------------------------------------


async def test_a_choice_keeps_the_night_that_was_asked_for() -> None:
    """”I natt” pressed a day later is that night, and it has passed."""
    chat = await demo_chat(at("2026-11-24 14:05"))
    asker = await chat.user().types("/konsult kirurgi i natt")
    [label, press] = next(pair for pair in presses(asker.card) if "at" in pair[1].data)
    later = (await chat.desk.press(asker.visitor, press, {})).card
    assert "ons 02:00" in card_text(later)
    await chat.passes(at("2026-11-25 14:05"))
    asker.card = (await chat.desk.press(asker.visitor, press, {})).card
    assert asker.lines[0] == "Gällde ons 25 nov 02:00. Tiden har passerat."
    await asker.taps("Visa vem som svarar nu")
    assert "nu ons 14:05" in asker.lines[0], label


async def test_words_that_are_repeated_by_a_button_mean_what_they_did() -> None:
    chat = await open_chat()
    hanna = chat.user("hanna-h")
    asked = await chat.desk.ask(hanna.visitor, "/konsult kardiologi i natt")
    await chat.passes(at("2026-11-25 09:00"))
    assert asked.origin is not None
    again = card_text((await chat.desk.press(hanna.visitor, asked.origin, {})).card)
    assert again.startswith("Gällde ons 25 nov 02:00. Tiden har passerat.")


async def test_a_choice_made_at_once_is_of_now() -> None:
    chat = await open_chat()
    hanna = chat.user("hanna-h")
    minutes_ago = (TUESDAY_DAYTIME - timedelta(minutes=4)).isoformat()
    press = Press("konsult", action="visa", data={"service": "kardiologi", "at": minutes_ago})
    hanna.card = (await chat.desk.press(hanna.visitor, press, {})).card
    assert hanna.lines[0].endswith("nu tis 14:05, dagtid") and "[Fick ej svar]" in hanna.sees


async def test_the_roster_of_a_card_of_now_is_that_of_the_press() -> None:
    chat, hanna = await at_change()
    await chat.passes(at("2026-11-26 09:00"))
    await hanna.taps("Visa jouren")
    assert "tor 09:00" in hanna.lines[0]


async def test_a_roster_of_another_time_says_when_it_has_passed() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi i natt")
    await hanna.taps("Visa jouren")
    assert "ons 02:00" in hanna.lines[0]
    await hanna.types("/konsult kardiologi i natt")
    await chat.passes(at("2026-11-27 09:00"))
    await hanna.taps("Visa jouren")
    assert hanna.lines[0] == "Gällde till tor 26 nov 02:00. Tiden har passerat."


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("command", ["konsult", "jour"])
async def test_a_forged_moment_beyond_a_year_is_refused(command: str, moment: str) -> None:
    chat = await open_chat()
    press = Press(command, action="visa", data={"service": "kardiologi", "at": moment})
    card = (await chat.desk.press(chat.user("hanna-h").visitor, press, {})).card
    assert card_text(card).startswith("Den tiden är för långt bort för att svara på.")


async def test_the_card_says_until_when_it_holds_and_what_to_press_then() -> None:
    _, hanna = await at_change()
    holds = hanna.card.holds
    assert holds is not None
    assert (holds.until, holds.ended) == (at("2026-11-24 17:00"), "Gällde till 17:00")
    assert "at" not in holds.renew.press.data
    await hanna.types("/konsult kardiologi i natt")
    assert hanna.card.holds is not None and hanna.card.holds.until == at("2026-11-25 07:30")


# -- busy, and every step in sight ----------------------------------------------------------


async def test_who_can_answer_stands_next_after_one_who_is_busy() -> None:
    """Between them stands a role that nobody has."""
    gap, staffed = (shift("2026-11-24 08:00", 8, who=who) for who in ("", "bo-b"))
    chat = await open_chat(small_region(shifts=(gap, staffed)))
    busy = override(
        start="2026-11-24 13:00", hours=5.5, role=Role.CONSULTING_PHYSICIAN, kind=OverrideKind.BUSY,
        person="", instead_of="cecilia-c",
    )  # fmt: skip
    await chat.store.apply([Keep(busy)], actor="test", now=TUESDAY_DAYTIME)
    await chat.live.refresh()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    assert hanna.lines[1].startswith("1 Konsultläkare Cecilia Ceder")
    assert hanna.lines[1].endswith("upptagen till 17:00")
    assert hanna.lines[2].startswith("2 Bakjour Bo Björn")
    await hanna.taps("Fick ej svar")
    assert hanna.lines[0].startswith("Noterat: inget svar från Bakjour Bo Björn")


async def test_every_step_is_in_sight_and_numbered_without_gaps() -> None:
    chat = await demo_chat(at("2026-11-24 22:00"))
    for service in chat.snapshot.services.values():
        user = chat.user("marita-spovhed")
        press = Press("konsult", action="visa", data={"service": service.id})
        card = (await chat.desk.press(user.visitor, press, {})).card
        steps = [part for part in card.parts if isinstance(part, Step)]
        if not steps:
            continue
        assert [step.number for step in steps] == list(range(1, len(steps) + 1))
        assert [part for part in _folded(card) if isinstance(part, Step)] == []
        assert len(steps) == len(
            chat.snapshot.answer(service, chat.clock.now, now=chat.clock.now).steps
        )
        assert any(contact.uri for step in steps for contact in step.contacts)
        headings = [part.text for part in card.parts if isinstance(part, Subheading)]
        assert headings in (["Om ingen svarar"], ["Ring i stället"])


def _folded(card: Card) -> list[object]:
    return [inner for part in card.parts if isinstance(part, More) for inner in part.parts]


# -- replay: any card, any button, any delay, any forged moment -----------------------------

STARTS = ("2026-03-27 00:00", "2026-06-18 00:00", "2026-10-23 00:00", "2026-12-22 00:00")
"""Before the clock changes, and before Midsummer and Christmas."""


async def test_whatever_is_pressed_later_shows_only_who_is_on_duty_then() -> None:
    lot = random.Random(2611)
    for start in STARTS:
        chat = await demo_chat(at(start))
        await _replayed(chat, "amir-rostamzad", lot, rounds=40)


@pytest.mark.parametrize("seed", range(4))
async def test_so_it_is_with_any_rosters(seed: int) -> None:
    lot = random.Random(seed)
    chat = await open_chat(_any_region(lot), at(lot.choice(STARTS)))
    busy = [_any_override(lot, chat.clock.now, number) for number in range(6)]
    await chat.store.apply([Keep(one) for one in busy], actor="test", now=chat.clock.now)
    await _replayed(chat, "hanna-h", lot, rounds=40)


def _any_region(lot: random.Random) -> Region:
    """All who are on duty share a number of their own, and only some lines have one."""
    small = small_region()
    people = tuple(
        replace(one, show_number=True, phones=(phone(f"070-174 06 {10 + number}", kind=PhoneKind.MOBILE),))
        for number, one in enumerate(small.people)
    )  # fmt: skip
    staff = [one.id for one in people if one.id[0] in "abcdefg"]
    first = at(min(STARTS))
    shifts = tuple(
        Shift(
            lot.choice(["kardiologi", "medicin"]),
            lot.choice([Role.CONSULTING_PHYSICIAN, Role.PRIMARY_ON_CALL, Role.SENIOR_ON_CALL]),
            read_somebody(lot.choice([*staff, ""])),
            begin := first + timedelta(minutes=lot.randrange(300 * 24 * 60)),
            begin + timedelta(minutes=lot.randrange(30, 36 * 60)),
        )
        for _ in range(900)
    )
    phones = tuple(row for row in small.role_phones if lot.random() < 0.5)
    return replace(small, people=people, shifts=shifts, role_phones=phones)


def _any_override(lot: random.Random, now: datetime, number: int) -> Override:
    kind = lot.choice([OverrideKind.BUSY, OverrideKind.TAKES_OVER])
    person = "bo-b" if kind is OverrideKind.TAKES_OVER else ""
    begin = now + timedelta(hours=lot.randrange(72))
    made = override(f"o-{number}", kind=kind, person=person)
    return replace(made, start=begin, end=begin + timedelta(hours=lot.randrange(1, 9)), made=now)


async def _replayed(chat: Chat, person: str, lot: random.Random, rounds: int) -> None:
    services = list(chat.snapshot.services)
    start, seen = chat.clock.now, 0
    for _ in range(rounds):
        await chat.passes(start + timedelta(minutes=lot.randrange(4 * 24 * 60)))
        user = chat.user(person)
        press: Press | None = Press(
            "konsult", action="visa", data={"service": lot.choice(services)}
        )
        for _ in range(3):
            if press is None:
                break
            user.card = (await chat.desk.press(user.visitor, press, {})).card
            _judge(user.card, press, chat.snapshot, chat.clock.now)
            seen += 1
            found = [one for _, one in presses(user.card) if one.command in ("konsult", "jour")]
            await chat.passes(chat.clock.now + timedelta(minutes=lot.randrange(48 * 60)))
            press = _forged(lot.choice(found), lot, chat.clock.now) if found else None
    assert seen > rounds


def _forged(press: Press, lot: random.Random, now: datetime) -> Press:
    """The press as it is, or with any moment in it."""
    if lot.random() < 0.5:
        return press
    when = now + timedelta(minutes=lot.randrange(-3 * 24 * 60, 3 * 24 * 60))
    return replace(press, data={**press.data, "at": when.isoformat(), "sagt": when.isoformat()})


def _judge(card: Card, press: Press, snapshot: Snapshot, now: datetime) -> None:
    """People's own numbers only of who is on duty; on a card of now nobody else stands in a step."""
    minute = Hours.at(now)
    lines = {
        line for service in snapshot.services.values() for line in snapshot.chain_lines(service)
    }
    on_duty = {duty.person for line in lines for duty in snapshot.rosters.resolved(line, minute)}
    shown, is_now = card_text(card) + str(card_html(card, "k1")), _is_of_now(card)
    whos = " | ".join(part.who for part in card.parts if isinstance(part, Step))
    for person in snapshot.people.values():
        if person.id in on_duty:
            continue
        assert not [one for one in person.phones if one.number in shown], (press, now, shown)
        assert not (is_now and person.name in whos), (press, now, card_text(card))


def _is_of_now(card: Card) -> bool:
    return any(line.partition(" · nu ")[1] for line in card_text(card).splitlines()[:3])


async def test_the_same_holds_for_what_a_browser_posts() -> None:
    chat = await demo_chat(at("2026-11-24 08:30"))
    amir = chat.snapshot.people["amir-rostamzad"]
    browser = await browse_as(amir, chat.desk)
    page = {"sec-fetch-site": "same-origin", "hx-request": "true"}
    urology = {"data.service": "urologi-norra", "command": "konsult", "text": "", "entry": "new"}
    first = await browser.post("/tryck", data={**urology, "action": "visa"}, headers=page)
    assert "070-174 06 10" in first.text
    user = await User(chat.desk, chat.user(amir.id).visitor).types("/konsult urologi")
    failed = find_press(user.card, "Fick ej svar")
    assert failed is not None
    await chat.passes(at("2026-11-24 16:44"))
    for forged in (failed.data["at"], "2026-11-24T07:30:00+00:00", "2026-11-25T08:00:00+00:00"):
        data = {f"data.{name}": value for name, value in failed.data.items()} | {"data.at": forged}
        for action in ("ej-svar", "visa"):
            posted = await browser.post(
                "/tryck", data={**urology, **data, "action": action}, headers=page
            )
            assert posted.status_code == 200
            assert "070-174 06 10" not in posted.text
