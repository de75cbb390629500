"""The waiting list: standing on it, what one is offered, letting it go by, leaving."""

from bot.commands.tid.case import on_hour
from bot.commands.tid.waiting.joining import join
from bot.commands.tid.waiting.leaving import leave
from bot.commands.tid.waiting.offered import let_go, shown
from bot.questions.doing import Doing

WAITING = Doing(
    actions={
        "vänta": on_hour(join),
        "avstå": on_hour(let_go),
        "lämna-väntelistan": on_hour(leave),
    },
    shown=shown,
)
