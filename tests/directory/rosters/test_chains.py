"""The chain of a moment: the right order, each gap visible, and never empty."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.people import Person
from directory.catalogue.phones import Phone, PhoneKind
from directory.catalogue.roles import Role
from directory.rosters.chains import (
    AnswerStep,
    ChainStep,
    Contacts,
    Gap,
    StepKind,
    default_chain,
    resolve,
)
from directory.rosters.duty import Duty
from directory.rosters.somebody import as_written, read_somebody
from directory.walltime.days import TimeClass
from tests.builders import chain_step, person, phone

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINE = phone("08-465 004 13", label="Jourtelefon")
OWN = phone("070-174 06 05", kind=PhoneKind.MOBILE)
CLOSING = [
    chain_step(
        position=9,
        kind=StepKind.FALLBACK,
        text="Ring medicinbakjouren",
        phone=phone("08-465 004 20"),
    ),
    chain_step(
        position=9, kind=StepKind.MANAGEMENT, text="Chefsläkare", phone=phone("08-465 004 21")
    ),
    chain_step(position=9, kind=StepKind.SWITCHBOARD, phone=phone("08-465 004 00")),
]
CONSULTANT, PRIMARY, SENIOR = Role.CONSULTING_PHYSICIAN, Role.PRIMARY_ON_CALL, Role.SENIOR_ON_CALL


def duty(role: Role, who: str, *, busy: bool = False) -> Duty:
    return Duty("kardiologi", role, read_somebody(who), NOW, NOW + timedelta(hours=4), busy=busy)


def contacts(
    duties: dict[Role, list[Duty]],
    *people: Person,
    lines: dict[Role, tuple[Phone, ...]] | None = None,
    now: datetime = NOW,
) -> Contacts:
    known = {one.id: one for one in people}
    return Contacts(
        lambda line: duties.get(line.role),
        lambda line: (lines or {}).get(line.role, ()),
        lambda who: known.get(as_written(who)),
        now,
    )


def steps(
    chain: Sequence[ChainStep], found: Contacts, kinds: StepKind | None = StepKind.ROLE
) -> list[AnswerStep]:
    return [step for step in resolve(chain, CLOSING, found) if kinds in (None, step.kind)]


OFFICE = default_chain("kardiologi", TimeClass.OFFICE)
NIGHT = default_chain("kardiologi", TimeClass.ON_CALL)


def test_by_day_the_consulting_physician_comes_first_then_the_bakjour() -> None:
    found = contacts(
        {CONSULTANT: [duty(CONSULTANT, "anna-a")], SENIOR: [duty(SENIOR, "bo-b")]},
        person("anna-a"),
        person("bo-b"),
        lines={CONSULTANT: (LINE,), SENIOR: (LINE,)},
    )
    assert [step.role for step in steps(OFFICE, found)] == [CONSULTANT, SENIOR]


def test_without_a_rostered_consulting_physician_the_bakjour_is_first() -> None:
    found = contacts({SENIOR: [duty(SENIOR, "bo-b")]}, person("bo-b"), lines={SENIOR: (LINE,)})
    assert [step.role for step in steps(OFFICE, found)] == [SENIOR]


def test_other_time_the_primarjour_answers_first() -> None:
    assert [step.role for step in NIGHT] == [PRIMARY, SENIOR]


def test_the_phone_of_the_function_comes_before_the_persons_own() -> None:
    anna = person("anna-a", show_number=True, phones=(OWN,))
    found = contacts({SENIOR: [duty(SENIOR, "anna-a")]}, anna, lines={SENIOR: (LINE,)})
    [step] = steps(OFFICE, found)
    assert step.phones == (LINE, OWN)


def test_a_persons_own_number_is_shown_only_when_she_has_agreed() -> None:
    anna = person("anna-a", show_number=False, phones=(OWN,))
    [step] = steps(OFFICE, contacts({SENIOR: [duty(SENIOR, "anna-a")]}, anna))
    assert (step.phones, step.gap) == ((), Gap.NO_NUMBER)


@given(st.timedeltas(timedelta(days=-30), timedelta(days=30)))
def test_a_persons_own_number_is_shown_only_while_the_duty_runs(away: timedelta) -> None:
    anna, on = person("anna-a", show_number=True, phones=(OWN,)), duty(SENIOR, "anna-a")
    now = NOW + away
    [step] = steps(OFFICE, contacts({SENIOR: [on]}, anna, now=now))
    assert (step.phones == (OWN,)) is (NOW <= now < NOW + timedelta(hours=4))
    assert (step.withholds_own, step.gap) == (step.phones == (), None)


def test_a_shift_without_a_person_keeps_its_step_and_says_so() -> None:
    found = contacts({SENIOR: [duty(SENIOR, "")]}, lines={SENIOR: (LINE,)})
    [step] = steps(OFFICE, found)
    assert (step.gap, step.phones) == (Gap.UNSTAFFED, (LINE,))


def test_several_gaps_at_once_are_one_step_until_the_first_of_them_is_over() -> None:
    longer = duty(SENIOR, "")
    shorter = replace(longer, end=longer.end - timedelta(hours=1))
    found = contacts(
        {SENIOR: [longer, shorter, duty(SENIOR, "anna-a")]},
        person("anna-a"),
        lines={SENIOR: (LINE,)},
    )
    assert [(step.gap, step.until) for step in steps(OFFICE, found)] == [
        (Gap.UNSTAFFED, shorter.end),
        (None, longer.end),
    ]


def test_an_hour_that_nobody_covers_is_a_gap_too() -> None:
    [_, step] = steps(NIGHT, contacts({PRIMARY: [], SENIOR: []}))
    assert step.gap is Gap.UNSTAFFED


def test_a_function_without_a_roster_is_no_gap_where_it_has_a_phone() -> None:
    [step] = steps(OFFICE, contacts({}, lines={SENIOR: (LINE,)}))
    assert (step.gap, step.person, step.phones) == (None, None, (LINE,))


def test_one_who_is_busy_is_said_to_be() -> None:
    found = contacts(
        {SENIOR: [duty(SENIOR, "bo-b", busy=True)]}, person("bo-b"), lines={SENIOR: (LINE,)}
    )
    [step] = steps(OFFICE, found)
    assert step.gap is Gap.BUSY


def test_two_on_duty_are_two_steps() -> None:
    found = contacts(
        {SENIOR: [duty(SENIOR, "anna-a"), duty(SENIOR, "bo-b")]}, person("anna-a"), person("bo-b")
    )
    assert [step.person.id for step in steps(OFFICE, found) if step.person] == ["anna-a", "bo-b"]


def test_the_service_s_own_last_steps_go_before_the_region_s() -> None:
    own = chain_step(position=7, kind=StepKind.SWITCHBOARD, text="bakjour kardiologi")
    last = steps([*NIGHT, own], contacts({}), None)[-1]
    assert (last.kind, last.text, last.phones) == (
        StepKind.SWITCHBOARD,
        "bakjour kardiologi",
        (phone("08-465 004 00"),),
    )


DUTIES = st.dictionaries(
    st.sampled_from(list(Role)),
    st.lists(st.sampled_from(["", "anna-a", "okänd"]), max_size=3),
    max_size=4,
)


@given(DUTIES, st.booleans(), st.sampled_from([OFFICE, NIGHT, ()]))
def test_the_chain_is_never_empty_and_every_step_has_a_number_or_says_why(
    rostered: dict[Role, list[str]], agreed: bool, chain: tuple[ChainStep, ...]
) -> None:
    duties = {role: [duty(role, who) for who in people] for role, people in rostered.items()}
    anna = person("anna-a", show_number=agreed, phones=(OWN,))
    found = resolve(chain, CLOSING, contacts(duties, anna))
    assert [step.kind for step in found][-3:] == [step.kind for step in CLOSING]
    assert all(step.phones or step.gap for step in found)
    assert found[-1].phones


def test_a_fallback_in_other_words_does_not_borrow_the_region_s_number() -> None:
    own = chain_step(position=7, kind=StepKind.FALLBACK, text="Gå till IVA")
    fallback = steps([*NIGHT, own], contacts({}), StepKind.FALLBACK)[0]
    assert (fallback.text, fallback.phones) == ("Gå till IVA", ())
