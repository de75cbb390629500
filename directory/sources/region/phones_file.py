"""nummer.csv: the phones of units, people and roles, one number a row."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from directory.catalogue.people import Person
from directory.catalogue.phones import Audience, Phone, PhoneError, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.units import Unit
from directory.catalogue.written_phones import ParsedPhone, parse_phone
from directory.lazy.values import dataclass
from directory.region import Region, RolePhone
from directory.sources.cells import DATE, DUTY_ROLE, LINE, REFERENCE, WORD, CellError, word
from directory.sources.region.people_file import PEOPLE_FILE
from directory.sources.region.services_file import SERVICES_FILE
from directory.sources.region.spreadsheet_damage import MAYBE_A_DAY, damage, may_be_a_day
from directory.sources.region.units_file import UNITS_FILE
from directory.sources.table_format import ColumnFormat, TableFormat, Values

PHONES_FILE = "nummer.csv"

_OWNERS = ("enhet", "person", "tjänst")
_BOTH_FROM_OUTSIDE = (PhoneKind.DIRECT, PhoneKind.MOBILE)
_DIALLED_FROM_OUTSIDE = (*_BOTH_FROM_OUTSIDE, PhoneKind.SWITCHBOARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRow:
    """A phone with its owner: a unit, a person, or a role at a service."""

    phone: Phone
    unit: str = ""
    person: str = ""
    service: str = ""
    role: Role | None = None


def _check(cells: Mapping[str, str]) -> Iterator[CellError]:
    owners = [column for column in _OWNERS if cells[column]]
    if not owners:
        yield CellError("", "Numret har ingen ägare. Fyll i enhet, eller person, eller tjänst.")
    for column in owners[1:]:
        yield CellError(column, f"Numret kan bara höra till en. Raden har redan {owners[0]}.")
    if cells["tjänst"] and not cells["roll"]:
        yield CellError("roll", "En tjänsts nummer hör till en roll. Fyll i till exempel bakjour.")
    if cells["roll"] and not cells["tjänst"]:
        yield CellError("roll", "En roll hör till en tjänst. Fyll i tjänst, eller ta bort rollen.")


def read_phone(
    written: str, kind: PhoneKind | None = None, extension: str = "", hours: str = ""
) -> Phone:
    """The number as a phone of the kind, else of the kind that follows from the number.

    Words beside the number are its hours, and an error if `hours` is given too. Raises CellError.
    """
    if kind is None and extension:
        kind = PhoneKind.SWITCHBOARD
    parsed = _read_as(kind, written)
    _refuse_contradictions(parsed, kind, extension, hours)
    try:
        return Phone(
            kind=kind or parsed.kind,
            number=parsed.number,
            extension=parsed.extension or extension,
            hours=parsed.remark or hours,
        )
    except PhoneError as error:
        raise CellError("ankn" if extension else "typ", str(error)) from error


def _read_as(kind: PhoneKind | None, written: str) -> ParsedPhone:
    """The number parsed with its kind before it; a text is kept as it is written."""
    if kind is PhoneKind.TEXT:
        return ParsedPhone(kind, written)
    if message := damage(written):
        raise CellError("nummer", message)
    if kind in _DIALLED_FROM_OUTSIDE and may_be_a_day(written):
        raise CellError("nummer", MAYBE_A_DAY)
    try:
        return parse_phone(f"{kind} {written}" if kind else written)
    except PhoneError as error:
        raise CellError("nummer", str(error)) from error


def _refuse_contradictions(
    parsed: ParsedPhone, kind: PhoneKind | None, extension: str, hours: str
) -> None:
    both_from_outside = kind in _BOTH_FROM_OUTSIDE and parsed.kind in _BOTH_FROM_OUTSIDE
    if kind not in (None, parsed.kind) and not both_from_outside:
        raise CellError("typ", f"Numret är skrivet som {parsed.kind}. Skriv {parsed.kind} här.")
    if parsed.extension and extension not in ("", parsed.extension):
        raise CellError(
            "ankn", f"Numret har redan anknytning {parsed.extension}. Behåll en av dem."
        )
    if parsed.remark and hours:
        raise CellError("nummer", f"Flytta ”{parsed.remark}” till kolumnen tider eller etikett.")


def _phone_row(values: Values) -> PhoneRow:
    fields = {name.removeprefix("phone."): value for name, value in values.items()}
    owner = {
        name: fields.pop(name) for name in ("unit", "person", "service", "role") if name in fields
    }
    phone = read_phone(
        fields.pop("number"),
        fields.pop("kind", None),
        fields.pop("extension", ""),
        fields.pop("hours", ""),
    )
    return PhoneRow(phone=replace(phone, **fields), **owner)


PHONES = TableFormat(
    PHONES_FILE,
    (
        ColumnFormat("enhet", "unit", REFERENCE, refers=UNITS_FILE),
        ColumnFormat("person", "person", REFERENCE, refers=PEOPLE_FILE),
        ColumnFormat("tjänst", "service", REFERENCE, refers=SERVICES_FILE),
        ColumnFormat("roll", "role", DUTY_ROLE),
        ColumnFormat("nummer", "phone.number", WORD, required=True),
        ColumnFormat("typ", "phone.kind", word(PhoneKind)),
        ColumnFormat("ankn", "phone.extension", WORD),
        ColumnFormat("etikett", "phone.label", WORD),
        ColumnFormat("för", "phone.audience", word(Audience)),
        ColumnFormat("tider", "phone.hours", LINE),
        ColumnFormat("källa", "phone.source", LINE),
        ColumnFormat("kontrollerad", "phone.verified", DATE),
    ),
    _phone_row,
    check=_check,
)


def with_phones(
    units: Sequence[Unit], people: Sequence[Person], rows: Iterable[PhoneRow]
) -> tuple[tuple[Unit, ...], tuple[Person, ...], tuple[RolePhone, ...]]:
    """Units and people with their phones, and the phones of roles, in the order of the rows."""
    of_units: defaultdict[str, list[Phone]] = defaultdict(list)
    of_people: defaultdict[str, list[Phone]] = defaultdict(list)
    of_roles: list[RolePhone] = []
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.role is not None:
            position = counts[row.service, row.role]
            of_roles.append(RolePhone(row.service, row.role, row.phone, position))
            counts[row.service, row.role] += 1
        elif row.unit:
            of_units[row.unit].append(row.phone)
        else:
            of_people[row.person].append(row.phone)
    return (
        tuple(replace(unit, phones=tuple(of_units.get(unit.id, ()))) for unit in units),
        tuple(replace(person, phones=tuple(of_people.get(person.id, ()))) for person in people),
        tuple(of_roles),
    )


def phone_rows(region: Region) -> Iterator[PhoneRow]:
    """Every phone of the region with its owner; the phones of an owner keep their order."""
    for unit in sorted(region.units, key=lambda unit: unit.id):
        yield from (PhoneRow(unit=unit.id, phone=phone) for phone in unit.phones)
    for person in sorted(region.people, key=lambda person: person.id):
        yield from (PhoneRow(person=person.id, phone=phone) for phone in person.phones)
    for row in sorted(region.role_phones, key=_place):
        yield PhoneRow(service=row.service, role=row.role, phone=row.phone)


def _place(row: RolePhone) -> tuple[str, str, int]:
    return row.service, row.role, row.position
