"""The steps of a chain by the hours of their numbers: those that answer first, the closed told."""

from dataclasses import replace

from directory.catalogue.answering import AnsweringTimes
from directory.rosters.chains import AnswerStep, Gap


def in_hours(step: AnswerStep, times: AnsweringTimes) -> AnswerStep:
    """The step with the numbers that answer at the moment first.

    Where none of them answers the step has a gap, unless it has another one already or a number
    that is withheld.
    """
    if not any(phone.hours for phone in step.phones):
        return step
    closed = step.gap is None and not step.withholds_own and times.closed(step.phones)
    phones = times.best_first(step.phones)
    return replace(step, phones=phones, gap=Gap.CLOSED if closed else step.gap)
