"""A region that is imported can be read back, compared and replaced, on every store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from directory.catalogue.people import Access
from directory.catalogue.phones import Audience, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.terms import Term
from directory.parts import REGION
from directory.region import Region, RolePhone, normalised, row_key, rows
from directory.rosters.kept import ROSTER_AGES, RosterAge
from directory.store.audit import row_line
from directory.walltime.days import DayKind, Exceptional
from directory.walltime.opening import WorkingHours
from tests.builders import (
    between,
    person,
    phone,
    role_phone,
    rotation,
    service,
    settings,
    shift,
    small_region,
    unit,
)
from tests.contract.conftest import NOW, Store
from tests.stores import AnyStore


def _full_region() -> Region:
    """Every kind of row, with every field in use somewhere."""
    small = small_region()
    verified = phone(
        "08-465 004 05",
        kind=PhoneKind.SWITCHBOARD,
        extension="1234",
        label="Läkarlinje ”akut”",
        audience=Audience.PRIMARY_CARE,
        hours="vard 8–16",
        source="KIV",
        verified=date(2026, 10, 1),
    )
    return replace(
        small,
        units=(*small.units, unit("tallen", phones=(verified, phone("0980-319 220")))),
        people=(
            *small.people,
            person("östen-ö", email="osten@example.se", access=frozenset(Access), initials="ÖÖ"),
        ),
        services=(
            *small.services,
            service(
                "hjärtsvikt",
                municipalities=frozenset({"Granvik", "Åsbo"}),
                hours=WorkingHours.parse("tis 13–15, tor 9–11"),
                audience=Audience.PRIMARY_CARE,
            ),
        ),
        rotations=(*small.rotations, rotation("hjärtsvikt", until=date(2027, 1, 1))),
        shifts=(shift(), shift(who="bo-b"), shift("2026-11-25 16:00", who="")),
        calendar=(Exceptional(date(2026, 12, 28), DayKind.BRIDGE, "Mellandag", False),),
    )


async def _import(repository: AnyStore, region: Region) -> list[tuple[str, ...]]:
    """Imports and gives the keys of what changed."""
    changes = await repository.import_region(region, actor="konsult", now=NOW)
    return [change.key for change in changes]


async def _load(repository: AnyStore) -> Region:
    region = await repository.load_region()
    assert region is not None
    return normalised(region)


async def test_a_new_store_is_empty(repository: AnyStore) -> None:
    assert await repository.revisions() is None
    assert await repository.load_region() is None
    assert await repository.load_shifts(between("2026-01-01", "2027-01-01"), {"kardiologi"}) == ()


async def test_what_is_imported_is_read_back_equal(store: Store) -> None:
    await _import(store.repository, _full_region())

    assert await _load(store.other) == normalised(_full_region())


async def test_a_first_import_adds_every_row(store: Store) -> None:
    region = _full_region()

    changes = await store.repository.import_region(region, actor="konsult", now=NOW)

    assert {change.before for change in changes} == {None}
    assert {change.key for change in changes} == {row_key(row) for row in rows(region)}
    assert await store.audit() == [row_line(one, actor="konsult", at=NOW) for one in changes]


async def test_importing_the_same_again_changes_nothing(store: Store) -> None:
    await _import(store.repository, _full_region())
    audited = await store.audit()

    assert await _import(store.other, _full_region()) == []
    assert await store.audit() == audited


async def test_an_import_says_what_was_added_changed_and_removed(store: Store) -> None:
    before = small_region(shifts=(shift(), shift("2026-11-26 16:00")))
    longer = shift(hours=20)
    ekg = Term("EKG", "kardiologi")
    after = replace(before, shifts=(longer,), terms=(*before.terms[1:], ekg))
    await _import(store.repository, before)

    changes = await store.other.import_region(after, actor="konsult", now=NOW)

    assert {(change.before, change.after) for change in changes} == {
        (shift(), longer),
        (shift("2026-11-26 16:00"), None),
        (before.terms[0], None),
        (None, ekg),
    }
    assert await _load(store.repository) == normalised(after)


async def test_a_unit_that_others_refer_to_can_change_and_be_replaced(store: Store) -> None:
    before = small_region()
    await _import(store.repository, before)
    renamed = tuple(replace(one, name=f"Nya {one.name}") for one in before.units)
    moved = replace(
        before,
        units=(*renamed[:5], renamed[6]),
        people=tuple(
            replace(one, unit="eken") if one.unit == "bjorken" else one for one in before.people
        ),
    )

    await _import(store.repository, moved)

    assert await _load(store.other) == normalised(moved)


async def test_a_word_in_other_letters_takes_the_place_of_the_old(repository: AnyStore) -> None:
    await _import(repository, small_region(terms=(Term("hia", "kardiologi"),)))
    after = small_region(terms=(Term("HIA", "kardiologi"),))

    assert await _import(repository, after) == [("Term", "hia", "kardiologi")]
    assert await _load(repository) == normalised(after)


async def test_a_new_name_of_the_region_replaces_the_old(repository: AnyStore) -> None:
    await _import(repository, small_region())
    renamed = small_region(settings=settings(name="Region Annan", fallback_phone=None))

    assert await _import(repository, renamed) == [("RegionSettings",)]
    assert (await _load(repository)).settings == renamed.settings


async def test_phones_keep_their_order(store: Store) -> None:
    first, second = (
        role_phone(number="08-465 004 41"),
        role_phone(number="08-465 004 40", position=1),
    )
    other = role_phone("medicin", Role.SENIOR_ON_CALL, number="08-465 004 42")

    async def numbers() -> list[str]:
        region = await store.other.load_region()
        assert region
        phones = sorted(region.role_phones, key=lambda row: row.position)
        return [row.phone.number for row in phones if row.service == "kardiologi"]

    await _import(store.repository, small_region(role_phones=(first, other, second)))
    assert await numbers() == ["08-465 004 41", "08-465 004 40"]

    swapped = (replace(second, position=0), replace(first, position=1), other)
    await _import(store.repository, small_region(role_phones=swapped))
    assert await numbers() == ["08-465 004 40", "08-465 004 41"]


async def test_one_phone_of_several_can_be_taken_away(repository: AnyStore) -> None:
    numbers = tuple(phone(f"0980-319 2{last}") for last in (30, 31, 32))
    before = small_region()
    units = before.units
    await _import(
        repository, replace(before, units=(*units[:6], replace(units[6], phones=numbers)))
    )
    after = replace(before, units=(*units[:6], replace(units[6], phones=numbers[1:])))

    assert await _import(repository, after) == [("Unit", "eken")]
    assert await _load(repository) == normalised(after)


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        ("2026-11-24 15:00", "2026-11-24 16:00", False),
        ("2026-11-24 15:00", "2026-11-24 16:01", True),
        ("2026-11-25 07:29", "2026-11-25 12:00", True),
        ("2026-11-25 07:30", "2026-11-25 12:00", False),
        ("2026-11-24 20:00", "2026-11-24 20:01", True),
        ("2026-11-01 00:00", "2026-12-01 00:00", True),
    ],
)
async def test_a_window_holds_the_shifts_that_touch_it(
    repository: AnyStore, first: str, last: str, touched: bool
) -> None:
    await _import(repository, small_region(shifts=(shift("2026-11-24 16:00", 15.5),)))
    window = between(first, last)

    region = await repository.load_region(window)

    assert region is not None
    assert region.shifts == ((shift(),) if touched else ())
    assert await repository.load_shifts(window, {"kardiologi", "medicin"}) == region.shifts
    assert normalised(replace(region, shifts=())) == normalised(small_region())


async def test_a_shift_longer_than_a_week_is_found_in_its_middle(repository: AnyStore) -> None:
    long = shift("2026-06-01 08:00", hours=90 * 24)
    await _import(repository, small_region(shifts=(long,)))

    window = between("2026-07-15 00:00", "2026-07-15 01:00")
    assert await repository.load_shifts(window, {"kardiologi"}) == (long,)


async def test_instants_come_back_aware_in_utc_and_exact(store: Store) -> None:
    elsewhere = timezone(timedelta(hours=5, minutes=30))
    start = datetime(2026, 11, 24, 20, 30, 15, 123_457, tzinfo=elsewhere)
    odd = replace(shift(), start=start, end=start + timedelta(microseconds=1))
    await _import(store.repository, small_region(shifts=(odd,)))

    (found,) = (await _load(store.other)).shifts
    read = {age.service: age.read_at for age in await store.read(ROSTER_AGES)}["medicin"]

    assert (found.start, found.end) == (odd.start, odd.end)
    assert read == NOW
    if store.other is not store.repository:
        assert {moment.tzinfo for moment in (found.start, found.end, read)} == {UTC}


async def test_revisions_move_with_what_changes(store: Store) -> None:
    await _import(store.repository, small_region())
    first = await store.other.revisions()
    assert first is not None

    await _import(store.repository, small_region())
    read_again = {**first, ROSTER_AGES.name: first[ROSTER_AGES.name] + 1}
    assert await store.other.revisions() == read_again

    await _import(store.repository, small_region(shifts=(shift(),)))
    ages, region = first[ROSTER_AGES.name] + 2, first[REGION.name] + 1
    assert await store.other.revisions() == {**first, ROSTER_AGES.name: ages, REGION.name: region}


async def test_every_roster_is_noted_as_read(repository: AnyStore) -> None:
    await _import(repository, small_region())
    later = NOW + timedelta(hours=1)
    smaller = small_region()
    kept = tuple(one for one in smaller.services if one.id == "medicin")
    only_medicine = replace(
        smaller,
        services=kept,
        role_phones=(RolePhone("medicin", Role.SENIOR_ON_CALL, phone("08-465 004 31")),),
        chain_steps=(),
        rotations=(),
    )

    await repository.import_region(only_medicine, actor="konsult", now=later)

    assert tuple((await repository.load_parts(later)).of(ROSTER_AGES)) == (
        RosterAge("medicin", later),
    )


async def test_an_import_is_audited_row_by_row(store: Store) -> None:
    before = small_region(shifts=(shift(),))
    await _import(store.repository, before)
    known = len(await store.audit())
    people = (replace(before.people[0], name="Anna Ask"), *before.people[1:])

    await store.repository.import_region(
        replace(before, people=people, shifts=()), actor="slack:U1", now=NOW
    )

    person_line, shift_line = (await store.audit())[known:]
    assert (person_line.actor, person_line.at) == ("slack:U1", NOW)
    assert (person_line.action, person_line.entity, person_line.key) == (
        "changed",
        "Person",
        "anna-a",
    )
    assert person_line.before is not None and person_line.after is not None
    assert person_line.before | {"name": "Anna Ask"} == person_line.after
    assert person_line.before["name"] == "Anna Asp"
    assert person_line.before["phones"][0]["number"] == "070-174 06 05"
    assert person_line.before["access"] == ["kliniker", "specialist"]
    assert (shift_line.action, shift_line.entity) == ("removed", "Shift")
    assert shift_line.after is None
    assert shift_line.before == {
        "service": "kardiologi",
        "role": "bakjour",
        "person": "anna-a",
        "start": "2026-11-24T15:00:00+00:00",
        "end": "2026-11-25T06:30:00+00:00",
    }
