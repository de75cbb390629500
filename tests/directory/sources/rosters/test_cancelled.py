"""Events that people have cancelled, declined or not decided, in the ways of their programs."""

import pytest

from directory.sources.rosters.words.word_lists import SubjectKind
from tests.directory.sources.rosters.stories import (
    SENIOR,
    FaultRow,
    calendar,
    read,
    rows,
    timed,
    told,
)

HOURS = ("2026-03-24 16:00", "2026-03-25 07:30")
THE_NIGHT: FaultRow = (*HOURS, "bakjour", "anna-a")
GAP: FaultRow = (*HOURS, "bakjour", "-")
ANNA = "anna.asp@region.example"
BO = "bo.bjorn@region.example"
GUN = "ORGANIZER;CN=Gun Gran:mailto:sekreterare@region.example"


def night(*more: str, summary: str = "Bakjour: AA") -> list[str]:
    return timed("20260324T160000", "20260325T073000", *more, summary=summary)


# --- In the subject ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subject",
    [
        "Inställt: Bakjour: AA",
        "INSTÄLLT: Bakjour AA",
        "Inställd: Bakjour AA",
        "Inställt - Bakjour AA",
        "[Inställt] Bakjour: AA",
        "(Avbokat) Bakjour: AA",
        "Avbokat: Bakjour: AA",
        "Avbokad händelse: Bakjour AA",
        "Utgår: Bakjour AA",
        "Canceled: Bakjour: AA",
        "Cancelled: AA bakjour",
        "Canceled event: Bakjour: AA",
        "VB: Inställt: Bakjour: AA",
        "FW: Canceled: Bakjour: AA",
        "Aflyst: Bakjour AA",
        "Avlyst: Bakjour AA",
        "Peruutettu: Bakjour AA",
        "Abgesagt: Bakjour AA",
        "Avböjt: Bakjour: AA",
        "Declined: Bakjour: AA",
    ],
)
@pytest.mark.parametrize(
    "states", [[], ["STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]]
)
def test_what_is_cancelled_in_its_subject_is_a_gap_that_is_named(
    subject: str, states: list[str]
) -> None:
    reading = read(calendar(night(*states, summary=subject)), "jour.ics")
    assert [told(row) for row in reading.rows] == [GAP]
    (noted,) = reading.noted
    assert (noted.summary, noted.problem) == (subject, "")
    assert noted.note.endswith("enligt rubriken. Ingen har passet.")


@pytest.mark.parametrize(
    "subject", ["Inställt: Möte", "Inställt", "Inställt: Bakjour: AA (sjuk)", "Canceled: Fika AA"]
)
def test_what_is_cancelled_and_no_shift_is_a_question(subject: str) -> None:
    reading = read(calendar(night(summary=subject)), role=SENIOR, role_is_said=False)
    assert [told(row)[3] for row in reading.rows] == ["?"]
    assert reading.noted == ()


def test_a_gap_is_filled_by_who_has_been_given_the_shift() -> None:
    cancelled = night("UID:1", summary="Inställt: Bakjour: AA")
    whole = calendar(cancelled, night("UID:2", summary="Bakjour: BB"))
    assert rows(whole) == [(*HOURS, "bakjour", "bo-b")]
    assert len(read(whole).noted) == 1
    late = timed("20260324T200000", "20260325T073000", "UID:2", summary="Bakjour: BB")
    assert rows(calendar(cancelled, late)) == [
        ("2026-03-24 16:00", "2026-03-24 20:00", "bakjour", "-"),
        ("2026-03-24 20:00", "2026-03-25 07:30", "bakjour", "bo-b"),
    ]
    other = night("UID:2", summary="Primärjour: BB")
    assert GAP in rows(calendar(cancelled, other))


EACH_DAY = timed("20260323T160000", "20260324T073000", "UID:1", "RRULE:FREQ=DAILY;COUNT=3")
ON_TUESDAY = ("UID:1", "RECURRENCE-ID;TZID=Europe/Stockholm:20260324T160000")


@pytest.mark.parametrize(
    ("change", "who"),
    [
        (night(*ON_TUESDAY, summary="Inställt: Bakjour: AA"), "-"),
        (night(*ON_TUESDAY, f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANNA}"), "-"),
        (night(*ON_TUESDAY, summary="Bakjour: AA (sjuk)"), "?"),
        (night(*ON_TUESDAY, "STATUS:TENTATIVE"), "?"),
    ],
)
def test_one_night_of_a_series(change: list[str], who: str) -> None:
    found = [person for *_, person in rows(calendar(EACH_DAY, change))]
    assert found == ["anna-a", who, "anna-a"]


# --- Declined ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "people", "who"),
    [
        ("Bakjour kardiologi", [f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANNA}"], "-"),
        ("Bakjour: AA", [f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANNA}"], "-"),
        ("Bakjour: AA", ["ATTENDEE;CN=Anna Asp;PARTSTAT=DECLINED:mailto:a@hemma.example"], "-"),
        ("Bakjour: AA", [f"ATTENDEE;PARTSTAT=DECLINED:mailto:{BO}"], "anna-a"),
        ("Bakjour: AA", ["ATTENDEE;CN=A;PARTSTAT=DECLINED:mailto:a@hemma.example"], "?"),
        (
            "Bakjour: AA",
            [
                "ATTENDEE;PARTSTAT=DECLINED:mailto:a@hemma.example",
                f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ANNA}",
            ],
            "anna-a",
        ),
        (
            "Bakjour",
            [
                f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANNA}",
                f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{BO}",
            ],
            "bo-b",
        ),
        (
            "Bakjour",
            [
                f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{BO}":mailto:{ANNA}',
                f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{BO}",
            ],
            "bo-b",
        ),
        (
            "Bakjour",
            [
                f"ATTENDEE;ROLE=NON-PARTICIPANT:mailto:{ANNA}",
                f"ATTENDEE:mailto:{BO}",
            ],
            "bo-b",
        ),
        ("Bakjour", [f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{ANNA}"], "?"),
        ("Bakjour", [f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{ANNA}"], "anna-a"),
        ("Bakjour", [f"ATTENDEE;PARTSTAT=DELEGATED:mailto:{ANNA}"], "?"),
    ],
)
def test_who_has_declined_does_not_have_it_and_who_asked_does_not_either(
    summary: str, people: list[str], who: str
) -> None:
    for organiser in (GUN, f"ORGANIZER:mailto:{BO}"):
        event = night(organiser, *people, summary=summary)
        assert [person for *_, person in rows(calendar(event))] == [who]


def test_who_has_declined_is_named() -> None:
    event = night(
        GUN, "ATTENDEE;CN=Anna Asp;PARTSTAT=DECLINED:mailto:x@y.example", summary="Bakjour"
    )
    (noted,) = read(calendar(event)).noted
    assert noted.note == "Anna Asp har tackat nej. Ingen har passet."


# --- Not decided ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "summary"),
    [
        (["STATUS:TENTATIVE"], "Bakjour: AA"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"], "Bakjour: AA"),
        ([], "Preliminärt: Bakjour: AA"),
        ([], "Tentative: Bakjour: AA"),
    ],
)
def test_what_is_not_decided_is_a_question(more: list[str], summary: str) -> None:
    (row,) = read(calendar(night(*more, summary=summary))).rows
    assert row.problem == "Händelsen är preliminär. Bekräfta den i kalendern, eller ta bort den."


def test_a_proposal_of_another_time_is_a_question() -> None:
    (row,) = read(calendar(night(), head="METHOD:COUNTER")).rows
    assert "preliminär" in row.problem


# --- Shown as free ----------------------------------------------------------------------------

BUSY = timed("20260325T160000", "20260326T073000", "TRANSP:OPAQUE", summary="Bakjour: BB")
LATER = timed("20260326T160000", "20260327T073000", "TRANSP:OPAQUE", summary="Bakjour: CC")


@pytest.mark.parametrize(
    "shown",
    [
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
    ],
)
def test_one_that_is_free_or_away_among_others_is_a_question(shown: str) -> None:
    found = [who for *_, who in rows(calendar(night(shown), BUSY, LATER))]
    assert found == ["?", "bo-b", "cecilia-c"]


def test_a_lone_event_that_outlook_shows_as_free_is_a_question() -> None:
    assert [who for *_, who in rows(calendar(night("X-MICROSOFT-CDO-BUSYSTATUS:FREE")))] == ["?"]


def test_a_calendar_that_is_free_throughout_is_a_roster() -> None:
    free = [[*event, "X-MICROSOFT-CDO-BUSYSTATUS:FREE"] for event in (night(), LATER)]
    assert [who for *_, who in rows(calendar(*free))] == ["anna-a", "cecilia-c"]


def test_an_event_of_whole_days_is_free_by_default() -> None:
    day = ["DTSTART;VALUE=DATE:20260324", "SUMMARY:Bakjour: AA", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
    assert [who for *_, who in rows(calendar(day, BUSY, LATER))] == ["anna-a", "bo-b", "cecilia-c"]


def test_every_kind_of_subject_has_words() -> None:
    assert {kind.value for kind in SubjectKind} == {"cancelled", "declined", "tentative"}
