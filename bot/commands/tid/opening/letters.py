"""Letters about hours that have been opened, to those who follow the service and may use them."""

from collections.abc import Sequence

from bot import links
from bot.commands.tid.case import HourCase
from bot.commands.tid.words import days_words, mode_words
from bot.hours.eligible import may_be_given
from bot.hours.matters import of_series
from bot.hours.said import holder_words, hour_words
from bot.hours.topics import HOURS
from bot.letters import keys
from bot.letters.actors import actor_words
from bot.letters.card import letter_button
from directory.hours.occasions import occasions
from directory.hours.offered import ConsultationHour
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter
from directory.letters.preferences import by_time
from directory.walltime.said import dated_span


def followers_of(hour: ConsultationHour, case: HourCase) -> Sequence[str]:
    """Those who follow the hours of the service and may use this one; not who opens it."""
    followers = case.snapshot.of(FOLLOWING).followers(HOURS.topic, hour.service)
    return [
        follower
        for follower in dict.fromkeys(followers)
        if follower not in (case.me, hour.specialist)
        and may_be_given(hour, follower, case.snapshot)
    ]


def opened_letters(hour: ConsultationHour, case: HourCase) -> tuple[Delivery, ...]:
    """One to each who wants to know; none where nothing is to come."""
    held = occasions(hour, case.now, case.calendar, case.pilots).held
    if not held:
        return ()
    holder = holder_words(hour, case.snapshot)
    lines = [
        f"{days_words(hour)}, {mode_words(hour)}.",
        *([f"Svarar: {holder}."] if holder else []),
        f"Första gången: {dated_span(held[0], case.now)}.",
    ]
    lines += [f"För: {hour.about}."] if hour.about else []
    lines += [f"Inte för: {hour.not_about}."] if hour.not_about else []
    lines.append(f"{actor_words(case.request.who.account, case.snapshot)} har öppnat den.")
    letter = Letter(
        topic=HOURS.topic,
        title=f"Ny konsulttid: {hour_words(hour, case.snapshot)}",
        lines=tuple(lines),
        buttons=(letter_button("Visa konsulttiden", links.see_hour(hour.id)),),
        matter=of_series(hour),
    )
    following = case.snapshot.of(FOLLOWING)
    deliveries = (
        following.deliver(
            letter,
            follower,
            key=keys.hour_opened(hour.id, hour.made, follower),
            now=case.request.now,
            happens=held[0].start,
            usual=HOURS.usual(case.snapshot.people.get(follower)),
            target=hour.service,
            ends=held[-1].end,
            urgency=by_time(case.request.now, held[0].start),
        )
        for follower in followers_of(hour, case)
    )
    return tuple(filter(None, deliveries))
