"""The rare states that the code names, and which of them a seed has reached.

They are counted by the enumerations of the code itself: a new one that no seed reaches is missed.
"""

from collections.abc import Iterable

from prometheus_client import REGISTRY

from bot.delivery.fates import Fate
from bot.delivery.sender import Blame
from directory.letters.outbox import DeliveryState
from tests.simulation.month.peers import MailFault, RosterFault, SlackFault
from tests.simulation.month.world import World

RUN = ("wrote", "nothing", "elsewhere", "unavailable", "lost", "failed")
"""The outcomes of a duty (`bot.scheduler.runner`)."""


def every_state() -> set[str]:
    """What the seeds together have to reach."""
    named: Iterable[str] = (
        *(f"delivery {state}" for state in DeliveryState),
        *(f"fate {fate}" for fate in Fate),
        *(f"blame {blame}" for blame in Blame),
        *(f"duty {outcome}" for outcome in RUN),
        *(f"slack {fault}" for fault in SlackFault),
        *(f"mail {fault}" for fault in MailFault),
        *(f"roster {fault}" for fault in RosterFault),
        *(f"asked in {where}" for where in ("Slack", "the browser")),
        *(f"lease {whose}" for whose in ("of a letter taken over", "of a duty taken over")),
    )
    return set(named)


def reached(world: World, seen: set[str]) -> set[str]:
    """What a seed has reached, by konsult's own figures and by the peers'."""
    counted = {
        "konsult_deliveries_total": ("fate", "outcome"),
        "konsult_delivery_failures_total": ("blame", "kind"),
        "konsult_duty_runs_total": ("duty", "outcome"),
    }
    found = set(seen)
    for metric in REGISTRY.collect():
        for sample in metric.samples:
            if sample.name in counted and sample.value:
                kind, label = counted[sample.name]
                found.add(f"{kind} {sample.labels[label]}")
    states = world.peek("SELECT DISTINCT state FROM delivery")
    return found | {f"delivery {state}" for (state,) in states}
