"""/avtal nytt: what has come, what it changed, and to say that one has read it."""

from dataclasses import replace

from directory.agreements.document import Agreement
from directory.agreements.feedback import VersionRead
from directory.agreements.kept import ACKNOWLEDGEMENTS
from tests.agreements import (
    agreement,
    agreement_chat,
    blood_pressure,
    heart_failure,
    migraine,
    paragraph,
    publish,
    section,
    version,
)
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat


def _third() -> Agreement:
    """Hjärtsvikt with another time in its referral, a new section and one taken away."""
    old = heart_failure(version="3")
    referral = old.sections[0]
    text = "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom 4 veckor."
    changed = replace(referral, blocks=(paragraph(text), *referral.blocks[1:]))
    return replace(old, sections=(changed, replace(section("Järnbrist", "Ferritin tas hos alla."), number=1)))  # fmt: skip


async def _with_news() -> Chat:
    chat = await agreement_chat()
    await publish(chat, [version(_third(), days_ago=3)])
    return chat


async def test_the_latest_is_first_with_what_happened_and_when() -> None:
    chat = await agreement_chat(version(heart_failure()), version(migraine(), days_ago=30), version(blood_pressure()))  # fmt: skip
    await publish(chat, [version(_third(), days_ago=3)])
    hanna = await chat.user("hanna-h").types("/avtal nytt")
    assert hanna.lines == [
        "Nytt om överenskommelser · 90 dagar",
        "Hjärtsvikt i samverkan · HÖK · version 3: ny version 21 nov 2026",
        "[Visa ändringarna]  [Visa dokumentet]  [Kvittera]",
        "Migrän · överenskommelse: första versionen 25 okt 2026",
        "[Visa dokumentet]",
    ]


async def test_what_has_lapsed_lately_is_news() -> None:
    lapsed = blood_pressure(valid_to=at("2026-11-14 12:00").date())
    hanna = await (await agreement_chat(version(lapsed))).user("hanna-h").types("/avtal nytt")
    assert hanna.lines[1] == "Hypertoni · RMR · version 1: slutade gälla 15 nov 2026"


async def test_nothing_new_is_said() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/avtal nytt")
    assert hanna.lines[0].startswith("Inga överenskommelser har kommit")


async def test_many_are_folded() -> None:
    many = [version(agreement(f"d-{n}", f"Dokument {n}", section("Remiss", "Text.")), days_ago=n + 1) for n in range(30)]  # fmt: skip
    hanna = await (await agreement_chat(*many)).user("hanna-h").types("/avtal nytt")
    assert "– Visa 18 till –" in hanna.sees and "Och 6 till som inte visas här." in hanna.sees


async def test_the_changes_are_read_section_by_section() -> None:
    hanna = await (await _with_news()).user("hanna-h").types("/avtal nytt")
    await hanna.taps("Visa ändringarna")
    assert hanna.lines == [
        "Ändringar: Hjärtsvikt i samverkan · version 3 · inlagd 21 nov 2026",
        "[struket: …] är borttaget och [nytt: …] har tillkommit.",
        "Version:  2 → 3",
        "Ändrat avsnitt: ”Remiss vid hjärtsvikt”",
        "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom [struket: 2] [nytt: 4] veckor. …",
        "Nytt avsnitt: ”Järnbrist”",
        "[nytt: Ferritin tas hos alla.]",
        "Borttaget avsnitt: ”Uppföljning”",
        "[struket: Kreatinin och kalium kontrolleras efter två veckor.]",
        "[Kvittera]  [Visa dokumentet]",
    ]


async def test_the_button_of_a_letter_shows_that_version_even_when_a_later_one_has_come() -> None:
    chat = await _with_news()
    hanna = await chat.user("hanna-h").types("/avtal nytt")
    later = replace(_third(), head=replace(_third().head, version="4"))
    await publish(chat, [version(later, days_ago=1)])
    await hanna.taps("Visa ändringarna")
    assert "version 3" in hanna.lines[0] and "[Kvittera]" not in hanna.sees


async def test_the_first_version_says_that_it_is() -> None:
    chat = await agreement_chat(version(heart_failure(), days_ago=1))
    hanna = await chat.user("hanna-h").types("/avtal nytt")
    assert "första versionen" in hanna.sees and "Visa ändringarna" not in hanna.sees


async def test_one_tap_acknowledges_and_a_second_says_so() -> None:
    chat = await _with_news()
    hanna = await chat.user("hanna-h").types("/avtal nytt")
    news = hanna.card
    await hanna.taps("Kvittera")
    assert hanna.lines[0] == "Noterat: du har läst Hjärtsvikt i samverkan."
    hanna.card = news
    assert (await hanna.taps("Kvittera")).lines[
        0
    ] == "Du har redan kvitterat Hjärtsvikt i samverkan."
    (read,) = tuple((await chat.repository.load_parts(TUESDAY_DAYTIME)).of(ACKNOWLEDGEMENTS))
    assert isinstance(read, VersionRead)
    assert (read.document, read.reader) == ("hok-hjartsvikt", "hanna-h")
    assert "[Kvittera]" not in (await hanna.types("/avtal nytt")).sees
    assert [one.entity for one in chat.store.audit][-1] == "VersionRead"


async def test_an_old_version_is_not_acknowledged() -> None:
    chat = await _with_news()
    hanna = await chat.user("hanna-h").types("/avtal nytt")
    await publish(chat, [version(heart_failure(version="4"), days_ago=1)])
    await hanna.taps("Kvittera")
    assert hanna.lines[0].startswith("Hjärtsvikt i samverkan har kommit i en nyare version.")


async def test_a_document_that_is_gone_has_no_pages() -> None:
    chat = await _with_news()
    hanna = await chat.user("hanna-h").types("/avtal nytt")
    await chat.repository.withdraw_agreement("hok-hjartsvikt", actor="x", now=TUESDAY_DAYTIME)
    await publish(chat, [])
    news = hanna.card
    for label in ("Kvittera", "Visa dokumentet"):
        hanna.card = news
        assert "finns inte längre" in (await hanna.taps(label)).sees
