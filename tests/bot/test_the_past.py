"""Who was on at a past moment is the same in /konsult, /jour, /pass and the calendar."""

from hypothesis import HealthCheck, Phase, given, settings

from tests.stories.the_past import History, histories, run


@given(histories())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # each example is four cards: no shrinking
)
def test_who_was_on_is_the_same_in_all_four_places(history: History) -> None:
    for moment, was_on, ways in run(history):
        assert ways == dict.fromkeys(ways, was_on), moment
