"""Only Slack's own JSON says anything, and only a code that is known to be final is final."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from bot.platforms.slack.calling.answers import (
    TOO_MANY,
    HttpAnswer,
    SlackCallError,
    told_by,
    told_by_address,
)
from bot.platforms.slack.calling.codes import (
    NO_ANSWER,
    NOT_REACHED,
    UNREADABLE,
    Meaning,
    is_about_us,
    is_final,
    is_surely_not_done,
    is_token_refused,
    known_codes,
    meaning_of,
)

POST = "chat.postMessage"


def answer(
    body: Any = None, status: int = 200, kind: str = "application/json", **headers: str
) -> HttpAnswer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return HttpAnswer(status, kind, headers, raw)


def refused(code: object, status: int = 200, **headers: str) -> HttpAnswer:
    return answer({"ok": False, "error": code}, status, **headers)


def fault(told: HttpAnswer, method: str = POST) -> SlackCallError:
    with pytest.raises(SlackCallError) as raised:
        told_by(method, told)
    return raised.value


# -- codes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meaning", "codes"),
    [
        (Meaning.TOKEN, "invalid_auth token_revoked token_expired account_inactive missing_scope"),
        (Meaning.OURS, "ekm_access_denied messages_tab_disabled restricted_action accesslimited"),
        (
            Meaning.ADDRESSEE,
            "channel_not_found user_not_found users_not_found user_disabled is_archived",
        ),
        (
            Meaning.REQUEST,
            "invalid_blocks msg_too_long no_text invalid_arguments message_not_found",
        ),
        (Meaning.LATE, "expired_trigger_id exchanged_trigger_id used_url"),
        (Meaning.TOO_EARLY, "ratelimited rate_limited"),
        (
            Meaning.PASSING,
            "internal_error fatal_error service_unavailable request_timeout team_added_to_org"
            " org_login_required",
        ),
        (Meaning.UNKNOWN, "something_new_in_2027 http_404 no_answer unreadable"),
    ],
)
def test_what_the_codes_mean(meaning: Meaning, codes: str) -> None:
    assert {code: meaning_of(code) for code in codes.split()} == dict.fromkeys(
        codes.split(), meaning
    )


def test_a_code_is_final_or_may_have_been_done_and_never_both() -> None:
    for code in known_codes():
        meaning = meaning_of(code)
        assert is_surely_not_done(code) is (is_final(meaning) or meaning is Meaning.TOO_EARLY)
        assert not is_token_refused(code) or is_about_us(code)
    assert is_surely_not_done(NOT_REACHED)
    assert not is_surely_not_done(NO_ANSWER) and not is_surely_not_done(UNREADABLE)


def test_a_conversation_that_has_no_history_just_now_says_nothing_of_who_is_in_it() -> None:
    assert meaning_of("channel_not_found", "conversations.history") is Meaning.PASSING
    assert meaning_of("channel_not_found", "conversations.open") is Meaning.ADDRESSEE
    assert meaning_of("token_revoked", "conversations.history") is Meaning.TOKEN


def test_a_plan_without_groups_refuses_groups_and_not_konsult() -> None:
    said = fault(refused("paid_teams_only"), "usergroups.users.list")
    assert said.permanent
    assert meaning_of(said.code, said.method) is Meaning.REQUEST


# -- answers --------------------------------------------------------------------------------------


def test_slacks_own_json_is_told() -> None:
    told = {"ok": True, "ts": "1.1"}
    assert told_by(POST, answer(told)) == told


@pytest.mark.parametrize(
    ("told", "code", "permanent"),
    [
        (refused("channel_not_found"), "channel_not_found", True),
        (refused("token_revoked", 401), "token_revoked", True),
        (refused("internal_error"), "internal_error", False),
        (refused("internal_error", 500), "internal_error", False),
        (refused("something_new"), "something_new", False),
        (refused("channel_not_found", 503), "http_503", False),
        (refused("token_revoked", 429), "http_429", False),
        (refused(""), UNREADABLE, False),
        (refused(None), UNREADABLE, False),
        (refused(["invalid_auth"]), UNREADABLE, False),
        (refused("Logga in på nätet"), UNREADABLE, False),
        (refused(NOT_REACHED), UNREADABLE, False),
        (answer({"ok": True}, 502), "http_502", False),
        (answer({"error": "invalid_auth"}), UNREADABLE, False),
        (answer({"error": "invalid_auth"}, 401), "http_401", False),
        (answer({"ok": "false", "error": "invalid_auth"}), UNREADABLE, False),
        (answer({"ok": 0, "error": "invalid_auth"}), UNREADABLE, False),
        (answer([]), UNREADABLE, False),
        (answer(None), UNREADABLE, False),
        (answer("ok"), UNREADABLE, False),
        (answer(b""), UNREADABLE, False),
        (answer(b'{"ok": tr'), UNREADABLE, False),
        (answer(b"\xff\xfe\x00"), UNREADABLE, False),
        (answer(b"[" * 200_000), UNREADABLE, False),
        (answer({"ok": False, "error": "token_revoked"}, kind="text/html"), UNREADABLE, False),
        (answer({"ok": True, "ts": "1.1"}, kind="text/plain"), UNREADABLE, False),
        (answer(b"<html>", kind="text/html"), UNREADABLE, False),
        (answer(b"<html>", 302, kind="text/html"), "http_302", False),
        (answer(b"<html>", 403, kind="text/html"), "http_403", False),
        (answer(b"<html>", 404, kind="text/html"), "http_404", False),
        (answer(b"<html>", 407, kind="text/html"), "http_407", False),
        (answer(b"<html>", 500, kind="text/html"), "http_500", False),
    ],
    ids=str,
)
def test_what_an_answer_says(told: HttpAnswer, code: str, permanent: bool) -> None:
    said = fault(told)
    assert (said.code, said.permanent) == (code, permanent)


@pytest.mark.parametrize(
    ("told", "pause"),
    [
        (refused("ratelimited", 429, **{"Retry-After": "7"}), 7.0),
        (refused("ratelimited", 429, **{"retry-after": "1.5"}), 1.5),
        (refused("ratelimited", 429), TOO_MANY),
        (refused("ratelimited", 429, **{"Retry-After": "soon"}), TOO_MANY),
        (refused("ratelimited"), TOO_MANY),
        (answer(b"<html>", 429, kind="text/html"), TOO_MANY),
        (answer(b"<html>", 503, kind="text/html", **{"Retry-After": "3"}), 3.0),
        (answer(b"<html>", 503, kind="text/html"), None),
        (answer(b"<html>", 404, kind="text/html", **{"Retry-After": "3"}), None),
    ],
    ids=str,
)
def test_how_long_an_answer_asks_konsult_to_wait(told: HttpAnswer, pause: float | None) -> None:
    said = fault(told)
    assert (said.permanent, said.retry_after) == (False, pause)


def unexplained(kind: str) -> float:
    labels = {"kind": kind}
    return REGISTRY.get_sample_value("konsult_slack_unexplained_total", labels) or 0.0


def test_what_is_not_understood_is_counted_and_an_unknown_code_is_logged() -> None:
    before = unexplained("new code"), unexplained("http")
    with capture_logs() as logs:
        fault(refused("new_in_2027"))
        fault(answer(b"<html>hemligt", 404, kind="text/html"))
        fault(refused("channel_not_found"))
    assert [(line["event"], line["code"]) for line in logs] == [
        ("slack code not known", "new_in_2027")
    ]
    after = unexplained("new code"), unexplained("http")
    assert after == (before[0] + 1, before[1] + 1)


@given(st.binary(max_size=60), st.integers(200, 599), st.sampled_from(["application/json", "x/y"]))
def test_no_body_raises_anything_else_or_is_final(body: bytes, status: int, kind: str) -> None:
    assert not fault(answer(body, status, kind)).permanent


@given(st.from_regex(r"[a-z_0-9]{1,40}", fullmatch=True))
def test_a_code_that_is_not_in_the_table_is_passing(code: str) -> None:
    said = fault(refused(code))
    assert said.permanent is (code in known_codes() and is_final(meaning_of(code)))


# -- addresses for answers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        answer(b"ok", kind="text/plain"),
        answer(b"ok", kind="text/html"),
        answer(b"", kind="application/octet-stream"),
        answer({"ok": True}),
    ],
    ids=str,
)
def test_an_answer_that_was_shown(told: HttpAnswer) -> None:
    told_by_address(told)


@pytest.mark.parametrize(
    ("told", "code", "permanent"),
    [
        (refused("expired_url", 404), "expired_url", True),
        (answer(b"used_url", 404, kind="text/plain"), "used_url", True),
        (answer(b"no_service\n", 404, kind="text/plain"), "no_service", True),
        (refused("invalid_blocks"), "invalid_blocks", True),
        (answer(b"<html>", 200, kind="text/html"), UNREADABLE, False),
        (answer(b"<html>", 404, kind="text/html"), "http_404", False),
        (answer(b"not found", 404, kind="text/plain"), "http_404", False),
        (answer(b"<html>", 407, kind="text/html"), "http_407", False),
        (answer(b"<html>", 500, kind="text/html"), "http_500", False),
    ],
    ids=str,
)
def test_an_answer_that_was_not_shown(told: HttpAnswer, code: str, permanent: bool) -> None:
    with pytest.raises(SlackCallError) as raised:
        told_by_address(told)
    assert (raised.value.code, raised.value.permanent) == (code, permanent)
