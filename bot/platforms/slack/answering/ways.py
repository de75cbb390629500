"""The ways of an answer to the asker: where one is closed the next, and words where blocks are."""

from collections.abc import Awaitable, Callable, Iterator

import structlog

from bot.platforms.slack.calling.api import SlackApi, SlackCallError
from bot.platforms.slack.calling.codes import (
    NO_ANSWER,
    NOT_REACHED,
    UNREADABLE,
    Meaning,
    is_about_us,
    is_drawing_refused,
    is_surely_not_done,
    meaning_of,
)
from bot.platforms.slack.calling.figures import ANOTHER_WAY, REFUSED_BLOCKS
from bot.platforms.slack.drawing.blocks import Message
from bot.platforms.slack.drawing.origin import NO_SURFACE, Surface
from directory.lazy.values import dataclass

ONE_MORE = 1.0
"""Seconds before an address that failed is tried once more."""

Pause = Callable[[float], Awaitable[None]]
Show = Callable[[Message], Awaitable[None]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AskedFrom:
    """Whom an answer is for, and where they asked. `channel` empty: not known any more.

    `is_with_konsult`: the channel is their conversation with konsult.
    """

    user: str
    channel: str = ""
    thread: str = ""
    surface: Surface = NO_SURFACE
    is_with_konsult: bool = False

    @property
    def is_in_conversation(self) -> bool:
        """Whether they asked in a conversation of two: with konsult, if it is let in there."""
        return self.channel.startswith("D")


class Ways:
    """Shows an answer once: the next way is taken only where the one before was surely closed."""

    def __init__(self, api: SlackApi, pause: Pause) -> None:
        self._api = api
        self._pause = pause

    async def answer(self, drawn: Message, to: AskedFrom) -> None:
        """Show it, seen by the asker alone. Raises SlackCallError if no way is open."""
        closed: SlackCallError | None = None
        for name, show in self._open_to(to):
            try:
                await in_words_at_least(show, drawn)
            except SlackCallError as fault:
                if not _is_surely_closed(fault) or is_about_us(fault.code):
                    raise
                closed = fault
                continue
            if closed is not None:
                ANOTHER_WAY.labels(name).inc()
                log.warning("slack answer went another way", way=name, code=closed.code)
            return
        assert closed is not None, "there is always a way to try"
        raise closed

    def _open_to(self, to: AskedFrom) -> Iterator[tuple[str, Show]]:
        """The best way first: where they asked, then the conversation with konsult."""
        if to.surface.response_url:
            yield "response_url", lambda drawn: self._respond(to.surface, drawn)
        if to.channel:
            if to.thread:
                yield "thread", lambda drawn: self._where_asked(to, drawn, to.thread)
            yield "channel", lambda drawn: self._where_asked(to, drawn, None)
        if not to.is_with_konsult:
            yield "conversation", lambda drawn: self._api.post(to.user, drawn)

    async def _where_asked(self, to: AskedFrom, drawn: Message, thread: str | None) -> None:
        if to.is_in_conversation:
            await self._api.post(to.channel, drawn, thread)
        else:
            await self._api.post_to_one(to.channel, to.user, drawn, thread)

    async def _respond(self, surface: Surface, drawn: Message) -> None:
        """At the address that Slack gave, with one more try where Slack failed."""
        body = surface.body(drawn)
        try:
            await self._api.respond(surface.response_url, body)
        except SlackCallError as fault:
            if not _is_worth_one_more(fault):
                raise
            await self._pause(ONE_MORE)
            await self._api.respond(surface.response_url, body)


async def in_words_at_least(show: Show, drawn: Message) -> None:
    """Show it, as plain text where Slack refuses how it is drawn. Raises SlackCallError."""
    try:
        await show(drawn)
    except SlackCallError as fault:
        if not (drawn.blocks and is_drawing_refused(fault.code)):
            raise
        note_refused_drawing(fault)
        await show(drawn.in_words)


def note_refused_drawing(fault: SlackCallError) -> None:
    """A drawing that Slack refuses is a fault of ours: seen in the log and in the metrics."""
    REFUSED_BLOCKS.labels(fault.method).inc()
    log.error("slack refused the blocks", method=fault.method, code=fault.code)


def _is_worth_one_more(fault: SlackCallError) -> bool:
    """Whether to try the same address again: Slack said that it failed, or was not asked."""
    failed = fault.code.startswith("http_5") or meaning_of(fault.code) is Meaning.PASSING
    return failed or fault.code == NOT_REACHED


def _is_surely_closed(fault: SlackCallError) -> bool:
    """Whether nothing was shown: a page of a hook's is a refusal, of a post it says nothing."""
    is_refusing = fault.method == "response_url" and fault.code not in (NO_ANSWER, UNREADABLE)
    return is_refusing or is_surely_not_done(fault.code)
