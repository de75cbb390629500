"""The pages of uploaded agreements, as a coordinator's browser meets them; without JavaScript."""

import io
import re
import zipfile
from collections.abc import Sequence

import httpx
import pytest

from bot.agreements.publishing import NOT_SHOWN, AgreementPublishing
from bot.agreements.uploads import AgreementUploads
from bot.platforms.web.app import create_web
from bot.platforms.web.sign_in import Demo
from directory.agreements.drafts import AgreementDraft
from directory.lazy.values import dataclass
from directory.store.memory_drafts import MemoryDrafts
from directory.transaction import StoreUnavailableError
from tests.bot.platforms.web.browser import HOST, OWN_PAGE, Html, choose
from tests.builders import settings, small_region
from tests.chat import Chat, open_chat
from tests.stories.agreement_files import FIRST, HEAD, SECOND, read_here

PATH = "/avtal"
File = tuple[str, bytes]


class FragileDrafts(MemoryDrafts[AgreementDraft]):
    """Drafts that can be out of reach."""

    gone = False

    async def put(self, draft: AgreementDraft) -> None:
        if self.gone:
            raise StoreUnavailableError
        await super().put(draft)


@dataclass
class Office:
    """The real desk and uploads on the small region, and browsers of its people."""

    chat: Chat
    drafts: FragileDrafts
    web: httpx.ASGITransport

    async def browser(self, name: str) -> httpx.AsyncClient:
        browser = httpx.AsyncClient(transport=self.web, base_url=HOST, follow_redirects=True)
        await choose(name, browser)
        return browser

    async def has(self, browser: httpx.AsyncClient, *files: File) -> None:
        done = await acts(browser, await sends(browser, *files), "publicera")
        assert "gäller nu" in done.text
        await self.chat.live.agreements_indexed()


async def office() -> Office:
    people = ("karin-k", "hanna-h")
    chat = await open_chat(small_region(settings=settings(default_entry="medicin", demo_people=people)))  # fmt: skip
    drafts = FragileDrafts()
    publishing = AgreementPublishing(chat.repository, chat.live, chat.desk.now, read_here)
    uploads = AgreementUploads(publishing, drafts, chat.live, chat.desk.now)
    app = create_web(chat.desk, Demo(), agreements=uploads)
    return Office(chat, drafts, httpx.ASGITransport(app, client=("127.0.0.1", 50000)))


def file(content: str = HEAD + FIRST, name: str = "hjartsvikt.md") -> File:
    return name, content.encode()


async def sends(browser: httpx.AsyncClient, *files: File) -> httpx.Response:
    chosen = [("file", one) for one in files]
    return await browser.post(PATH, files=chosen, headers=OWN_PAGE)


async def acts(browser: httpx.AsyncClient, page: httpx.Response, action: str, **fields: str) -> httpx.Response:  # fmt: skip
    said = {name.replace("__", "."): value for name, value in fields.items()}
    posted = {"seen": Html(page.text).values().get("seen", ""), "action": action, **said}
    return await browser.post(page.url, data=posted, headers=OWN_PAGE)


def words(page: httpx.Response) -> str:
    return Html(page.text).text


def buttons(page: httpx.Response) -> Sequence[str]:
    return [button["value"] for button in Html(page.text).all("button") if "value" in button]


async def test_the_way_there_is_for_coordinators() -> None:
    at = await office()
    karin, hanna = await at.browser("Karin Kulle"), await at.browser("Hanna Hed")
    assert PATH in [link.get("href") for link in Html((await karin.get("/")).text).all("a")]
    assert PATH not in [link.get("href") for link in Html((await hanna.get("/")).text).all("a")]
    page = await sends(karin, file())
    tries = (
        await hanna.get(PATH),
        await hanna.get(page.url),
        await sends(hanna, file()),
        await acts(hanna, page, "publicera"),
    )
    for response in tries:
        assert response.status_code == 403
        assert "Bara samordnare kan läsa in avtal." in response.text
    assert len(at.drafts.kept) == 1


async def test_a_page_of_somebody_elses_posts_nothing() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    foreign = await karin.post(PATH, files={"file": file()}, headers={"sec-fetch-site": "cross-site"})  # fmt: skip
    assert foreign.status_code == 403 and at.drafts.kept == {}


async def test_from_a_file_to_the_agreement() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file())
    assert re.fullmatch(rf"{HOST}{PATH}/[A-Za-z0-9_-]{{32}}", str(page.url))
    assert "1 ny." in words(page) and "Så är dokumentet läst (2 avsnitt)" in words(page)
    assert {"f0.owner", "f0.valid_to", "f0.version"} <= Html(page.text).values().keys()

    filled = await acts(karin, page, "visa", f0__owner="hjartkliniken", f0__version="1.10")
    assert Html(filled.text).values()["f0.owner"] == "hjartkliniken"
    assert "<dt>Version</dt><dd><bdi>1.10</bdi>" in filled.text
    done = await acts(karin, filled, "publicera", f0__owner="hjartkliniken", f0__version="1.10")
    assert "Avtalet gäller nu" in words(done)
    await at.chat.live.agreements_indexed()
    again = await karin.get(page.url)
    assert (again.status_code, "Utkastet finns inte längre." in again.text) == (404, True)
    assert "Inlästa avtal (1) Hjärtsvikt, version 1.10" in words(await karin.get(PATH))


async def test_owner_version_and_validity_are_asked_for_openly() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    text = FIRST.replace("# Hjärtsvikt\n", "# Hjärtsvikt\n\nGiltig t.o.m.: 2027-11-14\n")
    page = await sends(karin, file(text))
    assert "Innan du publicerar: fyll i ägare, version och giltighet" in words(page)
    assert "<dt>Ägare</dt><dd><bdi>saknas, fyll i nedan</bdi>" in page.text
    assert "2027-11-14 (”Giltig t.o.m.: 2027-11-14”)" in words(page)
    refused = await acts(karin, page, "publicera", f0__owner="Karin Kulle")
    assert "Det går inte att publicera än." in words(refused)
    assert "Skriv vilken version det är, till exempel 2.1, eller ”vet inte”." in words(refused)
    assert "publicera" not in buttons(refused) and at.drafts.kept
    said = {"f0__owner": "Karin Kulle", "f0__version": "vet inte", "f0__valid_from": "2026-01-01"}
    seen = await acts(karin, refused, "visa", **said)
    assert "Karin Kulle (ifyllt här)" in words(seen) and "okänd (ifyllt här)" in words(seen)
    assert "Avtalet gäller nu" in words(await acts(karin, seen, "publicera", **said))


async def test_an_owner_whom_nobody_knows_is_told() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file(HEAD.replace("hjartkliniken", "Rådet") + FIRST))
    assert "Ägaren ”Rådet” leder inte till någon i katalogen." in words(page)


async def test_a_new_version_shows_what_has_changed_word_by_word() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    await at.has(karin, file())
    page = await sends(karin, file(SECOND.replace("Ring sköterskan", "Skriv till sköterskan")))
    assert "ny version av ”Hjärtsvikt”" in words(page)
    assert "Ändrat avsnitt: ”Remiss” Remiss skrivs av läkare[tillagt: eller sjuksköterska]." in words(page)  # fmt: skip
    assert "[borttaget: Ring][tillagt: Skriv till] sköterskan." in words(page)
    assert "uppgifter från förra versionen är ifyllda" in words(page)
    assert Html(page.text).values()["f0.owner"] == "hjartkliniken"
    assert Html(page.text).values()["f0.known"] == "hjartsvikt"
    erased = await acts(karin, page, "visa", f0__owner="", f0__known="hjartsvikt")
    assert Html(erased.text).values()["f0.owner"] == ""
    assert "Ägare: hjartkliniken → saknas" in words(erased)


async def test_a_left_out_file_keeps_what_was_filled_in() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file(), file(name="kol.md"))
    left = await acts(karin, page, "visa", f0__skip="ja", f0__owner="hjartkliniken")
    assert Html(left.text).values()["f0.owner"] == "hjartkliniken"
    assert [one["type"] for one in Html(left.text).all("input") if one["name"] == "f0.owner"] == ["hidden"]  # fmt: skip


async def test_a_document_may_be_said_to_continue_another() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    await at.has(karin, file())
    page = await sends(karin, file(HEAD + SECOND, "ny.md"))
    assert "hjartsvikt" in [option.get("value") for option in Html(page.text).all("option")]
    chosen = await acts(karin, page, "visa", f0__continues="hjartsvikt")
    assert "1 ny version." in words(chosen)
    assert "Avtalet gäller nu" in words(await acts(karin, chosen, "publicera", f0__continues="hjartsvikt"))  # fmt: skip


async def test_faults_stand_beside_the_field_and_stop_only_their_file() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file(), file(name="kol.md"), ("trasig.pdf", b"%PDF-1.7"))
    assert "2 nya, 1 kan inte läsas in." in words(page)
    wrong = {"f0__valid_to": "31 dec"}
    told = await acts(karin, page, "visa", **wrong)
    assert "Det går inte att publicera än." in words(told) and "publicera" not in buttons(told)
    (flawed,) = [one for one in Html(told.text).all("input") if one.get("aria-invalid") == "true"]
    assert flawed["name"] == "f0.valid_to" and flawed["value"] == "31 dec"
    assert "Skriv datumet som 2026-11-24." in words(told)

    left = await acts(karin, told, "visa", f0__skip="ja", **wrong)
    assert "1 ny, 1 kan inte läsas in, 1 tas inte med." in words(left)
    done = await acts(karin, left, "publicera", f0__skip="ja", **wrong)
    assert "Inte inläst hjartsvikt.md: tas inte med trasig.pdf: kan inte läsas in" in words(done)


async def test_what_was_changed_since_is_shown_before_it_is_published() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file())
    unseen = await acts(karin, page, "publicera", f0__title="Annan titel")
    assert "Något har ändrats sedan du såg det här." in words(unseen)
    assert "Annan titel" in words(unseen)


async def test_it_can_be_let_go() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    back = await acts(karin, await sends(karin, file()), "avbryt")
    assert str(back.url) == HOST + PATH and at.drafts.kept == {}


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"%PDF-1.7", "a.pdf", "a.pdf: PDF-filen är trasig"),
        (b"", "a.md", "a.md: Filen är tom."),
        (FIRST.encode(), "850101-1236.md", "ser ut att innehålla ett personnummer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "Words gamla format"),
        (b"MZ\x00", "a.exe", "går inte att känna igen"),
        (b"x" * 20_000_001, "a.md", "större än 20 MB"),
    ],
)
async def test_a_wrong_file_comes_back_with_a_reason(content: bytes, name: str, says: str) -> None:
    at = await office()
    answer = await sends(await at.browser("Karin Kulle"), (name, content))
    assert answer.status_code == 200 and says in words(answer)
    assert at.drafts.kept == {}


async def test_no_file_and_too_many_and_too_much() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    assert "Välj minst en fil." in words(await sends(karin, ("", b"")))
    many = await sends(karin, *[(f"{n}.md", b"# A\n\nb") for n in range(31)])
    assert (many.status_code, "Högst 30 filer" in many.text) == (400, True)
    much = await sends(karin, *[(f"{n}.md", b"x" * 20_100_000) for n in range(2)])
    assert (much.status_code, "högst 40 MB tillsammans" in much.text) == (413, True)
    assert at.drafts.kept == {}


async def test_as_many_as_may_be_are_folded_and_can_all_be_answered() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, *[file(name=f"nr{n}.md") for n in range(30)])
    fields = {name: "ja" for name in Html(page.text).values() if name.endswith(".owner")}
    assert len(fields) == 30 and "30 nya." in words(page)
    everything = {
        name: "2026-11-24" if "valid" in name or "adopted" in name else "å" * 40
        for name in Html(page.text).values()
        if re.fullmatch(r"f\d+\.(title|version|parties|owner|source|adopted|valid_from)", name)
    }
    assert (await acts(karin, page, "visa", **everything)).status_code == 200


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/x-www-form-urlencoded", b"file=x", 415),
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


async def test_hostile_answers_are_only_words() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file())
    hostile = {
        "f0__owner": "!!python/object/apply:os.system [x]\n*a &b <img src=x onerror=alert(1)>",
        "f0__nonsense": "x",
        "f99__owner": "x",
        "f0__file": "../../etc/passwd",
        "f00000__owner": "x",
    }
    told = await acts(karin, page, "visa", **hostile)
    assert "<img" not in told.text and "!!python/object/apply:os.system" in words(told)
    assert told.status_code == 200 and "1 ny." in words(told)
    private = await acts(karin, page, "visa", f0__owner="850101-1236")
    assert "ser ut som ett personnummer" in words(private)
    assert "850101" not in private.text
    long = await acts(karin, page, "visa", f0__owner="x" * 3001)
    assert long.status_code == 413


async def test_documents_and_their_names_are_only_words() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    evil = "# <script>alert(1)</script> T\n\n## <img src=x onerror=alert(1)>\nText {{ 7 * 7 }} <b>x</b>.\n"
    page = await sends(karin, file(evil, "<b>\u202e../../etc/avtal.md"))
    assert "<img" not in page.text and "<b>\u202e" not in page.text and "/etc/" not in page.text
    assert "<script>alert" not in page.text and "onclick" not in page.text
    assert all("style" not in attributes for _, attributes in Html(page.text).tags)


async def test_a_bomb_is_a_fault_of_its_file() -> None:
    at = await office()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"0" * 300_000_000)
    page = await sends(await at.browser("Karin Kulle"), ("bomb.docx", packed.getvalue()), file())
    assert "1 ny, 1 kan inte läsas in." in words(page)


async def test_a_patient_in_a_document_stops_it_until_somebody_says_that_it_is_none() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file(f"{FIRST}\n## Exempel\nGäller 850101-1236.\n"))
    assert "Avsnittet ”Exempel” ser ut att innehålla ett personnummer." in words(page)
    filled = {"f0__owner": "vet inte", "f0__version": "1", "f0__valid_from": "vet inte"}
    filled["f0__valid_to"] = "tills vidare"
    stopped = await acts(karin, page, "publicera", **filled)
    assert "kryssa i att det inte gäller någon person" in words(stopped)
    assert "8501" not in stopped.text
    said = {**filled, "f0__no_person": "ja"}
    seen = await acts(karin, stopped, "visa", **said)
    done = await acts(karin, seen, "publicera", **said)
    assert "Avtalet gäller nu" in words(done)


async def test_while_the_store_is_gone_nothing_has_been_changed() -> None:
    at = await office()
    at.drafts.gone = True
    answer = await sends(await at.browser("Karin Kulle"), file())
    assert answer.status_code == 503 and "Inget har ändrats." in answer.text


async def test_what_is_not_read_stands_beside_the_file() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file(f"{HEAD}{FIRST}\n![flöde](x.png)\n"))
    assert "Under ”Kontakt” finns en bild som inte är läst. Se efter i dokumentet." in words(page)


async def test_the_text_as_read_stands_beside_the_file_and_a_tick_publishes_it() -> None:
    at = await office()
    karin = await at.browser("Karin Kulle")
    page = await sends(karin, file(f"{FIRST}\n![flöde](x.png)\n"))
    assert "Inte läst: en bild" in words(page)
    assert all(line in words(page) for line in FIRST.splitlines() if line and line[0] not in "#-")
    filled = {"f0__owner": "vet inte", "f0__version": "1", "f0__valid_from": "vet inte"}
    filled["f0__valid_to"] = "tills vidare"
    stopped = await acts(karin, page, "publicera", **filled)
    assert "kryssa i att det är gjort" in words(stopped)
    said = {**filled, "f0__looked_at": "ja"}
    seen = await acts(karin, stopped, "visa", **said)
    assert "Avtalet gäller nu" in words(await acts(karin, seen, "publicera", **said))


async def test_a_text_with_a_patient_is_not_shown_as_read() -> None:
    at = await office()
    page = await sends(
        await at.browser("Karin Kulle"), file(f"{FIRST}\n## Exempel\nGäller 850101-1236.\n")
    )
    assert NOT_SHOWN in words(page) and "8501" not in page.text
