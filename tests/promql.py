"""PromQL held against what konsult's own /metrics shows: each metric, each label and each value in it."""

import re
from collections.abc import Iterator, Mapping, Sequence

import promql_parser
from promql_parser import MatchOp

Exposed = Mapping[str, Sequence[Mapping[str, str]]]
"""The series of /metrics: the labels of each, by the name of its samples."""

_OF_PROMETHEUS = {"up": frozenset[str]()}
_ADDED = frozenset({"instance", "job"})
"""The labels that Prometheus gives to whatever it reads."""
_OF_GRAFANA = {"$__rate_interval": "5m", "$instance": ".*"}


def misfits(written: str, exposed: Exposed) -> Iterator[str]:
    """What of an expression konsult does not show, in words. ValueError if it is no PromQL."""
    for name, value in _OF_GRAFANA.items():
        written = written.replace(name, value)
    selectors, labels = _taken_apart(promql_parser.parse(written))
    known = set(_ADDED)
    for selector in selectors:
        yield from _misfits(selector, exposed)
        for series in exposed.get(selector.name or "", ()):
            known |= series.keys()
    yield from (f"{label}: no such label in {written}" for label in labels if label not in known)


def _taken_apart(
    whole: promql_parser.Expr,
) -> tuple[list[promql_parser.VectorSelector], list[str]]:
    """The selectors, and the labels that are grouped by and matched on."""
    selectors: list[promql_parser.VectorSelector] = []
    labels: list[str] = []

    def visit(part: promql_parser.Expr) -> None:
        match part:
            case promql_parser.VectorSelector():
                selectors.append(part)
            case promql_parser.AggregateExpr() if part.modifier:
                labels.extend(part.modifier.labels)
            case promql_parser.BinaryExpr() if part.modifier and part.modifier.matching:
                labels.extend(part.modifier.matching.labels)

    promql_parser.walk(whole, visit)
    return selectors, labels


def _misfits(selector: promql_parser.VectorSelector, exposed: Exposed) -> Iterator[str]:
    name = selector.name or ""
    if name in _OF_PROMETHEUS:
        return
    if name not in exposed:
        yield f"{name}: no such metric"
        return
    for matcher in selector.matchers.matchers:
        values = {series[matcher.name] for series in exposed[name] if matcher.name in series}
        if matcher.name not in _ADDED and not _finds(matcher, values):
            yield f"{name}: nothing has {matcher}"


def _finds(matcher: promql_parser.Matcher, values: set[str]) -> bool:
    """Whether the matcher names a label that there is, and values of it that there are."""
    match matcher.op:
        case MatchOp.Re | MatchOp.NotRe:
            named = (
                [matcher.value] if set(matcher.value) & set(".*+[") else matcher.value.split("|")
            )
            return all(any(re.fullmatch(one, value) for value in values) for one in named)
        case _:
            return matcher.value in values
