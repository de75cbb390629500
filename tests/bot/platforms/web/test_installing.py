"""The worker, the manifest and the page without a network."""

import json
import re

from bot.platforms.web.installing import worker_script
from bot.platforms.web.sign_in import visitor_of
from tests.bot.platforms.web.browser import Html, browse, browse_as
from tests.bot.platforms.web.web_desk import HANNA, TORE, open_desk


async def test_all_that_the_worker_keeps_is_there() -> None:
    browser = browse(await open_desk())
    worker = await browser.get("/sw.js")
    listed = re.search(r"const FILES = (\[.*\]);", worker.text)
    assert listed is not None
    files = json.loads(listed[1])

    assert worker.headers["cache-control"] == "no-cache"
    assert {(await browser.get(file)).status_code for file in files} == {200}
    offline = Html((await (await browse_as(HANNA, await open_desk())).get("/utan-nat")).text)
    scripts = [script["src"] for script in offline.all("script")]
    styles = [link["href"] for link in offline.all("link") if link["rel"] == "stylesheet"]
    assert {*scripts, *styles} <= set(files)


def test_the_worker_keeps_no_answers_and_takes_only_what_is_read() -> None:
    script = worker_script()
    assert 'request.method !== "GET"' in script
    assert re.findall(r"cache\.put\((\w+)", script) == ["PAGE"]


async def test_the_page_has_the_number_of_the_askers_switchboard() -> None:
    desk = await open_desk()
    page = Html((await (await browse_as(HANNA, desk)).get("/utan-nat")).text)

    number = desk.in_need(desk.asker(visitor_of(HANNA)))
    assert number.text in page.text and number.label in page.text
    assert {"href": number.uri, "class": "call"} in page.all("a")


async def test_what_is_kept_has_a_name_that_tells_nobody_whose_it_is() -> None:
    desk = await open_desk()
    names = []
    for person in (HANNA, TORE):
        markup = (await (await browse_as(person, desk)).get("/utan-nat")).text
        names.append(Html(markup).all("body")[0]["data-person"])
        assert person.id not in markup and person.name not in markup
    assert len(set(names)) == 2


async def test_there_is_no_page_for_nobody() -> None:
    response = await browse(await open_desk()).get("/utan-nat")
    assert (response.status_code, response.headers["location"]) == (303, "/person")
