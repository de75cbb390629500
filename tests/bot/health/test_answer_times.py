"""Answers are counted in the bucket that their time belongs to, as Prometheus adds them up."""

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import CollectorRegistry

from bot.health.answer_times import BOUNDS, NO_COMMAND, AnswerTimes

SECONDS = st.one_of(st.sampled_from(BOUNDS), st.floats(0, 60))


def _read(times: AnswerTimes) -> dict[tuple[str, str], dict[str, float]]:
    """The samples as a Prometheus server reads them: by name and command, by bound."""
    registry = CollectorRegistry()
    registry.register(times)
    read: dict[tuple[str, str], dict[str, float]] = {}
    for family in text_string_to_metric_families(generate_latest(registry).decode()):
        for sample in family.samples:
            key = (sample.name, sample.labels["command"])
            read.setdefault(key, {})[sample.labels.get("le", "")] = sample.value
    return read


@given(st.lists(SECONDS))
def test_each_bucket_holds_all_that_took_no_longer(took: list[float]) -> None:
    times = AnswerTimes()
    times.expect(["konsult"], ["slack"])
    for seconds in took:
        times.add("konsult", "slack", seconds)
    read = _read(times)
    buckets = read["konsult_answer_seconds_bucket", "konsult"]
    for bound in BOUNDS:
        assert buckets[str(bound)] == sum(seconds <= bound for seconds in took)
    assert buckets["+Inf"] == len(took)
    assert read["konsult_answer_seconds_count", "konsult"][""] == len(took)
    assert abs(read["konsult_answer_seconds_sum", "konsult"][""] - sum(took)) < 1e-6


def test_what_is_expected_is_there_before_the_first_answer() -> None:
    times = AnswerTimes()
    times.expect(["jour"], ["web", "slack"])
    assert {command for _, command in _read(times)} == {"jour", NO_COMMAND}


def test_a_second_is_a_bound_and_so_are_the_three_that_slack_waits() -> None:
    assert {1.0, 3.0} < set(BOUNDS)
    assert list(BOUNDS) == sorted(BOUNDS)
