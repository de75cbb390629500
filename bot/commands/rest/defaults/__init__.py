"""What kinds of units follow unasked: seen, set and taken away by those who decide for them."""

from bot.commands.rest.defaults.listed import listed, shown_on_rest
from bot.commands.rest.defaults.setting import ask, ask_new, remove, save
from bot.commands.rest.defaults.typed import typed
from bot.questions.doing import Doing

DEFAULTS = Doing(
    actions={
        "förvalen": listed,
        "förval-nytt": ask_new,
        "förval-sök": ask,
        "förval-spara": save,
        "förval-bort": remove,
    },
    typed=typed,
    shown=shown_on_rest,
)
