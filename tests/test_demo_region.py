"""The demo region: as full as promised, nobody real in it, no hole but the three meant ones."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from directory.catalogue.people import Access
from directory.catalogue.phones import Phone, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.units import Ownership, UnitKind
from directory.hours.files.hours_file import HOURS_TABLE
from directory.hours.files.pilots_file import PILOTS_TABLE
from directory.hours.files.written import BESIDE
from directory.hours.offered import HourChannel, HourMode
from directory.hours.pilots import Pilots
from directory.hours.sittings import sittings
from directory.names.found import Certainty, Recognised
from directory.parts import Parts
from directory.region import Region
from directory.rosters.chains import AnswerStep, Contacts, Gap, StepKind, resolve
from directory.rosters.kept import RosterAge
from directory.rosters.line import Line
from directory.rosters.rotation import DayChoice
from directory.rosters.somebody import as_written
from directory.rosters.steps_in_hours import in_hours
from directory.snapshot import Snapshot
from directory.sources.medicine_groups.form import GROUPS_BESIDE, GROUPS_TABLE
from directory.sources.region.region_files import read_region
from directory.walltime.days import TimeClass
from directory.walltime.opening import time_class
from tests.builders import at, between, held
from tests.paths import DEMO

FICTION = re.compile(
    r"08-465 004 \d\d|031-390 06 \d\d|040-628 04 \d\d|0980-319 2\d\d"
    r"|070-174 06 (?:0[5-9]|[1-9]\d)"
)
ANY_NUMBER = re.compile(r"(?<![\d-])(?:\+46|0)\d{1,3}[- ]\d[\d ]*\d")
GAP_EVERY_OTHER_WEEK, NOBODYS_NUMBER, GROWS_STALE = "reuma-norra", "smarta-norra", "ortopedi-norra"
ANSWERS_UNTIL_ELEVEN = "hudbild-norra"
COAST = ("Tärnhamn", "Ejdervik", "Havsåker")

WEEKS = {
    "clocks forward": "2026-03-26 00:00",
    "midsummer": "2026-06-17 00:00",
    "clocks back": "2026-10-22 00:00",
    "christmas": "2026-12-21 00:00",
    "new year and twelfth night": "2026-12-30 00:00",
}
MONTHS = [f"2026-{month:02}-01 00:45" for month in range(1, 13)] + ["2027-01-01 00:45"]


@cache
def region() -> Region:
    read = read_region(DEMO).region
    assert read is not None
    return read


@cache
def snapshot() -> Snapshot:
    window = between("2025-01-01 00:00", "2028-01-01 00:00")
    return Snapshot(region(), Parts(), window=window, loaded_at=at("2026-11-21 12:00"))


def owned_phones() -> Iterator[tuple[str, Phone]]:
    """Every phone with the one who carries it."""
    for unit in region().units:
        yield from ((unit.id, phone) for phone in unit.phones)
    for person in region().people:
        yield from ((person.id, phone) for phone in person.phones)
    for row in region().role_phones:
        yield f"{row.service}/{row.role}", row.phone


def cited_phones() -> Iterator[Phone]:
    """The numbers of chains and settings, which mostly are somebody's own."""
    settings = region().settings
    cited = [step.phone for step in region().chain_steps]
    cited += [settings.fallback_phone, settings.management_phone]
    yield from filter(None, cited)


# -- the files ------------------------------------------------------------------------------


def test_it_reads_with_no_fault_but_the_two_people_without_a_number() -> None:
    told = {(fault.file, fault.value) for fault in read_region(DEMO).faults}
    rostered = {
        ("turlistor.csv", person)
        for rotation in region().rotations
        if rotation.service == NOBODYS_NUMBER
        for person in rotation.people
    }
    assert told == rostered


def test_some_numbers_are_old_and_one_was_never_checked() -> None:
    told = [
        fault for fault in read_region(DEMO, date(2026, 11, 21)).warnings if "2024" in fault.value
    ]
    centres = [unit for unit in region().units if unit.kind is UnitKind.HEALTH_CENTRE]
    assert told
    assert sum(phone.verified is None for unit in centres for phone in unit.phones) == 1


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.csv")), ids=lambda path: path.name)
def test_a_file_is_plain_utf8_with_semicolons(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff")
    assert (
        len({line.count(";") >= text.split("\n")[0].count(";") for line in text.splitlines()}) == 1
    )
    assert "\r" not in text


# -- how much there is ----------------------------------------------------------------------


def test_it_is_as_large_as_a_region() -> None:
    centres = [unit for unit in region().units if unit.kind is UnitKind.HEALTH_CENTRE]
    private = [unit for unit in centres if unit.ownership is Ownership.PRIVATE]
    hospitals = [unit for unit in region().units if unit.kind is UnitKind.HOSPITAL]
    assert len(hospitals) == 3
    assert len(centres) >= 30
    assert len({unit.municipality for unit in centres}) >= 8
    assert len(private) * 3 >= len(centres)
    assert all(unit.operator for unit in private)
    assert len(region().people) >= 120
    assert len(region().services) >= 35
    assert len({service.specialty for service in region().services}) >= 25
    assert {service.kind for service in region().services} == set(ServiceKind)
    assert len(region().terms) >= 15


def test_every_hospital_has_a_switchboard_an_emergency_department_and_medicine_on_call() -> None:
    hospitals = {unit.id for unit in region().units if unit.kind is UnitKind.HOSPITAL}
    for kind in (UnitKind.SWITCHBOARD, UnitKind.EMERGENCY_DEPARTMENT):
        assert {unit.hospital for unit in region().units if unit.kind is kind} == hospitals
    assert {service.hospital for service in snapshot().services_of("internmedicin")} == hospitals


def test_every_health_centre_has_a_medical_lead_and_a_number_for_colleagues() -> None:
    for unit in region().units:
        if unit.kind is UnitKind.HEALTH_CENTRE:
            assert unit.phones, unit.id
            functions = {
                role for person in snapshot().people_at(unit.id) for role in person.functions
            }
            assert Role.MEDICAL_LEAD in functions, unit.id


def test_the_nurses_of_at_least_four_municipalities_are_there_with_their_lead() -> None:
    led = [
        unit.municipality
        for unit in region().units
        if unit.kind is UnitKind.MUNICIPAL_CARE
        and any(Role.MUNICIPAL_NURSE_LEAD in one.functions for one in snapshot().people_at(unit.id))
    ]
    assert len(set(led)) >= 4


def test_the_people_of_the_demo_are_the_seven_who_use_it() -> None:
    people = [snapshot().people[person] for person in region().settings.demo_people]
    units = [snapshot().units[person.unit] for person in people]
    assert [unit.kind for unit in units[:4]] == [
        UnitKind.HEALTH_CENTRE,
        UnitKind.HEALTH_CENTRE,
        UnitKind.MUNICIPAL_CARE,
        UnitKind.EMERGENCY_DEPARTMENT,
    ]
    assert [unit.ownership for unit in units[:2]] == [Ownership.PUBLIC, Ownership.PRIVATE]
    rostered = {
        person for r in region().rotations if r.service == "kardiologi-norra" for person in r.people
    }
    assert people[4].id in rostered
    assert Access.COORDINATOR in people[5].access
    offered = read_region(DEMO, beside=BESIDE).of(HOURS_TABLE)
    assert people[6].id in {row.specialist for row in offered}
    assert len(people) == 7


def test_it_opens_with_the_hours_of_four_services() -> None:
    offered = {row.id: row for row in read_region(DEMO, beside=BESIDE).of(HOURS_TABLE)}
    held = {id_: (row.mode, row.channel, row.hours.text()) for id_, row in offered.items()}
    assert held == {
        "bup-video": (HourMode.SLOTS, HourChannel.VIDEO, "ons 13–16"),
        "geriatrik-dropin": (HourMode.DROP_IN, HourChannel.PHONE, "tis 13–15"),
        "geriatrik-video": (HourMode.SLOTS, HourChannel.VIDEO, "tor 09–11"),
        "ortopedi-dropin": (HourMode.DROP_IN, HourChannel.PHONE, "mån–tor 09–16, fre 09–14"),
        "ortopedi-tider": (HourMode.SLOTS, HourChannel.PHONE, "tis, tor 13–15"),
    }
    assert {id_ for id_, row in offered.items() if row.pilot} == {"bup-video"}
    assert all(row.last is None for row in offered.values() if not row.pilot)
    [pilot] = read_region(DEMO, beside=BESIDE).of(PILOTS_TABLE)
    assert (pilot.id, len(pilot.units)) == (offered["bup-video"].pilot, 6)
    assert all("kut" in row.about for id_, row in offered.items() if "geriatrik" in id_)


def test_nobody_holds_an_hour_while_on_duty() -> None:
    span = between("2026-11-02 00:00", "2027-03-01 00:00")
    on_duty = defaultdict(list)
    for shift in (s for r in region().rotations for s in r.shifts(span, snapshot().calendar)):
        on_duty[shift.person].append(shift)
    reading = read_region(DEMO, beside=BESIDE)
    pilots = Pilots(row.pilot(span.start) for row in reading.of(PILOTS_TABLE))
    for row in reading.of(HOURS_TABLE):
        held = list(sittings(row.hour(span.start), span, snapshot().calendar, pilots))
        clashes = [(row.id, s.start) for s in held if any(map(s.touches, on_duty[row.specialist]))]
        assert held
        assert clashes == []


def test_nearly_every_service_says_what_to_have_done_before() -> None:
    texts = [service.before_call for service in region().services if service.before_call]
    assert len(texts) >= len(region().services) - 2
    assert max(map(len, texts)) <= 90


# -- nobody real ----------------------------------------------------------------------------


def test_every_number_is_reserved_for_fiction() -> None:
    phones = [phone for _, phone in owned_phones()] + list(cited_phones())
    outside = [phone for phone in phones if phone.uri()]
    assert [phone.number for phone in outside if not FICTION.fullmatch(phone.number)] == []
    inside = {PhoneKind.INTERNAL, PhoneKind.PAGER, PhoneKind.TEXT}
    assert {phone.kind for phone in phones if not phone.uri()} <= inside


@pytest.mark.parametrize(
    "path", sorted(p for p in DEMO.rglob("*") if p.is_file()), ids=lambda path: path.name
)
def test_no_other_number_hides_in_a_text(path: Path) -> None:
    found = ANY_NUMBER.findall(path.read_text("utf-8"))
    assert [number for number in found if not FICTION.fullmatch(number)] == []


def test_no_number_has_two_owners() -> None:
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for owner, phone in owned_phones():
        if phone.kind is not PhoneKind.SWITCHBOARD or phone.extension:
            owners[phone.number, phone.extension].append(owner)
    assert {number: who for number, who in owners.items() if len(who) > 1} == {}


def test_the_fallback_of_the_region_is_the_medicine_on_call_of_its_main_entry() -> None:
    settings = region().settings
    phones = snapshot().role_phones(Line(settings.default_entry, Role.SENIOR_ON_CALL))
    assert settings.fallback_phone is not None
    assert settings.fallback_phone.number == phones[0].number


def test_no_address_of_mail_and_no_organisation_can_exist() -> None:
    assert all(person.email.endswith(".example") for person in region().people)
    ids = [unit.hsa_id for unit in region().units] + [one.hsa_id for one in region().people]
    assert len(set(ids)) == len(ids)
    assert {hsa_id.split("-")[0] for hsa_id in ids} == {"SE2321009999"}
    assert luhn("2321009999") % 10 != 0


def luhn(digits: str) -> int:
    """The sum that is divisible by ten for every organisation number."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled)


def test_initials_are_one_persons_in_a_clinic() -> None:
    keys = [(person.unit, person.initials) for person in region().people]
    assert len(set(keys)) == len(keys)


# -- somebody answers -----------------------------------------------------------------------


def hours(first: str, days: int, step: int) -> Iterator[datetime]:
    start = at(first)
    yield from (start + timedelta(hours=hour) for hour in range(0, days * 24, step))


def contacts_at(moment: datetime) -> Contacts:
    """Who is on duty then; each line is looked up once, since many chains end in the same."""
    shot = snapshot()
    return Contacts(
        duties=cache(lambda line: shot.rosters.duties(line, moment)),
        role_phones=shot.role_phones,
        colleague=shot.colleague,
        now=moment,
    )


def role_steps(service: Service, moment: datetime, contacts: Contacts) -> list[AnswerStep]:
    """The steps of roles in `Snapshot.answer`, without its slower search for the next change."""
    at_time = time_class(moment, service.hours, snapshot().calendar)
    steps = resolve(snapshot().chain(service, at_time), (), contacts)
    return [
        in_hours(step, snapshot().answering_times(step.service, moment))
        for step in steps
        if step.kind is StepKind.ROLE
    ]


def faults(moments: Iterator[datetime]) -> Iterator[tuple[str, datetime, str]]:
    """Each hole in the chains of what answers then, the meant ones left out."""
    meant = (GAP_EVERY_OTHER_WEEK, NOBODYS_NUMBER, ANSWERS_UNTIL_ELEVEN)
    for moment in moments:
        contacts = contacts_at(moment)
        for service in region().services:
            office = time_class(moment, service.hours, snapshot().calendar) is TimeClass.OFFICE
            if not (office or service.kind.always_answers) or (office and service.id in meant):
                continue
            steps = role_steps(service, moment, contacts)
            gaps = [step.gap for step in steps if step.gap]
            if gaps:
                yield service.id, moment, gaps[0]
            if not any(phone.uri() for step in steps for phone in step.phones):
                yield service.id, moment, "no number that can be dialled from outside"


@pytest.mark.parametrize("first", WEEKS.values(), ids=WEEKS)
def test_every_hour_of_a_hard_week_somebody_answers(first: str) -> None:
    assert list(faults(hours(first, 8, 1))) == []


@pytest.mark.parametrize("first", MONTHS, ids=[month[:7] for month in MONTHS])
def test_all_year_somebody_answers(first: str) -> None:
    assert list(faults(hours(first, 31, 7))) == []


def test_the_days_off_of_the_region_itself_are_covered() -> None:
    for day in region().calendar:
        assert list(faults(hours(f"{day.date - timedelta(days=1)} 00:00", 3, 1))) == []


def test_the_answer_of_the_snapshot_shows_the_same_steps() -> None:
    for moment in hours("2026-11-20 00:00", 4, 11):
        for service in region().services:
            answer = snapshot().answer(service, moment, now=moment)
            shown = [step for step in answer.steps if step.kind is StepKind.ROLE]
            assert shown == role_steps(service, moment, contacts_at(moment))


def test_nobody_is_in_two_places_at_once() -> None:
    shifts = defaultdict(list)
    for rotation in region().rotations:
        for shift in rotation.shifts(
            between("2026-01-01 00:00", "2027-07-01 00:00"), snapshot().calendar
        ):
            shifts[shift.person].append(shift)
    del shifts[None]
    for person, own in shifts.items():
        own.sort(key=lambda shift: shift.start)
        for before, after in pairwise(own):
            assert before.end <= after.start, (person, before, after)


def test_the_rosters_began_long_ago_and_never_end() -> None:
    assert all(r.anchor <= date(2024, 1, 1) and r.until is None for r in region().rotations)
    assert {rotation.choice for rotation in region().rotations} == set(DayChoice)


# -- the faults that are meant --------------------------------------------------------------


def weekday_mornings() -> list[datetime]:
    return [at("2026-11-02 10:00") + timedelta(weeks=week) for week in range(4)]


def first_gaps(of: str) -> list[Gap | None]:
    service = snapshot().services[of]
    return [role_steps(service, m, contacts_at(m))[0].gap for m in weekday_mornings()]


def test_reumatologi_has_nobody_every_other_week() -> None:
    gaps = first_gaps(GAP_EVERY_OTHER_WEEK)
    assert gaps in ([None, Gap.UNSTAFFED] * 2, [Gap.UNSTAFFED, None] * 2)


def test_smartlindring_has_somebody_but_never_a_number_to_show() -> None:
    assert first_gaps(NOBODYS_NUMBER) == [Gap.NO_NUMBER] * 4
    people = [
        snapshot().people[as_written(step)]
        for r in region().rotations
        if r.service == NOBODYS_NUMBER
        for step in r.people
    ]
    assert any(person.phones and not person.show_number for person in people)


def test_a_telephone_that_answers_in_the_morning_is_told_of_in_the_afternoon() -> None:
    service = snapshot().services[ANSWERS_UNTIL_ELEVEN]
    gaps = [
        role_steps(service, moment, contacts_at(moment))[0].gap
        for moment in (at("2026-11-24 10:00"), at("2026-11-24 13:00"))
    ]
    assert gaps == [None, Gap.CLOSED]


def test_only_one_roster_grows_stale() -> None:
    service = snapshot().services[GROWS_STALE]
    read = datetime(2026, 11, 20, 6, tzinfo=UTC)
    shot = snapshot().with_parts(held(*(RosterAge(one.id, read) for one in region().services)))
    assert not shot.is_stale(service, read + timedelta(hours=23))
    late = read + timedelta(hours=25)
    assert [one.id for one in region().services if shot.is_stale(one, late)] == [GROWS_STALE]


@pytest.mark.parametrize(
    "specialty", ["beroendemedicin", "allergologi", "palliativ-medicin", "smartlindring"]
)
def test_some_specialties_do_not_serve_the_coast(specialty: str) -> None:
    services = snapshot().services_of(specialty)
    assert services
    assert not any(service.serves(town) for service in services for town in COAST)


# -- its words ------------------------------------------------------------------------------


def leads_to(found: Recognised) -> str:
    assert found.certainty is Certainty.SURE, found
    return found.hits[0].target.id


@pytest.mark.parametrize(
    ("typed", "hospital"),
    [
        ("norra", "norra-sjukhuset"),
        ("södra", "sodra-sjukhuset"),
        ("kustsjukhuset", "tarnhamns-lasarett"),
        ("lasarettet i tärnhamn", "tarnhamns-lasarett"),
    ],
)
def test_a_hospital_answers_to_its_short_and_its_former_name(typed: str, hospital: str) -> None:
    assert leads_to(snapshot().names.unit(typed)) == hospital


def test_each_word_of_the_region_leads_where_it_says() -> None:
    names = snapshot().names
    led = {
        term.word: leads_to(
            names.unit(term.word) if term.target in snapshot().units else names.subject(term.word)
        )
        for term in region().terms
    }
    assert led == {term.word: term.target for term in region().terms}


def test_every_group_that_advises_on_medicines_has_members_of_its_specialties() -> None:
    groups = [row.group for row in read_region(DEMO, beside=[GROUPS_BESIDE]).of(GROUPS_TABLE)]
    assert [group.id for group in groups] == ["kvinnosjukdomar", "barn", "akuta"]
    assert all(group.specialties for group in groups)
    chosen = set(region().settings.demo_people)
    assert any(len(group.members & chosen) >= 2 for group in groups), "nobody can try it"
