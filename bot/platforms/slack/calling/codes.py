"""Slack's error codes, and what they mean to konsult: final is only what is known to be final."""

from collections.abc import Iterable
from enum import StrEnum

NO_ANSWER = "no_answer"
"""Ours: Slack may have done what was asked."""
NOT_REACHED = "not_reached"
"""Ours: Slack was not asked at all."""
UNREADABLE = "unreadable"
"""Ours: what answered was not Slack's own JSON (a proxy's page, a body that is cut off)."""


class Meaning(StrEnum):
    """What a code is about. All but the last three are final: the same call would fail again."""

    TOKEN = "token"
    """Slack refuses the token or its scopes: an operator must act, no addressee is to blame."""
    OURS = "ours"
    """The app or a setting of the workspace stands in the way, for anybody: as with the token."""
    ADDRESSEE = "addressee"
    """This user or conversation cannot be reached."""
    REQUEST = "request"
    """Slack does not take what was sent: a fault of ours."""
    LATE = "late"
    """What was to be answered is no longer open."""
    TOO_EARLY = "too_early"
    """The rate is limited: certainly not done, later it may be."""
    PASSING = "passing"
    """Slack fails for a while, and may have done what was asked."""
    UNKNOWN = "unknown"
    """Not in the table: nobody knows, so it is taken as passing."""


def _table(codes: dict[Meaning, str]) -> dict[str, Meaning]:
    return {code: meaning for meaning, names in codes.items() for code in names.split()}


_MEANINGS = _table(
    {
        Meaning.TOKEN: """
            access_denied account_inactive invalid_auth missing_scope no_permission
            not_allowed_token_type not_authed team_access_not_granted token_expired token_revoked
            """,
        Meaning.OURS: """
            accesslimited as_user_not_supported deprecated_endpoint ekm_access_denied
            enterprise_is_restricted forbidden_team message_limit_exceeded messages_tab_disabled
            method_deprecated metadata_must_be_sent_from_app not_enabled paid_teams_only
            permission_denied plan_upgrade_required restricted_action two_factor_setup_required
            unknown_method upgrade_required
            """,
        Meaning.ADDRESSEE: """
            cannot_dm_bot channel_is_limited_access channel_not_found channel_type_not_supported
            invalid_channel invalid_user_combination invalid_user_id is_archived is_inactive
            method_not_supported_for_channel_type not_in_channel
            posting_to_general_channel_denied restricted_action_non_threadable_channel
            restricted_action_read_only_channel restricted_action_thread_locked
            restricted_action_thread_only_channel team_not_found user_disabled user_is_bot
            user_is_restricted user_not_found user_not_in_channel user_not_visible
            users_not_found
            """,
        Meaning.REQUEST: """
            attachment_payload_limit_exceeded block_mismatch cannot_reply_to_message
            cant_update_message duplicate_external_id edit_window_closed hash_conflict
            invalid_arg_name invalid_arguments invalid_array_arg invalid_attachments
            invalid_blocks invalid_blocks_format invalid_charset invalid_cursor
            invalid_form_data invalid_json invalid_limit invalid_payload invalid_metadata_format
            invalid_metadata_schema invalid_post_type invalid_ts_latest invalid_ts_oldest
            json_not_object markdown_text_conflict message_not_found metadata_too_large
            missing_post_type msg_blocks_too_long msg_too_long no_such_subteam no_text
            not_enough_users push_limit_reached too_many_attachments too_many_users
            users_list_not_supplied view_too_large
            """,
        Meaning.LATE: """
            exchanged_trigger_id expired_trigger_id expired_url invalid_trigger
            invalid_trigger_id no_active_hooks no_service not_found trigger_exchanged
            trigger_expired used_url
            """,
        Meaning.TOO_EARLY: "rate_limited ratelimited",
        Meaning.PASSING: """
            external_channel_migrating fatal_error internal_error org_login_required
            request_timeout service_unavailable streaming_state_conflict team_added_to_org
            update_failed
            """,
    }
)
_IN_HISTORY = dict.fromkeys(
    ("channel_not_found", "is_archived", "not_in_channel", "team_not_found"), Meaning.PASSING
)
"""The conversation was Slack's own answer a moment ago: that it is not there says nothing of who
is in it, nor of what was posted there."""
_OF_GROUPS = dict.fromkeys(
    ("paid_teams_only", "permission_denied", "plan_upgrade_required"), Meaning.REQUEST
)
"""The settings name a group that the plan does not have: nothing else is refused for it."""
_OF_METHOD = {"conversations.history": _IN_HISTORY, "usergroups.users.list": _OF_GROUPS}
_FINAL = frozenset({Meaning.TOKEN, Meaning.OURS, Meaning.ADDRESSEE, Meaning.REQUEST, Meaning.LATE})


def meaning_of(code: str, method: str = "") -> Meaning:
    """What a code means that Slack's own JSON gave as the answer of a method."""
    return _OF_METHOD.get(method, {}).get(code) or _MEANINGS.get(code, Meaning.UNKNOWN)


def is_final(meaning: Meaning) -> bool:
    """Whether the same call would fail again, and has certainly not been done."""
    return meaning in _FINAL


def known_codes() -> Iterable[str]:
    """Every code whose meaning is known."""
    return _MEANINGS.keys()


def is_token_refused(code: str) -> bool:
    """Whether Slack refuses the token or its scopes."""
    return meaning_of(code) is Meaning.TOKEN


def is_about_us(code: str) -> bool:
    """Whether no call of the kind would succeed for anybody, so that an operator must act."""
    return meaning_of(code) in (Meaning.TOKEN, Meaning.OURS)


def is_surely_not_done(code: str) -> bool:
    """Whether Slack has certainly not done what was asked."""
    return code == NOT_REACHED or meaning_of(code) in _FINAL | {Meaning.TOO_EARLY}


_DRAWING = (
    "attachment_payload_limit_exceeded",
    "invalid_arguments",
    "invalid_attachments",
    "invalid_form_data",
    "invalid_json",
    "invalid_payload",
    "markdown_text_conflict",
    "msg_too_long",
    "too_many_attachments",
    "view_too_large",
)


def is_drawing_refused(code: str) -> bool:
    """Whether Slack does not take how something is drawn: the words alone may do."""
    return code in _DRAWING or "block" in code


def is_unknown_user(code: str) -> bool:
    """Whether there is no user with that id that konsult can see."""
    return code in ("user_not_found", "user_not_visible")
