"""Slack's error codes, and what they mean to konsult."""

NO_ANSWER = "no_answer"
"""Ours: Slack may have done what was asked."""
NOT_REACHED = "not_reached"
"""Ours: Slack was not asked at all."""

_TOO_EARLY = frozenset({"ratelimited", "rate_limited"})
_PASSING = _TOO_EARLY | {
    "fatal_error",
    "internal_error",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
}
_TOKEN_REFUSED = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
_UNKNOWN_USER = frozenset({"user_not_found", "user_not_visible"})


def is_passing(code: str, status: int) -> bool:
    """Whether the same call may succeed later. `status` is the HTTP status."""
    return code in _PASSING or status == 429 or status >= 500


def is_token_refused(code: str) -> bool:
    """Whether Slack refuses the token or its scopes, so that an operator must act."""
    return code in _TOKEN_REFUSED or code.startswith("http_4")


def is_surely_not_done(code: str) -> bool:
    """Whether Slack has certainly not done what was asked."""
    return code in _TOO_EARLY or code == NOT_REACHED


def is_unknown_user(code: str) -> bool:
    """Whether there is no user with that id that konsult can see."""
    return code in _UNKNOWN_USER
