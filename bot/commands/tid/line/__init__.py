"""The line of a drop-in hour: standing in it, being away, leaving it; and calling who is next."""

from bot.commands.tid.case import on_hour
from bot.commands.tid.line.calling import call, not_answered
from bot.commands.tid.line.joining import join
from bot.commands.tid.line.place import away, back, leave
from bot.commands.tid.line.seen import see, shown
from bot.questions.doing import Doing

LINE = Doing(
    actions={
        "kö": on_hour(join),
        "kön": on_hour(see),
        "kö-borta": on_hour(away),
        "kö-åter": on_hour(back),
        "kö-lämna": on_hour(leave),
        "kö-ring": on_hour(call),
        "kö-ej-svar": on_hour(not_answered),
    },
    shown=shown,
)
