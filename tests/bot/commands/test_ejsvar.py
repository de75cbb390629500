"""/ejsvar: who did not answer, for coordinators."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.terminal.pressing import presses
from directory.changes import Keep
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.counting.matters import SAME_CALL, calls, matters
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, open_chat


async def test_missed_contacts_of_one_subject() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Fick ej svar")
    karin = await chat.user("karin-k").types("/ejsvar medicin")
    assert karin.sees == "Inga missade kontakter för ”medicin” de senaste 30 dagarna."
    assert "30 dagar: 1" in (await karin.types("/ejsvar kardiologi")).sees


async def test_a_report_of_an_earlier_card_says_so_and_shows_nobody_s_own_number() -> None:
    """As an earlier version wrote them, with the number that was called."""
    chat = await open_chat()
    failure = ContactFailure(
        service="kardiologi",
        step=2,
        contact="Bakjour Anna Asp 08-465 004 13, 070-174 06 05",
        asked_for=at("2026-11-24 08:30"),
        reported=TUESDAY_DAYTIME,
        reporter="test:hanna-h",
    )
    await chat.store.apply([Keep(failure)], actor="test", now=TUESDAY_DAYTIME)
    await chat.live.refresh()
    karin = await chat.user("karin-k").types("/ejsvar")
    assert "Bakjour Anna Asp 08-465 004 13, eget nummer" in karin.sees
    [label] = [label for label, _ in presses(karin.card)]
    assert "070-174" not in (await karin.taps(label)).sees
    assert karin.lines[2].endswith(
        "steg 2: Bakjour Anna Asp 08-465 004 13, eget nummer, svaret visades tis 24 nov 08:30"
    )


# -- calls and matters ----------------------------------------------------------------------


def report(
    contact: str = "Bakjour", minutes: float = 0, who: str = "web:a", **fields: str
) -> ContactFailure:
    at_ = TUESDAY_DAYTIME + timedelta(minutes=minutes)
    return ContactFailure(
        service=fields.get("service", "kardiologi"),
        step=1,
        contact=contact,
        asked_for=at_,
        reported=at_,
        reporter=who,
        closed=fields.get("closed", ""),
    )


def test_presses_down_one_chain_are_one_call() -> None:
    chain = [report("Primärjour", 0), report("Bakjour", 4), report("Växeln", 9)]
    assert calls(chain) == 1
    assert [matter.calls for matter in matters(chain)] == [1, 1, 1]


def test_reports_of_the_same_contact_are_one_matter_with_a_count() -> None:
    same = [report(minutes=0), report(minutes=200), report(minutes=5, who="web:b")]
    [matter] = matters(same)
    assert (matter.calls, len(matter.reports), matter.last) == (3, 3, same[1].reported)


def test_another_service_is_another_call() -> None:
    assert calls([report(), report(minutes=1, service="medicin")]) == 2


def test_what_is_closed_is_no_matter() -> None:
    assert matters([report(closed="rättat")]) == []


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 600), st.sampled_from("xyz")), max_size=12
    )
)
def test_every_report_is_in_one_matter_and_no_call_is_counted_twice(
    rows: list[tuple[str, int, str]],
) -> None:
    reports = list(
        {
            one.id: one for one in (report(contact, minutes, who) for who, minutes, contact in rows)
        }.values()
    )
    found = matters(reports)
    assert sorted(one.id for matter in found for one in matter.reports) == sorted(
        one.id for one in reports
    )
    assert max((matter.calls for matter in found), default=0) <= calls(reports) <= len(reports)
    askers = {one.reporter for one in reports}
    for asker in askers:
        at_ = sorted(one.reported for one in reports if one.reporter == asker)
        pauses = [later - before for before, later in pairwise(at_)]
        assert calls(one for one in reports if one.reporter == asker) == 1 + sum(
            pause > SAME_CALL for pause in pauses
        )


async def test_a_coordinator_closes_a_contact_and_it_leaves_the_list() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await (await hanna.taps("Fick ej svar")).taps("Fick ej svar")
    karin = await chat.user("karin-k").types("/ejsvar")
    assert karin.lines[0].startswith("Fick ej svar, 30 dagar: 1 samtal")
    first, second = [label for label, _ in presses(karin.card)]
    page = await karin.taps(first)
    assert {"Rättat", "Numret stämmer", "Schemat ändrat"} <= {
        label for label, _ in presses(page.card)
    }
    closed = await page.taps("Numret stämmer")
    assert closed.lines[0].startswith("Avslutat, numret stämmer:")
    left = await closed.taps("Alla missade kontakter")
    assert [label for label, _ in presses(left.card)] == [second]
    kept = {one.contact: one.closed for one in chat.snapshot.of(CONTACT_FAILURES)}
    assert sorted(kept.values()) == ["", "numret stämmer"]


async def test_a_report_that_comes_meanwhile_stays_open() -> None:
    chat = await open_chat()
    await (await chat.user("hanna-h").types("/konsult kardiologi")).taps("Fick ej svar")
    karin = await chat.user("karin-k").types("/ejsvar")
    [label] = [label for label, _ in presses(karin.card)]
    page = await karin.taps(label)
    await chat.passes(later(1))
    await (await chat.user("ivar-i").types("/konsult kardiologi")).taps("Fick ej svar")
    assert (await page.taps("Rättat")).lines[0].startswith("Avslutat")
    assert "30 dagar: 1 samtal" in (await chat.user("karin-k").types("/ejsvar")).sees


async def test_only_coordinators_close() -> None:
    chat = await open_chat()
    await (await chat.user("hanna-h").types("/konsult kardiologi")).taps("Fick ej svar")
    karin = await chat.user("karin-k").types("/ejsvar")
    [(_, press)] = presses(karin.card)
    hanna = chat.user("hanna-h")
    hanna.card = (await chat.desk.press(hanna.visitor, press, {})).card
    assert "Rättat" not in hanna.sees


def later(minutes: float) -> datetime:
    return TUESDAY_DAYTIME + timedelta(minutes=minutes)
