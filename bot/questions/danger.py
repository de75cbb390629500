"""What is said before anything else where the words mean danger to life."""

from bot.cards import Contact, Notice, Tone
from bot.texts import contact
from directory.names.danger import Danger
from directory.region import RegionSettings


def danger_notices(danger: Danger | None, settings: RegionSettings) -> tuple[Notice, ...]:
    """The number to call first, and that of the poisons information centre for a poisoning."""
    if danger is None:
        return ()
    alarm = contact(settings.emergency, bare=True)
    poison = contact(settings.poison, bare=True)
    says = f"Fara för liv: ring {alarm.text}"
    if not danger.poison:
        return (_warned(says, alarm),)
    return (_warned(f"{says}. Giftinformationscentralen: {poison.text}", alarm, poison),)


def _warned(says: str, *contacts: Contact) -> Notice:
    return Notice(says, Tone.WARNING, contacts)
