"""What /metrics tells of deliveries."""

from prometheus_client import Counter, Gauge

DELIVERIES = Counter(
    "konsult_deliveries_total",
    "Attempts to deliver: sent, found (it had been sent), again, refused, unreachable",
    ["channel", "outcome"],
)
OVERDUE = Gauge("konsult_deliveries_waiting", "Deliveries that are due and that no process has")
OLDEST = Gauge("konsult_deliveries_oldest_seconds", "How long the first of them has been due")
