"""Agreements as plain data that JSON can hold, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from directory.agreements.document import (
    Agreement,
    AgreementKind,
    Block,
    BlockKind,
    Head,
    Section,
)

Plain = dict[str, Any]

_DATES = ("adopted", "revised", "valid_from", "valid_to")
_LISTS = ("parties", "specialties", "units")


def agreement_as_plain(agreement: Agreement) -> Plain:
    """Head and sections as JSON can hold them."""
    return {
        "file": agreement.file,
        "head": head_as_plain(agreement.head),
        "sections": [_section_as_plain(section) for section in agreement.sections],
    }


def head_as_plain(head: Head) -> Plain:
    """A head as JSON can hold it."""
    return {field.name: _plain(getattr(head, field.name)) for field in fields(head)}


def agreement_of_plain(plain: Mapping[str, Any]) -> Agreement:
    """The other way of `agreement_as_plain`."""
    sections = tuple(_section_of_plain(one) for one in plain["sections"])
    return Agreement(head=_head_of_plain(plain["head"]), sections=sections, file=plain["file"])


def _head_of_plain(plain: Mapping[str, Any]) -> Head:
    known = {field.name for field in fields(Head)}
    values = {name: value for name, value in plain.items() if name in known}
    values["kind"] = AgreementKind(values["kind"])
    for name in _DATES:
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name in _LISTS:
        values[name] = tuple(values[name])
    return Head(**values)


def _section_as_plain(section: Section) -> Plain:
    blocks = [[block.kind.value, block.text, block.lead, block.level] for block in section.blocks]
    plain = {field.name: _plain(getattr(section, field.name)) for field in fields(section)}
    return {**plain, "blocks": blocks}


def _section_of_plain(plain: Mapping[str, Any]) -> Section:
    blocks = tuple(
        Block(BlockKind(kind), text, lead, level) for kind, text, lead, level in plain["blocks"]
    )
    return Section(**{**plain, "path": tuple(plain["path"]), "blocks": blocks})


def _plain(value: object) -> Any:
    match value:
        case date():
            return value.isoformat()
        case AgreementKind():
            return value.value
        case tuple():
            return [_plain(part) for part in value]
        case _:
            return value
