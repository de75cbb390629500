"""Letters as direct messages: each posted once, to full members only."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from cachetools import LRUCache

from bot.delivery.buckets import Rate
from bot.delivery.sender import Addressee, SendError
from bot.health.outside import OutsideLine
from bot.letters.card import letter_card
from bot.platforms.slack.calling.api import MARK, SlackApi, SlackCallError
from bot.platforms.slack.calling.codes import Meaning, is_about_us, meaning_of
from bot.platforms.slack.config import NAME, SlackConfig
from bot.platforms.slack.drawing.blocks import Message
from bot.platforms.slack.drawing.drawn import Drawing
from bot.platforms.slack.letters.addressees import Addressees, account_of
from bot.platforms.slack.letters.letter_faults import PAUSE_WHEN_REFUSED as PAUSE_WHEN_REFUSED
from bot.platforms.slack.letters.letter_faults import send_error
from bot.platforms.slack.people.workspace import Installation
from directory.letters.outbox import Claimed, Letter

RATE = Rate(per_second=5, burst=10)
"""For each process. Slack accepts a few hundred posts a minute from one app."""
ONE_CALL = 4.0
SEND_WITHIN = 10.0
"""Seconds for a letter: finding the user, and posting."""
MOST = 20_000
MOST_PAGES = 10
SKEW = timedelta(minutes=2)
"""How much Slack's clock may differ from ours when a letter is looked for."""

log = structlog.get_logger(__name__)


class SlackLetters:
    """Slack as a channel. Never retries by itself: the worker does."""

    name = NAME
    send_within = SEND_WITHIN
    remembers = True

    def __init__(
        self,
        api: SlackApi,
        installation: Installation,
        drawing: Drawing,
        clock: Callable[[], datetime],
        *,
        rate: Rate = RATE,
    ) -> None:
        self.rate = rate
        self._api = api
        self._drawing = drawing
        self._addressees = Addressees(api, installation, clock)
        self._conversations: LRUCache[str, str] = LRUCache(MOST)

    def reaches(self, to: Addressee) -> bool:
        """Whether there is an account in Slack, or an e-mail address to look for there."""
        return bool(account_of(to) or to.email)

    async def open(self) -> None:
        await self._api.open()

    async def close(self) -> None:
        await self._api.close()

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        """Post the letter; returns ”conversation:ts”. Raises SendError, unsure if in doubt."""
        if claimed.is_asked_anew:
            self._addressees.forget(to)
        user = await self._addressees.member(to)
        drawn = self._drawing.message(letter_card(claimed.letter))
        where = self._conversations.pop(user, user)
        try:
            conversation, ts = await self._post(where, drawn, claimed.id)
        except SlackCallError as fault:
            error = send_error(fault, posted=True, final=where == user)
            if error.permanent:
                self._addressees.doubt(to)
            raise error from None
        self._conversations[user] = conversation
        return f"{conversation}:{ts}"

    async def _post(self, where: str, drawn: Message, mark: str) -> tuple[str, str]:
        """Post the letter; as text alone, if Slack does not take its blocks."""
        try:
            return await self._api.post_marked(where, drawn, mark)
        except SlackCallError as fault:
            if meaning_of(fault.code) is not Meaning.REQUEST or not fault.permanent:
                raise
            log.error("slack letter not taken as drawn", delivery=mark, code=fault.code)
        return await self._api.post_marked(where, replace(drawn, blocks=[]), mark)

    async def redraw(self, reference: str, letter: Letter) -> bool:
        """Replace the posted letter; see `bot.jobs.Editor`."""
        conversation, _, ts = reference.rpartition(":")
        try:
            await self._api.update(conversation, ts, self._drawing.message(letter_card(letter)))
        except SlackCallError as fault:
            log.warning("slack letter not drawn anew", code=fault.code)
            return fault.permanent and not is_about_us(fault.code)
        return True

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        """Look for the letter in the conversation, from when it was made. Raises SendError."""
        user = await self._addressees.user(to)
        try:
            if user not in self._conversations:
                self._conversations[user] = await self._api.conversation_with(user)
            where = self._conversations[user]
            ts = await self._find(where, claimed.id, claimed.made - SKEW)
        except SlackCallError as fault:
            raise send_error(fault) from None
        return None if ts is None else f"{where}:{ts}"

    async def _find(self, where: str, mark: str, since: datetime) -> str | None:
        cursor = ""
        for _ in range(MOST_PAGES):
            messages, cursor = await self._api.history(where, since, cursor)
            for message in messages:
                if _mark_of(message) == mark:
                    return str(message.get("ts") or "")
            if not cursor:
                return None
        raise SendError("history_too_long")


def slack_letters(
    config: SlackConfig,
    installation: Installation,
    drawing: Drawing,
    clock: Callable[[], datetime],
    *,
    rate: Rate = RATE,
    line: OutsideLine | None = None,
) -> SlackLetters:
    """Letters with an API client of their own, which never retries; `line` hears how it goes."""
    api = SlackApi(
        config.bot_token, config.base_url, one_call=ONE_CALL, rate_limit_retries=0, line=line
    )
    return SlackLetters(api, installation, drawing, clock, rate=rate)


def _mark_of(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != MARK:
        return None
    mark = (metadata.get("event_payload") or {}).get("id")
    return mark if isinstance(mark, str) else None
