"""The metrics of calls to Slack."""

from prometheus_client import Counter

ANOTHER_WAY = Counter(
    "konsult_slack_another_way_total",
    "Answers that did not go the usual way, by the way that they went",
    ["way"],
)
REFUSED_BLOCKS = Counter(
    "konsult_slack_refused_blocks_total",
    "Answers whose blocks Slack refused, so that they were shown as plain text",
    ["method"],
)
UNEXPLAINED = Counter(
    "konsult_slack_unexplained_total",
    "Answers of Slack that are not Slack's own JSON, or with a code whose meaning is not known",
    ["kind"],
)
KINDS = ("unreadable", "http", "new code")
WAYS = ("response_url", "thread", "channel", "conversation")
DRAWN_BY = (
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.update",
    "response_url",
    "views.open",
    "views.publish",
    "views.update",
)
"""The methods that draw blocks. Codes are in the log alone: as a label they would have no end."""


def unexplained(code: str) -> None:
    """Count one."""
    UNEXPLAINED.labels(_kind(code)).inc()


def _kind(code: str) -> str:
    if code == "unreadable":
        return "unreadable"
    return "http" if code.startswith("http_") else "new code"


for kind in KINDS:
    UNEXPLAINED.labels(kind)
for way in WAYS:
    ANOTHER_WAY.labels(way)
for method in DRAWN_BY:
    REFUSED_BLOCKS.labels(method)
