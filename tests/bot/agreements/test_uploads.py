"""Uploaded agreements: nothing is in force until somebody has seen it and said so."""

from collections.abc import Sequence

import pytest

from bot.agreements.answers import CONTINUES, DocumentAnswers
from bot.agreements.publishing import AgreementPublishing, Outcome
from bot.agreements.uploads import NO_ANSWERS, AgreementUploads
from directory.agreements.changes import ChangeKind
from directory.agreements.drafts import DraftFile
from directory.agreements.topic import AGREEMENT_NEWS
from directory.changes import Keep
from directory.letters.subscriptions import Pace, Subscription
from directory.sources.agreements.result import AgreementReading, Document
from tests.stories.agreement_files import FIRST, HEAD, SECOND, read_here
from tests.stories.agreement_uploading import KARIN, file, uploading

BROKEN = DraftFile("trasig.pdf", b"%PDF-1.7\n")


async def test_files_are_looked_at_and_then_published() -> None:
    karin = await uploading()
    upload = await karin.sends(file())
    (look,) = upload.files
    assert look.incoming is not None and look.incoming.outcome is Outcome.NEW
    assert upload.may_publish
    assert karin.documents == []

    assert (await karin.publishes(upload)).published
    assert karin.documents == ["hjartsvikt"] and karin.drafts.kept == {}


async def test_what_is_filled_in_is_read_as_a_side_file() -> None:
    karin = await uploading()
    upload = await karin.sends(file())
    said = {"owner": "Hjärtkliniken: ”A” & {B}", "parties": "Sjukhuset, kommunen", "valid_to": "2027-06", "specialties": "Kardiologi", "acknowledge": "ja", "version": "1.10"}  # fmt: skip
    answers = {0: DocumentAnswers(said)}
    assert (await karin.publishes(await karin.looks(upload, answers), answers)).published
    head = karin.head("hjartsvikt")
    assert (head.owner, head.version, head.acknowledge) == ("Hjärtkliniken: ”A” & {B}", "1.10", True)  # fmt: skip
    assert (str(head.valid_to), head.specialties) == ("2027-06-30", ("kardiologi",))
    assert head.parties == ("Sjukhuset", "kommunen")


@pytest.mark.parametrize(
    ("said", "field", "says"),
    [
        ({"valid_to": "31 dec"}, "valid_to", "Skriv datumet"),
        ({"valid_from": "2027-01-01", "valid_to": "2026-01-01"}, "valid_to", "Sista dagen ligger före"),
        ({"owner": "850101-1236"}, "owner", "personnummer"),
        ({"specialties": "Kardiolgi"}, "specialties", "Menade du Kardiologi?"),
        ({"units": "hjartklinken"}, "units", "Ingen enhet heter ”hjartklinken”."),
        ({"kind": "avtal"}, "kind", "Ordet är okänt."),
        ({"id": "../Å"}, "id", "små bokstäver"),
        ({CONTINUES: "finns-inte"}, CONTINUES, "finns inte längre"),
    ],
)  # fmt: skip
async def test_a_wrong_answer_is_told_beside_its_field_and_hinders(
    said: dict[str, str], field: str, says: str
) -> None:
    karin = await uploading()
    answers = {0: DocumentAnswers(said)}
    upload = await karin.looks(await karin.sends(file(), file(name="annat.md")), answers)
    assert list(upload.files[0].errors) == [field] and says in upload.files[0].errors[field]
    assert not upload.may_publish and not (await karin.publishes(upload, answers)).published

    without = {0: DocumentAnswers(said, left_out=True)}
    upload = await karin.looks(upload, without)
    assert (await karin.publishes(upload, without)).published
    assert karin.documents == ["annat"]


async def test_dates_that_do_not_go_with_the_document_hinder_too() -> None:
    karin = await uploading()
    begins = (
        HEAD.replace("2026-01-01", "2027-01-01").replace("gäller_till: 2027-12-31\n", "") + FIRST
    )
    upload = await karin.looks(
        await karin.sends(file(begins)), {0: DocumentAnswers({"valid_to": "2026"})}
    )
    assert upload.files[0].errors
    upload = await karin.looks(upload, {0: DocumentAnswers({"valid_to": "2026-12-01"})})
    assert upload.files[0].hinders and not upload.may_publish


async def test_nothing_is_published_before_owner_version_and_validity_are_answered() -> None:
    karin = await uploading()
    upload = await karin.sends(file(FIRST))
    (look,) = upload.files
    assert list(look.unanswered) == ["owner", "version", "valid_from", "valid_to"]
    assert not upload.may_publish and look.errors == {}
    refused = await karin.publishes(upload)
    assert not refused.published and karin.documents == []
    errors = refused.files[0].errors
    assert list(errors) == ["owner", "version", "valid_from", "valid_to"]
    assert "”vet inte”" in errors["owner"] and "”tills vidare”" in errors["valid_to"]

    said = {"owner": "vet inte", "version": "vet inte", "valid_from": "vet inte", "valid_to": "tills vidare"}  # fmt: skip
    answered = await karin.looks(upload, {0: DocumentAnswers(said)})
    assert (await karin.publishes(answered, {0: DocumentAnswers(said)})).published
    head = karin.head("hjartsvikt")
    assert (head.owner, head.version, head.valid_from, head.valid_to) == ("", "", None, None)


async def test_where_each_answer_was_found_is_told() -> None:
    karin = await uploading()
    text = FIRST.replace(
        "# Hjärtsvikt\n", "# Hjärtsvikt\n\nVersion 2.1\n\nGiltig t.o.m.: 2027-11-14\n"
    )
    upload = await karin.looks(
        await karin.sends(file(text)), {0: DocumentAnswers({"owner": "karin-k"})}
    )
    (look,) = upload.files
    assert look.incoming is not None
    assert look.incoming.found == {
        "title": "rubriken",
        "kind": "titeln",
        "version": "”Version 2.1”",
        "valid_to": "”Giltig t.o.m.: 2027-11-14”",
        "owner": "sidfilen",
    }
    assert list(look.unanswered) == ["valid_from"]


async def test_a_faulty_file_stops_no_other() -> None:
    karin = await uploading()
    upload = await karin.sends(BROKEN, file(), file(name="hjartsvikt.html"))
    outcomes = [one.incoming.outcome for one in upload.files if one.incoming]
    assert outcomes == [Outcome.FAULTY, Outcome.NEW, Outcome.FAULTY]  # the last has the same id
    assert (await karin.publishes(upload)).published
    assert karin.documents == ["hjartsvikt"]


async def test_files_of_which_none_can_be_read_are_not_kept() -> None:
    karin = await uploading()
    upload = await karin.sends(BROKEN, DraftFile("tom.md", b""))
    assert not upload.may_publish and karin.drafts.kept == {}


async def test_a_new_version_tells_those_who_follow_what_has_changed() -> None:
    karin = await uploading()
    await karin.has(file())
    await karin.chat.live.write([Keep(Subscription(follower="hanna-h", topic=AGREEMENT_NEWS, target="hjartsvikt", pace=Pace.AT_ONCE, made=karin.chat.desk.now()))], "test")  # fmt: skip
    upload = await karin.sends(file(HEAD + SECOND))
    (look,) = upload.files
    assert look.incoming is not None and look.incoming.outcome is Outcome.CHANGED
    assert [one.kind for one in look.incoming.changes] == [ChangeKind.CHANGED]
    await karin.publishes(upload)
    assert list(karin.chat.all_letters) == ["hanna-h"]
    assert "Ändrat avsnitt: ”Remiss”" in karin.chat.letters("hanna-h")


async def test_a_file_with_another_name_may_continue_a_document() -> None:
    karin = await uploading()
    await karin.has(file())
    answers = {0: DocumentAnswers({CONTINUES: "hjartsvikt"})}
    upload = await karin.looks(
        await karin.sends(file(HEAD + SECOND, "slutlig version 3.md")), answers
    )
    assert upload.files[0].incoming is not None
    assert upload.files[0].incoming.outcome is Outcome.CHANGED
    await karin.publishes(upload, answers)
    assert karin.documents == ["hjartsvikt"]


async def test_what_the_version_before_said_is_proposed_where_the_new_one_is_silent() -> None:
    karin = await uploading()
    told = HEAD.replace("version", "kvittens: ja\ntyp: HÖK\nenheter: hjartkliniken\nversion")
    await karin.has(file(told + FIRST))
    dates = "---\nversion: vet inte\ngäller_från: 2026-01-01\ngäller_till: tills vidare\n---\n"
    proposed = {"owner": "hjartkliniken", "acknowledge": "ja", "kind": "HÖK", "units": "hjartkliniken"}  # fmt: skip
    upload = await karin.looks(await karin.sends(file(dates + SECOND)), NO_ANSWERS)
    assert upload.files[0].answers.values == proposed

    chosen = {CONTINUES: "hjartsvikt", "owner": "Bo Björn"}
    other = await karin.looks(
        await karin.sends(file(dates + SECOND, "x.md")), {0: DocumentAnswers(chosen)}
    )
    assert other.files[0].answers.values == {**proposed, **chosen}

    erased = {0: DocumentAnswers({"owner": "hjartkliniken"}, known="hjartsvikt")}
    again = await karin.looks(upload, erased)
    assert again.files[0].answers == erased[0]
    await karin.publishes(again, erased)
    head = karin.head("hjartsvikt")
    assert (head.owner, head.version, head.acknowledge) == ("hjartkliniken", "", False)


async def test_only_what_was_seen_is_published() -> None:
    karin = await uploading()
    upload = await karin.sends(file(HEAD + SECOND))
    await karin.has(file())  # by somebody else, meanwhile
    unseen = await karin.publishes(upload)
    assert not unseen.published and unseen.may_publish
    assert unseen.files[0].incoming is not None
    assert unseen.files[0].incoming.outcome is Outcome.CHANGED
    assert (await karin.publishes(unseen)).published


async def test_what_moves_while_it_is_put_in_force_is_shown_again() -> None:
    karin = await uploading()
    upload = await karin.sends(file(HEAD + SECOND))
    earlier = await karin.sends(file())

    async def overtaken(documents: Sequence[Document]) -> list[AgreementReading]:
        reads.append(len(documents))
        if len(reads) == 2:
            await karin.publishes(earlier)
        return await read_here(documents)

    reads: list[int] = []
    publishing = AgreementPublishing(
        karin.chat.repository, karin.chat.live, karin.chat.desk.now, overtaken
    )
    slow = AgreementUploads(publishing, karin.drafts, karin.chat.live, karin.chat.desk.now)
    seen = await slow.publish(KARIN, upload.draft.id, NO_ANSWERS, seen=upload.version)
    assert seen is not None and not seen.published and upload.draft.id in karin.drafts.kept


async def test_the_same_again_is_no_news() -> None:
    karin = await uploading()
    await karin.has(file())
    upload = await karin.sends(file())
    assert upload.files[0].incoming is not None
    assert upload.files[0].incoming.outcome is Outcome.SAME and not upload.may_publish


async def test_a_draft_is_its_uploaders_own() -> None:
    karin = await uploading()
    upload = await karin.sends(file())
    id_ = upload.draft.id
    assert await karin.uploads.look("web:anna-a", id_, NO_ANSWERS) is None
    assert await karin.uploads.publish("web:anna-a", id_, NO_ANSWERS, seen=upload.version) is None
    await karin.uploads.cancel("web:anna-a", id_)
    assert list(karin.drafts.kept) == [id_]
    await karin.uploads.cancel(KARIN, id_)
    assert karin.drafts.kept == {}
