"""/ejsvar: who did not answer, for coordinators."""

from directory.changes import Keep
from directory.counting.failures import ContactFailure
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, open_chat


async def test_missed_contacts_of_one_subject() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Fick ej svar")
    karin = await chat.user("karin-k").types("/ejsvar medicin")
    assert karin.sees == "Inga missade kontakter för ”medicin” de senaste 30 dagarna."
    assert "30 dagar: 1" in (await karin.types("/ejsvar kardiologi")).sees


async def test_a_report_of_an_earlier_card_says_so_and_shows_nobody_s_own_number() -> None:
    """As an earlier version wrote them, with the number that was called."""
    chat = await open_chat()
    failure = ContactFailure(
        service="kardiologi",
        step=2,
        contact="Bakjour Anna Asp 08-465 004 13, 070-174 06 05",
        asked_for=at("2026-11-24 08:30"),
        reported=TUESDAY_DAYTIME,
        reporter="test:hanna-h",
    )
    await chat.store.apply([Keep(failure)], actor="test", now=TUESDAY_DAYTIME)
    await chat.live.refresh()
    karin = await chat.user("karin-k").types("/ejsvar")
    assert karin.lines[1].endswith(
        "steg 2: Bakjour Anna Asp 08-465 004 13, eget nummer, svaret visades tis 24 nov 08:30"
    )
