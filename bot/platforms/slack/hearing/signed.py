"""What is done as soon as Bolt has checked a signature, before it looks anything up."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.request.payload_utils import is_slash_command
from slack_bolt.response import BoltResponse

from bot.platforms.seen import Seen

Answer = Callable[[dict[str, Any]], Awaitable[BoltResponse]]


class Signed(AsyncMiddleware):
    """Refuses a request that has been seen before, and answers a slash command.

    What Bolt does after it (whose the app is, which listener is meant, twenty arguments for it) no
    slash command needs: it was a third of all the work of a request.
    """

    def __init__(self, signatures: Seen, answer: Answer) -> None:
        self._signatures = signatures
        self._answer = answer

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  # Bolt's name for it
    ) -> BoltResponse | None:
        """401 for an old signature, the answer to a slash command; passes on everything else."""
        signature = tuple(req.headers.get("x-slack-signature", ()))
        if req.mode == "http" and not self._signatures.is_new(signature):
            return BoltResponse(status=401)
        if is_slash_command(req.body):
            return await self._answer(req.body)
        await next()
        return None
