"""The commands. `COMMANDS` is the only registry: help, documentation and platforms read it."""

from bot.commands import (
    avtal,
    bevaka,
    ejsvar,
    hem,
    inkorg,
    jag,
    jour,
    kalender,
    konsult,
    nummer,
    passen,
    rest,
    tid,
)
from bot.commands import ord as missed_words
from bot.commands.avtal.snippet import snippet
from bot.commands.avtal.waiting import agreements_waiting
from bot.commands.base import Command
from bot.commands.ejsvar.listed import waits as missed_contacts
from bot.commands.hjalp import help_command
from bot.commands.inkorg.unsure import unsure_waiting
from bot.commands.jour.waiting import gaps, stale_sources
from bot.commands.nummer.units_found import units_found
from bot.commands.ord.waiting import words_waiting
from bot.commands.passen.waiting import waiting_parts
from bot.commands.rest.advising.in_field import advice_in_field
from bot.commands.rest.advising.waiting import advice_waiting
from bot.commands.tid.offered_now import offered_now

_TO_SEE_TO = (
    gaps,
    missed_contacts,
    words_waiting,
    agreements_waiting,
    stale_sources,
    unsure_waiting,
)
"""What waits for a coordinator, in the order in which it is shown."""

_OWN = (advice_waiting,)
"""What waits for anybody, coordinator or not."""

_ASKED = (
    konsult.command(snippet, advice_in_field, units=units_found, hours=offered_now),
    nummer.COMMAND,
    jour.COMMAND,
    passen.COMMAND,
    tid.COMMAND,
    avtal.COMMAND,
    rest.COMMAND,
    bevaka.COMMAND,
    inkorg.COMMAND,
    kalender.COMMAND,
    jag.COMMAND,
    ejsvar.COMMAND,
    missed_words.COMMAND,
    hem.command(waiting_parts, jag.settings_parts, _TO_SEE_TO, _OWN),
)

COMMANDS: tuple[Command, ...] = (*_ASKED, help_command(_ASKED))
