"""Slots: what is free, booking one, moving it and giving it up."""

from bot.commands.tid.booking.booked import mine_shown, show
from bot.commands.tid.booking.cancel import cancel
from bot.commands.tid.booking.making import book
from bot.commands.tid.booking.moving import move
from bot.commands.tid.booking.typed import typed
from bot.commands.tid.case import on_hour
from bot.questions.doing import Doing

BOOKING = Doing(
    actions={
        "boka": on_hour(book),
        "bokning": show,
        "flytta": move,
        "avboka": cancel,
    },
    typed=typed,
    shown=mine_shown,
)
