"""Until when what is shown of rosters is true, and the way to what is true then."""

from datetime import datetime

from bot.cards import Button, Holds, Press
from bot.questions.request import View
from directory.catalogue.services import Service
from directory.walltime.said import until_words


def holds_until(until: datetime | None, again: Press, view: View) -> Holds | None:
    """Until a moment that is to come; `again`: what shows the same anew."""
    if until is None or until <= view.now:
        return None
    says = f"Gällde till {until_words(until, view.now)}"
    return Holds(until, says, Button("Visa vem som svarar nu", again, primary=True))


def until_next_change(service: Service, again: Press, view: View) -> Holds | None:
    """Until anybody begins or ends in a line that answers for the service."""
    lines = view.snapshot.chain_lines(service)
    return holds_until(view.snapshot.rosters.next_change(lines, view.now), again, view)
