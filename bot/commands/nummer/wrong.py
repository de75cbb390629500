"""The button ”Numret fungerade inte”: which of the numbers, and what to ring instead."""

from bot import links
from bot.cards import Card, Choices, Notice, Option, Part, Phones, Tone, with_warning
from bot.questions.fallback import default_entry, lost
from bot.questions.numbers_of_units import numbers_for
from bot.questions.request import Reply, Request
from bot.texts import contact, perhaps_saved
from directory.catalogue.phones import Phone
from directory.changes import Keep
from directory.counting.wrong_numbers import WRONG_NUMBERS, WrongNumber
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class _Owner:
    """What has numbers: a unit, or the roles of a service."""

    id: str
    name: str
    phones: tuple[Phone, ...]


def report(request: Request, snapshot: Snapshot) -> Reply:
    """Record the number of the press; where there are several and it names none, ask which."""
    owner = _owner(request, snapshot)
    if owner is None or not owner.phones:
        return lost(request, snapshot, "Numret finns inte längre. Sök igen.")
    wanted = request.data.get(links.NUMBER, "")
    phones = [phone for phone in owner.phones if wanted in ("", phone.text())]
    if not phones:
        return lost(request, snapshot, "Numret har ändrats sedan dess. Sök igen.")
    return _reported(phones[0], owner, request, snapshot) if len(phones) == 1 else _which(owner)


def _owner(request: Request, snapshot: Snapshot) -> _Owner | None:
    """The unit or the service with the id; a service's own people are never named by a number."""
    who, owner = request.who, request.data.get(links.OWNER, "")
    unit = snapshot.units.get(owner)
    if unit is not None:
        numbers = numbers_for(unit, who, snapshot, request.minute)
        return _Owner(unit.id, unit.name, tuple(numbers))
    service = snapshot.services.get(owner)
    if service is None or not who.may_ask(service):
        return None
    lines = snapshot.chain_lines(service)
    phones = (phone for line in lines for phone in snapshot.role_phones(line))
    visible = (phone for phone in phones if who.may_see(phone))
    return _Owner(service.id, snapshot.title(service.id), tuple(dict.fromkeys(visible)))


def _which(owner: _Owner) -> Reply:
    options = tuple(
        Option(phone.text(), links.number_did_not_work(owner.id, phone), phone.label)
        for phone in owner.phones
    )
    return Reply(Card((Choices("Vilket nummer fungerade inte?", options),)))


def _reported(phone: Phone, owner: _Owner, request: Request, snapshot: Snapshot) -> Reply:
    home = request.who.home
    report = WrongNumber(
        owner=owner.id,
        number=phone.text(),
        label=phone.label,
        verified=phone.verified,
        reported=request.now,
        reporter=request.who.account,
        unit=home.id if home else "",
    )
    card = _instead(phone, owner, request, snapshot)
    changes = () if snapshot.of(WRONG_NUMBERS).has(report.id) else (Keep(report),)
    unsaved = with_warning(card, "Rapporten kunde inte sparas just nu.")
    perhaps = with_warning(card, perhaps_saved("/nummer", "Rapporten"))
    return Reply(card, changes, unsaved=unsaved, perhaps=perhaps)


def _instead(phone: Phone, owner: _Owner, request: Request, snapshot: Snapshot) -> Card:
    says = f"Noterat: {phone.text()} till {owner.name} fungerade inte. Samordnaren får se det."
    others = tuple(contact(other) for other in owner.phones if other.text() != phone.text())
    parts: list[Part] = [Notice(says)]
    if others:
        parts.append(Phones(others[:_MOST_OTHERS], "Ring i stället"))
    if not any(other.uri for other in others):
        parts += [Notice("Växeln kopplar.", Tone.INFO), *default_entry(request, snapshot)]
    return Card(tuple(parts))


_MOST_OTHERS = 3
