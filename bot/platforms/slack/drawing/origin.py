"""Where a button was pressed, how to answer there, and what a modal stores about it."""

from collections.abc import Mapping
from typing import Any, Self

from bot.cards import Card, Press
from bot.platforms.slack.drawing.blocks import Message, view
from bot.platforms.slack.drawing.modal_state import pack_metadata, press_of
from bot.platforms.slack.drawing.press_codec import Pressed
from directory.lazy.values import dataclass

FORMS = "konsult"
"""The callback_id of all our modals."""

_HOME, _BESIDE, _INSTEAD = "home", "beside", "instead"
_ONE, _ALL = "ephemeral", "in_channel"

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Surface:
    """The message or page that an answer belongs to, also after several modals.

    `kept`: the message stays and the answer comes after it. `lasting`: the message is an ordinary
    one in the conversation with konsult; all others are ephemeral, seen by the asker alone.
    """

    response_url: str = ""
    is_home: bool = False
    kept: bool = False
    lasting: bool = False

    def body(self, drawn: Message) -> dict[str, Any]:
        """The body to send to `response_url`."""
        body = {
            "response_type": _ALL if self.lasting else _ONE,
            "replace_original": not self.kept,
            "text": drawn.text,
        }
        return body | {"blocks": drawn.blocks} if drawn.blocks else body

    def written(self) -> str:
        """As text for a modal to store; see `read`."""
        kind = _HOME if self.is_home else _BESIDE if self.kept else _INSTEAD
        return f"{kind} {_ALL if self.lasting else _ONE} {self.response_url}".strip()

    @classmethod
    def read(cls, written: str) -> Self:
        """From the text in a modal; a foreign text gives an empty surface."""
        kind, audience, url = (*written.split(" "), "", "", "")[:3]
        return cls(url, kind == _HOME, kind == _BESIDE, audience == _ALL)


NO_SURFACE = Surface()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a button was pressed, and by whom. `modal`: the id of the modal, or empty. `channel`
    and `thread`: those of the message, empty elsewhere."""

    user: str
    trigger: str
    modal: str
    source: Surface
    channel: str = ""
    thread: str = ""


def origin_of(body: Payload, pressed: Pressed) -> Origin:
    """The origin in a block_actions payload."""
    open_view = body.get("view") or {}
    is_home = open_view.get("type") == "home"
    where = body.get("container") or {}
    in_conversation = str(where.get("channel_id") or "").startswith("D")
    source = Surface(
        response_url=str(body.get("response_url") or ""),
        is_home=is_home,
        kept=pressed.keep,
        lasting=in_conversation and where.get("is_ephemeral") is False,
    )
    carried = press_of(open_view.get("private_metadata") or "")
    return Origin(
        user=body["user"]["id"],
        trigger=str(body.get("trigger_id") or ""),
        modal="" if is_home else str(open_view.get("id") or ""),
        source=Surface.read(carried[1]) if carried else source,
        channel=str(where.get("channel_id") or ""),
        thread=str(where.get("thread_ts") or ""),
    )


def modal(card: Card, press: Press, source: Surface) -> dict[str, Any]:
    """The card as a modal that stores what its form asks and where it was opened."""
    asks = card.form.press if card.form else press
    metadata = pack_metadata(asks, source.written())
    return view(card, private_metadata=metadata) | {"callback_id": FORMS}
