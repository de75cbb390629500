"""The metrics of calls to Slack."""

from prometheus_client import Counter

UNEXPLAINED = Counter(
    "konsult_slack_unexplained_total",
    "Answers of Slack that are not Slack's own JSON, or with a code whose meaning is not known",
    ["method", "code"],
)
