"""A phone in a row of its own: the form is that of every database there is."""

from datetime import date

import pytest

from directory.catalogue.phones import Audience, Phone, PhoneKind
from directory.store.columns import OnePhone

PHONE = Phone(
    kind=PhoneKind.SWITCHBOARD, number="08-465 004 00", extension="1234", label="Växeln", audience=Audience.EVERYONE,
    hours="vard 8–16", source="KIV", verified=date(2026, 10, 3),
)  # fmt: skip
STORED = {
    "kind": PHONE.kind.value, "number": "08-465 004 00", "extension": "1234", "label": "Växeln", "audience": "alla",
    "hours": "vard 8–16", "source": "KIV", "verified": "2026-10-03",
}  # fmt: skip


def test_a_phone_is_stored_as_its_fields() -> None:
    assert OnePhone().store(PHONE) == STORED
    assert OnePhone().load(STORED) == PHONE
    unchecked = OnePhone().load({**STORED, "verified": None})
    assert unchecked.verified is None


@pytest.mark.parametrize("wrong", [{"number": ""}, {"kind": "?"}, {"verified": "snart"}])
def test_a_phone_protects_itself_when_it_is_read(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        OnePhone().load(STORED | wrong)
