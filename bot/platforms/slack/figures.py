"""The metrics of calls to Slack."""

from prometheus_client import Counter

ANOTHER_WAY = Counter(
    "konsult_slack_another_way_total",
    "Answers that did not go the usual way, by the way that they went and what stood in the way",
    ["way", "code"],
)
REFUSED_BLOCKS = Counter(
    "konsult_slack_refused_blocks_total",
    "Answers whose blocks Slack refused, so that they were shown as plain text",
    ["method", "code"],
)
UNEXPLAINED = Counter(
    "konsult_slack_unexplained_total",
    "Answers of Slack that are not Slack's own JSON, or with a code whose meaning is not known",
    ["kind"],
)
KINDS = ("unreadable", "http", "new code")


def unexplained(code: str) -> None:
    """Count one. The log names what a code is; as a label it would have no end."""
    UNEXPLAINED.labels(_kind(code)).inc()


def _kind(code: str) -> str:
    if code == "unreadable":
        return "unreadable"
    return "http" if code.startswith("http_") else "new code"


for kind in KINDS:
    UNEXPLAINED.labels(kind)
