"""Calls over HTTP: each is made once, and only what Slack refused as too early is made again."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env

from bot.health.outside import OutsideLine
from bot.incoming.retry_after import asked_pause
from bot.platforms.slack.calling.answers import HttpAnswer, SlackCallError, told_by
from bot.platforms.slack.calling.codes import NO_ANSWER, NOT_REACHED, Meaning, meaning_of
from bot.platforms.slack.calling.lines import noted_on

UNSAID = 1.0
"""Seconds before a call is made again that was too early, where Slack does not say when."""
_UTF8 = {"Content-Type": "application/json;charset=utf-8"}

Params = Mapping[str, str | None]


class SlackCalls:
    """Makes calls to Slack. Raises SlackCallError and nothing else; usable from `open` to `close`.

    Not slack_sdk's client: it raises whatever a body that is not JSON or a pause that is no whole
    number leads to, and it goes where an answer leads. `line`: hears how the calls go.
    """

    def __init__(
        self,
        base_url: str,
        *,
        one_call: float,
        rate_limit_retries: int,
        line: OutsideLine | None = None,
    ) -> None:
        self._line = line
        self._base_url = base_url
        self._one_call = one_call
        self._retries = rate_limit_retries
        self._proxy = load_http_proxy_from_env()

    async def open(self) -> None:
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._one_call))

    async def close(self) -> None:
        await self.session.close()

    async def read(self, method: str, token: str, params: Params) -> Mapping[str, Any]:
        """Call a method that only reads."""
        request = {"params": _given(params)}
        with noted_on(self._line):
            return told_by(method, await self._called("GET", method, token, request))

    async def ask(
        self, method: str, token: str, params: Params, *, retries: int | None = None
    ) -> Mapping[str, Any]:
        """Call a method with words as arguments."""
        request = {"params": _given(params)}
        with noted_on(self._line):
            answer = await self._called("POST", method, token, request, retries=retries)
            return told_by(method, answer)

    async def tell(
        self, method: str, token: str, body: Mapping[str, Any], within: float | None = None
    ) -> Mapping[str, Any]:
        """Call a method with JSON; `within` seconds with the pauses that Slack asks for."""
        request = {"json": _given(body), "headers": _UTF8}
        with noted_on(self._line):
            return told_by(method, await self._called("POST", method, token, request, within))

    async def post_to(self, url: str, body: Mapping[str, Any], within: float) -> HttpAnswer:
        """Post JSON to an address of Slack's; what it answered, whatever that is."""
        request = {"json": body, "headers": _UTF8}
        return await self._made("response_url", "POST", url, request, within, self._retries)

    async def _called(
        self,
        verb: str,
        method: str,
        token: str,
        request: Mapping[str, Any],
        within: float | None = None,
        retries: int | None = None,
    ) -> HttpAnswer:
        headers = {"Authorization": f"Bearer {token}", **request.get("headers", {})}
        url = f"{self._base_url.rstrip('/')}/{method}"
        signed = {**request, "headers": headers}
        retries = self._retries if retries is None else retries
        return await self._made(method, verb, url, signed, within or self._one_call, retries)

    async def _made(
        self,
        method: str,
        verb: str,
        url: str,
        request: Mapping[str, Any],
        within: float,
        retries: int,
    ) -> HttpAnswer:
        """The answer to a call, made again after the pause while it is too early and there is
        time; what then still is too early is the answer."""
        now = asyncio.get_running_loop().time
        until = now() + within
        for left in range(retries, -1, -1):
            try:
                async with asyncio.timeout_at(until):
                    answer = await self._once(method, verb, url, request)
            except TimeoutError:
                raise SlackCallError(method, NO_ANSWER, permanent=False) from None
            pause = _pause(answer)
            if pause is None or not left or now() + pause >= until:
                return answer
            await asyncio.sleep(pause)
        raise AssertionError("the last call returns")

    async def _once(
        self, method: str, verb: str, url: str, request: Mapping[str, Any]
    ) -> HttpAnswer:
        try:
            async with self.session.request(
                verb, url, proxy=self._proxy, allow_redirects=False, **request
            ) as response:
                body = await response.read()
                return HttpAnswer(response.status, response.content_type, response.headers, body)
        except (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError):
            raise SlackCallError(method, NOT_REACHED, permanent=False) from None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            raise SlackCallError(method, NO_ANSWER, permanent=False) from None


def _pause(answer: HttpAnswer) -> float | None:
    """Seconds to wait before the call is made again; None where it was not too early."""
    told = answer.own()
    code = str(told.get("error")) if told and not told["ok"] else ""
    if answer.status != 429 and meaning_of(code) is not Meaning.TOO_EARLY:
        return None
    pause = asked_pause(answer.headers)
    return UNSAID if pause is None else pause


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that have a value."""
    return {name: value for name, value in arguments.items() if value is not None}
