"""Where something was pressed, how that place is reached, and what a modal remembers of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from bot.cards import Card, Press
from bot.platforms.slack.blocks import Message, view
from bot.platforms.slack.modal_state import pack_metadata, press_of
from bot.platforms.slack.press_codec import Pressed

FORMS = "konsult"
"""The callback_id of every modal of ours."""

_HOME, _BESIDE, _INSTEAD = "home", "beside", "instead"
_ONE, _ALL = "ephemeral", "in_channel"

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Surface:
    """The message or page that an answer belongs to, however many modals later.

    `kept`: the message stays and the answer comes after it. `lasting`: the message is an ordinary
    one in the conversation with konsult; all others are seen by the asker alone and not for long.
    """

    response_url: str = ""
    is_home: bool = False
    kept: bool = False
    lasting: bool = False

    def body(self, drawn: Message) -> dict[str, Any]:
        """What is sent to `response_url` to answer there."""
        return {
            "response_type": _ALL if self.lasting else _ONE,
            "replace_original": not self.kept,
            "text": drawn.text,
            "blocks": drawn.blocks,
        }

    def written(self) -> str:
        """For a modal to carry."""
        kind = _HOME if self.is_home else _BESIDE if self.kept else _INSTEAD
        return f"{kind} {_ALL if self.lasting else _ONE} {self.response_url}".strip()

    @classmethod
    def read(cls, written: str) -> Self:
        """What a modal carried; what is not ours leads nowhere."""
        kind, audience, url = (*written.split(" "), "", "", "")[:3]
        return cls(url, kind == _HOME, kind == _BESIDE, audience == _ALL)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a button was pressed, by whom. `modal` is the id of the modal, or empty."""

    user: str
    trigger: str
    modal: str
    source: Surface


def place_of(body: Payload, pressed: Pressed) -> Origin:
    """The place that Slack tells of in block_actions."""
    seen = body.get("view") or {}
    is_home = seen.get("type") == "home"
    where = body.get("container") or {}
    in_conversation = str(where.get("channel_id") or "").startswith("D")
    source = Surface(
        response_url=str(body.get("response_url") or ""),
        is_home=is_home,
        kept=pressed.keep,
        lasting=in_conversation and where.get("is_ephemeral") is False,
    )
    carried = press_of(seen.get("private_metadata") or "")
    return Origin(
        user=body["user"]["id"],
        trigger=str(body.get("trigger_id") or ""),
        modal="" if is_home else str(seen.get("id") or ""),
        source=Surface.read(carried[1]) if carried else source,
    )


def modal(card: Card, press: Press, source: Surface) -> dict[str, Any]:
    """The card as a modal that knows what its form is to ask and where it came from."""
    asks = card.form.press if card.form else press
    metadata = pack_metadata(asks, source.written())
    return view(card, private_metadata=metadata) | {"callback_id": FORMS}
