"""The pages of uploaded rosters, as a coordinator's browser meets them; without JavaScript."""

import re
from datetime import timedelta

import httpx
import pytest

from bot.apart.failing import Apart
from bot.incoming.addresses import Fetched, FetchError
from bot.platforms.web.app import create_web
from bot.platforms.web.sign_in import Demo
from bot.rosters.polling import RosterPolling
from bot.rosters.publishing import IncomingRoster, Rostering
from bot.rosters.uploads import RosterUploads, name_key
from directory.lazy.values import dataclass
from directory.publishing.plan import RosterAnswers
from directory.publishing.roster_drafts import RosterDraft
from directory.store.memory_drafts import MemoryDrafts
from directory.transaction import StoreUnavailableError
from tests.bot.platforms.web.browser import HOST, OWN_PAGE, Html, choose
from tests.builders import settings, small_region
from tests.chat import Chat, open_chat
from tests.directory.sources.rosters.books import Page, xlsx
from tests.stories.rosters import read_roster_here, undoing

HEAD = "datum;tid;roll;namn\n"
GOOD = f"{HEAD}2026-11-25;16-07:30;bakjour;Anna Asp\n2026-11-26;16-07:30;bakjour;David Dal\n"
PATH = "/schema"


class FragileDrafts(MemoryDrafts[RosterDraft]):
    """Drafts that can be out of reach."""

    gone = False

    async def put(self, draft: RosterDraft) -> None:
        if self.gone:
            raise StoreUnavailableError
        await super().put(draft)


class Clinic:
    """What the clinic's address says now; unreachable while it says nothing."""

    says = ""

    async def fetch(self, address: str, etag: str, modified: str) -> Fetched:
        if not self.says:
            raise FetchError("Det går inte att nå servern på adressen.")
        return Fetched(self.says.encode(), '"2"')


@dataclass
class Office:
    """The real desk and uploads on the small region, and browsers of its people."""

    chat: Chat
    drafts: FragileDrafts
    web: httpx.ASGITransport
    clinic: Clinic

    async def browser(self, name: str) -> httpx.AsyncClient:
        browser = httpx.AsyncClient(transport=self.web, base_url=HOST, follow_redirects=True)
        await choose(name, browser)
        return browser


async def office() -> Office:
    region = small_region(settings=settings(default_entry="medicin", demo_people=("karin-k", "hanna-h")))  # fmt: skip
    chat, drafts = await open_chat(region), FragileDrafts()
    rostering = Rostering(chat.repository, chat.live, chat.desk.now, read_roster_here)
    clinic = Clinic()
    uploads = RosterUploads(rostering, drafts, chat.live, chat.desk.now, undoing(chat), fetch=clinic.fetch)  # fmt: skip
    app = create_web(chat.desk, Demo(), uploads=uploads)
    return Office(chat, drafts, httpx.ASGITransport(app, client=("127.0.0.1", 50000)), clinic)


async def sends(browser: httpx.AsyncClient, content: bytes, name: str = "jour.csv", **fields: str) -> httpx.Response:  # fmt: skip
    chosen = {"service": "kardiologi", "role": "", **fields}
    return await browser.post(PATH, data=chosen, files={"file": (name, content)}, headers=OWN_PAGE)


async def acts(browser: httpx.AsyncClient, page: httpx.Response, action: str, **fields: str) -> httpx.Response:  # fmt: skip
    seen = Html(page.text).values().get("seen", "")
    return await browser.post(page.url, data={"seen": seen, "action": action, **fields}, headers=OWN_PAGE)  # fmt: skip


async def test_the_way_there_is_for_coordinators() -> None:
    at = await office()
    karin, hanna = await at.browser("Karin Kulle"), await at.browser("Hanna Hed")
    assert PATH in [link.get("href") for link in Html((await karin.get("/")).text).all("a")]
    assert PATH not in [link.get("href") for link in Html((await hanna.get("/")).text).all("a")]
    for response in (await hanna.get(PATH), await hanna.get(f"{PATH}/x"), await sends(hanna, GOOD.encode())):  # fmt: skip
        assert response.status_code == 403
        assert "Bara samordnare kan läsa in scheman." in response.text
    assert at.drafts.kept == {}


async def test_from_a_file_to_a_roster_in_force() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    form = Html((await karin.get(PATH)).text)
    chosen = [option["value"] for option in form.all("option") if "selected" in option]
    assert chosen == ["kardiologi", ""]  # what their own unit runs

    page = await sends(karin, GOOD.encode())
    assert re.fullmatch(rf"{HOST}{PATH}/[A-Za-z0-9_-]{{32}}", str(page.url))
    text = Html(page.text).text
    assert "2 nya pass, 0 ändrade, 0 borttagna, 0 som förut." in text
    assert "Bakjour ons 25 nov 16:00–07:30, Anna Asp" in text
    assert "Anna Asp: Anna Asp, 1 pass" in text
    assert "Så ändras vem som har jouren" in text
    assert "därefter gäller det som gällde förut." in text
    assert "Från ons 25 nov 16:00 säger schemat ensamt vem som är bakjour." in text

    done = await acts(karin, page, "publicera")
    assert "schemat gäller nu" in Html(done.text).text
    seen = await at.chat.user("hanna-h").types("/konsult kardiologi onsdag 20:00")
    assert "Bakjour Anna Asp" in seen.sees
    again = await karin.get(page.url)
    assert (again.status_code, "Utkastet finns inte längre." in again.text) == (404, True)
    assert "jour.csv, inläst 14:05" in Html((await karin.get(PATH)).text).text


async def test_what_stops_it_is_told_with_what_would_be_right() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, f"{GOOD}2026-11-27;16-99;bakjour;XQ\n2026-11-28;16-07;bakjour;XQ\n".encode())  # fmt: skip
    text = Html(page.text).text
    assert "Det går inte att publicera än." in text
    assert "1 namn finns inte i katalogen." in text
    assert "”16-99” är ingen tid." in text
    assert "publicera" not in [button.get("value") for button in Html(page.text).all("button")]
    forced = await acts(karin, page, "publicera", leave_out="ja")
    assert "Inget har publicerats. Pass skulle bli utan jour" in Html(forced.text).text
    assert "namnet i schemat är inte kopplat till någon" in Html(forced.text).text

    chosen = {f"name.{name_key('XQ')}": "bo-b", "leave_out": "ja"}
    ready = await acts(karin, page, "visa", **chosen)
    assert "Det går inte att publicera än." not in ready.text
    assert "bo-b" in [o["value"] for o in Html(ready.text).all("option") if "selected" in o]
    assert (
        "schemat gäller nu"
        in (await acts(karin, ready, "publicera", unstaffed="ja", **chosen)).text
    )


async def test_what_is_cancelled_and_what_has_words_too_many_is_named_with_them() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    night = "DTSTART:20261125T160000\r\nDTEND:20261126T073000\r\n"
    later = night.replace("1126", "1128").replace("1125", "1127")
    events = [
        f"{night}SUMMARY:Inställt: Bakjour: Anna Asp",
        f"{later}SUMMARY:Bakjour: Anna Asp (sjuk)",
    ]
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n"
    text = Html((await sends(karin, calendar.encode(), "jour.ics")).text).text
    assert "Att känna till (1)" in text
    assert "”Inställt: Bakjour: Anna Asp”: Händelsen är inställd enligt rubriken." in text
    assert "”Bakjour: Anna Asp (sjuk)”: Här står också ”sjuk”." in text
    assert "Det går inte att publicera än." in text


async def test_what_becomes_unstaffed_is_counted_listed_and_confirmed_before_it_is_published() -> (
    None
):
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, GOOD.encode())
    assert "blir utan" not in page.text
    assert 'value="dagar" autocomplete="off" checked' in page.text
    whole = await acts(karin, page, "visa", reach="allt")
    text = Html(whole.text).text
    counted = re.search(r"(\d+) pass blir utan bakjour, första fre 27 nov 16:00\.", text)
    assert counted is not None
    listed = re.findall(r"i dag, ingen i det nya schemat", text)
    assert len(listed) == int(counted[1]) > 50
    refused = await acts(karin, whole, "publicera", reach="allt")
    assert "Inget har publicerats. Pass skulle bli utan jour" in refused.text
    assert at.chat.on_duty("2026-11-27 20:00") != []
    done = await acts(karin, whole, "publicera", reach="allt", unstaffed="ja")
    assert "schemat gäller nu" in done.text
    assert at.chat.on_duty("2026-11-27 20:00") == []


async def test_a_publication_is_undone_from_its_receipt_or_the_list_within_a_day() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    before = at.chat.on_duty("2026-11-26 20:00")
    done = await acts(karin, await sends(karin, GOOD.encode()), "publicera")
    [form] = Html(done.text).all("form")
    assert "Det går till ons 25 nov 14:05" in Html(done.text).text
    assert form["action"] in (await karin.get(PATH)).text
    at.chat.forgets_letters()
    undone = await karin.post(f"{HOST}{form['action']}", data={"action": "ångra"}, headers=OWN_PAGE)
    assert "schemat är som före publiceringen" in undone.text
    assert at.chat.on_duty("2026-11-26 20:00") == before == ["bo-b"]
    assert (
        at.chat.letters("bo-b")[-1] == "Karin Kulle har ångrat publiceringen av schemat ”jour.csv”."
    )
    again = await karin.post(f"{HOST}{form['action']}", data={"action": "ångra"}, headers=OWN_PAGE)
    assert "Publiceringen finns inte längre att ångra." in again.text


async def test_only_the_latest_publication_can_be_undone_and_only_for_a_day() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    first = await acts(karin, await sends(karin, GOOD.encode()), "publicera")
    await at.chat.passes(at.chat.desk.now() + timedelta(minutes=5))
    newer = GOOD.replace("David Dal", "Cecilia Ceder").encode()
    second = await acts(karin, await sends(karin, newer, "nytt.csv"), "publicera")
    old, new = (Html(page.text).all("form")[0]["action"] for page in (first, second))
    refused = await karin.post(f"{HOST}{old}", data={"action": "ångra"}, headers=OWN_PAGE)
    assert (
        "Ett nyare schema har publicerats för jouren (”nytt.csv”, tis 24 nov 14:10)."
        in refused.text
    )
    await at.chat.passes(at.chat.desk.now() + timedelta(hours=24))
    late = await karin.post(f"{HOST}{new}", data={"action": "ångra"}, headers=OWN_PAGE)
    assert "Det går att ångra i 24 timmar." in late.text
    assert at.chat.on_duty("2026-11-26 20:00") == ["cecilia-c"]


async def test_a_name_that_nobody_has_explained_counts_as_nobody() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, GOOD.replace("David Dal", "XQ").encode())
    text = Html(page.text).text
    assert (
        "1 pass blir utan bakjour: tor 26 nov 16:00; det har ett namn som inte är kopplat till någon än."
        in text
    )
    chosen = {f"name.{name_key('XQ')}": "david-d"}
    assert "blir utan" not in (await acts(karin, page, "visa", **chosen)).text


async def test_what_was_changed_since_is_shown_before_it_is_published() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, GOOD.encode())
    unseen = await acts(karin, page, "publicera", first="2026-11-26", last="2026-11-26")
    assert "Något har ändrats sedan du såg det här." in unseen.text
    assert "1 nytt pass" in Html(unseen.text).text


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("26/11", "", "Skriv dagen som ÅÅÅÅ-MM-DD"),
        ("2026-11-26", "2026-11-25", "Sista dagen ligger före den första."),
    ],
)
async def test_days_that_cannot_be(first: str, last: str, says: str) -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, GOOD.encode())
    answer = await acts(karin, page, "publicera", first=first, last=last)
    assert says in answer.text and "Det går inte att publicera än." in answer.text
    assert (Html(answer.text).values()["first"], Html(answer.text).values()["last"]) == (first, last)  # fmt: skip


async def test_it_can_be_let_go() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, GOOD.encode())
    back = await acts(karin, page, "avbryt")
    assert str(back.url) == HOST + PATH and at.drafts.kept == {}


@pytest.mark.parametrize(
    ("content", "name", "fields", "says"),
    [
        (b"%PDF-1.7", "jour.pdf", {}, "Det är en PDF"),
        (b"", "jour.csv", {}, "Filen är tom."),
        (GOOD.encode(), "", {}, "Välj en fil."),
        (GOOD.encode(), "850101-1236.csv", {}, "ser ut att innehålla ett personnummer"),
        (GOOD.encode(), "jour.csv", {"service": "x"}, "Välj vilken jour schemat gäller."),
    ],
)
async def test_a_wrong_file_comes_back_with_a_reason(content: bytes, name: str, fields: dict[str, str], says: str) -> None:  # fmt: skip
    at = await office()
    answer = await sends(await at.browser("Karin Kulle"), content, name, **fields)
    assert answer.status_code == 200 and says in answer.text
    assert at.drafts.kept == {}


async def test_a_file_that_is_too_large_is_refused_in_words() -> None:
    at = await office()
    answer = await sends(await at.browser("Karin Kulle"), b"x" * 10_200_000)
    assert (answer.status_code, "högst 10 MB" in answer.text) == (413, True)
    just_right = await sends(await at.browser("Karin Kulle"), b"x" * 10_000_001)
    assert "Den får vara högst 10 MB." in just_right.text


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/x-www-form-urlencoded", b"service=x", 415),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=x", b"garbage", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n", 400),
        ("multipart/form-data; boundary=x; charset=\xff", b"--x--\r\n", 200),
    ],
)  # fmt: skip
async def test_hostile_uploads_get_a_sentence(kind: str, body: bytes, status: int) -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    headers = {**OWN_PAGE, "content-type": kind.encode("latin-1")}
    answer = await karin.post(PATH, content=body, headers=headers)  # type: ignore[arg-type]  # bytes as a header
    assert answer.status_code == status and answer.text


async def test_names_in_files_are_only_words() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    hostile = f"{HEAD}2026-11-25;16-07:30;bakjour;<img src=x onerror=alert(1)>\n"
    page = await sends(karin, hostile.encode(), "<b>\u202e../../etc/jour.csv")
    assert "<img" not in page.text and "<b>\u202e" not in page.text and "etc" not in page.text
    assert all("style" not in attributes for _, attributes in Html(page.text).tags)


async def test_while_the_store_is_gone_nothing_has_been_changed() -> None:
    at = await office()
    at.drafts.gone = True
    answer = await sends(await at.browser("Karin Kulle"), GOOD.encode())
    assert answer.status_code == 503 and "Inget har ändrats." in answer.text


ADDRESS = "https://schema.example/hemlig-nyckel/jour.csv"
MONTH = [f"2026-12-{day:02};16-07:30;bakjour;{who}" for day, who in zip(range(1, 31), ["Anna Asp", "Bo Björn", "David Dal"] * 10, strict=True)]  # fmt: skip


async def stopped_address() -> Office:
    """The clinic's address spoke for December, and then left out all but its first ten days."""
    at = await office()
    chat, rostering = (
        at.chat,
        Rostering(at.chat.repository, at.chat.live, at.chat.desk.now, read_roster_here),
    )
    whole = "\n".join([HEAD.strip(), *MONTH])
    incoming = IncomingRoster(service="kardiologi", name=ADDRESS, content=whole.encode(), every_minutes=15, etag='"1"')  # fmt: skip
    await rostering.publish(incoming, RosterAnswers(names={}), "konsult import roster")
    at.clinic.says = "\n".join([HEAD.strip(), *MONTH[:10]])
    await chat.passes(chat.clock.now + timedelta(minutes=15))
    await polls(at)
    assert chat.on_duty("2026-12-20 20:00") == ["bo-b"]
    return at


async def polls(at: Office) -> None:
    chat = at.chat
    rostering = Rostering(chat.repository, chat.live, chat.desk.now, read_roster_here)
    polling = RosterPolling(
        chat.repository, chat.live, rostering, at.clinic.fetch, Apart("rosters")
    )
    await polling.run(chat.clock.now)


async def looks_at_it(karin: httpx.AsyncClient, who: httpx.AsyncClient | None = None) -> httpx.Response:  # fmt: skip
    """The button beside what waits, on Karin's page, pressed by her or by somebody else."""
    listed = Html((await karin.get(PATH)).text)
    [way] = [form["action"] for form in listed.all("form") if form["action"].startswith(f"{PATH}/kardiologi-")]  # fmt: skip
    return await (who or karin).post(f"{HOST}{way}", data={"action": "adress"}, headers=OWN_PAGE)


async def test_a_coordinator_lets_a_stopped_address_empty_what_it_empties() -> None:
    at = await stopped_address()
    karin = await at.browser("Karin Kulle")
    listed = Html((await karin.get(PATH)).text).text
    assert "Väntar: det nya schemat skulle tömma 20 pass." in listed
    assert "schema.example" in listed and "hemlig-nyckel" not in listed
    page = await looks_at_it(karin)
    seen = Html(page.text).text
    assert "20 pass blir utan bakjour, första fre 11 dec 16:00." in seen
    assert "Bakjour sön 20 dec 16:00–07:30: Bo Björn i dag, ingen i det nya schemat" in seen
    assert "Sista passet slutar fre 11 dec 07:30; därefter blir pass utan jour." in seen
    assert "hemlig-nyckel" not in page.text
    refused = await acts(karin, page, "publicera")
    assert "kryssa i att det är meningen" in refused.text
    assert at.chat.on_duty("2026-12-20 20:00") == ["bo-b"]

    at.chat.forgets_letters()
    done = await acts(karin, page, "publicera", unstaffed="ja")
    text = Html(done.text).text
    assert "schemat gäller nu" in text and "rätta det på adressen" in text
    assert "ångra" not in [button.get("value") for button in Html(done.text).all("button")]
    assert at.chat.on_duty("2026-12-20 20:00") == []
    assert at.chat.letters("bo-b")[-1] == "Karin Kulle har publicerat schemat som läses från schema.example."  # fmt: skip

    at.chat.forgets_letters()
    await at.chat.passes(at.chat.clock.now + timedelta(minutes=15))
    await polls(at)
    assert at.chat.deliveries == []
    assert "Väntar" not in (await karin.get(PATH)).text


async def test_what_the_address_says_when_it_is_looked_at_is_what_is_published() -> None:
    at = await stopped_address()
    karin = await at.browser("Karin Kulle")
    at.clinic.says = ""
    unreachable = await looks_at_it(karin)
    assert "Det går inte att nå servern på adressen." in Html(unreachable.text).text
    at.clinic.says = "\n".join([HEAD.strip(), *MONTH[:28]])
    page = await looks_at_it(karin)
    assert "2 pass blir utan bakjour" in Html(page.text).text
    for source in ("kardiologi", "kardiologi-finnsinte"):
        gone = await karin.post(f"{HOST}{PATH}/{source}", data={"action": "adress"}, headers=OWN_PAGE)  # fmt: skip
        assert gone.status_code == 404
    hanna = await at.browser("Hanna Hed")
    assert (await looks_at_it(karin, hanna)).status_code == 403


async def test_what_is_seen_in_the_workbook_beside_its_shifts_is_told_before_it_is_published() -> (
    None
):
    at = await office()
    karin = await at.browser("Karin Kulle")
    rows = [["Datum", "Bakjour 16-07:30"], ["2027-01-04", "Anna Asp"], ["2027-01-05", "David Dal"]]
    seen = Page(rows=rows, comments={(1, 1): "Byter kanske"}, struck=frozenset({(2, 1)}))
    hidden = Page(name="Listor", rows=[["val"]], is_hidden=True)
    page = await sends(karin, xlsx(seen, hidden), "jour.xlsx")
    text = Html(page.text).text
    assert "Att känna till (2)" in text
    assert (
        "blad Jour, cell B2 (mån 4 jan 2027 16:00), ”Anna Asp”: Kommentar: ”Byter kanske”." in text
    )
    assert "Blad Listor är dolt och har inte lästs." in text
    assert "cell B3 (tis 5 jan 2027 16:00), ”David Dal”: Texten är överstruken." in text
    assert "Bakjour mån 4 jan 2027 16:00–07:30, Anna Asp" in text


async def test_a_range_of_days_to_come_in_the_name_of_a_file_is_nobody() -> None:
    at = await office()
    page = await sends(await at.browser("Karin Kulle"), GOOD.encode(), "jour 20261201-1231.csv")
    assert str(page.url) != HOST + PATH and "personnummer" not in page.text
