"""/jag: who one is here, and one's home unit."""

from tests.chat import open_chat


async def test_a_home_unit_is_found_by_search_and_changes_the_answers() -> None:
    chat = await open_chat()
    stranger = await chat.user().types("/jag")
    assert "ingen vald" in stranger.sees
    await stranger.taps("Sök", enhet="ekn")
    assert "Ingen enhet heter ”ekn”" in stranger.sees
    await stranger.taps("Sök", enhet="eken")
    await stranger.types("/jag")
    assert "Ekens hälsocentral (Åsbo)" in stranger.sees
    await stranger.taps("Ta bort")
    assert "ingen vald" in (await stranger.types("/jag")).sees


async def test_a_home_unit_that_does_not_exist_keeps_what_was_typed() -> None:
    chat = await open_chat()
    seen = await chat.user().types("/jag hemenhet qqqqqq")
    assert "Ingen enhet heter ”qqqqqq”" in seen.sees
    empty = await seen.taps("Sök", enhet=" ")
    assert "Skriv namnet på din enhet" in empty.sees
