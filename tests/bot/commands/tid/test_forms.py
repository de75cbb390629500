"""The form of an hour on its platforms: a fault is said at its field, in Slack and in the web."""

from dataclasses import replace

from directory.catalogue.people import Access
from directory.hours.kept import OFFERED
from tests.bot.platforms.slack.fake_slack_api import slack_user
from tests.bot.platforms.slack.slack_chat import slack_chat
from tests.bot.platforms.web.browser import HTMX, Html, browse_as
from tests.bot.platforms.web.web_desk import TORE, open_desk
from tests.builders import person, small_region
from tests.chat import open_chat

BO = "U0BO"
GOOD = {"när": "fre 13–15", "sätt": "20", "kanal": "chatt", "för": "svikt"}


async def test_in_a_modal_of_slack() -> None:
    small = small_region()
    bo = person(
        "bo-b", name="Bo Björn", unit="hjartkliniken", email="bo.b@example.org",
        access=frozenset({Access.CLINICIAN, Access.SPECIALIST}),
    )  # fmt: skip
    people = (*(one for one in small.people if one.id != bo.id), bo)
    room = await open_chat(replace(small, people=people))
    async with slack_chat(room.desk, slack_user(BO, bo.email)) as opened:
        user = await opened.user(BO).types("/tid öppna")
        await user.taps("Öppna konsulttid")
        await user.sends(**{**GOOD, "när": "var femte fre 13–15"})
        assert list(user.errors) == ["när"]
        assert "Det går att välja varje vecka, varannan" in user.errors["när"]
        await user.sends(**{**GOOD, "kanal": "video"})
        assert user.errors == {"var": "Skriv länken till videosamtalet."}
        await user.sends(**GOOD)
        assert user.errors == {}
        assert "Så här ser det ut för den som frågar" in user.sees_in_modal
        await user.taps("Publicera", view=user.modal)
        assert "Konsulttiden är publicerad." in user.sees_in_modal
    [hour] = room.snapshot.of(OFFERED).hours
    assert (hour.specialist, hour.about) == ("bo-b", "svikt")


async def test_in_the_web_without_javascript_too() -> None:
    desk = await open_desk()
    browser = await browse_as(TORE, desk)
    form = await browser.post("/fraga", data={"text": "/tid öppna"}, headers=HTMX)
    sent = Html(form.text).press("Öppna konsulttid")
    given = {f"answer.{name}": value for name, value in GOOD.items()}
    chosen = {"answer.tjänst": "kardiologi", "answer.vem": TORE.id, "answer.fler": ""}
    wrong = {**sent, **given, **chosen, "answer.när": "fre 25–26"}
    answer = Html((await browser.post("/tryck", data=wrong, headers=HTMX)).text)
    assert "”25” är inget klockslag" in answer.text
    assert answer.values()["answer.när"] == "fre 25–26"
    assert answer.values()["answer.för"] == "svikt"
    right = {**answer.press("Öppna konsulttid"), **given, **chosen}
    preview = Html((await browser.post("/tryck", data=right, headers=HTMX)).text)
    assert "Inget är publicerat än." in preview.text
    published = await browser.post("/tryck", data=preview.press("Publicera"), headers=HTMX)
    assert "Konsulttiden är publicerad." in Html(published.text).text
    [hour] = desk.chat.snapshot.of(OFFERED).hours
    assert hour.specialist == TORE.id
