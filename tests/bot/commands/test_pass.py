"""/pass: one's own shifts, and to take over, leave, be busy and confirm."""

from dataclasses import replace

import pytest

from directory.changes import Keep
from directory.rosters.override import OverrideKind
from directory.staffing.confirmation import Confirmation
from directory.staffing.kept import CONFIRMATIONS
from tests.builders import at, override, person, small_region
from tests.chat import open_chat
from tests.stories.shifts import EVENING, of_kardiologi, overrides, presses

# -- the list -------------------------------------------------------------------------------


async def test_own_shifts_of_a_fortnight_with_what_can_be_done() -> None:
    chat = await open_chat(now=EVENING)
    bo = await chat.user("bo-b").types("/pass")
    assert bo.lines[:5] == [
        "Dina pass · 14 dagar framåt",
        "tor 16:00–07:30: Bakjour, Kardiologi Granvik · Granviks lasarett",
        "[Erbjud]  [Mer]",
        "mån 08:00–17:00: Konsultläkare, Kardiologi Granvik · Granviks lasarett",
        "[Erbjud]  [Mer]",
    ]
    assert "– Visa mer –" in bo.sees
    await bo.taps("Mer")
    assert bo.lines[0] == "Bakjour, Kardiologi Granvik · Granviks lasarett · tor 16:00–07:30"
    assert bo.lines[1] == "Har passet: Bo Björn"
    assert bo.lines[-1] == "[Erbjud]  [Upptagen]  [Lämna utan ersättare]  [Tillbaka]"


async def test_shifts_beyond_what_is_in_memory_are_loaded() -> None:
    chat = await open_chat(now=EVENING)
    bo = await chat.user("bo-b").types("/pass")
    for _ in range(4):
        await bo.taps("Visa senare pass")
    assert bo.lines[0] == "Dina pass · från tis 19 jan 18:00"
    assert "Bakjour" in bo.sees


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("hanna-h", "Du är inte inlagd i något schema."),
        ("", "Du finns inte i katalogen"),
        ("karin-k", "För andras pass: skriv ett namn eller en tjänst"),
        ("sofia-s", "För andras pass: skriv ett namn eller en tjänst"),
    ],
)
async def test_one_who_has_no_shifts_is_told_what_to_do(who: str, says: str) -> None:
    chat = await open_chat(now=EVENING)
    assert says in (await chat.user(who).types("/pass")).sees


# -- to take over ---------------------------------------------------------------------------


async def test_a_shift_is_taken_for_some_hours_with_one_tap() -> None:
    chat = await open_chat(now=EVENING)
    bo = await chat.user("bo-b").types("/pass ta kardiologi 4 timmar")
    assert bo.lines == [
        "Du tar över bakjour, Kardiologi Granvik · Granviks lasarett, nu, till 22:00",
        "Förut:     David Dal nu, till 07:30",
        "Sedan:     Bo Björn nu, till 22:00; David Dal tis 22:00–07:30",
        "Får veta:  David Dal",
        "[Ta över]  [Ändra tid]  [Avbryt]",
    ]
    assert overrides(chat) == ()
    await bo.taps("Ta över")
    assert "Du har nu bakjour" in bo.lines[0]
    assert "David Dal får veta." in bo.lines[0]
    [made] = overrides(chat)
    assert (made.person, made.start, made.end) == ("bo-b", EVENING, at("2026-11-24 22:00"))
    assert made.made_by == "test:bo-b"
    assert chat.letters("david-d")[0] == "Ditt pass har ändrats"
    assert chat.letters("bo-b")[1].startswith("Nytt pass: bakjour")
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "Bakjour Bo Björn" in seen.sees and "till 22:00" in seen.sees
    assert chat.on_duty("2026-11-24 22:00") == ["david-d"]


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("ta kardiologi", "2026-11-25 07:30"),
        ("ta bakjour kardiologi till 22", "2026-11-24 22:00"),
        ("ta kardiologi granvik till 22:30", "2026-11-24 22:30"),
        ("ta över kardiologi i 90 minuter", "2026-11-24 19:30"),
        ("ta kardiologi till imorgon 07:00", "2026-11-25 07:00"),
        ("ta till 7 kardiologi", "2026-11-25 07:00"),
        ("ta bakjouren till 22", "2026-11-24 22:00"),
        ("ta 3 timmar", "2026-11-24 21:00"),
        ("ta kardiologi en halvtimme", "2026-11-24 18:30"),
        ("ta kardiologi två timmar", "2026-11-24 20:00"),
    ],
)
async def test_the_end_is_read_as_it_is_written(typed: str, end: str) -> None:
    chat = await open_chat(now=EVENING)
    bo = await (await chat.user("bo-b").types(f"/pass {typed}")).taps("Ta över")
    assert [one.end for one in overrides(chat)] == [at(end)], bo.sees


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("ta xyzzy", "Jag hittar inget schema för ”xyzzy”."),
        ("ta kardiologi 0 timmar", "Tiden måste vara längre än noll."),
        ("ta kardiologi 400 timmar", "Högst sju dygn i taget."),
        ("ta kardiologi till tis 10 nov 08:00", "Den tiden har redan passerat."),
        ("ta kardiologi till imorgon", "Skriv klockslaget också"),
        ("ta primärjour kardiologi", "har ingen primärjour i schemat, men bakjour, konsultläkare"),
        ("ta medicin primärjour", "Du hör inte till Internmedicin Granvik"),
        ("ta konsultläkare kardiologi", "Ingen har passet just nu. Skriv till när du tar det."),
        ("ta kardiologi om 2 timmar", "Det börjar nu. Skriv hur länge"),
        ("upptagen", "Du har inget pass just nu."),
        ("Anna", "Andras pass ändras av samordnaren eller växeln."),
        ("xyzzy", "Jag förstår inte ”xyzzy”."),
    ],
)
async def test_what_cannot_be_is_answered_with_what_can(typed: str, says: str) -> None:
    chat = await open_chat(now=EVENING)
    assert says in (await chat.user("bo-b").types(f"/pass {typed}")).sees
    assert overrides(chat) == ()


async def test_taking_by_form() -> None:
    chat = await open_chat(now=EVENING)
    bo = await chat.user("bo-b").types("/pass ta")
    await bo.taps("Visa vad det betyder", tjänst="kardiologi|bakjour", till="9 dygn")
    assert "Jag förstår inte tiden." in bo.sees
    await bo.taps("Visa vad det betyder", tjänst="kardiologi|bakjour", till="3 timmar")
    await bo.taps("Ta över")
    assert chat.on_duty("2026-11-24 20:59") == ["bo-b"]


async def test_one_who_has_the_shift_need_not_take_it() -> None:
    chat = await open_chat(now=EVENING)
    david = await chat.user("david-d").types("/pass ta kardiologi")
    assert david.lines[0] == "Du har redan passet hela den tiden."


async def test_overlapping_with_another_shift_of_hers_is_said() -> None:
    chat = await open_chat(now=at("2026-11-24 16:30"))  # Cecilia is consulting physician until 17
    cecilia = await chat.user("cecilia-c").types("/pass ta bakjour kardiologi")
    assert "Har samtidigt: konsultläkare" in cecilia.sees


async def test_what_was_shown_must_still_be_so_when_it_is_tapped() -> None:
    chat = await open_chat(now=EVENING)
    bo = await chat.user("bo-b").types("/pass ta kardiologi")
    await (await chat.user("anna-a").types("/pass ta kardiologi 1 timme")).taps("Ta över")
    await bo.taps("Ta över")
    assert "Passet har ändrats sedan du såg det. Så här är det nu." in bo.sees
    assert chat.on_duty("2026-11-24 18:30") == ["anna-a"]
    await bo.taps("Ta över")
    assert chat.on_duty("2026-11-24 18:30") == ["bo-b"]


async def test_a_take_over_is_ended_early_or_undone_before_it_has_run() -> None:
    chat = await open_chat(now=EVENING)
    bo = await (await chat.user("bo-b").types("/pass ta kardiologi")).taps("Ta över")
    await chat.passes(at("2026-11-24 20:00"))
    await (await bo.types("/pass")).taps("Avsluta nu")
    assert "David Dal nu, till 07:30" in bo.sees
    assert chat.on_duty("2026-11-24 19:59") == ["bo-b"]
    assert chat.on_duty("2026-11-24 20:00") == ["david-d"]
    await (await bo.types("/pass ta kardiologi")).taps("Ta över")
    await bo.taps("Ångra")
    assert chat.on_duty("2026-11-24 20:00") == ["david-d"]
    assert len(overrides(chat)) == 1


async def test_what_another_has_taken_on_top_stays_when_it_is_undone() -> None:
    chat = await open_chat(now=EVENING)
    bo = await (await chat.user("bo-b").types("/pass ta kardiologi")).taps("Ta över")
    await (await chat.user("anna-a").types("/pass ta kardiologi 1 timme")).taps("Ta över")
    await (await bo.types("/pass")).taps("Ångra")
    assert "Anna Asp nu, till 19:00; David Dal tis 19:00–07:30" in bo.lines[0]
    assert chat.on_duty("2026-11-24 18:30") == ["anna-a"]
    assert chat.on_duty("2026-11-24 19:30") == ["david-d"]


async def test_what_being_busy_rests_on_is_not_taken_back_before_it() -> None:
    chat = await open_chat(now=EVENING)
    bo = await (await chat.user("bo-b").types("/pass ta kardiologi")).taps("Ta över")
    await chat.passes(at("2026-11-24 18:05"))
    await bo.types("/pass upptagen till 20:00")
    await (await bo.types("/pass")).taps("Avsluta nu")
    assert bo.lines[0].startswith("Det går inte att ta tillbaka: Bo Björn är upptagen")
    assert chat.on_duty("2026-11-24 19:00") == ["bo-b"]


# -- to leave -------------------------------------------------------------------------------


async def test_leaving_a_shift_empty_says_what_it_means_and_tells_the_coordinator_at_once() -> None:
    chat = await open_chat(now=EVENING)
    bo = await (await chat.user("bo-b").types("/pass")).taps("Mer")
    await bo.taps("Lämna utan ersättare")
    assert bo.lines[1] == "Passet blir obemannat. Ingen annan får det automatiskt."
    assert "Konsultläkare Cecilia Ceder" in bo.sees and "Karin Kulle" in bo.sees
    assert overrides(chat) == ()
    await bo.taps("Lämna obemannat")
    assert "Karin Kulle får veta direkt." in bo.sees
    assert chat.letters("karin-k")[0] == "Ett pass är lämnat utan ersättare"
    later = await chat.user("hanna-h").types("/konsult kardiologi tor 20:00")
    assert "ingen är inlagd i schemat" in later.sees
    await bo.taps("Ångra")
    assert chat.on_duty("2026-11-26 20:00") == ["bo-b"]
    assert overrides(chat) == ()


# -- to be busy -----------------------------------------------------------------------------


async def test_busy_until_a_time_and_back_early() -> None:
    chat = await open_chat(now=EVENING)
    david = await chat.user("david-d").types("/pass upptagen till 19:30")
    assert david.lines[0] == "Du är upptagen nu, till 19:30. Nästa steg svarar."
    assert chat.letters("david-d") == []
    assert "Bakjour tis 24 nov 18:00–19:30: David Dal → obemannat" in chat.letters("sofia-s")
    assert "upptagen till 19:30" in (await chat.user("hanna-h").types("/konsult kardiologi")).sees
    await chat.passes(at("2026-11-24 18:40"))
    await (await david.types("/pass")).taps("Jag är tillbaka")
    assert "upptagen" not in (await chat.user("hanna-h").types("/konsult kardiologi")).sees
    assert [one.end for one in overrides(chat)] == [at("2026-11-24 18:40")]


async def test_busy_without_an_end_is_asked_for_one_and_a_stand_in_answers() -> None:
    chat = await open_chat(now=EVENING)
    david = await chat.user("david-d").types("/pass upptagen")
    assert "Skriv till när du är upptagen" in david.sees
    await david.taps("Spara", till="12:00", vem="bo-b")
    assert "Passet varar till 07:30. Skriv en tid inom passet." in david.sees
    await david.taps("Spara", till="21:00", vem="Fredrik Fors")
    assert "”Fredrik Fors” finns inte bland dem som hör till Kardiologi Granvik" in david.sees
    await david.taps("Spara", till="21:00", vem="bo-b")
    assert david.lines[0] == ("Du är upptagen nu, till 21:00. Bo Björn svarar. Bo Björn får veta.")
    assert chat.on_duty("2026-11-24 20:00") == ["bo-b"]
    assert chat.on_duty("2026-11-24 21:00") == ["david-d"]
    assert chat.letters("bo-b")[1].startswith("Nytt pass")


async def test_what_one_has_taken_and_another_has_taken_later_is_not_said_to_be_one_s_own_now() -> (
    None
):
    chat = await open_chat(now=EVENING)
    await (await chat.user("bo-b").types("/pass ta kardiologi 4 timmar")).taps("Ta över")
    await chat.passes(at("2026-11-24 19:00"))
    bo = await chat.user("bo-b").types("/pass")
    taken = "Tar över: Bakjour, Kardiologi Granvik · Granviks lasarett"
    assert f"nu, till 22:00: {taken}" in bo.lines
    await (await chat.user("cecilia-c").types("/pass ta kardiologi 2 timmar")).taps("Ta över")
    await chat.passes(at("2026-11-24 20:00"))
    await bo.types("/pass")
    later = "därefter har Cecilia Ceder tagit över (nu, till 21:00)"
    assert f"tis 24 nov 18:00–22:00: {taken} – {later}" in bo.lines
    assert "[Avsluta nu]" not in bo.sees
    cecilia = await chat.user("cecilia-c").types("/pass")
    assert "nu, till 21:00" in cecilia.sees and "[Avsluta nu]" in cecilia.sees
    await chat.passes(at("2026-11-24 21:30"))
    await bo.types("/pass")
    assert f"nu, till 22:00: {taken}" in bo.lines
    assert "[Avsluta nu]" in bo.sees


async def test_busy_for_a_coming_part_of_a_coming_shift() -> None:
    chat = await open_chat(now=EVENING)
    bo = await (await (await chat.user("bo-b").types("/pass")).taps("Mer")).taps("Upptagen")
    await bo.taps("Spara", från="18:00", till="2 timmar", vem="-")
    assert bo.lines[0] == "Du är upptagen tor 18:00–20:00. Nästa steg svarar."
    [made] = overrides(chat)
    assert (made.kind, made.start) == (OverrideKind.BUSY, at("2026-11-26 18:00"))


async def test_whoever_is_set_busy_by_another_is_told_though_the_shift_is_still_hers() -> None:
    chat = await open_chat(now=EVENING)
    karin = await (await (await chat.user("karin-k").types("/pass bo")).taps("Mer")).taps(
        "Upptagen"
    )
    await karin.taps("Spara", från="18:00", till="2 timmar", vem="-")
    assert karin.lines[0].endswith("Bo Björn får veta.")
    told = chat.letters("bo-b")
    assert told[0] == "Du är satt som upptagen"
    assert "18:00–20:00" in told[1]
    assert told[-1] == "Karin Kulle (samordnare) har gjort ändringen."


# -- what has been ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "typed", "expected"),
    [
        (
            "karin-k",
            "/pass kardiologi i fredags",
            [
                "tor 19 nov 16:00–07:30: Bakjour: Cecilia Ceder",
                "fre 20 nov 08:00–17:00: Konsultläkare: David Dal",
                "fre 20 nov 16:00–07:30: Bakjour: David Dal",
            ],
        ),
        (
            "david-d",
            "/pass i fredags",
            [
                "fre 20 nov 08:00–17:00: Konsultläkare, Kardiologi Granvik · Granviks lasarett",
                "fre 20 nov 16:00–07:30: Bakjour, Kardiologi Granvik · Granviks lasarett",
            ],
        ),
        (
            "cecilia-c",
            "hade jag jour igår kväll",
            [
                "mån 23 nov 16:00–07:30: Bakjour, Kardiologi Granvik · Granviks lasarett",
                "tis 24 nov 08:00–17:00: Konsultläkare, Kardiologi Granvik · Granviks lasarett",
            ],
        ),
        ("anna-a", "/pass igår", ["Inget pass var inlagt då."]),
        (
            "karin-k",
            "/pass david i fredags natt",
            ["fre 20 nov 16:00–07:30: Bakjour, Kardiologi Granvik · Granviks lasarett"],
        ),
    ],
)
async def test_who_had_which_shift_can_be_seen_and_not_changed(
    who: str, typed: str, expected: list[str]
) -> None:
    chat = await open_chat(now=EVENING)
    seen = await chat.user(who).types(typed)
    assert seen.lines[1:-1] == expected
    assert seen.lines[-1] == "[Visa mina pass]"


async def test_a_swap_of_long_ago_is_seen_in_what_was() -> None:
    chat = await open_chat(now=EVENING)
    taken = override(start="2026-04-03 16:00", hours=15.5, person="bo-b")
    await chat.live.write([Keep(taken)], "test")
    karin = await chat.user("karin-k").types("/pass kardiologi 2026-04-03 20:00")
    row = "fre 3 apr 2026 16:00–07:30: Bakjour: Bo Björn (i stället för Anna Asp)"
    assert row in karin.lines
    assert "Bakjour Bo Björn" in (await karin.types("/konsult kardiologi 2026-04-03 20:00")).sees


async def test_a_time_that_is_not_read_is_asked_for_and_one_to_come_begins_the_list() -> None:
    chat = await open_chat(now=EVENING)
    karin = await chat.user("karin-k").types("/pass kardiologi i somras")
    assert karin.lines[0].startswith("Jag förstår inte tiden ”i somras”. Skriv till exempel")
    await karin.types("/pass kardiologi fredag")
    assert karin.lines[0].endswith("från fre 27 nov 10:00")
    hanna = await chat.user("hanna-h").types("/pass kardiologi i fredags")
    assert "Andras pass" in hanna.lines[0]


# -- to confirm -----------------------------------------------------------------------------


async def test_the_start_of_a_shift_is_confirmed_with_one_tap_and_shows_what_callers_see() -> None:
    chat = await open_chat(of_kardiologi(shifts_confirmed=True), now=at("2026-11-25 14:10"))
    anna = await chat.user("anna-a").types("/hem")
    assert "Väntar på dig: 1 pass att bekräfta" in anna.sees
    await anna.types("/pass")
    assert "– inte bekräftat" in anna.lines[1]
    await anna.taps("Stämmer")
    assert anna.lines[0].startswith("Bekräftat: Du har bakjour")
    assert "08-465 004 13" in anna.sees and "070-174 06 05" in anna.sees
    await anna.taps("Numret stämmer inte")
    assert anna.lines[0] == "Karin Kulle får veta att numret inte stämmer."
    told = chat.letters("karin-k")
    assert told[0] == "Ett journummer stämmer inte"
    assert "Visas nu: 08-465 004 13, det egna numret." in told
    assert "070" not in " ".join(told)
    assert "inte bekräftat" not in (await anna.types("/pass")).sees


async def test_who_confirms_for_another_sees_their_own_number_only_while_they_are_on_duty() -> None:
    chat = await open_chat(of_kardiologi(shifts_confirmed=True), now=at("2026-11-25 14:10"))
    karin = await chat.user("karin-k").types("/pass anna asp")
    await karin.taps("Stämmer")
    assert "08-465 004 13" in karin.sees and "070-174 06 05" not in karin.sees
    assert "Det egna numret visas bara under passet." in karin.sees


async def test_the_answer_says_that_a_shift_has_not_been_confirmed_after_a_quarter() -> None:
    chat = await open_chat(of_kardiologi(shifts_confirmed=True), now=at("2026-11-25 18:00"))
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "inte bekräftat" in hanna.sees
    await (await chat.user("anna-a").types("/pass")).taps("Stämmer")
    assert "inte bekräftat" not in (await hanna.types("/konsult kardiologi")).sees
    await chat.user("anna-a").types("/pass upptagen till 19:00")
    await chat.passes(at("2026-11-25 19:30"))
    assert "inte bekräftat" not in (await hanna.types("/konsult kardiologi")).sees


async def test_a_letter_s_button_still_confirms_the_shift_when_she_has_been_busy() -> None:
    chat = await open_chat(of_kardiologi(shifts_confirmed=True), now=at("2026-11-25 16:10"))
    anna = await chat.user("anna-a").types("/pass upptagen till 17:00")
    await chat.passes(at("2026-11-25 17:20"))
    start = at("2026-11-25 16:00").isoformat()
    data = {"service": "kardiologi", "role": "bakjour", "start": start, "person": "anna-a"}
    assert "Bekräftat" in (await presses(anna, "bekräfta", **data)).sees
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "inte bekräftat" not in hanna.sees


async def test_a_service_that_does_not_ask_is_not_said_to_be_unconfirmed() -> None:
    chat = await open_chat(now=EVENING)
    assert "bekräftat" not in (await chat.user("hanna-h").types("/konsult kardiologi")).sees


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-11-25 13:59", "Passet kan bekräftas från ons 14:00 tills det är slut."),
        ("2026-11-25 14:00", "Bekräftat"),
        ("2026-11-26 07:29", "Bekräftat"),
        ("2026-11-26 07:30", "Passet har ändrats"),
    ],
)
async def test_a_letter_s_button_confirms_from_two_hours_before_until_the_end(
    now: str, says: str
) -> None:
    chat = await open_chat(of_kardiologi(shifts_confirmed=True), now=at(now))
    start = at("2026-11-25 16:00").isoformat()
    data = {"service": "kardiologi", "role": "bakjour", "start": start, "person": "anna-a"}
    anna = await presses(chat.user("anna-a"), "bekräfta", **data)
    assert says in anna.sees
    assert (await presses(chat.user("bo-b"), "bekräfta", **data)).lines[0].startswith("Andras")
    confirmed = (await chat.repository.load_parts(at(now))).of(CONFIRMATIONS)
    assert [type(one) for one in confirmed] == [Confirmation] * (says == "Bekräftat")


# -- on behalf ------------------------------------------------------------------------------


async def test_a_coordinator_lets_somebody_take_over_and_the_letters_say_who_did_it() -> None:
    chat = await open_chat(now=EVENING)
    karin = await (await chat.user("karin-k").types("/pass kardiologi")).taps("Mer")
    await karin.taps("Låt någon ta över")
    await karin.taps("Visa vad det betyder", vem="cecilia-c", till="")
    assert karin.lines[0].startswith("Cecilia Ceder tar över bakjour")
    await karin.taps("Ta över")
    assert chat.on_duty("2026-11-24 20:00") == ["cecilia-c"]
    line = "Karin Kulle (samordnare) har gjort ändringen."
    assert line in chat.letters("david-d") and line in chat.letters("cecilia-c")
    assert [one.made_by for one in overrides(chat)] == ["test:karin-k"]


async def test_one_who_hides_her_name_is_not_named_as_the_one_who_did_it() -> None:
    region = small_region()
    people = tuple(
        replace(one, show_name=False) if one.id == "karin-k" else one for one in region.people
    )
    chat = await open_chat(replace(region, people=people), now=EVENING)
    karin = await (await chat.user("karin-k").types("/pass david")).taps("Upptagen")
    await karin.taps("Spara", till="20:00", vem="bo-b")
    assert "En samordnare har gjort ändringen." in chat.letters("bo-b")


async def test_the_switchboard_fills_a_gap_in_a_service_s_roster() -> None:
    chat = await open_chat(now=EVENING)
    sofia = await chat.user("sofia-s").types("/pass medicin")
    await sofia.taps("Ändra")
    await sofia.taps("Låt någon ta över")
    await sofia.taps("Visa vad det betyder", vem="gun-g", till="fre 27 nov 07:30")
    assert "Förut:     obemannat tor 16:00–07:30" in sofia.sees
    await sofia.taps("Ta över")
    assert chat.letters("gun-g")[-1] == "Sofia Sjö (växeln) har gjort ändringen."


async def test_two_of_a_name_are_told_apart() -> None:
    region = small_region()
    other = person("anna-b", name="Anna Berg", unit="hjartkliniken")
    chat = await open_chat(replace(region, people=(*region.people, other)), now=EVENING)
    karin = await chat.user("karin-k").types("/pass anna")
    assert "Flera heter så: Anna Asp, Anna Berg." in karin.sees
    assert (await karin.types("/pass anna asp")).lines[0].startswith("Pass för Anna Asp")
