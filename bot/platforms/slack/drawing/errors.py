"""Internal errors: a sentence instead of an answer."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.cards import Card, Tone, notice
from bot.failures import failure_kind, log_failure
from bot.platforms.slack.drawing.blocks import view

JSON: dict[str, str | Sequence[str]] = {"Content-Type": ["application/json;charset=utf-8"]}

FAILED = failure_kind("slack failed")
"""The log event of an internal error in the Slack platform."""


def failure_card(error: BaseException, emergency: str) -> Card:
    """What the asker sees when the platform has failed; the log has the same reference."""
    return sentence(f"{log_failure(FAILED, error)} Försök igen, eller ring {emergency}.")


def sentence(words: str) -> Card:
    """A card of one sentence that must be seen."""
    return notice(words, tone=Tone.WARNING)


def error_handler(
    emergency: str, fallback: Callable[[Card], str]
) -> Callable[..., Awaitable[BoltResponse]]:
    """Last resort: after any error Slack gets a 200 that the asker can read.

    What no listener handles is acknowledged without text, so that it is not sent again.
    """

    async def handle(error: Exception, body: dict[str, Any]) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=200)
        card = failure_card(error, emergency)
        return BoltResponse(status=200, body=_body(body, card, fallback(card)), headers=JSON)

    return handle


def _body(payload: Mapping[str, Any], card: Card, text: str) -> dict[str, Any]:
    if payload.get("type") == "view_submission":
        return {"response_action": "update", "view": view(card)}
    return {"response_type": "ephemeral", "replace_original": False, "text": text}
