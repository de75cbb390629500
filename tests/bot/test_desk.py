"""The desk: checked before anything else, friendly when something fails, honest about what it lacks."""

import re
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.access import Asker
from bot.cards import Contact, Press
from bot.commands import COMMANDS
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.live import Live
from bot.questions.request import Reply, Request
from directory.query import Reads
from directory.snapshot import Snapshot
from directory.store.memory import MemoryStore
from tests.builders import at, phone, small_region
from tests.chat import TUESDAY_DAYTIME, open_chat
from tests.stories.gone_store import flaky_chat


@pytest.mark.parametrize(
    "typed",
    [
        "/konsult hjärtsvikt 850101-1236",
        "/konsult 19850101-1236 yrsel",
        "kardiologi 198501011236",
        "/nummer 850161-1239",
        "/850101-1236",
        "/jag 850101+1236",
        "/konsult hjärtsvikt (850101) 1236",
        "/konsult hjärtsvikt 850101&1236",
        "/konsult hjärtsvikt 850101‑1236",
        "/nummer 19850101 tf12",
        "/jour 850101:1236",
    ],
)
async def test_a_patient_identity_is_refused_explained_and_kept_nowhere(
    typed: str, capfd: pytest.CaptureFixture[str]
) -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types(typed)
    assert "personnummer" in seen.sees
    assert "8501" not in seen.sees
    assert chat.counted == []
    assert "850" not in repr([line for line in chat.store.audit if line.actor != "test"])
    assert "8501" not in "".join(capfd.readouterr())


async def test_an_identity_in_a_form_or_a_button_is_refused_too() -> None:
    chat = await open_chat()
    visitor = chat.user("hanna-h").visitor
    forged = Press("konsult", action="visa", data={"service": "850101-1236"})
    for press, answers in ((forged, {}), (Press("jag", action="sök"), {"enhet": "19850101-1236"})):
        card = (await chat.desk.press(visitor, press, answers)).card
        assert "personnummer" in repr(card)
        assert "8501" not in repr(card)


TYPED_THEN = {"sagt": "2026-11-24T13:05:00+00:00"}


async def test_an_answer_tells_what_would_ask_for_it_again() -> None:
    chat = await open_chat()
    hanna = chat.user("hanna-h").visitor
    assert (await chat.desk.ask(hanna, "NUMMER  björken")).origin == Press(
        "nummer", "björken", data=TYPED_THEN
    )
    assert (await chat.desk.ask(hanna, "/rmr kol")).origin == Press(
        "avtal", "rmr kol", data=TYPED_THEN
    )
    pressed = Press("jour", action="visa", data={"service": "kardiologi"})
    assert (await chat.desk.press(hanna, pressed, {"fält": "svar"})).origin == pressed


@pytest.mark.parametrize("typed", ["yrsel 850101-1236", "/xyz 850101-1236", "/850101 1236", "/850101-1236"])  # fmt: skip
async def test_words_with_an_identity_are_not_to_be_repeated(typed: str) -> None:
    chat = await open_chat()
    assert (await chat.desk.ask(chat.user("hanna-h").visitor, typed)).origin is None


async def test_an_identity_in_a_form_is_not_to_be_repeated_either() -> None:
    chat = await open_chat()
    press, answers = Press("jag", action="sök"), {"enhet": "19850101-1236"}
    assert (await chat.desk.press(chat.user("hanna-h").visitor, press, answers)).origin is None


async def test_an_answer_tells_who_asked_as_it_has_left_them() -> None:
    chat = await open_chat()
    stranger = chat.user().visitor
    first = await chat.desk.ask(stranger, "/konsult kardiologi")
    assert first.who.is_new and first.who.home is None
    chosen = await chat.desk.ask(stranger, "/jag eken")
    assert chosen.who.home is not None and chosen.who.home.id == "eken"
    assert not chosen.who.is_new


async def test_the_region_s_own_numbers_are_no_identities() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/nummer 0701740605")
    assert "personnummer" not in seen.sees


async def test_too_long_is_said_with_the_limit() -> None:
    chat = await open_chat()
    assert "högst 200 tecken" in (await chat.user("hanna-h").types("a" * 201)).sees


async def test_an_unknown_command_is_told_the_nearest() -> None:
    chat = await open_chat()
    assert "Menade du /konsult" in (await chat.user().types("/konsul kardiologi")).sees


async def test_words_without_a_command_are_a_question() -> None:
    chat = await open_chat()
    with_command = await chat.user("hanna-h").types("/konsult kardiologi")
    assert (await chat.user("hanna-h").types("kardiologi")).sees == with_command.sees
    assert (await chat.user("hanna-h").types("KONSULT kardiologi")).sees == with_command.sees


@pytest.mark.parametrize("name", [command.name for command in COMMANDS if command.access])
async def test_a_command_for_others_is_refused(name: str) -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types(f"/{name}")
    assert seen.sees == f"/{name} är bara för samordnare."
    assert f"/{name}" not in (await chat.user("hanna-h").types("/hjalp")).sees
    assert f"/{name}" in (await chat.user("karin-k").types("/hjalp")).sees


@pytest.mark.parametrize("action", ["visa", "ej-svar", "annan-tid", "finns-inte", "välj", "sök"])
@pytest.mark.parametrize("command", [command.name for command in COMMANDS] + ["finns-inte"])
async def test_a_forged_button_gets_a_sentence(command: str, action: str) -> None:
    chat = await open_chat()
    visitor = chat.user("karin-k").visitor
    for data in (
        {},
        {"service": "x", "at": "x", "failed": "x,,9"},
        {"service": "kardiologi", "at": "2026-11-24T10:00"},
    ):
        card = (await chat.desk.press(visitor, Press(command, "", action, data), {})).card
        assert card.parts or card.form
        assert "Något gick fel" not in repr(card)


async def test_before_a_region_is_loaded_there_is_a_sentence_and_a_number() -> None:
    store = MemoryStore()
    live = Live(store, lambda: TUESDAY_DAYTIME)
    await live.refresh()
    desk = FrontDesk(
        live, lambda: TUESDAY_DAYTIME, lambda lookup: None, phone("08-465 004 99"), Reads()
    )
    card = (await desk.ask(Visitor("test:x"), "/konsult kardiologi")).card
    assert "Ingen region är inläst" in repr(card)
    assert "08-465 004 99" in repr(card)


@pytest.mark.parametrize(
    "press",
    [
        Press("borttaget", action="visa"),
        Press("borttaget", data={"unit": "eken"}),
        Press("konsult", action="borttagen"),
    ],
)
async def test_a_button_of_another_version_says_so(press: Press) -> None:
    chat = await open_chat()
    seen = chat.user("hanna-h")
    card = (await seen.desk.press(seen.visitor, press, {})).card
    assert "Knappen finns inte längre. Ställ frågan igen." in repr(card)


async def test_with_the_database_gone_answers_go_on_and_say_how_old_they_are() -> None:
    chat, store = await flaky_chat()
    store.gone = True
    await chat.passes(at("2026-11-24 14:10"))
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert seen.lines[0] == "Katalogen kan inte nås just nu. Uppgifterna är från 14:05."
    assert "08-465 004 10" in seen.sees


async def test_a_report_that_cannot_be_saved_says_so_and_still_shows_the_next_step() -> None:
    chat, store = await flaky_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    store.gone = True
    await hanna.taps("Fick ej svar")
    assert hanna.lines[0] == "Rapporten kunde inte sparas just nu."
    assert any(line.startswith("1 Bakjour") for line in hanna.lines)


async def test_a_home_unit_that_cannot_be_saved_is_not_claimed() -> None:
    chat, store = await flaky_chat()
    store.gone = True
    seen = await chat.user("hanna-h").types("/jag eken")
    assert seen.sees == "Hemenheten kunde inte sparas just nu. Försök igen om en stund."


async def test_a_fault_of_ours_has_a_reference_that_leads_to_the_log_and_a_number() -> None:
    chat = await open_chat()

    def broken(request: Request, snapshot: Snapshot) -> Reply:
        raise RuntimeError("broken on purpose")

    commands = [replace(one, run=broken) if one.name == "konsult" else one for one in COMMANDS]
    desk = FrontDesk(
        chat.live,
        chat.desk.now,
        lambda lookup: None,
        phone("08-465 004 99"),
        chat.reads,
        commands=commands,
    )
    with capture_logs() as logged:
        card = (await desk.ask(Visitor("test:x"), "/konsult kardiologi")).card
    reference = re.search(r"Något gick fel \(ref (\w+)\)", repr(card))
    assert reference is not None
    assert [line["reference"] for line in logged if line["log_level"] == "error"] == [reference[1]]
    assert "08-465 004 01" in repr(card)  # the switchboard, since it is known


async def test_own_writes_are_seen_at_once_and_others_after_a_refresh() -> None:
    store = MemoryStore(small_region())
    first, second = (Live(store, lambda: TUESDAY_DAYTIME) for _ in range(2))
    for live in (first, second):
        await live.refresh()
    region = small_region(terms=())
    await store.import_region(region, actor="test", now=TUESDAY_DAYTIME)
    before = second.snapshot
    await second.refresh()
    assert second.snapshot is not before


async def test_whatever_has_failed_there_is_a_number() -> None:
    class Broken(FrontDesk):
        """Cannot tell where the asker's switchboard is."""

        def in_need(self, who: Asker) -> Contact:
            raise RuntimeError("broken on purpose")

    chat = await open_chat()
    desk = Broken(chat.live, chat.clock, chat.count, phone("08-465 004 99"), chat.reads)
    with capture_logs() as logged:
        card = (await desk.ask(chat.user("hanna-h").visitor, "/finnsinte")).card
    assert "08-465 004 99" in repr(card)
    assert [line["event"] for line in logged] == ["command failed"]
