"""A coordinator who uploads agreements on the small region."""

from bot.agreements.publishing import AgreementPublishing
from bot.agreements.uploads import NO_ANSWERS, AgreementUpload, AgreementUploads, AllAnswers
from directory.agreements.document import Head
from directory.agreements.drafts import AgreementDraft, DraftFile
from directory.agreements.kept import in_force
from directory.lazy.values import dataclass
from directory.store.memory_drafts import MemoryDrafts
from tests.chat import Chat, open_chat
from tests.stories.agreement_files import FIRST, HEAD, read_here

KARIN = "web:karin-k"


def file(content: str = HEAD + FIRST, name: str = "hjartsvikt.md") -> DraftFile:
    return DraftFile(name, content.encode())


@dataclass
class AgreementUploading:
    """A coordinator with files, on the small region."""

    chat: Chat
    drafts: MemoryDrafts[AgreementDraft]
    uploads: AgreementUploads

    async def sends(self, *files: DraftFile) -> AgreementUpload:
        return await self.uploads.start(KARIN, files)

    async def looks(self, upload: AgreementUpload, answers: AllAnswers) -> AgreementUpload:
        seen = await self.uploads.look(KARIN, upload.draft.id, answers)
        assert seen is not None
        return seen

    async def publishes(
        self, upload: AgreementUpload, answers: AllAnswers = NO_ANSWERS
    ) -> AgreementUpload:
        done = await self.uploads.publish(KARIN, upload.draft.id, answers, seen=upload.version)
        assert done is not None
        await self.chat.live.agreements_indexed()
        return done

    async def has(self, *files: DraftFile) -> None:
        assert (await self.publishes(await self.sends(*files))).published

    def head(self, document: str) -> Head:
        return in_force(self.chat.snapshot)[document].agreement.head

    @property
    def documents(self) -> list[str]:
        return list(in_force(self.chat.snapshot))


async def uploading() -> AgreementUploading:
    chat, drafts = await open_chat(), MemoryDrafts[AgreementDraft]()
    publishing = AgreementPublishing(chat.repository, chat.live, chat.desk.now, read_here)
    return AgreementUploading(
        chat, drafts, AgreementUploads(publishing, drafts, chat.live, chat.desk.now)
    )
