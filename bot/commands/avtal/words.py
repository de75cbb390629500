"""How agreements are spoken of: their names, dates, sources and validity."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.cards import Link, Notice, Part, Press, Tone, is_web_address
from bot.texts import capitalised, day_words
from directory.agreements.document import Agreement, Head, Section, Validity
from directory.snapshot import Snapshot
from directory.walltime.days import local

COMMAND = "avtal"

NONE_READ_IN = (
    "Inga överenskommelser är inlästa här, eller så läses de in just nu. Försök igen om en stund."
)


def day_of(moment: datetime) -> date:
    """The local date."""
    return local(moment).date()


def name_words(head: Head) -> str:
    """”Hypertoni · HÖK · version 2”."""
    version = f"version {head.version}" if head.version else ""
    return " · ".join(word for word in (head.title, head.kind.value, version) if word)


def section_words(section: Section, agreement: Agreement) -> str:
    """The heading; with the one above it where the document has several of that name."""
    same = [other for other in agreement.sections if other.heading == section.heading]
    above = section.path[-1:] if len(same) > 1 else ()
    return ": ".join((*above, section.heading))


def standing_notice(agreement: Agreement, day: date) -> list[Notice]:
    """What must be seen of its validity; nothing where it is valid."""
    head = agreement.head
    match agreement.standing(day):
        case Validity.VALID:
            return []
        case Validity.EXPIRED:
            ended = f" {day_words(head.valid_to)}" if head.valid_to else ""
            return [Notice(f"Har gått ut{ended}.", Tone.WARNING)]
        case Validity.NOT_YET:
            begins = f" Gäller från {day_words(head.valid_from)}." if head.valid_from else ""
            return [Notice(f"Gäller inte än.{begins}", Tone.WARNING)]
        case Validity.UNKNOWN:
            return [Notice("Giltighetstid saknas.")]


def valid_words(head: Head) -> str:
    """”gäller till 14 nov 2027”, ”gäller från 1 jan 2024”, or empty."""
    if head.valid_to:
        return f"gäller till {day_words(head.valid_to)}"
    return f"gäller från {day_words(head.valid_from)}" if head.valid_from else ""


def standing_words(agreement: Agreement, day: date) -> str:
    """The same for a line among others: ”har gått ut 14 nov 2025”; empty where it is valid."""
    words = " ".join(notice.text for notice in standing_notice(agreement, day)).rstrip(".")
    return words[:1].lower() + words[1:]


def source_words(head: Head, snapshot: Snapshot) -> str:
    """Version, validity, owner and revision: those that are known."""
    words = (
        f"version {head.version}" if head.version else "",
        valid_words(head),
        f"ägare {owner_words(head, snapshot)}" if head.owner else "",
        f"reviderad {day_words(head.revised)}" if head.revised else "",
    )
    line = " · ".join(word for word in words if word)
    return capitalised(line) if line else "Version, giltighet och ägare saknas"


def owner_words(head: Head, snapshot: Snapshot) -> str:
    """The owner as people say it: a unit's or a person's name where the head has another word."""
    account = head.owner.strip().casefold()
    unit = snapshot.units.get(head.owner.strip())
    if unit is not None:
        return unit.name
    person = snapshot.people.get(head.owner.strip()) or snapshot.person_signed_in_as(account)
    return person.shown_as(head.owner.strip()) if person else head.owner.strip()


def source_link(head: Head) -> list[Part]:
    """Where the whole document is kept, if that is a page on the web."""
    address = head.source.strip()
    return [Link("Öppna dokumentet", address)] if is_web_address(address) else []


def press(action: str, data: Mapping[str, str]) -> Press:
    """Pressing this asks /avtal for the action."""
    return Press(COMMAND, action=action, data=data)
