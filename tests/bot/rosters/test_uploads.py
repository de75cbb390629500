"""An uploaded roster: nothing is in force until somebody has seen it and said so."""

from dataclasses import replace

from bot.rosters.publishing import IncomingRoster, Rostering
from bot.rosters.uploads import AS_WRITTEN, RosterChoices, RosterUpload, RosterUploads, name_key
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.publishing.roster_drafts import RosterDraft
from directory.store.memory_drafts import MemoryDrafts
from tests.builders import at, override
from tests.chat import Chat, open_chat
from tests.stories.rosters import read_roster_here, undoing, unreachable

KARIN = "web:karin-k"
HEAD = "datum;tid;roll;namn\n"
GOOD = f"{HEAD}2026-11-25;16-07:30;bakjour;Anna Asp\n2026-11-26;16-07:30;bakjour;Bo Björn\n"


@dataclass
class RosterUploading:
    """A coordinator with a file, on the small region."""

    chat: Chat
    drafts: MemoryDrafts[RosterDraft]
    uploads: RosterUploads

    async def uploads_file(self, content: str, name: str = "jour.csv") -> RosterUpload:
        incoming = IncomingRoster(service="kardiologi", name=name, content=content.encode())
        return await self.uploads.start(KARIN, incoming)

    async def looks(self, upload: RosterUpload, choices: RosterChoices) -> RosterUpload:
        seen = await self.uploads.look(KARIN, upload.draft.id, choices)
        assert seen is not None
        return seen

    async def publishes(self, upload: RosterUpload) -> RosterUpload:
        done = await self.uploads.publish(KARIN, upload.draft.id, upload.choices, seen=upload.version)  # fmt: skip
        assert done is not None
        return done


async def uploading() -> RosterUploading:
    chat, drafts = await open_chat(), MemoryDrafts[RosterDraft]()
    rostering = Rostering(chat.repository, chat.live, chat.desk.now, read_roster_here)
    return RosterUploading(
        chat,
        drafts,
        RosterUploads(rostering, drafts, chat.live, chat.desk.now, undoing(chat), unreachable),
    )


async def test_a_file_is_looked_at_and_then_published() -> None:
    karin = await uploading()
    before = karin.chat.on_duty("2026-11-25 20:00")
    upload = await karin.uploads_file(GOOD)
    assert upload.title == "Kardiologi Granvik · Granviks lasarett"
    assert len(upload.preview.plan.new) == 2 and not upload.published
    assert karin.chat.on_duty("2026-11-25 20:00") == before

    done = await karin.publishes(upload)
    assert done.published and karin.drafts.kept == {}
    assert karin.chat.on_duty("2026-11-25 20:00") == ["anna-a"]
    assert karin.chat.store.audit[-1].actor == KARIN


async def test_another_process_goes_on_with_the_draft() -> None:
    karin = await uploading()
    upload = await karin.uploads_file(GOOD)
    other = RosterUploads(
        Rostering(karin.chat.repository, karin.chat.live, karin.chat.desk.now, read_roster_here),
        karin.drafts,
        karin.chat.live,
        karin.chat.desk.now,
        undoing(karin.chat),
        unreachable,
    )
    done = await other.publish(KARIN, upload.draft.id, RosterChoices(), seen=upload.version)
    assert done is not None and done.published


async def test_an_unknown_name_is_chosen_or_accepted_and_remembered() -> None:
    karin = await uploading()
    content = f"{HEAD}2026-11-25;16-07:30;bakjour;XQ\n2026-11-26;16-07:30;bakjour;Hyr Läkare\n"
    upload = await karin.uploads_file(content)
    assert [name.written for name in upload.names] == ["Hyr Läkare", "XQ"]
    assert {"anna-a", "bo-b", "karin-k"} <= {person.id for person in upload.members}
    assert not upload.preview.plan.may_publish

    one = await karin.looks(upload, RosterChoices(names={name_key("XQ"): "bo-b"}))
    assert not one.preview.plan.may_publish and [n.chosen for n in one.names] == ["", "bo-b"]
    both = RosterChoices(names={name_key("XQ"): "bo-b", name_key("Hyr Läkare"): AS_WRITTEN})
    await karin.publishes(await karin.looks(upload, both))
    assert karin.chat.on_duty("2026-11-25 20:00") == ["bo-b"]
    assert karin.chat.on_duty("2026-11-26 20:00") == ["~Hyr Läkare"]
    assert (await karin.uploads_file(content)).names == ()


async def test_a_made_up_person_and_what_may_be_a_number_of_somebody_are_no_choice() -> None:
    karin = await uploading()
    content = f"{HEAD}2026-11-25;16-07:30;bakjour;Eva 20270101-1236\n"
    upload = await karin.uploads_file(content)
    key = name_key("Eva 20270101-1236")
    for chosen, problem in (("nobody", False), (AS_WRITTEN, True)):
        seen = await karin.looks(upload, RosterChoices(names={key: chosen}))
        assert not seen.preview.plan.may_publish
        assert [bool(name.problem) for name in seen.names] == [problem]


async def test_a_file_with_a_patient_s_number_is_not_kept() -> None:
    karin = await uploading()
    upload = await karin.uploads_file(f"{HEAD}2026-11-25;16-07:30;bakjour;Eva 850101-1236\n")
    assert "personnummer" in " ".join(upload.preview.plan.reading.faults)
    assert upload.names == () and "8501" not in repr(upload.preview)
    assert await karin.uploads.look("web:karin-k", upload.draft.id, RosterChoices()) is None


async def test_rows_that_cannot_be_understood_stop_it_until_they_are_left_out() -> None:
    karin = await uploading()
    upload = await karin.uploads_file(f"{GOOD}2026-11-27;16-99;bakjour;Bo Björn\n")
    assert not upload.preview.plan.may_publish
    assert not (await karin.publishes(upload)).published
    await karin.publishes(await karin.looks(upload, RosterChoices(leave_out=True)))
    assert karin.chat.on_duty("2026-11-25 20:00") == ["anna-a"]


async def test_what_is_no_roster_is_not_kept() -> None:
    karin = await uploading()
    upload = await karin.uploads_file("%PDF-1.7")
    assert upload.preview.plan.reading.faults and karin.drafts.kept == {}


async def test_what_was_not_seen_is_not_published() -> None:
    karin = await uploading()
    upload = await karin.uploads_file(f"{GOOD}2026-11-27;16-99;bakjour;Bo Björn\n")
    seen = await karin.looks(upload, RosterChoices(leave_out=True))
    unseen = replace(
        seen, choices=RosterChoices(leave_out=True, last=at("2026-11-25 12:00").date())
    )
    assert not (await karin.publishes(unseen)).published

    good = await karin.uploads_file(GOOD)
    await karin.publishes(await karin.uploads_file(GOOD.replace("Anna Asp", "Cecilia Ceder")))
    assert not (await karin.publishes(good)).published
    assert karin.chat.on_duty("2026-11-25 20:00") == ["cecilia-c"]


async def test_a_draft_is_its_owner_s_alone_and_can_be_let_go() -> None:
    karin = await uploading()
    upload = await karin.uploads_file(GOOD)
    id_ = upload.draft.id
    await karin.uploads.cancel("web:anna-a", id_)
    assert await karin.uploads.look("web:anna-a", id_, RosterChoices()) is None
    assert (
        await karin.uploads.publish("web:anna-a", id_, RosterChoices(), seen=upload.version) is None
    )
    assert list(karin.drafts.kept) == [id_]
    await karin.uploads.cancel(KARIN, id_)
    assert karin.drafts.kept == {}


async def test_swaps_that_no_longer_fit_are_told() -> None:
    karin = await uploading()
    swap = override(start="2026-11-25 18:00", person="bo-b", instead_of="david-d")
    await karin.chat.live.write([Keep(swap)], "test")
    assert (await karin.uploads_file(GOOD)).preview.conflicts == (swap,)
