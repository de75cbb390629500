"""The way to the inbox in the head of the page, and its number."""

from tests.bot.platforms.web.browser import HTMX, OWN_PAGE, Html, browse, browse_as
from tests.bot.platforms.web.web_desk import HANNA, open_desk


async def test_the_page_comes_without_the_number_and_asks_for_it_at_once() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    await desk.tells(HANNA, letters=2)
    page = Html((await browser.get("/")).text)
    assert "Inkorg Byt person" in page.text
    assert "load" in _asks_when(page)

    button = Html((await browser.get("/inkorg/antal", headers=HTMX)).text)
    assert button.text == "Inkorg 2 Inkorg, 2 olästa"
    assert not button.all("button"), "the button that may be under a finger stays"


async def test_with_no_letter_there_is_no_number() -> None:
    browser = await browse_as(HANNA, await open_desk())
    assert Html((await browser.get("/inkorg/antal", headers=HTMX)).text).text == "Inkorg"


def _asks_when(page: Html) -> list[str]:
    """What makes the open page ask for the number."""
    (when,) = [
        one["hx-trigger"] for one in page.all("span") if one.get("hx-get") == "/inkorg/antal"
    ]
    return str(when).split(", ")


async def test_one_letter_is_said_in_the_singular_and_very_many_in_short() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    await desk.tells(HANNA, letters=1)
    assert "Inkorg, 1 oläst<" in (await browser.get("/inkorg/antal")).text
    await desk.tells(HANNA, letters=119)
    assert "Inkorg 99+" in Html((await browser.get("/inkorg/antal")).text).text


async def test_after_each_answer_the_page_asks_for_the_number_again() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    asked = {"text": "/konsult kardiologi"}
    pressed = {"command": "jour", "action": "visa", "data.service": "kardiologi"}
    for path, data in (("/fraga", asked), ("/tryck", pressed)):
        answer = await browser.post(path, data=data, headers=HTMX)
        assert answer.headers["hx-trigger"] == "answered"
        assert not [form for form in Html(answer.text).all("form") if form.get("id") == "inbox"]
    assert "answered from:body" in _asks_when(Html((await browser.get("/")).text))


async def test_nothing_but_the_number_waits_for_the_store_to_count() -> None:
    desk = await open_desk()
    desk.counts_no_letters = True
    browser = await browse_as(HANNA, desk)
    asked = {"text": "/konsult kardiologi"}
    assert (await browser.get("/")).status_code == 200
    assert (await browser.get("/", params={"q": "kardiologi"})).status_code == 200
    assert (await browser.post("/fraga", data=asked, headers=HTMX)).status_code == 200


async def test_opening_it_is_a_press_that_works_without_javascript() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    response = await browser.post("/tryck", data={"command": "inkorg", "entry": "new"}, headers=OWN_PAGE)  # fmt: skip
    inbox = await browser.get(response.headers["location"])
    assert "Du frågade 14:05: /inkorg Inkorgen är tom." in Html(inbox.text).text


async def test_an_open_page_asks_for_the_number_and_for_nothing_else() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    await desk.tells(HANNA, letters=2)
    response = await browser.get("/inkorg/antal", headers={"hx-request": "true"})
    assert Html(response.text).text == "Inkorg 2 Inkorg, 2 olästa"
    assert "Hanna" not in response.text and response.headers["cache-control"] == "no-store"


async def test_a_page_whose_visitor_has_gone_is_left_alone() -> None:
    response = await browse(await open_desk()).get("/inkorg/antal", headers={"hx-request": "true"})
    assert (response.status_code, response.text) == (204, "")
