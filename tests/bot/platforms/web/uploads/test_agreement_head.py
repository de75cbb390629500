"""Owner, version and validity changed afterwards: by those who may, audited, and told."""

import httpx
import pytest

from bot.agreements.heads import HeadChanges
from bot.agreements.publishing import AgreementPublishing
from bot.platforms.web.app import create_web
from bot.platforms.web.sign_in import Demo
from directory.agreements.document import Head
from directory.agreements.kept import in_force
from directory.agreements.topic import AGREEMENT_NEWS
from directory.changes import Keep
from directory.letters.subscriptions import Pace, Subscription
from directory.store.memory import MemoryStore
from tests.agreements import agreement_chat, owned, version
from tests.bot.platforms.web.browser import HOST, OWN_PAGE, Html, choose
from tests.builders import settings, small_region
from tests.chat import Chat
from tests.stories.agreement_files import read_here

PAGE = "/avtal/dokument/ogon"
SAID = {"owner": "karin-k", "version": "2.1", "valid_from": "2026-01-01", "valid_to": "2027-12-31"}


class Office:
    """The page of an agreement that somebody owns, and browsers of people."""

    def __init__(self, chat: Chat) -> None:
        publishing = AgreementPublishing(chat.repository, chat.live, chat.desk.now, read_here)
        self.chat = chat
        self.heads = HeadChanges(publishing, chat.live)
        self.web = httpx.ASGITransport(
            create_web(chat.desk, Demo(), heads=self.heads), client=("127.0.0.1", 50000)
        )

    async def browser(self, name: str) -> httpx.AsyncClient:
        browser = httpx.AsyncClient(transport=self.web, base_url=HOST, follow_redirects=True)
        await choose(name, browser)
        return browser

    async def saves(self, browser: httpx.AsyncClient, **said: str) -> httpx.Response:
        seen = Html((await browser.get(PAGE)).text).values().get("seen", "")
        done = await browser.post(PAGE, data={"seen": seen, **SAID, **said}, headers=OWN_PAGE)
        await self.chat.live.agreements_indexed()
        return done

    @property
    def head(self) -> Head:
        return in_force(self.chat.snapshot)["ogon"].agreement.head


async def office(owner: str = "hanna-h") -> Office:
    people = ("karin-k", "hanna-h", "anna-a")
    region = small_region(settings=settings(default_entry="medicin", demo_people=people))
    return Office(await agreement_chat(version(owned(owner=owner)), region=region))


@pytest.mark.parametrize("name", ["Karin Kulle", "Hanna Hed"])
async def test_coordinators_and_owners_change_it(name: str) -> None:
    at = await office()
    browser = await at.browser(name)
    page = await browser.get(PAGE)
    shown = Html(page.text).values()
    assert (shown["owner"], shown["version"], shown["valid_to"]) == ("hanna-h", "vet inte", "tills vidare")  # fmt: skip
    done = await at.saves(browser)
    assert "Sparat." in done.text
    head = at.head
    assert (head.owner, head.version, str(head.valid_from), str(head.valid_to)) == tuple(SAID.values())  # fmt: skip
    assert isinstance(at.chat.repository, MemoryStore)
    line = at.chat.repository.audit[-1]
    assert (line.entity, line.key, line.action) == ("AgreementVersion", "ogon", "changed")
    assert line.before and line.after and line.after["version"] == "2.1"
    versions = await at.chat.repository.load_versions("ogon")
    assert [one.current for one in versions] == [True, False]


async def test_nobody_else_sees_or_changes_it() -> None:
    at = await office(owner="karin-k")
    hanna = await at.browser("Hanna Hed")
    seen = await at.heads.current("ogon")
    assert seen is not None
    posted = {"seen": seen.id, **SAID}
    for response in (await hanna.get(PAGE), await hanna.post(PAGE, data=posted, headers=OWN_PAGE)):
        assert response.status_code == 403
        assert "Bara samordnare och den som äger dokumentet" in response.text
    assert at.head.version == ""


async def test_those_who_follow_are_told_what_has_changed() -> None:
    at = await office()
    follows = Subscription(follower="anna-a", topic=AGREEMENT_NEWS, target="ogon", pace=Pace.AT_ONCE, made=at.chat.desk.now())  # fmt: skip
    await at.chat.live.write([Keep(follows)], "test")
    await at.saves(await at.browser("Karin Kulle"))
    assert "Version: saknades → 2.1" in at.chat.letters("anna-a")


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("owner", "", "Skriv vem som svarar för innehållet"),
        ("version", "", "eller ”vet inte”"),
        ("valid_to", "", "eller ”tills vidare”"),
        ("valid_to", "31 dec", "Skriv datumet som"),
        ("valid_to", "2025-12-31", "Sista dagen ligger före den första."),
        ("owner", "850101-1236", "personnummer"),
    ],
)
async def test_what_is_missing_or_wrong_is_asked_for_again(
    field: str, text: str, says: str
) -> None:
    at = await office()
    page = await at.saves(await at.browser("Karin Kulle"), **{field: text})
    assert "Inget är sparat än." in page.text and says in page.text
    assert Html(page.text).values()["version"] == {**SAID, field: text}["version"]
    assert at.head.version == ""


async def test_that_nobody_knows_is_an_answer() -> None:
    at = await office()
    await at.saves(await at.browser("Karin Kulle"))
    empty = {"owner": "vet inte", "version": "vet inte", "valid_from": "vet inte", "valid_to": "tills vidare"}  # fmt: skip
    assert "Sparat." in (await at.saves(await at.browser("Karin Kulle"), **empty)).text
    assert (at.head.owner, at.head.version, at.head.valid_from, at.head.valid_to) == ("", "", None, None)  # fmt: skip


async def test_what_another_has_changed_meanwhile_is_shown_and_not_overwritten() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    seen = Html((await karin.get(PAGE)).text).values()["seen"]
    await at.saves(await at.browser("Hanna Hed"), version="3", owner="hanna-h")
    late = await karin.post(PAGE, data={"seen": seen, **SAID}, headers=OWN_PAGE)
    assert "någon annan ändrade dokumentet" in late.text
    assert Html(late.text).values()["version"] == "3" and at.head.version == "3"


async def test_a_change_may_follow_upon_another_before_that_is_searched() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    for label in ("2.1", "2.2", "2.3"):
        seen = Html((await karin.get(PAGE)).text).values()["seen"]
        posted = {"seen": seen, **SAID, "version": label}
        assert "Sparat." in (await karin.post(PAGE, data=posted, headers=OWN_PAGE)).text
    await at.chat.live.agreements_indexed()
    assert at.head.version == "2.3"


async def test_the_same_again_changes_nothing() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    await at.saves(karin)
    assert "Inget är ändrat" in (await at.saves(karin)).text
    assert len(await at.chat.repository.load_versions("ogon")) == 2


async def test_a_document_that_is_gone() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    assert (await karin.get("/avtal/dokument/finns-inte")).status_code == 404
