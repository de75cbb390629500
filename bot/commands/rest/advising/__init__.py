"""Advice of specialist groups: written, approved, taken back, and read version by version."""

from bot.commands.rest.advising.case import readable, versioned
from bot.commands.rest.advising.deciding import (
    approve,
    discard,
    let_end,
    renew,
    send,
    send_back,
    withdraw,
    write_anew,
)
from bot.commands.rest.advising.listed import listed, shown_on_rest, typed
from bot.commands.rest.advising.shown import seen
from bot.commands.rest.advising.writing import write
from bot.questions.doing import Doing

ADVISING = Doing(
    actions={
        "råden": listed,
        "råd": readable(seen),
        "råd-skriv": write,
        "råd-skicka": versioned(send),
        "råd-godkänn": versioned(approve),
        "råd-tillbaka": versioned(send_back),
        "råd-återkalla": readable(withdraw),
        "råd-ny-version": versioned(write_anew),
        "råd-förnya": versioned(renew),
        "råd-låt-gå-ut": readable(let_end),
        "råd-kasta": versioned(discard),
    },
    typed=typed,
    shown=shown_on_rest,
)
