"""What is refused before it reaches a command."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Button, Card, Press, Tone, notice
from bot.commands.base import Command
from bot.commands.registry import nearest_command
from bot.desk.sent import Sent
from bot.privacy import REFUSAL
from directory.catalogue.identities import find_identity

LONGEST_TEXT = 200


def refusal_of(sent: Sent, *, holds_identity: bool) -> Card | None:
    """The refusal of words that are too long or hold an identity; None for others."""
    if any(len(text) > LONGEST_TEXT for text in sent.texts):
        return refused(f"Texten är för lång. Skriv högst {LONGEST_TEXT} tecken.")
    return refused(REFUSAL) if holds_identity else None


def unknown_command(word: str, commands: Sequence[Command]) -> Card:
    """Says that there is no such command, and suggests the nearest."""
    if find_identity(word):
        return refused(REFUSAL)
    if len(word) > LONGEST_TEXT:
        return refused("Kommandot finns inte.")
    near = nearest_command(word.casefold(), commands)
    hint = f" Menade du /{near.name}?" if near else ""
    return refused(f"Kommandot ”/{word[:40]}” finns inte.{hint} Skriv /hjalp så visas alla.")


def gone_button() -> Card:
    """A button of another version of konsult, or one that was damaged on its way."""
    return refused("Knappen finns inte längre. Ställ frågan igen.")


def asks_first(command: Command, press: Press) -> Card:
    """What an address that is opened may not do by itself: the button for it.

    The press has data, so that it is no longer only what was typed.
    """
    typed = f"/{command.name} {press.text}".strip()
    says = f"”{typed}” ändrar något. Tryck på knappen om du vill det."
    sure = Button("Ja, gör det", replace(press, data={"säkert": "ja"}), primary=True)
    return notice(says, sure)


def refused(says: str) -> Card:
    """A card with a sentence that says why not."""
    return notice(says, tone=Tone.WARNING)
