"""An identity number stops a document at once in its head, and until somebody has looked in its text."""

import pytest

from bot.agreements.answers import DocumentAnswers
from bot.agreements.publishing import IncomingAgreement, Outcome
from bot.agreements.uploads import NO_PERSON
from tests.stories.agreement_files import FIRST, HEAD
from tests.stories.agreement_uploading import AgreementUploading, file, uploading

TEXT = "## Exempel\nGäller 121212-1212.\n"
SAID = {0: DocumentAnswers(no_person=True)}


async def incoming(karin: AgreementUploading, text: str, name: str = "a.md") -> IncomingAgreement:
    (look,) = (await karin.sends(file(text, name))).files
    assert look.incoming is not None
    return look.incoming


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HEAD + FIRST.replace("# Hjärtsvikt", "# Hjärtsvikt 121212-1212"), "a.md"),
        (HEAD + FIRST.replace("## Remiss", "## Remiss (121212) 1212"), "a.md"),
        (HEAD.replace("hjartkliniken", "121212-1212") + FIRST, "a.md"),
        (HEAD.replace("version: 1", "version: 19121212-tf12") + FIRST, "a.md"),
        (HEAD.replace("version: 1", "version: 1\nkälla: 'x 121212-1212'") + FIRST, "a.md"),
        (HEAD.replace("version: 1", "version: 1\nparter: ['121212:1212', b]") + FIRST, "a.md"),
        (HEAD.replace("2027-12-31", "121212-1212") + FIRST, "a.md"),
        (HEAD + FIRST, "121212-1212.md"),
    ],
)
async def test_in_what_is_shown_of_a_document_it_cannot_be_read_in(text: str, name: str) -> None:
    karin = await uploading()
    found = await incoming(karin, text, name)
    assert found.outcome is Outcome.FAULTY and found.version is None
    assert "ser ut att innehålla ett personnummer" in " ".join(found.faults)
    assert "1212" not in repr(found)


async def test_in_a_text_it_waits_until_a_coordinator_says_that_it_is_no_person() -> None:
    karin = await uploading()
    upload = await karin.sends(file(HEAD + FIRST + TEXT))
    assert not upload.may_publish
    refused = await karin.publishes(upload)
    assert not refused.published and karin.documents == []
    assert "kryssa i" in refused.files[0].errors[NO_PERSON]
    allowed = await karin.looks(upload, SAID)
    assert (await karin.publishes(allowed, SAID)).published
    assert karin.documents == ["hjartsvikt"]


async def test_a_new_version_asks_again_and_one_without_asks_nothing() -> None:
    karin = await uploading()
    first = await karin.looks(await karin.sends(file(HEAD + FIRST + TEXT)), SAID)
    await karin.publishes(first, SAID)
    again = await karin.sends(file(HEAD + FIRST + TEXT + "Och 850101-1236.\n"))
    assert not again.may_publish
    assert (await karin.sends(file(HEAD + FIRST))).may_publish


async def test_nobody_gets_past_by_publishing_without_having_been_asked() -> None:
    karin = await uploading()
    upload = await karin.sends(file(HEAD + FIRST + TEXT))
    forged = await karin.uploads.publish("web:karin-k", upload.draft.id, {}, seen=upload.version)
    assert forged is not None and not forged.published
    assert karin.documents == []


async def test_what_the_directory_knows_as_a_telephone_number_and_days_to_come_are_nobody() -> None:
    karin = await uploading()
    text = "## Kontakt\nRing 08-465 004 10, 2026-12-24 – 2027-01-06, HSA SE2321000016-1A2B.\n"
    assert (await incoming(karin, HEAD + FIRST + text)).may_publish


async def test_what_is_filled_in_is_not_repeated() -> None:
    karin = await uploading()
    upload = await karin.sends(file())
    answers = {0: DocumentAnswers({"owner": "121212-1212", "version": "2"})}
    (look,) = (await karin.looks(upload, answers)).files
    assert "personnummer" in look.errors["owner"]
    assert look.answers.values == {"version": "2"}


@pytest.mark.parametrize("before", [*range(19_960, 20_041, 8), 39_995])
async def test_at_any_place_of_a_long_text(before: int) -> None:
    karin = await uploading()
    words = ("ord " * (before // 4))[: before - 1]
    found = await incoming(karin, f"{HEAD}{FIRST}## Långt\n{words} 121212-1212 och mera.\n")
    assert found.asks_about == ("Långt",) and found.waits
