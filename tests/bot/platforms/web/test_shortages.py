"""GET /rest/oversikt: for members of specialist groups and coordinators, and for nobody else."""

import io
import re
from datetime import timedelta

import httpx
import pytest
from openpyxl import load_workbook

from directory.catalogue.people import Person
from directory.changes import Keep
from directory.counting.lookups import Lookup
from directory.letters.subscriptions import Pace, Subscription
from directory.shortages.advice.advice import AdviceState
from directory.shortages.following.topic import SHORTAGE_NEWS
from tests.bot.platforms.web.browser import Html, browse, choose
from tests.bot.platforms.web.web_desk import HANNA, TORE, WatchedDesk, web_region
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import Chat, open_chat
from tests.shortages import a_group, a_row, an_advice, medicine, of_product

NORADRENALIN = of_product("Droppet 1 mg/ml Koncentrat", "C01CA03", "noradrenalin", npl="4", atc_name="Noradrenalin")  # fmt: skip
EVIL = of_product('=HYPERLINK("http://x")', "G03CA04", "estriol", npl="9", atc_name="Östriol")
ROWS = (
    a_row("2026-08-01", pack="nu", shortage="1"),
    a_row("2026-06-01", "2026-08-10", pack="passerad", shortage="2"),
    a_row("2027-01-01", pack="upphör", shortage="3", ceases=True),
    a_row("2026-09-01", pack="snart", shortage="4"),
    a_row("2026-08-01", pack="elak", shortage="5", product=EVIL),
    a_row("2026-08-01", pack="annat", shortage="6", product=NORADRENALIN),
)
PAGE = "/rest/oversikt"
ADDRESSES = [PAGE, f"{PAGE}.xlsx", f"{PAGE}/slut-nu.csv", f"{PAGE}/antal.svg"]


async def read_in() -> Chat:
    chat = await open_chat(web_region(), now=NOW)
    await published(chat, file(ROWS))
    await chat.live.medicines_indexed()
    heart = a_group("anna-a", "bo-b", medicines=("C01CA",), id_="hjarta")
    women = a_group(HANNA.id, "bo-b")
    advice = an_advice(AdviceState.SIGNED, now=NOW)
    waiting = an_advice(AdviceState.WAITING, now=NOW, advice="a2", concerns=(medicine("Östriol"),))
    changes = [Keep(one) for one in (heart, women, advice, waiting)]
    await chat.store.apply(changes, actor="t", now=NOW)
    await chat.store.count({Lookup(NOW, "rest", "answer", "G03CA03"): 14})
    await chat.live.refresh()
    return chat


async def signed_in(who: Person, chat: Chat | None = None) -> httpx.AsyncClient:
    chat = chat or await read_in()
    desk = WatchedDesk(chat)
    browser = browse(desk, present=chat.live.present, shortages=chat.store)
    await choose(who.name, browser)
    return browser


@pytest.mark.parametrize("address", ADDRESSES)
async def test_who_is_in_no_group_and_does_not_coordinate_is_shown_nothing(address: str) -> None:
    chat = await read_in()
    await chat.store.apply([Keep(a_group("anna-a", "bo-b"))], actor="t", now=NOW)
    await chat.live.refresh()
    response = await (await signed_in(HANNA, chat)).get(address)
    assert response.status_code == 403
    assert "för medlemmar i specialistgrupper" in response.text
    assert "Plåstret" not in response.text


async def test_a_member_sees_their_own_list_and_not_that_of_another_group() -> None:
    browser = await signed_in(HANNA)
    markup = (await browser.get(PAGE)).text
    page = Html(markup)
    assert "Restnoteringar: Kvinnosjukdomar" in page.text
    assert re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", markup) == [
        ("Slut nu", "3"),
        ("Börjar inom tre veckor", "1"),
        ("Prognosen har passerat", "1"),
        ("Upphör", "1"),
        ("Ersättningsråd", "2"),
    ]
    assert "Droppet" not in page.text
    lists = [link["href"] for link in page.all("a") if "lista=" in link["href"]]
    assert f"{PAGE}?lista=kvinnohalsa" in lists
    assert f"{PAGE}?lista=alla" in lists
    for address in ADDRESSES:
        assert (await browser.get(f"{address}?lista=hjarta")).status_code == 404


async def test_a_coordinator_sees_every_groups_list_and_all_medicines() -> None:
    browser = await signed_in(TORE)
    assert "Droppet" in (await browser.get(f"{PAGE}?lista=hjarta")).text
    everything = (await browser.get(f"{PAGE}?lista=alla")).text
    assert "Droppet" in everything
    assert "Plåstret" in everything


async def test_what_somebody_follows_is_a_list_of_its_own() -> None:
    chat = await read_in()
    wish = Subscription(follower=TORE.id, topic=SHORTAGE_NEWS, target="substans:noradrenalin", pace=Pace.DAILY, made=NOW)  # fmt: skip
    await chat.store.apply([Keep(wish)], actor="t", now=NOW)
    await chat.live.refresh()
    page = Html((await (await signed_in(TORE, chat)).get(f"{PAGE}?lista=bevakat")).text)
    assert "Restnoteringar: Det du bevakar" in page.text
    assert "Droppet" in page.text
    assert "Plåstret" not in page.text


async def test_advice_and_demand_stand_with_the_list() -> None:
    browser = await signed_in(HANNA)
    advice = (await browser.get(f"{PAGE}/ersattningsrad.csv")).text.splitlines()
    assert advice[1:] == [
        "Estradiol (G03CA03);gäller;2026-08-20;2026-11-18;Kvinnosjukdomar;Anna Asp;Bo Björn",
        "Östriol;väntar på godkännande;2026-08-20;2026-11-18;Kvinnosjukdomar;Anna Asp;",
    ]
    asked = (await browser.get(f"{PAGE}/fragor.csv")).text.splitlines()
    assert asked[1:] == ["Estradiol;G03CA03;14;;finns"]


async def test_advice_that_ends_within_a_fortnight_says_so() -> None:
    chat = await read_in()
    await chat.passes(NOW + timedelta(days=77))
    advice = (await (await signed_in(HANNA, chat)).get(f"{PAGE}/ersattningsrad.csv")).text
    assert "Estradiol (G03CA03);gäller, slutar snart;" in advice


async def test_the_workbook_has_every_table_and_runs_nothing() -> None:
    answer = await (await signed_in(HANNA)).get(f"{PAGE}.xlsx")
    assert answer.headers["cache-control"] == "private, no-store"
    assert 'filename="restnoteringar-kvinnosjukdomar-2026-08-20.xlsx"' in answer.headers["content-disposition"]  # fmt: skip
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[:4] == ["Slut nu", "Börjar inom tre veckor", "Prognosen har passerat", "Upphör"]  # fmt: skip
    rows = list(book["Slut nu"].iter_rows(values_only=True))
    assert rows[0][:5] == ("substans", "ATC", "läkemedel", "förpackning", "varunummer")
    assert {row[0] for row in rows[1:]} == {"Estradiol", "Östriol"}
    assert {row[4] for row in rows[1:]} == {"004711"}
    evil = next(cell for row in book["Slut nu"].iter_rows() for cell in row if "HYPERLINK" in str(cell.value))  # fmt: skip
    assert evil.data_type == "s"


async def test_a_table_is_a_file_that_excel_reads_in_swedish() -> None:
    answer = await (await signed_in(HANNA)).get(f"{PAGE}/slut-nu.csv")
    assert answer.content.startswith(b"\xef\xbb\xbfsubstans;ATC;")
    text = answer.content.decode("utf-8-sig")
    assert "Östriol;G03CA04;" in text
    assert "\"'=HYPERLINK" in text
    assert "text/csv" in answer.headers["content-type"]


async def test_the_chart_counts_every_day_and_says_it_in_words() -> None:
    chat = await read_in()
    await chat.passes(NOW + timedelta(days=1))
    await published(chat, file(ROWS[1:], 1))
    browser = await signed_in(HANNA, chat)
    [image] = Html((await browser.get(PAGE)).text).all("img")
    assert image["alt"] == (
        "Restnoterade förpackningar över tid. 20 aug 2026: 4 slut nu, 1 kommande, 1 upphör. "
        "21 aug 2026: 3 slut nu, 1 kommande, 1 upphör. Talen står i tabellen ”Antal över tid”."
    )
    light, dark = [await browser.get(f"{PAGE}/antal.svg{more}") for more in ("", "?morkt=1")]
    assert light.headers["content-type"] == "image/svg+xml"
    assert "#ffffff" in light.text
    assert "#182027" in dark.text


@pytest.mark.parametrize("address", [f"{PAGE}?lista=%3Cb%3E", f"{PAGE}/x.svg", f"{PAGE}/antal.exe", f"{PAGE}/x.csv"])  # fmt: skip
async def test_what_is_not_there_is_said_to_be_not_there(address: str) -> None:
    response = await (await signed_in(TORE)).get(address)
    assert response.status_code == 404
    assert "<b>" not in response.text


async def test_without_a_file_nothing_is_said() -> None:
    chat = await open_chat(web_region(), now=NOW)
    page = await (await signed_in(TORE, chat)).get(PAGE)
    assert "Inga restnoteringar är inlästa" in page.text
    assert "<table" not in page.text


async def test_the_page_says_that_its_facts_are_old() -> None:
    chat = await read_in()
    await chat.passes(NOW + timedelta(days=3))
    page = await (await signed_in(HANNA, chat)).get(PAGE)
    assert "Uppgifterna är från 20 aug 2026 03:00 och kan ha ändrats" in page.text


@pytest.mark.parametrize(("who", "leads"), [(TORE, True), (HANNA, True)], ids=["coordinator", "member"])  # fmt: skip
async def test_the_chat_leads_there(who: Person, leads: bool) -> None:
    page = await (await signed_in(who)).get("/")
    assert ('href="/rest/oversikt"' in page.text) is leads
