"""What the buttons of /bevaka carry: a topic and its target, and how soon."""

from bot.access import Asker
from bot.cards import Button, Press
from bot.commands.bevaka.pace import own_subscription, read_choice
from bot.letters.followable import Watchable
from bot.questions.request import Request
from directory.letters.preferences import Choice
from directory.snapshot import Snapshot

COMMAND = "bevaka"

_NOTHING = {"pace": "", "hour": ""}


def following(watchable: Watchable, choice: Choice) -> Press:
    """The asker is told of it so soon."""
    return Press(COMMAND, action="följ", data=watchable.data | _choice_data(choice))


def changing(watchable: Watchable) -> Press:
    """A form for how soon."""
    return Press(COMMAND, action="ändra", data=watchable.data)


def removing(watchable: Watchable) -> Press:
    """The asker is no longer told of it."""
    return Press(COMMAND, action="bort", data=watchable.data)


def undo_button(watchable: Watchable, who: Asker, snapshot: Snapshot) -> Button:
    """Makes it as it is in the snapshot, before what is done now."""
    held = own_subscription(watchable, who, snapshot)
    before = _choice_data(Choice(held.pace, held.hour)) if held else _NOTHING
    return Button("Ångra", Press(COMMAND, action="ångra", data=watchable.data | before))


def ways_on(watchable: Watchable | None, *first: Button) -> tuple[Button, ...]:
    """These buttons, one to change how soon, and one to the list."""
    change = [Button("Ändra", changing(watchable))] if watchable else []
    return (*first, *change, Button("Visa allt", Press(COMMAND, "lista")))


def choice_of(request: Request) -> Choice | None:
    """How soon, as the button or the form says; None if it says nothing that can be."""
    return read_choice(request.data.get("pace", ""), request.data.get("hour", ""))


def _choice_data(choice: Choice) -> dict[str, str]:
    return {"pace": choice.pace.value, "hour": str(choice.hour)}
