"""Asking, pressing and sending forms; what is refused; what every response carries."""

import logging
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import httpx
import pytest
import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.platforms.terminal.pressing import find_press
from bot.platforms.web import pages
from bot.platforms.web.pages import HIDDEN_QUESTION, static_url
from bot.platforms.web.sign_in import visitor_of
from directory.letters.kept import FOLLOWING
from tests.bot.platforms.web.browser import HOST, HTMX, OWN_PAGE, Html, browse, browse_as
from tests.bot.platforms.web.web_desk import HANNA, TORE, open_desk
from tests.builders import at
from tests.gallery import LONG_CARD

QUESTION = {"text": "/konsult kardiologi"}
HELP = {"command": "hjalp", "action": "x"}


async def button(
    browser: httpx.AsyncClient, label: str, question: str = QUESTION["text"]
) -> dict[str, str]:
    """What a button of the answer would post."""
    answer = await browser.post("/fraga", data={"text": question}, headers=HTMX)
    return Html(answer.text).press(label)


# -- the chat ---------------------------------------------------------------------------------


async def test_the_chat_names_the_visitor_and_her_commands() -> None:
    desk = await open_desk()
    page = Html((await (await browse_as(HANNA, desk)).get("/")).text)

    commands = desk.commands(desk.asker(visitor_of(HANNA)))
    assert "Hanna Hed Björkens hälsocentral" in page.text
    assert all(command.summary in page.text for command in commands)
    names = [" ".join((command.name, *command.aliases)) for command in commands]
    assert [option["data-names"] for option in page.all("li")] == names
    assert names[:3] == ["konsult", "nummer vc", "jour"]
    assert page.all("html")[0]["lang"] == "sv"


async def test_what_waits_stands_first_on_a_coordinators_start_page() -> None:
    desk = await open_desk()

    tores = Html((await (await browse_as(TORE, desk)).get("/")).text).text
    hannas = Html((await (await browse_as(HANNA, desk)).get("/")).text).text

    assert tores.index("Väntar på dig som samordnare") < tores.index("till exempel")
    assert "Väntar på dig" not in hannas


async def test_a_question_is_answered_with_a_whole_page_without_javascript() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)

    response = await browser.post("/fraga", data=QUESTION, headers=OWN_PAGE)
    answer = await browser.get(response.headers["location"])

    page = Html(answer.text)
    assert response.status_code == 303
    assert desk.asked == [("web:hanna-h", "/konsult kardiologi")]
    assert answer.status_code == 200 and page.all("html")
    assert "Du frågade 14:05: /konsult kardiologi Kardiologi Granvik · Granviks lasa" in page.text
    assert page.all("input")[-1]["id"] == "question"


async def test_htmx_gets_only_the_entry() -> None:
    browser = await browse_as(HANNA, await open_desk())

    response = await browser.post("/fraga", data=QUESTION, headers=HTMX)

    assert response.text.lstrip().startswith('<li class="entry"')


async def test_a_button_answers_in_place_of_its_card() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)

    no_answer = await button(browser, "Fick ej svar")
    desk.pressed.clear()
    response = await browser.post("/tryck", data=no_answer, headers=HTMX)

    assert response.text.lstrip().startswith("<article")
    assert "6 Konsultläkare Cecilia Ceder" in Html(response.text).text
    ((account, press, answers),) = desk.pressed
    card = (await desk.ask(visitor_of(HANNA), QUESTION["text"])).card
    assert (account, press, answers) == ("web:hanna-h", find_press(card, "Fick ej svar"), {})


async def test_a_button_without_javascript_gives_a_page_with_its_label_as_question() -> None:
    browser = await browse_as(HANNA, await open_desk())

    no_answer = await button(browser, "Fick ej svar")
    response = await browser.post("/tryck", data=no_answer, headers=OWN_PAGE)
    receipt = await browser.get(response.headers["location"])

    assert response.status_code == 303
    assert "Du frågade 14:05: Fick ej svar Noterat: inget svar från" in Html(receipt.text).text


async def test_a_choice_is_shown_as_it_would_be_typed() -> None:
    browser = await browse_as(HANNA, await open_desk())
    chosen = await button(browser, "Urologi", "/konsult eurologi")

    response = await browser.post("/tryck", data=chosen, headers=HTMX)

    assert response.text.lstrip().startswith('<li class="entry"')
    assert "Du frågade 14:05: /konsult Urologi" in Html(response.text).text


async def test_a_form_comes_back_with_its_errors_and_then_is_answered() -> None:
    browser = await browse_as(HANNA, await open_desk())

    form = await browser.post("/tryck", data=await button(browser, "Annan tid"), headers=HTMX)
    sent = Html(form.text).press("Kardiologi Granvik · Granviks lasarett: annan tid")
    wrong = {**sent, "answer.dag": "snarast", "answer.tid": "02:00"}
    first = await browser.post("/tryck", data=wrong, headers=HTMX)
    second = await browser.post("/tryck", data={**wrong, "answer.dag": "2026-12-24"}, headers=HTMX)

    assert "Skriv en dag inom ett år, till exempel 2026-12-24" in Html(first.text).text
    assert Html(first.text).values()["answer.tid"] == "02:00"
    assert "tor 24 dec 02:00, jourtid" in Html(second.text).text


async def test_no_field_cuts_what_is_pasted_into_it() -> None:
    browser = await browse_as(HANNA, await open_desk())

    form = await browser.post("/tryck", data=await button(browser, "Annan tid"), headers=HTMX)

    assert "maxlength" not in form.text


async def test_answers_come_by_field_name_and_several_values_joined() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    posted = urlencode([("command", "x"), ("answer.for", ""), ("answer.for", "hc"), ("answer.for", "er"), ("answer.weekly", "")])  # fmt: skip

    await browser.post("/tryck", content=posted, headers=_typed(OWN_PAGE))

    assert desk.pressed[0][2] == {"for": "hc,er", "weekly": ""}


async def test_an_empty_question_asks_nobody() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)

    response = await browser.post("/fraga", data={"text": " \n "}, headers=OWN_PAGE)

    assert response.status_code == 303 and desk.asked == []


async def test_control_characters_never_reach_the_desk() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)

    await browser.post("/fraga", data={"text": "a\x00b\x1b[2J\r\nc\x9b\u202ed"}, headers=HTMX)
    await browser.post("/fraga", content=b"text=%ff%fe%ed%a0%80", headers=_typed(HTMX))

    assert desk.asked[0][1] == "a b [2J  c \u202ed"
    assert desk.asked[1][1].isprintable()


async def test_a_patients_number_is_not_repeated() -> None:
    browser = await browse_as(HANNA, await open_desk())
    number = "19850101" + "-1236"

    response = await browser.post("/fraga", data={"text": f"/x {number}"}, headers=HTMX)

    assert f"Du frågade 14:05: {HIDDEN_QUESTION}" in Html(response.text).text


async def test_going_back_to_an_answers_address_begins_anew() -> None:
    browser = await browse_as(HANNA, await open_desk())

    for path in ("/fraga", "/tryck"):
        assert (await browser.get(path)).headers["location"] == "/"


async def test_an_address_opens_the_answer_of_now() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)

    by_day = await browser.get("/?q=kardiologi")
    await desk.chat.passes(at("2026-11-24 21:30"))
    at_night = await browser.get("/?q=kardiologi")

    assert "Du frågade 14:05: kardiologi" in Html(by_day.text).text
    assert "nu tis 14:05, dagtid" in Html(by_day.text).text
    assert "nu tis 21:30, jourtid" in Html(at_night.text).text


async def test_an_address_changes_nothing_until_its_button_is_pressed() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)

    asked = Html((await browser.get("/", params={"q": "/bevaka kardiologi"})).text)
    before = desk.chat.snapshot.of(FOLLOWING)
    pressed = await browser.post("/tryck", data=asked.press("Ja, gör det"), headers=OWN_PAGE)
    receipt = await browser.get(pressed.headers["location"])

    assert "”/bevaka kardiologi” ändrar något." in asked.text
    assert not before.of(HANNA.id)
    assert len(desk.chat.snapshot.of(FOLLOWING).of(HANNA.id)) == 1
    assert "kardiologi" in Html(receipt.text).text


async def test_a_receipt_is_shown_again_without_pressing_again() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    no_answer = await button(browser, "Fick ej svar")
    desk.pressed.clear()

    address = (await browser.post("/tryck", data=no_answer, headers=OWN_PAGE)).headers["location"]
    first, again = await browser.get(address), await browser.get(address)
    another = await (await browse_as(TORE, desk)).get(address)
    await desk.chat.passes(at("2026-11-24 14:16"))
    later = await browser.get(address)

    assert len(desk.pressed) == 1
    assert "Noterat: inget svar" in first.text and "Noterat: inget svar" in again.text
    for gone in (another, later):
        assert gone.status_code == 410
        assert "Svaret på en knapp visas bara en stund." in gone.text
        assert "Noterat" not in gone.text


async def test_a_receipt_whose_card_holds_no_longer_shows_what_holds_instead() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    await desk.chat.passes(at("2026-11-24 16:58"))
    no_answer = await button(browser, "Fick ej svar")
    address = (await browser.post("/tryck", data=no_answer, headers=OWN_PAGE)).headers["location"]
    by_day = Html((await browser.get(address)).text).text

    await desk.chat.passes(at("2026-11-24 17:01"))
    later = Html((await browser.get(address)).text).text

    assert "Cecilia Ceder" in by_day
    assert "Cecilia Ceder" not in later and "jourtid" in later


async def test_a_patients_number_in_an_address_leads_away_from_it() -> None:
    browser = await browse_as(HANNA, await open_desk())
    number = "19850101" + "-1236"

    opened = await browser.get("/", params={"q": f"kardiologi {number}"})
    page = await browser.get(opened.headers["location"])
    posted = await browser.post("/fraga", data={"text": f"kol {number}"}, headers=OWN_PAGE)

    assert opened.status_code == 303 and number not in opened.headers["location"]
    assert "personnummer" in Html(page.text).text
    assert posted.status_code == 200 and number not in posted.text
    assert Html(posted.text).values()["text"] == ""


@pytest.mark.parametrize("typed", ["kardiologi " * 60, "/kardilogi", "x" * 4000])
async def test_words_that_are_refused_stay_in_the_field(typed: str) -> None:
    browser = await browse_as(HANNA, await open_desk())

    without_script = await browser.post("/fraga", data={"text": typed}, headers=OWN_PAGE)
    with_script = await browser.post("/fraga", data={"text": typed}, headers=HTMX)

    assert Html(without_script.text).values()["text"] == typed.strip()
    assert "data-refused" in Html(with_script.text).all("li")[0]


async def test_a_form_that_is_refused_keeps_what_was_written_in_it() -> None:
    browser = await browse_as(HANNA, await open_desk())
    form = await browser.post("/tryck", data=await button(browser, "Annan tid"), headers=HTMX)
    sent = Html(form.text).press("Kardiologi Granvik · Granviks lasarett: annan tid")

    response = await browser.post("/tryck", data={**sent, "answer.dag": "x" * 201}, headers=HTMX)

    assert "Texten är för lång." in Html(response.text).text
    assert response.headers["hx-retarget"] == "#entries"


# -- faults -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [OWN_PAGE, HTMX])
async def test_a_fault_of_the_desk_is_a_card_with_a_reference(headers: dict[str, str]) -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    desk.is_broken = True

    with structlog.testing.capture_logs() as logs:
        response = await browser.post("/tryck", data=HELP, headers=headers)

    assert response.status_code == 500
    assert f"Något gick fel (ref {logs[0]['reference']})." in Html(response.text).text
    assert any("_broken" in place for place in logs[0]["places"])
    assert "secret" not in repr(logs) + response.text


async def test_a_button_that_fails_leaves_its_card_alone() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    no_answer = await button(browser, "Fick ej svar")
    desk.is_broken = True

    response = await browser.post("/tryck", data=no_answer, headers=HTMX)

    assert response.status_code == 500
    assert response.headers["hx-retarget"] == "#entries"
    assert response.headers["hx-reswap"] == "beforeend"


async def test_a_fault_anywhere_else_is_a_page_with_a_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(request: Request) -> PlainTextResponse:
        raise RuntimeError("a secret that somebody typed")

    browser = browse(await open_desk(), routes=[Route("/healthz", broken)])
    with structlog.testing.capture_logs() as logs, caplog.at_level(logging.DEBUG):
        response = await browser.get("/healthz")

    assert response.status_code == 500
    assert f"(ref {logs[0]['reference']})" in Html(response.text).text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "secret" not in repr(logs) + response.text + caplog.text


# -- refusals ----------------------------------------------------------------------------------------


async def test_no_such_page_says_what_to_do() -> None:
    response = await browse(await open_desk()).get("/nothing/here")

    assert response.status_code == 404
    assert "Sidan finns inte" in response.text and "Till frågorna" in response.text


async def test_a_wrong_method_says_what_to_do() -> None:
    response = await browse(await open_desk()).put("/", headers=OWN_PAGE)

    assert response.status_code == 405
    assert response.headers["allow"]
    assert "Gå till frågorna" in response.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": HOST},
        {"sec-fetch-site": "none"},
        {"origin": "null"},
        {"origin": "https://example.org"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "http://127.0.0.1:8000.example.org"},
        {"origin": "127.0.0.1:8000"},
    ],
)
@pytest.mark.parametrize("path", ["/fraga", "/tryck", "/person"])
async def test_a_post_from_elsewhere_is_refused(path: str, headers: dict[str, str]) -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)

    response = await browser.post(path, data={"text": "/konsult x"}, headers=headers)

    assert response.status_code == 403
    assert not desk.asked and not desk.pressed


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "same-origin", "origin": "null"}, {"origin": HOST}]
)
async def test_a_post_from_our_own_page_is_let_in(headers: dict[str, str]) -> None:
    browser = await browse_as(HANNA, await open_desk())

    response = await browser.post("/fraga", data={"text": "/hjälp"}, headers=headers)

    assert response.headers["location"] == "/?q=%2Fhj%C3%A4lp"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"text=" + b"a" * 200, 303),
        (b"text=" + b"a" * 3001, 200),
        (b"text=x&" + b"k" * 101 + b"=1", 413),
        (b"&".join(b"data.%d=1" % n for n in range(201)), 400),
        (b"text=" + b"a" * 70_000, 413),
        ("text=å".encode(), 400),
    ],
)
async def test_what_is_posted_has_limits(body: bytes, status: int) -> None:
    browser = await browse_as(HANNA, await open_desk())

    response = await browser.post("/fraga", content=body, headers=_typed(OWN_PAGE))

    assert response.status_code == status


async def test_a_body_of_unknown_length_has_the_same_limit() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"a" * 1024

    desk = await open_desk()
    browser = await browse_as(HANNA, desk)

    response = await browser.post("/fraga", content=endless(), headers=_typed(OWN_PAGE))

    assert response.status_code == 413 and desk.asked == []
    assert "för mycket text" in response.text


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", ""])
async def test_only_a_plain_form_is_read(kind: str) -> None:
    browser = await browse_as(HANNA, await open_desk())

    response = await browser.post(
        "/fraga", content=b"text=x", headers={**OWN_PAGE, "content-type": kind}
    )

    assert response.status_code == 415


# -- headers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/person", "/nothing", "/static/chat.css", "/fraga"])
async def test_every_response_is_guarded(path: str) -> None:
    for browser in (browse(await open_desk()), browse(await open_desk(), client="192.0.2.7")):
        headers = (await browser.get(path)).headers

        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "geolocation=()" in headers["permissions-policy"]


async def test_pages_are_not_kept_and_versioned_files_for_ever() -> None:
    browser = await browse_as(HANNA, await open_desk())

    assert (await browser.get("/")).headers["cache-control"] == "no-store"
    assert (await browser.get("/nothing")).headers["cache-control"] == "no-store"
    assert "immutable" in (await browser.get(static_url("chat.css"))).headers["cache-control"]
    for other in ("/static/chat.css", "/static/chat.css?v=made-up"):
        assert (await browser.get(other)).headers["cache-control"] == "no-cache"
    missing = await browser.get("/static/missing.css?v=1")
    assert (missing.status_code, missing.headers["cache-control"]) == (404, "no-store")


async def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    chat = (await browser.get("/", params={"q": "/konsult kardiologi"})).text
    hanna = desk.asker(visitor_of(HANNA))
    every_card = pages.chat_page(
        hanna,
        desk.commands(hanna),
        entries=pages.entry("", LONG_CARD),
        now=desk.now(),
    )

    for markup in (
        chat,
        every_card,
        (await browser.get("/person")).text,
        (await browser.get("/x")).text,
    ):
        page = Html(markup)
        assert all("src" in script for script in page.all("script")) and not page.all("style")
        for _, attributes in page.tags:
            assert "style" not in attributes
            assert not any(name.startswith("on") for name in attributes)
            links = (attributes.get(name, "/") for name in ("src", "href", "action", "hx-post"))
            assert all(link.startswith(("/", "#", "tel:")) for link in links)


async def test_probes_stand_beside_the_pages() -> None:
    async def well(request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    response = await browse(await open_desk(), routes=[Route("/healthz", well)]).get("/healthz")

    assert response.text == "ok"


def _typed(headers: dict[str, str]) -> dict[str, str]:
    return {**headers, "content-type": "application/x-www-form-urlencoded"}
