"""Whatever is done to a roster, in whatever order: one answer at any instant, and nobody is lost.

Random rosters, and random sequences of taking over, giving, swapping, undoing, being busy and
leaving, each carried out only where the rules allow it, as /pass does.
"""

from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.changes import Change, Forget, Keep
from directory.lazy.values import dataclass
from directory.parts import Parts
from directory.region import Region
from directory.rosters.duty import Duty
from directory.rosters.holding import has, is_doubled, lacking
from directory.rosters.kept import OVERRIDES
from directory.rosters.line import Line
from directory.rosters.override import Override, OverrideKind
from directory.rosters.shift import Shift
from directory.rosters.somebody import VACANCY, as_written, read_somebody
from directory.snapshot import Snapshot
from directory.staffing.edits import broken_by, edit, made_last
from directory.staffing.misfits import MisfitReason, misfits
from directory.swaps.accepting import obstacle
from directory.swaps.offer import Offer, OfferKind, OfferState, override_ids, overrides_of
from directory.swaps.taking import Stamp, being_busy, ending, leaving, taking_over
from directory.walltime.hours import Hours
from tests.builders import at, between, held, small_region

MONDAY = at("2026-11-23 08:00")
HOUR = timedelta(hours=1)
WINDOW = between("2026-11-01 00:00", "2026-12-31 00:00")
BAKJOUR = Line("kardiologi", Role.SENIOR_ON_CALL)
LINES = (BAKJOUR, Line("kardiologi", Role.CONSULTING_PHYSICIAN))
STAFF = ("anna-a", "bo-b", "cecilia-c", "david-d")
SLOTS = 14  # shifts of each line, twelve hours each
INSTANTS = [MONDAY + HOUR * n for n in range(SLOTS * 12)]


def snapshot(rows: list[list[str]], doubled: list[str]) -> Snapshot:
    """Both lines around the clock in shifts of twelve hours; an empty person is a gap."""
    shifts = [
        Shift(*line, read_somebody(who), MONDAY + HOUR * 12 * n, MONDAY + HOUR * 12 * (n + 1))
        for line, row in zip(LINES, rows, strict=True)
        for n, who in enumerate(row)
    ]
    shifts += [
        Shift(*BAKJOUR, who, MONDAY + HOUR * 12 * n, MONDAY + HOUR * 12 * (n + 1))
        for n, who in enumerate(doubled)
        if who and who != rows[0][n]
    ]
    region: Region = small_region(rotations=(), shifts=tuple(shifts))
    return Snapshot(region, Parts(), window=WINDOW, loaded_at=MONDAY)


@dataclass
class Story:
    """A snapshot that moves on, and the rules by which /pass lets it."""

    of: Snapshot
    now: datetime = MONDAY
    count: int = 0
    offers: dict[str, Offer] = field(default_factory=dict)

    def stamp(self, line: Line) -> Stamp:
        self.count += 1
        return Stamp(f"id{self.count}", made_last(self.of, line, self.now), "test:x")

    def write(self, changes: list[Change]) -> None:
        overrides = edit(self.of, changes).overrides
        self.of = self.of.with_parts(held(*overrides))

    def takes(self, line: Line, who: str, hours: Hours) -> None:
        rosters = self.of.rosters
        if is_doubled(rosters, line, hours):
            return
        new = taking_over(rosters, line, who, hours, self.stamp(line))
        self.write([Keep(one) for one in new])

    def holder(self, line: Line, hours: Hours) -> str:
        return next((as_written(duty.person) for duty in on(self.of, line, hours.start)), "")

    def leaves(self, line: Line, who: str, hours: Hours) -> None:
        who = who or self.holder(line, hours)
        if who and has(self.of.rosters, line, who, hours):
            self.write([Keep(leaving(line, who, hours, self.stamp(line)))])

    def is_busy(self, line: Line, who: str, hours: Hours, stand_in: str) -> None:
        who = who or self.holder(line, hours)
        rosters = self.of.rosters
        free = not stand_in or lacking(rosters, line, stand_in, hours) == (hours,)
        if who and has(rosters, line, who, hours) and who != stand_in and free:
            busy = being_busy(line, who, hours, self.stamp(line), stand_in=read_somebody(stand_in))
            self.write([Keep(busy)])

    def swaps(
        self, line: Line, giver: str, hours: Hours, taker: str, back: tuple[Line, Hours] | None
    ) -> None:
        giver = giver or self.holder(line, hours)
        taker = self.holder(*back) if back else taker
        if giver == taker or not (giver and taker):
            return
        offer = Offer(
            id=self.stamp(line).id,
            kind=OfferKind.SWAP if back else OfferKind.GIVE_AWAY,
            service=line.service,
            role=line.role,
            person=giver,
            start=hours.start,
            end=hours.end,
            to=None,
            state=OfferState.DONE,
            made=self.now,
            made_by="test:x",
            accepted_by=taker,
            return_role=back[0][1] if back else None,
            return_start=back[1].start if back else None,
            return_end=back[1].end if back else None,
        )
        if obstacle(offer, self.of, self.now) is None:
            made = max(made_last(self.of, one, self.now) for one in LINES)
            self.write([Keep(one) for one in overrides_of(offer, made, "test:x")])
            self.offers[offer.id] = offer

    def undoes(self, number: int) -> None:
        done = [one for one in self.offers.values() if one.can_be_undone(self.now)]
        if done:
            offer = done[number % len(done)]
            changes: list[Change] = [Forget(Override, id_) for id_ in override_ids(offer)]
            if broken_by(self.of, changes, self.now) is None:
                self.write(changes)
                del self.offers[offer.id]

    def passes(self, hours: int) -> None:
        self.now += HOUR * hours

    def ends(self, number: int) -> None:
        swapped = {id_ for offer in self.offers.values() for id_ in override_ids(offer)}
        running = [
            one for one in self.of.of(OVERRIDES) if one.end > self.now and one.id not in swapped
        ]
        if running:
            changes: list[Change] = [ending(running[number % len(running)], self.now)]
            if broken_by(self.of, changes, self.now) is None:
                self.write(changes)


def hours(start: int, length: int) -> Hours:
    begins = MONDAY + HOUR * start
    return Hours(begins, begins + HOUR * length)


PEOPLE = st.sampled_from(STAFF)
HOLDER = st.sampled_from(["", "", "", *STAFF])  # ”” is whoever has it
MAYBE = st.sampled_from([*STAFF, *STAFF, *STAFF, ""])
SPANS = st.builds(hours, st.integers(0, SLOTS * 12 - 30), st.integers(1, 24))
SLOT = st.integers(0, SLOTS - 1).map(lambda n: hours(n * 12, 12))
LINE = st.sampled_from(LINES)
Step = tuple[Any, ...]
"""The name of something that a story can do, and with what."""
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("takes"), LINE, PEOPLE, SPANS),
    st.tuples(st.just("leaves"), LINE, HOLDER, SLOT),
    st.tuples(st.just("is_busy"), LINE, HOLDER, SLOT, MAYBE),
    st.tuples(
        st.just("swaps"),
        LINE,
        HOLDER,
        st.one_of(SLOT, SPANS),
        PEOPLE,
        st.none() | st.tuples(LINE, SLOT),
    ),
    st.tuples(st.just("undoes"), st.integers(0, 5)),
    st.tuples(st.just("ends"), st.integers(0, 5)),
    st.tuples(st.just("passes"), st.integers(1, 20)),
)
TURNS = st.permutations(STAFF)
HOLES = st.sets(st.integers(0, SLOTS - 1), max_size=3)


def rostered(turns: list[str], apart: int, holes: set[int]) -> Snapshot:
    """Everybody in turn in both lines, a few shifts empty, nobody in both lines at once."""
    row = [turns[n % 4] for n in range(SLOTS)]
    other = ["" if n in holes else turns[(n + apart) % 4] for n in range(SLOTS)]
    return snapshot([row, other], [""] * SLOTS)


ROSTERS = st.builds(rostered, TURNS, st.integers(1, 3), HOLES)


def told(story: Story, steps: list[Step]) -> Story:
    for name, *how in steps:
        getattr(story, name)(*how)
    return story


def on(of: Snapshot, line: Line, moment: datetime) -> list[Duty]:
    return of.rosters.duties(line, moment) or []


@settings(max_examples=60, deadline=None)
@given(ROSTERS, st.lists(STEPS, min_size=3, max_size=14))
def test_a_line_for_one_has_exactly_one_at_every_instant_unless_she_has_left(
    of: Snapshot, steps: list[Step]
) -> None:
    story = told(Story(of), steps)
    left = [one for one in story.of.of(OVERRIDES) if one.kind is OverrideKind.LEAVES]
    for line in LINES:
        for moment in INSTANTS:
            duties = on(story.of, line, moment)
            assert len(duties) == 1
            was_there = on(of, line, moment)[0].person
            gone = any(one.covers(moment) and one.line == line for one in left)
            assert duties[0].person or not was_there or gone


@settings(max_examples=40, deadline=None)
@given(ROSTERS, st.lists(STEPS, min_size=3, max_size=14))
def test_all_who_are_asked_give_the_same_answer(of: Snapshot, steps: list[Step]) -> None:
    """At an instant, in a list, of a person, and in a lookup."""
    now = told(Story(of), steps).of
    hours = Hours(INSTANTS[0], INSTANTS[-1])
    listed = {line: now.rosters.schedule([line], hours) for line in LINES}
    own = {who: now.rosters.of_person(who, hours) for who in STAFF}
    service = now.services["kardiologi"]
    for moment in INSTANTS[:-1:5]:
        steps_shown = now.answer(service, moment, now=moment).steps
        for line in LINES:
            duties = on(now, line, moment)
            assert duties == [one for one in listed[line] if one.covers(moment)]
            for duty in duties:
                mine = [one for one in own.get(as_written(duty.person), []) if one.covers(moment)]
                assert not duty.person or duty in mine
                shown = [one for one in steps_shown if one.duty == duty]
                assert shown or line.role not in [one.role for one in steps_shown]
    listed_of = {duty for duties in listed.values() for duty in duties if duty.person}
    assert listed_of == {duty for duties in own.values() for duty in duties}


@settings(max_examples=60, deadline=None)
@given(ROSTERS, st.lists(STEPS, min_size=3, max_size=12))
def test_what_the_rules_let_through_always_fits(of: Snapshot, steps: list[Step]) -> None:
    story = told(Story(of), steps)
    assert misfits(story.of, story.now) == ()


@settings(max_examples=80, deadline=None)
@given(ROSTERS, st.lists(STEPS, max_size=8), HOLDER, PEOPLE, SLOT, st.none() | SLOT)
def test_an_undone_swap_gives_back_exactly_what_was(
    of: Snapshot,
    steps: list[Step],
    giver: str,
    taker: str,
    offered: Hours,
    back: Hours | None,
) -> None:
    story = told(Story(of), steps)
    before = {line: story.of.rosters.schedule([line], WINDOW) for line in LINES}
    known = set(story.offers)
    story.swaps(BAKJOUR, giver, offered, taker, (BAKJOUR, back) if back else None)
    for id_ in set(story.offers) - known:
        offer = story.offers[id_]
        changes: list[Change] = [Forget(Override, one) for one in override_ids(offer)]
        assert broken_by(story.of, changes, story.now) is None
        story.write(changes)
    assert before == {line: story.of.rosters.schedule([line], WINDOW) for line in LINES}


@settings(max_examples=60, deadline=None)
@given(ROSTERS, st.lists(STEPS, min_size=3, max_size=12))
def test_nobody_gets_two_shifts_at_once_by_a_swap(of: Snapshot, steps: list[Step]) -> None:
    only = [step for step in steps if step[0] in ("swaps", "undoes")]
    now = told(Story(of), only).of
    for moment in INSTANTS[::3]:
        for who in STAFF:
            before, after = (
                sum(duty.person == who for line in LINES for duty in on(one, line, moment))
                for one in (of, now)
            )
            assert after <= max(before, 1)


@given(
    st.lists(MAYBE, min_size=SLOTS, max_size=SLOTS),
    st.lists(MAYBE, min_size=SLOTS, max_size=SLOTS),
    st.lists(st.tuples(st.just("swaps"), LINE, HOLDER, SLOT, PEOPLE, st.none()), max_size=8),
)
@settings(max_examples=40, deadline=None)
def test_a_doubled_line_keeps_its_number_through_swaps(
    first: list[str], second: list[str], steps: list[Step]
) -> None:
    of = snapshot([first, [""] * SLOTS], second)
    now = told(Story(of), steps).of
    for moment in INSTANTS[::3]:
        assert len(on(now, BAKJOUR, moment)) == len(on(of, BAKJOUR, moment))


# -- told one by one ------------------------------------------------------------------------


def weekly() -> Story:
    return Story(snapshot([list(STAFF) * 3 + ["anna-a", ""], [""] * SLOTS], [""] * SLOTS))


def test_an_override_on_a_roster_that_has_changed_is_a_misfit_in_exactly_that_time() -> None:
    story = weekly()
    story.swaps(BAKJOUR, "anna-a", hours(0, 12), "bo-b", None)
    [made] = story.of.of(OVERRIDES)
    changed = snapshot(
        [["cecilia-c", *list(STAFF)[1:], *list(STAFF) * 2, "", ""], [""] * 14], [""] * 14
    )
    other = changed.with_parts(held(made))
    [found] = misfits(other, MONDAY + HOUR)
    assert (found.override, found.why) == (made, MisfitReason.NOT_ON_DUTY)
    assert (found.start, found.end) == (MONDAY + HOUR, MONDAY + 12 * HOUR)
    assert misfits(other, MONDAY + 12 * HOUR) == ()


def test_an_override_of_what_no_longer_exists_is_a_misfit() -> None:
    story = weekly()
    story.takes(BAKJOUR, "bo-b", hours(0, 12))
    [made] = story.of.of(OVERRIDES)
    strange = (replace(made, id="x", service="borta"), replace(made, id="y", person="borta"))
    other = story.of.with_parts(held(*strange))
    assert [one.why for one in misfits(other, MONDAY)] == [
        MisfitReason.NO_SERVICE,
        MisfitReason.NO_PERSON,
    ]


def test_a_vacancy_that_somebody_has_taken_cannot_be_pulled_away() -> None:
    story = weekly()
    story.leaves(BAKJOUR, "anna-a", hours(0, 12))
    [left] = story.of.of(OVERRIDES)
    taken = taking_over(
        story.of.rosters, BAKJOUR, "bo-b", hours(2, 4), story.stamp(BAKJOUR), instead_of=VACANCY
    )
    story.write([Keep(one) for one in taken])
    assert broken_by(story.of, [ending(left, MONDAY)], MONDAY) == taken[0]
    assert [one.person for one in on(story.of, BAKJOUR, MONDAY + 3 * HOUR)] == ["bo-b"]


def test_one_who_is_on_for_a_part_takes_over_only_the_rest() -> None:
    story = weekly()
    story.takes(BAKJOUR, "anna-a", hours(6, 12))
    [made] = story.of.of(OVERRIDES)
    assert (made.start, made.end) == (MONDAY + 12 * HOUR, MONDAY + 18 * HOUR)


def test_what_is_made_by_a_clock_that_runs_behind_still_lies_on_top() -> None:
    story = weekly()
    story.takes(BAKJOUR, "bo-b", hours(0, 12))
    story.now -= HOUR
    story.takes(BAKJOUR, "cecilia-c", hours(0, 12))
    assert [one.person for one in on(story.of, BAKJOUR, MONDAY)] == ["cecilia-c"]
