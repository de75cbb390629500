"""The way to the inbox in the head of the page, and its number."""

from tests.bot.platforms.web.browser import HTMX, OWN_PAGE, Html, browse, browse_as
from tests.bot.platforms.web.web_desk import HANNA, open_desk


async def test_the_head_says_how_many_letters_wait() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    assert "Inkorg Byt person" in Html((await browser.get("/")).text).text

    await desk.tells(HANNA, letters=2)
    page = Html((await browser.get("/")).text)
    assert "Inkorg 2 Byt person" in page.text
    assert [b.get("aria-label") for b in page.all("button") if b.get("id") == "letters"] == ["Inkorg, 2 olästa"]  # fmt: skip


async def test_one_letter_is_said_in_the_singular_and_very_many_in_short() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    await desk.tells(HANNA, letters=1)
    assert 'aria-label="Inkorg, 1 oläst"' in (await browser.get("/")).text
    await desk.tells(HANNA, letters=119)
    assert "Inkorg 99+" in Html((await browser.get("/")).text).text


async def test_each_answer_renews_the_number() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    await desk.tells(HANNA, letters=3)
    asked = {"text": "/konsult kardiologi"}
    pressed = {"command": "jour", "action": "visa", "data.service": "kardiologi"}
    for path, data in (("/fraga", asked), ("/tryck", pressed)):
        answer = Html((await browser.post(path, data=data, headers=HTMX)).text)
        (form,) = [form for form in answer.all("form") if form.get("id") == "inbox"]
        assert form["hx-swap-oob"] == "true"
        assert "Inkorg 3" in answer.text


async def test_opening_it_is_a_press_that_works_without_javascript() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    response = await browser.post("/tryck", data={"command": "inkorg", "entry": "new"}, headers=OWN_PAGE)  # fmt: skip
    assert "Du frågade: /inkorg Inkorgen är tom." in Html(response.text).text
    assert desk.pressed[0][1].command == "inkorg"


async def test_an_open_page_asks_for_the_number_and_for_nothing_else() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    await desk.tells(HANNA, letters=2)
    response = await browser.get("/inkorg/antal", headers={"hx-request": "true"})
    assert Html(response.text).text == "Inkorg 2"
    assert "Hanna" not in response.text and response.headers["cache-control"] == "no-store"


async def test_a_page_whose_visitor_has_gone_is_left_alone() -> None:
    response = await browse(await open_desk()).get("/inkorg/antal", headers={"hx-request": "true"})
    assert (response.status_code, response.text) == (204, "")
