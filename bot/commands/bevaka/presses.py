"""What the buttons of /bevaka carry: a topic and its target, and how soon."""

from bot.access import Asker
from bot.cards import Button, Press
from bot.commands.bevaka.pace import PaceSaid, own_subscription, present_hour, read_pace
from bot.letters.followable import Watchable
from bot.questions.request import Request
from directory.snapshot import Snapshot

COMMAND = "bevaka"


def following(watchable: Watchable, said: PaceSaid) -> Press:
    """The asker is told of it so soon."""
    return Press(COMMAND, action="följ", data=watchable.data | _pace_data(said))


def changing(watchable: Watchable) -> Press:
    """A form for how soon."""
    return Press(COMMAND, action="ändra", data=watchable.data)


def removing(watchable: Watchable) -> Press:
    """The asker is no longer told of it."""
    return Press(COMMAND, action="bort", data=watchable.data)


def undo_button(watchable: Watchable, who: Asker, snapshot: Snapshot) -> Button:
    """Makes it as it is in the snapshot, before what is done now."""
    held = own_subscription(watchable, who, snapshot)
    before = PaceSaid(held.pace, held.hour) if held else None
    hour = present_hour(watchable, who, snapshot)
    data = _pace_data(before) if before else {"pace": "", "hour": str(hour)}
    return Button("Ångra", Press(COMMAND, action="ångra", data=watchable.data | data))


def ways_on(watchable: Watchable | None, *first: Button) -> tuple[Button, ...]:
    """These buttons, one to change how soon, and one to the list."""
    change = [Button("Ändra", changing(watchable))] if watchable else []
    return (*first, *change, Button("Visa allt", Press(COMMAND, "lista")))


def pace_of(request: Request) -> PaceSaid | None:
    """How soon, as the button or the form says; None if it says nothing that can be."""
    return read_pace(request.data.get("pace", ""), request.data.get("hour", ""))


def _pace_data(said: PaceSaid) -> dict[str, str]:
    return {"pace": said.pace.value, "hour": "" if said.hour is None else str(said.hour)}
