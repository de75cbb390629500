"""Who comes in: the demo only from its own computer, a proxy only with the secret."""

import httpx
import pytest

from bot.platforms.web.sign_in import COOKIE, Demo, Proxy
from tests.bot.platforms.web.browser import HTMX, OWN_PAGE, Html, browse, browse_as
from tests.bot.platforms.web.web_desk import HANNA, TORE, WatchedDesk, open_desk

SECRET = "a secret of the proxy and ours"
PROXY = Proxy("X-Forwarded-Email", SECRET)
ASK = {"text": "/konsult kardiologi"}


# -- the demo -------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost", "LOCALHOST"])
def test_the_demo_starts_on_this_computer(host: str) -> None:
    Demo().check_address(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "localhost.example.org"])
def test_the_demo_starts_nowhere_else(host: str) -> None:
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        Demo().check_address(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "[::1]:8000"])
async def test_the_demo_answers_its_own_computer(host: str) -> None:
    response = await browse(await open_desk()).get("/person", headers={"host": host})

    assert response.status_code == 200


@pytest.mark.parametrize(
    "host", ["konsult.example.org", "127.0.0.1.example.org", "192.0.2.1:8000", "", "[::1", "::1", "localhost:"]
)  # fmt: skip
async def test_another_name_for_the_computer_is_refused(host: str) -> None:
    response = await browse(await open_desk()).get("/person", headers={"host": host})

    assert response.status_code == 403
    assert "Demon går bara att nå från den dator som den körs på." in response.text


@pytest.mark.parametrize("path", ["/", "/person", "/static/chat.css", "/nothing"])
async def test_another_computer_is_refused_everywhere(path: str) -> None:
    response = await browse(await open_desk(), client="192.0.2.7").get(path)

    assert response.status_code == 403


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
async def test_the_demo_does_not_stand_behind_a_proxy(header: str) -> None:
    response = await browse(await open_desk()).get("/person", headers={header: "192.0.2.7"})

    assert response.status_code == 403


async def test_without_a_region_nobody_is_told_that_they_do_not_exist() -> None:
    desk = await open_desk()
    desk.chat.live.snapshot = None
    as_hanna = {"X-Forwarded-Email": HANNA.email, "X-Konsult-Secret": SECRET}

    page = await browse(desk, PROXY).get("/", headers=as_hanna)
    people = await browse(desk).get("/person")

    assert page.status_code == 503
    assert "finns inte i katalogen" not in page.text
    for response in (page, people):
        assert "Ingen region är inläst" in response.text
        assert "konsult import region MAPP" in response.text


async def test_nobody_chosen_leads_to_the_list() -> None:
    browser = browse(await open_desk())

    page = await browser.get("/")
    piece = await browser.post("/fraga", data=ASK, headers=HTMX)

    assert (page.status_code, page.headers["location"]) == (303, "/person")
    assert piece.headers["hx-redirect"] == "/person"


async def test_a_question_in_the_address_waits_for_the_choice() -> None:
    browser = browse(await open_desk())

    page = await browser.get("/?q=/konsult%20kardiologi")
    listed = Html((await browser.get(page.headers["location"])).text)
    [kept] = [field["value"] for field in listed.all("input") if field.get("name") == "q"]
    chosen = {"q": kept, "person": listed.all("button")[0]["value"]}
    answered = await browser.post("/person", data=chosen, headers=OWN_PAGE)

    assert answered.headers["location"] == "/?q=%2Fkonsult+kardiologi"
    assert "Kardiologi" in (await browser.get(answered.headers["location"])).text


async def test_an_identity_number_in_the_address_waits_nowhere() -> None:
    browser = browse(await open_desk())

    page = await browser.get("/?q=850101-1236")
    listed = await browser.get("/person?q=850101-1236")

    assert page.headers["location"] == "/person"
    assert "850101" not in listed.text


async def test_the_list_shows_name_title_unit_and_rights() -> None:
    page = Html((await browse(await open_desk()).get("/person")).text)

    assert "Hanna Hed Distriktsläkare · Björkens hälsocentral" in page.text
    assert "Töre Ek Överläkare · Hjärtkliniken specialist, samordnare" in page.text


async def test_choosing_and_changing_the_person() -> None:
    desk = await open_desk()
    browser = await browse_as(HANNA, desk)
    await browser.post("/fraga", data=ASK, headers=HTMX)
    token = Html((await browser.get("/person")).text).all("button")[1]["value"]
    await browser.post("/person", data={"person": token}, headers=OWN_PAGE)
    await browser.post("/fraga", data=ASK, headers=HTMX)

    assert [account for account, _ in desk.asked] == [f"web:{HANNA.id}", f"web:{TORE.id}"]


async def test_the_cookie_is_the_servers_alone_and_says_nothing() -> None:
    browser = browse(await open_desk())
    token = Html((await browser.get("/person")).text).all("button")[0]["value"]

    response = await browser.post("/person", data={"person": token}, headers=OWN_PAGE)

    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert HANNA.id not in cookie


@pytest.mark.parametrize("cookie", ["hanna-h", "web:hanna-h", "0" * 64, "å" * 9, '"', ""])
async def test_a_made_up_person_leads_back_to_the_list(cookie: str) -> None:
    header = f"{COOKIE}={cookie}".encode()

    page = await browse(await open_desk()).get("/", headers=[(b"cookie", header)])
    posted = await browse(await open_desk()).post(
        "/person", data={"person": cookie}, headers=OWN_PAGE
    )

    assert page.headers["location"] == "/person"
    assert posted.headers["location"] == "/person" and "set-cookie" not in posted.headers


async def test_a_cookie_of_another_run_is_made_up() -> None:
    desk, ours, theirs = await open_desk(), Demo(), Demo()

    assert ours.person_of(ours.token(HANNA), desk) == HANNA
    assert ours.person_of(theirs.token(HANNA), desk) is None


# -- behind a proxy -----------------------------------------------------------------------------


async def as_proxy(headers: list[tuple[str, str]], desk: WatchedDesk) -> httpx.Response:
    """What the proxy's visitor gets, from another computer and under a real name."""
    browser = browse(desk, PROXY, client="192.0.2.7")
    sent = [("host", "konsult.example.org"), *headers]
    return await browser.get("/", headers=sent)


@pytest.mark.parametrize("identity", ["hanna.hed@example.org", "Hanna.Hed@Example.org ", "SE0000000000-1A2B"])  # fmt: skip
async def test_the_proxy_names_a_person_by_mail_or_hsa_id(identity: str) -> None:
    headers = [("X-Forwarded-Email", identity), ("X-Konsult-Secret", SECRET)]

    response = await as_proxy(headers, await open_desk())

    assert response.status_code == 200
    assert "Hanna Hed" in response.text
    assert "Byt person" not in response.text and "Demo" not in response.text


@pytest.mark.parametrize(
    "headers",
    [
        [("X-Forwarded-Email", HANNA.email)],
        [("X-Forwarded-Email", HANNA.email), ("X-Konsult-Secret", "")],
        [("X-Forwarded-Email", HANNA.email), ("X-Konsult-Secret", SECRET[:-1])],
        [("X-Forwarded-Email", HANNA.email), ("X-Konsult-Secret", SECRET), ("X-Konsult-Secret", SECRET)],
        [("X-Forwarded-Email", "nobody@example.org"), ("X-Konsult-Secret", "wrong")],
    ],
)  # fmt: skip
async def test_without_the_secret_nothing_is_told(headers: list[tuple[str, str]]) -> None:
    response = await as_proxy(headers, await open_desk())

    assert response.status_code == 403
    assert "Logga in på det vanliga sättet och försök igen." in response.text
    assert "katalogen" not in response.text


@pytest.mark.parametrize(
    "identities", [[], [""], ["nobody@example.org"], [HANNA.email, TORE.email], ["<b>x</b>"]]
)
async def test_an_unknown_person_is_told_whom_to_ask(identities: list[str]) -> None:
    named = [("X-Forwarded-Email", identity) for identity in identities]

    response = await as_proxy([*named, ("X-Konsult-Secret", SECRET)], await open_desk())

    assert response.status_code == 403
    assert "Be samordnaren för din enhet lägga till dig." in Html(response.text).text
    assert "<b>x" not in response.text


async def test_the_demos_cookie_and_list_are_nothing_to_a_proxy() -> None:
    browser = browse(await open_desk(), PROXY)
    browser.cookies.set(COOKIE, Demo().token(HANNA))

    assert (await browser.get("/")).status_code == 403
    assert (await browser.get("/person")).status_code == 404


@pytest.mark.parametrize(
    ("header", "secret"),
    [("", SECRET), ("X Email", SECRET), ("x-konsult-secret", SECRET), ("X-Email", ""), ("X-Email", "short")],
)  # fmt: skip
def test_a_proxy_that_protects_nobody_does_not_start(header: str, secret: str) -> None:
    with pytest.raises(ValueError, match=r"[Pp]roxyn|[Hh]emlig"):
        Proxy(header, secret)


def test_secrets_are_not_printed() -> None:
    assert SECRET not in repr(PROXY)
    assert "key" not in repr(Demo())
