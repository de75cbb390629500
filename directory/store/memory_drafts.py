"""Drafts in memory."""

from datetime import datetime

from directory.publishing.drafts import D, Drafts


class MemoryDrafts(Drafts[D]):
    """Keeps drafts as values, by id in `kept`."""

    def __init__(self) -> None:
        self.kept: dict[str, D] = {}

    async def put(self, draft: D) -> None:
        self.kept[draft.id] = draft

    async def read(self, id_: str, account: str) -> D | None:
        draft = self.kept.get(id_)
        return draft if draft and draft.account == account else None

    async def discard(self, id_: str) -> None:
        self.kept.pop(id_, None)

    async def forget(self, before: datetime) -> int:
        old = [id_ for id_, draft in self.kept.items() if draft.made < before]
        for id_ in old:
            del self.kept[id_]
        return len(old)
