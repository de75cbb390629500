"""/ejsvar: who did not answer, for coordinators."""

from tests.chat import open_chat


async def test_missed_contacts_of_one_subject() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Fick ej svar")
    karin = await chat.user("karin-k").types("/ejsvar medicin")
    assert karin.sees == "Inga missade kontakter för ”medicin” de senaste 30 dagarna."
    assert "30 dagar: 1" in (await karin.types("/ejsvar kardiologi")).sees
