"""What Slack answered to a call, read strictly: only Slack's own JSON says anything."""

import json
import re
from collections.abc import Mapping
from typing import Any

import structlog

from bot.incoming.retry_after import asked_pause
from bot.platforms.slack.calling.codes import (
    NO_ANSWER,
    NOT_REACHED,
    UNREADABLE,
    Meaning,
    is_final,
    meaning_of,
)
from bot.platforms.slack.calling.figures import unexplained
from directory.lazy.values import dataclass

TOO_MANY = 30.0
"""Seconds to wait when Slack limits the rate without saying for how long."""
_CODE = re.compile(r"[a-z0-9_]{1,60}")
_OURS = frozenset({NO_ANSWER, NOT_REACHED, UNREADABLE})

log = structlog.get_logger(__name__)


class SlackCallError(Exception):
    """A call to Slack failed.

    `permanent`: the same call is known to fail again. `code` is Slack's error code, or one of ours:
    with NO_ANSWER, UNREADABLE and ”http_…” Slack may have done it, so the call must not be
    repeated; with NOT_REACHED it did not. `retry_after`: seconds to wait, if the rate was limited.
    """

    def __init__(
        self, method: str, code: str, *, permanent: bool, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer as it came."""

    status: int
    kind: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def failed(self) -> bool:
        """Whether the status says that whoever answered could not see to the call just now."""
        return self.status >= 500 or self.status == 429

    def own(self) -> Mapping[str, Any] | None:
        """Slack's own JSON, an object that says whether it went well; None for anything else."""
        if self.kind != "application/json":
            return None
        try:
            told = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return told if isinstance(told, dict) and isinstance(told.get("ok"), bool) else None


def told_by(method: str, answer: HttpAnswer) -> Mapping[str, Any]:
    """What Slack told. Raises SlackCallError, permanent for a code that is known to be final."""
    told = answer.own()
    if told is not None and told["ok"] and answer.status < 400:
        return told
    raise fault_of(method, answer, _code(told))


def fault_of(method: str, answer: HttpAnswer, code: str) -> SlackCallError:
    """The fault that an answer means; `code` is Slack's own, or empty where it gave none."""
    meaning = meaning_of(code, method) if code else Meaning.UNKNOWN
    if code and meaning is Meaning.UNKNOWN:
        log.info("slack code not known", method=method, code=code, status=answer.status)
    if not code or (is_final(meaning) and answer.failed):
        meaning = Meaning.UNKNOWN
        code = UNREADABLE if answer.status < 300 else f"http_{answer.status}"
    if meaning is Meaning.UNKNOWN:
        unexplained(code)
    final = is_final(meaning)
    return SlackCallError(method, code, permanent=final, retry_after=_pause(answer, meaning))


def _pause(answer: HttpAnswer, meaning: Meaning) -> float | None:
    """Seconds for the channel to rest, where the answer asks for it."""
    said = asked_pause(answer.headers) if answer.status in (429, 503) else None
    if said is None and (answer.status == 429 or meaning is Meaning.TOO_EARLY):
        return TOO_MANY
    return said


def told_by_address(answer: HttpAnswer) -> None:
    """Raise what an answer of a response_url means, if it is not that all went well: a 200 with
    Slack's own JSON, with a word of text or with nothing, but no page."""
    told = answer.own()
    is_page = answer.kind == "text/html" and answer.body.strip() not in (b"", b"ok")
    if answer.status == 200 and (told["ok"] if told else not is_page):
        return
    raise fault_of("response_url", answer, _code(told) or _written_code(answer))


def _written_code(answer: HttpAnswer) -> str:
    """The code that stands alone as the text of an answer, as hooks of Slack's write it."""
    text = answer.body.decode("utf-8", "replace").strip() if answer.kind == "text/plain" else ""
    return text if answer.status >= 400 and meaning_of(text) is not Meaning.UNKNOWN else ""


def unreadable(method: str) -> SlackCallError:
    """The fault of an answer that lacks what it must hold."""
    unexplained(UNREADABLE)
    return SlackCallError(method, UNREADABLE, permanent=False)


def _code(told: Mapping[str, Any] | None) -> str:
    """The code in Slack's own JSON; empty where there is none that can be one."""
    code = told.get("error") if told and not told["ok"] else None
    right = isinstance(code, str) and _CODE.fullmatch(code) and code not in _OURS
    return str(code) if right else ""
