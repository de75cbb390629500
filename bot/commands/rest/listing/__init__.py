"""`/rest lista`: the medicines that a specialist group keeps on its list, and changing them."""

from bot.commands.rest.listing.adding import add, ask_what, begin
from bot.commands.rest.listing.case import of_member
from bot.commands.rest.listing.removing import remove
from bot.commands.rest.listing.shown import entry, lists, one_list
from bot.commands.rest.listing.typed import typed
from bot.questions.doing import Doing

LISTING = Doing(
    actions={
        "listor": lists,
        "lista": one_list,
        "lista-rad": entry,
        "lista-fråga": of_member(ask_what),
        "lista-sök": of_member(begin),
        "lista-till": of_member(add),
        "lista-bort": of_member(remove),
    },
    typed=typed,
)
