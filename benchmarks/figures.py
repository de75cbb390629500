"""Medians and tails of measured times."""

from collections.abc import Sequence
from statistics import median, quantiles


def summary(seconds: Sequence[float]) -> str:
    """”p50 0.41 ms, p95 0.80 ms, p99 1.02 ms, max 1.90 ms” of at least two times."""
    cuts = quantiles(seconds, n=100)
    parts = (("p50", median(seconds)), ("p95", cuts[94]), ("p99", cuts[98]), ("max", max(seconds)))
    return ", ".join(f"{name} {value * 1e3:.2f} ms" for name, value in parts)
